"""The brackets from issue to issue, as a chart of bars: every number is also there as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.draft.dossier import BracketCount
from drafter.export.facts import said
from drafter.export.html.words import text

_HEIGHT, _ABOVE, _BELOW, _STEP = 160, 24, 28, 72


def curve(counts: Sequence[BracketCount]) -> Iterator[str]:
    """Write the chart, and its numbers as a table."""
    if not counts:
        return
    yield '<section id="_brackets"><h2>Brackets per issue</h2>'
    yield _drawn(counts)
    yield "<details><summary>The numbers</summary><table><thead><tr>"
    yield '<th scope="col">Issue</th><th scope="col">Date</th><th scope="col">Brackets of pending proposals</th>'
    yield '<th scope="col">Brackets of the text itself</th></tr></thead><tbody>'
    for each in counts:
        yield f'<tr><th scope="row">{text(each.issue)}</th><td>{said(each.date)}</td>'
        yield f"<td>{each.brackets}</td><td>{each.own}</td></tr>"
    yield "</tbody></table></details></section>"


def _drawn(counts: Sequence[BracketCount]) -> str:
    most = max(1, *(each.brackets + each.own for each in counts))
    width = _STEP * len(counts) + 16
    told = ", ".join(f"{each.issue} {each.brackets + each.own}" for each in counts)
    parts = [
        f'<svg class="curve" viewBox="0 0 {width} {_HEIGHT + _ABOVE + _BELOW}" width="{width}" role="img" '
        f'aria-label="{text(f"Brackets per issue: {told}")}">'
    ]
    floor = _ABOVE + _HEIGHT
    for place, each in enumerate(counts):
        left = 16 + place * _STEP
        pending, own = round(_HEIGHT * each.brackets / most), round(_HEIGHT * each.own / most)
        middle = left + 24
        parts.append(f'<rect class="own" x="{left}" y="{floor - own}" width="48" height="{own}"/>')
        parts.append(f'<rect class="pending" x="{left}" y="{floor - own - pending}" width="48" height="{pending}"/>')
        parts.append(f'<text x="{middle}" y="{floor - own - pending - 6}">{each.brackets + each.own}</text>')
        parts.append(f'<text x="{middle}" y="{floor + 18}">{text(each.issue)}</text>')
    parts.append(f'<line x1="8" y1="{floor}" x2="{width - 8}" y2="{floor}"/></svg>')
    return "".join(parts)
