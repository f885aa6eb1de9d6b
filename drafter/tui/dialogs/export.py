"""The export of the document that is shown, to a file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from drafter.draft.document import Document
from drafter.text.visible import visible
from drafter.tui.dialogs.dialog import Dialog, keys, title

FORMATS = (("md", "Markdown"), ("json", "JSON"))


class Export(Dialog[None]):
    """Asks for the format and the file; an existing file is replaced only after a second Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+t", "format", "Format", show=False)]

    DEFAULT_CSS = """
    Export Input { border: none; height: 1; padding: 0; background: $bar-ground; }
    Export Static { height: auto; width: 1fr; }
    """

    class Written(Message):
        """The file was written, or why it was not."""

        def __init__(self, path: Path, problem: str = "") -> None:
            super().__init__()
            self.path = path
            self.problem = problem

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._format = 0
        self._warned = ""

    def compose(self) -> ComposeResult:
        """Lay out the file's name and the format."""
        with Vertical(id="dialog"):
            yield title(f"Export the {self._document.style} text")
            yield Static(Content(""), id="format")
            yield Static(Content("File:"))
            field = Input(str(self._suggested()), compact=True)
            field.cursor_blink = False
            yield field
            yield Static(Content(""), id="said")
            yield keys("Enter writes the file · ^t changes the format · Esc leaves")

    def on_mount(self) -> None:
        """Wait for the file's name."""
        self.query_one(Input).focus()
        self._say_format()

    def action_format(self) -> None:
        """Take the next format; the ending of the file's name follows."""
        self._format = (self._format + 1) % len(FORMATS)
        field = self.query_one(Input)
        field.value = str(Path(field.value).with_suffix(f".{FORMATS[self._format][0]}"))
        self._say_format()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        path = Path(event.value).expanduser()
        if not event.value.strip() or path.is_dir():
            self._say("Write the name of a file.")
        elif not path.parent.is_dir():
            self._say(f"There is no directory {visible(str(path.parent))}.")
        elif path.exists() and self._warned != event.value:
            self._warned = event.value
            self._say(f"{visible(path.name)} exists. Enter again replaces it.")
        else:
            self._say("Writing ..")
            self._write(path, FORMATS[self._format][0])

    @on(Written)
    def _written(self, message: Written) -> None:
        if message.problem:
            self._say(f"Not written: {message.problem}")
        else:
            self.drafter.tell(f"Written: {message.path}")
            self.dismiss(None)

    @work(thread=True, exclusive=True, group="export", exit_on_error=False)
    def _write(self, path: Path, form: str) -> None:
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            beside.write_text(exported(self._document, form), encoding="utf-8", newline="")
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            self.post_message(self.Written(path, f"{error.strerror}; choose another place"))
        else:
            self.post_message(self.Written(path))

    def _suggested(self) -> Path:
        issue = "".join(each if each.isalnum() or each in ".-" else "-" for each in self._document.issue) or "draft"
        return Path.cwd() / f"{issue}-{self._document.style}.{FORMATS[0][0]}"

    def _say_format(self) -> None:
        shown = "   ".join(f"[{name}]" if nth == self._format else f" {name} " for nth, (_, name) in enumerate(FORMATS))
        self.query_one("#format", Static).update(Content(f"Format: {shown}"))

    def _say(self, said: str) -> None:
        self.query_one("#said", Static).update(Content(said))


def exported(document: Document, form: str) -> str:
    """Give a document in a format: `md` or `json`."""
    if form == "json":
        from drafter.export.data import data

        return json.dumps(data(document), ensure_ascii=False, indent=2) + "\n"
    from drafter.export.markdown import markdown

    return markdown(document)
