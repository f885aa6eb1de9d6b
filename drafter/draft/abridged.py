"""A text without the paragraphs and clauses that nobody changes: two pages in place of eighty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.draft.document import Abreast, Alternative, Block, Comparison, Heading, Paragraph, Style, Table
from drafter.draft.inline import Bracket, Deleted, Inline, Inserted
from drafter.draft.printing import count_own, printed
from drafter.model.label import leading_labels
from drafter.model.provision import paragraphs

ABRIDGED: tuple[Style, ...] = ("bracketed", "redline", "comparison")
"""The styles that show changes, of which the rest can be left out."""


def abridged(blocks: Sequence[Block], style: Style) -> tuple[Block, ...]:
    """Give the blocks in which something changes or is in dispute, with what they can't be understood without.

    That is the heading of the clause and of its part, and for a point the words under which it stands. A clause that
    comes or goes as a whole stays whole, and so does a table; of a bracketed text all stays that the text itself has
    in brackets.
    """
    kept: list[Block] = []
    parts: list[Heading] = []
    for clause in _clauses(blocks):
        heading = clause[0]
        if isinstance(heading, Heading) and heading.kind != "article":
            parts.clear()
        shown = tuple(_of_clause(clause, style))
        if shown:
            kept.extend([*parts, *shown])
            parts.clear()
        elif isinstance(heading, Heading) and heading.kind == "part":
            parts.append(heading)
    return tuple(kept)


def _clauses(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Cut a text at its headings."""
    clause: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and clause:
            yield clause
            clause = []
        clause.append(block)
    if clause:
        yield clause


def _of_clause(clause: Sequence[Block], style: Style) -> Iterator[Block]:
    """Give what stays of one clause; nothing where it stands as it is."""
    heading, *rest = clause
    if isinstance(heading, Heading) and heading.change:
        yield from clause
        return
    stay = _staying(rest, style)
    named = isinstance(heading, Heading) and (_marked(heading.content) or heading.own_brackets or heading.amendments)
    if not stay and not (named and style != "comparison"):
        return
    yield heading
    for place, block in enumerate(rest):
        if place in stay:
            yield _rows(block) if isinstance(block, Comparison) else block


def changed_words(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give of the redline of one clause what has changed, with the words under which it stands."""
    stay = _staying(blocks, "redline")
    return tuple(block for place, block in enumerate(blocks) if place in stay)


def _staying(blocks: Sequence[Block], style: Style) -> set[int]:
    changed = set(_changed(blocks, style))
    return changed | _above([_line(each) for each in blocks], changed)


def _changed(blocks: Sequence[Block], style: Style) -> Iterator[int]:
    """Give the places of the blocks in which something changes, is in dispute, or stands in brackets of the text."""
    opened = 0
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            words = printed(block.content, attributed=False) if style == "bracketed" else ""
            inside = opened > 0 or "⟦" in words or "⟧" in words
            opened = max(0, opened + words.count("⟦") - words.count("⟧"))
            if block.change or block.names or inside or _marked(block.content):
                yield place
        elif isinstance(block, Table):
            disputed = any(row.change or row.names or row.heading or any(map(_marked, row.cells)) for row in block.rows)
            own_brackets = style == "bracketed" and count_own(block.source)
            if disputed or opened > 0 or own_brackets:
                yield place
        else:
            yield place


def _marked(content: Sequence[Inline]) -> bool:
    return any(isinstance(each, Bracket | Inserted | Deleted) for each in content)


def _rows(table: Comparison) -> Comparison:
    """Leave out the rows in which every proposal has the words of the text, but for those above the others."""
    changed = {
        place
        for place, row in enumerate(table.rows)
        if any(reading.kind != "same" for readings in row.readings for reading in readings)
    }
    lines = [_abreast(row) for row in table.rows]
    in_tables = [line.startswith("|") for line, _ in lines]
    for place in sorted(changed):
        for step in (-1, 1):
            # The rows of a table stand together.
            beside = place + step
            while in_tables[place] and 0 <= beside < len(lines) and in_tables[beside]:
                changed.add(beside)
                beside += step
    stay = changed | _above(lines, changed)
    return replace(table, rows=tuple(row for place, row in enumerate(table.rows) if place in stay))


def _line(block: Block) -> tuple[str, int]:
    """Give the words of a block, as far as its labels go, and how deep its indentation sets it."""
    if isinstance(block, Paragraph):
        return f"{block.label} x", block.depth
    if isinstance(block, Alternative):
        return printed(block.content, attributed=False), 0
    return "", 0


def _abreast(row: Abreast) -> tuple[str, int]:
    contents = [
        *([row.base] if row.base is not None else []),
        *(content for readings in row.readings for reading in readings for content in reading.paragraphs),
    ]
    return (printed(contents[0], attributed=False).removeprefix("{+") if contents else ""), 0


def _above(lines: Sequence[tuple[str, int]], changed: set[int]) -> set[int]:
    """Give the places of the words under which changed ones stand: of paragraph 2 for its point (a), and of what
    leads in a list of letters that no number stands above."""
    labels = [leading_labels(words)[0] for words, _ in lines]
    rows = paragraphs("\n\n".join(" ".join([*(label.text for label in found), "x"]) for found in labels))
    above: set[int] = set()
    for place in changed:
        path, depth = rows[place].path, lines[place][1]
        numbered = not path
        for earlier in range(place, -1, -1):
            if labels[earlier] and rows[earlier].path == path[: len(rows[earlier].path)]:
                above.add(earlier)
                path = path[: len(rows[earlier].path) - len(labels[earlier])]
                numbered = numbered or (not path and labels[earlier][0].kind == "number")
            elif not path and not numbered and not labels[earlier]:
                above.add(earlier)
                numbered = True
            if lines[earlier][1] < depth:
                above.add(earlier)
                depth = lines[earlier][1]
    return above
