"""A list of texts to choose from, in which typing finds one by its name."""

from __future__ import annotations

from textual import events
from textual.message import Message

from drafter.tui.present.seeking import folded
from drafter.tui.widgets.rows import Rows


class Targets(Rows):
    """The texts to choose from. What is typed finds one by its name; arrows move."""

    class Found(Message):
        """Something else is sought."""

    sought = ""
    """What was typed to find a text."""

    def on_key(self, event: events.Key) -> None:
        """Take letters as parts of a name, not as the keys of a list for reading; Esc and the arrows forget them."""
        if event.is_printable and event.character is not None and (self.sought or event.character != " "):
            self._seek(self.sought + event.character)
        elif event.key == "backspace":
            self._seek(self.sought[:-1])
        elif event.key == "escape" and self.sought:
            self._seek("")
        else:
            if self.sought and event.key in ("up", "down", "home", "end", "pageup", "pagedown", "tab", "shift+tab"):
                self._seek("")
            return
        event.stop()
        event.prevent_default()

    def _seek(self, sought: str) -> None:
        """Go to the first text, from the one under the cursor on, whose name holds what is sought."""
        self.sought = sought
        if sought:
            order = [*range(self.cursor, len(self.rows)), *range(self.cursor)]
            found = next((nth for nth in order if self.holds(nth)), None)
            if found is not None:
                self.go(found)
        self.post_message(self.Found())

    def holds(self, nth: int) -> bool:
        """Whether what is sought stands in the name of a text."""
        return folded(self.sought) in folded(self.rows[nth].content.plain)
