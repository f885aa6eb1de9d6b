"""Diff: what an amendment changes and who says what about it; what changed since an issue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from drafter.draft.family import family
from drafter.model.target import Target
from drafter.tui.actions import bindings
from drafter.tui.aside import aside
from drafter.tui.desk import Desk
from drafter.tui.present.comparison import Comparison, Look, amendment_page, mine_page, rivals_page, since_page
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.screens.finding import FindBar
from drafter.tui.screens.room import Room
from drafter.tui.since import changed_since
from drafter.tui.subject import NOTHING, Subject
from drafter.tui.widgets.prose_diff import ProseDiff
from drafter.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from drafter.tui.dialogs.choosing import Choice

_SIDE_FROM = 120
"""Columns from which two texts stand side by side, unless asked otherwise."""


class DiffScreen(Room):
    """The second screen."""

    NAME = "diff"
    CSS_PATH = "diff.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("diff")

    @dataclass
    class Compared(Message):
        """A thread has worked out a comparison."""

        comparison: Comparison
        look: Look
        rows: tuple[Row, ...]

    def __init__(self) -> None:
        super().__init__()
        self._comparison: Comparison | None = None
        self._side: bool | None = None
        self._look = Look()
        self._seen: tuple[Comparison | None, Look] | None = None

    def compose_room(self) -> ComposeResult:
        """Lay out what is compared, and the text."""
        yield Static(Content(""), id="compared")
        yield ProseDiff(id="reader")
        yield FindBar()

    def subject(self) -> Subject:
        """Say what is compared: the amendment, or the clause under the cursor."""
        comparison = self._comparison
        if comparison is None:
            return NOTHING
        row = self.query_one(ProseDiff).current if self.is_mounted else None
        clause = row.target.clause if row is not None and row.target is not None else comparison.clause
        if comparison.amendment:
            named = (row.target.amendment if row is not None and row.target is not None else "") or comparison.amendment
            found = self.desk.negotiation.by_id.get(named) if self.desk is not None else None
            if found is None:
                return NOTHING
            about = clause or (found.clauses[0] if found.clauses else "")
            return Subject(Target(amendment=found.id), about, (found.id,), exact=True)
        return Subject(row.target, clause) if row is not None and row.target is not None else NOTHING

    def compare(self, subject: Subject) -> None:
        """Compare what a subject is about: the amendment with its base, or the clause with the last issue."""
        desk = self.desk
        if desk is None:
            return
        if subject.amendment is not None:
            self._show(Comparison(amendment=subject.amendment))
        elif subject.names:
            self._show(Comparison(amendment=subject.names[0]))
            if len(subject.names) > 1:
                self.drafter.tell(
                    f"{len(subject.names)} amendments here: {self.drafter.bound['diff.choose']} chooses another one."
                )
        elif desk.negotiation.issues:
            self._show(Comparison(since=desk.negotiation.issues[-1].name, clause=subject.clause))
        else:
            self.drafter.tell("Nothing was issued yet: there is nothing to compare this clause with.")
            self.action_choose()

    def take(self, desk: Desk) -> None:
        """Show the comparison of a new reading."""
        if self._comparison is None:
            if desk.negotiation.live:
                self._comparison = Comparison(amendment=desk.negotiation.live[0].id)
            elif desk.negotiation.issues:
                self._comparison = Comparison(since=desk.negotiation.issues[-1].name)
        self._again()

    def action_side(self) -> None:
        """Show the two texts side by side, or in one."""
        self._side = not self._look.side
        self._again()

    def action_marks(self) -> None:
        """Show or leave out the marks of what is taken out and put in."""
        self._look = replace(self._look, marks=not self._look.marks)
        self._again()

    def action_choose(self) -> None:
        """Choose what is compared."""
        from drafter.tui.dialogs.choosing import Choice, Choosing

        desk = self.desk
        if desk is None:
            return
        choices = [
            Choice(f"since {issue.name}", words(f"the agreed text since {issue.name}  {issue.date[:10]}"))
            for issue in reversed(desk.negotiation.issues)
        ]
        if desk.who.somebody:
            choices.insert(0, Choice("mine", words("what changed since your positions")))
        choices += [
            Choice(f"amendment {each.id}", words(f"{each.id}  ", ".prose--names") + words(each.subject))
            for each in desk.negotiation.amendments
        ]
        if len(desk.negotiation.amendments) > 1:
            choices.append(Choice("two-amendments", words("two amendments with each other ..")))
        if len(desk.negotiation.issues) > 1:
            choices.append(Choice("two-issues", words("two issues with each other ..")))

        def chosen(key: str | None) -> None:
            kind, _, name = (key or "").partition(" ")
            match kind:
                case "amendment":
                    self._show(Comparison(amendment=name))
                case "since":
                    self._show(Comparison(since=name))
                case "mine":
                    self._show(Comparison(mine=True))
                case "two-amendments":
                    self._choose_amendments(desk)
                case "two-issues":
                    self._choose_issues(desk)

        self.drafter.push_screen(Choosing("Compare", choices), chosen)

    def action_family(self) -> None:
        """Go to an amendment that belongs with this one: to the only one, or to the one that is chosen."""
        from drafter.tui.dialogs.choosing import Choice, Choosing

        desk, comparison = self.desk, self._comparison
        if desk is None or comparison is None or comparison.amendment not in desk.negotiation.by_id:
            return
        choices = [
            Choice(
                other,
                words(f"{how} ", ".prose--quiet")
                + words(f"{other}  ", ".prose--names")
                + words(desk.negotiation.by_id[other].subject),
            )
            for how, others in family(desk.proposals, comparison.amendment).items()
            for other in others
        ]
        if len(choices) > 1:
            self.drafter.push_screen(Choosing(f"What belongs with {comparison.amendment}", choices), self._go_to)
        elif choices:
            self._go_to(choices[0].key)
        else:
            self.drafter.tell(f"No other amendment belongs with {comparison.amendment}.")

    def _go_to(self, other: str | None) -> None:
        """Go to another amendment; Esc comes back to this one."""
        here = self._comparison
        if other is not None and here is not None:
            self.drafter.rooms.compare(Subject(None, "", (other,)), page=partial(self._show, here))

    @on(Reader.Opened)
    def _opened(self) -> None:
        subject = self.subject()
        if self._comparison is not None and subject.amendment not in (None, self._comparison.amendment):
            self._go_to(subject.amendment)

    def _choose_amendments(self, desk: Desk) -> None:
        """Ask for two amendments; those that change the same clauses as the first one come first."""
        from drafter.tui.dialogs.choosing import Choice

        known = desk.negotiation.by_id
        choices = {id: Choice(id, words(f"{id}  ", ".prose--names") + words(known[id].subject)) for id in known}

        def others(one: str) -> list[Choice]:
            here = set(known[one].clauses)
            return [choices[id] for id in sorted(known, key=lambda id: not here & set(known[id].clauses)) if id != one]

        two = list(choices.values())
        self._choose_two("Compare", two, "with", others, lambda one, other: Comparison(amendment=one, other=other))

    def _choose_issues(self, desk: Desk) -> None:
        """Ask for two issues, the older one first."""
        from drafter.tui.dialogs.which import issues

        names = [each.name for each in desk.negotiation.issues]
        found = issues(desk.negotiation)[::-1]

        def later(one: str) -> list[Choice]:
            return found[names.index(one) + 1 :]

        self._choose_two("From", found[:-1], "to", later, lambda one, other: Comparison(since=one, until=other))

    def _choose_two(
        self,
        first: str,
        choices: Sequence[Choice],
        then: str,
        others: Callable[[str], Sequence[Choice]],
        compared: Callable[[str, str], Comparison],
    ) -> None:
        """Ask for one of some, and for what is compared with it."""
        from drafter.tui.dialogs.choosing import Choosing

        def chosen(one: str | None) -> None:
            def both(other: str | None) -> None:
                if one is not None and other is not None:
                    self._show(compared(one, other))

            if one is not None:
                self.drafter.push_screen(Choosing(f"{first} {one} {then}", others(one)), both)

        self.drafter.push_screen(Choosing(first, choices), chosen)

    def key_escape(self, event: events.Key) -> None:
        """End finding, or go back to where one came from, or to the text."""
        # What is in front then has had no part in it.
        event.stop()
        if self.query_one(Reader).finding:
            self.query_one(FindBar).close()
        elif not self.drafter.rooms.back():
            self.drafter.rooms.show("read")

    def on_resize(self, event: events.Resize) -> None:
        """Put the texts side by side where there is room."""
        if self._side is None and self._look.side != (event.size.width >= _SIDE_FROM):
            self._again()

    def _show(self, comparison: Comparison) -> None:
        self._comparison = comparison
        for reader in self.query(ProseDiff):
            reader.seek("")
        self._again()

    def _again(self) -> None:
        desk, comparison = self.desk, self._comparison
        side = self._side if self._side is not None else self.size.width >= _SIDE_FROM
        self._look = replace(self._look, side=side)
        if desk is None or comparison is None:
            self.query_one("#compared", Static).update(
                Content(f"Nothing to compare yet. {self.drafter.bound['diff.choose']} chooses.")
            )
            return
        self._work_out(desk, comparison, self._look)

    @aside("comparison")
    def _work_out(self, desk: Desk, comparison: Comparison, look: Look) -> None:
        rows = self._rows(desk, comparison, look)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Compared(comparison, look, rows))

    def _rows(self, desk: Desk, comparison: Comparison, look: Look) -> tuple[Row, ...]:
        """Work out a comparison. It waits for git. Raises Refused."""
        session = self.drafter.session
        if comparison.mine:
            return mine_page(desk, partial(changed_since, session))
        if not comparison.amendment:
            until = session.text_at(comparison.until) if comparison.until else None
            return since_page(desk, session.text_at(comparison.since), until, comparison, look)
        amendment = desk.negotiation.by_id.get(comparison.amendment)
        other = desk.negotiation.by_id.get(comparison.other)
        if amendment is None:
            return ()
        return rivals_page(desk, amendment, other, look) if other is not None else amendment_page(desk, amendment, look)

    @on(Compared)
    def _compared(self, message: Compared) -> None:
        if message.comparison != self._comparison or message.look != self._look:
            return
        self._seen = message.comparison, message.look
        self.query_one(ProseDiff).show(message.rows)
        comparison = message.comparison
        how = "side by side" if message.look.side else "in one text"
        marks = "" if message.look.marks else " · without marks"
        self.query_one("#compared", Static).update(
            words(f"{comparison.said} · {how}{marks} · {self.drafter.bound['diff.choose']} compares something else")
        )
        self.renew_bars()

    @on(Reader.Moved)
    def _moved(self) -> None:
        self.call_later(self.renew_bars)

    @on(Reader.Ended)
    def _ended(self, message: Reader.Ended) -> None:
        waiting = self._seen != (self._comparison, self._look)
        self.go_round(message.by, "Changes", "The changes are still being worked out." if waiting else "")
