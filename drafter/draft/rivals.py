"""Whether two proposals want the same words otherwise, so that only one of them can be adopted."""

from __future__ import annotations

from drafter.model.amendment import Change
from drafter.model.clause import Clause
from drafter.model.terms import ClauseStatus
from drafter.text.carry import carry, carry_head
from drafter.text.merge import conflicting


def rivals(clause: str, base: Clause | None, first: Clause | None, second: Clause | None) -> bool:
    """Whether two proposed states of a clause conflict when both are taken; None is a clause that isn't there.

    It is what carrying the second one to the first would say. All pairs on a clause are asked about, so that the text
    which both would give is not worked out.
    """
    if base is None or first is None or second is None or ClauseStatus.DELETED in (first.status, second.status):
        return carry(Change(clause, base, second), first).outcome == "conflicts"
    if not all(part.clean for part in carry_head(base, second, first).values()):
        return True
    return conflicting(base.body, first.body, second.body, first="ours")
