"""A Word file on its way: paragraphs, tables, revisions and comments, with ids that never repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from drafter.draft.languages import saying
from drafter.export.docx import styles
from drafter.export.docx.footnotes import SEPARATORS, footnotes
from drafter.export.docx.marks import as_typed
from drafter.export.docx.package import RELATIONSHIPS, packed
from drafter.export.docx.parts import core, custom, footer, header, settings
from drafter.export.docx.xml import serialized, w
from drafter.model.language import ENGLISH, runs_right
from drafter.model.word import W
from drafter.text.dialect import Weight
from drafter.text.direction import Direction, by_direction, direction

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_INDENT = 425
"""Twentieths of a point a level."""
_BREAK = re.compile(r"([\n\t])")
_MARGIN = 1418
_EDGES = {"header": "709", "footer": "709", "gutter": "0"}
_PAGE = ((11906, 16838), (16838, 11906))
"""A4, upright and across."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Who made a tracked change, and when."""

    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin."""

    author: str
    initials: str
    date: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of one kind. A line end in them stays in its paragraph."""

    text: str
    weight: Weight = "plain"
    style: str = ""
    """The id of a character style."""
    put_in: Revision | None = None
    taken_out: Revision | None = None
    link: str = ""
    """The bookmark to which the words lead."""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table."""

    cells: tuple[tuple[Piece, ...], ...]
    header: bool = False
    put_in: Revision | None = None
    taken_out: Revision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands round the text, and in the file's properties."""

    title: str
    date: str
    header: tuple[str, str]
    """Left and right."""
    footer: str
    properties: tuple[tuple[str, str], ...]


_LETTER, _BESIDE = 120, 230
"""Of a bold letter in a cell, and of what stands beside the words in it, in twentieths of a point."""
_LONG_CELL = 60
"""Letters from which on a longer cell makes its column no wider."""


