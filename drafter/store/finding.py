"""One amendment, read without the others: for acts that need no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from drafter.model.amendment import Amendment
from drafter.model.ids import AMENDMENT_ID, AMENDMENTS_PREFIX, amendment_ref, meant
from drafter.model.problem import Problem, Refused, refuse
from drafter.model.record import parse_message
from drafter.store.agreed import Agreed
from drafter.store.repository import Repository
from drafter.store.snapshot import tips
from drafter.store.tabled import read_amendments


def find_amendment(
    repo: Repository, now: Mapping[str, str], agreed: Agreed, id: str, *, decided: bool = True
) -> Amendment:
    """Read one amendment, with those that it stands on. Raises Refused when there is none, or it doesn't count."""
    known = [ref.removeprefix(AMENDMENTS_PREFIX) for ref in now if ref.startswith(AMENDMENTS_PREFIX)]
    if id not in known or not AMENDMENT_ID.match(id):
        remedy = meant(id, known, "`drafter amendments` lists them")
        raise refuse(f"there is no amendment `{id}`", remedy, rule="unknown-amendment")
    read, problems = read_amendments(repo, with_parents(repo, now, [id]), agreed, decided=decided)
    found = next((each for each in read if each.id == id), None)
    if found is None:
        raise Refused(next(each for each in problems if id in each.message))
    return found


def with_parents(repo: Repository, now: Mapping[str, str], ids: Iterable[str]) -> dict[str, str]:
    """Give where these amendments stand, and all those that they stand on, as far as they are there."""
    found: dict[str, str] = {}
    waiting = list(ids)
    while waiting:
        ref = amendment_ref(waiting.pop())
        if ref in now and ref not in found:
            found[ref] = now[ref]
            waiting.extend(_stands_on(repo, now[ref]))
    return found


def tips_for(repo: Repository, ids: Iterable[str], refs: Sequence[str]) -> Mapping[str, str]:
    """Give where these refs stand, and those of amendments and of what they stand on: all that finding them takes.

    Of all amendments when there is none of one of these ids.
    """
    asked = named = [amendment_ref(id) for id in ids]
    while True:
        now = tips(repo, (*refs, *named))
        if any(ref not in now for ref in asked):
            return tips(repo, (*refs, AMENDMENTS_PREFIX))
        below = [amendment_ref(each) for ref in named if ref in now for each in _stands_on(repo, now[ref])]
        if set(below) <= set(named):
            return now
        named = list(dict.fromkeys((*named, *below)))


def _stands_on(repo: Repository, tip: str) -> tuple[str, ...]:
    """Give the amendments that the newest version of one names: a withdrawal names its own only."""
    commit = repo.commit(tip)
    message = parse_message(commit.message)
    if isinstance(message, Problem):
        return ()
    named = message.all("Amendment")[1:]
    if message.one("Action") == "withdraw" and commit.parents:
        before = parse_message(repo.commit(commit.parents[0]).message)
        named = (*named, *(() if isinstance(before, Problem) else before.all("Amendment")[1:]))
    return tuple(each for each in named if AMENDMENT_ID.match(each))


def check_left(amendment: Amendment) -> None:
    """Check that the words of an amendment can be taken over: nobody puts them forward any more. Raises Refused."""
    if amendment.status.left:
        return
    remedy = "the agreed text has its words"
    if amendment.status.pending:
        remedy = f"`drafter position {amendment.id} support --cosponsor` makes you its co-sponsor"
    raise refuse(f"{amendment.id} is {amendment.status.phrase}", remedy, rule="amendment-open")


def check_live(amendment: Amendment) -> None:
    """Check that nothing was decided about an amendment that ends it. Raises Refused."""
    if not amendment.status.pending:
        remedy = "table a new one"
        raise refuse(f"{amendment.id} is {amendment.status.phrase}", remedy, rule="amendment-closed")
