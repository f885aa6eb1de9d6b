"""What is examined, and what an examination finds."""

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
