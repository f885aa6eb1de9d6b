"""Amendments in the order of the text: the list by which a Chair takes them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drafter.draft.proposals import Proposals
from drafter.model.amendment import Amendment
from drafter.model.clause import Clause
from drafter.model.provision import provision, provisions
from drafter.model.target import Target
from drafter.model.treaty import with_proposed
from drafter.text.diff import diff

_WHOLE = -1
"""Stands before the first word of a clause: where it goes as a whole, or its number or heading changes."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an amendment begins: by the clause's place in the text and by a character of its body."""

    clause: int
    offset: int
    target: Target


def marshalled(proposals: Proposals) -> Mapping[str, Target]:
    """Give all amendments in the order of the text, each with the clause or provision of the first words that it
    changes or asks to keep; those that begin at the same words in order of tabling.

    Of an amendment that is settled, or conflicts with today's text, it is the place in its own base. A sub-amendment
    stands right before the amendment that it changes: what amends is voted on before what it amends (rules of procedure
    of the UN General Assembly, 90 and 130). Which of several at one place is furthest removed is for the Chair to say.
    """
    negotiation = proposals.negotiation
    ordered = with_proposed(negotiation.treaty.clauses, negotiation.proposed)
    order = {clause.id: at for at, clause in enumerate(ordered)}
    places = {each.id: _first(each, proposals, order) for each in negotiation.amendments}
    below: dict[str | None, list[Amendment]] = {}
    for each in negotiation.amendments:
        parent = each.parent if each.parent in negotiation.by_id else None
        below.setdefault(parent, []).append(each)

    def taken(parent: str | None) -> Iterator[str]:
        among = below.get(parent, ())
        for each in sorted(among, key=lambda each: (places[each.id].clause, places[each.id].offset)):
            yield from taken(each.id)
            yield each.id

    return {id: places[id].target for id in taken(None)}


def _first(amendment: Amendment, proposals: Proposals, order: Mapping[str, int]) -> _Place:
    """Find where an amendment begins."""
    found = [_of_change(amendment, clause, proposals, order) for clause in amendment.clauses]
    return min(found, key=lambda place: (place.clause, place.offset))


def _of_change(amendment: Amendment, clause: str, proposals: Proposals, order: Mapping[str, int]) -> _Place:
    standing = proposals.negotiation.treaty.by_id.get(clause)
    last = len(order)
    change = amendment.change(clause)
    if change is None:
        return min(
            (_of_kept(target, standing, order.get(clause, last)) for target in amendment.retains),
            key=lambda place: place.offset,
        )
    before, after = change.before, change.after
    if amendment.live:
        applied = proposals.applied(amendment.id, clause)
        if applied.clause is not None and standing is not None and amendment.parent is None:
            before, after = standing, applied.clause
    whole = _Place(order.get(clause, last), _WHOLE, Target(clause))
    if before is None or after is None or after.deleted:
        return whole
    if (before.designation, before.heading) != (after.designation, after.heading):
        return whole
    words = diff(before.body, after.body)
    if not words.edits:
        return whole
    offset = len("".join(words.base[: words.edits[0].start]))
    holding = [each for each in provisions(before.body) if each.start <= offset <= each.end]
    label = holding[-1].label if holding else ""
    return _Place(order.get(clause, last), offset, Target(clause, label))


def _of_kept(target: Target, standing: Clause | None, clause: int) -> _Place:
    place = provision(standing.body, target.label) if standing is not None and target.label else None
    return _Place(clause, place.start if place is not None else _WHOLE, target)
