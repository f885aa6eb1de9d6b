"""Word files of amendments, and what they read as with every change accepted or rejected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from drafter.export.docx import tracked
from drafter.intake.docx.lines import Accepts, Revision, nobody, read
from drafter.intake.docx.reading import read_word
from drafter.intake.docx.sections import sections
from drafter.intake.docx.source import shown_lines
from drafter.model.clause import Clause
from drafter.model.negotiation import Negotiation
from drafter.model.target import REFERENCE
from drafter.model.terms import ClauseStatus
from drafter.model.treaty import in_order
from drafter.model.word import by_bookmark
from drafter.text.carry import plan
from drafter.text.shown import Shown, Signs, titled

Read = dict[str, list[Shown]]


def everybody(_: Revision) -> bool:
    """Accept every change."""
    return True


def accepted(negotiation: Negotiation, names: Sequence[str], data: bytes | None = None) -> tuple[Read, Read]:
    """Give what a file of amendments reads as with all accepted, and the text that adopting them would give.

    `data` is that file when it has been saved again by another program.
    """
    adopted = {**negotiation.treaty.by_id, **plan(negotiation.treaty, [negotiation.by_id[n] for n in names]).clauses}
    return both(negotiation, data or tracked(negotiation, names), everybody, adopted)


def rejected(negotiation: Negotiation, names: Sequence[str], data: bytes | None = None) -> tuple[Read, Read]:
    """Give what a file of amendments reads as with all rejected, and the text as it stands."""
    return both(negotiation, data or tracked(negotiation, names), nobody, negotiation.treaty.by_id)


def both(negotiation: Negotiation, data: bytes, accepts: Accepts, clauses: Mapping[str, Clause]) -> tuple[Read, Read]:
    """Give what a file reads as, and what clauses do, with the changes that are accepted."""
    signs = Signs()
    want = {
        clause.id: [titled(clause, signs), *shown_lines(clause.body, signs)]
        for clause in in_order(clauses.values())
        if clause.status is not ClauseStatus.DELETED
    }
    proposed = [change.after for each in negotiation.amendments for change in each.changes if change.after is not None]
    every = {clause.id: clause for clause in (*proposed, *negotiation.treaty.clauses)}
    references = [
        match["target"]
        for clause in (*proposed, *negotiation.treaty.clauses)
        for match in REFERENCE.finditer(clause.text)
    ]
    targets = dict(by_bookmark([*every, *references]))
    found, _ = sections(read_word(data, "file.docx").lines, every.values())
    got = {
        section.clause.id: [each.shown for each in read(section.lines, accepts, targets, signs)]
        for section in found
        if section.clause is not None
    }
    return {id: lines for id, lines in got.items() if lines}, want


def even(text: str) -> bool:
    """Whether the rows of each table have as many cells as the others: Word gives all as many as the longest has."""
    rows = [line.text.count("|") if line.text.startswith("|") else 0 for line in shown_lines(text, Signs())]
    return all(one == other or 0 in (one, other) for one, other in pairwise(rows))
