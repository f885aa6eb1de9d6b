"""What the dialogs share."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import Worker

from drafter.tui.screens.room import HEIGHTS, STYLES, TOO_SMALL, WIDTHS, Styled

if TYPE_CHECKING:
    from drafter.tui.app import Drafter

T = TypeVar("T")


class Dialog(ModalScreen[T], Styled):
    """A dialog. Esc closes it without an answer."""

    COMPONENT_CLASSES: ClassVar[set[str]] = STYLES

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Close", show=False)]

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; color: $words; }
    Dialog > #dialog {
        width: 84;
        max-width: 100%;
        height: auto;
        max-height: 100%;
        background: $background;
        border: solid $border;
        padding: 0 1;
    }
    Dialog .title { text-style: bold; height: auto; width: 1fr; }
    Dialog .keys { color: $quiet; height: auto; margin-top: 1; width: 1fr; }
    """

    @property
    def drafter(self) -> Drafter:
        """The app."""
        return cast("Drafter", self.app)

    def on_mount(self) -> None:
        """Be ready for a window that is too small for the dialog: what was typed stays. No toast lies over it."""
        self.drafter.clear_notifications()
        self.mount(Static(Content(TOO_SMALL), id="small"))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what a thread has failed at."""
        self.drafter.worker_changed(event)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


def title(text: Content | str) -> Static:
    """Give the title line of a dialog."""
    return Static(Content(text) if isinstance(text, str) else text, classes="title")


def keys(text: str) -> Static:
    """Give the line that says what the keys of a dialog do."""
    return Static(Content(text), classes="keys")
