"""Whether what a position depends on has come about.

A condition only ever takes consent away: who supports or can accept a text on a condition that binds counts for it
once that is met, and counts for nothing until then. An objection or a reserve stands until its delegation lifts it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum
from typing import NamedTuple

from drafter.model.negotiation import Negotiation
from drafter.model.position import Condition, Position
from drafter.model.terms import AmendmentStatus, Stance


class Fulfilment(Enum):
    """How a condition stands."""

    MET = "met"
    OPEN = "open"
    FAILED = "not-met"
    CHANGED = "changed"
    """The text that it is about is another one by now: only its author can say what that means."""

    @property
    def phrase(self) -> str:
        """The state in words."""
        return _PHRASES[self]


_PHRASES = {
    Fulfilment.MET: "met",
    Fulfilment.OPEN: "not met yet",
    Fulfilment.FAILED: "not met",
    Fulfilment.CHANGED: "its text has changed since",
}


class Conditioned(NamedTuple):
    """One condition of a position at a glance."""

    degree: str
    """How much the position depends on it: required, desired, unwanted, unacceptable."""
    target: str
    state: str
    """How it stands: met, open, not-met, or changed when its text is another one by now."""

    @property
    def phrase(self) -> str:
        """The condition in words: `required: NOR-NTA3CC (not met yet)`."""
        return f"{self.degree}: {self.target} ({Fulfilment(self.state).phrase})"


def fulfilment(negotiation: Negotiation, condition: Condition, adopted: Collection[str] = ()) -> Fulfilment:
    """Say how a condition stands as the talks do, or would once these amendments are adopted as they are proposed.

    An amendment that is asked for has to be adopted with the words that were seen, and one that is not wanted must not
    be; agreed words that are asked for have to stay as they were seen.
    """
    asks, target = condition.degree.asks, condition.target
    now = negotiation.current_text_sha256(target)
    amendment = negotiation.by_id.get(target.amendment) if target.amendment else None
    if amendment is not None:
        if amendment.status in _GONE:
            return Fulfilment.FAILED if asks else Fulfilment.MET
        if now != condition.text_sha256 or amendment.status is AmendmentStatus.ACCEPTED_AS_MODIFIED:
            return Fulfilment.CHANGED
        if amendment.status.pending and amendment.id not in adopted:
            return Fulfilment.OPEN
        return Fulfilment.MET if asks else Fulfilment.FAILED
    if now is None:
        return Fulfilment.FAILED if asks else Fulfilment.MET
    if now != condition.text_sha256:
        return Fulfilment.CHANGED
    return Fulfilment.MET if asks else Fulfilment.OPEN


_GONE = (AmendmentStatus.NOT_ACCEPTED, AmendmentStatus.WITHDRAWN, AmendmentStatus.SUPERSEDED)


def in_words(conditions: Sequence[Conditioned]) -> str:
    """Say what a position depends on: `, on conditions: required: NOR-NTA3CC (met)`; nothing where there is none."""
    if not conditions:
        return ""
    return f", on condition{'' if len(conditions) == 1 else 's'}: {'; '.join(each.phrase for each in conditions)}"


def depends(negotiation: Negotiation, position: Position, adopted: Collection[str] = ()) -> bool:
    """Whether a position is for its text on conditions that bind and are not met, nor by adopting these amendments."""
    return position.stance in (Stance.SUPPORT, Stance.ACCEPT) and any(
        each.degree.binding and fulfilment(negotiation, each, adopted) is not Fulfilment.MET
        for each in position.conditions
    )


def conditioned(negotiation: Negotiation, conditions: Sequence[Condition]) -> tuple[Conditioned, ...]:
    """Give conditions with how each stands."""
    return tuple(
        Conditioned(each.degree.value, str(each.target), fulfilment(negotiation, each).value) for each in conditions
    )
