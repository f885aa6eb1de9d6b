"""The matrix of positions: which lines and columns show, how a cell is marked, what its detail says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.content import Content

from drafter.draft.matrix import Column, Line
from drafter.draft.standing import Standing, Tally
from drafter.model.terms import Stance
from drafter.text.visible import visible
from drafter.tui.desk import Desk, provision_name
from drafter.tui.present.conditions import conditions_of
from drafter.tui.present.docket import edits, situation
from drafter.tui.present.target import prose, text_of
from drafter.tui.present.words import quoted, words

PROPOSES = "P"

_HOLDS = {
    Stance.SUPPORT: "supports the text",
    Stance.ACCEPT: "can accept the text",
    Stance.RESERVE: "reserves its position",
    Stance.OPPOSE: "opposes: consensus is blocked",
    Stance.NONE: "has no position",
}

LEGEND = (
    (PROPOSES, "proposes"),
    ("C", "co-sponsors"),
    ("+", "supports"),
    ("~", "can accept"),
    ("r", "reserves its position"),
    ("x", "opposes"),
    (".", "no position recorded"),
    ("+?", "stale: taken on an older text, counts for nothing"),
    ("(+)", "through its group"),
    ("+!", "departs from its group"),
)


_BEGINNING = 3
"""Paragraphs that are enough for a line."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which lines of the matrix show."""

    contested: bool = False
    stale: bool = False
    undecided: bool = False
    group: str = ""
    """The group whose columns show, and of whose members `stance` is asked."""
    stance: Stance | None = None

    @property
    def said(self) -> str:
        """The filters in words; empty when all lines show."""
        parts = [
            "contested" if self.contested else "",
            "with stale positions" if self.stale else "",
            "that still need your decision" if self.undecided else "",
            f"on which {self._somebody} {_HOLDS[self.stance]}" if self.stance is not None else "",
        ]
        return " and ".join(part for part in parts if part)

    @property
    def _somebody(self) -> str:
        return f"a member of {self.group}" if self.group else "somebody"


def lines(desk: Desk, filters: Filters) -> tuple[Line, ...]:
    """Give the lines that pass the filters; a clause stays when a line under it does. Takes time on a large treaty."""
    every = desk.matrix.lines
    if replace(filters, group="") == Filters():
        return every
    kept = [line for line in every if _passes(desk, line, filters)]
    clauses = {line.clause for line in kept}
    chosen = set(kept)
    return tuple(line for line in every if line in chosen or (line.clause in clauses and _whole(line)))


def columns(desk: Desk, *, unfolded: bool, group: str = "") -> tuple[Column, ...]:
    """Give the columns: one's own, groups that hold positions, then who speaks for itself (all when unfolded).

    With a group: its own column, if it has one, and those of all its members.
    """
    if group:
        shown = {group, *desk.negotiation.treaty.roster.groups_by_code[group].members}
        return tuple(column for column in desk.matrix.columns if column.code in shown)
    own = [column for column in desk.matrix.columns if column.code == desk.who.code]
    others = [column for column in desk.matrix.columns if column.code != desk.who.code]
    return (*own, *(column for column in others if unfolded or not column.folded))


def label(line: Line, desk: Desk) -> str:
    """Name a line on one line: `4 Protection of ..`, `  paragraph 1`, `  NOR-7K3QXD MOD`."""
    if line.target.amendment:
        amendment = desk.negotiation.by_id[line.target.amendment]
        return f"  {amendment.id} {amendment.action.mark}"
    if line.target.label:
        return f"  {provision_name(line.target.label)}"
    clause = desk.negotiation.treaty.by_id[line.clause]
    number = f"{clause.number} " if clause.number else ""
    heading = clause.heading or clause.designation
    return visible(f"{number}{heading}").replace("\n", " ")


def mark(cell: Standing) -> str:
    """Mark a cell in three characters, from which everything can be told without colour."""
    return cell.sign if len(cell.sign) == 3 else f" {cell.sign:<2}"


def mark_style(cell: Standing) -> str:
    """Name the style of a cell's mark."""
    if cell.note:
        return ".prose--quiet"
    if cell.mark in (PROPOSES, "C"):
        return ".prose--names"
    return {
        Stance.SUPPORT: ".prose--proposed",
        Stance.ACCEPT: "",
        Stance.RESERVE: ".prose--bracket",
        Stance.OPPOSE: ".prose--warning",
        Stance.NONE: ".prose--quiet",
    }[cell.stance]


