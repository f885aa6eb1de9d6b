"""Small switches that a key sets and that read as words: the stance, and what is on or off."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from drafter.tui.present.words import words


class Switch(Widget):
    """One of several values on one line; the one that is chosen stands in brackets. Whoever shows it names its key."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    Switch { height: 1; width: 1fr; color: $words; }
    """

    class Changed(Message):
        """Another value was chosen."""

    def __init__(self, label: str, values: Sequence[tuple[str, str]], value: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self._values = tuple(values)
        self.value = value
        """The key of the value that is chosen."""

    def choose(self, value: str) -> None:
        """Choose a value."""
        if value != self.value and value in dict(self._values):
            self.value = value
            self.refresh()
            self.post_message(self.Changed())

    def step(self, by: int = 1) -> None:
        """Choose the next value, or the one before."""
        keys = [key for key, _ in self._values]
        if keys:
            at = keys.index(self.value) if self.value in keys else 0
            self.choose(keys[(at + by) % len(keys)])

    def render(self) -> Content:
        """Paint the values."""
        return Content("").join([words(self._label), *(part for part, _, _ in self._placed())])

    def on_click(self, event: events.Click) -> None:
        """Choose the value that was clicked."""
        for (_, start, end), (key, _) in zip(self._placed(), self._values, strict=True):
            if start <= event.x < end:
                self.choose(key)

    def _placed(self) -> list[tuple[Content, int, int]]:
        placed: list[tuple[Content, int, int]] = []
        at = words(self._label).cell_length
        for key, text in self._values:
            chosen = key == self.value
            part = words(f"[{text}]" if chosen else f" {text} ", ".prose--chosen" if chosen else "")
            placed.append((part, at, at + part.cell_length))
            at += part.cell_length
        return placed
