"""Shown paragraphs of a clause as blocks of a document: addresses, anchors, depth, and tables put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from drafter.draft.document import Alternative, Block, Heading, Paragraph, Row, Table
from drafter.draft.inline import Bracket, Deleted, Inline, Inserted, Plain, Reference, Wording, Words
from drafter.model.provision import paragraphs, provisions
from drafter.text.attribution import NOBODY, Attribution
from drafter.text.paragraphs import STANDARD_BREAK

Change: TypeAlias = Literal["", "added", "deleted", "moved"]
Alignment: TypeAlias = Literal["", "left", "center", "right"]

_DELIMITER = re.compile(r"\|[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph, a row of a table, or a whole alternative, on its way to become a block."""

    content: tuple[Inline, ...]
    label: str = ""
    separator: str = "\n\n"
    change: Change = ""
    names: tuple[str, ...] = ()
    whole: bool = False
    """Whether it is one of several whole wordings; `heading` is then `Alt 1`, `Alt 2`, ..."""
    heading: str = ""
    attribution: Attribution = NOBODY


def blocks(clause: str, body: str, lines: Sequence[Line], taken: dict[str, int]) -> Iterator[Block]:
    """Give the blocks of a clause. `body` is the agreed text, whose provisions alone have addresses.

    `taken` holds the anchors of the document so far (`free_anchor`); each new one is added.
    """
    at = 0
    places = _places(clause, body, lines)
    while at < len(lines):
        rows = _table(lines, at)
        if rows:
            anchor = free_anchor(f"{clause}-table", taken)
            yield _table_block(clause, anchor, lines[at : at + rows])
            at += rows
            continue
        line, (address, path, depth) = lines[at], places[at]
        name = "-".join((clause, *path)) if path else ""
        if line.whole:
            yield Alternative(
                anchor=free_anchor(f"{name or clause}-{line.heading.lower().replace(' ', '-')}", taken),
                clause=clause,
                heading=line.heading,
                content=line.content,
                attribution=line.attribution,
                names=line.names,
            )
        else:
            yield Paragraph(
                anchor=free_anchor(name, taken) if name else "",
                clause=clause,
                address=address,
                label=line.label,
                depth=depth,
                content=line.content,
                change=line.change,
                names=line.names,
                separator=line.separator,
            )
        at += 1


def source(content: Iterable[Inline]) -> str:
    """Give the text of clean content as the clause has it, cross-references in braces."""
    return "".join(
        each.source if isinstance(each, Reference) else each.text
        for each in content
        if isinstance(each, Words | Reference)
    )


def body(shown: Iterable[Block], clause: str) -> str:
    """Give the body of a clause back from the blocks of a clean document, byte for byte."""
    found = ""
    for block in shown:
        if block.clause != clause:
            continue
        if isinstance(block, Heading):
            found += block.lead
        elif isinstance(block, Paragraph):
            found += source(block.content) + block.separator
        elif isinstance(block, Table):
            found += block.source
    return found


def _plain(each: Inline) -> bool:
    return isinstance(each, Words | Reference)


def _places(clause: str, body: str, lines: Sequence[Line]) -> list[tuple[str, tuple[str, ...], int]]:
    """Give address, path of labels and depth for each line, from the labels as they stand one after the other."""
    known = {provision.path for provision in provisions(body)}
    skeleton = "\n\n".join(f"{line.label} x" if line.label else "x" for line in lines)
    places = []
    seen: set[tuple[str, ...]] = set()
    for paragraph, indented in zip(paragraphs(skeleton), _indented(lines), strict=True):
        opens = paragraph.opens
        address = ""
        if opens and paragraph.path in known and paragraph.path not in seen:
            address = f"{clause}:{'.'.join(paragraph.path)}"
            seen.add(paragraph.path)
        depth = len(paragraph.path) - 1 if opens else 0
        places.append((address, paragraph.path if opens else (), max(depth, indented)))
    return places


def _indented(lines: Sequence[Line]) -> Iterator[int]:
    """Give for each line in how many lists it stands by its indentation alone.

    Many drafts number points within points alike, and say by spaces which of two `1.` stands in the other.
    """
    indents: list[int] = []
    before = ""
    for line in lines:
        indent = len(before) - before.rfind("\n") - 1 if "\n" in before else 0
        while indents and indents[-1] > indent:
            indents.pop()
        if indent and indents[-1:] != [indent]:
            indents.append(indent)
        yield len(indents)
        before = line.separator


def free_anchor(anchor: str, taken: dict[str, int]) -> str:
    """Give an anchor that is not taken yet: a repeated one gets a number.

    `taken`: those that are, each with the highest number that was given to it.
    """
    name, number = anchor, taken.get(anchor, 1)
    while name in taken:
        number += 1
        name = f"{anchor}-{number}"
    taken[anchor] = number
    taken.setdefault(name, 1)
    return name


def _table(lines: Sequence[Line], at: int) -> int:
    """Give how many lines from `at` on are rows of one table: a header, a row of dashes, and what follows."""
    if not _begins_table(lines, at):
        return 0
    rows = 2
    while at + rows < len(lines) and _is_row(lines[at + rows]) and not _parted(lines, at + rows):
        rows += 1
    return rows


