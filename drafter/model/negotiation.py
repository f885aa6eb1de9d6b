"""A negotiation: a treaty, its amendments and positions, read at one snapshot of all refs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from drafter.model.amendment import Amendment
from drafter.model.clause import Clause
from drafter.model.position import Recorded
from drafter.model.problem import Problem
from drafter.model.target import Target
from drafter.model.treaty import Treaty


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A recorded act, as its commit tells it."""

    commit: str
    ref: str
    date: str
    signatory: str
    delegate: str
    """Name of the delegate."""
    email: str
    record: str
    """position, amendment or main."""
    action: str
    """table, revise, withdraw, adopt, edit, status, roster, issue, open; the stance for a position."""
    targets: tuple[Target, ...]
    subject: str
    statement: str
    signed: bool
    status: str = ""
    """What a status or a recommendation says."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issued text: its name, the commit that joins main and every branch as they stood, and main's commit."""

    name: str
    commit: str
    main: str
    date: str


@dataclass(frozen=True)
class Negotiation:
    """Everything that is derived is a pure function of this value."""

    treaty: Treaty
    amendments: tuple[Amendment, ...]
    """In order of tabling, the decided and withdrawn ones too."""
    positions: tuple[Recorded, ...]
    """The current position of each signatory on each target, by signatory (order of the file), then target."""
    decisions: tuple[Act, ...]
    """What the secretariat did on main, oldest first."""
    issues: tuple[Issue, ...]
    """The issued texts up to this snapshot, oldest first."""
    issue: str | None
    """The issue that this snapshot is, or None between issues."""
    problems: tuple[Problem, ...] = ()
    """Refs and records that could not be read and therefore do not count."""

    @cached_property
    def by_id(self) -> Mapping[str, Amendment]:
        """The amendments by id."""
        return {amendment.id: amendment for amendment in self.amendments}

    @cached_property
    def live(self) -> tuple[Amendment, ...]:
        """The amendments that stand in the brackets, in order of tabling."""
        return tuple(amendment for amendment in self.amendments if amendment.live)

    @property
    def added(self) -> tuple[Clause, ...]:
        """The clauses that live amendments would add, in order of tabling."""
        changes = [change for amendment in self.live for change in amendment.changes]
        return tuple(change.after for change in changes if change.before is None and change.after is not None)

    @cached_property
    def proposed(self) -> tuple[Clause, ...]:
        """The clauses that the text doesn't have and that amendments propose, live or not: the first of each id."""
        found: dict[str, Clause] = {}
        for amendment in self.amendments:
            for change in amendment.changes:
                known = change.after if change.after is not None else change.before
                if known is not None and change.clause not in self.treaty.by_id:
                    found.setdefault(change.clause, known)
        return tuple(found.values())

    @cached_property
    def positions_by_target(self) -> Mapping[Target, tuple[Recorded, ...]]:
        """The current positions by what they are about."""
        found: dict[Target, list[Recorded]] = {}
        for recorded in self.positions:
            found.setdefault(recorded.position.target, []).append(recorded)
        return {target: tuple(rows) for target, rows in found.items()}

    def current_text_sha256(self, target: Target) -> str | None:
        """Hash the text of a target as it stands; None when there is no such text any more."""
        if target.amendment:
            amendment = self.by_id.get(target.amendment)
            return amendment.text_sha256 if amendment is not None else None
        return self.treaty.text_sha256(target)

    def stale(self, recorded: Recorded) -> bool:
        """Whether the text has changed since the position was taken: it no longer counts."""
        return self.current_text_sha256(recorded.position.target) != recorded.position.text_sha256
