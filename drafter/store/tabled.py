"""The amendments, as their branches hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter.model.amendment import Amendment, Change, Recommendation, Version
from drafter.model.ids import AMENDMENT_ID, AMENDMENTS_PREFIX
from drafter.model.problem import Problem
from drafter.model.record import Message, parse_message
from drafter.model.target import Target, parse_target
from drafter.model.terms import RECOMMENDED, AmendmentStatus
from drafter.store.agreed import Agreed
from drafter.store.changes import read_changes
from drafter.store.objects import Commit
from drafter.store.repository import Repository

MOST_VERSIONS = 1000
"""A branch that is longer is not an amendment's: nothing is read without end."""

MOST_DEEP = 10
"""Amendments of which each changes the one before it: no room follows more, and whoever reads one reads them all."""


@dataclass(frozen=True, slots=True)
class _Branch:
    """A branch whose every commit is a record of its amendment, oldest first."""

    id: str
    records: tuple[tuple[Commit, Message], ...]

    @property
    def tip(self) -> Commit:
        return self.records[-1][0]

    @property
    def said(self) -> tuple[Commit, Message]:
        """The newest version of the text: the tabling or a revision."""
        return next(each for each in reversed(self.records) if each[1].one("Action") != "withdraw")

    @property
    def base(self) -> str:
        """The commit that the newest version changes."""
        return base_of(*self.said)

    @property
    def tabled_on(self) -> str:
        """The commit on which it was tabled: before there was anything that could change it."""
        return self.records[0][0].parents[0]

    @property
    def compared(self) -> tuple[str, str]:
        """The commits that the newest version stands between: its base and the tip."""
        return self.base, self.tip.id

    @property
    def named(self) -> str | None:
        """The other amendment that it is about: the one that it changes, or against which it retains."""
        named = self.said[1].all("Amendment")
        return named[1] if len(named) > 1 else None


def base_of(commit: Commit, message: Message) -> str:
    """Give the commit that a version changes: what it was tabled on, or what its revision regards."""
    return commit.parents[0] if message.one("Action") == "table" else message.one("Regarding") or commit.parents[0]


def read_amendments(
    repo: Repository, tips: Mapping[str, str], agreed: Agreed, *, decided: bool = True
) -> tuple[tuple[Amendment, ...], tuple[Problem, ...]]:
    """Read the amendments at these tips (by ref), in order of tabling, and what doesn't count.

    A sub-amendment counts only when its parent is among them. Reads each amendment's own short branch, and main's
    history for the decisions; without `decided` not that either, and every status is `tabled` or `withdrawn`.
    """
    branches, problems = _branches(repo, tips, agreed)
    owners = {commit.id: branch.id for branch in branches for commit, _ in branch.records}
    decisions = _decisions(agreed) if decided else {}
    recommended = _recommendations(agreed) if decided else {}
    branches = [_as_adopted(branch, decisions.get(branch.id), problems) for branch in branches]
    amendments: dict[str, Amendment] = {}
    based: list[_Branch] = []
    for branch in branches:
        parent = branch.named
        its = parent is not None and owners.get(branch.base) == parent
        if branch.base in agreed.on_main or (its and owners.get(branch.tabled_on) == parent):
            based.append(branch)
        elif its:
            why = f"it was tabled on another text than that of {parent}: amendments would change each other"
            problems.append(_problem(branch.id, why))
        elif parent is not None and parent not in owners.values():
            problems.append(_problem(branch.id, f"it changes {parent}, which doesn't count"))
        else:
            why = f"its base {branch.base[:12]} is not a commit of main, nor of the amendment that it changes"
            problems.append(_problem(branch.id, why))
    changes = read_changes(repo, [branch.compared for branch in based])
    for branch in based:
        read = _amendment(
            branch, changes[branch.compared], agreed, decisions.get(branch.id), recommended.get(branch.id)
        )
        if isinstance(read, Problem):
            problems.append(read)
        else:
            amendments[read.id] = read
    for id in _too_deep(amendments):
        problems.append(_problem(id, f"it is the end of a row of more than {MOST_DEEP} amendments of amendments"))
        del amendments[id]
    while orphans := [
        each for each in amendments.values() if each.parent is not None and each.parent not in amendments
    ]:
        for each in orphans:
            problems.append(_problem(each.id, f"it changes {each.parent}, which doesn't count"))
            del amendments[each.id]
    return tuple(sorted(amendments.values(), key=lambda each: (each.tabled, each.id))), tuple(problems)


def _too_deep(amendments: Mapping[str, Amendment]) -> list[str]:
    """Give those that change what changes what ... main says, more than `MOST_DEEP` of them."""
    found = []
    for id in amendments:
        at: str | None = id
        for _ in range(MOST_DEEP):
            at = amendments[at].parent if at is not None and at in amendments else None
        if at is not None and at in amendments:
            found.append(id)
    return found


