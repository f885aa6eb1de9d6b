"""Positions: who says what about which text, and what still needs a decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from drafter.draft.matrix import Line
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.tui.actions import bindings
from drafter.tui.aside import aside
from drafter.tui.desk import Desk
from drafter.tui.present.matrix import Filters, about, columns, detail, lines
from drafter.tui.present.words import words
from drafter.tui.screens.room import Room
from drafter.tui.subject import NOTHING, Subject
from drafter.tui.widgets.matrix import MatrixView

_STANCES = {
    Stance.OPPOSE: "somebody opposes: who blocks consensus",
    Stance.RESERVE: "somebody reserves its position",
    Stance.ACCEPT: "somebody can accept the text",
    Stance.SUPPORT: "somebody supports the text",
    Stance.NONE: "somebody has no position",
}

_PAUSE = 0.03
_AHEAD = 80
"""Lines that are worked out before they come into view."""


class PositionsScreen(Room):
    """The third screen."""

    NAME = "positions"
    CSS_PATH = "positions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("positions")

    @dataclass
    class Filtered(Message):
        """A thread has found the lines that pass the filters."""

        desk: Desk
        filters: Filters
        found: tuple[Line, ...]

    @dataclass
    class Told(Message):
        """A thread has found out what a line is about."""

        desk: Desk
        target: Target
        said: Content

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[int, Target] | None = None
        """The reading and the line whose words are shown."""
        self._filters = Filters()
        self._unfolded = False
        self._wanted: Target | None = None
        self._wanted_column = ""

    def compose_room(self) -> ComposeResult:
        """Lay out the filters in words, the matrix, the words that its line is about, and the detail of the cell."""
        yield Static(Content(""), id="filters")
        yield MatrixView(id="matrix")
        yield Static(Content(""), id="line")
        with VerticalScroll(id="detail", can_focus=False):
            yield Static(Content(""), id="said")

    def first_focus(self) -> Widget:
        """The matrix has the focus."""
        return self.query_one(MatrixView)

    def subject(self) -> Subject:
        """Say what the line of the cursor is about."""
        line = self.query_one(MatrixView).line
        if line is None:
            return NOTHING
        return Subject(line.target, line.clause, (line.target.amendment,) if line.target.amendment else ())

    def group(self) -> str | None:
        """Give the group whose column the cursor is in, when the delegation may speak for it."""
        desk, column = self.desk, self.query_one(MatrixView).column
        if desk is None or column is None or not column.group:
            return None
        spoken = [group.code for group in desk.who.speaks_for(desk.negotiation.treaty.roster)]
        return column.code if column.code in spoken else None

    def copied(self) -> str:
        """Give the detail of the cell in words."""
        said = self._detail()
        return said.plain if said is not None else ""

    def take(self, desk: Desk) -> None:
        """Show a new reading."""
        self._filter(desk, self._filters)

    def go_to(self, target: Target) -> None:
        """Put the cursor on the line of a target, as soon as the lines are there."""
        self._wanted = target
        self.query_one(MatrixView).go_to(target)

    def action_contested(self) -> None:
        """Show only what is contested, or everything."""
        self._set(replace(self._filters, contested=not self._filters.contested))

    def action_stale(self) -> None:
        """Show only lines with stale positions, or everything."""
        self._set(replace(self._filters, stale=not self._filters.stale))

    def action_undecided(self) -> None:
        """Show only what still needs one's own decision, or everything."""
        if self.desk is not None and not self.desk.who.holds_positions(self.desk.negotiation.treaty.roster):
            key = self.drafter.bound["act.identity"]
            said = f"Nobody who holds positions acts here: choose your delegation with {key}."
            self.drafter.tell(said, severity="warning")
            return
        self._set(replace(self._filters, undecided=not self._filters.undecided))

    def action_groups(self) -> None:
        """Unfold the members of the groups, or fold them."""
        self._unfolded = not self._unfolded
        if self.desk is not None:
            self._filter(self.desk, self._filters)

    def action_filter(self) -> None:
        """Choose a group, or a stance, that shows."""
        from drafter.tui.dialogs.choosing import Choice, Choosing

        desk = self.desk
        if desk is None:
            return
        choices = [Choice("all", Content("everything"))]
        choices += [
            Choice(f"stance {stance.value}", words(f"stance: {stance.mark} {said}"))
            for stance, said in _STANCES.items()
        ]
        choices += [
            Choice(f"group {group.code}", words(f"group: {group.code}  {group.name}"))
            for group in desk.negotiation.treaty.roster.groups
        ]

        def chosen(key: str | None) -> None:
            kind, _, value = (key or "").partition(" ")
            if kind == "all":
                self._set(Filters())
            elif kind == "stance":
                self._set(replace(self._filters, stance=Stance(value)))
            elif kind == "group":
                self._set(replace(self._filters, group=value))

        self.drafter.push_screen(Choosing("Show", choices), chosen)

    def action_find(self) -> None:
        """Go to a line or a column by its name; a column that is folded into its groups unfolds."""
        from drafter.tui.dialogs.choosing import Choice, Choosing

        desk, matrix = self.desk, self.query_one(MatrixView)
        if desk is None:
            return
        known = {str(line.target): line.target for line in matrix.lines}
        choices = [
            Choice(key, words(f"{desk.name(line.target)}  {line.title}"))
            for key, line in zip(known, matrix.lines, strict=True)
        ]
        choices += [
            Choice(column.code, words(f"{column.code}  {column.name}"))
            for column in columns(desk, unfolded=True, group=self._filters.group)
        ]

        def chosen(key: str | None) -> None:
            if key in known:
                matrix.go_to(known[key])
            elif key is not None and not matrix.go_to_column(key):
                self._wanted_column = key
                self._unfolded = True
                self._filter(desk, self._filters)

        self.drafter.push_screen(Choosing("Go to", choices), chosen)

    def action_party(self) -> None:
        """Show the page of the signatory or group of the column."""
        column = self.query_one(MatrixView).column
        if column is not None:
            self.drafter.rooms.page_of(column.code)

    def key_escape(self) -> None:
        """Show everything again."""
        if self._filters != Filters():
            self._set(Filters())

    @on(MatrixView.Moved)
    def _moved(self) -> None:
        self.after_pause(_PAUSE, self._rested)

    @on(MatrixView.Opened)
    def _opened(self, message: MatrixView.Opened) -> None:
        if message.line.target.amendment:
            self.drafter.action_diff()
        else:
            self.drafter.rooms.read(message.line.clause, message.line.target.label)

    @on(MatrixView.StanceAsked)
    def _stance_asked(self, message: MatrixView.StanceAsked) -> None:
        self.drafter.action_position(Stance(message.stance))

    @on(Filtered)
    def _filtered(self, message: Filtered) -> None:
        desk = self.desk
        if desk is None or message.desk.number != desk.number or message.filters != self._filters:
            return
        matrix = self.query_one(MatrixView)
        matrix.show(desk, message.found, columns(desk, unfolded=self._unfolded, group=self._filters.group))
        if self._wanted is not None:
            matrix.go_to(self._wanted)
            self._wanted = None
        if self._wanted_column:
            matrix.go_to_column(self._wanted_column)
            self._wanted_column = ""
        shown = self._filters.said
        lead = f"Lines {shown} ({len(message.found)} of {len(desk.matrix.lines)})" if shown else "All lines"
        folded = sum(column.folded for column in desk.matrix.columns)
        members = "all signatories" if self._unfolded else f"{folded} folded into their groups"
        if self._filters.group:
            members = f"members of {self._filters.group}"
        bound = self.drafter.bound
        ends = f"{bound['positions.filter']} filters · {bound['positions.party']} one's page"
        if self._filters != Filters():
            ends = "Esc shows all"
        self.query_one("#filters", Static).update(Content(f"{lead} · {ends} · {members}"))

    @on(Told)
    def _told_of(self, message: Told) -> None:
        line = self.query_one(MatrixView).line
        if self.desk is message.desk and line is not None and line.target == message.target:
            self._told = message.desk.number, message.target
            self.query_one("#line", Static).update(message.said)

    def _set(self, filters: Filters) -> None:
        self._filters = filters
        if self.desk is not None:
            self._filter(self.desk, filters)

    def _rested(self) -> None:
        said = self._detail()
        self.query_one("#said", Static).update(said if said is not None else Content(""))
        line = self.query_one(MatrixView).line
        if self.desk is not None and line is not None and self._told != (self.desk.number, line.target):
            self._tell(self.desk, line)
        self.renew_bars()

    def _detail(self) -> Content | None:
        matrix = self.query_one(MatrixView)
        line, column, cell = matrix.line, matrix.column, matrix.cell
        if self.desk is None or line is None or column is None or cell is None:
            return None
        return detail(self.desk, line, column, cell)

    @aside("positions")
    def _filter(self, desk: Desk, filters: Filters) -> None:
        found = lines(desk, filters)
        for line in found[:_AHEAD]:
            desk.matrix.cells(line)
            desk.matrix.tally(line)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Filtered(desk, filters, found))

    @aside("words")
    def _tell(self, desk: Desk, line: Line) -> None:
        said = about(desk, line)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Told(desk, line.target, said))
