"""Amendments carried to a newer text: does a proposal still apply, and what do several give together.

An amendment keeps its base and its whole proposed text. Carrying it is a three-way merge by word over that base;
nothing is placed by guess. A clean merge is not consent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from drafter.model.amendment import Amendment, Change
from drafter.model.clause import Clause
from drafter.model.terms import AmendmentStatus, ClauseStatus
from drafter.model.treaty import Treaty, settled
from drafter.text.merge import Agreed, Conflict, Merge, merge, merged_heading
from drafter.text.reconcile import First, three_way

Outcome = Literal["cleanly", "contained", "conflicts"]


@dataclass(frozen=True, slots=True)
class Carried:
    """One change of an amendment on today's clause.

    `cleanly`: `clause` is today's clause with the proposal. `contained`: today's text says it already, `clause` is
    today's. `conflicts`: `clause` is None and `conflicts` holds the words that were changed on both sides. `near`
    holds the merged words that a person has to read before they are adopted.
    """

    outcome: Outcome
    clause: Clause | None
    conflicts: tuple[Conflict, ...] = ()
    near: tuple[Agreed, ...] = ()


@dataclass(frozen=True, slots=True)
class NotTaken:
    """An amendment that could not be adopted with the others: why, and which of them it overlaps."""

    amendment: str
    reason: str
    conflicts: tuple[tuple[str, Conflict], ...] = ()
    """Clause id and words."""
    overlaps: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """Why it can't be adopted, in words."""
        return f"{self.amendment} can't be adopted: {self.reason}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What adopting several amendments at once gives."""

    clauses: Mapping[str, Clause]
    """The clauses that would change, by id, as they would read."""
    taken: tuple[str, ...]
    refused: tuple[NotTaken, ...]
    near: tuple[tuple[str, str, Agreed], ...]
    """Amendment id, clause id and merged words that a person has to read first."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What an adoption of amendments gives where somebody may word by hand what they don't give together."""

    clauses: Mapping[str, Clause]
    """The clauses that change, by id, as the plain merge makes them."""
    unmade: Mapping[str, NotTaken]
    """The clauses that it can't make, with an amendment that is not to be had there."""
    near: tuple[tuple[str, str, Agreed], ...]
    """As in a `Plan`."""


def carry(change: Change, current: Clause | None) -> Carried:
    """Carry one change to today's clause; None stands for a clause that main doesn't hold."""
    before, after = change.before, change.after
    gone = current is None or current.deleted
    if before is None:
        if after is None or (current is not None and current.text == after.text and not gone):
            return Carried("contained", current)
        if current is None:
            return Carried("cleanly", after)
        return Carried("conflicts", None, (Conflict("", current.text, after.text, 0),))
    proposed = change.proposed_text
    if gone:
        return (
            Carried("contained", current)
            if proposed is None
            else Carried("conflicts", None, (Conflict(before.text, "", proposed, 0),))
        )
    assert current is not None
    if proposed is None:
        if current.text != before.text:
            return Carried("conflicts", None, (Conflict(before.text, current.text, "", 0),))
        return Carried("cleanly", current.with_value("status", ClauseStatus.DELETED.value))
    assert after is not None
    return _carry_words(before, after, current)


def _carry_words(before: Clause, after: Clause, current: Clause) -> Carried:
    """Merge number, heading and body one by one. Where the clause stands in the treaty is no matter of an amendment."""
    head, base_head = after.source[: after.front.body], before.source[: before.front.body]
    if current.source == before.source and head == base_head:
        if after.source == current.source:
            return Carried("contained", current)
        return Carried("cleanly", replace(after, order=current.order))
    parts = {**carry_head(before, after, current), "body": merge(before.body, current.body, after.body, first="ours")}
    conflicts = tuple(conflict for part in parts.values() for conflict in part.conflicts)
    if conflicts:
        return Carried("conflicts", None, conflicts)
    carried = current
    for key, part in parts.items():
        if part.text != getattr(current, key):
            carried = carried.with_body(part.text) if key == "body" else carried.with_value(key, part.text)
    if carried is current:
        return Carried("contained", current)
    return Carried("cleanly", carried, near=tuple(piece for part in parts.values() for piece in part.near))


def carry_head(before: Clause, after: Clause, current: Clause, *, first: First = "ours") -> dict[str, Merge]:
    """Merge number and heading of a clause, the number as a whole."""
    return {
        "number": Merge(three_way(before.number, current.number, after.number, 0)),
        "heading": merged_heading(before.heading, current.heading, after.heading, first=first),
    }


def headed(clause: Clause, amendments: Sequence[Amendment]) -> Clause:
    """Give a clause with the number and the heading that some amendments give it, whatever becomes of their words.

    Where two want one of them otherwise, and not both can have it, it is that of the first.
    """
    for amendment in amendments:
        change = amendment.change(clause.id)
        if change is not None and change.before is not None and change.after is not None:
            for key, part in carry_head(change.before, change.after, clause).items():
                if part.clean and part.text != getattr(clause, key):
                    clause = clause.with_value(key, part.text)
    return clause


