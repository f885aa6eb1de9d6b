"""A Word file read line by line: everything that has words is read, or named as what can't be carried over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, dropwhile

from lxml import etree

from drafter.intake.docx.lines import Revision, Span, WordLine
from drafter.intake.docx.numbering import Numbering
from drafter.intake.docx.package import Package
from drafter.intake.docx.styles import Styles, attribute, on, value
from drafter.model.problem import Problem, refuse
from drafter.model.word import W
from drafter.text.shown import BAR, Shown, plain
from drafter.text.visible import quoted

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_INSIDE = frozenset(
    f"{{{W}}}{tag}" for tag in ("sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo", "fldSimple")
)
_NAMED = {
    f"{{{W}}}drawing": "a picture or drawing",
    f"{{{W}}}pict": "a picture or drawing",
    f"{{{W}}}object": "an embedded object",
    f"{{{W}}}altChunk": "an embedded document",
    f"{{{W}}}subDoc": "a linked document",
    f"{_MATH}oMath": "a formula",
    f"{_MATH}oMathPara": "a formula",
}
_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORDS = (f"{{{W}}}t", f"{{{W}}}delText", f"{_MATH}t")
_NOTES = {f"{{{W}}}footnoteReference": "footnote", f"{{{W}}}endnoteReference": "endnote"}
_NAME = re.compile(r"[\w-]{1,40}")
_SPACE, _BLANK = plain(" "), re.compile(r"[\n\t]")
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_INSTRUCTIONS = ("instrText", "delInstrText")
_WEIGHTS = {(False, False): "p", (True, False): "e", (False, True): "s", (True, True): "b"}
_SIDES = {"superscript": "above", "subscript": "below"}
WHOLE = 10_000
"""Of words that are not read all are named, so that nobody has to look for the rest; but a file may be hostile."""
_ORDINAL = re.compile(r"\s*(st|nd|rd|th|er|re|e|[ao])?\s*")
"""What is raised behind a number by habit, and means the same on the line."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin."""

    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word file holds."""

    lines: tuple[WordLine, ...]
    comments: dict[str, Comment]
    properties: dict[str, str]
    problems: tuple[Problem, ...]


def read_word(data: bytes, file: str) -> WordText:
    """Read a Word file. Raises Refused for what is no Word file, or one that would do harm.

    Changes are kept with their authors; what has no place in a text (pictures, text boxes, formulas) is named.
    """
    return _Reader(Package(data, file)).text()


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.problems: list[Problem] = []
        self.styles = Styles(package.related("styles"))
        self.numbering = Numbering(package.related("numbering"), self.styles.numbered)
        """Counts the paragraphs of the text as it is agreed, without those that somebody puts in."""
        self.numbering_all = Numbering(package.related("numbering"), self.styles.numbered)
        self.notes = {kind: _notes(package.related(f"{kind}s"), kind) for kind in ("footnote", "endnote")}
        self.numbers: Iterator[int] = iter(())
        """Of the notes that Word counts: a mark that the text writes out is no new one's."""
        self.mark = ""
        """What stands at the beginning of the note that is read, and is the mark with which it is called."""
        self.holds = count(1)
        self.bookmarks: list[str] = []
        self.style = ""
        """The style of the paragraph that is read."""
        self.of_paragraph = (False, False)
        """Whether it sets its words in italics, and in bold."""
        self.open_comments: list[str] = []
        self.fields: list[bool] = []
        """For each open field, whether its result has begun; what stands before it is an instruction."""

    def text(self) -> WordText:
        root = self.package.part(self.package.document)
        body = root.find(f"{{{W}}}body") if root is not None else None
        if body is None:
            raise refuse("it holds no text", "save it again as .docx", rule="word-file", file=self.package.file)
        words = "".join(body.itertext(f"{{{W}}}t"))
        own = {_own_mark(each) for each in body.iter(*_NOTES)}
        self.numbers = (number for number in count(1) if f"[^{number}]" not in words and str(number) not in own)
        lines = tuple(self._blocks(body))
        self._beside()
        comments = _comments(self.package.related("comments"))
        return WordText(lines, comments, self.package.properties(), tuple(self.problems))

    def _beside(self) -> None:
        """Name what is changed under tracking in headers and footers: none of it is text of the treaty."""
        for kind in ("header", "footer"):
            for root in self.package.all_related(kind):
                for element in root.iter(f"{{{W}}}ins", f"{{{W}}}del"):
                    words = "".join(each.text or "" for each in element.iter(*_WORDS)).strip()
                    if words:
                        who = attribute(element, "author") or "somebody"
                        self._named("outside-text", f"{who} changes words of a {kind}: {quoted(words, WHOLE)}", element)

    def _blocks(self, parent: etree._Element) -> Iterator[WordLine]:
        for element in parent:
            if not isinstance(element.tag, str):
                continue
            name = _local(element)
            if name == "p":
                yield self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif element.tag in _INSIDE or name in ("ins", "del", "moveFrom", "moveTo"):
                yield from self._blocks(element)
            elif name == "bookmarkStart":
                self.bookmarks.append(attribute(element, "name"))
            else:
                self._unread(element)

    def _paragraph(self, element: etree._Element) -> WordLine:
        layout = element.find(f"{{{W}}}pPr")
        line = WordLine()
        style = value(layout, "pStyle") if layout is not None else ""
        line.style = self.styles.name(style)
        line.level = self._level(layout, style)
        if layout is not None:
            mark = layout.find(f"{{{W}}}rPr")
            line.put_in, line.taken_out = _changes(mark)
            line.label = self._label(layout, style, element, counts=line.put_in is None)
        before = list(self.open_comments)
        self.style, self.of_paragraph = style, self.styles.weight(style)
        line.bold = self.of_paragraph[1]
        line.spans = list(self._inline(element, Span(Shown("", ""))))
        line.bookmarks = tuple(self.bookmarks)
        self.bookmarks.clear()
        line.comments = tuple(dict.fromkeys((*before, *self._begun(element))))
        return line

    def _label(self, layout: etree._Element, style: str, element: etree._Element, *, counts: bool) -> str:
        """Give the number of a paragraph: put in under tracking, it does not count for those behind it."""
        with_all = self.numbering_all.label(layout, style)
        agreed = self.numbering.label(layout, style, counts=counts)
        for kind in sorted(self.numbering.unknown | self.numbering_all.unknown):
            self._named("numbering", f"numbers of the format “{kind}” are read as 1, 2, 3", element)
        self.numbering.unknown.clear()
        self.numbering_all.unknown.clear()
        runs = list(element.iter(f"{{{W}}}r"))
        put_in = [run for run in runs if any(_local(each) in ("ins", "moveTo") for each in run.iterancestors())]
        return with_all if len(put_in) == len(runs) and (runs or not counts) else agreed

    def _begun(self, element: etree._Element) -> list[str]:
        marks = ("commentRangeStart", "commentReference")
        return [attribute(each, "id") for each in element.iter() if isinstance(each.tag, str) and _local(each) in marks]

    def _level(self, layout: etree._Element | None, style: str) -> int:
        own = value(layout, "outlineLvl") if layout is not None else ""
        if own.isdigit():
            return int(own) + 1 if int(own) < 9 else 0
        return self.styles.level(style)

    def _inline(self, parent: etree._Element, standing: Span) -> Iterator[Span]:
        for element in parent:
            if not isinstance(element.tag, str):
                continue
            name = _local(element)
            if name == "r":
                yield from self._run(element, standing)
            elif name in ("ins", "moveTo"):
                yield from self._inline(element, replace(standing, put_in=_revision(element)))
            elif name in ("del", "moveFrom"):
                yield from self._inline(element, replace(standing, taken_out=_revision(element)))
            elif name == "hyperlink":
                linked = replace(standing, link=attribute(element, "anchor"), hold=next(self.holds))
                yield from self._inline(element, linked)
            elif element.tag in _INSIDE:
                yield from self._inline(element, standing)
            elif name == "bookmarkStart":
                self.bookmarks.append(attribute(element, "name"))
            elif name == "commentRangeStart":
                self.open_comments.append(attribute(element, "id"))
            elif name == "commentRangeEnd":
                self.open_comments = [each for each in self.open_comments if each != attribute(element, "id")]
            else:
                self._unread(element)

    def _run(self, run: etree._Element, standing: Span) -> Iterator[Span]:
        letters = run.find(f"{{{W}}}rPr")
        weight = self._weight(letters)
        before, since = self._set_since(letters, standing)
        if on(self._setting(letters, "vanish"), "vanish"):
            self._cannot("a hidden passage", run, "hidden-text")
            return
        for element in (each for each in run if isinstance(each.tag, str)):
            if _local(element) == "ruby":
                yield from self._above(element, standing)
                continue
            if element.tag in _NOTES:
                yield from self._note(_NOTES[str(element.tag)], element, standing)
                if _own_mark(element):
                    return
                continue
            text = self._characters(element)
            if self.mark and text:
                # LibreOffice writes it twice.
                if text == self.mark:
                    continue
                self.mark = ""
            if text and self.fields and not self.fields[-1]:
                self._named("field", f"{quoted(text, WHOLE)} in the instruction of a field is not read", run)
            elif text:
                shown = plain(text)
                if shown.text != text:
                    self._named("characters", "characters that are no text are written out", run)
                self._set_by_hand(letters, text, run)
                if since is not None:
                    yield replace(standing, shown=Shown(shown.text, before * len(shown.text)), taken_out=since)
                put_in = since or standing.put_in
                yield replace(standing, shown=Shown(shown.text, weight * len(shown.text)), put_in=put_in)

    def _note(self, kind: str, reference: etree._Element, standing: Span) -> Iterator[Span]:
        """Put the mark of a note where it is called, but for the title, which is no clause.

        A mark that Word doesn't count, as our own files have it, is that of the treaty.
        """
        note = self.notes[kind].get(attribute(reference, "id"))
        words = "".join(map(_letters, note.iter(*_WORDS))).strip() if note is not None else ""
        if note is None or not words or self.styles.name(self.style) == "title":
            self._named(kind, f"a {kind} is not read: “{words}”", reference)
            return
        own = _own_mark(reference)
        name = own if _NAME.fullmatch(own) else next(self.numbers)
        yield replace(standing, shown=plain(f"[^{name}]"), note=self._note_words(note, own))

    def _note_words(self, note: etree._Element, mark: str) -> tuple[Span, ...]:
        """Read the words of a note, as one line."""
        around = self.style, self.of_paragraph, self.fields
        self.mark, self.fields = mark, []
        found: list[Span] = []
        for paragraph in note.iter(f"{{{W}}}p"):
            self.style = value(paragraph.find(f"{{{W}}}pPr"), "pStyle")
            self.of_paragraph = self.styles.weight(self.style)
            found += [*self._inline(paragraph, Span(_SPACE)), Span(_SPACE)]
        self.mark, (self.style, self.of_paragraph, self.fields) = "", around
        words = [replace(each, shown=Shown(_BLANK.sub(" ", each.shown.text), each.shown.weights)) for each in found]
        first, *rest = dropwhile(lambda each: not each.shown.text.strip(), words)
        begins = len(first.shown.text) - len(first.shown.text.lstrip())
        return replace(first, shown=first.shown[begins:]), *rest

    def _above(self, ruby: etree._Element, standing: Span) -> Iterator[Span]:
        """Read the words under a pronunciation guide; the guide itself is named."""
        for base in ruby.iter(f"{{{W}}}rubyBase"):
            yield from self._inline(base, standing)
        guide = "".join(each.text or "" for each in ruby.iterfind(f"{{{W}}}rt//{{{W}}}t"))
        if guide:
            self._named("not-text", f"the reading {quoted(guide, WHOLE)} above words is not read", ruby)

    def _set_by_hand(self, letters: etree._Element | None, text: str, run: etree._Element) -> None:
        """Name what is only shown by how words are set, and would read as something else without it."""
        if any(on(self._setting(letters, name), name) for name in ("strike", "dstrike")):
            said = f"{quoted(text)} is struck out by hand, not under tracking, and is read as words that stand"
            self._named("formatting", said, run)
        side = _SIDES.get(value(self._setting(letters, "vertAlign"), "vertAlign"))
        shift = value(self._setting(letters, "position"), "position")
        if side is None and re.fullmatch(r"[-+]?[1-9][0-9]*", shift):
            # LibreOffice writes so what is raised or lowered in a web page.
            side = "below" if shift.startswith("-") else "above"
        if side is not None and not _ORDINAL.fullmatch(text):
            self._named("formatting", f"{quoted(text)} is set {side} the line, and is read as on it", run)

    def _setting(self, letters: etree._Element | None, name: str) -> etree._Element | None:
        return self.styles.setting(name, letters, value(letters, "rStyle"), self.style)

    def _characters(self, element: etree._Element) -> str:
        name = _local(element)
        if name in ("t", "delText"):
            return _letters(element).replace("\n", " ").replace("\r", " ")
        if name in _CHARACTERS:
            return _CHARACTERS[name]
        if name == "sym":
            symbol, font = attribute(element, "char"), attribute(element, "font")
            self._named("symbol", f"the symbol {symbol} of {font} is not read", element)
        elif name == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif name not in _INSTRUCTIONS:
            self._unread(element)
        return ""

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _weight(self, letters: etree._Element | None) -> str:
        """Say how words stand out from their paragraph: that a heading is set in bold is the style's, no emphasis.

        Other programs repeat with each word what the style says, when the word is changed.
        """
        if letters is None:
            return "p"
        weight = []
        styles = zip(("i", "b"), self.styles.weight(value(letters, "rStyle")), self.of_paragraph, strict=True)
        for name, of_words, of_paragraph in styles:
            own = letters.find(f"{{{W}}}{name}") is not None
            weight.append((on(letters, name) if own else of_words) and not of_paragraph)
        return _WEIGHTS[weight[0], weight[1]]

    def _table(self, table: etree._Element) -> Iterator[WordLine]:
        rows = [each for each in table.iter(f"{{{W}}}tr") if _table_of(each) is table]
        lines = [self._row(row) for row in rows]
        if not lines:
            return
        # The line of dashes that Markdown has behind the head of a table comes and goes with the whole of it.
        standings = {(line.put_in, line.taken_out) for line in lines}
        put_in, taken_out = standings.pop() if len(standings) == 1 else (None, None)
        head = 0
        while head + 1 < len(rows) and _is_head(rows[head + 1]) and (lines[head].taken_out or lines[head + 1].put_in):
            head += 1
        bars = plain("|" + " --- |" * max(1, lines[head].text.count("|") - 1))
        yield from lines[: head + 1]
        yield WordLine([Span(bars, put_in, taken_out)], put_in, taken_out, row=True)
        yield from lines[head + 1 :]

    def _row(self, row: etree._Element) -> WordLine:
        put_in, taken_out = _changes(row.find(f"{{{W}}}trPr"))
        bar = Span(plain("|"), put_in, taken_out)
        line = WordLine([bar], put_in, taken_out, row=True)
        for cell in (each for each in row.iter(f"{{{W}}}tc") if _row_of(each) is row):
            for each in cell.iter(f"{{{W}}}gridSpan", f"{{{W}}}vMerge", f"{{{W}}}cellIns", f"{{{W}}}cellDel"):
                if _local(each) != "gridSpan" or attribute(each, "val") != "1":
                    self._named("table", "cells that are merged or tracked one by one are read as plain ones", each)
                    break
            parts = [part for part in self._blocks(cell) if not part.row]
            if len([part for part in parts if part.text]) > 1:
                self._named("table", "paragraphs of a cell are put on one line", cell)
            for inner in (each for each in cell.iter(f"{{{W}}}tbl") if _row_of(each) is row):
                self._cannot("a table in a table", inner)
            for number, part in enumerate(each for each in parts if each.text or len(parts) == 1):
                if number:
                    line.spans.append(Span(plain(" "), put_in, taken_out))
                line.spans.extend(_in_cell(span, put_in, taken_out) for span in part.spans)
                line.bookmarks += part.bookmarks
                line.comments += part.comments
            line.spans.append(bar)
        return line

    def _set_since(self, letters: etree._Element | None, standing: Span) -> tuple[str, Revision | None]:
        """Give the weight that the words of a run had before somebody set them otherwise under tracking, and who did.

        Words that somebody puts in or takes out are read as they are set now.
        """
        change = letters.find(f"{{{W}}}rPrChange") if letters is not None else None
        if change is None or standing.put_in is not None or standing.taken_out is not None:
            return "", None
        before = self._weight(change.find(f"{{{W}}}rPr"))
        return before, _revision(change) if before != self._weight(letters) else None

    def _unread(self, element: etree._Element) -> None:
        """Name an element that has no place in a text, or that is not known here and holds words."""
        if element.tag in _NAMED or _local(element) == "AlternateContent":
            self._cannot(_NAMED.get(str(element.tag), "a picture or drawing"), element)
        elif next(element.iter(*_WORDS), None) is not None:
            self._cannot(f"what stands in “{_local(element)}”", element)

    def _cannot(self, what: str, element: etree._Element, rule: str = "not-text") -> None:
        words = "".join(map(_letters, _shown_once(element)))
        self._named(rule, f"{what} is not read{f': {quoted(words, WHOLE)}' if words else ''}", element)

    def _named(self, rule: str, message: str, element: etree._Element) -> None:
        near = _paragraph_of(element)
        words = "".join(map(_letters, _shown_once(near))).strip() if near is not None else ""
        place = f", near {quoted(words)}" if words else ""
        problem = Problem(
            rule=rule,
            message=f"{message}{place}",
            remedy="carry it over by hand",
            file=self.package.file,
            severity="warning",
        )
        if problem not in self.problems:
            self.problems.append(problem)


