"""A key that needs the amendments before they are read waits, and is answered for the words that it was struck on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.tui.screens.room import Room

if TYPE_CHECKING:
    from drafter.tui.sitting import Sitting


class Holding:
    """At most one key waits; what is typed after it waits too."""

    def __init__(self, app: Sitting) -> None:
        self._app = app
        self._about: object = None
        """The words under the cursor when the key was struck that waits."""
        self._answering: object = None
        """Those for which the key was struck that is answered now."""

    def hold(self) -> bool:
        """Hold the key that is being answered until the amendments are read, when the text that it is about is shown.

        Gives False when it is not held.
        """
        about = self.under_cursor()
        if about is None or self._app.unreadable or not self._app.keyboard.wait():
            return False
        self._about = about
        return True

    def answer(self) -> None:
        """Let the key be answered that was held, if it is still about the same words: somebody may have changed them,
        or the mouse may have gone elsewhere."""
        keyboard = self._app.keyboard
        if not keyboard.waiting:
            return
        if self.under_cursor() == self._about:
            self._answering = self._about
            self._app.call_later(keyboard.go_on)
        else:
            keyboard.forget()
            self._tell_elsewhere()

    def moved_on(self) -> bool:
        """Whether the key that is answered was held for other words than those under the cursor now; once, for it.

        Then what was typed after it is dropped.
        """
        held, self._answering = self._answering, None
        if held is None or held == self.under_cursor():
            return False
        self._app.keyboard.drop()
        self._tell_elsewhere()
        return True

    def under_cursor(self) -> object:
        """Give what is under the cursor, to be compared later; None where that needs no reading, or is not there."""
        screen = self._app.screen
        return screen.under_cursor() if isinstance(screen, Room) else None

    def _tell_elsewhere(self) -> None:
        self._app.tell("Not now: what is under the cursor is not what it was.", severity="warning")
