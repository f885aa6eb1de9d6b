"""The line at the top: the five screens, the treaty and its issue, and for whom the delegate acts."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from drafter.tui.present.words import words
from drafter.tui.present.wrapping import cropped

SCREENS = (("read", "Read"), ("diff", "Diff"), ("positions", "Positions"), ("log", "Log"), ("draft", "Draft"))

_LEAST_TITLE = 6
"""Cells below which the beginning of a title says nothing."""


class TopBar(Widget):
    """One line. A click on the name of a screen goes there, one on the delegation asks who you are."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    TopBar {
        dock: top;
        height: 1;
        background: $bar-ground;
        color: $words;
    }
    """

    @dataclass
    class Chosen(Message):
        """A screen, or `identity`, was clicked."""

        name: str

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here
        self._title = ""
        self._issue = ""
        self._who = ""

    def show(self, title: str, issue: str, who: str) -> None:
        """Show another treaty, issue or delegation."""
        if (title, issue, who) != (self._title, self._issue, self._who):
            self._title, self._issue, self._who = title, issue, who
            self.refresh()

    def render(self) -> Content:
        """Paint the line for the width there is."""
        tabs = Content("").join(
            [
                Content.styled(f"[{nth} {text}]", ".bar--here")
                if name == self._here
                else Content.styled(f" {nth} {text} ", ".bar--tab")
                for nth, (name, text) in enumerate(SCREENS, 1)
            ]
        )
        right = words(f" {self._who} ", ".bar--who")
        room = self.size.width - tabs.cell_length - right.cell_length
        about = f"{self._title} · {self._issue}" if self._issue else self._title
        if Content(about).cell_length + 2 > room:
            about = self._issue if len(self._issue) + 2 <= room or room > 24 else ""
            left = room - len(self._issue) - 5
            if not self._issue:
                about = self._title if room > _LEAST_TITLE + 2 else ""
            elif left >= _LEAST_TITLE:
                about = f"{cropped(self._title, left)} · {self._issue}"
        middle = words(cropped(about, max(room - 2, 0)), ".bar--title")
        gap = max(room - middle.cell_length - 1, 0)
        return Content("").join([tabs, Content(" " * gap), middle, Content(" "), right])

    def on_click(self, event: events.Click) -> None:
        """Go where the click points."""
        at = 0
        for nth, (name, text) in enumerate(SCREENS, 1):
            at += len(f" {nth} {text} ")
            if event.x < at:
                self.post_message(self.Chosen(name))
                return
        if event.x >= self.size.width - len(self._who) - 2:
            self.post_message(self.Chosen("identity"))