class Writing:
    """One file, paragraph by paragraph."""

    def __init__(self, *, landscape: bool = False, language: str = ENGLISH) -> None:
        """Begin a file, of a text in that language."""
        self._landscape = landscape
        self._language = language
        self._right = runs_right(language)
        self._all_right = self._right and saying(language).language != ENGLISH
        self._width = _PAGE[landscape][0] - 2 * _MARGIN
        self._blocks: list[etree._Element] = []
        self._comments: list[etree._Element] = []
        self._last_id = 0

    def paragraph(
        self,
        pieces: Iterable[Piece],
        style: str = styles.PROVISION,
        *,
        depth: int = 0,
        bookmarks: Sequence[str] = (),
        put_in: Revision | None = None,
        taken_out: Revision | None = None,
        new_page: bool = False,
        with_next: bool = False,
        level: int = 0,
    ) -> None:
        """Write a paragraph. `put_in` and `taken_out` are about its end; `with_next` keeps it with the next one.

        `level`: that of a heading, from 1, where it is not that of its style.
        """
        pieces = tuple(pieces)
        self._apart_from_table()
        right = self._runs_right(style, pieces)
        layout = _layout(style, right=right, depth=depth, new_page=new_page, with_next=with_next, level=level)
        mark = self._mark(put_in, taken_out)
        if mark is not None:
            layout.append(mark)
        self._blocks.append(w("p", layout, *self._bookmarked(bookmarks, pieces, right=right)))

    def table(
        self,
        rows: Sequence[Row],
        alignment: Sequence[str] = (),
        *,
        widths: Sequence[int] = (),
        grid: bool = True,
        of_treaty: bool = False,
    ) -> None:
        """Write a table; `widths` are shares of the width of the text.

        One of the treaty's has its first column where its language begins; those round the text where theirs does.
        """
        self._apart_from_table()
        columns = max(len(row.cells) for row in rows)
        if len(widths) == columns:
            wide = [self._width * share // sum(widths) for share in widths]
        else:
            wide = _widths(rows, columns, self._width)
        table = w(
            "tbl",
            w(
                "tblPr",
                *((w("tblStyle", val=styles.GRID),) if grid else ()),
                *((w("bidiVisual"),) if self._all_right or (self._right and of_treaty) else ()),
                w("tblW", w=str(sum(wide)), type="dxa"),
                w("tblLayout", type="fixed"),
            ),
            w("tblGrid", *(w("gridCol", w=str(each)) for each in wide)),
        )
        for row in rows:
            table.append(self._row(row, wide, alignment))
        self._blocks.append(table)

    def packed(self, sheet: Sheet) -> bytes:
        """Give the file."""
        self._apart_from_table()
        notes = footnotes(self._blocks)
        as_typed(self._blocks)
        wide, high = _PAGE[self._landscape]
        section = w(
            "sectPr",
            _relation("headerReference", "header"),
            _relation("footerReference", "footer"),
            w("pgSz", w=str(wide), h=str(high), orient="landscape" if self._landscape else "portrait"),
            w("pgMar", **dict.fromkeys(("top", "right", "bottom", "left"), str(_MARGIN)), **_EDGES),
            w("lnNumType", countBy="5", restart="newPage", distance="283"),
        )
        parts = {
            "word/document.xml": serialized(w("document", w("body", *self._blocks, section))),
            "word/styles.xml": styles.styles(self._language),
            "word/settings.xml": settings(*(id for id, _ in SEPARATORS if notes is not None)),
            "word/header1.xml": header(*sheet.header, self._width, right=self._all_right),
            "word/footer1.xml": footer(sheet.footer, self._width, right=self._all_right),
            "docProps/core.xml": core(sheet.title, sheet.date),
            "docProps/custom.xml": custom(sheet.properties),
        }
        if self._comments:
            parts["word/comments.xml"] = serialized(w("comments", *self._comments))
        if notes is not None:
            parts["word/footnotes.xml"] = serialized(notes)
        return packed(parts)

    def _row(self, row: Row, widths: Sequence[int], alignment: Sequence[str]) -> etree._Element:
        about = w("trPr", w("cantSplit"))
        if row.header:
            about.append(w("tblHeader"))
        about.extend(self._changes(row.put_in, row.taken_out))
        element = w("tr", about)
        for place, width in enumerate(widths):
            pieces = row.cells[place] if place < len(row.cells) else ()
            style = styles.HEAD if row.header else styles.CELL
            right = self._runs_right(style, pieces)
            layout = _layout(style, right=right)
            side = alignment[place] if place < len(alignment) else ""
            if side in ("center", "right"):
                layout.append(w("jc", val=side))
            mark = self._mark(row.put_in, row.taken_out)
            if mark is not None:
                layout.append(mark)
            cell = w("p", layout, *(each for piece in pieces for each in self._piece(piece, right=right)))
            element.append(w("tc", w("tcPr", w("tcW", w=str(width), type="dxa")), cell))
        return element

    def _apart_from_table(self) -> None:
        """Word joins two tables that touch, and wants a paragraph behind the last one."""
        if self._blocks and self._blocks[-1].tag == f"{{{W}}}tbl":
            self._blocks.append(w("p", w("pPr", w("pStyle", val=styles.GAP_STYLE))))

    def _runs_right(self, style: str, pieces: Sequence[Piece]) -> bool:
        """Whether a paragraph runs from right to left: by its words, and by the language in which it is written."""
        written = self._all_right or (self._right and style in styles.OF_TREATY)
        return written or direction(_words(pieces)) == "right"

    def _bookmarked(self, names: Sequence[str], pieces: Iterable[Piece], *, right: bool) -> Iterator[etree._Element]:
        ids = [self._id() for _ in names]
        for id, name in zip(ids, names, strict=True):
            yield w("bookmarkStart", id=id, name=name)
        for piece in pieces:
            yield from self._piece(piece, right=right)
        for id in ids:
            yield w("bookmarkEnd", id=id)

    def _piece(self, piece: Piece, *, right: bool) -> Iterator[etree._Element]:
        ids = [self._comment(remark) for remark in piece.remarks]
        for id in ids:
            yield w("commentRangeStart", id=id)
        runs = list(_runs(piece, right=right))
        if runs:
            for tag, revision in (("del", piece.taken_out), ("ins", piece.put_in)):
                if revision is not None:
                    runs = [w(tag, *runs, id=self._id(), author=revision.author, date=revision.date)]
            yield from [w("hyperlink", *runs, anchor=piece.link, history="1")] if piece.link else runs
        for id in ids:
            yield w("commentRangeEnd", id=id)
            mark = w("r", w("rPr", w("rStyle", val=styles.COMMENT_MARK)), w("commentReference", id=id))
            yield mark

    def _comment(self, remark: Remark) -> str:
        id = self._id()
        element = w("comment", id=id, author=remark.author, date=remark.date, initials=remark.initials)
        for text in remark.paragraphs:
            right = direction(text) == "right"
            element.append(w("p", _layout(styles.COMMENT, right=right), *_runs(Piece(text=text), right=right)))
        self._comments.append(element)
        return id

    def _mark(self, put_in: Revision | None, taken_out: Revision | None) -> etree._Element | None:
        changes = self._changes(put_in, taken_out)
        return w("rPr", *changes) if changes else None

    def _changes(self, put_in: Revision | None, taken_out: Revision | None) -> list[etree._Element]:
        return [
            w(tag, id=self._id(), author=revision.author, date=revision.date)
            for tag, revision in (("ins", put_in), ("del", taken_out))
            if revision is not None
        ]

    def _id(self) -> str:
        self._last_id += 1
        return str(self._last_id)


def _widths(rows: Sequence[Row], columns: int, room: int) -> list[int]:
    """Give the width of each column: what its longest word takes, so that none is broken, and more for long cells."""
    longest, word = [1] * columns, [1] * columns
    for row in rows:
        for place, cell in enumerate(row.cells):
            text = _words(cell)
            longest[place] = min(max(longest[place], len(text)), _LONG_CELL)
            word[place] = max(word[place], *map(len, text.split()), 1)
    least = [min(each * _LETTER + _BESIDE, room // columns) for each in word]
    rest = room - sum(least)
    return [width + rest * share // sum(longest) for width, share in zip(least, longest, strict=True)]


def _relation(tag: str, kind: str) -> etree._Element:
    element = w(tag, type="default")
    element.set(f"{{{_RELATION}}}id", RELATIONSHIPS[kind][0])
    return element


def _words(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _layout(
    style: str, *, right: bool, depth: int = 0, new_page: bool = False, with_next: bool = False, level: int = 0
) -> etree._Element:
    layout = w("pPr", w("pStyle", val=style))
    if with_next:
        layout.append(w("keepNext"))
    if new_page:
        layout.append(w("pageBreakBefore"))
    if right:
        layout.append(w("bidi"))
    if depth:
        layout.append(w("ind", left=str(_INDENT * depth)))
    if level:
        layout.append(w("outlineLvl", val=str(level - 1)))
    return layout


def _runs(piece: Piece, *, right: bool) -> Iterator[etree._Element]:
    """Write the words of a piece: a run for each stretch of one direction.

    `right` is that of its paragraph: a full stop alone stands on the side where the paragraph ends.
    """
    base: Direction = direction(piece.text) or ("right" if right else "left")
    for text, right in by_direction(piece.text, base):
        run = w("r")
        letters = w("rPr")
        if piece.style:
            letters.append(w("rStyle", val=piece.style))
        if piece.weight in ("strong", "both"):
            letters.extend((w("b"), w("bCs")))
        if piece.weight in ("emphasis", "both"):
            letters.extend((w("i"), w("iCs")))
        if right:
            letters.append(w("rtl"))
        if len(letters):
            run.append(letters)
        run.extend(_characters(text, "t" if piece.taken_out is None else "delText"))
        yield run


def _characters(text: str, tag: str) -> Iterator[etree._Element]:
    for found in _BREAK.split(text):
        if found in ("\n", "\t"):
            yield w("br" if found == "\n" else "tab")
        elif found:
            element = w(tag, text=found)
            element.set(_XML_SPACE, "preserve")
            yield element
