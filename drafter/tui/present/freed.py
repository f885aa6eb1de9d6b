"""Drafts about an amendment that no longer stands: they become proposals of their own, within reach."""

from __future__ import annotations

from dataclasses import replace

from drafter.model.amendment import Change
from drafter.model.clause import Clause, parse_clause
from drafter.text.carry import carry
from drafter.tui.desk import Desk
from drafter.tui.drafts import NUMBERS, STATEMENT, Draft, Drafts
from drafter.tui.present.permission import adds
from drafter.tui.present.proposal import proposed_clause

_OF_AN_AMENDMENT = ("revise", "sub")


def set_free(drafts: Drafts, desk: Desk, clause: str) -> str:
    """Make a draft of who sits here, about an amendment that no longer stands, a proposal of its own on a clause.

    A new version of the amendment, or a change of its words, is about the agreed text then; where that doesn't hold the
    clause, the draft becomes a new article. Gives what the delegate has to know about it, or nothing. Where a draft of
    that kind waits already it is not replaced. Raises OSError.
    """
    waiting = drafts.all(desk.who.code)
    taken = {(draft.what, draft.clause) for draft in waiting}
    for draft in waiting:
        if draft.what not in _OF_AN_AMENDMENT or _stands(desk, draft) or place_of(desk, draft) != clause:
            continue
        freed, said = _freed(desk, draft, clause)
        if (freed.what, clause) not in taken:
            drafts.save(freed, next(NUMBERS))
            drafts.remove(draft.name)
            return said
    return ""


def place_of(desk: Desk, draft: Draft) -> str:
    """Give the clause on which a draft comes back: its own or, when nobody proposes that one any more, the one that it
    would have stood behind."""
    clauses = desk.negotiation.treaty.clauses
    known = draft.clause in desk.negotiation.treaty.by_id or any(
        adds(each, draft.clause) for each in desk.proposals.about(draft.clause)
    )
    if known or draft.what == STATEMENT or not clauses:
        return draft.clause
    proposed = _proposed(desk, draft)
    if proposed is None:
        return clauses[-1].id
    before = [each for each in clauses if each.sort_key < proposed.sort_key]
    return before[-1].id if before else clauses[0].id


def _stands(desk: Desk, draft: Draft) -> bool:
    """Whether the amendment stands, and still gives the clause words."""
    amendment = desk.negotiation.by_id.get(draft.amendment)
    change = amendment.change(draft.clause) if amendment is not None and amendment.live else None
    return change is not None and (draft.what == "revise" or change.proposed_text is not None)


def _proposed(desk: Desk, draft: Draft) -> Clause | None:
    """Give the clause as the amendment words it, or worded it."""
    amendment = desk.negotiation.by_id.get(draft.amendment)
    change = amendment.change(draft.clause) if amendment is not None else None
    return change.after if change is not None else None


def _freed(desk: Desk, draft: Draft, clause: str) -> tuple[Draft, str]:
    """Give the proposal that a draft becomes, and what its author has to know."""
    free = replace(draft, amendment="", version="", version_source="")
    about = "a new version of" if draft.what == "revise" else "an amendment to"
    said = f"It was begun as {about} {draft.amendment}, which no longer stands here."
    treaty = desk.negotiation.treaty
    agreed = treaty.by_id.get(draft.clause)
    if agreed is not None and draft.what == "revise":
        return replace(free, what="modify"), said
    free = replace(free, clause=clause, base=treaty.commit, base_source=treaty.by_id[clause].source)
    if agreed is None:
        proposed = _proposed(desk, draft)
        number = draft.number or (proposed.number if proposed is not None else "")
        return replace(free, what="add", number=number), f"{said} It proposes a new article now."
    free = replace(free, what="modify")
    alone = _alone(draft, agreed)
    if alone is None:
        return free, f"{said} The words of {draft.amendment} are among yours now: read what changes."
    return replace(free, heading=alone.heading, body=alone.body), f"{said} Your words stand in the agreed text now."


def _alone(draft: Draft, agreed: Clause) -> Clause | None:
    """Give the agreed text with what a sub-amendment alone changes; None where that is about words it doesn't hold."""
    parent = parse_clause(agreed.path, draft.base_source)
    if not isinstance(parent, Clause):
        return None
    try:
        carried = carry(Change(parent.id, parent, proposed_clause(parent, draft.heading, draft.body)), agreed)
    except ValueError:
        return None
    return carried.clause if carried.outcome != "conflicts" else None
