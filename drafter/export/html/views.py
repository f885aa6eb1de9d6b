"""A text in several styles at once: each clause and provision has one place with one anchor, in all its styles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import TypeVar

from drafter.draft.document import (
    Alternative,
    Block,
    Closing,
    Comparison,
    Document,
    Heading,
    Note,
    Paragraph,
    Row,
    Table,
    Verbatim,
)
from drafter.draft.languages import Saying
from drafter.draft.printing import printed_label, printed_names
from drafter.export.facts import (
    by,
    cell_lines,
    clause_facts,
    column,
    entry,
    rationales,
    standing,
    verbatim_facts,
)
from drafter.export.html.words import Writing, in_treaty, round_the_text, text
from drafter.export.indent import Indents
from drafter.model.designation import before_heading
from drafter.text.printing import NO_TEXT

Item = TypeVar("Item")

_AMENDMENT = re.compile(r"\b[A-Z]{3}-[0-9A-Z]{6}\b")


@dataclass(slots=True)
class _Place:
    """An anchored place, and what each view shows there."""

    anchor: str
    shown: dict[str, list[str]] = field(default_factory=dict)


def text_of(views: Sequence[Document], first: Document, amendments: Set[str] = frozenset()) -> Iterator[str]:
    """Write the text in all views; the order of each is kept, and `first` says which anchors lead where.

    `amendments` are those of which the page tells more, to which the headings lead.
    """
    taken: set[str] = set()
    ordered = [first, *(view for view in views if view is not first)]
    # What is written of a whole document, where its references lead above all, is worked out once.
    written = [Writing(view) for view in ordered]
    clauses = _merged([[(clause, (each, part)) for clause, part in _clauses(each.document)] for each in written])
    for _, parts in clauses:
        yield f'<section class="clause"{in_treaty(first)}>'
        for place in _places(parts, taken, amendments):
            yield from _written(place, [view.style for view in ordered], first.say)
        yield "</section>"


def _clauses(view: Document) -> Iterator[tuple[str, list[Block]]]:
    """Cut the blocks of a view at its headings."""
    part: list[Block] = []
    for block in view.blocks:
        if isinstance(block, Heading) and part:
            yield _anchor(part[0]), part
            part = []
        part.append(block)
    if part:
        yield _anchor(part[0]), part


def _places(parts: Sequence[tuple[Writing, list[Block]]], taken: set[str], amendments: Set[str]) -> Iterator[_Place]:
    """Put what the views show of one clause together, place by place."""
    found = []
    for words, part in parts:
        writing = _Blocks(words, amendments)
        places: list[tuple[str, tuple[str, list[str]]]] = []
        for block in part:
            anchor = _anchor(block)
            if anchor or not places:
                places.append((anchor, (words.document.style, [])))
            places[-1][1][1].append(writing.block(block))
        found.append(places)
    for anchor, shown in _merged(found):
        place = _Place("" if anchor in taken else anchor)
        taken.add(anchor)
        for style, written in shown:
            place.shown.setdefault(style, []).extend(written)
        yield place


def _merged(sequences: Sequence[Sequence[tuple[str, Item]]]) -> list[tuple[str, list[Item]]]:
    """Put keyed sequences together: equal keys meet where that leaves every sequence in its order.

    What has no partner, or would have to change its place, comes behind what stands before it.
    """
    found: list[tuple[str, list[Item]]] = []
    for sequence in sequences:
        where = {key: at for at, (key, _) in reversed(list(enumerate(found)))}
        meeting = _rising([where.get(key, -1) for key, _ in sequence])
        behind: dict[int, list[tuple[str, list[Item]]]] = {}
        last = -1
        for place, (key, item) in enumerate(sequence):
            if place in meeting:
                last = where[key]
                found[last][1].append(item)
            else:
                behind.setdefault(last, []).append((key, [item]))
        merged = behind.get(-1, [])
        for at, known in enumerate(found):
            merged.append(known)
            merged.extend(behind.get(at, ()))
        found = merged
    return found


def _rising(numbers: Sequence[int]) -> set[int]:
    """Give the places of a longest rising subsequence; negative numbers don't count."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for place, number in enumerate(numbers):
        if number < 0:
            continue
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        before[place] = ends[at - 1] if at else -1
        ends[at : at + 1] = [place]
    found = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found


