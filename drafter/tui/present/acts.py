"""The log: recorded acts in words, newest first, and what narrows it down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

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

_DAYS = 7
"""Days that are offered."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which acts show: of a signatory, about a clause or an amendment, of a kind, since a moment.

    An empty field lets all pass.
    """

    signatory: str = ""
    target: str = ""
    record: str = ""
    since: str = ""
    """A day or a moment, in UTC."""

    @property
    def said(self) -> str:
        """The narrowing in words."""
        lead = KINDS.get(self.record, "all acts" if not self.signatory and not self.target else "acts")
        by = f" of {self.signatory}" if self.signatory else ""
        on = f" on {self.target}" if self.target else ""
        return f"{lead}{by}{on}" + (f" since {self.since[:16].replace('T', ' ')}" if self.since else "")

    def passes(self, act: Act, negotiation: Negotiation) -> bool:
        """Whether an act shows."""
        if self.signatory and act.signatory != self.signatory:
            return False
        if self.record and act.record != self.record:
            return False
        if self.since and act.date < self.since:
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


def days(acts: Sequence[Act]) -> list[tuple[str, int]]:
    """Give the last days on which something was recorded, the newest first, each with the acts since it began."""
    counted = Counter(act.date[:10] for act in acts)
    newest = sorted(counted, reverse=True)[:_DAYS]
    return list(zip(newest, accumulate(counted[day] for day in newest), strict=True))


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
