"""Whether an amendment that asks to keep words as they are (ITU: NOC) is against another one."""

from __future__ import annotations

from drafter.model.amendment import Amendment
from drafter.model.clause import Clause
from drafter.model.provision import provision
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
    return _words(change.before, target) != (None if change.proposed_text is None else _words(change.after, target))


def _words(clause: Clause | None, target: Target) -> str | None:
    if clause is None or not target.label:
        return clause.text if clause is not None else None
    place = provision(clause.body, target.label)
    return clause.body[place.start : place.end] if place is not None else None
