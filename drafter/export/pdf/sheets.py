"""A document as the data that the layout sets: runs of words, lines, blocks, nothing that typst would read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import regex

from drafter.draft.document import (
    Alternative,
    Block,
    Closing,
    Comparison,
    Document,
    Heading,
    Note,
    NotReflected,
    Paragraph,
    Party,
    Row,
    Table,
    Verbatim,
)
from drafter.draft.emphasis import runs
from drafter.draft.inline import Inline
from drafter.draft.printing import Stretch, printed_names, stretches
from drafter.export.facts import (
    anchors,
    behind_line,
    by,
    by_mark,
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
from drafter.model.language import runs_right
from drafter.text.direction import direction
from drafter.text.printing import NO_TEXT
from drafter.text.visible import visible

MOST_COLUMNS = 5
"""Of proposals beside the text on one page; further ones follow in another table."""

_NARROWEST, _WIDEST = 18, 50
"""Letters of a cell, by which columns of a table share the page."""

_LONG = regex.compile(r"\S{61,}")
_CLUSTERS = regex.compile(r"\X{1,20}")
_BREAK = "\u200b"
_CONTROL = regex.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Data = dict[str, Any]


def sheets(document: Document) -> Data:
    """Give a document as data for the layout."""
    return _Sheets(document).data()


def words(text: str) -> str:
    """Make text fit to be set: what deceives is made visible, and a word wider than a page can be broken."""
    # The pictures of control characters, as `visible` gives them, are in few fonts.
    told = _CONTROL.sub(lambda match: f"‹U+{ord(match[0]):04X}›", text)
    broken: str = _LONG.sub(lambda match: _BREAK.join(_CLUSTERS.findall(match[0])), visible(told))
    return broken


def plain(text: object, weight: str = "plain") -> Data:
    """Give plain text as a line."""
    return _line([_run(str(text), weight=weight)])


class _Sheets:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.say = document.say
        self.anchors = anchors(document)
        self.indents = Indents()
        self.level = 1
        """That of the heading of the clause that is set."""

    def data(self) -> Data:
        document = self.document
        date, time = document.date[:10].split("-"), document.date[11:19].split(":")
        blocks = list(self._blocks(document.blocks))
        language, region = _language(document.language)
        issued = issue(document.issue, self.say)
        return {
            "name": words(", ".join(each for each in (document.title, document.symbol, issued) if each)),
            "title": plain(document.title),
            "running": words(", ".join(each for each in (document.title, document.symbol) if each)),
            "issue": words(issued),
            "lang": language,
            "region": region,
            "rtl": runs_right(document.language),
            "date": [int(each) for each in (*date, *time)],
            "facts": [[name, words(value)] for name, value in document_facts(document)],
            "notice": words(self.say(document.notice)),
            "notes": [words(self.say("Note: {}.", self.say(note))) for note in document.notes],
            "ours": self.say.language,
            "colon": self.say.colon,
            "said": {name: self.say(name) for name in ("Contents", "Notes", "Signatures")},
            "footer": words(self.say("Commit {}", document.commit)),
            "wide": document.style == "comparison",
            "brief": document.changes_only,
            "contents": sum(block["type"] == "heading" for block in blocks) > 1,
            "front": list(self._front()),
            "blocks": blocks,
            "signatures": [words(signature(party, self.say)) for party in document.signatures],
            "back": list(self._back()),
        }

    def line(self, content: Sequence[Inline]) -> Data:
        """Give inline content as a line, in the document's way of printing."""
        document = self.document
        bracketed = document.style == "bracketed"
        shown = stretches(content, attributed=document.attributed, bracketed=bracketed, apart=True)
        labelled = document.style == "redline"
        return _line([run for each in shown for run in _runs(each, self.anchors, labelled=labelled)])

    def _front(self) -> Iterator[Data]:
        document = self.document
        if document.legend:
            yield _section(self.say("Legend"))
            meanings = [[*self._mark(each.mark), _run(f"   {self.say(each.meaning)}")] for each in document.legend]
            yield {"type": "list", "items": [_line(each) for each in meanings]}
        if document.groups or document.signatories:
            yield _section(self.say("Parties named"))
            if document.groups:
                yield {"type": "list", "items": [_party(each) for each in document.groups]}
            if document.signatories:
                yield {"type": "names", "items": [_party(each) for each in document.signatories]}

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[Data]:
        """Give the blocks; what has to be noted of a clause is a footnote to its heading."""
        for at, block in enumerate(blocks):
            if isinstance(block, Heading):
                notes = []
                for later in blocks[at + 1 :]:
                    if isinstance(later, Heading):
                        break
                    if isinstance(later, Note):
                        notes.append(f"{self.say(later.text)}.")
                yield self._heading(block, notes)
            elif not isinstance(block, Note):
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Data]:
        if isinstance(block, Paragraph):
            depth = min(self.indents.of(block), 5)
            yield {"type": "paragraph", "depth": depth, "anchor": block.anchor, **self.line(block.content)}
        elif isinstance(block, Table):
            yield self._table(block)
        elif isinstance(block, Alternative):
            shown = self.line(block.content)["runs"] or [_run(self.say(NO_TEXT))]
            names = _run(standing(block.attribution, self.document), role="names")
            line = _line([_run(f"{block.heading}: ", weight="strong"), *shown, names])
            yield {"type": "paragraph", "depth": 0, **line}
        elif isinstance(block, Closing):
            yield {"type": "paragraph", "depth": 0, **_line([self._names(block), _run("]", role="mark")])}
        elif isinstance(block, Verbatim):
            yield {**_section(by(block), level=self.level + 1), "listed": False}
            yield {"type": "facts", "facts": [[name, words(value)] for name, value in verbatim_facts(block, self.say)]}
            if block.content:
                inner = [each for part in block.content for each in self._block(part)]
                yield {"type": "quoted", "blocks": [{"type": "title", **plain(block.title)}, *inner]}
        elif isinstance(block, Comparison):
            yield from self._comparison(block)

    def _heading(self, heading: Heading, notes: Sequence[str]) -> Data:
        self.level = heading.level
        # The contents lead to the heading; a link in it would lead away from there.
        content = [{**run, "to": ""} for run in self.line(heading.content)["runs"]]
        designation = f"{heading.designation}{before_heading(heading.designation) if content else ''}"
        role = "words"
        if self.document.style == "redline" and heading.change:
            role = "inserted" if heading.change == "added" else "deleted"
        label = [_run(heading.label, role="label")] if heading.label else []
        opening = [_run("[", role="mark")] if self.document.style == "bracketed" and heading.change else []
        if heading.alternative:
            opening.insert(0, _run(f"{heading.alternative}: "))
        behind = [self.say("Changed by: {}", f"{entry_with_commit(each, self.say)}.") for each in heading.changed_by]
        return {
            "type": "heading",
            "level": heading.level,
            "anchor": heading.anchor,
            "runs": [*opening, _run(designation, role=role), *label, *content],
            "facts": [words(fact) for fact in clause_facts(heading, self.document)],
            "footnotes": [words(note) for note in (*behind, *notes)],
        }

    def _names(self, block: Closing | Row) -> Data:
        return _run(printed_names(block.attribution) if self.document.attributed else "", role="names")

    def _table(self, table: Table) -> Data:
        rows = [self._row(row) for row in table.rows]
        width = max(len(table.alignment), *(len(row["cells"]) for row in rows))
        widths = [_NARROWEST] * width
        for row in rows:
            for place, cell in enumerate(row["cells"]):
                length = sum(len(run["text"]) for run in cell["runs"])
                widths[place] = max(widths[place], min(length, _WIDEST))
            row["cells"][-1]["span"] += width - len(row["cells"])
        alignment = [*table.alignment, *[""] * (width - len(table.alignment))]
        return {"type": "table", "widths": widths, "alignment": alignment, "rows": rows}

    def _row(self, row: Row) -> Data:
        cells = [self.line(cell) for cell in row.cells] or [_line([])]
        if row.heading:
            cells[0]["runs"] = [
                _run(f"{row.heading}: ", weight="strong"),
                *(cells[0]["runs"] or [_run(self.say(NO_TEXT))]),
            ]
            cells[-1]["runs"].append(_run(standing(row.attribution, self.document), role="names"))
        elif row.change and self.document.style == "bracketed":
            cells[0]["runs"].insert(0, _run("[", role="mark"))
            cells[-1]["runs"].extend([self._names(row), _run("]", role="mark")])
        return {"header": row.header, "cells": [{"span": 1, **cell} for cell in cells]}

    def _comparison(self, table: Comparison) -> Iterator[Data]:
        for first in range(0, len(table.columns), MOST_COLUMNS):
            sides = range(first, min(first + MOST_COLUMNS, len(table.columns)))
            heads = [plain(column(table.columns[side], self.say), "strong") for side in sides]
            rows = [_cells([plain(self.say("Text as it stands"), "strong"), *heads], header=True)]
            for row in table.rows:
                base = self.line(row.base) if row.base is not None else _line([])
                rows.append(_cells([base, *(self._readings(row.readings[side]) for side in sides)]))
            widths = [1.3, *[1] * len(sides)]
            yield {"type": "table", "widths": widths, "alignment": [""] * len(widths), "rows": rows}
        if table.rationales:
            yield {"type": "facts", "facts": [[name, words(why)] for name, why in rationales(table, self.say)]}

    def _readings(self, readings: Sequence[Any]) -> Data:
        found: list[Data] = []
        for name, said, content in cell_lines(readings):
            lead = [_run("\n")] if found else []
            found += [*lead, _run(name, weight="strong"), _run(said), *self.line(content)["runs"]]
        return _line(found)

    def _mark(self, mark: str) -> list[Data]:
        """Show a mark of the legend as it is set here: words put in are underlined, with what is behind them above."""
        changed = {"[-": "deleted", "{+": "inserted"}.get(mark[:2])
        if changed is None:
            return [_run(isolated(mark, self.document.language), role="mark")]
        label = mark[2:-2].removeprefix("…").removeprefix(" - ")
        return [_run(self.say("words"), role=changed), *([_run(label, role="label")] if label else [])]

    def _back(self) -> Iterator[Data]:
        document = self.document
        for title, told in said_behind(document):
            yield _section(title)
            for head, paragraphs in told:
                yield {"type": "paragraph", "depth": 0, **plain(head)}
                yield from ({"type": "paragraph", "depth": 1, **plain(each)} for each in paragraphs)
        if document.changes_since:
            yield _section(self.say("Changes since {}", document.changes_since))
            listed = [plain(entry_with_commit(each, self.say)) for each in document.changes]
            yield {"type": "list", "items": listed or [plain(self.say("None."))]}
        if document.behind:
            yield _section(self.say("Behind the changes"))
            behind = [(each.label, behind_line(each, self.say)) for each in document.behind]
            lines = (_line([_run(label, weight="strong"), _run(f"   {line}")]) for label, line in behind)
            yield {"type": "list", "items": list(lines)}
        if document.annex:
            yield _section(self.say("Proposals not reflected in this text"))
            for each in document.annex:
                yield from self._not_reflected(each)
        for index in document.indexes:
            yield _section(self.say("Index: {}", self.say(index.title)))
            places = (f"{each.name}: {', '.join(name for name, _ in each.places)}" for each in index.entries)
            yield {"type": "list", "items": [plain(each) for each in places]}

    def _not_reflected(self, hindered: NotReflected) -> Iterator[Data]:
        yield _section(f"{hindered.amendment}: {hindered.subject}", level=2)
        reason = self.say(hindered.reason)
        if hindered.decision is not None:
            reason = self.say.listed(reason, entry_with_commit(hindered.decision, self.say))
        yield {"type": "facts", "facts": [[self.say("Reason"), words(reason)]]}
        for proposed in hindered.proposed:
            yield {"type": "paragraph", "depth": 0, **plain(f"{proposed_title(proposed, self.say)}:")}
            for paragraph in proposed.paragraphs:
                yield {"type": "paragraph", "depth": 1, **self.line(paragraph)}


