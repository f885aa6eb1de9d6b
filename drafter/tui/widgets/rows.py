"""A scroll of wrapped rows with a cursor: the base of the reader, the tree, the docket, the log and the diffs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from drafter.tui.actions import bindings
from drafter.tui.present.row import Row
from drafter.tui.present.wrapping import wrap

_AHEAD = 40
"""Lines beyond the visible ones that are laid out before they are needed."""


class Rows(ScrollView, can_focus=True):
    """Rows wrapped to the width, laid out as they come into view; the heights of the others are estimated."""

    ALLOW_SELECT = True

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

    GUTTER = 2
    """Cells on the left that hold the mark of the cursor."""

    cursor: reactive[int] = reactive(-1, repaint=False)

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: Rows, row: Row) -> None:
            super().__init__()
            self.rows = rows
            self.row = row

        @property
        def control(self) -> Rows:
            """The widget whose cursor moved."""
            return self.rows

    class Opened(Message):
        """A row was opened with Enter or a double click."""

        def __init__(self, rows: Rows, row: Row) -> None:
            super().__init__()
            self.rows = rows
            self.row = row

        @property
        def control(self) -> Rows:
            """The widget whose row was opened."""
            return self.rows

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.rows: tuple[Row, ...] = ()
        self._heights: list[int] = []
        self._starts: list[int] = [0]
        self._laid: dict[int, tuple[tuple[int, int], ...]] = {}
        self._width = 0
        self._height_before = 0
        self._strips: LRUCache[tuple[int, int, bool, bool], Strip] = LRUCache(2048)

    # What is shown

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows. The cursor and the top line stay with the rows of the same keys, if there are any.

        Where such a row is about something else now, they go to the first that is about what the other one was.
        """
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
        self._settle(around=self._starts[index])
        self.cursor = index
        start, height = self._starts[index], self._words_height(index)
        view, here = self.size.height, self.scroll_offset.y
        if top:
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

    def decorated(self, index: int) -> Content:
        """Give the words of a row as they are painted; subclasses add highlights."""
        return self.rows[index].content

    def forget_strips(self) -> None:
        """Paint anew: something that is no part of the rows has changed."""
        self._strips.clear()
        self.refresh()

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

    def at(self, y: int) -> int | None:
        """Give the index of the row at a line of the view."""
        line = self.scroll_offset.y + y
        if not self.rows or line >= self._starts[-1]:
            return None
        return max(0, bisect_right(self._starts, line) - 1)

    def offset_at(self, x: int, y: int) -> int | None:
        """Give the offset in a row's words at a place of the view, or None when there are no words."""
        index = self.at(y)
        if index is None:
            return None
        line = self.scroll_offset.y + y - self._starts[index]
        lines = self._lines(index)
        if line >= len(lines):
            return None
        start, end = lines[line]
        row = self.rows[index]
        x -= self.GUTTER + row.indent + (row.hang if line else 0)
        text = row.content.plain[start:end]
        for at in range(len(text)):
            if Content(text[: at + 1]).cell_length > x:
                return start + at
        return None

    # Layout

    def watch_cursor(self, old: int, new: int) -> None:
        """Paint the two rows anew and tell who listens."""
        for index in (old, new):
            self._refresh_row(index)
        if self.current is not None:
            self.post_message(self.Moved(self, self.current))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out what comes into view."""
        super().watch_scroll_y(old_value, new_value)
        self._settle()

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

    def notify_style_update(self) -> None:
        """Paint anew with the new colours."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Paint one line of the view."""
        width = self.size.width
        ground = self.rich_style
        index = self.at(y)
        if index is None:
            return Strip.blank(width, ground)
        line = self.scroll_offset.y + y
        strip = self._strip(index, line - self._starts[index]).adjust_cell_length(width, ground)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(line)) is not None:
            strip = self._selected(strip, *span)
        return strip.apply_offsets(0, line)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give the selected text, without the gutter: a row is a paragraph, wherever its lines break on this screen."""
        if not self.rows:
            return None
        first = selection.start.y if selection.start is not None else 0
        last = selection.end.y if selection.end is not None else self._starts[-1] - 1
        lines = [""] * first
        breaks = [""] * first
        for line in range(first, min(last + 1, self._starts[-1])):
            index = max(0, bisect_right(self._starts, line) - 1)
            nth = line - self._starts[index]
            text = self._strip(index, nth).text
            lines.append(" " * self.GUTTER + text[self.GUTTER :])
            breaks.append(self._break(index, nth))
        taken = selection.extract("\n".join(lines)).split("\n")
        found = "".join(f"{line.strip()}{ends}" for line, ends in zip(taken, breaks[first:], strict=False))
        return found.rstrip("\n "), "\n"

    def _break(self, index: int, nth: int) -> str:
        """Give what stands in the text where a painted line ends."""
        lines, plain = self._lines(index), self.rows[index].content.plain
        if nth + 1 >= len(lines):
            return "\n"
        end, begin = lines[nth][1], lines[nth + 1][0]
        if begin > end:
            return "\n"
        return " " if plain[end - 1 : end].isspace() else ""

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint what is selected."""
        self.refresh()

    def _selected(self, strip: Strip, start: int, end: int) -> Strip:
        width = strip.cell_length
        end = width if end == -1 else min(end, width)
        start = min(start, end)
        style = self.screen.get_component_rich_style("screen--selection")
        chosen = strip.crop(start, end).apply_style(style)
        return Strip.join([strip.crop(0, start), chosen, strip.crop(end, width)])

    def _in_view(self, height: int) -> bool:
        """Whether the first line of the cursor's row is in a view of that height."""
        return 0 <= self._starts[self.cursor] - self.scroll_offset.y < height

    @property
    def _text_width(self) -> int:
        return max(8, min(self.scrollable_content_region.width or self.screen.size.width, self._measure))

    @property
    def _measure(self) -> int:
        """The widest that lines may become; a text for reading has a narrower one than a list."""
        return 10_000

    def _forget(self) -> None:
        self._width = self._text_width
        self._strips.clear()
        self._laid.clear()
        self._heights = [self._estimate(row) for row in self.rows]
        self._starts = [0, *accumulate(self._heights)]

    def _estimate(self, row: Row) -> int:
        room = max(4, self._width - self.GUTTER - row.indent - row.hang)
        return 1 + len(row.content.plain) // room + row.gap

    def _lines(self, index: int) -> tuple[tuple[int, int], ...]:
        lines = self._laid.get(index)
        if lines is None:
            row = self.rows[index]
            room = self._width - self.GUTTER - row.indent
            first = room - (row.aside.cell_length + 1 if row.aside else 0)
            lines = self._laid[index] = wrap(row.content.plain, room - row.hang, first)
        return lines

    def _words_height(self, index: int) -> int:
        return len(self._lines(index))

    def _anchor(self) -> tuple[int | None, int]:
        """Give the row at the top of the view, and how many of its lines are above."""
        index = self.at(0)
        return (index, self.scroll_offset.y - self._starts[index]) if index is not None else (None, 0)

    def _settle(self, around: int | None = None) -> None:
        """Lay out the rows in view (or around a line) until the heights that matter are no longer estimates."""
        if self._width != self._text_width:
            self._forget()
        top, into = self._anchor()
        changed = False
        while self.rows:
            centre = self._starts[top] + into if around is None and top is not None else (around or 0)
            first = max(0, bisect_right(self._starts, centre - _AHEAD) - 1)
            last = bisect_right(self._starts, centre + self.size.height + _AHEAD)
            unsettled = [index for index in range(first, min(last, len(self.rows))) if index not in self._laid]
            if not unsettled:
                break
            place = bisect_right(self._starts, centre) - 1
            for index in unsettled:
                self._heights[index] = len(self._lines(index)) + self.rows[index].gap
            self._starts = [0, *accumulate(self._heights)]
            changed = True
            if around is not None:
                around = self._starts[min(place, len(self.rows) - 1)]
        size = Size(self._width, self._starts[-1])
        if size != self.virtual_size:
            self.virtual_size = size
        if changed:
            self._strips.clear()
            if around is None and top is not None and self._starts[top] + into != self.scroll_offset.y:
                self._jump(self._starts[top] + into)
            self.refresh()

    def _strip(self, index: int, line: int) -> Strip:
        here = index == self.cursor
        key = (index, line, here, self.has_focus and here)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._painted(index, line, here)
        return strip

    def _painted(self, index: int, line: int, here: bool) -> Strip:
        row = self.rows[index]
        lines = self._lines(index)
        base = self.visual_style
        if here and line < len(lines):
            base += self._named("rows--cursor" if self.has_focus else "rows--cursor-blurred")
        ground = base.rich_style
        if line >= len(lines):
            return Strip.blank(self._width, ground)
        start, end = lines[line]
        mark = self._mark(index, line, here)
        indent = self.GUTTER - len(mark) + row.indent + (row.hang if line else 0)
        segments = [Segment(mark, ground), Segment(" " * indent, ground)]
        segments.extend(self._segments(self.decorated(index)[start:end], base))
        strip = Strip(segments)
        if line == 0 and row.aside:
            aside = Strip(self._segments(row.aside, base))
            strip = Strip.join(
                [strip.adjust_cell_length(self._width - aside.cell_length, ground), aside],
            )
        return strip.adjust_cell_length(self._width, ground)

    def _mark(self, index: int, line: int, here: bool) -> str:
        if not self.GUTTER:
            return ""
        return (">" if line == 0 else "|") if here else " "

    def _segments(self, content: Content, base: Style) -> list[Segment]:
        return [
            Segment(text.replace("\n", " ").replace("\t", " "), (base + style).rich_style)
            for text, style in content.render(base, end="", parse_style=self._parsed)
        ]

    def _parsed(self, style: Style | str) -> Style:
        return style if isinstance(style, Style) else self._named(style.removeprefix("."))

    def _named(self, name: str) -> Style:
        return self.screen.get_visual_style(name, partial=True)

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

    def _jump(self, line: int) -> None:
        most = max(0, self._starts[-1] - self.size.height)
        self.scroll_to(y=min(max(line, 0), most), animate=False)

    def _refresh_row(self, index: int) -> None:
        if 0 <= index < len(self._heights):
            top = self._starts[index] - self.scroll_offset.y
            self.refresh(Region(0, top, self.size.width, self._heights[index]))
