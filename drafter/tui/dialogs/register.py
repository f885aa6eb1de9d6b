"""A page whose rows are about texts: of one signatory, or of what waits for a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from drafter.model.target import Target
from drafter.tui.actions import BY_ID
from drafter.tui.aside import aside
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.present.row import Row
from drafter.tui.widgets.rows import Rows


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that was chosen: its text, its place on the page, and whether the act of the page is asked for on it."""

    key: str
    target: Target
    place: int
    acts: bool = False


class Register(Dialog[Entry]):
    """Gives back the row that was chosen."""

    DEFAULT_CSS = """
    Register > #dialog { width: 100; height: 100%; max-height: 40; }
    Register #page { height: 1fr; margin-top: 1; }
    """

    @dataclass
    class Written(Message):
        """A thread has written the page."""

        rows: Sequence[Row]

    def __init__(self, heading: Content, write: Callable[[], Iterable[Row]], act: str, place: int = 0) -> None:
        """Show the rows that `write` gives, which may take time, with the cursor at a `place`.

        `act` is the action of the registry whose keys ask for it on the text of a row; empty where rows are records.
        """
        super().__init__()
        self._act = act
        self._heading = heading
        self._give = write
        self._place = place

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with Vertical(id="dialog"):
            yield title(self._heading)
            yield Rows(id="page")
            goes = f"text · {self.bound[self._act]} {BY_ID[self._act].text}" if self._act else "record"
            yield keys(f"Up Down · Enter goes to the {goes} · Esc closes")

    def on_mount(self) -> None:
        """Have the page written."""
        self.query_one(Rows).focus()
        self._write()

    def on_key(self, event: events.Key) -> None:
        """Choose the row for the act of the page; what other dialogs answer is answered too."""
        if self._act and event.key in self.bound.of(self._act):
            event.stop()
            self._choose(acts=True)

    @on(Written)
    def _written(self, message: Written) -> None:
        rows = self.query_one(Rows)
        rows.show(message.rows)
        rows.go(next((nth for nth, row in enumerate(rows.rows) if row.selectable and nth >= self._place), rows.cursor))

    @on(Rows.Opened)
    def _opened(self) -> None:
        self._choose(acts=False)

    def _choose(self, *, acts: bool) -> None:
        rows = self.query_one(Rows)
        if rows.current is not None and rows.current.target is not None:
            self.dismiss(Entry(rows.current.key, rows.current.target, rows.cursor, acts))

    @aside("page")
    def _write(self) -> None:
        rows = tuple(self._give())
        if not get_current_worker().is_cancelled:
            self.post_message(self.Written(rows))