def changes_at(repo: Repository, id: str, commit: str) -> tuple[Change, ...] | None:
    """Give what an amendment proposed at one of the commits of its branch, against the base that it had then.

    None when that commit is no version of its text, or can't be read as one.
    """
    found = version_at(repo, id, commit)
    return found[1] if found is not None else None


def version_at(repo: Repository, id: str, commit: str) -> tuple[str, tuple[Change, ...]] | None:
    """Give the base that an amendment had at one of the commits of its branch, and what it proposed there.

    None when that commit is no version of its text, or can't be read as one.
    """
    record = repo.commit(commit)
    message = parse_message(record.message)
    if isinstance(message, Problem) or message.all("Amendment")[:1] != (id,) or not record.parents:
        return None
    if message.one("Action") == "withdraw":
        return version_at(repo, id, record.parents[0])
    base = base_of(record, message)
    changes = read_changes(repo, [(base, commit)])[base, commit]
    return None if isinstance(changes, Problem) else (base, changes)


def _as_adopted(
    branch: _Branch, decision: tuple[AmendmentStatus, Commit, Message] | None, problems: list[Problem]
) -> _Branch:
    """Give an adopted amendment as it was adopted: what its proposer puts on the branch later was never decided on."""
    if decision is None or decision[0] not in _ACCEPTED:
        return branch
    adopted = [place for place, (commit, _) in enumerate(branch.records, 1) if commit.id in decision[1].parents]
    if not adopted or adopted[-1] == len(branch.records):
        return branch
    later = branch.records[adopted[-1]][0]
    message = f"the commit {later.id[:12]} doesn't count: {branch.id} was adopted without it"
    problems.append(Problem(rule="amendment", message=message, file=f"amendments/{branch.id}"))
    return _Branch(branch.id, branch.records[: adopted[-1]])


def _branches(repo: Repository, tips: Mapping[str, str], agreed: Agreed) -> tuple[list[_Branch], list[Problem]]:
    """Follow the branches back to their tablings, all side by side."""
    chains: dict[str, list[tuple[Commit, Message]]] = {}
    waiting: dict[str, str] = {}
    problems: list[Problem] = []
    for ref, tip in tips.items():
        id = ref.removeprefix(AMENDMENTS_PREFIX)
        if AMENDMENT_ID.match(id):
            chains[id], waiting[id] = [], tip
        elif ref.startswith(AMENDMENTS_PREFIX):
            problems.append(_problem(id, "the name of the branch is not the id of an amendment"))
    branches: list[_Branch] = []
    while waiting:
        commits = repo.commits(waiting.values())
        for id, tip in list(waiting.items()):
            del waiting[id]
            commit = commits[tip]
            message = agreed.credentials.record(commit, "amendment", id[:3])
            if isinstance(message, Problem):
                problems.append(_problem(id, message.message))
                continue
            chains[id].append((commit, message))
            action = message.one("Action")
            why = _misplaced(id, message, action, commit, chains[id])
            if why is not None:
                problems.append(_problem(id, f"the commit {commit.id[:12]} doesn't count: {why}"))
            elif action == "table":
                branches.append(_Branch(id, tuple(reversed(chains[id]))))
            else:
                waiting[id] = commit.parents[0]
    order = {ref.removeprefix(AMENDMENTS_PREFIX): place for place, ref in enumerate(tips)}
    return sorted(branches, key=lambda branch: order[branch.id]), problems


def _misplaced(
    id: str, message: Message, action: str | None, commit: Commit, chain: Sequence[tuple[Commit, Message]]
) -> str | None:
    """Say why a record doesn't fit on the branch of this amendment, or None."""
    named = message.all("Amendment")
    if not named or named[0] != id:
        return f"it is about {named[0] if named else 'no amendment'}"
    if action not in ("table", "revise", "withdraw"):
        return f"`{action}` is not an act on an amendment"
    if not commit.parents or (message.one("Regarding") is None and action != "withdraw"):
        return "it doesn't say on which text it stands"
    if action == "withdraw" and len(chain) > 1:
        return "something follows its withdrawal"
    if len(chain) > MOST_VERSIONS:
        return f"the branch holds more than {MOST_VERSIONS} versions"
    if len(chain) > 1 and chain[-2][0].epoch < commit.epoch:
        return "what follows it is dated before it"
    if len(chain) > 1 and chain[-2][1].one("Action") == "withdraw" and chain[-2][0].tree != commit.tree:
        return "its withdrawal changes the text"
    return None


