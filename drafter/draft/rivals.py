"""Whether two proposals want the same words otherwise, so that only one of them can be adopted."""

from __future__ import annotations

from drafter.model.amendment import Change
from drafter.model.clause import Clause
from drafter.model.terms import ClauseStatus
from drafter.text.carry import carry
from drafter.text.paragraphs import paragraphs


def rivals(clause: str, base: Clause | None, first: Clause | None, second: Clause | None) -> bool:
    """Whether two proposed states of a clause conflict when both are taken; None is a clause that isn't there."""
    if base is not None and _apart(base, first, second):
        return False
    return carry(Change(clause, base, second), first).outcome == "conflicts"


def _apart(base: Clause, first: Clause | None, second: Clause | None) -> bool:
    """Whether two proposals change one paragraph each, far from each other: they can't be rivals.

    It spares most merges, and never says so of two that a merge would find in conflict: where more is changed, which
    paragraph is which is for the merge to say.
    """
    if first is None or second is None or ClauseStatus.DELETED in (first.status, second.status):
        return False
    for key in ("number", "heading"):
        if getattr(first, key) != getattr(base, key) != getattr(second, key):
            return False
    old, *rows = (paragraphs(clause.body).items for clause in (base, first, second))
    if any(len(items) != len(old) for items in rows):
        return False
    changed = [[place for place, (was, is_) in enumerate(zip(old, items, strict=True)) if was != is_] for items in rows]
    if any(len(places) != 1 for places in changed):
        return False
    start, end = sorted(places[0] for places in changed)
    return any(len(each.body.split()) > 1 for each in old[start + 1 : end])
