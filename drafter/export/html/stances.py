"""Who stands where: the matrix of positions, the statements, the amendments."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby

from drafter.draft.dossier import Dossier, Standpoint
from drafter.draft.languages import IN_ENGLISH
from drafter.draft.matrix import PositionRow
from drafter.draft.standing import Standing
from drafter.draft.summary import AmendmentRow
from drafter.export.facts import anchors, said
from drafter.export.html.many import WORDS, are_many, by_text, elsewhere, holder, recording, shown_columns, stand
from drafter.export.html.words import Writing, abbreviated, text

_MOST_ON_PAPER = 60
"""Columns that can still be told apart across a page."""

_TONES = {"P": "for", "C": "for", "+": "for", "~": "near", "r": "unsure", "x": "against", ".": "none"}


def matrix(dossier: Dossier) -> Iterator[str]:
    """Write the matrix: a row a text, a column a group or signatory; what a column says leads to its statement."""
    if not dossier.standpoints:
        return
    shown = shown_columns(dossier)
    silent = [
        column.code
        for place, column in enumerate(dossier.columns)
        if not column.folded and not column.group and place not in shown
    ]
    places = anchors(dossier.document)
    folded = [column.code for column in dossier.columns if column.folded and not column.group]
    yield '<section id="_positions"><h2>Positions</h2>'
    yield f"<p>{', '.join(f'<b>{text(mark)}</b> {words}' for mark, words in WORDS.items())}. "
    yield "With a question mark a position is stale: it is about a text that has changed since, and does not count. "
    yield "With a star it depends on conditions that are not met, and does not count until they are. "
    yield "In round brackets it is that of the signatory's group; with an exclamation mark it departs from that.</p>"
    if folded:
        yield f"<p>Without a column, because they have said nothing apart from their groups: {', '.join(folded)}.</p>"
    if silent:
        yield f"<p>Without a column, because they have said nothing: {', '.join(silent)}.</p>"
    if are_many(dossier):
        codes = ", ".join(f"<b>{text(dossier.columns[at].code)}</b> {text(dossier.columns[at].name)}" for at in shown)
        yield f'<p class="codes">{codes}.</p>'
        yield from by_text(dossier, [(row, _about(row, dossier.words, places)) for row in dossier.standpoints])
        yield "</section>"
        return
    wide = len(shown) > _MOST_ON_PAPER
    if wide:
        said = f"The matrix has {len(shown)} columns, too many for paper; the statements say the same."
        yield f'<p class="note paper">{said}</p>'
    kind = "scroll screen" if wide else "scroll"
    yield f'<div class="{kind}" tabindex="0" role="region" aria-label="Matrix of positions">'
    yield '<table class="matrix"><thead><tr><th scope="col">Text</th>'
    for place in shown:
        column = dossier.columns[place]
        yield f'<th scope="col">{abbreviated(column.code, {column.code: column.name})}</th>'
    yield '<th scope="col">Blocked by</th></tr></thead><tbody>'
    for row in dossier.standpoints:
        yield f'<tr><th scope="row">{_about(row, dossier.words, places)}</th>'
        yield _cells([row.cells[place] for place in shown])
        yield f"<td>{' '.join(abbreviated(code, dossier.names) for code in row.blocked_by)}</td></tr>"
    yield "</tbody></table></div></section>"


def _about(row: Standpoint, words: Mapping[str, str], places: Mapping[str, str]) -> str:
    target = row.line.target
    if target.amendment:
        return f'<a href="#{target.amendment}">{target.amendment}</a>'
    said = words.get(str(target), str(target))
    name = text(row.line.title if not target.label else said[:1].upper() + said[1:])
    anchor = places.get(str(target))
    return f'<a href="#{anchor}">{name}</a>' if anchor else name


def _cells(cells: Sequence[Standing]) -> str:
    """Write the cells of a row; one cell where nobody has said anything."""
    if cells and all(cell.mark == "." for cell in cells):
        return f'<td class="none silent" colspan="{len(cells)}">no position</td>'
    return "".join(map(_cell, cells))


def _cell(cell: Standing) -> str:
    words = WORDS[cell.mark]
    if cell.mark == ".":
        # With two hundred columns most cells are of this kind: they are kept short.
        return '<td class="none" aria-label="no position">.</td>'
    if cell.stale:
        words += ", stale"
    elif cell.depends:
        words += ", on conditions that are not met"
    if cell.group is not None:
        words += f", as {cell.group}"
    if cell.departs:
        words += f", departs from {', '.join(cell.departs)}"
    inner = f'<b aria-hidden="true">{text(cell.sign)}</b> <span>{text(words)}</span>'
    if cell.recorded is not None:
        inner = f'<a href="#_said-{cell.recorded.commit}">{inner}</a>'
    tone = "none" if cell.note else _TONES[cell.mark]
    return f'<td class="{tone}">{inner}</td>'


def statements(dossier: Dossier) -> Iterator[str]:
    """Write every position with its statement, by clause."""
    if not dossier.positions:
        return
    yield '<section id="_statements"><h2>Statements</h2>'
    told = dossier.positions
    if are_many(dossier):
        told = tuple(row for row in told if row.statement.strip())
        yield f"<p>{len(told):,} of {len(dossier.positions):,} positions have a statement. Every position, with its "
        yield "date and commit, stands under the text that it is about: above, or at the end of this part.</p>"
    order = {clause: place for place, clause in enumerate(dossier.titles)}
    tabled = {each.row.id: min(each.row.clauses, key=lambda id: order.get(id, -1)) for each in dossier.amendments}
    for clause, rows in groupby(told, lambda row: tabled.get(row.target, row.target.partition(":")[0])):
        title = dossier.titles.get(clause or "", "No longer in the text")
        yield f'<h3 dir="auto">{text(title)}</h3><ul class="statements">'
        for row in rows:
            yield f'<li id="_said-{row.commit}">{_position(row, dossier, tabled)}</li>'
        yield "</ul>"
    if are_many(dossier):
        yield from elsewhere(dossier)
    yield "</section>"


def _position(row: PositionRow, dossier: Dossier, amendments: Container[str]) -> str:
    who = holder(row, dossier)
    what = text(stand(row, dossier, dossier.words.get(row.target, row.target)).removeprefix(who))
    if row.target in amendments:
        what = what.replace(row.target, f'<a href="#{row.target}">{row.target}</a>', 1)
    statement = f"<blockquote dir=auto>{text(row.statement.strip())}</blockquote>" if row.statement.strip() else ""
    return (
        f"<b>{text(who)}</b>{what}"
        f' <span class="facts">{text(recording(row))}, <code>{row.commit[:12]}</code></span>{statement}'
    )


def amendments(dossier: Dossier) -> Iterator[str]:
    """Write every amendment: who proposes it, what became of it, its words and why it was tabled."""
    if not dossier.amendments:
        return
    yield '<section id="_amendments"><h2>Amendments</h2>'
    writing = Writing(dossier.document)
    for each in dossier.amendments:
        yield f'<article id="{each.row.id}"><h3>{each.row.id}</h3>{_facts(each.row, dossier.names)}'
        yield from writing.proposed(each.proposed, IN_ENGLISH)
        why = each.rationale.strip()
        yield f"<blockquote dir=auto>{text(why)}</blockquote></article>" if why else "</article>"
    yield "</section>"


def _facts(row: AmendmentRow, names: Mapping[str, str]) -> str:
    proponent = names.get(row.signatory, row.signatory)
    if row.on_behalf_of:
        proponent = f"{names.get(row.on_behalf_of, row.on_behalf_of)} ({proponent})"
    recommended = (row.recommendation or "").replace("-", " ")
    facts = [
        ("By", ", with ".join(each for each in (proponent, _named(row.cosponsors, names)) if each)),
        ("Status", row.status.replace("-", " ")),
        ("Recommended", f"{recommended}, of an older version" if row.recommendation_stale else recommended),
        ("Applies", row.applies + (", its base has changed" if row.stale else "") if row.status == "tabled" else ""),
        ("Changes", row.parent or ""),
        ("Against", row.against or ""),
        ("Conflicts with", ", ".join(row.conflicts)),
        ("Same as", row.duplicate_of or ""),
        ("Not accepted before", row.not_accepted_before or ""),
        ("Supported by", _named(row.supports, names)),
        ("On conditions", _named(row.depends, names)),
        ("Opposed by", _named(row.opposes, names)),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{text(value)}</dd>" for name, value in facts if value)
    tabling = f"<dt>Tabled</dt><dd>{said(row.tabled)}, <code>{row.commit[:12]}</code></dd>"
    return f"<p dir=auto>{text(row.subject)}</p><dl>{listed}{tabling}</dl>"


def _named(codes: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes)
