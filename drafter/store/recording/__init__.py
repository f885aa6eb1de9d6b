"""Recording acts: one commit each, by compare-and-swap, all rules checked before anything is written.

Every act raises Refused when a rule forbids it or git fails, and then nothing is on record. Two processes that record
at once both succeed; one that is killed leaves the whole record or none.
"""

from drafter.store.recording.admitting import consent, consents, roster
from drafter.store.recording.correcting import edit
from drafter.store.recording.deciding import adopt
from drafter.store.recording.founding import found
from drafter.store.recording.issuing import issue
from drafter.store.recording.marking import recommend, status, statuses
from drafter.store.recording.speaking import check_speaker, propose_for
from drafter.store.recording.tabling import amend, check_amend, retain, revise, withdraw
from drafter.store.recording.taking import position, positions_anew

__all__ = [
    "adopt",
    "amend",
    "check_amend",
    "check_speaker",
    "consent",
    "consents",
    "edit",
    "found",
    "issue",
    "position",
    "positions_anew",
    "propose_for",
    "recommend",
    "retain",
    "revise",
    "roster",
    "status",
    "statuses",
    "withdraw",
]
