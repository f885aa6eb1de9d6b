"""The five screens: made when first gone to, kept while another one is in front, and how one goes to a text in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from drafter.tui.present.words import words
from drafter.tui.screens.room import Room
from drafter.tui.subject import Subject

if TYPE_CHECKING:
    from drafter.tui.desk import Desk
    from drafter.tui.dialogs.register import Entry
    from drafter.tui.screens.read import ReadScreen
    from drafter.tui.sitting import Sitting

R = TypeVar("R", bound=Room)


class Rooms:
    """The screens of one app. Read lies below the others and is never closed."""

    def __init__(self, app: Sitting) -> None:
        self._app = app
        self._made: dict[str, Room] = {}
        self._left_at = 0
        """The place on the page of what waits."""
        self.returning = False
        """Whether that page is shown again once what was asked for there is on record, or not wanted."""
        self.recorded = ""
        """What was recorded since it was left."""

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
        """Show the page of a signatory or group, and go to the text whose line is chosen there."""
        from drafter.tui.dialogs.register import Register
        from drafter.tui.present.party import party_rows

        desk = self._app.desk
        if desk is not None:
            heading = words(f"{desk.negotiation.treaty.roster.name(code)} ({code})")
            page = Register(heading, partial(party_rows, desk, code), _act(desk))
            self._app.push_screen(page, partial(self._chosen, desk))

    def agenda(self, recorded: str = "") -> None:
        """Show what waits for who sits here, at the place that was left, and go to what is chosen there.

        `recorded`: what was recorded from there just now.

        After an act from there the page is shown again.
        """
        from drafter.tui.dialogs.register import Register
        from drafter.tui.present.agenda import agenda_rows

        desk = self._app.desk
        if desk is None:
            return

        def chosen(entry: Entry | None) -> None:
            if entry is not None:
                self._left_at = entry.place
                self.returning, self.recorded = entry.acts, ""
            self._chosen(desk, entry)

        heading = words(f"What waits for {desk.negotiation.treaty.roster.name(desk.who.code)}")
        if recorded:
            heading += words(f"\n{recorded}", ".prose--quiet")
        self._app.push_screen(Register(heading, partial(agenda_rows, desk), _act(desk), self._left_at), chosen)

    def come_back(self, *, without: bool = False) -> None:
        """Show the page again from which something was recorded, or nothing (`without`)."""
        if self.returning and (self.recorded or without) and isinstance(self._app.screen, Room):
            self.returning = False
            self.agenda(self.recorded)

    def _chosen(self, desk: Desk, entry: Entry | None) -> None:
        """Go to the text of a line, or act on it."""
        if entry is None:
            return
        target = entry.target
        amendment = desk.negotiation.by_id.get(target.amendment)
        clause = amendment.clauses[0] if amendment is not None and amendment.clauses else target.clause
        subject = Subject(target, clause, (target.amendment,) if target.amendment else (), exact=True)
        if entry.acts:
            self._app.act_on(subject)
        elif amendment is not None:
            self.compare(subject)
        else:
            self.read(target.clause, target.label)

    def _room(self, name: str, kind: type[R]) -> R:
        if name not in self._made:
            self._made[name] = _MAKERS[name]()
        room = self._made[name]
        assert isinstance(room, kind)
        return room


def _act(desk: Desk) -> str:
    """Give what who sits here does about a text on a page."""
    return "secretariat.adopt" if desk.who.secretariat else "act.position"


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
