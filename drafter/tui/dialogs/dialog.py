"""What the dialogs share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea
from textual.worker import Worker

from drafter.tui.aside import aside
from drafter.tui.drafts import NUMBERS, Draft
from drafter.tui.present.words import words
from drafter.tui.styled import HEIGHTS, STYLES, WIDTHS, Styled, too_small

if TYPE_CHECKING:
    from drafter.tui.keymap import Keys
    from drafter.tui.sitting import Sitting

T = TypeVar("T")

_SAVE_PAUSE = 0.3
"""Seconds without a key after which what was typed is kept."""


class Dialog(ModalScreen[T], Styled):
    """A dialog. Esc closes it without an answer."""

    COMPONENT_CLASSES: ClassVar[set[str]] = STYLES

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Close", show=False)]

    @dataclass
    class Kept(Message):
        """What is typed is on disk, or why it is not."""

        problem: str

    WHOLE: ClassVar[bool] = False
    """Whether it fills the window."""

    FITTED: ClassVar[str] = ""
    """What is as high as the window lets it, and scrolls then: the title and the keys around it always show."""

    SCOPE: ClassVar[str] = ""
    """Where the keys that are answered here, and may be given to others, stand in the registry."""

    WORDS: ClassVar[str] = "What you typed"
    """What the words are called that are typed here."""

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
    Dialog .title.bar {
        height: 1;
        background: $bar-ground;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    Dialog .keys { color: $quiet; height: auto; margin-top: 1; width: 1fr; }
    Dialog Input { border: none; height: 1; padding: 0; background: $bar-ground; }
    Dialog TextArea, Dialog TextArea:focus { border: none; padding: 0; background: $bar-ground; color: $words; }
    Dialog.-whole > #dialog { width: 100%; height: 100%; border: none; padding: 0; }
    Dialog.-whole .keys { height: 1; margin: 0; padding: 0 1; background: $bar-ground; color: $words; }
    Dialog.-whole Input { padding: 0 1; }
    """

    @property
    def drafter(self) -> Sitting:
        """The app."""
        return cast("Sitting", self.app)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what a thread has failed at."""
        self.drafter.worker_changed(event)

    @property
    def bound(self) -> Keys:
        """The keys in force."""
        return self.drafter.bound

    def __init__(self) -> None:
        super().__init__(classes="-whole" if self.WHOLE else None)

    def on_mount(self) -> None:
        """Be ready for a window that is too small for the dialog: what was typed stays. No toast lies over it."""
        self.drafter.clear_notifications()
        self.mount(too_small(self.bound["app.quit"]))

    def on_resize(self, event: events.Resize) -> None:
        """Let what is long take what the rest of the dialog leaves of the window, and keep what is typed in view."""
        if isinstance(self.focused, TextArea):
            self.call_after_refresh(self.call_after_refresh, self.focused.scroll_cursor_visible)
        if not self.FITTED:
            return
        dialog, fitted = self.query_one("#dialog"), self.query_one(self.FITTED)

        def fit() -> None:
            rest = sum(each.outer_size.height + each.styles.margin.height for each in dialog.children)
            rest += dialog.styles.gutter.height - fitted.outer_size.height
            fitted.styles.max_height = max(event.size.height - rest, 2)

        self.call_after_refresh(fit)

    def on_key(self, event: events.Key) -> None:
        """Leave the program, or help, with the keys that do so elsewhere, but for letters: they may be typed here."""
        if event.key in self.drafter.leaving:
            event.stop()
            self.drafter.leave()
        elif self.SCOPE and event.key in self.drafter.helping:
            event.stop()
            self.drafter.explain((self.SCOPE,), self.SCOPE)

    def action_leave(self) -> None:
        """Close without an answer. What was typed is kept."""
        said = self.farewell() if self.let_go() else ""
        if said:
            self.drafter.tell(said)
        self.dismiss(None)

    # What was typed

    def keep_soon(self) -> None:
        """Keep what is typed once its author pauses."""
        self.after_pause(_SAVE_PAUSE, self.keep_now)

    def keep_now(self) -> None:
        """Keep what is typed. That takes time, in which one goes on typing."""
        try:
            draft = self.to_keep()
        except OSError as error:
            self.kept(self._not_kept(error))
        else:
            if draft is not None:
                self._keep_aside(draft, next(NUMBERS))

    def to_keep(self) -> Draft | None:
        """Give what is to be written to disk; None when nothing is. Raises OSError."""
        return None

    @aside("draft", exclusive=False)
    def _keep_aside(self, draft: Draft, number: int) -> None:
        problem = ""
        try:
            self.drafter.drafts.save(draft, number)
        except OSError as error:
            problem = self._not_kept(error)
        self.post_message(self.Kept(problem))

    @on(Kept)
    def _kept_aside(self, message: Kept) -> None:
        self.kept(message.problem)

    def kept(self, problem: str) -> None:
        """Take notice that a draft is on disk, or why it is not."""
        if problem:
            self.drafter.tell(problem, severity="error")

    def _not_kept(self, error: OSError) -> str:
        return f"{self.WORDS} could not be kept on disk: {error.strerror}."

    def keep(self) -> None:
        """Write what was typed to disk. Raises OSError."""

    def farewell(self) -> str:
        """Say, once this is closed, that what was typed is kept, and where."""
        return ""

    def let_go(self) -> bool:
        """Keep what was typed, before it is left. Says whether it is on disk; what isn't is there for as long as the
        program runs, so that a disk that is full takes no words and holds nobody here."""
        self.no_more(self.keep_now)
        try:
            self.keep()
        except OSError as error:
            self.drafter.tell(f"{self._not_kept(error)} It is there until you leave the program.", severity="error")
            return False
        return True


def title(text: Content | str) -> Static:
    """Give the title line of a dialog."""
    return Static(Content(text) if isinstance(text, str) else text, classes="title")


class Line(Static):
    """A line in which something is said; said again, it costs nothing."""

    _said: Content | None = None

    def say(self, said: Content) -> None:
        """Say something else. Content that is alike but styled otherwise counts as another."""
        if self._said is None or not self._said.is_same(said):
            self._said = said
            self.update(said)


class Bar(Line):
    """The line over a dialog that fills the window. What happens here stands first: a long heading is cut off."""

    def __init__(self) -> None:
        super().__init__(Content(""), classes="title bar")

    def call(self, clause: str, what: str, heading: str = "") -> None:
        """Say of which clause, what happens with it, and how it is headed."""
        said = words(f"{clause}: ", ".prose--heading") + words(what, ".prose--names")
        self.say(said + words(f"  {heading}") if heading else said)


def keys(text: str) -> Static:
    """Give the line that says what the keys of a dialog do."""
    return Static(Content(text), classes="keys")
