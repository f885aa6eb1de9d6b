"""The log: recorded acts in words, newest first, and what narrows it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from drafter.model.negotiation import Act, Negotiation
from drafter.tui.present.row import Row
from drafter.tui.present.words import words

KINDS = {
    "position": "positions",
    "amendment": "amendments, their revisions and withdrawals",
    "main": "acts of the secretariat on the agreed text",
}
"""The kinds of records, in the words of the room."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which acts show: of a signatory, about a clause or an amendment, or of a kind; empty fields let all pass."""

    signatory: str = ""
    target: str = ""
    record: str = ""

    @property
    def said(self) -> str:
        """The narrowing in words."""
        if self.signatory:
            return f"acts of {self.signatory}"
        if self.target:
            return f"acts on {self.target}"
        return KINDS.get(self.record, "all acts")

    def passes(self, act: Act, negotiation: Negotiation) -> bool:
        """Whether an act shows."""
        if self.signatory and act.signatory != self.signatory:
            return False
        if self.record and act.record != self.record:
            return False
        if not self.target:
            return True
        for about in act.targets:
            if self.target in (about.clause, about.amendment):
                return True
            amendment = negotiation.by_id.get(about.amendment) if about.amendment else None
            if amendment is not None and self.target in amendment.clauses:
                return True
        return False


def act_rows(acts: Sequence[Act], negotiation: Negotiation, narrowing: Narrowing) -> tuple[Row, ...]:
    """Give a row for each act that passes: date, signatory, subject, and the beginning of what was said."""
    return tuple(_row(act) for act in acts if narrowing.passes(act, negotiation))


def _row(act: Act) -> Row:
    target = next((each for each in act.targets if each.amendment), act.targets[0] if act.targets else None)
    content = Content.assemble(
        words(f"{act.date[:10]} {act.date[11:16]}  ", ".prose--quiet"),
        words(f"{act.signatory}  ", ".prose--names"),
        words(act.subject),
    )
    if act.statement:
        content += words(f"\n{' '.join(act.statement.split())}", ".prose--emphasis")
    return Row(key=act.commit, content=content, target=target, hang=23, aside=words(act.commit[:8], ".prose--quiet"))
