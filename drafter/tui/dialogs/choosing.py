"""A list to choose one thing from, narrowed down by typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.present.row import Row
from drafter.tui.widgets.rows import Rows


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what is given back, and what is read."""

    key: str
    content: Content


class Choosing(Dialog[str]):
    """Gives back the key of what was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "down", "Down", show=False),
        Binding("up", "up", "Up", show=False),
    ]

    DEFAULT_CSS = """
    Choosing #choices { height: 12; }
    Choosing Input { border: none; height: 1; padding: 0; background: $bar-ground; }
    """

    def __init__(self, heading: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._heading = heading
        self._choices = tuple(choices)

    def compose(self) -> ComposeResult:
        """Lay out the field and the list."""
        with Vertical(id="dialog"):
            yield title(self._heading)
            field = Input(placeholder="type to narrow down", compact=True)
            field.cursor_blink = False
            yield field
            yield Rows(id="choices")
            yield keys("Up Down · Enter chooses · Esc leaves")

    def on_mount(self) -> None:
        """Show everything."""
        self._narrow("")
        self.query_one(Input).focus()

    def action_down(self) -> None:
        """Move to the next choice."""
        self.query_one(Rows).action_cursor_down()

    def action_up(self) -> None:
        """Move to the choice before."""
        self.query_one(Rows).action_cursor_up()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        current = self.query_one(Rows).current
        if current is not None:
            self.dismiss(current.key)

    @on(Rows.Opened)
    def _opened(self, message: Rows.Opened) -> None:
        self.dismiss(message.row.key)

    def _narrow(self, typed: str) -> None:
        sought = typed.casefold().split()
        self.query_one(Rows).show(
            [
                Row(key=choice.key, content=choice.content, hang=2)
                for choice in self._choices
                if all(word in choice.content.plain.casefold() for word in sought)
            ]
        )