def plan(treaty: Treaty, amendments: Sequence[Amendment]) -> Plan:
    """Adopt amendments one after the other, in the order given, a parent before its sub-amendments.

    Each is taken whole or not at all; one that is not taken says why, and which of the others it overlaps.
    """
    clauses: dict[str, Clause] = {}
    taken: list[Amendment] = []
    refused: list[NotTaken] = []
    near: list[tuple[str, str, Agreed]] = []
    chosen = {amendment.id for amendment in amendments}
    for amendment in parents_first(amendments):
        parent = amendment.parent
        if parent is not None and parent in chosen and not any(each.id == parent for each in taken):
            refused.append(NotTaken(amendment.id, f"it changes {parent}, which could not be adopted"))
            continue
        carried = [
            (change.clause, carry(change, clauses.get(change.clause, treaty.by_id.get(change.clause))))
            for change in amendment.changes
        ]
        conflicts = tuple((clause, conflict) for clause, result in carried for conflict in result.conflicts)
        if conflicts:
            refused.append(_not_taken(amendment, conflicts, taken, treaty))
            continue
        taken.append(amendment)
        for clause, result in carried:
            if result.outcome == "cleanly" and result.clause is not None:
                known = clause in clauses or clause in treaty.by_id
                text = {**treaty.by_id, **clauses} if not known else {}
                clauses[clause] = settled(result.clause, text.values())
                near.extend((amendment.id, clause, piece) for piece in result.near)
    return Plan(clauses, tuple(each.id for each in taken), tuple(refused), tuple(near))


def adoption(treaty: Treaty, amendments: Sequence[Amendment]) -> Adoption:
    """Adopt all of some amendments: one that is not taken whole gives what it can, clause by clause."""
    planned = plan(treaty, amendments)
    by_id = {amendment.id: amendment for amendment in amendments}
    clauses, near = dict(planned.clauses), list(planned.near)
    unmade: dict[str, NotTaken] = {}
    for refused in planned.refused:
        changes = by_id[refused.amendment].changes
        # Where it changes what is not taken itself, nothing of it can be carried.
        for clause in [clause for clause, _ in refused.conflicts] or [change.clause for change in changes]:
            unmade.setdefault(clause, refused)
        for change in changes:
            if change.clause not in unmade:
                result = carry(change, clauses.get(change.clause, treaty.by_id.get(change.clause)))
                if result.clause is None:
                    unmade[change.clause] = refused
                else:
                    clauses[change.clause] = result.clause
                    near.extend((refused.amendment, change.clause, piece) for piece in result.near)
    return Adoption(clauses, unmade, tuple(near))


def sub_amendment_problem(amendment: Amendment, chosen: Sequence[str], by_id: Mapping[str, Amendment]) -> str | None:
    """Say why a sub-amendment can't be adopted without its parent, or None when it can."""
    if amendment.parent is None or amendment.parent in chosen:
        return None
    parent = by_id.get(amendment.parent)
    accepted = (AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_AS_MODIFIED)
    if parent is not None and parent.status in accepted:
        return None
    return f"{amendment.id} changes {amendment.parent}, which is not adopted"


def parents_first(amendments: Sequence[Amendment]) -> list[Amendment]:
    """Put each amendment behind the one that it changes, when both are among them: so they are adopted."""
    ordered: list[Amendment] = []
    waiting = list(dict.fromkeys(amendments))
    while waiting:
        ids = {amendment.id for amendment in waiting}
        ready = [amendment for amendment in waiting if amendment.parent not in ids] or waiting
        ordered.extend(ready)
        waiting = [amendment for amendment in waiting if amendment not in ready]
    return ordered


def _not_taken(
    amendment: Amendment,
    conflicts: tuple[tuple[str, Conflict], ...],
    taken: Sequence[Amendment],
    treaty: Treaty,
) -> NotTaken:
    """Find out whether the text itself has moved away or which amendments taken before are in the way."""
    alone = [carry(change, treaty.by_id.get(change.clause)) for change in amendment.changes]
    if any(result.conflicts for result in alone):
        return NotTaken(amendment.id, "the words that it changes have been changed since it was tabled", conflicts)
    overlaps = tuple(other.id for other in taken if _overlap(amendment, other, treaty))
    named = ", ".join(overlaps) or "those taken before it, together"
    return NotTaken(amendment.id, f"it changes the same words as {named}", conflicts, overlaps)


def _overlap(amendment: Amendment, other: Amendment, treaty: Treaty) -> bool:
    for change in amendment.changes:
        rival = other.change(change.clause)
        if rival is None:
            continue
        with_rival = carry(rival, treaty.by_id.get(change.clause))
        if with_rival.clause is not None and carry(change, with_rival.clause).conflicts:
            return True
    return False
