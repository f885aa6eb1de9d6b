"""Adoptions that came too late: their amendment had been revised or withdrawn by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from drafter.model.ids import AMENDMENT_ID, amendment_ref
from drafter.model.record import Message, parse_message
from drafter.store.objects import Commit
from drafter.store.repository import Repository
from drafter.store.tabled import MOST_VERSIONS

Counts = Callable[[str, str], bool]
"""Whether a commit is a sound version of an amendment."""


def overtaken(
    repo: Repository, adoption: Commit, held: Mapping[str, str], counts: Counts = lambda _id, _commit: True
) -> Iterator[str]:
    """Say of each adopted amendment that has gone on beyond what is adopted what became of it.

    `held`: where the branches of amendments stood before the adoption was received; what somebody else may have put on
    one is told by `counts`. Raises Refused when git fails.
    """
    for tip in adoption.parents[1:]:
        id = amendment_of(repo.commit(tip))
        if id is None or amendment_ref(id) not in held:
            continue
        later = next((each for each in _later(repo, tip, held[amendment_ref(id)]) if counts(id, each.id)), None)
        if later is not None:
            message = parse_message(later.message)
            withdrawn = isinstance(message, Message) and message.one("Action") == "withdraw"
            what = "withdrawn" if withdrawn else "revised"
            yield f"{id} was {what} by {later.id[:12]} before this adoption was received; sync, and decide anew"


def amendment_of(commit: Commit) -> str | None:
    """Give the id of the amendment that a commit is a version of, or None."""
    message = parse_message(commit.message)
    id = message.one("Amendment") if isinstance(message, Message) else None
    return id if id is not None and AMENDMENT_ID.match(id) else None


def _later(repo: Repository, adopted: str, tip: str) -> list[Commit]:
    """Give the versions of an amendment that stand on the adopted one, newest first."""
    found: list[Commit] = []
    at = repo.commit(tip)
    while at.id != adopted:
        if not at.parents or amendment_of(at) is None or len(found) > MOST_VERSIONS:
            return []
        found.append(at)
        at = repo.commit(at.parents[0])
    return found
