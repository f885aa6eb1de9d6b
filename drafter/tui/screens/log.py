"""Log: every recorded act in words, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from drafter.model.negotiation import Act
from drafter.tui.actions import bindings
from drafter.tui.desk import Desk
from drafter.tui.present.acts import KINDS, Narrowing, act_rows, days
from drafter.tui.present.words import words
from drafter.tui.screens.finding import FindBar
from drafter.tui.screens.room import Room
from drafter.tui.session import MOST_ACTS
from drafter.tui.subject import NOTHING, Subject
from drafter.tui.widgets.reader import Reader


class LogScreen(Room):
    """The fourth screen."""

    NAME = "log"
    CSS_PATH = "log.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("log")

    def __init__(self) -> None:
        super().__init__()
        self._acts: tuple[Act, ...] = ()
        self._narrowing = Narrowing()
        self._wanted = ""
        """The act to go to as soon as it is shown."""

    def compose_room(self) -> ComposeResult:
        """Lay out what narrows the log down, and the acts."""
        yield Static(Content("Reading the log .."), id="narrowing")
        yield Reader(id="reader")
        yield FindBar()

    def subject(self) -> Subject:
        """Say what the act under the cursor is about."""
        row = self.query_one(Reader).current
        if row is None or row.target is None:
            return NOTHING
        amendment = row.target.amendment
        desk = self.desk
        found = desk.negotiation.by_id.get(amendment) if amendment and desk is not None else None
        if amendment and found is None:
            return NOTHING
        clause = row.target.clause or (found.clauses[0] if found is not None and found.clauses else "")
        return Subject(row.target, clause, (amendment,) if amendment else (), exact=bool(amendment))

    def copied(self) -> str:
        """Give the act under the cursor: its whole commit id, subject and statement."""
        row = self.query_one(Reader).current
        act = next((act for act in self._acts if row is not None and act.commit == row.key), None)
        return f"{act.commit} {act.date} {act.subject}\n{act.statement}".rstrip() if act is not None else ""

    def take(self, desk: Desk) -> None:
        """Read the acts again."""
        self.drafter.session.read_acts()

    def acts(self, acts: Sequence[Act]) -> None:
        """Show the acts."""
        self._acts = tuple(acts)
        self._show()

    def action_filter(self) -> None:
        """Choose which acts show."""
        from drafter.tui.dialogs.choosing import Choice, Choosing

        desk = self.desk
        if desk is None:
            return
        spoken = {act.signatory for act in self._acts}
        roster = desk.negotiation.treaty.roster
        choices = [Choice("all", Content("all acts"))]
        choices += [
            Choice(f"since {day}", Content(f"since {day}  ({count} act{'s' if count != 1 else ''})"))
            for day, count in days(self._acts)
        ]
        choices += [
            Choice(f"since {issue.date}", words(f"since {issue.name}  ({issue.date[:16].replace('T', ' ')})"))
            for issue in desk.negotiation.issues[-1:]
        ]
        choices += [Choice(f"record {kind}", Content(f"kind: {said}")) for kind, said in KINDS.items()]
        choices += [
            Choice(f"signatory {code}", words(f"{code}  {roster.name(code)}"))
            for code in roster.by_code
            if code in spoken
        ]
        choices += [Choice(f"target {clause.id}", words(clause.title)) for clause in desk.negotiation.treaty.clauses]

        def chosen(key: str | None) -> None:
            if key is not None:
                kind, _, value = key.partition(" ")
                self._narrowing = replace(self._narrowing, **{kind: value}) if value else Narrowing()
                self._show()

        self.drafter.push_screen(Choosing("Show", choices), chosen)

    def go_to(self, commit: str) -> None:
        """Put the cursor on an act."""
        self._wanted, self._narrowing = commit, Narrowing()
        if self._acts:
            self._show()

    def key_escape(self, event: events.Key) -> None:
        """End finding, show all acts again, or go back to where one came from."""
        # What is in front then has had no part in it.
        event.stop()
        if self.query_one(Reader).finding:
            self.query_one(FindBar).close()
        elif self._narrowing != Narrowing():
            self._narrowing = Narrowing()
            self._show()
        else:
            self.drafter.rooms.back()

    def _show(self) -> None:
        desk = self.desk
        if desk is None:
            return
        rows = act_rows(self._acts, desk.negotiation, self._narrowing)
        reader = self.query_one(Reader)
        newest_first = reader.cursor <= 0 and reader.scroll_offset.y == 0
        reader.show(rows)
        if newest_first:
            # Who looks at the newest act sees newer ones come.
            reader.go(0, top=True)
        wanted, self._wanted = self._wanted, ""
        if wanted and not reader.go_to_key(wanted):
            self.drafter.tell(f"{wanted[:10]} is older than the acts that are shown: `drafter log` shows it.")
        newest = "the newest " if len(self._acts) == MOST_ACTS else ""
        key = self.drafter.bound["log.filter"]
        further = " · Esc shows all" if self._narrowing != Narrowing() else ""
        said = f"{self._narrowing.said} ({len(rows)} of {newest}{len(self._acts)}) · {key} narrows down{further}"
        self.query_one("#narrowing", Static).update(words(said))
        self.renew_bars()

    @on(Reader.Opened)
    def _opened(self) -> None:
        subject = self.subject()
        if subject.amendment is not None:
            self.drafter.action_diff()
        elif subject.clause:
            self.drafter.rooms.read(subject.clause, subject.target.label if subject.target is not None else "")

    @on(Reader.Moved)
    def _moved(self) -> None:
        self.call_later(self.renew_bars)

    @on(Reader.Ended)
    def _ended(self) -> None:
        self.drafter.tell(f"Nothing is being sought: {self.drafter.bound['read.find']} finds words.")
