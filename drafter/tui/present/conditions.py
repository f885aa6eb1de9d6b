"""What a position depends on, and how each of these texts stands."""

from __future__ import annotations

from textual.content import Content

from drafter.draft.conditions import Fulfilment, fulfilment
from drafter.model.position import Recorded
from drafter.tui.desk import Desk
from drafter.tui.present.words import words


def conditions_of(desk: Desk, recorded: Recorded | None) -> Content:
    """Say on which conditions a position was taken: one that binds and is not met stands out. Nothing without any."""
    parts: list[Content] = []
    for each in recorded.position.conditions if recorded is not None else ():
        state = fulfilment(desk.negotiation, each)
        shown = ".prose--warning" if each.degree.binding and state is not Fulfilment.MET else ".prose--quiet"
        parts.append(words(f"{each.degree.value}: {desk.name(each.target)} ") + words(f"({state.phrase})", shown))
    if not parts:
        return Content("")
    return Content(f", on condition{'' if len(parts) == 1 else 's'}: ") + Content("; ").join(parts)
