"""The clauses of a document as the hierarchy of Akoma Ntoso: parts, articles, paragraphs, points, with their eIds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from drafter.draft.document import Alternative, Block, Closing, Document, Heading, Note, Paragraph, Row, Table
from drafter.draft.inline import Inline, Words
from drafter.draft.printing import printed_names
from drafter.export.akn.elements import calls, element, text, words
from drafter.export.facts import standing
from drafter.model.designation import before_heading
from drafter.text.printing import NO_TEXT
from drafter.text.tokens import FOOTNOTE

LEVELS = (("paragraph", "para"), ("point", "point"), ("indent", "indent"), ("alinea", "al"), ("level", "level"))
"""The element of a provision by its depth, and the prefix of its eId (Akoma Ntoso Naming Convention 1.0, 5.2)."""

_PREFIXES = {"part": "part", "article": "art", "preamble": "preamble", "annex": "annex"}
_NOT_IN_ID = re.compile(r"\W+")
_LEAD = re.compile(rf"({FOOTNOTE}): ")


@dataclass(slots=True)
class Names:
    """The eIds of one file. They are made of numbers, as the convention asks, and each is given once."""

    prefix: str = ""
    taken: set[str] = field(default_factory=set)

    def give(self, name: str) -> str:
        """Give an eId; a repeated one gets a number."""
        found, number = f"{self.prefix}{name}", 1
        while found in self.taken:
            number += 1
            found = f"{self.prefix}{name}-{number}"
        self.taken.add(found)
        return found

    def under(self, id: str, name: str) -> str:
        """Give an eId inside of another one."""
        return self.give(f"{id.removeprefix(self.prefix)}__{name}")


@dataclass(slots=True)
class _Place:
    """Where a block stands: in an element of its own, or, without a tag, among the words of the clause."""

    tag: str = ""
    id: str = ""
    depth: int = 0


@dataclass(slots=True)
class _Provision:
    """A provision on its way to become an element."""

    place: _Place
    number: str
    blocks: list[str]
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Provision] = field(default_factory=list)

    def written(self) -> str:
        number = element("num", text(self.number)) if self.number else ""
        children = [child.written() for child in self.children]
        return element(
            self.place.tag, number, *_inside(self.place.id, self.blocks, children), eId=self.place.id, **self.attributes
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A clause: its heading, its blocks, its eId and those of its blocks."""

    heading: Heading
    blocks: tuple[Block, ...]
    id: str
    places: tuple[_Place, ...]


def parts(document: Document, names: Names) -> tuple[Part, ...]:
    """Cut a document at its headings, and give everything its eId."""
    found: list[tuple[Heading, list[Block]]] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
    return tuple(part(heading, blocks, names) for heading, blocks in found)


def part(heading: Heading, blocks: Sequence[Block], names: Names) -> Part:
    """Give a clause and what stands in it their eIds."""
    number = _NOT_IN_ID.sub("-", heading.number.casefold()).strip("-") or heading.clause
    id = names.give(f"{_PREFIXES[heading.kind]}_{number}")
    return Part(heading, tuple(blocks), id, tuple(_places(id, blocks, names)))


def links(found: Iterable[Part]) -> dict[str, str]:
    """Give where cross-references lead, by clause id and by address."""
    led: dict[str, str] = {}
    for each in found:
        led.setdefault(each.heading.clause, f"#{each.id}")
        for block, place in zip(each.blocks, each.places, strict=True):
            if isinstance(block, Paragraph) and block.address:
                led.setdefault(block.address, f"#{place.id}")
    return led


def _places(id: str, blocks: Sequence[Block], names: Names) -> Iterator[_Place]:
    """Place blocks: labelled ones at their depth; of the others only those before every label stand in the clause."""
    above: list[_Place] = []
    labelled = any((isinstance(block, Paragraph) and block.label) or isinstance(block, Alternative) for block in blocks)
    begun = False
    for block in blocks:
        if isinstance(block, Paragraph) and block.label:
            depth = min(block.depth, len(LEVELS) - 1)
            while above and above[-1].depth >= depth:
                above.pop()
            tag, prefix = LEVELS[depth]
            number = _NOT_IN_ID.sub("-", block.label.casefold()).strip("-")
            place = _Place(tag, names.under(above[-1].id if above else id, f"{prefix}_{number}"), depth)
            above.append(place)
            begun = True
            yield place
        elif begun or (labelled and isinstance(block, Alternative)):
            above.clear()
            begun = True
            yield _Place("paragraph", names.under(id, "para_unnumbered"), 0)
        else:
            yield _Place()


