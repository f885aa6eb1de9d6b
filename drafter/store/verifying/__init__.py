"""Verifying: is every record what its signatory's own delegate signed, and nothing else on any ref.

Client and server share this checker. It reads through git's processes and writes nothing but, in `verify`, how far
this clone has verified.
"""

from drafter.store.verifying.examination import Examination, RefChange, Violation
from drafter.store.verifying.examining import examine
from drafter.store.verifying.trust import Trust

__all__ = ["Examination", "RefChange", "Trust", "Violation", "examine"]
