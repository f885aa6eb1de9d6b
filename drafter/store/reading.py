"""Reading a negotiation from the refs of its repository, never from the work tree."""

from __future__ import annotations

from drafter.model.negotiation import Negotiation
from drafter.store.repository import Repository


def read(repo: Repository, at: str | None = None) -> Negotiation:
    """Read the negotiation as it stands, or `at` an issue (its name) or a commit of main (its text alone). Raises Refused."""
    raise NotImplementedError


def working_clause(repo: Repository, clause_id: str) -> bytes:
    """Give the file of a clause as the user has edited it in the work tree. Raises Refused."""
    raise NotImplementedError