def _notes(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    found = () if root is None else root.iter(f"{{{W}}}{kind}")
    return {attribute(each, "id"): each for each in found}


def _own_mark(reference: etree._Element) -> str:
    """Give the mark of a note where it is written out behind the call and not counted; nothing for others."""
    if attribute(reference, "customMarkFollows") not in ("1", "true", "on"):
        return ""
    return "".join(map(_letters, reference.itersiblings(*_WORDS)))


def _shown_once(element: etree._Element) -> Iterator[etree._Element]:
    """Give what has words in an element, without what stands there again for a program that can't show them."""
    return (each for each in element.iter(*_WORDS) if next(each.iterancestors(_AGAIN), None) is None)


def _letters(element: etree._Element) -> str:
    """Give the words of an element without soft hyphens: they say where a line may end, and are no letters."""
    return (element.text or "").replace("\u00ad", "")


def _comments(root: etree._Element | None) -> dict[str, Comment]:
    comments = {}
    for each in () if root is None else root.iter(f"{{{W}}}comment"):
        paragraphs = (
            "".join(map(_in_comment, paragraph.iterfind(f".//{{{W}}}r/*"))) for paragraph in each.iter(f"{{{W}}}p")
        )
        text = "\n\n".join(plain(said).text for said in paragraphs if said.strip())
        comments[attribute(each, "id")] = Comment(attribute(each, "author"), attribute(each, "date")[:16], text)
    return comments


def _in_comment(element: etree._Element) -> str:
    return _letters(element) if element.tag == f"{{{W}}}t" else _CHARACTERS.get(_local(element), "")


def _in_cell(span: Span, put_in: Revision | None, taken_out: Revision | None) -> Span:
    """A bar in a cell is a character of it; a line end would end the row. Words come and go with their row."""
    text = span.shown.text.replace("|", BAR).replace("\n", " ")
    shown = Shown(text, span.shown.weights)
    return replace(span, shown=shown, put_in=span.put_in or put_in, taken_out=span.taken_out or taken_out)


def _changes(layout: etree._Element | None) -> tuple[Revision | None, Revision | None]:
    if layout is None:
        return None, None
    found: list[Revision | None] = []
    for names in (("ins", "moveTo"), ("del", "moveFrom")):
        elements = (layout.find(f"{{{W}}}{name}") for name in names)
        element = next((each for each in elements if each is not None), None)
        found.append(_revision(element) if element is not None else None)
    return found[0], found[1]


def _revision(element: etree._Element) -> Revision:
    return Revision(attribute(element, "author"), attribute(element, "date")[:16])


def _is_head(row: etree._Element) -> bool:
    return on(row.find(f"{{{W}}}trPr"), "tblHeader")


def _table_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(f"{{{W}}}tbl"), None)


def _row_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(f"{{{W}}}tr"), None)


def _paragraph_of(element: etree._Element) -> etree._Element | None:
    if element.tag == f"{{{W}}}p":
        return element
    return next(element.iterancestors(f"{{{W}}}p", f"{{{W}}}tc"), None)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
