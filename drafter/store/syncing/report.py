"""What an exchange did, as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from drafter.store.verifying import Violation

DEFAULT = "origin"
"""What git calls the repository that a clone was made from."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, and how much of how many; 0 of 0 where that is not known."""


def unseen(_what: str, _done: int, _of: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Records that arrived on a ref, or were sent."""

    ref: str
    old: str | None
    new: str
    count: int | None
    """How many; None where so many refs moved at once that they were not counted."""
    subjects: tuple[str, ...]
    """What the newest of them say, newest first; of main before all what was adopted."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A ref that was not followed or not sent, and why: one line each."""

    ref: str
    reasons: tuple[str, ...]
    sending: bool
    """Whether it was to be sent, and not to be followed."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """The remote does not hold what it held, or holds what contradicts this clone. `kind`: rewound, forked, deleted."""

    ref: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records of the same thing."""

    commit: str
    author: str
    date: str
    says: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Two delegates of one signatory recorded different things about the same: one of them has to choose.

    `name` names it on the command line: a target, the id of an amendment, or `main`.
    """

    ref: str
    name: str
    mine: Side
    theirs: Side
    only_theirs: bool = False
    """Whether only what the server holds can be kept; the own record then is to be made anew."""

    @property
    def key(self) -> str:
        """What an answer names: these two records, and no other that may come to stand in their place meanwhile."""
        return f"{self.name} {self.mine.commit} {self.theirs.commit}"


@dataclass(frozen=True, slots=True)
class Anew:
    """An own position that could not be sent, and was recorded anew; or why it could not be."""

    ref: str
    target: str
    says: str
    why: str = ""


@dataclass
class Report:
    """What one exchange did."""

    remote: str
    address: str = ""
    set_up: tuple[str, ...] = ()
    """Settings that were written for the remote, the first time."""
    arrived: list[Transfer] = field(default_factory=list)
    sent: list[Transfer] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    missed: dict[str, str] = field(default_factory=dict)
    """Refs of which the remote has more, and could not give it, with why; in the end they are among `kept`."""
    alarms: list[Alarm] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    """Refs on which two lines of one signatory were joined."""
    set_aside: list[str] = field(default_factory=list)
    """Refs that keep own records which gave way."""
    anew: list[Anew] = field(default_factory=list)
    """Own positions that were set aside, each recorded anew or not."""
    violations: list[Violation] = field(default_factory=list)
    """What arrived and breaks a rule: it doesn't count."""
    notices: list[Violation] = field(default_factory=list)
    """What breaks no rule but everybody shall see, as a recovery of a signatory's delegates."""
    checked: int = 0
    attempts: int = 0

    @property
    def there(self) -> str:
        """What delegates call the other side: what a clone was made from is the server, `origin` only to git."""
        return "the server" if self.remote == DEFAULT else self.remote

    @property
    def ok(self) -> bool:
        """Whether both sides hold the same now, and nothing is wrong."""
        not_anew = any(each.why for each in self.anew)
        return not (self.kept or self.alarms or self.choices or self.violations or not_anew)
