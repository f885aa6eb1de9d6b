"""Statements for the record: what delegations say on words that are agreed in plenary or adopted.

A statement for the record changes nothing about the text. It is neither the stance of who reserves its position, which
is taken while words are under negotiation, nor a reservation, which a State makes when it signs or consents to be bound
(VCLT 2(1)(d), 19): that is no part of the talks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from drafter.draft.conditions import conditioned
from drafter.draft.document import Statement
from drafter.draft.reference import References, in_treaty_words, in_words
from drafter.model.negotiation import Negotiation
from drafter.model.position import Recorded
from drafter.model.provision import provisions
from drafter.model.target import Target
from drafter.model.terms import ClauseStatus


def for_the_record(
    negotiation: Negotiation, references: References, clauses: Collection[str] = ()
) -> tuple[Statement, ...]:
    """Give the statements for the record, in the order of the text; with `clauses` those on these clauses.

    One that was recorded before the words were agreed, or on other words than those that stand, is none.
    """
    since = _gavelled(negotiation)
    order = {act.commit: place for place, act in enumerate(negotiation.decisions)}
    found: list[Statement] = []
    for target in _in_order(negotiation, [each for each in since if not clauses or each in clauses]):
        spoken = [
            each
            for each in negotiation.positions_by_target.get(target, ())
            if each.position.statement.strip()
            and not negotiation.stale(each)
            and order.get(each.position.commit, -1) >= since[target.clause]
        ]
        found.extend(_statement(negotiation, each, references) for each in sorted(spoken, key=lambda each: each.date))
    return tuple(found)


def _gavelled(negotiation: Negotiation) -> Mapping[str, int]:
    """Give the clauses that are agreed or adopted, with the place of the decision since which they are; -1: always."""
    found = {clause.id: -1 for clause in negotiation.treaty.clauses if clause.status.gavelled}
    known = {each.value: each.gavelled for each in ClauseStatus}
    before = dict.fromkeys(found, False)
    for place, act in enumerate(negotiation.decisions):
        if act.action != "status":
            continue
        for target in act.targets:
            if target.clause in found:
                gavelled = known.get(act.status, False)
                if gavelled and not before[target.clause]:
                    found[target.clause] = place
                before[target.clause] = gavelled
    return found


def _in_order(negotiation: Negotiation, clauses: Collection[str]) -> Iterator[Target]:
    """Give what can be spoken of in some clauses: each as a whole, then its provisions."""
    for clause in negotiation.treaty.clauses:
        if clause.id in clauses:
            yield Target(clause.id)
            yield from (Target(clause.id, each.label) for each in provisions(clause.body) if each.label)


def _statement(negotiation: Negotiation, recorded: Recorded, references: References) -> Statement:
    position, name = recorded.position, negotiation.treaty.roster.name
    return Statement(
        signatory=position.signatory,
        name=name(position.signatory),
        on_behalf_of=position.on_behalf_of or "",
        group=name(position.on_behalf_of) if position.on_behalf_of is not None else "",
        target=str(position.target),
        about=in_words(references, position.target),
        stance=position.stance.value,
        conditions=in_treaty_words(conditioned(negotiation, position.conditions), references),
        text=position.statement,
        commit=recorded.commit,
        date=recorded.date,
        delegate=recorded.delegate,
    )
