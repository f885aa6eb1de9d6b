"""What the five screens share: the line of tabs, the line of keys, and how they are told of a new reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from drafter.tui.actions import binding
from drafter.tui.bars import heading, offered
from drafter.tui.screens.finding import FindBar
from drafter.tui.styled import HEIGHTS, STYLES, WIDTHS, Styled, too_small
from drafter.tui.subject import NOTHING, Subject
from drafter.tui.widgets.keybar import KeyBar
from drafter.tui.widgets.reader import Reader
from drafter.tui.widgets.topbar import TopBar

if TYPE_CHECKING:
    from drafter.model.negotiation import Act
    from drafter.tui.desk import Desk
    from drafter.tui.sitting import Sitting


class Room(Screen[None], Styled):
    """One of the five screens."""

    NAME: ClassVar[str] = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = STYLES
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = binding("read.find")

    def compose(self) -> ComposeResult:
        """Lay out the bars and, between them, what the screen is about."""
        yield TopBar(self.NAME)
        with Container(id="room"):
            yield from self.compose_room()
        yield KeyBar()
        yield too_small(self.drafter.bound["app.quit"])

    def compose_room(self) -> ComposeResult:
        """Lay out what the screen is about."""
        raise NotImplementedError

    @property
    def drafter(self) -> Sitting:
        """The app."""
        return cast("Sitting", self.app)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what a thread has failed at."""
        self.drafter.worker_changed(event)

    @property
    def desk(self) -> Desk | None:
        """The newest reading of the negotiation, or None before the first."""
        return self.drafter.desk

    def subject(self) -> Subject:
        """Say what is under the cursor."""
        return NOTHING

    def under_cursor(self) -> object:
        """Say what a key is about that waits for the amendments; None where no key waits.

        It is answered only if the same is still there.
        """
        return None

    @property
    def lacking(self) -> str:
        """Say what is still missing from what is shown, or nothing."""
        return ""

    def copied(self) -> str:
        """Give the text that a copy takes when nothing is selected: the paragraph under the cursor."""
        row = self.query_one(Reader).current
        return row.content.plain if row is not None else ""

    def take(self, desk: Desk) -> None:
        """Show a new reading of the negotiation."""

    def acts(self, acts: Sequence[Act]) -> None:
        """Take the recorded acts."""

    def action_find(self) -> None:
        """Ask for the words to find, from any pane and before there is a text."""
        for bar in self.query(FindBar):
            bar.open()

    def typed_ahead(self, key: events.Key) -> bool:
        """Say whether a key belongs to the find line, which takes it then."""
        return any(bar.takes(key) for bar in self.query(FindBar))

    def go_round(self, by: int, what: str, waiting: str) -> None:
        """Begin again at the other end of what is gone through, and say so; or say for what one is `waiting`."""
        again = "" if waiting else self.query_one(Reader).go_round(by)
        self.drafter.tell(waiting or (f"{what}, {again}." if again else f"There are no {what.lower()}."))

    @on(Reader.Sought)
    def _sought(self) -> None:
        for bar in self.query(FindBar):
            bar.say()

    def on_mount(self) -> None:
        """Put the focus where one reads."""
        self.first_focus().focus()
        self.renew()

    def first_focus(self) -> Widget:
        """Give the widget that has the focus at the beginning: the text."""
        return self.query_one(Reader)

    def on_screen_resume(self) -> None:
        """Show what was read while another screen was in front, and what waited for a dialog to be closed."""
        # What waits was typed for the screen that was in front.
        self.drafter.keyboard.forget()
        self.renew()
        self.drafter.exchanging.resumed()

    def renew(self) -> None:
        """Show the newest reading, unless it is shown already, and the bars; nothing before the screen is laid out."""
        if not self.query(KeyBar):
            return
        desk = self.desk
        if desk is not None and desk.number != getattr(self, "_shown", 0):
            self._shown = desk.number
            self.take(desk)
        self.renew_bars()

    def renew_bars(self) -> None:
        """Show the title, for whom the delegate acts, and the keys that matter under the cursor."""
        if not self.query(KeyBar):
            return
        title, issue, who = heading(self.drafter, self.lacking)
        self.query_one(TopBar).show(title, issue, who)
        self.query_one(KeyBar).show(
            offered(self.drafter, self.scopes(), self.subject() if self.desk is not None else NOTHING)
        )

    def watch_focused(self) -> None:
        """Show the keys of the pane that has the focus, and what waited for a line to be written."""
        if self.is_mounted:
            self.renew_bars()
            self.drafter.exchanging.resumed()

    def scopes(self) -> tuple[str, ...]:
        """Give where keys are answered now, the nearest first: the pane with the focus, the screen, everywhere."""
        pane = getattr(self.focused, "SCOPES", ())
        return (*pane, self.NAME, "everywhere")
