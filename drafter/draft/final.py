"""The last form of a text: what is adopted throughout is no draft, and is signed."""

from __future__ import annotations

from dataclasses import replace

from drafter.draft.document import Document, Party
from drafter.model.signatory import Roster
from drafter.model.terms import ClauseStatus, SignatoryKind
from drafter.model.treaty import Treaty

NOTICE = "Every clause of this text is adopted."


def adopted(treaty: Treaty) -> bool:
    """Whether every clause of a treaty is adopted (VCLT 9)."""
    statuses = {each.status for each in treaty.clauses} - {ClauseStatus.DELETED}
    return statuses == {ClauseStatus.ADOPTED}


def to_be_signed(document: Document, roster: Roster) -> Document:
    """Give a text with a place for the signature of each State and organisation, in the order of signatories.toml.

    What changed last and what was said are no part of it. Observers don't sign (VCLT 12: a State is bound by its
    representative's signature).
    """
    seats = (each for each in roster.signatories if each.kind is not SignatoryKind.OBSERVER)
    places = tuple(Party(each.code, each.name) for each in seats)
    return replace(document, signatures=places, changes_since="", changes=(), statements=())
