"""Which text is meant, of several under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from drafter.model.negotiation import Negotiation
from drafter.model.target import Target
from drafter.tui.desk import Desk
from drafter.tui.dialogs.choosing import Choice, Choosing
from drafter.tui.present.docket import edits
from drafter.tui.present.words import words


def which(heading: str, desk: Desk, targets: Sequence[Target], *, clause: str | None = None) -> Choosing:
    """Offer clauses and amendments. An amendment is told by what it does (to `clause`, if given): a name alone tells
    nobody which one is meant.

    Gives back the chosen one as it is written.
    """
    known = {str(target): target for target in targets}

    def name(target: Target) -> Content:
        amendment = desk.negotiation.by_id.get(target.amendment)
        if amendment is None:
            headed = desk.negotiation.treaty.by_id[target.clause].heading
            return words(desk.name(target), ".prose--heading") + words(f"  {headed}" if headed else "", ".prose--quiet")
        return words(amendment.id, ".prose--names") + words(f" {amendment.action.mark}  ")

    def describe(choice: Choice) -> Content:
        amendment = desk.negotiation.by_id.get(known[choice.key].amendment)
        return choice.content + edits(desk, amendment, clause) if amendment is not None else choice.content

    return Choosing(heading, [Choice(key, name(target)) for key, target in known.items()], describe)


def issues(negotiation: Negotiation) -> list[Choice]:
    """Offer the issues, the newest first."""
    return [Choice(each.name, words(f"{each.name}  {each.date[:10]}")) for each in reversed(negotiation.issues)]
