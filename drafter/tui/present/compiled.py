"""Every proposal in full, and proposals beside the text, as rows: what the compilation and the comparison show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual.content import Content

from drafter.draft.document import Comparison, Index, Paragraph, Reading, Table, Verbatim
from drafter.export.facts import READINGS, by, column, named_readings, rationales, verbatim_facts
from drafter.model.target import Target
from drafter.tui.present.prose import passage
from drafter.tui.present.row import Row, blank
from drafter.tui.present.words import words

Blocks = Callable[[Sequence[Paragraph | Table], str], Iterator[Row]]
"""Gives the rows of paragraphs and tables, their keys beginning with a word."""


def verbatim_rows(proposal: Verbatim, blocks: Blocks) -> Iterator[Row]:
    """Give one proposal: who and why, then its words."""
    target = Target(amendment=proposal.amendment)
    yield Row(key=proposal.anchor, content=words(by(proposal), ".prose--names"), target=target, indent=2)
    for name, value in verbatim_facts(proposal):
        said = words(f"{name}: ", ".prose--quiet") + words(value, ".prose--quiet")
        yield Row(key=f"{proposal.anchor}#{name}", content=said, target=target, indent=4, hang=2, selectable=False)
    if proposal.content:
        title = words(proposal.title, ".prose--heading")
        yield Row(key=f"{proposal.anchor}#title", content=title, target=target, indent=4, gap=1)
    for row in blocks(proposal.content, proposal.anchor):
        yield Row(
            key=row.key, content=row.content, target=target, indent=row.indent + 4, hang=row.hang, gap=row.gap or 1
        )
    if not proposal.content:
        yield blank(proposal.anchor)


def comparison_rows(table: Comparison) -> Iterator[Row]:
    """Give the paragraphs of a clause, and below each what every proponent makes of it."""
    target = Target(table.clause)
    for nth, row in enumerate(table.rows):
        key = f"{table.anchor}#{nth}"
        lead = words("as it stands: ", ".prose--quiet")
        base = passage(row.base)[0] if row.base is not None else words("(nothing)", ".prose--quiet")
        yield Row(key=key, content=lead + base, target=target, hang=2)
        same: list[str] = []
        for side, readings in zip(table.columns, row.readings, strict=True):
            for place, (reading, name) in enumerate(named_readings(readings)):
                if reading.kind == "same" and not name:
                    same.append(side.proponent)
                    continue
                yield _reading(f"{key}#{side.proponent}#{place}", column(side), reading, name, target)
        if same:
            said = words(f"{', '.join(same)}: {READINGS['same']}", ".prose--quiet")
            yield Row(key=f"{key}#same", content=said, target=target, indent=4, hang=2)
        yield blank(key)
    for each, (name, why) in zip(table.rationales, rationales(table), strict=True):
        said = words(f"{name}: ", ".prose--quiet") + words(why, ".prose--quiet")
        about = Target(amendment=each.amendment)
        yield Row(key=f"{table.anchor}#{each.amendment}", content=said, target=about, indent=2, hang=2)
    if table.rationales:
        yield blank(table.anchor)


def index_rows(index: Index) -> Iterator[Row]:
    """Give an index: each name with the amendments that stand under it."""
    yield Row(key=f"index#{index.title}", content=Content.styled(f"Index: {index.title}", ".prose--part"), gap=1)
    for entry in index.entries:
        said = words(f"{entry.name}: ", ".prose--strong") + words(", ".join(name for name, _ in entry.places))
        yield Row(key=f"index#{index.title}#{entry.name}", content=said, hang=2)
    yield blank(f"index#{index.title}")


def _reading(key: str, column: str, reading: Reading, name: str, target: Target) -> Row:
    content = words(f"{column}: ", ".prose--names") + words(name, ".prose--quiet")
    if reading.kind in READINGS:
        content += words(READINGS[reading.kind], ".prose--quiet")
    lines = [passage(each)[0] for each in reading.paragraphs]
    moved = words("moved: ", ".prose--quiet") if reading.kind == "moved" else Content("")
    return Row(
        key=key,
        content=content + Content("\n").join([moved + line for line in lines]),
        target=target,
        indent=4,
        hang=2,
    )
