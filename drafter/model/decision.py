"""What a commit of main did to the text, and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drafter.model.amendment import Amendment, Change
from drafter.model.negotiation import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One commit of main against the one before it, with the record that it is, or why it is none."""

    commit: str
    date: str
    author: str
    """Name of whoever made the commit, empty when its header can't be read."""
    subject: str
    act: Act | None
    """The act of the secretariat that it records; None when it doesn't count as one."""
    flaw: str = ""
    """Why it doesn't count."""
    opening: bool = False
    """Whether it is main's first commit, from which the original words come."""
    changes: tuple[Change, ...] = ()
    """What it did to each clause, in the order of the treaty; a clause file that can't be read is left out."""
    adopted: tuple[Amendment, ...] = ()
    """The amendments that it adopts, as their branches stood, in the order in which it names them."""
    missing: tuple[str, ...] = ()
    """Amendments that it says it adopts, and that don't count or are not joined by it."""
    editorial: tuple[str, ...] = ()
    """The clauses whose text it declares to be other than the plain merge."""
    status: str | None = None
    """The status that it sets."""
    hashes: Mapping[str, str] = field(default_factory=dict)
    """The text hashes that its record states, by clause id."""

    @property
    def action(self) -> str:
        """The kind of act that it records, empty when it doesn't count as one."""
        return self.act.action if self.act is not None else ""

    def change(self, clause: str) -> Change | None:
        """Give what it did to one clause, or None."""
        return next((change for change in self.changes if change.clause == clause), None)
