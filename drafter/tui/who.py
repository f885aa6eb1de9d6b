"""For whom the person at the keyboard acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafter.model.ids import SECRETARIAT
from drafter.model.terms import SignatoryKind

if TYPE_CHECKING:
    from drafter.model.signatory import Delegate, Group, Roster


@dataclass(frozen=True, slots=True)
class Fixed:
    """The one delegate who acts, whatever the clone's configuration says: signatory, e-mail address, signing key."""

    code: str
    email: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """The delegation and delegate that record acts, or why nobody can."""

    code: str = ""
    delegate: Delegate | None = None
    why_nobody: str = ""
    fixed: bool = False
    """Whether nobody else can be chosen: a page in a browser is for one delegate."""

    @property
    def somebody(self) -> bool:
        """Whether acts can be recorded at all."""
        return self.delegate is not None

    @property
    def secretariat(self) -> bool:
        """Whether the secretariat is at the keyboard."""
        return self.somebody and self.code == SECRETARIAT

    def same(self, other: Who) -> bool:
        """Whether the same delegate of the same delegation acts."""
        mine, others = (each.delegate.email if each.delegate is not None else "" for each in (self, other))
        return self.code == other.code and mine == others

    def holds_positions(self, roster: Roster) -> bool:
        """Whether the delegation is one that takes positions: not the secretariat, not an observer."""
        signatory = roster.by_code.get(self.code)
        return signatory is not None and not self.secretariat and signatory.kind is not SignatoryKind.OBSERVER

    def speaks_for(self, roster: Roster) -> tuple[Group, ...]:
        """Give the groups on whose behalf the delegation may speak."""
        if not self.holds_positions(roster):
            return ()
        return tuple(group for group in roster.groups if group.may_be_spoken_for_by(self.code))
