"""Verifying: is every record what its signatory's own delegate signed, and nothing else on any ref.

Client and server share this checker. It reads through git's processes and writes nothing but, in `verify`, how far
this clone has verified.
"""

from drafter.store.snapshot import VERIFIED_PREFIX, verified
from drafter.store.verifying.examination import Examination, RefChange, Trust, Violation
from drafter.store.verifying.examining import examine
from drafter.store.verifying.joins import spoken_of
from drafter.store.verifying.keyring import Flaw
from drafter.store.verifying.overtaken import amendment_of, consents_used, overtaken
from drafter.store.verifying.verify import note, verify

__all__ = [
    "VERIFIED_PREFIX",
    "Examination",
    "Flaw",
    "RefChange",
    "Trust",
    "Violation",
    "amendment_of",
    "consents_used",
    "examine",
    "note",
    "overtaken",
    "spoken_of",
    "verified",
    "verify",
]
