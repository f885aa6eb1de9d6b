"""Saying where clauses and amendments stand, or what the Chair recommends: each a record of its own on main."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from drafter.model.amendment import Amendment
from drafter.model.clause import Clause
from drafter.model.ids import MAIN_REF, meant
from drafter.model.negotiation import Act
from drafter.model.problem import Refused, refuse
from drafter.model.target import Target
from drafter.model.terms import RECOMMENDED, AmendmentStatus, ClauseStatus
from drafter.store.agreed import Agreed
from drafter.store.changes import MAY_BE_SAID
from drafter.store.finding import check_live, find_amendment
from drafter.store.identity import Identity
from drafter.store.objects import Commit
from drafter.store.recording import wording
from drafter.store.recording.commit import Draft, check_secretariat, compose, trailers_of, until_recorded
from drafter.store.recording.deciding import lead, write_on
from drafter.store.recording.worktree import moving_main
from drafter.store.repository import Repository
from drafter.store.snapshot import tips


@dataclass(frozen=True, slots=True)
class _Marking:
    """What is said of one clause or amendment."""

    subject: str
    about: tuple[str, str]
    """The trailer that names it."""
    regarding: str
    """The version of the amendment; of a clause empty: the commit of main on which the record stands."""
    status: str
    files: dict[str, bytes | None]


def status(
    repo: Repository, who: Identity, target: Target, status: str, reason: str = "", *, date: str | None = None
) -> Act:
    """Set the status of a clause, or of an amendment (one of `MAY_BE_SAID`). Raises Refused."""
    return statuses(repo, who, [target], status, reason, date=date)[-1]


def statuses(
    repo: Repository,
    who: Identity,
    targets: Sequence[Target],
    status: str,
    reason: str = "",
    *,
    date: str | None = None,
) -> tuple[Act, ...]:
    """Set the status of several clauses or amendments: a record each with the reason, all of them or none.

    Those that have the status already are passed over. Raises Refused when all have, or a rule forbids one of them.
    """

    def said(now: Mapping[str, str], agreed: Agreed) -> list[_Marking | Refused]:
        check_secretariat(agreed, who, "sets a status")
        return [_marking(repo, now, agreed, each, status) for each in dict.fromkeys(targets)]

    return _record(repo, who, said, "status", f"all of them are {status} already", reason, date)


def recommend(
    repo: Repository,
    who: Identity,
    amendments: Sequence[str],
    status: str,
    reason: str = "",
    *,
    date: str | None = None,
) -> tuple[Act, ...]:
    """Recommend what to do with amendments (`RECOMMENDED`): a record each with the reason, all of them or none.

    It is about the version that stands, and decides nothing. `tabled` takes a recommendation back. Those of which it is
    recommended already are passed over. Raises Refused when it is of all, or one is not on the table.
    """

    def said(now: Mapping[str, str], agreed: Agreed) -> list[_Marking | Refused]:
        check_secretariat(agreed, who, "recommends")
        return [_recommending(repo, now, agreed, each, status) for each in dict.fromkeys(amendments)]

    return _record(repo, who, said, "recommend", "of all of them that is recommended already", reason, date)


def _record(
    repo: Repository,
    who: Identity,
    said: Callable[[Mapping[str, str], Agreed], list[_Marking | Refused]],
    action: str,
    already: str,
    reason: str,
    date: str | None,
) -> tuple[Act, ...]:
    """Record what is said of several, but for those of which there is nothing to be said. Raises Refused."""

    def attempt() -> tuple[Act, ...]:
        now = tips(repo)
        agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
        found = said(now, agreed)
        markings = [each for each in found if isinstance(each, _Marking)]
        if not markings:
            refused = [each for each in found if isinstance(each, Refused)]
            raise refused[0] if len(refused) == 1 else refuse(already, "nothing is to be done", rule="no-change")
        files = {path: content for each in markings for path, content in each.files.items()}

        def written() -> list[tuple[Draft, Commit]]:
            made: list[tuple[Draft, Commit]] = []
            for each in markings:
                main = made[-1][1] if made else agreed.commit
                trailers = [each.about, ("Regarding", each.regarding or main.id), ("Status", each.status)]
                trailers = [*trailers_of(agreed, "main", who), ("Action", action), *trailers]
                made.append(write_on(repo, main, compose(each.subject, reason, trailers), who, each.files, (), date))
            return made

        return lead(repo, agreed.commit, written, files)

    with moving_main(repo):
        return until_recorded(attempt)


def _marking(
    repo: Repository, now: Mapping[str, str], agreed: Agreed, target: Target, status: str
) -> _Marking | Refused:
    """Give what is to be said, or why nothing is: it has that status. Raises Refused for what can't be said."""
    if target.amendment:
        amendment = find_amendment(repo, now, agreed, target.amendment)
        said = _amendment_status(amendment, status)
        if amendment.status is said:
            return refuse(f"{amendment.id} is {said.phrase}", "nothing is to be done", rule="amendment-closed")
        subject = wording.marking(amendment.id, said.phrase)
        return _Marking(subject, ("Amendment", amendment.id), amendment.commit, said.value, {})
    if target.label:
        raise refuse("a provision has no status of its own", f"name the clause {target.clause}", rule="status")
    clause = agreed.clause(target.clause)
    becomes = _clause_status(clause, status)
    if clause.status is becomes:
        return refuse(f"`{clause.id}` is {becomes.phrase}", "nothing is to be done", rule="no-change")
    files: dict[str, bytes | None] = {clause.path: clause.with_value("status", becomes.value).source.encode()}
    subject = wording.marking(wording.designation(clause), becomes.phrase)
    return _Marking(subject, ("Clause", clause.id), "", becomes.value, files)


