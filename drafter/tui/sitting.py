"""What is there for everything in the interface: the newest reading, the keys in force, a voice, and the ways about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual.app import App
from textual.geometry import Offset
from textual.screen import Screen
from textual.worker import Worker

from drafter.model.problem import Problem
from drafter.model.terms import Stance
from drafter.text.visible import visible
from drafter.tui.actions import Action
from drafter.tui.keymap import Keys
from drafter.tui.present.permission import why_not
from drafter.tui.screens.room import Room
from drafter.tui.session import Session
from drafter.tui.subject import NOTHING, Subject

if TYPE_CHECKING:
    from drafter.tui.desk import Desk
    from drafter.tui.drafts import Drafts
    from drafter.tui.exchanging import Exchanging
    from drafter.tui.holding import Holding
    from drafter.tui.keyboard import Keyboard
    from drafter.tui.rooms import Rooms

_READ = 15
"""Characters of what is said in passing that anybody reads in a second."""

Severity = Literal["information", "warning", "error"]


class Sitting(App[int]):
    """The app as its screens, dialogs and acts know it. `Drafter` is the one that runs."""

    session: Session
    keyboard: Keyboard
    rooms: Rooms
    exchanging: Exchanging
    holding: Holding
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

    def subject(self) -> Subject:
        """Say what is under the cursor."""
        return self.screen.subject() if isinstance(self.screen, Room) else NOTHING

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

    async def opened(self, screen: Screen[object]) -> None:
        """Let in what was typed for a screen, now that it is laid out."""
        raise NotImplementedError

    def explain(self, scopes: Sequence[str], place: str) -> None:
        """Say what the keys do at a place: a screen or a dialog."""
        raise NotImplementedError

    def leave(self) -> None:
        """Leave, once the dialogs in front have kept what was typed in them."""
        raise NotImplementedError

    def act_on(self, subject: Subject) -> None:
        """Take a position on a text that is not under the cursor of the screen; the secretariat adopts it."""
        raise NotImplementedError

    def action_diff(self) -> None:
        """Show what the amendment under the cursor changes, or what changed in the clause since the last issue."""
        raise NotImplementedError

    def action_position(self, stance: Stance | None = None) -> None:
        """Take a position."""
        raise NotImplementedError
