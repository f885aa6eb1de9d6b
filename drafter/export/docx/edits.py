"""What changes between two lines that show: words, and how words are set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from drafter.text.diff import character_edits
from drafter.text.shown import NOTHING, Shown, is_row, joined

BREAK = "\u2029"
"""Stands for the end of a paragraph where several are compared in one piece; no shown text holds it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start:end` of what is read become `new`."""

    start: int
    end: int
    new: Shown = NOTHING


def edits(gone: Sequence[Shown], come: Sequence[Shown], labels: tuple[str, str]) -> list[Edit]:
    """Compare paragraphs that are the same ones: label and body apart, then how the words are set."""
    if list(gone) == list(come):
        return []
    old, new = _in_one_piece(gone), _in_one_piece(come)
    cut, cut2 = (
        len(label) if text.text.startswith(label) else 0 for label, text in zip(labels, (old, new), strict=True)
    )
    if not cut or not cut2:
        cut = cut2 = 0
    found: list[Edit] = []
    for (start, end), (start2, end2) in (((0, cut), (0, cut2)), ((cut, len(old.text)), (cut2, len(new.text)))):
        found.extend(_compared(old, new, (start, end, start2, end2)))
    return found


def cuts_cells(row: Shown, edits: Iterable[Edit]) -> bool:
    """Whether a row of a table gets other cells: it is then taken out whole, and the new one put in."""
    return is_row(row.text) and any("|" in row.text[each.start : each.end] + each.new.text for each in edits)


def _compared(old: Shown, new: Shown, frame: tuple[int, int, int, int]) -> Iterator[Edit]:
    at, end, at2, end2 = frame
    begin, begin2 = at, at2
    for first, last, first2, last2 in character_edits(old.text[at:end], new.text[at2:end2]):
        yield from _set_otherwise(old, new, at, begin + first, at2)
        at, at2 = begin + last, begin2 + last2
        yield Edit(begin + first, at, new[begin2 + first2 : at2])
    yield from _set_otherwise(old, new, at, end, at2)


def _set_otherwise(old: Shown, new: Shown, start: int, end: int, start2: int) -> Iterator[Edit]:
    """Words that are kept but set in another weight are taken out and put in."""
    differs = [old.weights[at] != new.weights[start2 + at - start] for at in range(start, end)]
    at = start
    for other, run in groupby(differs):
        size = sum(1 for _ in run)
        if other:
            yield Edit(at, at + size, new[start2 + at - start : start2 + at - start + size])
        at += size


def _in_one_piece(parts: Sequence[Shown]) -> Shown:
    pieces: list[Shown] = []
    for part in parts:
        pieces += (part, Shown(BREAK, "p"))
    return joined(pieces[:-1])
