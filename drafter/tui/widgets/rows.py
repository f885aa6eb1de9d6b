"""A scroll of wrapped rows with a cursor: the base of the reader, the tree, the docket, the log and the diffs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from drafter.tui.actions import bindings
from drafter.tui.present.row import Row
from drafter.tui.widgets.sheet import Sheet


class Rows(Sheet):
    """A sheet whose cursor is moved by keys and by the mouse."""

    DEFAULT_CSS = """
    Rows {
        background: $background;
        color: $words;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """

    SCOPES: ClassVar[tuple[str, ...]] = ("rows",)
    """Where the keys of this pane are listed in the registry."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("rows")

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        rows: Rows
        row: Row

        @property
        def control(self) -> Rows:
            """The widget whose cursor moved."""
            return self.rows

    @dataclass
    class Opened(Message):
        """A row was opened with Enter or a double click."""

        rows: Rows
        row: Row

        @property
        def control(self) -> Rows:
            """The widget whose row was opened."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._height_before = 0

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows. The cursor and the top line stay with the rows of the same keys, if there are any.

        Where such a row is about something else now, they go to the first that is about what the other one was.
        """
        if self.text_selection is not None and self.rows != tuple(rows):
            self.deselect()
        here = self.current
        top, into = self._anchor()
        anchor = self.rows[top] if top is not None else None
        self.rows = tuple(rows)
        places = {row.key: index for index, row in enumerate(self.rows)}
        self._forget()
        target = self._place_of(here, places) if here is not None else None
        index = target if target is not None else self._selectable_from(min(max(self.cursor, 0), len(self.rows) - 1))
        self.set_reactive(Rows.cursor, index)
        place = self._place_of(anchor, places) if anchor is not None else None
        if place is not None:
            self._settle(around=self._starts[place])
            self.scroll_to(y=self._starts[place] + into, animate=False)
        self._settle()
        self.refresh()
        if self.current is not None and (here is None or here.key != self.current.key):
            self.post_message(self.Moved(self, self.current))

    def _place_of(self, row: Row, places: Mapping[str, int]) -> int | None:
        """Give the place of the row that another one was shown as before; by key, None when it is no longer there."""
        place = places.get(row.key)
        if place is not None and self.rows[place].target == row.target:
            return place
        same = (nth for nth, each in enumerate(self.rows) if each.selectable and each.target == row.target)
        return next(same, place) if row.target is not None else place

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def place(self, key: str) -> int | None:
        """Give the index of the row with that key, or None."""
        return next((index for index, row in enumerate(self.rows) if row.key == key), None)

    def go(self, index: int, *, top: bool = False) -> None:
        """Put the cursor on a row and bring it into view: to the top when asked, with its surroundings from afar."""
        if not 0 <= index < len(self.rows):
            return
        self.deselect()
        self._settle(around=self._starts[index])
        self.cursor = index
        start, height = self._starts[index], self._words_height(index)
        view, here = self.size.height, self.scroll_offset.y
        if top or self.alone:
            self._jump(start)
        elif not here - view <= start < here + 2 * view:
            self._jump(start - view // 3)
        elif start < here:
            self._jump(start)
        elif start + height > here + view:
            self._jump(start if height >= view else start + height - view)

    def go_to_key(self, key: str, *, top: bool = False) -> bool:
        """Put the cursor on the row with that key; False when there is none."""
        index = self.place(key)
        if index is None:
            return False
        self.go(index, top=top)
        return True

    @property
    def parts(self) -> list[int]:
        """The rows that head a part of the page."""
        return [nth for nth, row in enumerate(self.rows) if row.heads]

    def go_to_part(self, by: int) -> None:
        """Go to the beginning of the next part, or of the one before; behind the last the first follows."""
        if self.parts:
            ahead = [each for each in self.parts if (each - self.cursor) * by > 0]
            # The heading right above the cursor is that of the part it is in.
            ahead = ahead if by > 0 else [each for each in ahead if each != self.cursor - 1][::-1]
            heading = ahead[0] if ahead else self.parts[0 if by > 0 else -1]
            self.go(self._selectable_from(heading + 1))
            self._jump(self._starts[heading])

    # Keys

    def action_cursor_down(self) -> None:
        """Move to the next row, or scroll through a row that is higher than the view."""
        if not self.rows or self._catch_up():
            return
        bottom = self.scroll_offset.y + self.size.height
        if self.cursor >= 0 and self._starts[self.cursor] + self._words_height(self.cursor) > bottom:
            self._jump(self.scroll_offset.y + 1)
            return
        following = self._selectable_from(self.cursor + 1)
        if following > self.cursor:
            self.go(following)
        else:
            self._jump(self.scroll_offset.y + 1)

    def action_cursor_up(self) -> None:
        """Move to the row before, or scroll through a row that is higher than the view."""
        if not self.rows or self._catch_up():
            return
        if self.cursor >= 0 and self._starts[self.cursor] < self.scroll_offset.y:
            self._jump(self.scroll_offset.y - 1)
            return
        before = self._selectable_before(self.cursor - 1)
        if before is None:
            self._jump(self.scroll_offset.y - 1)
        else:
            self.go(before)

    def action_page_down(self) -> None:
        """Move one page down."""
        self._page(max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        """Move one page up."""
        self._page(-max(1, self.size.height - 2))

    def action_first(self) -> None:
        """Move to the first row."""
        self.go(self._selectable_from(0), top=True)
        self._jump(0)

    def action_last(self) -> None:
        """Move to the last row."""
        last = self._selectable_before(len(self.rows) - 1)
        if last is not None:
            self.go(last)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self, self.current))

    def _selectable_from(self, index: int) -> int:
        for at in range(max(index, 0), len(self.rows)):
            if self.rows[at].selectable:
                return at
        found = self._selectable_before(min(index, len(self.rows)) - 1)
        return found if found is not None else -1

    def _selectable_before(self, index: int) -> int | None:
        return next((at for at in range(min(index, len(self.rows) - 1), -1, -1) if self.rows[at].selectable), None)

    def _catch_up(self) -> bool:
        """Bring the cursor to what is in view, when the wheel has scrolled away from it."""
        top, height = self.scroll_offset.y, self.size.height
        if self.cursor >= 0 and self._starts[self.cursor] < top + height and self._starts[self.cursor + 1] > top:
            return False
        index = self._selectable_from(bisect_right(self._starts, top) - 1)
        if index >= 0 and self._starts[index] < top:
            index = self._selectable_from(index + 1)
        if index >= 0:
            self.cursor = index
        return index >= 0

    def _page(self, lines: int) -> None:
        if not self.rows:
            return
        self._settle(around=self.scroll_offset.y + lines)
        line = self._starts[max(self.cursor, 0)] + lines
        found = max(0, bisect_right(self._starts, min(max(line, 0), self._starts[-1] - 1)) - 1)
        index = self._selectable_from(found) if lines > 0 else self._selectable_before(found)
        self._jump(self.scroll_offset.y + lines)
        self.go(index if index is not None else self._selectable_from(0))

    def key_escape(self) -> None:
        """Let go what was selected."""
        self.deselect()

    def deselect(self) -> None:
        """Let go what was selected with the mouse: whoever goes elsewhere copies what is there."""
        if self.text_selection is not None:
            self.screen.clear_selection()

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; a double click opens."""
        found = self.at(event.y)
        if found is None or not self.rows[found].selectable:
            return
        self.cursor = found
        self.clicked(found, event.x, event.y)
        if event.chain == 2:
            self.action_open()

    def clicked(self, index: int, x: int, y: int) -> None:
        """Take notice of a click on a row; subclasses find out which words were meant."""

    # What changes around it

    def watch_cursor(self, old: int, new: int) -> None:
        """Paint the two rows anew and tell who listens."""
        for index in (old, new):
            self._refresh_row(index)
        if self.current is not None:
            self.post_message(self.Moved(self, self.current))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Paint the cursor as it looks with or without the focus."""
        super().watch_has_focus(_has_focus)
        self._refresh_row(self.cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width; the row of the cursor stays in view when it was, else the one at the top."""
        before = self._height_before
        self._height_before = self.size.height
        seen = self.cursor >= 0 and self._in_view(before)
        top, _ = self._anchor()
        if self._text_width != self._width:
            self._forget()
            if top is not None:
                self._settle(around=self._starts[top])
                self.scroll_to(y=self._starts[top], animate=False)
        self._settle()
        if seen:
            self.go(self.cursor)

    def _in_view(self, height: int) -> bool:
        """Whether the first line of the cursor's row is in a view of that height."""
        return 0 <= self._starts[self.cursor] - self.scroll_offset.y < height