def _recommending(repo: Repository, now: Mapping[str, str], agreed: Agreed, id: str, status: str) -> _Marking | Refused:
    """Give what is to be recommended, or why nothing is: it is already. Raises Refused for what can't be."""
    amendment = find_amendment(repo, now, agreed, id)
    check_live(amendment)
    known = {each.value: each for each in RECOMMENDED}
    before = amendment.recommendation
    if status == AmendmentStatus.TABLED.value:
        if before is None:
            return refuse(f"nothing is recommended on {id}", "nothing is to be done", rule="no-change")
        return _Marking(wording.recommending(id, ""), ("Amendment", id), amendment.commit, status, {})
    if status not in known:
        remedy = meant(status, known, f"use one of {', '.join(known)}")
        raise refuse(f"`{status}` can't be recommended on an amendment", remedy, rule="status")
    phrase = known[status].phrase
    if before is not None and before.status is known[status] and not before.stale:
        return refuse(f"on {id} it is recommended already: {phrase}", "nothing is to be done", rule="no-change")
    return _Marking(wording.recommending(id, phrase), ("Amendment", id), amendment.commit, status, {})


def _amendment_status(amendment: Amendment, status: str) -> AmendmentStatus:
    known = {each.value: each for each in MAY_BE_SAID}
    if status not in known:
        if status in ("accepted", "accepted-as-modified"):
            remedy = f"`drafter adopt {amendment.id}` does that"
        elif status == "withdrawn":
            remedy = f"only {amendment.signatory} withdraws it"
        else:
            remedy = meant(status, known, f"use one of {', '.join(known)}")
        raise refuse(f"the status `{status}` can't be set on an amendment", remedy, rule="status")
    accepted = (AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_AS_MODIFIED, AmendmentStatus.WITHDRAWN)
    if amendment.status in accepted:
        raise refuse(f"{amendment.id} is {amendment.status.phrase}", "that stays on record", rule="amendment-closed")
    return known[status]


def _clause_status(clause: Clause, status: str) -> ClauseStatus:
    known = {each.value: each for each in ClauseStatus if each is not ClauseStatus.DELETED}
    if status == ClauseStatus.DELETED.value or clause.deleted:
        remedy = "adopt an amendment that does it"
        raise refuse("a clause is not deleted or brought back by its status", remedy, rule="status")
    if status not in known:
        remedy = meant(status, known, f"use one of {', '.join(known)}")
        raise refuse(f"unknown status `{status}`", remedy, rule="status")
    return known[status]
