"""What is there for everything in the interface: the newest reading, the keys in force, a voice, and the ways about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from textual.app import App
from textual.geometry import Offset
from textual.worker import Worker

from drafter.model.problem import Problem
from drafter.model.terms import Stance
from drafter.text.visible import visible
from drafter.tui.actions import Action
from drafter.tui.keymap import Keys
from drafter.tui.present.permission import why_not
from drafter.tui.session import Session
from drafter.tui.subject import Subject

if TYPE_CHECKING:
    from drafter.tui.desk import Desk
    from drafter.tui.drafts import Drafts
    from drafter.tui.keyboard import Keyboard

_READ = 15
"""Characters of what is said in passing that anybody reads in a second."""

Severity = Literal["information", "warning", "error"]


class Ways(Protocol):
    """How one goes to a screen, and to a text in it."""

    again: Callable[..., None] | None
    """The page that is shown again once what was asked for there is on record, or not wanted."""

    def show(self, name: str) -> None:
        """Go to one of the screens."""

    def back(self) -> bool:
        """Go back to where this text was gone to from; says whether there is such a place."""

    def read(self, clause: str, label: str = "") -> None:
        """Go to a clause or provision in the text."""

    def compare(self, subject: Subject, *, page: Callable[..., None] | None = None) -> None:
        """Show what an amendment changes, or what changed in a clause; Esc goes back, to a page if one is given."""

    def record(self, commit: str, *, page: Callable[..., None] | None = None) -> None:
        """Go to a recorded act; Esc goes back."""

    def page_of(self, code: str) -> None:
        """Show the page of a signatory or group."""


class Exchange(Protocol):
    """The exchange with the server, as far as a screen shows it."""

    doing: str
    """What is being done, in a few words; empty when nothing is."""

    def resumed(self) -> None:
        """Say what waited until nobody writes."""


class Held(Protocol):
    """A key that waits for the amendments."""

    def answer(self) -> None:
        """Let it be answered."""


class Sitting(App[int]):
    """The app as its screens, dialogs and acts know it. `Drafter` is the one that runs."""

    session: Session
    keyboard: Keyboard
    rooms: Ways
    exchanging: Exchange
    holding: Held
    bound: Keys
    """The keys in force."""
    leaving: Sequence[str]
    """The keys that leave the program from a dialog too, where letters are typed."""
    helping: Sequence[str]
    """The keys that give help in a dialog too."""
    desk: Desk | None = None
    """The newest reading of the negotiation."""
    title_read = ""
    """The title of the treaty, once its text has been read."""
    _said: str | None = None
    """Why the treaty could not be read, when it was read last."""
    _drafts: Drafts | None = None

    @property
    def unreadable(self) -> bool:
        """Whether the treaty could not be read, neither now nor before."""
        return self.desk is None and self._said is not None

    @property
    def drafts(self) -> Drafts:
        """The drafts of this clone."""
        if self._drafts is None:
            from drafter.tui.drafts import Drafts

            self._drafts = Drafts(self.session.git_dir or Path(".git"))
        return self._drafts

    @property
    def closed(self) -> bool:
        """Whether the last screen has closed: the session may still have something to say then, to nobody."""
        return not self.screen_stack

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor stands: on what has the focus, as screen readers and magnifiers follow it."""
        focused = self.focused if self.screen_stack else None
        # A field in which one types says so by another name.
        caret = getattr(focused, "caret", None) or getattr(focused, "cursor_screen_offset", None)
        return caret if isinstance(caret, Offset) else self._typed_at

    @cursor_position.setter
    def cursor_position(self, at: Offset) -> None:
        self._typed_at = at

    def tell(self, said: str, *, severity: Severity = "information") -> None:
        """Say something in passing, in the place of what was said before: toasts must not cover the text.

        What is said may hold words of the treaty: no markup is read in it.
        """
        if self.closed:
            return
        self.clear_notifications()
        self.notify(visible(said), severity=severity, markup=False, timeout=max(5, len(said) / _READ))

    def why_not(self, action: str, subject: Subject) -> str | None:
        """Say why an action does nothing now; None when it can be done."""
        return why_not(action, self.desk, subject, self.bound)

    def perform(self, action: Action) -> None:
        """Do what a key does, from a click or from the palette."""
        self.simulate_key(self.bound.of(action.id)[0])

    def fail(self, heading: str, problem: Problem, then: Callable[[], None] | None = None) -> None:
        """Say what went wrong, until it is read; the program goes on, with `then` if that is given."""
        raise NotImplementedError

    def worker_changed(self, event: Worker.StateChanged) -> None:
        """Say what a thread that works something out has failed at. Screens and dialogs pass the event on."""
        raise NotImplementedError

    def explain(self, scopes: Sequence[str], place: str) -> None:
        """Say what the keys do at a place: a screen or a dialog."""
        raise NotImplementedError

    def leave(self) -> None:
        """Leave, once the dialogs in front have kept what was typed in them."""
        raise NotImplementedError

    def act_on(self, action: str, subject: Subject | None = None) -> None:
        """Do what an action of the registry does, with a text that is not under the cursor of the screen, if given."""
        raise NotImplementedError

    def action_diff(self) -> None:
        """Show what the amendment under the cursor changes, or what changed in the clause since the last issue."""
        raise NotImplementedError

    def action_position(self, stance: Stance | None = None) -> None:
        """Take a position."""
        raise NotImplementedError
