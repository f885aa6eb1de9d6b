"""Lines of a text of which changes are kept, with the rows of its tables put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from drafter.export.docx.tracking import Line, Mark, Stretch
from drafter.text.shown import is_dashes


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """A row of a table: its cells, and the end of its line, which comes and goes with the row."""

    cells: tuple[tuple[Stretch, ...], ...]
    mark: Mark
    header: bool


@dataclass(frozen=True, slots=True)
class TrackedTable:
    """A table, with the sides to which its columns are set."""

    rows: tuple[TrackedRow, ...]
    alignment: tuple[str, ...]


def arranged(lines: Sequence[Line]) -> Iterator[tuple[int, Line | TrackedTable]]:
    """Give lines, each with its place, and tables in the place of their rows.

    Rows that are a table only before or only after some change stay lines with their bars: nothing is lost.
    """
    at = 0
    for row, run in groupby(lines, key=lambda line: line.row):
        found = list(run)
        tables = _tables(found) if row else None
        if tables is not None:
            for table in tables:
                yield at, table
        else:
            yield from enumerate(found, at)
        at += len(found)


def _tables(lines: Sequence[Line]) -> list[TrackedTable] | None:
    """Give the tables that rows behind each other make: each begins with the row above its line of dashes."""
    dashes = [place for place, line in enumerate(lines) if is_dashes(_text(line))]
    starts = [0, *(place - 1 for place in dashes[1:]), len(lines)]
    found = [_table(lines[start:end]) for start, end in pairwise(starts)]
    whole = [each for each in found if each is not None]
    return whole if len(whole) == len(found) else None


def _table(lines: Sequence[Line]) -> TrackedTable | None:
    dashes = [place for place, line in enumerate(lines) if is_dashes(_text(line))]
    if len(dashes) != 1 or dashes[0] == 0:
        return None
    middle = lines[dashes[0]]
    others = [line for line in lines if line is not middle]
    standing = _standing(middle)
    if standing is None or (standing != ((), ()) and any(_standing(line) != standing for line in others)):
        return None
    heads = lines[: dashes[0]]
    if sum(not line.mark.put_in for line in heads) > 1 or sum(not line.mark.taken_out for line in heads) > 1:
        return None
    rows = tuple(TrackedRow(_cells(line), line.mark, place < dashes[0]) for place, line in enumerate(others))
    sides = (cell.strip() for cell in _text(middle).strip().strip("|").split("|"))
    return TrackedTable(rows, tuple(_side(each) for each in sides))


def _standing(line: Line) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Give under whom a line stands, or None when its parts stand under several."""
    found = {(each.put_in, each.taken_out) for each in line.items}
    return found.pop() if len(found) == 1 else None


def _cells(line: Line) -> tuple[tuple[Stretch, ...], ...]:
    cells: list[list[Stretch]] = [[]]
    for stretch in line.stretches:
        at = 0
        for place, character in enumerate(stretch.shown.text):
            if character == "|":
                cells[-1].append(replace(stretch, shown=stretch.shown[at:place]))
                cells.append([])
                at = place + 1
        cells[-1].append(replace(stretch, shown=stretch.shown[at:]))
    if cells and not _words(cells[0]):
        cells = cells[1:]
    if cells and not _words(cells[-1]):
        cells = cells[:-1]
    return tuple(_stripped(cell) for cell in cells)


def _stripped(cell: Sequence[Stretch]) -> tuple[Stretch, ...]:
    kept = list(cell)
    if kept:
        first = kept[0].shown
        kept[0] = replace(kept[0], shown=first[len(first.text) - len(first.text.lstrip()) :])
        last = kept[-1].shown
        kept[-1] = replace(kept[-1], shown=last[: len(last.text.rstrip())])
    return tuple(each for each in kept if each.shown.text)


def _words(cell: Sequence[Stretch]) -> str:
    return "".join(each.shown.text for each in cell).strip()


def _text(line: Line) -> str:
    return "".join(each.shown.text for each in line.stretches)


def _side(dashes: str) -> str:
    left, right = dashes.startswith(":"), dashes.endswith(":")
    return "center" if left and right else "right" if right else ""
