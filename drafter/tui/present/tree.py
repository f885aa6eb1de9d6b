"""The tree of clauses: its entries with their marks, and the rows that show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content

from drafter.model.target import Target
from drafter.model.terms import ClauseStatus, Kind
from drafter.text.visible import visible
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.present.wrapping import cropped

if TYPE_CHECKING:
    from drafter.draft.standing import Standings
    from drafter.model.negotiation import Negotiation
    from drafter.model.treaty import Treaty

STATUS_MARKS = {
    ClauseStatus.OPEN: "",
    ClauseStatus.BRACKETED: "br",
    ClauseStatus.PROVISIONAL: "prov",
    ClauseStatus.AD_REFERENDUM: "adref",
    ClauseStatus.AGREED: "agreed",
    ClauseStatus.ADOPTED: "adopted",
    ClauseStatus.DELETED: "deleted",
}

LEGEND = (
    ("3[]", "three brackets"),
    ("2a", "two live amendments"),
    ("!", "your position there was taken on an older text"),
    ("br", "bracketed"),
    ("prov", "provisionally agreed"),
    ("adref", "agreed ad referendum"),
    ("agreed", "agreed in plenary"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A clause in the tree. `part` is the clause id of the part that it stands in, or empty."""

    clause: str
    part: str
    is_part: bool
    number: str
    heading: str
    status: ClauseStatus
    amendments: int = 0
    brackets: int | None = None
    """None while they are not yet derived."""
    stale: bool = False


def entries(
    negotiation: Negotiation, standings: Standings, code: str, brackets: Mapping[str, int] | None = None
) -> tuple[Entry, ...]:
    """Give the clauses, with what a delegation `code` has to know about each."""
    amended = Counter(about for amendment in negotiation.live for about in amendment.clauses)
    stale = _stale_clauses(negotiation, standings, code)
    return tuple(
        replace(
            entry,
            amendments=amended[entry.clause],
            brackets=brackets.get(entry.clause, 0) if brackets is not None else None,
            stale=entry.clause in stale,
        )
        for entry in plain_entries(negotiation.treaty)
    )


def plain_entries(treaty: Treaty) -> tuple[Entry, ...]:
    """Give the clauses alone: what is known before the amendments and positions are read."""
    found: list[Entry] = []
    part = ""
    for clause in treaty.clauses:
        is_part = clause.kind is Kind.PART
        if is_part:
            part = clause.id
        elif clause.kind is not Kind.ARTICLE:
            part = ""
        found.append(
            Entry(
                clause=clause.id,
                part="" if is_part else part,
                is_part=is_part,
                number=clause.number,
                heading=clause.heading or clause.designation,
                status=clause.status,
            )
        )
    return tuple(found)


def tree_rows(shown: Sequence[Entry], folded: Collection[str], width: int) -> tuple[Row, ...]:
    """Give the rows of a tree of `width` cells: one line each, the heading cropped, the marks at its end."""
    return tuple(_rows(shown, folded, width))


def marks(entry: Entry) -> str:
    """Give the marks of a clause: status, brackets, amendments, stale."""
    found = [STATUS_MARKS[entry.status]]
    if entry.brackets:
        found.append(f"{entry.brackets}[]")
    if entry.amendments:
        found.append(f"{entry.amendments}a")
    if entry.stale:
        found.append("!")
    return " ".join(each for each in found if each)


def _rows(shown: Sequence[Entry], folded: Collection[str], width: int) -> Iterator[Row]:
    for entry in shown:
        if entry.part in folded:
            continue
        noted = marks(entry)
        if entry.is_part:
            lead = "+ " if entry.clause in folded else "- "
            text = f"{lead}{entry.number}. {entry.heading}" if entry.number else f"{lead}{entry.heading}"
        else:
            text = f"{'  ' if entry.part else ''}{entry.number:<3} {entry.heading}" if entry.number else entry.heading
        room = width - len(noted) - (1 if noted else 0)
        shown_text = cropped(visible(text).replace("\n", " "), max(room, 4))
        yield Row(
            key=entry.clause,
            content=Content.styled(shown_text, ".prose--part") if entry.is_part else Content(shown_text),
            target=Target(entry.clause),
            aside=words(noted, ".prose--bracket" if entry.stale else ".prose--quiet"),
        )


def _stale_clauses(negotiation: Negotiation, standings: Standings, code: str) -> frozenset[str]:
    """Give the clauses on which, or on amendments to which, a delegation's own position is stale."""
    found: set[str] = set()
    for recorded in negotiation.positions:
        position = recorded.position
        if position.signatory != code or not standings.stale(recorded):
            continue
        if position.target.amendment:
            amendment = negotiation.by_id.get(position.target.amendment)
            if amendment is not None and amendment.live:
                found.update(amendment.clauses)
        else:
            found.add(position.target.clause)
    return frozenset(found)
