"""A question with an answer on one line: a passphrase, the address of a server."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.present.words import words


class Question(Dialog[str]):
    """Gives back the answer, or nothing. `secret` is not painted, `optional` may be answered by nothing."""

    DEFAULT_CSS = """
    Question Input { margin-top: 1; }
    Question Static { height: auto; width: 1fr; }
    """

    def __init__(
        self,
        heading: str,
        asked: Content,
        *,
        placeholder: str = "",
        value: str = "",
        secret: bool = False,
        optional: bool = False,
    ) -> None:
        super().__init__()
        self._heading = heading
        self._asked = asked
        self._placeholder = placeholder
        self._value = value
        self._secret = secret
        self._optional = optional
        # Letters meant for the text below must not become half a passphrase.
        self.asks = secret

    def compose(self) -> ComposeResult:
        """Lay out the question and the line for the answer."""
        with Vertical(id="dialog"):
            yield title(words(self._heading))
            yield Static(self._asked)
            field = Input(
                self._value,
                placeholder=self._placeholder,
                password=self._secret,
                compact=True,
                select_on_focus=False,
            )
            field.cursor_blink = False
            yield field
            yield keys("Enter answers · Esc leaves it unanswered")

    def on_mount(self) -> None:
        """Wait for the answer."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value or self._secret or self._optional:
            self.dismiss(event.value)
