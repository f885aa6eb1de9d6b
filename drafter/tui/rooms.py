"""The five screens: made when first gone to, kept while another one is in front, and how one goes to a text in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from drafter.model.target import Target
from drafter.tui.present.words import words
from drafter.tui.screens.room import Room
from drafter.tui.subject import NOTHING, Subject

if TYPE_CHECKING:
    from drafter.tui.desk import Desk
    from drafter.tui.dialogs.register import Entry
    from drafter.tui.present.row import Row
    from drafter.tui.screens.read import ReadScreen
    from drafter.tui.sitting import Sitting

R = TypeVar("R", bound=Room)

_DECIDES = ("secretariat.adopt", "secretariat.status", "act.undo")
_SPEAKS = ("act.position", "act.withdraw", "act.undo")
"""What the secretariat, and a delegation, can do from a page about texts."""

Page = Callable[..., None]
"""Shows a page; where, and what was recorded from there just now, may be said."""


class Rooms:
    """The screens of one app. Read lies below the others and is never closed."""

    def __init__(self, app: Sitting) -> None:
        self._app = app
        self._made: dict[str, Room] = {}
        self._ways: list[tuple[str, Page | None]] = []
        """The screens from which texts were gone to, each with the page on it, the last one last."""
        self._agenda_at = 0
        """The place on the page of what waits."""
        self.again: Page | None = None
        """The page that is shown again once what was asked for there is on record, or not wanted."""
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
        self._ways.clear()
        self._show(name)

    def compare(self, subject: Subject, *, page: Page | None = None) -> None:
        """Show what an amendment changes, or what changed in a clause; Esc goes back, to a page if one is given."""
        from drafter.tui.screens.diff import DiffScreen

        self._leave_for("diff", page)
        self._app.call_later(self._room("diff", DiffScreen).compare, subject)

    def read(self, clause: str, label: str = "", *, page: Page | None = None) -> None:
        """Go to a clause or provision in the text; Esc goes back."""
        self._leave_for("read", page)
        self._app.call_later(self.text.go_to, clause, label)

    def record(self, commit: str, *, page: Page | None = None) -> None:
        """Go to a recorded act; Esc goes back."""
        from drafter.tui.screens.log import LogScreen

        self._leave_for("log", page)
        self._app.call_later(self._room("log", LogScreen).go_to, commit)

    def back(self) -> bool:
        """Go back to where this text was gone to from: another screen, or a page on it. Says whether there is one."""
        if not self._ways:
            return False
        name, page = self._ways.pop()
        self._show(name)
        if page is not None:
            self._app.call_later(page)
        return True

    def _leave_for(self, name: str, page: Page | None) -> None:
        """Go to a screen, and remember the one that is left, and the page on it."""
        here = self._app.screen
        if isinstance(here, Room) and (page is not None or name != here.NAME):
            self._ways.append((here.NAME, page))
        self._show(name)

    def _show(self, name: str) -> None:
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

    def page_of(self, code: str, place: int = 0, recorded: str = "") -> None:
        """Show the page of a signatory or group, and go to the text whose line is chosen there."""
        from drafter.tui.present.party import party_rows

        desk = self._app.desk
        if desk is not None:
            heading = f"{desk.negotiation.treaty.roster.name(code)} ({code})"
            self._open(desk, heading, partial(party_rows, desk, code), partial(self.page_of, code), place, recorded)

    def origin(self, subject: Subject, place: int = 0) -> None:
        """Show who brought in the agreed words of a clause or provision, and go to the record that is chosen there."""
        from drafter.tui.present.origin import origin_rows

        desk = self._app.desk
        if desk is not None:
            about = subject.target
            target = about if about is not None and not about.amendment else Target(subject.clause)
            heading = f"Who brought in the words of {desk.name(target)}"
            rows = partial(origin_rows, desk, target, self._app.session.decisions_on)
            self._open(desk, heading, rows, partial(self.origin, subject), place, records=True)

    def agenda(self, place: int | None = None, recorded: str = "") -> None:
        """Show what waits for who sits here, and go to what is chosen there."""
        from drafter.tui.present.agenda import agenda_rows

        desk = self._app.desk
        if desk is not None:
            heading = f"What waits for {desk.negotiation.treaty.roster.name(desk.who.code)}"
            self._agenda_at = self._agenda_at if place is None else place
            rows = partial(agenda_rows, desk, self._app.session.findings)
            self._open(desk, heading, rows, self.agenda, self._agenda_at, recorded)

    def come_back(self, *, without: bool = False) -> None:
        """Show the page again from which something was recorded, or nothing (`without`)."""
        if self.again is not None and (self.recorded or without) and isinstance(self._app.screen, Room):
            page, self.again = self.again, None
            page(recorded=self.recorded)

    def _open(
        self,
        desk: Desk,
        heading: str,
        write: Callable[[], Iterable[Row]],
        again: Page,
        place: int,
        recorded: str = "",
        *,
        records: bool = False,
    ) -> None:
        """Show a page about texts, or about `records`, with the cursor at a place; `again` shows it once more."""
        from drafter.tui.dialogs.register import Register

        def chosen(entry: Entry | None) -> None:
            if entry is None:
                return
            page = partial(again, entry.place)
            if entry.act:
                self.again, self.recorded = page, ""
                self._app.act_on(entry.act, _subject(desk, entry.target) if entry.target is not None else NOTHING)
            elif records:
                self.record(entry.key, page=page)
            elif entry.target is None:
                return
            elif entry.target.amendment:
                self.compare(_subject(desk, entry.target), page=page)
            else:
                self.read(entry.target.clause, entry.target.label, page=page)

        said = words(heading)
        if recorded:
            said += words(f"\n{recorded}", ".prose--quiet")
        speaks = _SPEAKS if desk.who.holds_positions(desk.negotiation.treaty.roster) else _SPEAKS[1:]
        acts = () if records else _DECIDES if desk.who.secretariat else speaks

        def why_not(act: str, target: Target | None) -> str | None:
            return self._app.why_not(act, _subject(desk, target) if target is not None else NOTHING)

        self._app.push_screen(Register(said, write, acts, why_not, place), chosen)

    def _room(self, name: str, kind: type[R]) -> R:
        if name not in self._made:
            self._made[name] = _made(name)
        room = self._made[name]
        assert isinstance(room, kind)
        return room


def _subject(desk: Desk, target: Target) -> Subject:
    amendment = desk.negotiation.by_id.get(target.amendment)
    clause = amendment.clauses[0] if amendment is not None and amendment.clauses else target.clause
    return Subject(target, clause, (target.amendment,) if target.amendment else (), exact=True)


def _made(name: str) -> Room:
    """Make a screen: what it needs is loaded when it is first gone to."""
    match name:
        case "read":
            from drafter.tui.screens.read import ReadScreen

            return ReadScreen()
        case "diff":
            from drafter.tui.screens.diff import DiffScreen

            return DiffScreen()
        case "positions":
            from drafter.tui.screens.positions import PositionsScreen

            return PositionsScreen()
        case "log":
            from drafter.tui.screens.log import LogScreen

            return LogScreen()
        case _:
            from drafter.tui.screens.draft import DraftScreen

            return DraftScreen()
