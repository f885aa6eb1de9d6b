"""On which text a position depends, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.model.provision import provisions
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, Degree
from drafter.tui.desk import Desk
from drafter.tui.dialogs.choosing import Choice, Choosing
from drafter.tui.dialogs.which import which
from drafter.tui.present.words import words

NONE = "none"
"""What is given back for no condition."""


def texts(desk: Desk, about: Target, conditions: Iterable[Target]) -> Choosing:
    """Offer every text on which a position about one can depend: first those on which it does, then amendments, then
    clauses with their provisions."""
    offered = dict.fromkeys((*conditions, *_texts(desk)))
    return which("On which text does it depend?", desk, [each for each in offered if each != about])


def degrees(desk: Desk, target: Target) -> Choosing:
    """Offer how much it depends on a text: the value of a degree is given back, or `NONE`."""
    name = desk.name(target)
    asks, asks_not = ("be adopted", "not be adopted") if target.amendment else ("stay as it is", "not stay as it is")
    said = {
        Degree.REQUIRED: f"{name} must {asks}: until then the position doesn't count for the text",
        Degree.DESIRED: f"{name} should {asks}: a wish",
        Degree.UNWANTED: f"{name} should {asks_not}: a wish",
        Degree.UNACCEPTABLE: f"{name} must {asks_not}: until then the position doesn't count for the text",
    }
    offered = [
        Choice(each.value, words(f"{each.value}  ", ".prose--strong") + words(line)) for each, line in said.items()
    ]
    none = Choice(NONE, words("no condition  ", ".prose--strong") + words(f"the position doesn't depend on {name}"))
    return Choosing(f"How much does it depend on {name}?", [*offered, none])


def speaks(desk: Desk, target: Target) -> bool:
    """Whether a position can depend on a text: it stands there, and was not withdrawn."""
    amendment = desk.negotiation.by_id.get(target.amendment)
    if amendment is not None and amendment.status is AmendmentStatus.WITHDRAWN:
        return False
    return desk.negotiation.current_text_sha256(target) is not None


def _texts(desk: Desk) -> Iterator[Target]:
    for amendment in desk.negotiation.amendments:
        if amendment.status.pending:
            yield Target(amendment=amendment.id)
    for clause in desk.negotiation.treaty.standing:
        if clause.body.strip():
            yield Target(clause.id)
            yield from (Target(clause.id, each.label) for each in provisions(clause.body))
