"""A page to read that is closed again: what an exchange did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.present.row import Row
from drafter.tui.widgets.rows import Rows


class Page(Dialog[None]):
    """Shows rows until they are read."""

    asks = True
    FITTED = "#page"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave", "Close", show=False, priority=True)]

    DEFAULT_CSS = """
    Page > #dialog { width: 100; }
    Page #page { height: auto; margin-top: 1; }
    """

    def __init__(self, heading: Content, rows: Sequence[Row]) -> None:
        super().__init__()
        self._heading = heading
        self._rows = tuple(rows)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with Vertical(id="dialog"):
            yield title(self._heading)
            yield Rows(id="page")
            yield keys("Up Down scrolls · Enter or Esc closes")

    def on_mount(self) -> None:
        """Show the rows."""
        self.query_one(Rows).show(self._rows)
        self.query_one(Rows).focus()
