"""The positions of a negotiation in which so many speak that a page with each of them written out would not open.

The page says who stands where text by text, every statement, and of each position when, by whom and in which commit
it was recorded: a line of text each, folded away under the text that it is about. A script of the page's own, where it
runs, shows the matrix, and leads to a position by its commit. It writes text and nothing else, and the policy of the
page lets no other one run.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from drafter.draft.conditions import Fulfilment, in_words
from drafter.draft.dossier import Dossier, Standpoint
from drafter.draft.matrix import PositionRow, speaking
from drafter.draft.standing import Standing
from drafter.export.facts import said
from drafter.export.html.words import text
from drafter.model.terms import Stance

MOST_WRITTEN = 3000
"""Positions that a page writes out one by one."""

WORDS = {
    "P": "proposes",
    "C": "co-sponsors",
    "+": "supports",
    "~": "can accept",
    "r": "reserves",
    "x": "opposes",
    ".": "no position",
}
"""What the marks of the matrix say."""


def are_many(dossier: Dossier) -> bool:
    """Whether the positions are too many to write each out."""
    return len(dossier.positions) > MOST_WRITTEN


def shown_columns(dossier: Dossier) -> list[int]:
    """Give the columns of the matrix that show: those that say anything of their own."""
    return speaking(dossier.columns, [row.cells for row in dossier.standpoints])


@cache
def script() -> str:
    """Give the script of the page."""
    return resources.files("drafter.export.html").joinpath("page.js").read_text(encoding="utf-8")


def policy() -> str:
    """Give what the page's policy says of scripts: this one runs, by its hash, and no other."""
    return f"'sha256-{b64encode(sha256(script().encode()).digest()).decode()}'"


def by_text(dossier: Dossier, rows: Sequence[tuple[Standpoint, str]]) -> Iterator[str]:
    """Write who stands where, a row a text, with each position on it; each row comes with how it is headed."""
    shown = shown_columns(dossier)
    recorded = _by_target(dossier)
    yield '<table class="by-text"><thead><tr><th scope="col">Text</th><th scope="col">Who says what</th>'
    yield '<th scope="col">Blocked by</th></tr></thead><tbody>'
    for row, heading in rows:
        told = "; ".join(_told([row.cells[place] for place in shown])) or "no position"
        blocked = text(" ".join(row.blocked_by))
        each = _each(recorded.get(str(row.line.target), ()), dossier)
        yield f'<tr><th scope="row">{heading}</th><td>{told}{each}</td><td>{blocked}</td></tr>'
    yield "</tbody></table>"


def elsewhere(dossier: Dossier) -> Iterator[str]:
    """Write the positions on what is no longer on the table, and has no row: text by text."""
    there = {str(row.line.target) for row in dossier.standpoints}
    for target, rows in _by_target(dossier).items():
        if target not in there:
            yield f"<p>On {text(dossier.words.get(target, target))}:</p>{_each(rows, dossier)}"


def _by_target(dossier: Dossier) -> dict[str, list[PositionRow]]:
    found: dict[str, list[PositionRow]] = {}
    for row in dossier.positions:
        found.setdefault(row.target, []).append(row)
    return found


def _each(rows: Sequence[PositionRow], dossier: Dossier) -> str:
    """Write positions on one text, a line each and no element for any: tens of thousands of elements are slow."""
    if not rows:
        return ""
    lines = "<br>\n".join(text(f"{stand(row, dossier)}; {recording(row)}, {row.commit[:12]}") for row in rows)
    counted = "1 position" if len(rows) == 1 else f"{len(rows)} positions"
    return f"<details><summary>{counted}</summary><p>{lines}</p></details>"


def stand(row: PositionRow, dossier: Dossier, about: str = "") -> str:
    """Say who holds which position, about what where it is told: `France opposes article 4, departing from EU`."""
    notes = ", as co-sponsor" if row.cosponsor else ""
    if row.departs:
        notes += f", departing from {', '.join(row.departs)}"
    if row.stale:
        notes += " (stale: the text has changed)"
    notes += in_words(row.conditions)
    stance = Stance(row.stance)
    what = f"{stance.phrase} {about}" if about else stance.alone
    return f"{holder(row, dossier)} {what}{notes}"


def holder(row: PositionRow, dossier: Dossier) -> str:
    """Say who holds a position, and for whom."""
    group = dossier.names.get(row.on_behalf_of or "", row.on_behalf_of)
    behalf = f", on behalf of {group}," if group is not None else ""
    return f"{dossier.names.get(row.signatory, row.signatory)}{behalf}"


def recording(row: PositionRow) -> str:
    """Say when a position was recorded and by whom: `2 March 2026, 09:00 UTC, Delegate of France, signed`."""
    return f"{said(row.date)}, {row.delegate}" + (", signed" if row.signed else "")


def _told(cells: Sequence[Standing]) -> Iterator[str]:
    """Say who says what on one text, without members that have said nothing apart from their group."""
    spoken = [cell for cell in cells if cell.mark != "." and cell.group is None]
    for note in ("", "on conditions", "stale"):
        for mark, words in WORDS.items():
            who = [_who(cell) for cell in spoken if (cell.mark, cell.note) == (mark, note)]
            if who:
                yield f"<b>{note and f'{note}: '}{words}</b> {', '.join(who)}"


def _who(cell: Standing) -> str:
    departs = f" (departs from {text(', '.join(cell.departs))})" if cell.departs else ""
    return f"{text(cell.party)}{departs}"


def held(dossier: Dossier) -> dict[str, Any]:
    """Give what the script needs beside the positions: the matrix, a letter a cell, and how everything is called."""
    shown = shown_columns(dossier)
    rows = []
    for row in dossier.standpoints:
        cells = [row.cells[place] for place in shown]
        rows.append(
            {
                "target": str(row.line.target),
                "marks": "".join(cell.mark for cell in cells),
                "stale": [place for place, cell in enumerate(cells) if cell.stale],
                "depends": [place for place, cell in enumerate(cells) if cell.depends],
                "groups": {str(place): cell.group for place, cell in enumerate(cells) if cell.group},
                "departs": {str(place): list(cell.departs) for place, cell in enumerate(cells) if cell.departs},
                "blocked_by": list(row.blocked_by),
            }
        )
    return {
        "columns": [
            {"code": column.code, "name": column.name, "group": column.group}
            for column in (dossier.columns[place] for place in shown)
        ],
        "rows": rows,
        "marks": WORDS,
        "stances": {stance.value: stance.phrase for stance in Stance},
        "states": {state.value: state.phrase for state in Fulfilment},
        "targets": dict(dossier.words),
        "names": dict(dossier.names),
    }
