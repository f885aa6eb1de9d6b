"""The line where the words to find are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from drafter.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from drafter.tui.sitting import Sitting


class Field(Input):
    """The field for the words to find."""

    class Ready(Message):
        """What is typed reaches the field from now on."""

    def on_focus(self) -> None:
        """Say so."""
        self.post_message(self.Ready())


class FindBar(Horizontal):
    """Where the words to find are typed; they are found as one types."""

    DEFAULT_CSS = """
    FindBar { height: 1; display: none; background: $bar-ground; }
    FindBar.-open { display: block; }
    FindBar > Input { width: 1fr; border: none; height: 1; padding: 0; background: $bar-ground; }
    FindBar > Static { width: auto; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._opening = False
        self._ahead: list[events.Key] = []

    def open(self) -> None:
        """Show the line and wait for words. The field is made when it is first needed: the first frame goes without."""
        if not self.children:
            field = Field(id="sought", compact=True)
            field.cursor_blink = False
            self.mount(Static(Content(" Find: ")), field, Static(Content(""), id="found"))
        self.add_class("-open")
        self._reader.seek_from_here()
        self._opening = not self.query_one(Field).has_focus
        self.query_one(Field).focus()

    def takes(self, key: events.Key) -> bool:
        """Take a key that was pressed after the line was asked for and before its field had the focus: no command.

        A field stops each letter that it gets, so one that comes by while it has the focus was pressed before.
        """
        if self._opening:
            self._ahead.append(key)
        elif self.has_class("-open") and key.is_printable and self.query_one(Field).has_focus:
            self._give(key)
        else:
            return False
        return True

    @on(Field.Ready)
    def _ready(self) -> None:
        self._opening = False
        ahead, self._ahead = self._ahead, []
        for key in ahead:
            self._give(key)

    def _give(self, key: events.Key) -> None:
        self.query_one(Field).post_message(events.Key(key.key, key.character))

    def close(self) -> None:
        """End finding."""
        self.remove_class("-open")
        self._opening = False
        self._ahead.clear()
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

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._reader.finding:
            self._reader.focus()
        else:
            self.close()

    def say(self) -> None:
        """Say how often the words were found; while there is no text yet, that it is waited for."""
        nth, most = self._reader.matches
        nothing = "nothing found" if self._reader.rows else "the text is still being read"
        keys = cast("Sitting", self.app).bound
        on = f"{keys['read.next']}/{keys['read.previous']} go on"
        count = f"{nth} of {most}{' or more' if self._reader.uncounted else ''}"
        place = f"{count}, {self._reader.round}" if self._reader.round else count
        said = f"{place}  {on}, Esc ends" if most else (nothing if self._reader.finding else "")
        for found in self.query("#found").results(Static):
            found.update(Content(said))

    @property
    def _reader(self) -> Reader:
        return self.screen.query_one(Reader)
