"""A list to choose one thing from, narrowed down by typing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from drafter.tui.aside import aside
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.present.row import Row
from drafter.tui.present.seeking import folded
from drafter.tui.present.words import words
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
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("enter", "choose", "Choose", show=False, priority=True),
    ]

    FITTED = "#choices"

    DEFAULT_CSS = """
    Choosing #choices { height: 12; }
    Choosing.-long #choices { height: 24; }
    """

    @dataclass
    class Described(Message):
        """A thread has described what there is to choose."""

        choices: tuple[Choice, ...]

    def __init__(
        self,
        heading: str,
        choices: Sequence[Choice],
        describe: Callable[[Choice], Content] | None = None,
        *,
        at: str = "",
    ) -> None:
        """Offer choices, at first the one with the key `at`.

        `describe` says more fully what is read of one; it may take time: it is read when it has been said of all.
        """
        super().__init__()
        self._heading = heading
        self._choices = tuple(choices)
        self._describe = describe
        self._at = at

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
        self.call_after_refresh(self.query_one(Rows).go_to_key, self._at)
        self.query_one(Input).focus()
        if self._describe is not None:
            self._describe_all(self._describe)

    def action_down(self) -> None:
        """Move to the next choice."""
        self.query_one(Rows).action_cursor_down()

    def action_up(self) -> None:
        """Move to the choice before."""
        self.query_one(Rows).action_cursor_up()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._narrow(event.value)
        self.query_one(Rows).action_first()

    def action_page(self, by: int) -> None:
        """Move a page on, or back."""
        rows = self.query_one(Rows)
        if by > 0:
            rows.action_page_down()
        else:
            rows.action_page_up()

    def action_choose(self) -> None:
        """Give back the choice under the cursor; what was typed to find it may only be found when all is described."""
        if self._describe is not None and self.query_one(Input).value and self.drafter.keyboard.wait():
            return
        current = self.query_one(Rows).current
        if current is not None:
            self.dismiss(current.key)

    @on(Described)
    async def _described(self, message: Described) -> None:
        self._describe = None
        self._choices = message.choices
        self._narrow(self.query_one(Input).value)
        await self.drafter.keyboard.go_on()

    @on(Rows.Opened)
    def _opened(self, message: Rows.Opened) -> None:
        self.dismiss(message.row.key)

    def _narrow(self, typed: str) -> None:
        sought = " ".join(folded(typed).split())
        fitting = [
            (folded(choice.content.plain), choice)
            for choice in self._choices
            if all(word in folded(choice.content.plain) for word in sought.split())
        ]
        # Who types `agreed` means that, not what is provisionally so; and who types `article 7`, not article 35 or 70.
        whole = re.compile(rf"\b{re.escape(sought)}\b")
        fitting.sort(key=lambda each: (each[0] != sought, not each[0].startswith(sought), not whole.search(each[0])))
        found = [Row(key=choice.key, content=choice.content, hang=2) for _, choice in fitting]
        nothing = Row(key="", content=words("Nothing here is called so.", ".prose--quiet"), selectable=False)
        self.query_one(Rows).show(found or [nothing])

    @aside("description")
    def _describe_all(self, describe: Callable[[Choice], Content]) -> None:
        choices = self._choices
        try:
            choices = tuple(replace(each, content=describe(each)) for each in choices)
        finally:
            # Without a description one can still choose by name.
            if not get_current_worker().is_cancelled:
                self.post_message(self.Described(choices))