def _begins_table(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the header of a table: a row of dashes stands below it, and comes or goes with it."""
    if at + 1 >= len(lines) or not _is_row(lines[at]) or not _DELIMITER.match(_first(lines[at + 1].content)):
        return False
    if not any(isinstance(each, Bracket) for each in lines[at + 1].content):
        return True
    header, dashes = (_bracket_round(line) for line in lines[at : at + 2])
    if header is None or dashes is None:
        return False
    return (header.kind, header.wordings[0].names) == (dashes.kind, dashes.wordings[0].names)


def _parted(lines: Sequence[Line], at: int) -> bool:
    """Whether a row is of another table than the one before: a blank line stands between them, and neither comes or
    goes in one table, or it is the header of a table, which may come or go as a whole."""
    before, row = lines[at - 1 : at + 1]
    blank = STANDARD_BREAK in before.separator
    stay = not any(line.change or line.whole for line in (before, row))
    return (blank and stay) or ((blank or bool(row.change)) and _begins_table(lines, at))


def _bracket_round(line: Line) -> Bracket | None:
    """Give the bracket of a row that comes or goes as a whole."""
    only = line.content[0] if len(line.content) == 1 else None
    return only if isinstance(only, Bracket) and len(only.wordings) == 1 else None


def _is_row(line: Line) -> bool:
    return _first(line.content).startswith("|")


def _first(content: Sequence[Inline]) -> str:
    """Give the first words of inline content, through its marks."""
    for each in content:
        if isinstance(each, Words):
            return each.text
        if isinstance(each, Inserted | Deleted):
            return _first(each.content)
        if isinstance(each, Bracket):
            return _first(each.wordings[0].content) or (_first(each.wordings[-1].content))
        return each.text
    return ""


def _table_block(clause: str, anchor: str, lines: Sequence[Line]) -> Table:
    plain = all(_plain(each) for line in lines for each in line.content)
    delimiter = _PIPE.split(_first(lines[1].content).strip().strip("|"))
    rows = [_row(lines[0], header=True), *(_row(line) for line in lines[2:])]
    return Table(
        anchor=anchor,
        clause=clause,
        alignment=tuple(_alignment(each.strip()) for each in delimiter),
        rows=tuple(rows),
        source="".join(source(line.content) + line.separator for line in lines) if plain else "",
    )


def _alignment(dashes: str) -> Alignment:
    left, right = dashes.startswith(":"), dashes.endswith(":")
    if left and right:
        return "center"
    return "left" if left else "right" if right else ""


def _row(line: Line, *, header: bool = False) -> Row:
    content, change, attribution, names = line.content, line.change, line.attribution, line.names
    if (only := _bracket_round(line)) is not None:
        wording = only.wordings[0]
        content, attribution, names = wording.content, wording.attribution, wording.names
        change = change or ("deleted" if only.kind == "deletion" else "added")
    cells = _cells(content)
    return Row(
        cells=cells if cells is not None else (content,),
        header=header,
        change=change,
        names=names,
        label=next((each.label for each in content if isinstance(each, Inserted | Deleted)), "") if change else "",
        heading=line.heading if line.whole else "",
        attribution=attribution,
    )


def _cells(content: Sequence[Inline]) -> tuple[tuple[Inline, ...], ...] | None:
    """Cut a row at its bars; None when a bracket reaches from one cell into another."""
    cells: list[list[Inline]] = [[]]
    for each in content:
        if isinstance(each, Words):
            _spread(cells, [[Words(part)] if part else [] for part in _PIPE.split(each.text)])
        elif isinstance(each, Inserted | Deleted):
            parts = _plain_parts(each.content)
            _spread(cells, [[type(each)(part, each.label)] if part else [] for part in parts])
        elif isinstance(each, Bracket) and any(_has_bar(wording) for wording in each.wordings):
            return None
        else:
            cells[-1].append(each)
    stripped = [_stripped(cell) for cell in cells]
    if stripped and not stripped[0]:
        stripped = stripped[1:]
    if stripped and not stripped[-1]:
        stripped = stripped[:-1]
    return tuple(stripped)


def _spread(cells: list[list[Inline]], parts: Sequence[Sequence[Inline]]) -> None:
    cells[-1].extend(parts[0])
    cells.extend(list(part) for part in parts[1:])


def _plain_parts(content: Sequence[Plain]) -> list[tuple[Plain, ...]]:
    parts: list[list[Plain]] = [[]]
    for each in content:
        if isinstance(each, Words):
            first, *rest = _PIPE.split(each.text)
            if first:
                parts[-1].append(Words(first))
            parts.extend([Words(part)] if part.strip() else [] for part in rest)
        else:
            parts[-1].append(each)
    return [tuple(part) for part in parts]


def _has_bar(wording: Wording) -> bool:
    for each in wording.content:
        if isinstance(each, Words) and _PIPE.search(each.text):
            return True
        if isinstance(each, Bracket) and any(_has_bar(inner) for inner in each.wordings):
            return True
    return False


def _stripped(cell: Sequence[Inline]) -> tuple[Inline, ...]:
    """Take the white space at both ends of a cell away."""
    kept = list(cell)
    if kept:
        kept[0] = _trimmed(kept[0], left=True)
        kept[-1] = _trimmed(kept[-1], left=False)
    return tuple(each for each in kept if not isinstance(each, Words) or each.text)


def _trimmed(each: Inline, *, left: bool) -> Inline:
    if isinstance(each, Words):
        return Words(each.text.lstrip() if left else each.text.rstrip())
    if isinstance(each, Inserted | Deleted) and each.content:
        place = 0 if left else -1
        outer = each.content[place]
        if isinstance(outer, Words):
            trimmed = Words(outer.text.lstrip() if left else outer.text.rstrip())
            content = (trimmed, *each.content[1:]) if left else (*each.content[:-1], trimmed)
            return type(each)(content, each.label)
    return each
