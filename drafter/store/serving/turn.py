"""The order in which pushes are accepted: what one was examined by must still hold when its refs move.

Between the examination of a push and the moves of its refs another one may be accepted, which changes the lists by
which the first was judged, or moves the same ref: then git would let in some refs of a push and not the others. What
came in so could never be taken back.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from drafter.model.ids import MAIN_REF, place_of
from drafter.store.agreed import Agreed
from drafter.store.objects import epoch_of
from drafter.store.repository import Repository
from drafter.store.serving.accepted import Push

_MOVING = 60
"""Seconds within which an accepted push moves its refs, if its process lives: another one may have its number later."""


def moving(others: Sequence[Push], tips: Mapping[str, str]) -> dict[str, str]:
    """Give the refs that accepted pushes are about to move, with where to."""
    return {
        each.ref: each.new for push in _under_way(others) for each in push.changes if tips.get(each.ref) != each.new
    }


def taken(push: Push, others: Sequence[Push], tips: Mapping[str, str]) -> list[str]:
    """Say which refs of a push somebody else has moved, or is moving, since it was asked for."""
    busy = moving(others, tips)
    said = "somebody else sent at the same moment; sync again [busy]"
    return [
        f"{place_of(change.ref)} {said}"
        for change in push.changes
        if change.ref in busy or tips.get(change.ref) != change.old
    ]


def moves_main(others: Sequence[Push]) -> bool:
    """Whether an accepted push is about to move main, or its move is not in the log yet.

    By main's lists pushes are judged, and since when a list is in force is what the log says.
    """
    return any(each.ref == MAIN_REF for push in _under_way(others) for each in push.changes)


def _under_way(others: Sequence[Push]) -> list[Push]:
    return [push for push in others if push.served and push.age < _MOVING]


def in_turn(push: Push, others: Sequence[Push]) -> Push:
    """Let a push be received no earlier than what was accepted before it: the log says it so."""
    return replace(push, received=max([push.received, *(each.received for each in others)]))


def same_keys(repo: Repository, tips: Mapping[str, str], since: int, until: int) -> bool:
    """Whether no key begins or ends between two moments, by the lists of main."""
    if since == until or MAIN_REF not in tips:
        return True
    roster = Agreed(repo, repo.commit(tips[MAIN_REF])).roster
    keys = [key for each in roster.holders for key in each.keys]
    dates = [date for key in keys for date in (key.since, key.until, key.revoked and key.revoked.at) if date]
    return not any(since < (epoch_of(date) or 0) <= until for date in dates)


def wait() -> None:
    """Wait a little for another push to move its refs."""
    time.sleep(0.1)
