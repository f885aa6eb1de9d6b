"""What of a server could not be had at the last exchange: whoever reads the clone has to know that it lacks something.

Without this a delegation whose branch is broken on the server would seem to be silent, or to say what it said before.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from drafter.model.ids import place_of
from drafter.model.problem import Problem
from drafter.store import cache
from drafter.store.repository import Repository


def keep_missed(repo: Repository, missed: Mapping[str, str]) -> None:
    """Keep which refs could not be had, with why; those of an exchange before are forgotten."""
    if missed or _place(repo).exists():
        cache.keep(_place(repo), dict(missed))


def read_missed(repo: Repository) -> tuple[Problem, ...]:
    """Say which branches could not be had, so that every view does."""
    found = cache.load(_place(repo))
    return tuple(
        Problem(
            rule="missed",
            message=f"what the server holds of it could not be had at the last exchange: {why}",
            remedy="`drafter sync` asks again",
            file=place_of(str(ref)),
        )
        for ref, why in (found.items() if isinstance(found, dict) else ())
    )


def _place(repo: Repository) -> Path:
    return repo.common_dir / "drafter" / "missed.json"
