"""What is examined, on what an examination may rely, and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drafter.model.ids import place_of


@dataclass(frozen=True, slots=True)
class RefChange:
    """A ref that moves, or is made or deleted: what a push asks for, or what a clone received."""

    ref: str
    old: str | None
    """The object that it named; None when it is new. What can be reached from here was examined before."""
    new: str | None
    """The object that it shall name; None when it is deleted."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Where the refs stood when all that they held was examined, and the clock by which keys are judged."""

    tips: Mapping[str, str] = field(default_factory=dict)
    """By ref; empty when nothing was examined yet: then everything is, from main's root on."""
    root: str | None = None
    """Main's root commit, when it is known from elsewhere (the letter of credentials): another one is a violation."""
    received: int | None = None
    """When what is in no entry of the log was received, in seconds since 1970: the server's clock in a hook, the
    clone's own when it fetched; never before the log's newest entry. None: the date of each commit counts, which is no
    more than what its author says."""
    earlier: bool = False
    """Whether what is in no entry of the log was there before the log begins, by which nobody can say when it was
    received: each record counts by its own date, if that is not later than `received`."""
    log: str | None = None
    """The tip of the server's log to judge by; None when there is none."""
    closed: bool = True
    """Whether a ref that no rule knows is a violation: in a server's repository, not in a clone with branches of its
    own."""
    tags: bool = True
    """Whether the tags are among the refs; they are not where a clone keeps apart what it received from a remote."""
    whole: bool = False
    """Whether log and refs are those of one server: then each ref holds all that the log received on it. The refs of a
    clone may be behind its log, where a delegate has yet to choose."""
    clock: int | None = None
    """What time it is on this computer, where that is not when something is received."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A rule that a commit breaks on a ref. `message` is one line that says why, without naming the commit."""

    commit: str
    """The commit (or tag); empty when the ref itself is what is wrong."""
    ref: str
    rule: str
    message: str

    def __str__(self) -> str:
        """Write it as one line: where, what, and the rule."""
        place = place_of(self.ref)
        return (
            f"{place} {self.commit[:12]}: {self.message} [{self.rule}]"
            if self.commit
            else (f"{place}: {self.message} [{self.rule}]")
        )


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found: `problems` in the order in which refs and commits were examined."""

    problems: tuple[Violation, ...] = ()
    checked: int = 0
    """How many commits and tags were examined."""
    sound: Mapping[str, str] = field(default_factory=dict)
    """For each ref that was examined the newest object up to which nothing is wrong with it, if there is one."""
    notices: tuple[Violation, ...] = ()
    """What breaks no rule, but everybody shall see: delegates changed without their signatory's consent."""

    @property
    def ok(self) -> bool:
        """Whether no rule is broken."""
        return not self.problems
