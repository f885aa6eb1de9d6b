"""Prose with its changes: in one text, or two texts side by side; the changes are gone through with n and N."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.segment import Segment
from textual.strip import Strip

from drafter.tui.present.row import Row
from drafter.tui.present.wrapping import wrap
from drafter.tui.widgets.reader import Reader

_GAP = 3
"""Cells between two texts side by side."""


class ProseDiff(Reader):
    """A reader whose rows may have a second text beside the first one."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._beside: dict[int, tuple[tuple[int, int], ...]] = {}

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self._beside.clear()
        super().show(rows)

    @property
    def _measure(self) -> int:
        return 2 * super()._measure if any(row.beside is not None for row in self.rows) else super()._measure

    @property
    def _half(self) -> int:
        return max(8, (self._width - self.GUTTER - _GAP) // 2)

    def _forget(self) -> None:
        self._beside.clear()
        super()._forget()

    def _lines(self, index: int) -> tuple[tuple[int, int], ...]:
        row = self.rows[index]
        if row.beside is None:
            return super()._lines(index)
        lines = self._laid.get(index)
        if lines is None:
            left, right = wrap(row.content.plain, self._half), wrap(row.beside.plain, self._half)
            end, end2 = len(row.content.plain), len(row.beside.plain)
            both = list(zip_longest(left, right))
            lines = self._laid[index] = tuple(each or (end, end) for each, _ in both)
            self._beside[index] = tuple(each or (end2, end2) for _, each in both)
        return lines

    def _painted(self, index: int, line: int, here: bool) -> Strip:
        row = self.rows[index]
        lines = self._lines(index)
        if row.beside is None or line >= len(lines):
            return super()._painted(index, line, here)
        base = self.visual_style
        if here:
            base += self._named("rows--cursor" if self.has_focus else "rows--cursor-blurred")
        ground = base.rich_style
        start, end = lines[line]
        start2, end2 = self._beside[index][line]
        mark = self._mark(index, line, here).ljust(self.GUTTER)
        left = Strip(self._segments(self.decorated(index)[start:end], base)).adjust_cell_length(self._half, ground)
        right = Strip(self._segments(row.beside[start2:end2], base)).adjust_cell_length(self._half, ground)
        middle = Strip([Segment(" | ", ground)])
        return Strip.join([Strip([Segment(mark, ground)]), left, middle, right]).adjust_cell_length(self._width, ground)
