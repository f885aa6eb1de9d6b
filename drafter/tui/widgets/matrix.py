"""The matrix of positions: targets by signatories, the first line and the first column always in view."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from drafter.draft.matrix import Column, Line
from drafter.draft.standing import Standing
from drafter.tui.actions import bindings
from drafter.tui.desk import Desk
from drafter.tui.present.matrix import label, mark, mark_style, places, totals
from drafter.tui.present.wrapping import cropped


class MatrixView(ScrollView, can_focus=True):
    """A cell cursor over lines and columns; the cells of a line are worked out when it comes into view."""

    SCOPES: ClassVar[tuple[str, ...]] = ("matrix",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("matrix")
    ALLOW_SELECT = False

    DEFAULT_CSS = """
    MatrixView {
        background: $background;
        color: $words;
        overflow-x: auto;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
    }
    """

    class Moved(Message):
        """The cursor is in another cell."""

    @dataclass
    class Opened(Message):
        """A line was opened, to read its text."""

        line: Line

    @dataclass
    class StanceAsked(Message):
        """The key of a stance was pressed in a cell."""

        stance: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._desk: Desk | None = None
        self._lines: tuple[Line, ...] = ()
        self._columns: tuple[Column, ...] = ()
        self._places: tuple[int, ...] = (0,)
        self._codes: dict[str, int] = {}
        self._row = 0
        self._column = 0
        self._strips: LRUCache[tuple[int, int, int], tuple[Strip, Strip]] = LRUCache(512)
        """By line, and the first and last column in view."""
        self._styles: dict[tuple[str, bool], RichStyle] = {}

    def show(self, desk: Desk, lines: Sequence[Line], columns: Sequence[Column]) -> None:
        """Show other lines and columns; the cursor stays on its signatory and its target; where that is not there any
        more, on the next one below that is, or above."""
        before, column = self._lines, self.column
        self._desk = desk
        self._lines, self._columns = tuple(lines), tuple(columns)
        self._places = places(self._columns)
        self._codes = {each.code: nth for nth, each in enumerate(desk.matrix.columns)}
        codes = {each.code: nth for nth, each in enumerate(self._columns)}
        self._row = self._nearest(before[self._row :], before[: self._row])
        self._column = codes.get(column.code, 0) if column is not None else 0
        self._renew()
        self.post_message(self.Moved())

    def _nearest(self, below: Sequence[Line], above: Sequence[Line]) -> int:
        """Give the place of the first line, from one on downwards and then upwards, that still shows."""
        targets = {each.target: nth for nth, each in enumerate(self._lines)}
        return next((targets[line.target] for line in (*below, *reversed(above)) if line.target in targets), 0)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that show."""
        return self._lines

    @property
    def line(self) -> Line | None:
        """The line of the cursor."""
        return self._lines[self._row] if self._row < len(self._lines) else None

    @property
    def column(self) -> Column | None:
        """The column of the cursor."""
        return self._columns[self._column] if self._column < len(self._columns) else None

    @property
    def cell(self) -> Standing | None:
        """The cell of the cursor."""
        if self._desk is None or self.line is None or self.column is None:
            return None
        return self._desk.matrix.cells(self.line)[self._codes[self.column.code]]

    def go(self, row: int, column: int) -> None:
        """Put the cursor in a cell, and bring it into view."""
        if not self._lines or not self._columns:
            return
        row = min(max(row, 0), len(self._lines) - 1)
        column = min(max(column, 0), len(self._columns) - 1)
        if (row, column) == (self._row, self._column):
            return
        before, self._row, self._column = self._row, row, column
        self._forget_cursor(before)
        for each in (before, row):
            self.refresh(Region(0, each + 1 - self.scroll_offset.y, self.size.width, 1))
        self.refresh(Region(0, 0, self.size.width, 1))
        self._bring()
        self.post_message(self.Moved())

    def go_to(self, target: object) -> None:
        """Put the cursor on the line of a target."""
        row = next((nth for nth, line in enumerate(self._lines) if line.target == target), None)
        if row is not None:
            self.go(row, self._column)

    def go_to_column(self, code: str) -> bool:
        """Put the cursor in the column of a signatory or a group; False when it doesn't show."""
        column = next((nth for nth, each in enumerate(self._columns) if each.code == code), None)
        if column is not None:
            self.go(self._row, column)
        return column is not None

    @property
    def caret(self) -> Offset:
        """Where the cell of the cursor stands on the screen."""
        x, y = self.content_region.offset
        if not self._lines or not self._columns:
            return Offset(x, y)
        left, top = self.scroll_offset
        return Offset(x + self._frozen + self._places[self._column] - left, y + 1 + self._row - top)

    # Keys

    def action_cursor_down(self) -> None:
        """Move to the line below."""
        self.go(self._row + 1, self._column)

    def action_cursor_up(self) -> None:
        """Move to the line above."""
        self.go(self._row - 1, self._column)

    def action_cursor_left(self) -> None:
        """Move to the column on the left."""
        self.go(self._row, self._column - 1)

    def action_cursor_right(self) -> None:
        """Move to the column on the right."""
        self.go(self._row, self._column + 1)

    def action_page_down(self) -> None:
        """Move one page down."""
        self.go(self._row + max(1, self.size.height - 2), self._column)

    def action_page_up(self) -> None:
        """Move one page up."""
        self.go(self._row - max(1, self.size.height - 2), self._column)

    def action_first_column(self) -> None:
        """Move to the first column."""
        self.go(self._row, 0)

    def action_last_column(self) -> None:
        """Move to the last column."""
        self.go(self._row, len(self._columns) - 1)

    def action_top(self) -> None:
        """Move to the first line."""
        self.go(0, self._column)

    def action_bottom(self) -> None:
        """Move to the last line."""
        self.go(len(self._lines) - 1, self._column)

    def action_mine(self) -> None:
        """Move to the column of one's own delegation."""
        own = self._desk.who.code if self._desk is not None else ""
        column = next((nth for nth, each in enumerate(self._columns) if each.code == own), None)
        if column is not None:
            self.go(self._row, column)

    def action_open(self) -> None:
        """Read the text that the line is about."""
        if self.line is not None:
            self.post_message(self.Opened(self.line))

    def action_stance(self, stance: str) -> None:
        """Take a stance on the line."""
        self.post_message(self.StanceAsked(stance))

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; a double click opens the text."""
        row = event.y - 1 + self.scroll_offset.y if event.y else self._row
        if not 0 <= row < len(self._lines):
            return
        column = self._column
        if event.x >= self._frozen:
            column = bisect_right(self._places, event.x - self._frozen + self.scroll_offset.x) - 1
        self.go(row, column)
        if event.chain == 2:
            self.action_open()

    # Painting

    @property
    def _totals(self) -> int:
        return 16 if self.size.width >= 100 else 0

    @property
    def _label(self) -> int:
        return 22 if self.size.width < 100 else 34 if self.size.width < 160 else 52

    @property
    def _frozen(self) -> int:
        return self._label + self._totals

    def on_resize(self) -> None:
        """Lay out anew for the new width."""
        self._renew()

    def notify_style_update(self) -> None:
        """Paint anew with the new colours."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Paint the cursor as it looks with or without the focus."""
        super().watch_has_focus(_has_focus)
        self._styles.clear()
        self._forget_cursor(self._row)
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint all lines: the first one does not scroll."""
        super().watch_scroll_y(old_value, new_value)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one line of the view: the codes first, then the lines in view."""
        width, left = self.size.width, self.scroll_offset.x
        ground = self.rich_style
        room = max(0, width - self._frozen)
        # A negotiation has hundreds of columns, a terminal room for thirty.
        first = max(0, bisect_right(self._places, left) - 1)
        last = min(bisect_left(self._places, left + room), len(self._columns))
        if y == 0:
            frozen, moving = self._header(first, last)
        else:
            row = self.scroll_offset.y + y - 1
            if row >= len(self._lines):
                return Strip.blank(width, ground)
            key = (row, first, last)
            if key not in self._strips:
                self._strips[key] = self._painted(row, first, last)
            frozen, moving = self._strips[key]
        hidden = left - self._places[first]
        shown = moving.crop_extend(hidden, hidden + room, ground)
        return Strip.join([frozen, shown]).adjust_cell_length(width, ground)

    def _header(self, first: int, last: int) -> tuple[Strip, Strip]:
        style = self._style("prose--heading")
        if not self._lines:
            said = "Reading .." if self._desk is None else "Nothing here. The filters leave no line."
            return Strip([Segment(said, style)]).adjust_cell_length(self._frozen, style), Strip([])
        head = cropped(f"{len(self._lines)} lines", self._label)
        frozen = head.ljust(self._label) + ("totals".ljust(self._totals) if self._totals else "")
        here = (self.visual_style + self._named("prose--heading") + self._named("prose--chosen")).rich_style
        segments = []
        for nth in range(first, last):
            code = self._columns[nth].code
            width = self._places[nth + 1] - self._places[nth]
            segments += [
                Segment(code, here if nth == self._column else style),
                Segment(" " * (width - len(code)), style),
            ]
        return Strip([Segment(frozen, style)]), Strip(segments)

    def _painted(self, row: int, first: int, last: int) -> tuple[Strip, Strip]:
        assert self._desk is not None
        line = self._lines[row]
        here = row == self._row
        ground = self._style("", here)
        whole = not line.target.amendment and not line.target.label
        text = (">" if here else " ") + label(line, self._desk)
        text = cropped(text, self._label - 1)
        strip = Strip([Segment(text, self._style("prose--heading" if whole else "", here))])
        strip = strip.adjust_cell_length(self._label, ground)
        if self._totals:
            counted = totals(self._desk.matrix.tally(line))
            strip = Strip.join([strip, Strip([Segment(cropped(counted, 15).ljust(16), ground)])])
        cells = self._desk.matrix.cells(line)
        # Blanks look alike in every colour; in that of silent cells a run of them is one piece.
        between = self._style("prose--quiet", here)
        segments = []
        for nth in range(first, last):
            cell = cells[self._codes[self._columns[nth].code]]
            width = self._places[nth + 1] - self._places[nth]
            if here and nth == self._column:
                shown = f"[{cell.mark}{'?' if cell.stale else '*' if cell.depends else ']'}"
                style = self._style("prose--chosen", here)
            else:
                shown, style = mark(cell), self._style(mark_style(cell).removeprefix("."), here)
            segments += [Segment(shown, style), Segment(" " * (width - 3), between)]
        return strip, Strip(Segment.simplify(segments))

    def _style(self, name: str, here: bool = False) -> RichStyle:
        """Give a style over that of the widget, or over that of the line of the cursor."""
        if (name, here) not in self._styles:
            base = self.visual_style + self._named("rows--cursor") if here else self.visual_style
            self._styles[name, here] = (base + self._named(name)).rich_style
        return self._styles[name, here]

    def _forget_cursor(self, row: int) -> None:
        """Paint the line that the cursor left, and the one that it is on, anew."""
        for key in [key for key in self._strips.keys() if key[0] in (row, self._row)]:  # noqa: SIM118
            self._strips.discard(key)

    def _named(self, name: str) -> Style:
        return self.screen.get_visual_style(name, partial=True) if name else Style()

    def _renew(self) -> None:
        self._strips.clear()
        self.virtual_size = Size(self._frozen + self._places[-1], len(self._lines) + 1)
        self._bring()
        self.refresh()

    def _bring(self) -> None:
        if self._column + 1 >= len(self._places):
            return
        left, top = self.scroll_offset
        room, height = max(4, self.size.width - 1 - self._frozen), max(1, self.scrollable_content_region.height - 1)
        start, end = self._places[self._column], self._places[self._column + 1]
        if start < left:
            left = start
        elif end > left + room:
            left = end - room
        if self._row < top:
            top = self._row
        elif self._row >= top + height:
            top = self._row - height + 1
        self.scroll_to(x=left, y=top, animate=False)
