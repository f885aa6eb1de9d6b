"""The five screens: made when first gone to, kept while another one is in front, and how one goes to a text in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from drafter.tui.screens.room import Room
from drafter.tui.subject import Subject

if TYPE_CHECKING:
    from drafter.model.target import Target
    from drafter.tui.screens.read import ReadScreen
    from drafter.tui.sitting import Sitting

R = TypeVar("R", bound=Room)


class Rooms:
    """The screens of one app. Read lies below the others and is never closed."""

    def __init__(self, app: Sitting) -> None:
        self._app = app
        self._made: dict[str, Room] = {}

    @property
    def text(self) -> ReadScreen:
        """The screen with the text."""
        from drafter.tui.screens.read import ReadScreen

        return self._room("read", ReadScreen)

    @property
    def open(self) -> Iterator[Room]:
        """The screens that have been gone to."""
        return (room for room in self._made.values() if room.is_attached)

    def show(self, name: str) -> None:
        """Go to one of the screens; from a dialog one doesn't."""
        room = self._room(name, Room)
        app = self._app
        if app.screen is room or not isinstance(app.screen, Room):
            return
        if name == "read":
            app.pop_screen()
            return
        if not app.is_screen_installed(room):
            app.install_screen(room, name)
        if len(app.screen_stack) == 1:
            app.push_screen(room)
        else:
            app.switch_screen(room)

    def compare(self, subject: Subject) -> None:
        """Show what an amendment changes, or what changed in a clause."""
        from drafter.tui.screens.diff import DiffScreen

        self.show("diff")
        self._app.call_later(self._room("diff", DiffScreen).compare, subject)

    def read(self, clause: str, label: str = "") -> None:
        """Go to a clause or provision in the text."""
        self.show("read")
        self._app.call_later(self.text.go_to, clause, label)

    def page_of(self, code: str) -> None:
        """Show the page of a signatory or group, and go to the text whose line is opened there."""
        from drafter.tui.dialogs.party import Party

        desk = self._app.desk
        if desk is None:
            return

        def opened(target: Target | None) -> None:
            if target is not None and target.amendment:
                found = desk.negotiation.by_id[target.amendment]
                clause = found.clauses[0] if found.clauses else ""
                self.compare(Subject(target, clause, (target.amendment,), exact=True))
            elif target is not None:
                self.read(target.clause, target.label)

        self._app.push_screen(Party(desk, code), opened)

    def _room(self, name: str, kind: type[R]) -> R:
        if name not in self._made:
            self._made[name] = _MAKERS[name]()
        room = self._made[name]
        assert isinstance(room, kind)
        return room


def _read() -> Room:
    from drafter.tui.screens.read import ReadScreen

    return ReadScreen()


def _diff() -> Room:
    from drafter.tui.screens.diff import DiffScreen

    return DiffScreen()


def _positions() -> Room:
    from drafter.tui.screens.positions import PositionsScreen

    return PositionsScreen()


def _log() -> Room:
    from drafter.tui.screens.log import LogScreen

    return LogScreen()


def _draft() -> Room:
    from drafter.tui.screens.draft import DraftScreen

    return DraftScreen()


_MAKERS: dict[str, Callable[[], Room]] = {
    "read": _read,
    "diff": _diff,
    "positions": _positions,
    "log": _log,
    "draft": _draft,
}
