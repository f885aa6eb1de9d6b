"""Amendments as a Word file: today's text, and their changes as tracked changes under the delegations' names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.draft.changes import issue_line
from drafter.draft.consolidate import snapshot
from drafter.draft.document import NOTICE
from drafter.draft.languages import saying
from drafter.draft.reference import of
from drafter.export.docx import styles
from drafter.export.docx.amended import AmendedText, Passage, amended_text
from drafter.export.docx.front import front, sheet
from drafter.export.docx.remarks import pointer, remarks, statements
from drafter.export.docx.setting import pieces as set_words
from drafter.export.docx.tables import TrackedTable, arranged
from drafter.export.docx.tracking import Line, Stretch
from drafter.export.docx.writing import Piece, Remark, Revision, Row, Writing
from drafter.export.facts import issue
from drafter.export.indent import Indents
from drafter.model.label import leading_labels
from drafter.model.negotiation import Negotiation
from drafter.model.problem import refuse
from drafter.model.provision import paragraphs, provisions
from drafter.model.target import Target
from drafter.model.terms import Kind
from drafter.model.word import END, bookmark, stamp
from drafter.text.visible import visible


def tracked(negotiation: Negotiation, amendments: Sequence[str]) -> bytes:
    """Give a Word file of today's text with the changes of amendments (full ids) as tracked changes.

    Rejecting all changes gives today's text; accepting all gives the text with the proposals, for one amendment or for
    those that can be adopted together. The file says of rival wordings that they are; each stands under its author.
    Raises Refused when an amendment is not there, or none is named.
    """
    if not amendments:
        raise refuse("a file of tracked changes needs an amendment", "name one or several, with --with")
    text = amended_text(negotiation, list(dict.fromkeys(amendments)))
    return _Tracked(negotiation, text).packed()


class _Tracked:
    """The making of one file: what its parts share."""

    def __init__(self, negotiation: Negotiation, text: AmendedText) -> None:
        self.negotiation = negotiation
        self.roster = negotiation.treaty.roster
        self.text = text
        self.references = of(negotiation)
        self.say = saying(self.roster.language)
        self.writing = Writing(language=self.roster.language)
        self.revisions = {each.id: Revision(*stamp(self.roster, each)) for each in text.amendments}
        self.remarked: dict[str, str] = {}
        self.bookmarked: set[str] = set()
        self.remarks_due: set[str] = set()

    def packed(self) -> bytes:
        """Write the whole file."""
        treaty = self.negotiation.treaty
        commit, date = snapshot(self.negotiation)
        say = self.say
        issued = issue(issue_line(self.negotiation), say)
        facts = [
            (say("Symbol"), self.roster.symbol),
            (say("Issue"), issued),
            (say("Date"), say.date(date)),
            (say("Text"), say("agreed text, with proposed amendments as tracked changes")),
        ]
        front(self.writing, title=self.roster.title, facts=facts, notice=NOTICE, notes=self.text.notes, say=say)
        self._list()
        for place, passage in enumerate(self.text.passages):
            self._passage(passage, first=place == 0)
        self.writing.paragraph((), styles.GAP_STYLE, bookmarks=(END,))
        about = sheet(
            title=self.roster.title,
            symbol=self.roster.symbol,
            issue=issued,
            commit=commit,
            date=date,
            treaty=treaty.name,
            base=treaty.commit,
            text="tracked",
            amendments=[each.id for each in self.text.amendments],
            say=say,
        )
        return self.writing.packed(about)

    def _list(self) -> None:
        """List the amendments whose changes the file shows."""
        self.writing.paragraph((Piece(text=self.say("Amendments in this file")),), styles.FRONT)
        heads = ("Amendment", "Delegation", "Proposal", "Tabled")
        rows = [Row(cells=tuple((Piece(text=self.say(head)),) for head in heads), header=True)]
        for each in self.text.amendments:
            cells = (each.id, self.roster.name(each.signatory), each.subject, self.say.date(each.tabled))
            rows.append(Row(cells=tuple((Piece(text=visible(cell)),) for cell in cells)))
        self.writing.table(rows, widths=(9, 9, 15, 9))

    def _passage(self, passage: Passage, *, first: bool) -> None:
        changing = {
            name for line in passage.lines for each in line.stretches for name in (*each.put_in, *each.taken_out)
        }
        self.remarks_due = set(passage.names)
        line = passage.heading.lines[0]
        pieces = list(self._pieces(passage, line.stretches))
        # What changes no word of the clause (it asks to keep it, say) is said at its heading.
        silent = [name for name in dict.fromkeys(passage.names) if name not in changing]
        if pieces:
            said_here = tuple(remark for name in silent for remark in self._remarks(passage, name, ""))
            about = statements(self.negotiation, Target(passage.clause.id), self.references)
            pieces[0] = replace(pieces[0], remarks=(*about, *pieces[0].remarks, *said_here))
        style = styles.ARTICLE if passage.clause.kind is Kind.ARTICLE else styles.PART
        put_in, taken_out = self._end(line)
        name = self._bookmarks(passage.clause.id)
        self.writing.paragraph(pieces, style, bookmarks=name, put_in=put_in, taken_out=taken_out, new_page=first)
        places = _places(passage)
        for at, unit in arranged(passage.body.lines):
            if isinstance(unit, TrackedTable):
                self._table(passage, unit)
            else:
                address, depth = places[at]
                put_in, taken_out = self._end(unit)
                pieces = list(self._pieces(passage, unit.stretches))
                if address and pieces:
                    about = statements(self.negotiation, Target(*address.split(":")), self.references)
                    pieces[0] = replace(pieces[0], remarks=(*about, *pieces[0].remarks))
                self.writing.paragraph(
                    pieces,
                    depth=depth,
                    bookmarks=self._bookmarks(address),
                    put_in=put_in,
                    taken_out=taken_out,
                )

    def _table(self, passage: Passage, table: TrackedTable) -> None:
        rows = []
        for row in table.rows:
            cells = tuple(tuple(self._pieces(passage, cell, cell=True)) for cell in row.cells)
            put_in, taken_out = self._revision(row.mark.put_in), self._revision(row.mark.taken_out)
            rows.append(Row(cells=cells, header=row.header, put_in=put_in, taken_out=taken_out))
        self.writing.table(rows, table.alignment, of_treaty=True)

    def _pieces(self, passage: Passage, stretches: Sequence[Stretch], *, cell: bool = False) -> Iterator[Piece]:
        for stretch in stretches:
            due: tuple[Remark, ...] = ()
            for name in (*stretch.put_in, *stretch.taken_out):
                if name in self.remarks_due:
                    first = (stretch.taken_out or stretch.put_in)[0]
                    due += self._remarks(passage, name, first)
            put_in, taken_out = self._revision(stretch.put_in), self._revision(stretch.taken_out)
            standing = Piece(text="", put_in=put_in, taken_out=taken_out, remarks=due)
            yield from set_words(stretch.shown, self.text.signs, self.references.printed, standing, cell=cell)

    def _remarks(self, passage: Passage, name: str, shown_under: str) -> tuple[Remark, ...]:
        """Give what is said about an amendment where it first changes a clause: all of it once, then where that was."""
        self.remarks_due.discard(name)
        amendment = self.negotiation.by_id[name]
        if name in self.remarked:
            found: tuple[Remark, ...] = (pointer(self.negotiation, amendment, self.remarked[name]),)
        else:
            self.remarked[name] = passage.clause.designation
            found = remarks(self.negotiation, amendment, self.references)
        if shown_under and shown_under != name:
            author = self.revisions[shown_under].author
            also = self.say("The change marked here under {} ({}) is proposed by it too.", visible(author), shown_under)
            found = (replace(found[0], paragraphs=(*found[0].paragraphs, also)), *found[1:])
        return found

    def _end(self, line: Line) -> tuple[Revision | None, Revision | None]:
        return self._revision(line.mark.put_in), self._revision(line.mark.taken_out)

    def _revision(self, names: Sequence[str]) -> Revision | None:
        return self.revisions[names[0]] if names else None

    def _bookmarks(self, target: str) -> tuple[str, ...]:
        """Name a place, once: a clause that two amendments add has one bookmark."""
        name = bookmark(target)
        if not target or name in self.bookmarked:
            return ()
        self.bookmarked.add(name)
        return (name,)


def _places(passage: Passage) -> list[tuple[str, int]]:
    """Give the address of each line that is a provision of the agreed text, and how deep it is nested."""
    known = {provision.label for provision in provisions(passage.clause.body)}
    texts = ["".join(each.shown.text for each in line.stretches) for line in passage.body.lines]
    labels = [leading_labels(text)[0] for text in texts]
    skeleton = "\n\n".join(" ".join([*(label.text for label in found), "x"]) for found in labels)
    seen: set[str] = set()
    places = []
    indents = Indents()
    for line, found, row in zip(passage.body.lines, labels, paragraphs(skeleton), strict=True):
        label = ".".join(row.path)
        address = ""
        if row.opens and label in known and label not in seen and not line.mark.put_in:
            address = f"{passage.clause.id}:{label}"
            seen.add(label)
        places.append((address, indents.at(found, len(row.path) - 1) if row.opens else 0))
    return places