def _amendment(
    branch: _Branch,
    changes: tuple[Change, ...] | Problem,
    agreed: Agreed,
    decision: tuple[AmendmentStatus, Commit, Message] | None,
    recommended: tuple[AmendmentStatus, Message] | None,
) -> Amendment | Problem:
    said, message = branch.said
    if isinstance(changes, Problem):
        return _problem(branch.id, changes.message, changes)
    retains: tuple[Target, ...] = ()
    if changes:
        hashes = {f"{change.clause} {change.text_sha256}" for change in changes}
        if hashes != set(message.all("Text-SHA256")):
            return _problem(branch.id, f"the trailers of the commit {said.id[:12]} say another text than its tree")
    else:
        named = (*message.all("Provision"), *message.all("Clause"))
        retains = tuple(target for target in map(parse_target, named) if target is not None)
        if not retains:
            return _problem(branch.id, "it changes nothing, and names nothing to retain")
    withdrawn = branch.records[-1][1].one("Action") == "withdraw"
    status = AmendmentStatus.WITHDRAWN if withdrawn else AmendmentStatus.TABLED
    if decision is not None and not (withdrawn and decision[0] not in _ACCEPTED):
        status = decision[0]
    return Amendment(
        id=branch.id,
        signatory=branch.id[:3],
        base=branch.base,
        changes=changes,
        retains=retains,
        against=branch.named if not changes else None,
        parent=branch.named if branch.base not in agreed.on_main else None,
        taken_over=(branch.records[0][1].one("Taken-over") or "").partition(" ")[0] or None,
        versions=tuple(_version(commit, message) for commit, message in branch.records),
        status=status,
        decided=decision[1].id if decision is not None else None,
        decision=decision[2].subject if decision is not None else "",
        decided_because=decision[2].statement if decision is not None else "",
        recommendation=_recommendation(branch, *recommended) if recommended is not None and status.pending else None,
        signed=branch.tip.signed,
    )


_ACCEPTED = (AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_AS_MODIFIED)


def _version(commit: Commit, message: Message) -> Version:
    return Version(
        commit=commit.id,
        date=commit.date,
        delegate=commit.author,
        action=message.one("Action") or "",
        subject=message.subject,
        rationale=message.statement,
    )


def _decisions(agreed: Agreed) -> dict[str, tuple[AmendmentStatus, Commit, Message]]:
    """Give the last decision of the secretariat on each amendment."""
    found: dict[str, tuple[AmendmentStatus, Commit, Message]] = {}
    statuses = {status.value: status for status in AmendmentStatus}
    for commit, message in agreed.decided.decisions:
        action = message.one("Action")
        for id in message.all("Amendment"):
            if action == "adopt":
                modified = set(message.all("Editorial-change"))
                status = AmendmentStatus.ACCEPTED
                if modified and (modified & _touched(agreed.repo, commit, id)):
                    status = AmendmentStatus.ACCEPTED_AS_MODIFIED
                found[id] = (status, commit, message)
            elif action == "status" and message.one("Status") in statuses:
                found[id] = (statuses[message.one("Status") or ""], commit, message)
    return found


def _recommendation(branch: _Branch, status: AmendmentStatus, message: Message) -> Recommendation:
    return Recommendation(status, message.one("Regarding") != branch.tip.id, message.statement)


def _recommendations(agreed: Agreed) -> dict[str, tuple[AmendmentStatus, Message]]:
    """Give what the secretariat recommended last on each amendment, unless it took that back."""
    found: dict[str, tuple[AmendmentStatus, Message]] = {}
    statuses = {status.value: status for status in RECOMMENDED}
    for _, message in agreed.decided.decisions:
        if message.one("Action") != "recommend":
            continue
        status = statuses.get(message.one("Status") or "")
        for id in message.all("Amendment"):
            found.pop(id, None)
            if status is not None:
                found[id] = status, message
    return found


def _touched(repo: Repository, adoption: Commit, id: str) -> set[str]:
    """Give the clauses that an adopted amendment is about: its tip is a parent of the adoption and names them."""
    clauses: set[str] = set()
    for commit in repo.commits(adoption.parents[1:]).values():
        message = parse_message(commit.message)
        if not isinstance(message, Problem) and message.all("Amendment")[:1] == (id,):
            clauses.update(message.all("Clause"))
    return clauses


def _problem(id: str, why: str, found: Problem | None = None) -> Problem:
    """Say that an amendment doesn't count; with the place and remedy of what was `found` in one of its files."""
    place = f"amendments/{id}:{found.file}" if found is not None and found.file is not None else f"amendments/{id}"
    return Problem(
        rule="amendment",
        message=f"the amendment {id} doesn't count: {why}",
        remedy=found.remedy if found is not None else "",
        file=place,
        line=found.line if found is not None else None,
    )
