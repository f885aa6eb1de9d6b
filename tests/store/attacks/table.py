"""The whole table: every room of attacks has put its own into it."""

from __future__ import annotations

from tests.store.attacks import (
    colluding,
    depending,
    moving,
    presiding,
    proper,
    proposing,
    speaking,
    stopping,
    storing,
    succeeding,
    writing,
)
from tests.store.attacks.attack import ATTACKS, LEGITIMATE, Attack

__all__ = ["ATTACKS", "LEGITIMATE", "ROOMS", "Attack"]

ROOMS = (colluding, depending, moving, presiding, proper, proposing, speaking, stopping, storing, succeeding, writing)
