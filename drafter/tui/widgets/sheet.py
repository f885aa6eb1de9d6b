"""Rows wrapped to the width of a pane, one of them marked: laid out as they come into view, painted, selected from."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from rich.cells import cell_len
from rich.segment import Segment
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from drafter.tui.present.row import Row
from drafter.tui.present.wrapping import wrap

_AHEAD = 40
"""Lines beyond the visible ones that are laid out before they are needed."""


class Sheet(ScrollView, can_focus=True):
    """Rows laid out as they come into view; the heights of the others are estimated."""

    ALLOW_SELECT = True

    GUTTER = 2
    """Cells on the left that hold the mark of the cursor."""

    alone = False
    """Whether nothing is painted but the row of the cursor, without a mark."""

    cursor: reactive[int] = reactive(-1, repaint=False)
    """The row that is marked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[Row, ...] = ()
        self._heights: list[int] = []
        self._starts: list[int] = [0]
        self._laid: dict[int, tuple[tuple[int, int], ...]] = {}
        self._width = 0
        self._strips: LRUCache[tuple[int, int, bool, bool], Strip] = LRUCache(2048)

    def decorated(self, index: int) -> Content:
        """Give the words of a row as they are painted; subclasses add highlights."""
        return self.rows[index].content

    def forget_strips(self) -> None:
        """Paint anew: something that is no part of the rows has changed."""
        self._strips.clear()
        self.refresh()

    # Where a place of the view is

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

    def _anchor(self) -> tuple[int | None, int]:
        """Give the row at the top of the view, and how many of its lines are above."""
        index = self.at(0)
        return (index, self.scroll_offset.y - self._starts[index]) if index is not None else (None, 0)

    def _jump(self, line: int) -> None:
        most = max(0, self._starts[-1] - self.size.height)
        self.scroll_to(y=min(max(line, 0), most), animate=False)

    def bring(self, index: int, offset: int) -> None:
        """Bring a place within a row into view."""
        line = next((nth for nth, (_, end) in enumerate(self._lines(index)) if offset < end), 0)
        at = self._starts[index] + line
        if not self.scroll_offset.y <= at < self.scroll_offset.y + self.size.height:
            self._jump(at - self.size.height // 2)

    @property
    def caret(self) -> Offset:
        """Where the words of the marked row begin on the screen."""
        x, y = self.content_region.offset
        if not 0 <= self.cursor < len(self.rows):
            return Offset(x, y)
        line = self._starts[self.cursor] - self.scroll_offset.y
        below = max(self.size.height - 1, 0)
        return Offset(x + self.GUTTER + self.rows[self.cursor].indent, y + min(max(line, 0), below))

    # Layout

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

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out what comes into view."""
        super().watch_scroll_y(old_value, new_value)
        self._settle()

    def notify_style_update(self) -> None:
        """Paint anew with the new colours."""
        super().notify_style_update()
        self._strips.clear()

    # Painting

    def render_line(self, y: int) -> Strip:
        """Paint one line of the view."""
        width = self.size.width
        ground = self.rich_style
        index = self.at(y)
        if index is None or (self.alone and index != self.cursor):
            return Strip.blank(width, ground)
        line = self.scroll_offset.y + y
        strip = self._strip(index, line - self._starts[index]).adjust_cell_length(width, ground)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(line)) is not None:
            strip = self._selected(strip, *span)
        return strip.apply_offsets(0, line)

    def _strip(self, index: int, line: int) -> Strip:
        here = index == self.cursor and not self.alone
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

    def _refresh_row(self, index: int) -> None:
        if 0 <= index < len(self._heights):
            top = self._starts[index] - self.scroll_offset.y
            self.refresh(Region(0, top, self.size.width, self._heights[index]))

    # Selecting

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
        """Show characters of a line as chosen, from the one to before the other (-1: to the end of the line)."""
        width, text = strip.cell_length, strip.text
        end = width if end == -1 else cell_len(text[:end])
        start = min(cell_len(text[:start]), end)
        # Over the styles of the words, not beneath them: their grounds would hide it.
        style = self._named("bar--here").rich_style
        chosen = Strip(Segment.apply_style(strip.crop(start, end), post_style=style), end - start)
        return Strip.join([strip.crop(0, start), chosen, strip.crop(end, width)])
