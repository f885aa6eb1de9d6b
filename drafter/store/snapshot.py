"""Where every ref of the negotiation stands: one git call."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.store.repository import Repository


def tips(repo: Repository) -> Mapping[str, str]:
    """Give the object that each ref of the negotiation names: main, amendments, positions and tags."""
    raise NotImplementedError
