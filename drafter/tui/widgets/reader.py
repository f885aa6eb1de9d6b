"""The whole treaty in one scroll: contested words are gone through with n and N, words are found as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from drafter.tui.actions import bindings
from drafter.tui.present.row import Contest, Row
from drafter.tui.present.seeking import Sighted, Sought
from drafter.tui.widgets.rows import Rows

_MEASURE = 112
"""Cells of a line of prose: longer ones are hard to read."""


_MOST_FOUND = 5000
"""Places that are found at most: whoever types one letter goes on typing."""


_FROM_THE_TOP, _FROM_THE_END = "from the top again", "from the end again"


class Reader(Rows):
    """Treaty text. `contested` are the words in dispute under the cursor, when they were gone to."""

    SCOPES: ClassVar[tuple[str, ...]] = ("prose", "rows")
    BINDINGS: ClassVar[list[BindingType]] = bindings("prose")

    DEFAULT_CSS = """
    Reader { height: 1fr; }
    """

    class Focused(Message):
        """Other contested words, or none, are under the cursor."""

    class Sought(Message):
        """Words were sought, or another place of theirs was gone to."""

    @dataclass
    class Ended(Message):
        """There are no contested words in that direction: 1 on, -1 back."""

        by: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._here: tuple[str, int] | None = None
        self._sought = Sought.typed("")
        self._sighted: list[Sighted] = []
        """The rows made ready, once something is sought in them."""
        self._round = ""
        self._from = 0
        """The row from which on words are sought."""
        self._found: list[tuple[int, int, int]] = []
        self._found_in: dict[int, list[int]] = {}
        self._at = -1

    @property
    def _measure(self) -> int:
        return _MEASURE

    @property
    def contest(self) -> Contest | None:
        """The contested words that were gone to, while the cursor is on their row.

        Who found them by the name of an amendment means that one, not all those behind them.
        """
        row = self.current
        if row is not None and self._sought.amendment and self._found and self._found[self._at][0] == self.cursor:
            _, start, end = self._found[self._at]
            behind = [name for each in row.contests if (each.start, each.end) == (start, end) for name in each.names]
            named = tuple(name for name in behind if name.startswith(self._sought.amendment))
            if named:
                return Contest(start, end, named)
        if row is None or self._here is None or self._here[0] != row.key or self._here[1] >= len(row.contests):
            return None
        return row.contests[self._here[1]]

    @property
    def finding(self) -> bool:
        """Whether words are being sought."""
        return bool(self._sought)

    @property
    def matches(self) -> tuple[int, int]:
        """Which place of how many was found, counted from 1; zeros when there is none."""
        return (self._at + 1, len(self._found))

    @property
    def round(self) -> str:
        """Say where finding has begun again when it came to an end of the text, or nothing."""
        return self._round

    @property
    def uncounted(self) -> bool:
        """Whether there may be more places than were counted."""
        return len(self._found) >= _MOST_FOUND

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows. What is being sought is sought in them too; the cursor goes there if nothing was found.

        The place that was gone to stays the same one of its row.
        """
        here = self._found_in.get(self.cursor, [])
        nth = here.index(self._at) if self._at in here else 0
        super().show(rows)
        self._sighted = []
        if self._sought:
            lost = not self._found
            self._search()
            self._from = self.cursor
            self._follow(nth, go=lost)

    def seek_from_here(self) -> None:
        """Take the row under the cursor for the one from which on words are sought that will be typed."""
        self._from = self.cursor

    def seek(self, sought: str) -> None:
        """Find words from there on (`Sought` says what counts as the same); an empty string ends it."""
        self._sought = Sought.typed(sought)
        self._search()
        self._follow(go=True)

    def _search(self) -> None:
        self._found = []
        self._found_in = {}
        self._at = -1
        self._round = ""
        if self._sought:
            self._sighted = self._sighted or [Sighted.of(row) for row in self.rows]
            for index, row in enumerate(self._sighted):
                places = row.places(self._sought)
                if places:
                    self._found_in[index] = list(range(len(self._found), len(self._found) + len(places)))
                    self._found += [(index, start, end) for start, end in places]
                if len(self._found) >= _MOST_FOUND:
                    break

    def _follow(self, nth: int = 0, *, go: bool) -> None:
        """Take the first place found from where seeking began; of several in that row the nth, counted from 0."""
        if self._found:
            here = self._found_in.get(self._from, [])
            following = (place for place, (index, _, _) in enumerate(self._found) if index >= self._from)
            at = here[min(nth, len(here) - 1)] if here else next(following, None)
            self._round = _FROM_THE_TOP if at is None else ""
            self._at = at or 0
            if go:
                self.go(self._found[self._at][0])
                self.bring(self._found[self._at][0], self._found[self._at][1])
        self.forget_strips()
        self.post_message(self.Sought())

    def decorated(self, index: int) -> Content:
        """Add the highlights of what was gone to and of what was found."""
        row = self.rows[index]
        content = row.content
        if self._here is not None and self._here[0] == row.key and self._here[1] < len(row.contests):
            contest = row.contests[self._here[1]]
            content = content.stylize(".prose--chosen", contest.start, contest.end)
        for nth in self._found_in.get(index, ()):
            _, start, end = self._found[nth]
            content = content.stylize(".prose--chosen" if nth == self._at else ".prose--found", start, end)
        return content

    def clicked(self, index: int, x: int, y: int) -> None:
        """Choose the contested words that were clicked on."""
        offset = self.offset_at(x, y)
        row = self.rows[index]
        nth = next(
            (nth for nth, each in enumerate(row.contests) if offset is not None and each.start <= offset < each.end),
            None,
        )
        self._choose((row.key, nth) if nth is not None else None)

    def watch_cursor(self, old: int, new: int) -> None:
        """Leave the contested words with their row."""
        row = self.current
        if self._here is not None and row is not None and self._here[0] != row.key:
            self._choose(None)
        super().watch_cursor(old, new)

    def action_next(self) -> None:
        """Go to the next place: found words while finding, contested words otherwise."""
        self._go_on(1)

    def action_previous(self) -> None:
        """Go to the place before."""
        self._go_on(-1)

    async def action_find(self) -> None:
        """Ask for the words to find: the screen does, at once."""
        await self.screen.run_action("find")

    def _go_on(self, by: int) -> None:
        if self._sought:
            if self._found:
                on = self._at + by
                self._at = on % len(self._found)
                self._round = "" if on == self._at else _FROM_THE_TOP if by > 0 else _FROM_THE_END
                index, start, _ = self._found[self._at]
                self.go(index)
                self.bring(index, start)
                self.forget_strips()
                self.post_message(self.Sought())
            return
        places = self._contested
        here = (self.cursor, self._here[1] if self.contest is not None and self._here is not None else -1)
        if by > 0:
            place = next((each for each in places if each > here), None)
        else:
            place = next((each for each in reversed(places) if each < here), None)
        if place is None:
            self.post_message(self.Ended(by))
        else:
            self._go_to(*place)

    def go_round(self, by: int) -> str:
        """Begin again at the other end of the text, and say where; nothing is said where no words are contested."""
        if not self._contested:
            return ""
        self._go_to(*self._contested[0 if by > 0 else -1])
        return _FROM_THE_TOP if by > 0 else _FROM_THE_END

    @property
    def _contested(self) -> list[tuple[int, int]]:
        return [(index, nth) for index, row in enumerate(self.rows) for nth in range(len(row.contests))]

    def _go_to(self, index: int, nth: int) -> None:
        self.go(index)
        self._choose((self.rows[index].key, nth))
        self.bring(index, self.rows[index].contests[nth].start)

    def _choose(self, here: tuple[str, int] | None) -> None:
        if here != self._here:
            self._here = here
            self.forget_strips()
            self.post_message(self.Focused())