class Hierarchy:
    """Writes the clauses of one document. `led` says where cross-references lead."""

    def __init__(self, document: Document, led: Mapping[str, str]) -> None:
        self.document = document
        self.led = led
        self.notes: Mapping[str, str] = {}
        """The footnotes of the clause that is written, by the marks that call them."""

    def text(self, found: Sequence[Part]) -> tuple[str, str]:
        """Write all clauses: the preamble's words, and the body. A preamble is what stands before everything else."""
        opening = 0
        while opening < len(found) and found[opening].heading.kind == "preamble":
            opening += 1
        body: list[tuple[Part, list[str]]] = []
        for each in found[opening:]:
            if each.heading.level > 1 and body and body[-1][0].heading.kind == "part":
                body[-1][1].append(self.clause(each))
            else:
                body.append((each, []))
        preamble = "".join(self._preamble(each) for each in found[:opening])
        return preamble, "".join(self.clause(each, nested) for each, nested in body)

    def clause(self, each: Part, nested: Sequence[str] = ()) -> str:
        """Write one clause, with the articles of a part inside it."""
        heading = each.heading
        self.notes = self._footnotes(each)
        blocks, provisions = self._provisions(each)
        inner = _inside(each.id, blocks, [*(found.written() for found in provisions), *nested])
        attributes = {
            "eId": each.id,
            "wId": heading.clause,
            "class_": heading.change,
            "drafter__status": heading.status,
        }
        tag = heading.kind if heading.kind in ("part", "article") else "hcontainer"
        named = {"name": heading.kind} if tag == "hcontainer" else {}
        return element(tag, *self._head(heading), *inner, **named, **attributes)

    def _preamble(self, each: Part) -> str:
        self.notes = self._footnotes(each)
        places = zip(each.blocks, each.places, strict=True)
        blocks = [self._block(block, place.id) for block, place in places if _mark(block) not in self.notes]
        title = element("p", *self._title(each.heading), class_="heading")
        return element("container", title, *blocks, name="preamble", eId=each.id, wId=each.heading.clause)

    def _head(self, heading: Heading) -> Iterator[str]:
        opening = "[" if self.document.style == "bracketed" and heading.change else ""
        alternative = f"{heading.alternative}: " if heading.alternative else ""
        yield element("num", text(f"{alternative}{opening}{heading.designation}"))
        if heading.content:
            yield element("heading", self._words(heading.content))

    def _title(self, heading: Heading) -> Iterator[str]:
        opening = "[" if self.document.style == "bracketed" and heading.change else ""
        yield text(f"{opening}{heading.designation}")
        if heading.content:
            yield before_heading(heading.designation) + self._words(heading.content)

    def _provisions(self, each: Part) -> tuple[list[str], list[_Provision]]:
        """Give the blocks that stand in the clause itself, and the tree of its provisions."""
        blocks: list[str] = []
        top: list[_Provision] = []
        above: list[_Provision] = []
        first = ""
        for block, place in zip(each.blocks, each.places, strict=True):
            if _mark(block) in self.notes:
                continue
            if not place.tag:
                blocks.append(self._block(block, ""))
                continue
            number, content = self._numbered(block)
            provision = _Provision(place, number, [content])
            if isinstance(block, Paragraph) and block.change:
                provision.attributes["class_"] = block.change
            if isinstance(block, Alternative):
                first = place.id if block.heading == "Alt 1" else first
                provision.attributes["class_"] = "alternative"
                provision.attributes["alternativeTo"] = first if first != place.id else ""
            while above and above[-1].place.depth >= place.depth:
                above.pop()
            if isinstance(block, Paragraph) and block.label and above:
                above[-1].children.append(provision)
            else:
                top.append(provision)
                above.clear()
            above.append(provision)
        return blocks, top

    def _words(self, content: Sequence[Inline]) -> str:
        return words(content, self.document, self.led, self.notes)

    def _footnotes(self, each: Part) -> dict[str, str]:
        """Write the footnotes of a clause, by mark: those that are called once. Others stay where they are."""
        marks = Counter(map(_mark, each.blocks))
        others = (_contents(block) for block in each.blocks if not _mark(block))
        contents = chain([each.heading.content], *others)
        called = Counter(call for content in contents for call in calls(content, self.document))
        written: dict[str, str] = {}
        for block in each.blocks:
            mark = _mark(block)
            if isinstance(block, Paragraph) and mark and marks[mark] == called[mark] == 1:
                first, *rest = block.content
                assert isinstance(first, Words)
                content = (Words(first.text.removeprefix(f"{mark}: ")), *rest)
                said = element("p", words(content, self.document, self.led, {}))
                id = f"{each.id}__authorialNote_{len(written) + 1}"
                written[mark] = element("authorialNote", said, marker=mark[2:-1], placement="bottom", eId=id)
        return written

    def _numbered(self, block: Block) -> tuple[str, str]:
        """Take the label off the words of a paragraph, where it stands undisputed at their beginning."""
        if isinstance(block, Paragraph) and block.label and block.content:
            first = block.content[0]
            if isinstance(first, Words) and first.text.startswith(block.label):
                rest: tuple[Inline, ...] = (Words(first.text[len(block.label) :].lstrip()), *block.content[1:])
                return block.label, element("p", self._words(rest))
        return "", self._block(block, "")

    def _block(self, block: Block, id: str) -> str:
        if isinstance(block, Paragraph):
            return element("p", self._words(block.content), eId=id)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Alternative):
            said = self._words(block.content) or NO_TEXT
            names = standing(block.attribution, self.document)
            parties = element("inline", text(names), name="parties") if names else ""
            return element("p", element("b", text(f"{block.heading}:")), " ", said, parties, eId=id)
        if isinstance(block, Closing):
            return element("p", self._names(block), "]", eId=id)
        if isinstance(block, Note):
            return element("p", element("i", text(f"Note: {block.text}.")), class_="note", eId=id)
        raise ValueError(f"no element of a treaty: {type(block).__name__}")

    def _names(self, block: Closing | Row) -> str:
        names = printed_names(block.attribution) if self.document.attributed else ""
        return element("inline", text(names), name="parties") if names else ""

    def _table(self, table: Table) -> str:
        width = max(len(table.alignment), *(len(row.cells) for row in table.rows))
        return element("table", *(self._row(row, width) for row in table.rows))

    def _row(self, row: Row, width: int) -> str:
        cells = [self._words(cell) for cell in row.cells] or [""]
        if row.heading:
            names = standing(row.attribution, self.document)
            cells[0] = element("b", text(f"{row.heading}:")) + " " + (cells[0] or NO_TEXT)
            cells[-1] += element("inline", text(names), name="parties") if names else ""
        elif row.change and self.document.style == "bracketed":
            cells[0] = "[" + cells[0]
            cells[-1] += f"{self._names(row)}]"
        tag = "th" if row.header else "td"
        span = str(width - len(cells) + 1) if len(cells) < width else ""
        last = len(cells) - 1
        return element(
            "tr",
            *(element(tag, element("p", cell), colspan=span if at == last else "") for at, cell in enumerate(cells)),
        )


def _mark(block: Block) -> str:
    """Give the mark of a footnote whose beginning nobody disputes; nothing of other blocks."""
    first = block.content[0] if isinstance(block, Paragraph) and block.content else None
    lead = _LEAD.match(first.text) if isinstance(first, Words) else None
    return lead[1] if lead else ""


def _contents(block: Block) -> Iterator[Sequence[Inline]]:
    if isinstance(block, Paragraph | Alternative):
        yield block.content
    elif isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row.cells)


def _inside(id: str, blocks: Sequence[str], children: Sequence[str]) -> Iterator[str]:
    """Put words and what is nested together as the schema wants them."""
    if children:
        if blocks:
            yield element("intro", *blocks, eId=f"{id}__intro")
        yield from children
    else:
        yield element("content", *(blocks or ["<p/>"]), eId=f"{id}__content")
