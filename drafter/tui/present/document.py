"""A document as rows: the consolidated text of the reader and of the draft screen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content

from drafter.draft.document import (
    Alternative,
    Block,
    Closing,
    Comparison,
    Document,
    Heading,
    Note,
    Paragraph,
    Table,
    Verbatim,
)
from drafter.draft.reference import References
from drafter.model.designation import before_heading
from drafter.model.label import leading_labels
from drafter.model.language import ENGLISH
from drafter.model.provision import paragraphs
from drafter.model.target import Target
from drafter.model.treaty import Treaty
from drafter.tui.present.prose import passage
from drafter.tui.present.row import Contest, Row
from drafter.tui.present.words import words

if TYPE_CHECKING:
    from drafter.tui.desk import Desk

_STEP = 4
"""Cells by which a nested provision is set in."""


def plain_rows(treaty: Treaty, references: References) -> tuple[Row, ...]:
    """Give the agreed text alone, quickly: what is shown until the brackets are derived."""
    rows: list[Row] = []
    for clause in treaty.standing:
        rows.append(_heading_row(clause.id, clause.kind.value, clause.designation, words(clause.heading), Content("")))
        seen: set[str] = set()
        for nth, paragraph in enumerate(paragraphs(clause.body)):
            text = clause.body[paragraph.start : paragraph.end]
            labels, _ = leading_labels(text)
            content, _ = passage(references.split(text))
            label = ".".join(paragraph.path)
            first = paragraph.opens and label not in seen
            seen.add(label)
            rows.append(
                _paragraph_row(
                    f"{clause.id}#{nth}",
                    Target(clause.id, label) if first or (label and not paragraph.opens) else Target(clause.id),
                    content,
                    depth=max(0, len(paragraph.path) - 1) if paragraph.opens else 0,
                    label=labels[-1].text if labels else "",
                )
            )
    return tuple(rows)


def document_rows(document: Document, *, names: bool = True) -> Iterator[Row]:
    """Give the text of a document as rows, each with its target; `names` says who wants what."""
    return _blocks(document.blocks, names=names, own=document.style == "bracketed")


def partly_bracketed(
    plain: Iterable[Row], desk: Desk, clauses: Collection[str], *, names: bool = True
) -> tuple[Row, ...]:
    """Give the agreed text, and some of its clauses with their brackets: what is shown until all are derived."""
    from drafter.draft.consolidate import bracketed_blocks

    known = desk.negotiation.treaty.by_id
    standing = [known[id] for id in clauses if id in known and not known[id].deleted]
    blocks = bracketed_blocks(desk.negotiation, desk.brackets, standing)
    bracketed = {
        clause: tuple(_blocks(some, names=names, own=True))
        for clause, some in groupby(blocks, lambda each: each.clause)
    }
    rows: list[Row] = []
    for clause, some in groupby(plain, lambda row: row.target.clause if row.target is not None else ""):
        rows.extend(bracketed.get(clause, some))
    return tuple(rows)


def front_rows(document: Document) -> tuple[Row, ...]:
    """Give what stands before the text: title, issue, notice, legend and groups."""
    lines = [
        Content.styled(document.title, ".prose--part"),
        words(
            " · ".join(each for each in (document.symbol, document.issue, document.date, document.commit[:12]) if each)
        ),
    ]
    if document.selected:
        lines.append(words(f"With {', '.join(document.selected)} applied: what would be, not what is."))
    if document.since:
        lines.append(words(f"Changes since {document.since}."))
    lines.append(words(document.notice, ".prose--quiet"))
    lines.extend(
        Content.assemble(words(entry.mark, ".prose--bracket"), words(f"  {entry.meaning}", ".prose--quiet"))
        for entry in document.legend
    )
    for group in document.groups:
        members = ", ".join(code for code, _ in group.members)
        lines.append(words(f"{group.code}  {group.name}: {members}", ".prose--quiet"))
    lines.extend(words(note, ".prose--refused") for note in document.notes)
    last = len(lines) - 1
    return tuple(
        Row(key=f"front#{nth}", content=line, gap=1 if nth in (1, last) else 0, hang=2, selectable=nth == 0)
        for nth, line in enumerate(lines)
    )


def back_rows(document: Document) -> tuple[Row, ...]:
    """Give what stands behind the text: changes since the last issue, and the proposals not reflected."""
    rows: list[Row] = []
    if document.statements or document.conditional:
        from drafter.export.facts import said_behind

        for title, told in said_behind(replace(document, language=ENGLISH)):
            rows.append(Row(key=title, content=Content.styled(title, ".prose--part"), gap=1))
            for nth, (head, paragraphs) in enumerate(told):
                rows.append(Row(key=f"{title}#{nth}", content=words(head, ".prose--names"), hang=2))
                if paragraphs:
                    said = words("\n\n".join(paragraphs))
                    rows.append(Row(key=f"{title}#{nth}#said", content=said, indent=_STEP, gap=1))
            rows[-1] = _with_gap(rows[-1])
    if document.changes:
        title = f"Changes since {document.changes_since}" if document.changes_since else "Changes"
        rows.append(Row(key="changes", content=Content.styled(title, ".prose--part"), gap=1))
        for entry in document.changes:
            when = f"{entry.date[:10]}  {entry.subject}"
            rows.append(Row(key=f"change#{entry.commit}", content=words(when), hang=12))
        rows[-1] = _with_gap(rows[-1])
    if document.annex:
        rows.append(Row(key="annex", content=Content.styled("Proposals not reflected", ".prose--part"), gap=1))
        for proposal in document.annex:
            # A reason often begins with the status: `withdrawn on 2026-05-11`.
            began = proposal.reason.startswith(proposal.status)
            why = proposal.reason if began else f"{proposal.status}: {proposal.reason}"
            said = Content.assemble(
                words(f"{proposal.amendment}  ", ".prose--names"), words(f"{proposal.subject} ({why})")
            )
            target = Target(amendment=proposal.amendment)
            rows.append(Row(key=f"annex#{proposal.amendment}", content=said, target=target, hang=2, gap=1))
            for text in proposal.proposed:
                for nth, paragraph in enumerate(text.paragraphs):
                    content, _ = passage(paragraph)
                    rows.append(
                        Row(
                            key=f"annex#{proposal.amendment}#{text.clause}#{nth}",
                            content=content,
                            target=target,
                            indent=_STEP,
                            gap=1,
                        )
                    )
    if document.behind:
        from drafter.export.facts import behind_line

        rows.append(Row(key="behind", content=Content.styled("Behind the changes", ".prose--part"), gap=1))
        for each in document.behind:
            said = words(f"{each.label}  ", ".prose--names") + words(behind_line(each))
            rows.append(Row(key=f"behind#{each.label}", content=said, hang=2))
        rows[-1] = _with_gap(rows[-1])
    for index in document.indexes:
        from drafter.tui.present.compiled import index_rows

        rows.extend(index_rows(index))
    return tuple(rows)


def _blocks(blocks: Iterable[Block], *, names: bool, own: bool) -> Iterator[Row]:
    counts: dict[str, int] = {}
    for block in blocks:
        nth = counts[block.clause] = counts.get(block.clause, -1) + 1
        key = f"{block.clause}#{nth - 1}"
        match block:
            case Heading():
                counts[block.clause] = 0
                yield _heading(block, names=names, own=own)
            case Paragraph():
                yield _paragraph(block, key, names=names, own=own)
            case Table():
                yield from _table(block, key, names=names, own=own)
            case Alternative():
                content, contests = passage(block.content, names=names, own=own)
                head = Content.styled(f"{block.heading}  ", ".prose--bracket") if block.heading else Content("")
                if names and block.attribution:
                    content += words(f" ({block.attribution})", ".prose--names")
                content = head + content
                contests = (Contest(0, len(content), block.names),)
                yield Row(
                    key=key, content=content, target=Target(block.clause), indent=2, hang=7, gap=1, contests=contests
                )
            case Closing():
                content = Content.styled("]", ".prose--bracket")
                if names and block.attribution:
                    content = words(f"- {block.attribution}", ".prose--names") + content
                yield Row(key=key, content=content, target=Target(block.clause), gap=1, selectable=False)
            case Note():
                content = words(block.text, ".prose--quiet")
                yield Row(key=key, content=content, target=Target(block.clause), indent=2, gap=1, selectable=False)
            case Verbatim():
                from drafter.tui.present.compiled import verbatim_rows

                yield from verbatim_rows(block, _proposed)
            case Comparison():
                from drafter.tui.present.compiled import comparison_rows

                yield from comparison_rows(block)


def _proposed(blocks: Iterable[Paragraph | Table], lead: str) -> Iterator[Row]:
    for nth, block in enumerate(blocks):
        key = f"{lead}#{nth}"
        if isinstance(block, Table):
            yield from _table(block, key, names=False, own=False)
        else:
            yield _paragraph(block, key, names=False, own=False)


def _heading(block: Heading, *, names: bool, own: bool) -> Row:
    content, contests = passage(block.content, names=names, own=own)
    status = "" if block.status == "open" else block.status
    if block.reopened_by:
        status = f"{status}, reopened by {', '.join(block.reopened_by)}".strip(", ")
    aside = words(status, ".prose--quiet")
    row = _heading_row(block.clause, block.kind, block.designation, content, aside, contests)
    if block.change == "" and not block.alternative:
        return row
    opening = Content.styled("[" if block.change else "", ".prose--bracket")
    if block.alternative:
        opening += Content.styled(f"{block.alternative}  ", ".prose--bracket")
    shift = len(opening)
    moved = tuple(Contest(each.start + shift, each.end + shift, each.names) for each in row.contests)
    content = opening + row.content
    if block.change:
        moved = (Contest(0, len(content), block.names), *moved)
    return Row(
        key=f"{row.key}{block.alternative}",
        content=content,
        target=row.target,
        gap=row.gap,
        aside=row.aside,
        contests=moved[:1] if block.change else moved,
    )


def _heading_row(
    clause: str, kind: str, designation: str, heading: Content, aside: Content, contests: tuple[Contest, ...] = ()
) -> Row:
    style = ".prose--part" if kind in ("part", "preamble", "annex") else ".prose--heading"
    lead = f"{designation}{before_heading(designation)}" if heading else designation
    content = Content.styled(lead, style) + heading.stylize_before(style)
    shifted = tuple(Contest(each.start + len(lead), each.end + len(lead), each.names) for each in contests)
    return Row(key=clause, content=content, target=Target(clause), gap=1, aside=aside, contests=shifted)


def _paragraph(block: Paragraph, key: str, *, names: bool, own: bool) -> Row:
    content, contests = passage(block.content, names=names, own=own)
    behind = block.names
    if block.change:
        content = Content.assemble(("[", ".prose--bracket"), content, ("]", ".prose--bracket"))
        if content.plain.startswith("[["):
            content = content[1:-1]
        contests = (Contest(0, len(content), behind),)
    label = block.address.partition(":")[2]
    return _paragraph_row(key, Target(block.clause, label), content, block.depth, block.label, contests)


def _paragraph_row(
    key: str, target: Target, content: Content, depth: int, label: str, contests: tuple[Contest, ...] = ()
) -> Row:
    hang = min(len(label) + 1, 6) if label else 0
    return Row(
        key=key, content=content, target=target, indent=_STEP * min(depth, 4), hang=hang, gap=1, contests=contests
    )


def _table(block: Table, key: str, *, names: bool, own: bool) -> Iterator[Row]:
    last = len(block.rows) - 1
    for nth, row in enumerate(block.rows):
        parts: list[Content] = []
        contests: list[Contest] = []
        at = 0
        for cell in row.cells:
            content, found = passage(cell, names=names, own=own)
            lead = Content("| " if not parts else " | ")
            contests += [Contest(at + len(lead) + c.start, at + len(lead) + c.end, c.names) for c in found]
            parts += [lead, content]
            at += len(lead) + len(content)
        content = Content("").join([*parts, Content(" |")])
        if row.header:
            content = content.stylize(".prose--strong")
        if row.change:
            said = f" - {row.attribution}" if names and row.attribution else ""
            content = Content.assemble(
                ("[", ".prose--bracket"), content, words(said, ".prose--names"), ("]", ".prose--bracket")
            )
            contests = [Contest(0, len(content), row.names)]
        yield Row(
            key=f"{key}.{nth}",
            content=content,
            target=Target(block.clause),
            hang=2,
            gap=1 if nth == last else 0,
            contests=tuple(contests),
        )


def _with_gap(row: Row) -> Row:
    return Row(key=row.key, content=row.content, target=row.target, indent=row.indent, hang=row.hang, gap=1)
