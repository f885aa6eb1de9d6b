"""The acts that are on record."""

from __future__ import annotations

from drafter.model.negotiation import Act
from drafter.model.target import Target
from drafter.store.repository import Repository


def acts(
    repo: Repository, *, target: Target | None = None, signatory: str | None = None, most: int | None = None
) -> list[Act]:
    """Give the recorded acts, newest first: all, those about a target, those of a signatory, at most so many."""
    raise NotImplementedError