def totals(found: Tally) -> str:
    """Count a line in a few characters: `+3 ~1 r1 x2`."""
    counts = (
        ("+", len(found.proposes) + len(found.supports)),
        ("~", len(found.accepts)),
        ("r", len(found.reserves)),
        ("x", len(found.opposes)),
        ("*", len(found.depends)),
        ("?", len(found.stale)),
    )
    return " ".join(f"{sign}{count}" for sign, count in counts if count)


def about(desk: Desk, line: Line) -> Content:
    """Say what the positions of a line are about: what an amendment does, or how a clause or provision begins.

    It compares words: not for a key handler.
    """
    amendment = desk.negotiation.by_id.get(line.target.amendment)
    name = words(desk.name(line.target), ".prose--names" if amendment is not None else ".prose--heading")
    if amendment is not None:
        return name + words(f" {amendment.action.mark}  ") + edits(desk, amendment)
    clause = desk.negotiation.treaty.by_id.get(line.clause)
    text = clause.body if clause is not None and not line.target.label else text_of(desk.negotiation, line.target)
    paragraphs = (text or "").strip("\n").split("\n\n", _BEGINNING)[:_BEGINNING]
    said = Content("  ").join(prose(desk, " ".join(each.split())) for each in paragraphs)
    return Content.assemble(name, "  ", (said or words(line.title)).stylize(".prose--quiet"))


def detail(desk: Desk, line: Line, column: Column, cell: Standing) -> Content:
    """Say in words what a cell holds: who, what, when, in which commit, and the statement; then how the line stands."""
    about = desk.name(line.target)
    if line.target.amendment:
        about = f"{about} ({desk.name_of(line.clause)})"
    said = Content.assemble(
        words(f"{column.name} ({column.code}) ", ".prose--strong"), words(f"{cell.phrase} {about}".strip())
    )
    if cell.group is not None:
        said += words(f", through {cell.group}")
    if cell.departs:
        said += words(f", departing from {', '.join(cell.departs)}")
    said += conditions_of(desk, cell.recorded)
    if cell.stale:
        said += words(". The text has changed since, so this counts for nothing", ".prose--warning")
    recorded = cell.recorded
    if recorded is not None:
        position = recorded.position
        behalf = f" on behalf of {position.on_behalf_of}" if position.on_behalf_of else ""
        signed = "signed" if recorded.signed else "unsigned"
        said += words(
            f". Recorded {recorded.date[:10]} by {recorded.delegate}{behalf}, commit {recorded.commit[:10]}, {signed}",
            ".prose--quiet",
        )
    rows = [said, situation(desk, line.target)]
    if recorded is not None and recorded.position.statement:
        rows.append(quoted(recorded.position.statement))
    return Content("\n").join(rows)


def places(shown: Sequence[Column]) -> tuple[int, ...]:
    """Give where each column begins, and where the last one ends: a code and a space, four cells at least."""
    at = [0]
    for column in shown:
        at.append(at[-1] + max(4, len(column.code) + 1))
    return tuple(at)


def _whole(line: Line) -> bool:
    return not line.target.amendment and not line.target.label


def _passes(desk: Desk, line: Line, filters: Filters) -> bool:
    found = desk.matrix.tally(line)
    if filters.contested and not (found.opposes or found.reserves):
        return False
    if filters.stale and not found.stale:
        return False
    if filters.stance is not None and not _holding(desk, found, filters.stance, filters.group):
        return False
    if filters.undecided:
        standing = desk.standings.of(desk.who.code, line.target)
        gone = desk.negotiation.current_text_sha256(line.target) is None
        waits = bool(line.target.amendment) or (standing.stale and not gone)
        return waits and not standing.proposes and (standing.stance is Stance.NONE or standing.stale)
    return True


def _holding(desk: Desk, found: Tally, stance: Stance, group: str) -> set[str]:
    """Give who holds a stance on the text as it stands, of all or of the members of a group."""
    holding = {
        Stance.SUPPORT: {*found.proposes, *found.supports},
        Stance.ACCEPT: {*found.accepts},
        # Who is for a text on conditions that are not met has not made up its mind either.
        Stance.RESERVE: {*found.reserves, *found.depends},
        Stance.OPPOSE: {*found.opposes},
        Stance.NONE: {*found.silent, *found.stale},
    }[stance]
    return holding & {*desk.negotiation.treaty.roster.groups_by_code[group].members} if group else holding
