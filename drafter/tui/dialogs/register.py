"""A page whose rows are about texts: of one signatory, or of what waits for a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from drafter.model.target import Target
from drafter.tui.actions import BY_ID
from drafter.tui.aside import aside
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.widgets.rows import Rows

UNDO = "act.undo"
"""The act for which no row needs to be there."""

_WAITING = Row(key="waiting", content=words("Looking through the records ..", ".prose--quiet"), selectable=False)
_FIRST = 30
"""Rows that are shown before the others are there."""

_PARTS = {1: "read.next", -1: "read.previous"}
"""The keys that go from part to part, as they go from dispute to dispute in a text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that was chosen: its text, its place on the page, and the action that is asked for on it, if any."""

    key: str
    target: Target | None
    place: int
    act: str = ""


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

    def __init__(
        self,
        heading: Content,
        write: Callable[[], Iterable[Row]],
        acts: Sequence[str],
        why_not: Callable[[str, Target | None], str | None],
        place: int = 0,
    ) -> None:
        """Show the rows that `write` gives, which may take time, with the cursor at a `place`.

        `acts` are the actions that may be asked for on the text of a row, by their keys; none where rows are records.
        `why_not` says why one does nothing on a text.
        """
        super().__init__()
        self._why_not = why_not
        self._acts = acts
        self._heading = heading
        self._give = write
        self._place = place
        self._there = False

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with Vertical(id="dialog"):
            yield title(self._heading)
            yield Rows(id="page")
            yield keys(self._keys)

    @property
    def _keys(self) -> str:
        asked = "".join(f" · {self.bound[each]} {BY_ID[each].text}" for each in self._acts)
        return f"Enter goes to the {'text' if asked else 'record'}{asked} · Esc closes"

    def on_mount(self) -> None:
        """Have the page written."""
        rows = self.query_one(Rows)
        rows.show([_WAITING])
        rows.focus()
        self._write()

    def on_key(self, event: events.Key) -> None:
        """Choose the row for an act; what other dialogs answer is answered too."""
        act = next((each for each in self._acts if event.key in self.bound.of(each)), "")
        on = next((by for by, each in _PARTS.items() if event.key in self.bound.of(each)), 0)
        if act or on:
            event.stop()
        if act:
            self._choose(act)
        elif on:
            self.query_one(Rows).go_to_part(on)

    @on(Written)
    def _written(self, message: Written) -> None:
        rows = self.query_one(Rows)
        rows.show(message.rows)
        if len(rows.parts) > 1:
            on, back = (self.bound[each] for each in _PARTS.values())
            self.query_one(".keys", Static).update(Content(f"{on}/{back} parts · {self._keys}"))
        if not self._there:
            self._there = True
            at = (nth for nth, row in enumerate(rows.rows) if row.selectable and nth >= self._place)
            rows.go(next(at, rows.cursor))

    @on(Rows.Opened)
    def _opened(self) -> None:
        self._choose()

    def _choose(self, act: str = "") -> None:
        rows = self.query_one(Rows)
        row = rows.current
        if act == UNDO or (row is not None and row.target is not None):
            about = (row.key, row.target) if row is not None else ("", None)
            reason = self._why_not(act, about[1]) if act else None
            if reason is not None:
                self.drafter.tell(f"Not now: {reason}.", severity="warning")
            else:
                self.dismiss(Entry(*about, rows.cursor, act))

    @aside("page")
    def _write(self) -> None:
        rows: list[Row] = []
        for row in self._give():
            if get_current_worker().is_cancelled:
                return
            rows.append(row)
            # Of a thousand rows those that fill the window are read while the others are worked out.
            if len(rows) == self._place + _FIRST:
                self.post_message(self.Written((*rows, _WAITING)))
        self.post_message(self.Written(rows))
