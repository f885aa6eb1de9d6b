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

_CLOSES = "Up Down scrolls · Enter or Esc closes"


class Page(Dialog[str]):
    """Shows rows until they are read. Where it leads somewhere, Enter gives back the key of a row."""

    asks = True
    FITTED = "#page"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Close", show=False, priority=True)]

    DEFAULT_CSS = """
    Page > #dialog { width: 100; }
    Page #page { height: auto; margin-top: 1; }
    """

    def __init__(self, heading: Content, rows: Sequence[Row], goes: str = "") -> None:
        """Show some rows; `goes` says where Enter goes from them, if anywhere."""
        super().__init__()
        self._goes = goes
        self._heading = heading
        self._rows = tuple(rows)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with Vertical(id="dialog"):
            yield title(self._heading)
            yield Rows(id="page")
            yield keys(f"Up Down · Enter {self._goes} · Esc closes" if self._goes else _CLOSES)

    def on_mount(self) -> None:
        """Show the rows."""
        self.query_one(Rows).show(self._rows)
        self.query_one(Rows).focus()

    def action_open(self) -> None:
        """Close, and go where the row leads, if anywhere."""
        row = self.query_one(Rows).current
        self.dismiss(row.key if self._goes and row is not None else None)
