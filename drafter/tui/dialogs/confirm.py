"""A question before something is recorded: the key that answers yes is never the one that asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from drafter.tui.dialogs.dialog import Dialog, title
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.widgets.rows import Rows

_NONE = "Esc"
"""The key that gives no answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A key, and what it does."""

    key: str
    text: str


class Confirm(Dialog[str]):
    """Gives back the key of the answer, or nothing. Enter answers nothing."""

    asks = True

    DEFAULT_CSS = """
    Confirm #words-said { height: auto; }
    Confirm #said { height: auto; width: 1fr; }
    Confirm #shown { height: auto; max-height: 22; margin-top: 1; }
    Confirm #answers { height: auto; margin-top: 1; }
    """

    def __init__(
        self, heading: str, said: Content, answers: Sequence[Answer], rows: Sequence[Row] = (), *, no: str = "no"
    ) -> None:
        super().__init__()
        self._no = no
        self._heading = heading
        self._said = said
        self._answers = tuple(answers)
        self._rows = tuple(rows)

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        with Vertical(id="dialog"):
            yield title(self._heading)
            with VerticalScroll(id="words-said", can_focus=not self._rows):
                yield Static(self._said, id="said")
            if self._rows:
                yield Rows(id="shown")
            yield Answers((*self._answers, Answer(_NONE, self._no)))

    def on_mount(self) -> None:
        """Show what it is about; the keys that scroll are for that, or for what is said where that is all."""
        if not self._rows:
            self.query_one("#words-said").focus()
        for shown in self.query("#shown").results(Rows):
            shown.show(self._rows)
            shown.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Leave room for the answers below what it is about: what is long scrolls, the answers never do."""
        lines = event.size.height - 5 - len(self._answers)
        said = self.query_one("#words-said")
        said.styles.max_height = max(lines * 6 // 10, 3) if self._rows else lines

        def fit() -> None:
            for shown in self.query("#shown").results(Rows):
                shown.styles.max_height = max(lines - 1 - said.outer_size.height, 2)

        self.call_after_refresh(fit)

    def on_key(self, event: events.Key) -> None:
        """Answer."""
        if event.character is not None and event.character in {answer.key for answer in self._answers}:
            event.stop()
            self.dismiss(event.character)


def agreed(
    app: App[int], heading: str, said: Content, yes: str, then: Callable[[], object], rows: Sequence[Row] = ()
) -> None:
    """Ask something that is answered by `y`, and do it `then`."""

    def answered(key: str | None) -> None:
        if key == "y":
            then()

    app.push_screen(Confirm(heading, said, [Answer("y", yes)], rows), answered)


class Answers(Static):
    """The answers on a line each, clickable."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._answers = tuple(answers)
        lines = [
            Content.assemble((f" {answer.key} ", ".prose--chosen"), words(f" {answer.text}"))
            for answer in self._answers
        ]
        super().__init__(Content("\n").join(lines), id="answers")

    def on_click(self, event: events.Click) -> None:
        """Answer as the line that was clicked says."""
        if 0 <= event.y < len(self._answers) and isinstance(self.screen, Confirm):
            key = self._answers[event.y].key
            self.screen.dismiss(None if key == _NONE else key)