def _written(place: _Place, styles: Sequence[str], say: Saying) -> Iterator[str]:
    """Write a place: what several views show alike is written once."""
    anchor = f' id="{place.anchor}"' if place.anchor else ""
    yield f"<div{anchor}>"
    if place.anchor:
        yield f'<a class="link" href="#{place.anchor}" aria-label="{say("Link to {}", place.anchor)}"></a>'
    alike: dict[str, list[str]] = {}
    for style in styles:
        if style in place.shown:
            alike.setdefault("".join(place.shown[style]), []).append(style)
    for written, shown_in in alike.items():
        yield f'<div class="view {" ".join(shown_in)}">{written}</div>' if len(styles) > 1 else written
    yield "</div>"


def _anchor(block: Block) -> str:
    return "" if isinstance(block, Closing | Note) else block.anchor


class _Blocks:
    """Writes the blocks of one document."""

    def __init__(self, writing: Writing, amendments: Set[str]) -> None:
        self.writing = writing
        self.document = document = writing.document
        self.amendments = amendments
        self.indents = Indents()
        self.ours = round_the_text(document)
        self.say = document.say
        self.level = 1
        """That of the heading of the clause that is written."""

    def block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return "".join(self._heading(block))
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Alternative):
            words = self.writing.line(block.content) if block.content else text(self.say(NO_TEXT))
            run = self.writing.dir(block.content)
            return f'<p class="text whole"{run}><b>{text(block.heading)}:</b> {words}{self._standing(block)}</p>'
        if isinstance(block, Closing):
            return f'<p class="closing">{self._names(block)}]</p>'
        if isinstance(block, Verbatim):
            return "".join(self._verbatim(block))
        if isinstance(block, Comparison):
            return "".join(self._comparison(block))
        return f'<p class="note"{self.ours}>{text(self.say("Note: {}.", self.say(block.text)))}</p>'

    def _names(self, block: Closing | Row) -> str:
        names = printed_names(block.attribution) if self.document.attributed else ""
        return self.writing.names(names) if names else ""

    def _standing(self, block: Alternative | Row) -> str:
        names = standing(block.attribution, self.document).lstrip()
        return f" {self.writing.names(names)}" if names else ""

    def _heading(self, heading: Heading) -> Iterator[str]:
        self.level = heading.level
        words = self.writing.line(heading.content)
        between = before_heading(heading.designation) if words else ""
        title = f"{text(heading.designation)}{between}{words}"
        if self.document.style == "redline" and heading.change:
            tag = "ins" if heading.change == "added" else "del"
            label = f"{text(heading.designation)}{between.rstrip()}"
            behind = f'<span class="names">{text(printed_label(heading.label))}</span>' if heading.label else ""
            title = f"<{tag}>{label}{behind}</{tag}>{between[-1:]}{words}"
        if self.document.style == "bracketed" and heading.change:
            title = f'<span class="bracket">[</span>{title}'
        if heading.alternative:
            title = f"{text(heading.alternative)}: {title}"
        tag = f"h{heading.level + 1}"
        yield f"<{tag}{self.writing.named}>{title}</{tag}>"
        facts = [_AMENDMENT.sub(self._linked, text(fact)) for fact in clause_facts(heading, self.document)]
        for change in heading.changed_by:
            told = f"{text(entry(change, self.say))} (<code>{change.commit[:12]}</code>)"
            facts.append(self.say("Changed by: {}", told))
        if facts:
            yield f'<p class="facts"{self.ours}>{"<br>".join(facts)}</p>'

    def _linked(self, name: re.Match[str]) -> str:
        return f'<a href="#{name[0]}">{name[0]}</a>' if name[0] in self.amendments else name[0]

    def _paragraph(self, paragraph: Paragraph) -> str:
        levels = self.indents.of(paragraph)
        depth = f" deep{min(levels, 4)}" if levels else ""
        return f'<p class="text{depth}"{self.writing.dir(paragraph.content)}>{self.writing.line(paragraph.content)}</p>'

    def _table(self, table: Table, proposal: str = "") -> str:
        rows = "".join(self._row(row, table) for row in table.rows)
        name = ", ".join(each for each in (f"{self.say('Table')} {table.anchor or table.clause}", proposal) if each)
        return f'<div class="scroll" tabindex="0" role="region" aria-label="{text(name)}"><table>{rows}</table></div>'

    def _row(self, row: Row, table: Table) -> str:
        cells = [self.writing.line(cell) for cell in row.cells] or [""]
        if row.heading:
            cells[0] = f"<b>{text(row.heading)}:</b> {cells[0] or text(self.say(NO_TEXT))}"
            cells[-1] += self._standing(row)
        elif row.change and self.document.style == "bracketed":
            cells[0] = f'<span class="bracket">[</span>{cells[0]}'
            cells[-1] += f"{self._names(row)}]"
        tag = "th" if row.header else "td"
        scope = ' scope="col"' if row.header else ""
        written = []
        runs = [self.writing.dir(cell) for cell in row.cells] or [""]
        for place, (cell, run) in enumerate(zip(cells, runs, strict=True)):
            side = table.alignment[place] if place < len(table.alignment) else ""
            aligned = f' class="{side}"' if side else ""
            empty = not cell and row.header
            written.append(f"<td{aligned}></td>" if empty else f"<{tag}{scope}{aligned}{run}>{cell}</{tag}>")
        return f"<tr>{''.join(written)}</tr>"

    def _verbatim(self, proposal: Verbatim) -> Iterator[str]:
        tag = f"h{self.level + 2}"
        yield f'<div class="proposal"><{tag}{self.ours}>{text(by(proposal))}</{tag}><dl{self.ours}>'
        for name, value in verbatim_facts(proposal, self.say):
            yield f'<dt>{name}</dt><dd dir="auto">{text(value)}</dd>'
        yield "</dl>"
        if proposal.content:
            yield f"<p><strong>{text(proposal.title)}</strong></p>"
        for block in proposal.content:
            yield self._table(block, proposal.anchor) if isinstance(block, Table) else self._paragraph(block)
        yield "</div>"

    def _comparison(self, table: Comparison) -> Iterator[str]:
        name = f"{self.say('Comparison')}{self.say.colon}{text(table.clause)}"
        yield f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">'
        yield f'<table class="abreast"><thead><tr><th scope="col"{self.ours}>{self.say("Text as it stands")}</th>'
        yield "".join(f'<th scope="col"{self.ours}>{text(column(side, self.say))}</th>' for side in table.columns)
        yield "</tr></thead><tbody>"
        for row in table.rows:
            base = self.writing.line(row.base) if row.base is not None else ""
            yield f"<tr><td{self.writing.dir(row.base or ())}>{base}</td>"
            for readings in row.readings:
                lines = cell_lines(readings)
                said = [
                    (f"<b>{text(name)}</b>" if name else "") + sign + self.writing.line(each)
                    for name, sign, each in lines
                ]
                words = [each for reading in readings for paragraph in reading.paragraphs for each in paragraph]
                yield f"<td{self.writing.dir(words)}>{'<br>'.join(said)}</td>"
            yield "</tr>"
        yield "</tbody></table></div>"
        if table.rationales:
            told = (f'<dt>{name}</dt><dd dir="auto">{text(why)}</dd>' for name, why in rationales(table, self.say))
            yield f"<dl{self.ours}>{''.join(told)}</dl>"
