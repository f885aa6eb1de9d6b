"""Recording acts: one commit each, by compare-and-swap, all rules checked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from drafter.model.clause import Clause
from drafter.model.negotiation import Act
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store.identity import Identity
from drafter.store.repository import Repository


def amend(
    repo: Repository,
    who: Identity,
    proposed: Mapping[str, Clause | None],
    rationale: str,
    *,
    to: str | None = None,
    id: str | None = None,
    date: str | None = None,
) -> Act:
    """Table an amendment: by clause id the whole clause as proposed (`status: deleted` for a deletion). Raises Refused."""
    raise NotImplementedError


def retain(
    repo: Repository,
    who: Identity,
    targets: Sequence[Target],
    rationale: str,
    *,
    against: str | None = None,
    id: str | None = None,
    date: str | None = None,
) -> Act:
    """Ask to keep clauses or provisions as they are, or as they are `against` an amendment. Raises Refused."""
    raise NotImplementedError


def revise(
    repo: Repository,
    who: Identity,
    amendment_id: str,
    proposed: Mapping[str, Clause | None],
    rationale: str,
    *,
    date: str | None = None,
) -> Act:
    """Put a new version of an own amendment on its branch, on main as it stands now. Raises Refused."""
    raise NotImplementedError


def withdraw(repo: Repository, who: Identity, amendment_id: str, statement: str, *, date: str | None = None) -> Act:
    """Withdraw an own amendment. Raises Refused."""
    raise NotImplementedError


def position(
    repo: Repository,
    who: Identity,
    target: Target,
    stance: Stance,
    *,
    statement: str = "",
    cosponsor: bool = False,
    on_behalf_of: str | None = None,
    date: str | None = None,
) -> Act:
    """Take a position on a target as its text stands now. Raises Refused."""
    raise NotImplementedError


def adopt(
    repo: Repository,
    who: Identity,
    amendment_ids: Sequence[str],
    *,
    as_modified: Mapping[str, Clause] | None = None,
    accept_near: bool = False,
    date: str | None = None,
) -> Act:
    """Adopt amendments into main. Raises Refused, with status 1 when words conflict or are near (unless accepted)."""
    raise NotImplementedError


def status(repo: Repository, who: Identity, target: Target, status: str, *, date: str | None = None) -> Act:
    """Set the status of a clause or of an amendment. Raises Refused."""
    raise NotImplementedError


def issue(repo: Repository, who: Identity, name: str, *, date: str | None = None) -> Act:
    """Issue the text: a tag that joins main and every branch as they stand. Raises Refused."""
    raise NotImplementedError


def found(
    path: Path, files: Mapping[str, bytes], who: Identity, subject: str, *, date: str | None = None
) -> Repository:
    """Found a treaty repository in a new or empty directory; its work tree shows main. Raises Refused."""
    raise NotImplementedError
