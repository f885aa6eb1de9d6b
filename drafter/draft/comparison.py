"""What changed, word by word, between two texts of the treaty, or between an amendment and its base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drafter.model.amendment import Amendment
from drafter.model.clause import Clause, standing
from drafter.model.treaty import Treaty, in_order
from drafter.text.diff import diff


@dataclass(frozen=True, slots=True)
class WordEdit:
    """Words of a clause that became others. `start` and `end` are token positions in the clause's old text."""

    clause: str
    old: str
    new: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states of one clause that differ; None where the clause is not there."""

    clause: str
    before: Clause | None
    after: Clause | None

    @property
    def old(self) -> str:
        """The text before (`Clause.text`)."""
        return _text(self.before)

    @property
    def new(self) -> str:
        """The text after."""
        return _text(self.after)

    @property
    def renumbered(self) -> tuple[str, str] | None:
        """How the clause was called and how it is called now, when that differs: `Article 4`, `Article 4 bis`."""
        before, after = standing(self.before), standing(self.after)
        if before is None or after is None or before.designation == after.designation:
            return None
        return before.designation, after.designation

    @property
    def differs(self) -> bool:
        """Whether words or the number differ."""
        return self.old != self.new or self.renumbered is not None

    def edits(self) -> tuple[WordEdit, ...]:
        """Give the edits that lead from the one text to the other."""
        found = diff(self.old, self.new)
        return tuple(
            WordEdit(self.clause, found.deleted(edit), found.inserted(edit), edit.start, edit.end)
            for edit in found.edits
        )


def between(before: Treaty, after: Treaty, *, clause: str | None = None) -> tuple[Pair, ...]:
    """Give the clauses whose text or number differs between two treaties, in the order of the newer one's files."""
    return _differing(before.by_id, after.by_id, clause)


def of_amendment(amendment: Amendment) -> tuple[Pair, ...]:
    """Give what an amendment does to each clause, against its own base."""
    before = {change.clause: change.before for change in amendment.changes if change.before is not None}
    after = {change.clause: change.after for change in amendment.changes if change.after is not None}
    return _differing(before, after)


def edits(pairs: Iterable[Pair]) -> tuple[WordEdit, ...]:
    """Give all edits of some clauses, in order."""
    return tuple(edit for pair in pairs for edit in pair.edits())


def _differing(before: Mapping[str, Clause], after: Mapping[str, Clause], only: str | None = None) -> tuple[Pair, ...]:
    known = {**before, **after}
    pairs = (Pair(each.id, before.get(each.id), after.get(each.id)) for each in in_order(known.values()))
    return tuple(pair for pair in pairs if only in (None, pair.clause) and pair.differs)


def _text(clause: Clause | None) -> str:
    stands = standing(clause)
    return stands.text if stands is not None else ""