def _language(tag: str) -> tuple[str, str]:
    """Give a language as typst names it: its code, and the code of its country or nothing."""
    language, *more = tag.split("-")
    return language, next((each for each in more if len(each) == 2), "")


def _party(party: Party) -> Data:
    members = f" ({', '.join(name for _, name in party.members)})" if party.members else ""
    return _line([_run(party.code, weight="strong"), _run(f" {party.name}{members}")])


def _section(title: str, level: int = 1) -> Data:
    return {"type": "heading", "level": level, "runs": [_run(title)], "facts": [], "footnotes": []}


def _cells(cells: Iterable[Data], *, header: bool = False) -> Data:
    return {"header": header, "cells": [{"span": 1, **cell} for cell in cells]}


def _run(text: str, *, role: str = "words", weight: str = "plain") -> Data:
    # The isolates that keep brackets in their place are marks of ours, not something that deceives.
    return {"text": text if role == "mark" else words(text), "role": role, "weight": weight}


def _runs(stretch: Stretch, anchors: Mapping[str, str], *, labelled: bool) -> Iterator[Data]:
    """Give a stretch as runs. `labelled`: what is behind a change stands above the line; in print no mark ends it."""
    if labelled and stretch.role == "names":
        yield _run(stretch.text.strip().removeprefix("- "), role="label")
    elif stretch.role == "mark":
        if stretch.text not in ("{+", "+}", "[-", "-]"):
            yield _run(stretch.text, role="mark")
    elif stretch.role in ("names", "reference", "unresolved"):
        yield {**_run(stretch.text, role=stretch.role), "to": anchors.get(stretch.target, "")}
    else:
        for run in runs(stretch.text):
            for part, raised in by_mark(run.text):
                yield _run(part, role=stretch.role, weight="raised" if raised else run.weight)


def _line(runs: list[Data]) -> Data:
    """Give a line with its direction."""
    runs = [run for run in runs if run["text"]]
    return {"runs": runs, "rtl": direction("".join(run["text"] for run in runs)) == "right"}
