"""The page of one signatory, from the matrix of positions."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from drafter.model.target import Target
from drafter.tui.aside import aside
from drafter.tui.desk import Desk
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.present.party import party_rows
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.widgets.rows import Rows


class Party(Dialog[Target]):
    """Gives back the text whose row was opened."""

    DEFAULT_CSS = """
    Party > #dialog { width: 100; height: 100%; max-height: 40; }
    Party #page { height: 1fr; margin-top: 1; }
    """

    class Written(Message):
        """A thread has written the page."""

        def __init__(self, rows: Sequence[Row]) -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, desk: Desk, code: str) -> None:
        super().__init__()
        self._desk = desk
        self._code = code

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with Vertical(id="dialog"):
            yield title(words(f"{self._desk.negotiation.treaty.roster.name(self._code)} ({self._code})"))
            yield Rows(id="page")
            yield keys("Up Down scrolls · Enter goes to the text · Esc closes")

    def on_mount(self) -> None:
        """Have the page written."""
        self.query_one(Rows).focus()
        self._write()

    @on(Written)
    def _written(self, message: Written) -> None:
        self.query_one(Rows).show(message.rows)

    @on(Rows.Opened)
    def _opened(self, message: Rows.Opened) -> None:
        if message.row.target is not None:
            self.dismiss(message.row.target)

    @aside("page")
    def _write(self) -> None:
        rows = tuple(party_rows(self._desk, self._code))
        if not get_current_worker().is_cancelled:
            self.post_message(self.Written(rows))
