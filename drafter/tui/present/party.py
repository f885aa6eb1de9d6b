"""The page of one signatory or group: everything that it proposes, supports, opposes and has said."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from drafter.draft.matrix import Line
from drafter.draft.standing import Standing
from drafter.model.amendment import Amendment
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.tui.desk import Desk
from drafter.tui.present.conditions import conditions_of
from drafter.tui.present.docket import edits
from drafter.tui.present.matrix import PROPOSES
from drafter.tui.present.row import Row, counted
from drafter.tui.present.words import quoted, words

_HEADINGS = {
    Stance.SUPPORT: "Supports",
    Stance.ACCEPT: "Can accept",
    Stance.RESERVE: "Reserves its position on",
    Stance.OPPOSE: "Opposes, and so blocks consensus on",
}


def party_rows(desk: Desk, code: str) -> Iterator[Row]:
    """Give the rows of the page. Takes time on a large treaty: not for a key handler."""
    roster = desk.negotiation.treaty.roster
    known = roster.groups_by_code.get(code)
    if known is not None:
        yield _said("members", f"Members: {', '.join(known.members)}")
    elif groups := roster.groups_of(code):
        yield _said("groups", f"Member of {', '.join(group.code for group in groups)}")
    nth = next((nth for nth, column in enumerate(desk.matrix.columns) if column.code == code), None)
    held = [(line, desk.matrix.cells(line)[nth]) for line in desk.matrix.lines] if nth is not None else []
    proposed = [amendment for amendment in desk.negotiation.amendments if amendment.signatory == code]
    if proposed:
        yield counted("Proposes", len(proposed))
        yield from (_proposed(desk, amendment) for amendment in proposed)
    for stance, heading in _HEADINGS.items():
        found = [(line, cell) for line, cell in held if cell.stance is stance and cell.mark != PROPOSES]
        if found:
            yield counted(heading, len(found))
            yield from (_position(desk, line, cell) for line, cell in found)
    if nth is None:
        yield _said("none", "It holds no positions.")
        return
    silent = sum(cell.stance is Stance.NONE and cell.mark != PROPOSES for _, cell in held)
    yield _said("silent", f"No position recorded on {silent} of {len(held)} texts. Silence is not consent.")


def _proposed(desk: Desk, amendment: Amendment) -> Row:
    lines = [
        Content.assemble(
            words(amendment.id, ".prose--names"),
            words(f" {amendment.action.mark}  {', '.join(map(desk.name_of, amendment.clauses))}  "),
            words(amendment.status.phrase, ".prose--quiet"),
        ),
        edits(desk, amendment),
    ]
    if amendment.rationale:
        lines.append(quoted(amendment.rationale))
    target = Target(amendment=amendment.id)
    return Row(key=f"proposes {target}", content=Content("\n").join(lines), target=target, indent=2, hang=2)


def _position(desk: Desk, line: Line, cell: Standing) -> Row:
    about = desk.name(line.target)
    said = [words(f"{cell.mark} ", ".prose--strong"), words(about)]
    if line.target.amendment:
        said.append(words(f"  {desk.name_of(line.clause)}", ".prose--quiet"))
    if cell.mark == "C":
        said.append(words("  as co-sponsor"))
    if cell.group is not None:
        said.append(words(f"  through {cell.group}"))
    if cell.departs:
        said.append(words(f"  departing from {', '.join(cell.departs)}", ".prose--warning"))
    said.append(conditions_of(desk, cell.recorded))
    if cell.stale:
        said.append(words("  stale: the text has changed since, so it counts for nothing", ".prose--warning"))
    lines = [Content("").join(said)]
    recorded = cell.recorded
    if recorded is not None and recorded.position.statement:
        lines.append(quoted(recorded.position.statement))
    date = words(recorded.date[:10], ".prose--quiet") if recorded is not None else Content("")
    return Row(
        key=f"holds {line.target}", content=Content("\n").join(lines), target=line.target, indent=2, hang=4, aside=date
    )


def _said(key: str, text: str) -> Row:
    return Row(key=key, content=words(text, ".prose--quiet"), selectable=False, gap=1)
