"""One amendment, read without the others: for acts that need no more."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.model.amendment import Amendment
from drafter.model.ids import AMENDMENT_ID, AMENDMENTS_PREFIX, amendment_ref, meant
from drafter.model.problem import Problem, Refused, refuse
from drafter.model.record import parse_message
from drafter.model.terms import AmendmentStatus
from drafter.store.agreed import Agreed
from drafter.store.repository import Repository
from drafter.store.tabled import read_amendments


def find_amendment(
    repo: Repository, now: Mapping[str, str], agreed: Agreed, id: str, *, decided: bool = True
) -> Amendment:
    """Read one amendment, with those that it stands on. Raises Refused when there is none, or it doesn't count."""
    known = [ref.removeprefix(AMENDMENTS_PREFIX) for ref in now if ref.startswith(AMENDMENTS_PREFIX)]
    if id not in known or not AMENDMENT_ID.match(id):
        remedy = meant(id, known, "`drafter amendments` lists them")
        raise refuse(f"there is no amendment `{id}`", remedy, rule="unknown-amendment")
    wanted, waiting = {}, [id]
    while waiting:
        ref = amendment_ref(waiting.pop())
        if ref in now and ref not in wanted:
            wanted[ref] = now[ref]
            message = parse_message(repo.commit(now[ref]).message)
            named = () if isinstance(message, Problem) else message.all("Amendment")[1:]
            waiting.extend(named)
            if not isinstance(message, Problem) and message.one("Action") == "withdraw":
                waiting.extend(_named_before(repo, now[ref]))
    read, problems = read_amendments(repo, wanted, agreed, decided=decided)
    found = next((each for each in read if each.id == id), None)
    if found is None:
        raise Refused(next(each for each in problems if id in each.message))
    return found


def _named_before(repo: Repository, tip: str) -> tuple[str, ...]:
    """Give what the version below a withdrawal names: a withdrawal names its amendment only."""
    parents = repo.commit(tip).parents
    message = parse_message(repo.commit(parents[0]).message) if parents else None
    return () if message is None or isinstance(message, Problem) else message.all("Amendment")[1:]


def check_live(amendment: Amendment) -> None:
    """Check that nothing was decided about an amendment that ends it. Raises Refused."""
    if amendment.status not in (AmendmentStatus.TABLED, AmendmentStatus.DEFERRED):
        remedy = "table a new one"
        raise refuse(f"{amendment.id} is {amendment.status.phrase}", remedy, rule="amendment-closed")
