"""What of the refs was verified, as a clone notes it."""

from __future__ import annotations

from drafter.store.repository import Repository
from drafter.store.snapshot import all_refs

VERIFIED_PREFIX = "refs/drafter/verified/"
"""Where a clone notes how far each ref was verified."""


def verified(repo: Repository) -> dict[str, str]:
    """Give how far this repository was verified, by ref; empty when it never was."""
    return {f"refs/{ref.removeprefix(VERIFIED_PREFIX)}": id for ref, id in all_refs(repo, VERIFIED_PREFIX).items()}
