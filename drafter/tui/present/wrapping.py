"""Lines of a text in cells: words stay whole, Chinese and Japanese break between characters, nothing is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    import regex

_WIDE = r"[\u2e80-\u2fdf\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]"
_OPENING = r"[「『【〔《〈（｛［“‘(\[]"
_CLOSING = r"[、。，．・：；！？」』】〕》〉）｝］”’…ー)\],.;:!?]"
"""Signs that end no line, and those that begin none (JIS X 4051; GB/T 15834)."""
_CHARACTER = rf"{_OPENING}*{_WIDE}[\u0300-\u036f\u3099\u309a]*{_CLOSING}*"
_CHUNK = re.compile(rf"\n|{_CHARACTER}[^\S\n]*|(?:(?!{_WIDE})\S)+[^\S\n]*|[^\S\n]+")


def wrap(text: str, width: int, first: int | None = None) -> tuple[tuple[int, int], ...]:
    """Break a text into lines of at most `width` cells (the first one of `first`).

    Gives character offsets: the lines joined are the text, but for the line ends in it. White space at the end
    of a line may stand over the edge; a word that is longer than a line is broken between graphemes.
    """
    width = max(width, 2)
    room = width if first is None else max(first, 2)
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for chunk_start, chunk_end, cells, ends_line in _chunks(text, width):
        if ends_line:
            lines.append((start, chunk_start))
            start = end = chunk_end
            used, room = 0, width
            continue
        if used and used + cells > room:
            lines.append((start, end))
            start, used, room = end, 0, width
        end = chunk_end
        used += cell_len(text[chunk_start:chunk_end])
    lines.append((start, end))
    return tuple(lines)


def _chunks(text: str, width: int) -> Iterator[tuple[int, int, int, bool]]:
    """Give start, end, cells without the white space behind, and whether the chunk is a line end."""
    for match in _CHUNK.finditer(text):
        if match[0] == "\n":
            yield match.start(), match.end(), 0, True
            continue
        cells = cell_len(match[0].rstrip())
        if cells <= width:
            yield match.start(), match.end(), cells, False
            continue
        for grapheme in _grapheme().finditer(match[0]):
            at = match.start()
            yield at + grapheme.start(), at + grapheme.end(), cell_len(grapheme[0]), False


@cache
def _grapheme() -> regex.Pattern[str]:
    """Compile the pattern of grapheme clusters when it is first needed: the first frame needs none."""
    import regex

    return regex.compile(r"\X")


def cropped(text: str, width: int) -> str:
    """Crop a text to a number of cells, with `..` in the place of what is left out."""
    if cell_len(text) <= width:
        return text
    kept, cells = "", 0
    for grapheme in _grapheme().findall(text):
        cells += cell_len(grapheme)
        if cells > width - 2:
            break
        kept += grapheme
    return kept.rstrip() + ".." if width > 2 else ".."[: max(width, 0)]
