"""What the terminal shows, and the least that has to be sent for it to show something else.

Textual sends every cell of what it paints, changed or not, and names all of its style at every piece of text. Over a
slow line that is felt: eighty kilobytes for another screen, seven for one line further down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import cast

from rich.cells import cell_len
from rich.color import Color, ColorSystem
from rich.console import Console, RenderableType
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Pen = tuple[str, str, str]
"""The codes (ECMA-48, SGR) of the attributes, the colour and the ground; empty ones are what a terminal begins with."""

Cell = tuple[str, Pen]
"""What stands in a column; a character two columns wide stands in the first of them, and nothing in the next one."""

_PLAIN: Pen = ("", "", "")
_NEAR = 4
"""Unchanged cells that cost no more to send again than to skip."""
_SURE = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2500-\u259f]*\Z")
"""Characters that are one column wide on every terminal, and stand where they were sent to."""
_ATTRIBUTES = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
"""The codes of Rich's attributes, in the order of their bits."""
_UNSEEN = 0b110111
"""The bits of those that don't show where nothing is written; a line or reverse video does."""


class Frame:
    """The cells that the terminal shows, as far as that is known."""

    def __init__(self) -> None:
        self.size = (0, 0)
        """Columns and lines of what was painted last."""
        self._rows: list[list[Cell | None]] = []
        self._pens: dict[tuple[object, ...], tuple[Pen, Pen]] = {}

    def forget(self) -> None:
        """Take nothing for known: something else has written on the terminal, or its window has changed."""
        self._rows = []

    def changed(self, update: RenderableType | None) -> RenderableType | None:
        """Give an update of which only that is sent which is not on the terminal yet."""
        if isinstance(update, LayoutUpdate | ChopsUpdate):
            # Textual sends what `render_segments` gives; as far as types go, an update is something that Rich prints.
            return cast(RenderableType, Change(self, update))
        if update is not None:
            # What is painted in another way is not known here.
            self.forget()
        return update

    def take(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> str:
        """Take an update over, and give what has to be sent for it."""
        system = console._color_system or ColorSystem.TRUECOLOR
        pieces = list(_pieces(update))
        self._fit(_size(update))
        before: dict[int, list[Cell | None]] = {}
        for x, y, strip in pieces:
            row = self._rows[y]
            before.setdefault(y, row.copy())
            cells = self._cells(strip, system)[: len(row) - x]
            row[x : x + len(cells)] = cells
        sent = _Sent()
        for y, was in before.items():
            row = self._rows[y]
            if row != was:
                for start, end in _spans(was, row):
                    sent.move(start, y)
                    for pen, written in groupby(row[start:end], _pen_of):
                        sent.write([cell[0] for cell in written if cell is not None], pen)
        return sent.end()

    def _fit(self, size: tuple[int, int]) -> None:
        if size != self.size or not self._rows:
            width, height = self.size = size
            self._rows = [[None] * width for _ in range(height)]

    def _cells(self, strip: Strip, system: ColorSystem) -> list[Cell]:
        cells: list[Cell] = []
        for text, style, _ in strip:
            pen, blank = self._pen(style, system) if style is not None else (_PLAIN, _PLAIN)
            if _SURE.match(text):
                cells.extend((each, blank if each == " " else pen) for each in text)
            else:
                cells.extend(_uneven(text, pen, blank))
        return cells

    def _pen(self, style: Style, system: ColorSystem) -> tuple[Pen, Pen]:
        """Give the pen of a style, and that which is enough for a space."""
        attributes = style._attributes & style._set_attributes
        key = (attributes, style.color, style.bgcolor, system)
        pens = self._pens.get(key)
        if pens is None:
            codes = ";".join(code for bit, code in enumerate(_ATTRIBUTES) if attributes & (1 << bit))
            colour = _codes(style.color, system, foreground=True)
            ground = _codes(style.bgcolor, system, foreground=False)
            pen = (codes, colour, ground)
            pens = self._pens[key] = pen, pen if attributes & ~_UNSEEN else ("", "", ground)
        return pens


class Change(CompositorUpdate):
    """An update of which only that is sent which is not on the terminal yet."""

    def __init__(self, frame: Frame, update: LayoutUpdate | ChopsUpdate) -> None:
        self._frame = frame
        self._update = update

    def render_segments(self, console: Console) -> str:
        """Give what is sent to the terminal; from then on it is taken for what stands there."""
        return self._frame.take(self._update, console)


class _Sent:
    """What is sent in one go, and where and with which pen the terminal would write next."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._pen = _PLAIN
        self._at = (-1, -1)

    def move(self, x: int, y: int) -> None:
        """Go on at a cell."""
        at = self._at
        if at[1] == y and at[0] < x:
            self._pieces.append(f"\x1b[{x - at[0]}C")
        else:
            self._pieces.append(f"\x1b[{y + 1};{x + 1}H")
        self._at = (x, y)

    def write(self, cells: Sequence[str], pen: Pen) -> None:
        """Write cells with one pen."""
        if pen != self._pen:
            self._pieces.append(f"\x1b[{_turned(self._pen, pen)}m")
            self._pen = pen
        self._pieces.extend(cells)
        self._at = (self._at[0] + len(cells), self._at[1])

    def end(self) -> str:
        """Give what is sent; the pen is laid down."""
        if self._pen != _PLAIN:
            self._pieces.append("\x1b[0m")
        return "".join(self._pieces)


def _turned(old: Pen, new: Pen) -> str:
    """Give the codes that make one pen another."""
    if old[0] != new[0]:
        return ";".join(["0", *filter(None, new)])
    colour = (new[1] or "39") if old[1] != new[1] else ""
    ground = (new[2] or "49") if old[2] != new[2] else ""
    return ";".join(filter(None, (colour, ground)))


def _codes(colour: Color | None, system: ColorSystem, *, foreground: bool) -> str:
    return ";".join(colour.downgrade(system).get_ansi_codes(foreground)) if colour is not None else ""


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Give what an update would paint: column, line, and the text in its styles."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield x, y, strip
                x += strip.cell_length
        return
    for y, first, last in update.spans:
        for end, (x, found) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if found is not None and x < last and end > first:
                yield x, y, found.crop(0, min(end, last) - x)


def _size(update: LayoutUpdate | ChopsUpdate) -> tuple[int, int]:
    if isinstance(update, LayoutUpdate):
        return update.region.right, update.region.bottom
    return max(ends[-1] for ends in update.chop_ends if ends), len(update.chops)


def _uneven(text: str, pen: Pen, blank: Pen) -> Iterator[Cell]:
    """Give the cells of a text whose characters may not be one column wide: a mark stands with what it marks."""
    cells: list[Cell] = []
    for each in text:
        width = cell_len(each)
        if width == 0 and cells:
            at = next(nth for nth in range(len(cells) - 1, -1, -1) if cells[nth][0] or not nth)
            cells[at] = (cells[at][0] + each, cells[at][1])
        else:
            cells.append((each, blank if each == " " else pen))
            cells.extend([("", pen)] * (width - 1))
    if len(cells) != (width := cell_len(text)):
        # Some signs are joined to one: nobody can tell here what stands in which column.
        cells = [(text, pen), *[("", pen)] * (width - 1)][:width]
    yield from cells


def _spans(was: Sequence[Cell | None], now: Sequence[Cell | None]) -> Iterator[tuple[int, int]]:
    """Give from where to where a line has to be sent again.

    All of it, when there is a character in it of whose width terminals and we may think differently: what stands
    behind it may be elsewhere than here.
    """
    if all(_SURE.match("".join(cell[0] for cell in line if cell is not None)) for line in (was, now)):
        return _joined([x for x, cell in enumerate(now) if cell != was[x]], now, _NEAR)
    return _joined([x for x, cell in enumerate(now) if cell is not None], now, 0)


def _joined(places: Sequence[int], line: Sequence[Cell | None], near: int) -> Iterator[tuple[int, int]]:
    """Join columns to spans, over a few cells between them that are written with the same pen."""
    start = end = places[0] if places else 0
    for x in places:
        if x > end and (
            x - end > near or any(cell is None or cell[1] != _pen_of(line[end - 1]) for cell in line[end:x])
        ):
            yield start, end
            start = x
        end = x + 1
    if places:
        yield start, end


def _pen_of(cell: Cell | None) -> Pen:
    return cell[1] if cell is not None else _PLAIN
