"""The export of the document that is shown, to a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from drafter.export.paper import FORMATS
from drafter.model.problem import Refused
from drafter.store.destination import write_whole
from drafter.text.visible import visible
from drafter.tui.actions import bindings
from drafter.tui.aside import aside
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.papers import Made, archive
from drafter.tui.present.progress import bar
from drafter.tui.present.words import words

_FORMS = tuple(FORMATS)


class Export(Dialog[None]):
    """Asks for the format and the file. Enter never replaces a file that exists: another key does."""

    SCOPE = "export"
    BINDINGS: ClassVar[list[BindingType]] = bindings("export")

    DEFAULT_CSS = """
    Export Static { height: auto; width: 1fr; }
    """

    @dataclass
    class Written(Message):
        """The file was written, or why it was not."""

        path: Path
        problem: str = ""

    @dataclass
    class Doing(Message):
        """What the thread that makes the file is doing."""

        said: str
        behind: int
        of: int

    def __init__(self, made: Made) -> None:
        super().__init__()
        self._made = made
        self._format = 0
        self._writing = False
        self._warned = ""

    def compose(self) -> ComposeResult:
        """Lay out the file's name and the format."""
        with Vertical(id="dialog"):
            yield title(f"Export the {self._made.document.style} text")
            yield Static(words(self._made.said, ".prose--quiet"))
            yield Static(Content(""), id="format")
            yield Static(Content("File:"))
            field = Input(str(self._suggested()), compact=True)
            field.cursor_blink = False
            yield field
            yield Static(Content(""), id="said")
            yield keys(f"Enter writes the file · {self.bound['export.format']} changes the format · Esc leaves")

    def on_mount(self) -> None:
        """Wait for the file's name."""
        self.query_one(Input).focus()
        self._say_format()

    def action_format(self) -> None:
        """Take the next format; the ending of the file's name follows."""
        if self._writing:
            return
        self._format = (self._format + 1) % len(_FORMS)
        field = self.query_one(Input)
        path = Path(field.value)
        if path.name:
            field.value = str(path.with_suffix(self._endings[0]))
        self._say_format()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        """Take the format that the ending of the name means."""
        suffix = Path(event.value).suffix.lower()
        meant = (nth for nth, form in enumerate(_FORMS) if suffix and suffix in FORMATS[form][1])
        self._format = next(meant, self._format)
        self._say_format()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if self._writing:
            return
        path = Path(event.value).expanduser()
        if not event.value.strip() or path.is_dir():
            self._say("Write the name of a file.")
        elif not path.parent.is_dir():
            self._say(f"There is no directory {visible(str(path.parent))}.")
        elif path.exists():
            self._warned = event.value
            self._say(
                f"{visible(path.name)} exists: {self.bound['export.replace']} replaces it, another name keeps it."
            )
        else:
            self._begin(path)

    def action_replace(self) -> None:
        """Replace the file that Enter said exists."""
        value = self.query_one(Input).value
        if not self._writing and value == self._warned and value.strip():
            self._begin(Path(value).expanduser())

    def _begin(self, path: Path) -> None:
        self._writing = True
        self._say("Writing ..")
        self._write(path, _FORMS[self._format])

    @on(Doing)
    def _doing(self, message: Doing) -> None:
        if self._writing:
            self._say(f"{bar(message.behind, message.of)}  {message.said} ..")

    @on(Written)
    def _written(self, message: Written) -> None:
        self._writing = False
        if message.problem:
            self._say(f"Not written: {message.problem}")
        else:
            self.drafter.tell(f"Written: {message.path}")
            self.dismiss(None)

    @aside("export")
    def _write(self, path: Path, form: str) -> None:
        """Make the file and write it whole."""
        try:
            if path.exists() and not path.is_file():
                # A pipe that nobody reads would never take it.
                self.post_message(self.Written(path, "it is no file; choose another place"))
                return
            shown, read = self._made, archive(self.drafter.session)
            made = shown.paper.file(form, read, self._tell, document=shown.document)
            if get_current_worker().is_cancelled:
                return
            write_whole(path, made)
        except Refused as refusal:
            self.post_message(self.Written(path, str(refusal)))
        else:
            self.post_message(self.Written(path))

    def _tell(self, said: str, behind: int, of: int) -> None:
        self.post_message(self.Doing(said, behind, of))

    def _suggested(self) -> Path:
        document = self._made.document
        extract = self._made.asked.span.replace("..", "-")
        named = "-".join(each for each in (document.issue or "draft", document.style, extract) if each)
        name = "".join(each if each.isalnum() or each in ".-" else "-" for each in named)
        return Path.cwd() / f"{name}{self._endings[0]}"

    @property
    def _endings(self) -> tuple[str, ...]:
        return FORMATS[_FORMS[self._format]][1]

    def _say_format(self) -> None:
        named = enumerate(name for name, _ in FORMATS.values())
        shown = " ".join(f"[{name}]" if nth == self._format else f" {name} " for nth, name in named)
        tracked = self._made.document.tracked and _FORMS[self._format] == "docx"
        how = "\nToday's text with tracked changes, each under the delegation that proposes it." if tracked else ""
        self.query_one("#format", Static).update(Content(f"{shown}{how}"))

    def _say(self, said: str) -> None:
        self.query_one("#said", Static).update(Content(said))
