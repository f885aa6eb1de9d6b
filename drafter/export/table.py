"""Rows of lists as CSV, as plain text and as a matrix of marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from operator import attrgetter
from typing import Any

from drafter.draft.matrix import Matrix, speaking
from drafter.draft.standing import Standing
from drafter.model.terms import Stance
from drafter.text.visible import columns_of, visible

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""

_LEAST_PROSE = 20
_PLAIN = re.compile(r"[0-9A-Za-z][ !#-+\--~]*\Z")
"""What is written as it is: nothing in it is invisible, no formula begins so, and no cell ends in it."""
_WORD = re.compile(r"[!-~]+\Z")
_QUOTED = re.compile(r'[",\r\n]')


def csv_table(columns: Sequence[str], rows: Sequence[object]) -> str:
    """Write rows as CSV (RFC 4180, but LF). A cell that a spreadsheet would calculate is text, behind an apostrophe."""
    # By column: tens of thousands of rows say the same in most of their cells, and each is looked at once.
    written = [_cells(list(map(attrgetter(column), rows))) for column in columns]
    return "\n".join([",".join(columns), *map(",".join, zip(*written, strict=True)), ""])


def text_table(
    header: Sequence[str], rows: Sequence[Sequence[Hashable]], *, prose: str = "", room: int | None = None
) -> str:
    """Write rows as aligned plain text, without boxes or colour; the last column isn't padded.

    The values of one column are all of one type or None.
    Where a row is wider than `room`, the column `prose` is cut, with `…`, down to what can still be recognized.
    """
    # By column, as above.
    columns: list[Sequence[Hashable]] = list(zip(header, *rows, strict=True))
    printed = [{value: _printed(value) for value in dict.fromkeys(column)} for column in columns]
    widths = [max(width for _, width in cells.values()) for cells in printed]
    if room is not None and prose:
        at = header.index(prose)
        most = max(_LEAST_PROSE, room - sum(widths) + widths[at] - 2 * (len(header) - 1))
        printed[at] = {value: _cut(cell, most) for value, cell in printed[at].items()}
        widths[at] = max(width for _, width in printed[at].values())
    padded = []
    for column, cells, widest in zip(columns, printed, widths, strict=True):
        own = {value: cell + " " * (widest - width) for value, (cell, width) in cells.items()}
        padded.append([own[value] for value in column])
    return "\n".join([*map(str.rstrip, map("  ".join, zip(*padded, strict=True))), ""])


def spoken_list(header: Sequence[str], rows: Sequence[Sequence[Hashable]]) -> str:
    """Write rows to be read aloud: a line a row, each value behind the name of its column, empty ones left out."""
    lines = []
    for row in rows:
        first, *rest = ((name, _printed(value)[0]) for name, value in zip(header, row, strict=True))
        said = "; ".join(f"{name} {value}" for name, value in rest if value)
        lines.append(f"{first[1]}: {said or 'nothing'}.\n")
    return "".join(lines)


def matrix_spoken(matrix: Matrix) -> str:
    """Write a matrix as it is read aloud: of each target who says what, in words, and who blocks."""
    return spoken_list(*_matrix(matrix, _in_words))


def matrix_table(matrix: Matrix) -> str:
    """Write a matrix of marks: a line a target, a column a group or signatory, who blocks at the end.

    Columns of those who say nothing, or nothing apart from their groups, are left out. A mark is a `Standing.sign`.
    """
    header, rows = _matrix(matrix, attrgetter("sign"))
    return text_table(header, rows)


def matrix_csv(matrix: Matrix) -> str:
    """Write the same matrix in words as CSV; with what each line is about, and nothing where nothing was said."""
    header, rows = _matrix(matrix, _in_words)
    titled = [[row[0], line.clause, line.title, *row[1:]] for line, row in zip(matrix.lines, rows, strict=True)]
    lines = [[header[0], "clause", "title", *header[1:-1], "blocked_by"], *titled]
    return "".join(",".join(map(_cell, line)) + "\n" for line in lines)


def _matrix(matrix: Matrix, said: Callable[[Standing], str]) -> tuple[list[str], list[list[str]]]:
    lines = [(line, matrix.cells(line)) for line in matrix.lines]
    shown = speaking(matrix.columns, [cells for _, cells in lines])
    header = ["target", *(matrix.columns[place].code for place in shown), "blocked by"]
    return header, [
        [str(line.target), *(said(cells[place]) for place in shown), " ".join(matrix.blocked_by(line))]
        for line, cells in lines
    ]


def _in_words(cell: Standing) -> str:
    """Say a cell in words; nothing where nothing was said."""
    if cell.mark == Stance.NONE.mark:
        return ""
    phrase = f"{cell.alone} ({cell.note})" if cell.note else cell.alone
    return f"{phrase}, as {cell.group}" if cell.group is not None else phrase


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | list):
        return ("; " if value and isinstance(value[0], tuple) else " ").join(map(_text, value))
    return str(value)


def _cells(values: Sequence[Hashable]) -> list[str]:
    """Write the values of one column, all of one type or None, as cells of a CSV file."""
    written = {value: _cell(value) for value in dict.fromkeys(values)}
    return [written[value] for value in values]


def _cell(value: Hashable) -> str:
    return value if type(value) is str and _PLAIN.match(value) else _quoted(_neutral(visible(_text(value))))


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if _QUOTED.search(cell) else cell


def _printed(value: Hashable) -> tuple[str, int]:
    """Give a cell as it is printed on one line, and its width."""
    if type(value) is str and _WORD.match(value):
        return value, len(value)
    cell = _one_line(_text(value))
    return cell, columns_of(cell)


def _cut(cell: tuple[str, int], most: int) -> tuple[str, int]:
    text, width = cell
    if width <= most:
        return cell
    while columns_of(text) > most - 1:
        text = text[: -max(1, (columns_of(text) - most) // 2)]
    text = f"{text.rstrip()}…"
    return text, columns_of(text)


def _neutral(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


def _one_line(cell: str) -> str:
    return visible(" ".join(cell.split()))
