"""Whether an amendment that asks to keep words as they are (ITU: NOC) is against another one."""

from __future__ import annotations

from drafter.model.amendment import Amendment
from drafter.model.clause import standing
from drafter.model.target import Target


def keeps_from(retain: Amendment, other: Amendment) -> bool:
    """Whether one asks to keep words from another: from the one that it names; otherwise from all that change them."""
    if retain.changes:
        return False
    if retain.against is not None:
        return retain.against == other.id
    return any(_touches(other, target) for target in retain.retains)


def _touches(amendment: Amendment, target: Target) -> bool:
    change = amendment.change(target.clause)
    if change is None:
        return False
    sides = (change.before, standing(change.after))
    was, becomes = (clause.words(target.label) if clause is not None else None for clause in sides)
    return was != becomes
