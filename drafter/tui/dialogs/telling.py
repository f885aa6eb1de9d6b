"""A message that waits until it has been read: an error, or what came of something."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from drafter.model.problem import Problem
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.present.words import sentence, words


class Telling(Dialog[None]):
    """Says what went wrong, where, and what to do; the program goes on."""

    asks = True
    FITTED = "#said"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave", "Close", show=False)]

    DEFAULT_CSS = """
    Telling #said { height: auto; margin-top: 1; }
    Telling #said > Static { width: 1fr; height: auto; }
    """

    def __init__(self, heading: str, problem: Problem) -> None:
        super().__init__()
        self._heading = heading
        self._problem = problem

    def compose(self) -> ComposeResult:
        """Lay out the message."""
        problem = self._problem
        place = f"{problem.file}:{problem.line}: " if problem.file and problem.line else f"{problem.file or ''}"
        with Vertical(id="dialog"):
            yield title(Content.styled(self._heading, ".prose--warning"))
            with VerticalScroll(id="said"):
                yield Static(words(place + sentence(problem.message)))
                if problem.remedy:
                    yield Static(Content.assemble(("What to do: ", ".prose--strong"), words(sentence(problem.remedy))))
            yield keys("Enter or Esc closes")

    def on_click(self, event: events.Click) -> None:
        """A click beside the message closes it."""
        if event.widget is self:
            self.action_leave()
