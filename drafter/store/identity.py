"""Who acts in this clone: `drafter as` writes it to the clone's own configuration."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.model.signatory import Delegate, Roster
from drafter.store.repository import Repository


@dataclass(frozen=True, slots=True)
class Identity:
    """A delegate, the signatory for which it acts, and the file of its SSH key when it signs."""

    code: str
    delegate: Delegate
    key: str | None = None


def current(
    repo: Repository, roster: Roster, code: str | None = None, email: str | None = None, key: str | None = None
) -> Identity:
    """Say who acts: by the arguments, otherwise as the clone's configuration says. Raises Refused."""
    raise NotImplementedError


def become(repo: Repository, roster: Roster, code: str, email: str | None = None, key: str | None = None) -> Identity:
    """Write to the clone's configuration who acts in it from now on. Raises Refused."""
    raise NotImplementedError
