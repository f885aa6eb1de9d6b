"""What was typed and not recorded yet: which drafts wait, and what brings them back."""

from __future__ import annotations

from drafter.model.target import parse_target
from drafter.tui.desk import Desk
from drafter.tui.drafts import STATEMENT, Draft
from drafter.tui.keymap import Keys
from drafter.tui.present.freed import place_of


def waiting_drafts(desk: Desk, waiting: tuple[Draft, ...], keys: Keys) -> list[str]:
    """Say which drafts of who sits here wait to be recorded; nothing when none do."""
    back = f"{keys['act.amend']} on the clause"
    if desk.who.secretariat:
        back = f"{keys['secretariat.adopt']} on the amendment, or {keys['secretariat.correct']} on the clause,"
    clauses = dict.fromkeys(desk.name_of(place_of(desk, draft)) for draft in waiting if draft.what != STATEMENT)
    spoken = [target for draft in waiting if draft.what == STATEMENT and (target := parse_target(draft.amendment))]
    said = [f"Drafts of yours wait: {', '.join(clauses)}. {back} brings one back."] if clauses else []
    if spoken:
        names = ", ".join(desk.name(target) for target in spoken)
        said.append(f"Statements of yours wait: {names}. {keys['act.position']} on the text brings one back.")
    return said
