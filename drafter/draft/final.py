"""The last form of a text: what is adopted throughout is no draft, and is signed."""

from __future__ import annotations

from dataclasses import replace

from drafter.draft.document import Document, Heading, Party
from drafter.model.signatory import Roster
from drafter.model.terms import ClauseStatus, SignatoryKind

NOTICE = "Every clause of this text is adopted."


def adopted(document: Document) -> bool:
    """Whether a text shows agreed words only, and every clause of it is adopted (VCLT 9)."""
    # It is asked for every clause: the answer is found with the first one that is not adopted.
    if document.style != "clean" or document.selected:
        return False
    statuses = (block.status for block in document.blocks if isinstance(block, Heading))
    first = next(statuses, None)
    return first == ClauseStatus.ADOPTED.phrase and all(each == first for each in statuses)


def to_be_signed(document: Document, roster: Roster) -> Document:
    """Give a text with a place for the signature of each State and organisation, in the order of signatories.toml.

    What changed last is no part of it. Observers don't sign (VCLT 12: a State is bound by its representative's
    signature).
    """
    seats = (each for each in roster.signatories if each.kind is not SignatoryKind.OBSERVER)
    places = tuple(Party(each.code, each.name) for each in seats)
    return replace(document, signatures=places, changes_since="", changes=())
