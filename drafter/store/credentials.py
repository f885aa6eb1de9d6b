"""Which commits count as records: who may speak for whom, in the form that records have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from drafter.model.ids import AMENDMENTS_PREFIX, MAIN_REF, POSITIONS_PREFIX, SECRETARIAT, TAGS_PREFIX
from drafter.model.negotiation import Act
from drafter.model.problem import Problem
from drafter.model.record import Message, parse_message
from drafter.model.signatory import Delegate, Roster
from drafter.model.target import Target, parse_target
from drafter.model.terms import Signatures
from drafter.store.objects import Commit

# What git leaves out at both ends of a name: it differs between versions, so that it is left out before git sees it.
_CRUD = "".join(map(chr, range(33))) + ".,:;<>\"\\'"

RECORD_RULE = "record"

_parsed = lru_cache(maxsize=8192)(parse_message)
_target = lru_cache(maxsize=8192)(parse_target)


def name_in_commits(name: str) -> str:
    """Write a delegate's name as commits carry it."""
    return name.strip(_CRUD)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A roster of the past, and when it was in force."""

    since: str
    until: str
    roster: Roster


@dataclass
class Credentials:
    """Says which commits are records of this treaty, by delegates who were listed when they spoke."""

    roster: Roster
    treaty: str
    """The treaty's name in records: `<id>/<12 digits of main's root>`."""
    earlier: Callable[[], Sequence[Earlier]]
    """Gives the rosters that main held before; asked only when somebody is not in today's."""
    _listed: dict[tuple[str, str, str], bool] = field(default_factory=dict)

    def message(self, commit: Commit, kind: str, signatory: str | None = None) -> Message | Problem:
        """Read the record that a commit is, of the kind (`position`, `amendment`, `main`) and the signatory.

        Gives what is wrong when the commit is not such a record. Who made it is checked by `standing`.
        """
        if commit.flaw is not None:
            return _not_counted(commit, commit.flaw)
        message = _parsed(commit.message)
        if isinstance(message, Problem):
            return _not_counted(commit, message.message)
        if message.one("Drafter-Record") != f"{kind}/1":
            return _not_counted(commit, f"it is not a record of the kind {kind}/1")
        if message.one("Treaty") != self.treaty and (commit.parents or message.one("Treaty") != self.roster.id):
            return _not_counted(commit, f"it is a record of another treaty, {message.one('Treaty')}")
        if signatory is not None and message.one("Signatory") != signatory:
            return _not_counted(commit, f"it says {message.one('Signatory')}, where only {signatory} speaks")
        return message

    def standing(self, signatory: str, name: str, email: str, date: str, *, signed: bool) -> str | None:
        """Say why what somebody recorded for a signatory doesn't count, or None when it does."""
        if self.roster.signatures is Signatures.REQUIRED and not signed:
            return "it is not signed, and this treaty requires signatures"
        if self.listed(signatory, name, email, signed=signed):
            return None
        key = (signatory, name, email)
        for each in self.earlier():
            # Dates are whole seconds: what was said in the second in which its delegate left was still said before.
            if each.since <= date <= each.until and listed_delegate(each.roster, *key) is not None:
                return None
        return f"{name} <{email}> is not a delegate of {signatory}"

    def listed(self, signatory: str, name: str, email: str, *, signed: bool) -> bool:
        """Whether somebody may speak for a signatory by today's roster, so that whatever they recorded counts."""
        if self.roster.signatures is Signatures.REQUIRED and not signed:
            return False
        key = (signatory, name, email)
        if key not in self._listed:
            self._listed[key] = listed_delegate(self.roster, *key) is not None
        return self._listed[key]

    def record(self, commit: Commit, kind: str, signatory: str | None = None) -> Message | Problem:
        """Read the record that a commit is, and check who made it."""
        message = self.message(commit, kind, signatory)
        if isinstance(message, Problem):
            return message
        code = message.one("Signatory") or ""
        why = self.standing(code, commit.author, commit.email, commit.date, signed=commit.signed)
        return _not_counted(commit, why) if why is not None else message

    def decision(self, commit: Commit) -> Message | Problem:
        """Read the record of the secretariat that a commit of main is."""
        return self.record(commit, "main", SECRETARIAT)


def targets(message: Message) -> tuple[Target, ...]:
    """Give what a record is about, as its trailers say: amendments, then provisions, then clauses."""
    named = (*message.all("Amendment"), *message.all("Provision"), *message.all("Clause"))
    return tuple(target for target in map(_target, named) if target is not None)


def ref_of(message: Message) -> str:
    """Say on which ref a record belongs."""
    kind = message.one("Drafter-Record")
    if kind == "position/1":
        return f"{POSITIONS_PREFIX}{message.one('Signatory')}"
    if kind == "amendment/1":
        return f"{AMENDMENTS_PREFIX}{message.one('Amendment')}"
    return f"{TAGS_PREFIX}{message.one('Issue')}" if message.one("Action") == "issue" else MAIN_REF


def act(commit: Commit, message: Message, ref: str) -> Act:
    """Tell an act from its commit."""
    record = (message.one("Drafter-Record") or "").partition("/")[0]
    return Act(
        commit=commit.id,
        ref=ref,
        date=commit.date,
        signatory=message.one("Signatory") or "",
        delegate=commit.author,
        email=commit.email,
        record=record,
        action=(message.one("Stance") if record == "position" else None) or message.one("Action") or "",
        targets=targets(message),
        subject=message.subject,
        statement=message.statement,
        signed=commit.signed,
        status=message.one("Status") or "",
    )


def listed_delegate(roster: Roster, signatory: str, name: str, email: str) -> Delegate | None:
    """Give the delegate of a signatory who has this name, as commits carry it, and this address; None without one."""
    delegate = roster.delegate(signatory, email)
    return delegate if delegate is not None and name_in_commits(delegate.name) == name else None


def _not_counted(commit: Commit, why: str) -> Problem:
    return Problem(rule=RECORD_RULE, message=f"the commit {commit.id[:12]} doesn't count: {why}")
