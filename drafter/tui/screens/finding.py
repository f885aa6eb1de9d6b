"""The line where the words to find are typed."""

from __future__ import annotations

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from drafter.tui.widgets.reader import Reader


class FindBar(Horizontal):
    """Where the words to find are typed; they are found as one types."""

    DEFAULT_CSS = """
    FindBar { height: 1; display: none; background: $bar-ground; }
    FindBar.-open { display: block; }
    FindBar > Input { width: 1fr; border: none; height: 1; padding: 0; background: $bar-ground; }
    FindBar > Static { width: auto; padding: 0 1; }
    """

    def open(self) -> None:
        """Show the line and wait for words. The field is made when it is first needed: the first frame goes without."""
        if not self.children:
            field = Input(id="sought", compact=True)
            field.cursor_blink = False
            self.mount(Static(Content(" Find: ")), field, Static(Content(""), id="found"))
        self.add_class("-open")
        self.query_one(Input).focus()

    def close(self) -> None:
        """End finding."""
        self.remove_class("-open")
        for field in self.query(Input):
            field.value = ""
        self._reader.seek("")
        self._reader.focus()

    def key_escape(self) -> None:
        """End finding."""
        self.close()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.has_class("-open"):
            self._reader.seek(event.value)
            self._say()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._reader.finding:
            self._reader.focus()
        else:
            self.close()

    def _say(self) -> None:
        nth, most = self._reader.matches
        said = f"{nth} of {most}  n/N go on, Esc ends" if most else ("nothing found" if self._reader.finding else "")
        self.query_one("#found", Static).update(Content(said))

    @property
    def _reader(self) -> Reader:
        return self.screen.query_one(Reader)
