"""A document in any of its styles as a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.draft import document as tree
from drafter.draft.document import Alternative, Closing, Comparison, Document, Heading, Paragraph, Table, Verbatim
from drafter.draft.inline import Deleted, Inline, Words
from drafter.draft.printing import printed_names
from drafter.export.docx import styles
from drafter.export.docx.front import front, note, sheet
from drafter.export.docx.inline import Revisions, names_behind, set_clean, set_printed, set_tracked
from drafter.export.docx.remarks import Comments
from drafter.export.docx.writing import Piece, Remark, Revision, Row, Writing
from drafter.export.facts import (
    behind_line,
    by,
    cell_lines,
    clause_facts,
    column,
    document_facts,
    entry_with_commit,
    isolated,
    issue,
    proposed_title,
    rationales,
    said_behind,
    signature,
    standing,
    verbatim_facts,
)
from drafter.export.indent import Indents
from drafter.model.designation import before_heading
from drafter.model.negotiation import Negotiation
from drafter.model.word import END, bookmark
from drafter.text.printing import NO_TEXT
from drafter.text.visible import visible

_APART = "Rationales and statements"
_TOO_MANY = "Rationales and statements stand at the end, clause by clause: they are too many for the margin"
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


def document(shown: Document, negotiation: Negotiation | None = None) -> bytes:
    """Give a document as a Word file; the same document gives the same bytes.

    With the `negotiation` of which it was made, rationales and statements are comments: on the brackets and the
    changes of amendments, on clauses and on provisions. A clean text has none, nor has one without names.

    The clean text can be changed under tracking and read back. In a redline every change is a tracked one, under the
    amendment or decision behind it. Brackets are printed in the notation of the field.
    """
    return _Printed(shown, negotiation).packed()


class _Printed:
    """The making of one file."""

    def __init__(self, document: Document, negotiation: Negotiation | None) -> None:
        self.document = document
        self.level = 1
        """That of the heading of the clause that is written."""
        self.say = document.say
        commented = document.attributed and document.style in ("bracketed", "redline")
        self.comments = Comments(negotiation, document) if negotiation is not None and commented else None
        self._shown = _shown(document) if self.comments is not None else {}
        self.writing = Writing(landscape=document.style == "comparison", language=document.language)
        self.revisions = Revisions(document)
        self.bookmarked: set[str] = set()
        self.indents = Indents()
        self.change: tuple[Revision | None, Revision | None] = (None, None)

    def packed(self) -> bytes:
        """Write the whole file."""
        document = self.document
        say = self.say
        facts = [(name, value) for name, value in document_facts(document) if name != say("Commit")]
        notes = list(document.notes)
        if self.comments is not None and self.comments.many:
            notes.append(_TOO_MANY)
        front(self.writing, title=document.title, facts=facts, notice=document.notice, notes=notes, say=say)
        self._keys()
        for place, block in enumerate(document.blocks):
            self._block(block, first=place == 0)
        self.writing.paragraph((), styles.GAP_STYLE, bookmarks=(END,))
        self._signatures()
        self._statements()
        self._changes()
        self._annex()
        self._indexes()
        self._apart()
        about = sheet(
            title=document.title,
            symbol=document.symbol,
            issue=issue(document.issue, say),
            commit=document.commit,
            date=document.date,
            treaty="",
            base=document.commit,
            text=document.style,
            say=say,
        )
        return self.writing.packed(about)

    def _keys(self) -> None:
        """Explain the marks, and say whose the codes are."""
        document = self.document
        if document.style == "redline":
            note(self.writing, self.say("Every change is a tracked change, under the amendment or decision behind it."))
            self._behind()
        elif document.legend:
            self._title(self.say("Legend"))
            self._glossary(
                [(isolated(each.mark, document.language), self.say(each.meaning)) for each in document.legend], (4, 9)
            )
        if document.groups:
            self._title(self.say("Groups named in the text"))
            members = [", ".join(name for _, name in each.members) for each in document.groups]
            groups = zip(document.groups, members, strict=True)
            self._glossary([(each.code, f"{each.name}: {names}") for each, names in groups], (3, 16))
        if document.signatories:
            self._title(self.say("Signatories named in the text"))
            named = ", ".join(f"{each.code} {each.name}" for each in document.signatories)
            self.writing.paragraph((Piece(text=visible(f"{named}.")),), styles.CELL)

    def _behind(self) -> None:
        """Say what the names of the changes stand for."""
        if self.document.behind:
            self._title(self.say("Behind the changes"))
            told = [(visible(each.label), behind_line(each, self.say)) for each in self.document.behind]
            self._glossary(told, (4, 9))

    def _glossary(self, entries: Sequence[tuple[str, str]], widths: Sequence[int]) -> None:
        rows = [Row(cells=((Piece(text=mark),), (Piece(text=visible(meaning)),))) for mark, meaning in entries]
        self.writing.table(rows, widths=widths)

    def _block(self, block: tree.Block, *, first: bool = False) -> None:
        if isinstance(block, Heading):
            self._heading(block, first=first)
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Alternative):
            words = list(self._inline(block.content)) or [Piece(text=self.say(NO_TEXT))]
            names = standing(block.attribution, self.document)
            head = Piece(text=f"{block.heading}: ", style=styles.BRACKET, remarks=self._on(block.names))
            self.writing.paragraph((head, *words, Piece(text=visible(names), style=styles.NAMES)), depth=1)
        elif isinstance(block, Closing):
            names = printed_names(block.attribution).lstrip() if self.document.attributed else ""
            end = Piece(text="]", style=styles.BRACKET)
            self.writing.paragraph((Piece(text=visible(names), style=styles.NAMES), end))
        elif isinstance(block, Verbatim):
            self._verbatim(block)
        elif isinstance(block, Comparison):
            self._comparison(block)
        else:
            note(self.writing, visible(self.say("Note: {}.", self.say(block.text))))

    def _heading(self, heading: Heading, *, first: bool) -> None:
        remarks = self._enter(heading)
        self.level = heading.level
        words = list(self._inline(heading.content))
        between = before_heading(heading.designation) if words else ""
        title = Piece(text=visible(f"{heading.designation}{between}"))
        self.change = (None, None)
        if self.document.style == "redline" and heading.change:
            whole = self.revisions.behind(heading.label)
            self.change = (whole, None) if heading.change == "added" else (None, whole)
            title = replace(title, put_in=self.change[0], taken_out=self.change[1])
        pieces = [replace(title, remarks=remarks), *words]
        if self.document.style == "bracketed" and heading.change:
            pieces.insert(0, Piece(text="[", style=styles.BRACKET))
        if heading.alternative:
            pieces.insert(0, Piece(text=f"{heading.alternative}: ", style=styles.BRACKET))
        put_in, taken_out = self.change
        self.writing.paragraph(
            pieces,
            styles.PART if heading.level == 1 else styles.ARTICLE,
            bookmarks=self._bookmarks(heading.clause),
            put_in=put_in,
            taken_out=taken_out,
            new_page=first,
        )
        for fact in clause_facts(heading, self.document):
            note(self.writing, visible(fact), with_next=True)
        for change in heading.changed_by:
            note(self.writing, self.say("Changed by: {}", self._entry(change)), with_next=True)

    def _paragraph(self, paragraph: Paragraph, style: str = styles.PROVISION) -> None:
        put_in, taken_out = self.change
        if self.document.style == "redline" and paragraph.change:
            here = self.revisions.behind(_label(paragraph.content))
            gone = any(isinstance(each, Deleted) for each in paragraph.content)
            put_in, taken_out = (None, here) if gone else (here, None)
        depth = self.indents.of(paragraph)
        address = self._bookmarks(paragraph.address) if style == styles.PROVISION else ()
        parts = list(_by_paragraph(self._remarked(self._inline(paragraph.content), paragraph.address)))
        if len(parts) > 1 and not any(piece.text for piece in parts[-1][0]):
            # Where a paragraph was split, the content ends with the break that was put in.
            parts.pop()
            put_in, taken_out = parts[-1][1].put_in, parts[-1][1].taken_out
        for number, (pieces, end) in enumerate(parts):
            last = number == len(parts) - 1
            self.writing.paragraph(
                pieces,
                style,
                depth=depth,
                bookmarks=() if number else address,
                put_in=put_in if last else end.put_in,
                taken_out=taken_out if last else end.taken_out,
            )

    def _table(self, table: Table) -> None:
        rows = []
        for row in table.rows:
            cells = [tuple(self._inline(cell, cell=True)) for cell in row.cells] or [()]
            if row.heading:
                names = standing(row.attribution, self.document)
                cells[0] = (
                    Piece(text=f"{row.heading}: ", style=styles.BRACKET),
                    *(cells[0] or (Piece(text=self.say(NO_TEXT)),)),
                )
                cells[-1] = (*cells[-1], Piece(text=visible(names), style=styles.NAMES))
            elif row.change and self.document.style == "bracketed":
                names = printed_names(row.attribution) if self.document.attributed else ""
                end = (Piece(text=visible(names), style=styles.NAMES), Piece(text="]", style=styles.BRACKET))
                cells[0] = (Piece(text="[", style=styles.BRACKET), *cells[0])
                cells[-1] = (*cells[-1], *end)
            if due := self._on(row.names):
                first = cells[0] or (Piece(text=""),)
                cells[0] = (replace(first[0], remarks=(*due, *first[0].remarks)), *first[1:])
            put_in, taken_out = self.change
            if self.document.style == "redline" and row.change:
                here = self.revisions.behind(row.label)
                gone = any(isinstance(each, Deleted) for cell in row.cells for each in cell)
                put_in, taken_out = (None, here) if gone else (here, None)
            rows.append(Row(cells=tuple(cells), header=row.header, put_in=put_in, taken_out=taken_out))
        self.writing.table(rows, table.alignment, of_treaty=True)

    def _verbatim(self, proposal: Verbatim) -> None:
        self.writing.paragraph((Piece(text=visible(by(proposal))),), styles.PROPOSAL, level=self.level + 1)
        for name, value in verbatim_facts(proposal, self.say):
            note(self.writing, visible(f"{name}{self.say.colon}{value}"), with_next=True)
        if proposal.content:
            self.writing.paragraph((Piece(text=visible(proposal.title), weight="strong"),), styles.QUOTED)
        for block in proposal.content:
            if isinstance(block, Paragraph):
                self._paragraph(block, styles.QUOTED)
            else:
                self._table(block)

    def _comparison(self, table: Comparison) -> None:
        heads = [self.say("Text as it stands"), *(visible(column(side, self.say)) for side in table.columns)]
        rows = [Row(cells=tuple((Piece(text=head),) for head in heads), header=True)]
        for row in table.rows:
            base = tuple(self._inline(row.base)) if row.base is not None else ()
            readings = (tuple(self._readings(each)) for each in row.readings)
            rows.append(Row(cells=(base, *readings)))
        self.writing.table(rows, widths=[1] * len(heads), of_treaty=True)
        for name, why in rationales(table, self.say):
            note(self.writing, visible(f"{name}{self.say.colon}{why}"))

    def _readings(self, readings: Sequence[tree.Reading]) -> Iterator[Piece]:
        for place, (name, said, content) in enumerate(cell_lines(readings)):
            if place:
                yield Piece(text="\n")
            yield Piece(text=f"{name}{said}")
            yield from self._inline(content)

    def _inline(self, content: Sequence[Inline], *, cell: bool = False) -> Iterator[Piece]:
        if self.document.style == "redline":
            put_in, taken_out = self.change
            for piece in set_tracked(content, self.revisions, self._on, cell=cell):
                marked = piece.put_in is not None or piece.taken_out is not None
                yield piece if marked else replace(piece, put_in=put_in, taken_out=taken_out)
        elif self.document.style == "clean":
            yield from set_clean(content, cell=cell)
        else:
            yield from set_printed(content, self.document, self._on)

    def _enter(self, heading: Heading) -> tuple[Remark, ...]:
        """Begin a clause: give the comments on it as a whole, and on what shows nowhere in its words."""
        if self.comments is None:
            return ()
        behind = self.revisions.amendments(heading.label)
        decided = [name for each in heading.changed_by for name in each.amendments]
        self.comments.enter(heading.designation, (*heading.amendments, *behind, *decided))
        shown = self._shown.get(heading.anchor, set())
        silent = [name for name in heading.amendments if name not in shown]
        return (*self.comments.about(heading.clause), *self.comments.on((*behind, *silent)))

    def _on(self, names: Sequence[str]) -> tuple[Remark, ...]:
        return self.comments.on(names) if self.comments is not None else ()

    def _remarked(self, pieces: Iterator[Piece], address: str) -> Iterator[Piece]:
        """Put the statements about a provision on its first words."""
        clause, _, label = address.partition(":")
        due = self.comments.about(clause, label) if self.comments is not None and label else ()
        for piece in pieces:
            yield replace(piece, remarks=(*due, *piece.remarks)) if due else piece
            due = ()

    def _signatures(self) -> None:
        """Give everybody who signs a place of its own, which no page end cuts."""
        if self.document.signatures:
            self.writing.paragraph((Piece(text=self.say("Signatures")),), styles.FRONT, new_page=True)
            places = [
                Row(cells=((Piece(text=visible(f"{signature(party, self.say)}\n\n")),), (Piece(text=f"\n{'_' * 32}"),)))
                for party in self.document.signatures
            ]
            self.writing.table(places, widths=(1, 1), grid=False)

    def _statements(self) -> None:
        for title, told in said_behind(self.document):
            self._title(title)
            for head, paragraphs in told:
                note(self.writing, visible(head), with_next=bool(paragraphs))
                for each in paragraphs:
                    self.writing.paragraph((Piece(text=visible(each)),), styles.QUOTED)

    def _changes(self) -> None:
        if not self.document.changes_since:
            return
        self._title(self.say("Changes since {}", visible(self.document.changes_since)))
        for change in self.document.changes:
            note(self.writing, self._entry(change))
        if not self.document.changes:
            note(self.writing, self.say("None."))

    def _annex(self) -> None:
        if self.document.annex:
            self._title(self.say("Proposals not reflected in this text"))
        for each in self.document.annex:
            named = (Piece(text=visible(f"{each.amendment}: {each.subject}")),)
            self.writing.paragraph(named, styles.PROPOSAL, level=2)
            because = self.say("Reason: {}", visible(self.say(each.reason)))
            decided = (self._entry(each.decision),) if each.decision is not None else ()
            note(self.writing, self.say.listed(because, *decided))
            for proposed in each.proposed:
                title = visible(f"{proposed_title(proposed, self.say)}:")
                self.writing.paragraph((Piece(text=title, weight="strong"),), styles.QUOTED)
                for content in proposed.paragraphs:
                    self.writing.paragraph(set_printed(content, self.document), styles.QUOTED)

    def _indexes(self) -> None:
        for index in self.document.indexes:
            self._title(self.say("Index: {}", self.say(index.title)))
            for each in index.entries:
                places = ", ".join(name for name, _ in each.places)
                self.writing.paragraph((Piece(text=visible(f"{each.name}: {places}")),), styles.CELL)

    def _apart(self) -> None:
        """Write what was said where it is too much for comments, in the order in which those would stand."""
        if self.comments is None or not self.comments.apart:
            return
        self._title(self.say(_APART))
        for designation, remarks in self.comments.apart.items():
            self.writing.paragraph((Piece(text=visible(designation)),), styles.PROPOSAL, level=2)
            for remark in remarks:
                who = Piece(text=f"{remark.author}, {self.say.date(remark.date)}: ", weight="strong")
                first, *more = remark.paragraphs
                self.writing.paragraph((who, Piece(text=first)), styles.CELL)
                for text in more:
                    self.writing.paragraph((Piece(text=text),), styles.CELL, depth=1)

    def _entry(self, change: tree.ChangeEntry) -> str:
        return visible(entry_with_commit(change, self.say))

    def _title(self, text: str) -> None:
        self.writing.paragraph((Piece(text=text),), styles.FRONT)

    def _bookmarks(self, target: str) -> tuple[str, ...]:
        name = bookmark(target)
        if not target or name in self.bookmarked:
            return ()
        self.bookmarked.add(name)
        return (name,)


def _shown(document: Document) -> dict[str, set[str]]:
    """Give the amendments that show in the words of each clause, by the anchor of its heading."""
    found: dict[str, set[str]] = {}
    here: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Heading):
            here = found.setdefault(block.anchor, set())
        if isinstance(block, Heading | Paragraph | Alternative):
            here.update(names_behind(block.content))
        if isinstance(block, Alternative):
            here.update(block.names)
        if isinstance(block, Table):
            for row in block.rows:
                here.update(row.names, *(names_behind(cell) for cell in row.cells))
    return found


def _by_paragraph(pieces: Iterator[Piece]) -> Iterator[tuple[list[Piece], Piece]]:
    """Cut pieces at the ends of paragraphs that a change holds; with each, the piece whose standing its end has."""
    line: list[Piece] = []
    last = Piece(text="")
    for piece in pieces:
        first, *rest = _BREAK.split(piece.text)
        line.append(replace(piece, text=first))
        for text in rest:
            yield line, piece
            line = [replace(piece, text=text)]
        last = piece
    yield line, last


def _label(content: Sequence[Inline]) -> str:
    """Give the label of what was changed in a paragraph that came or went whole."""
    return next((each.label for each in content if not isinstance(each, Words) and hasattr(each, "label")), "")
