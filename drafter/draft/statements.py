"""What delegations said that stands behind a text: statements for the record, and positions on conditions.

A statement for the record is made on words that are agreed in plenary or adopted, and changes nothing about them. It is
neither the stance of who reserves its position, which is taken while words are under negotiation, nor a reservation,
which a State makes when it signs or consents to be bound (VCLT 2(1)(d), 19): that is no part of the talks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from drafter.draft.conditions import conditioned
from drafter.draft.document import Statement
from drafter.draft.reference import References, in_treaty_words, in_words
from drafter.model.negotiation import Negotiation
from drafter.model.position import Recorded
from drafter.model.provision import provisions
from drafter.model.terms import ClauseStatus


def for_the_record(
    negotiation: Negotiation, references: References, clauses: Collection[str] = ()
) -> tuple[Statement, ...]:
    """Give the statements for the record, in the order of the text; with `clauses` those on these clauses.

    One that was recorded before the words were agreed, or on other words than those that stand, is none.
    """
    since = _gavelled(negotiation)
    order = {act.commit: place for place, act in enumerate(negotiation.decisions)}
    found = [
        each
        for each in negotiation.positions
        if each.position.target.clause in since
        and each.position.statement.strip()
        and order.get(each.position.commit, -1) >= since[each.position.target.clause]
        and (not clauses or each.position.target.clause in clauses)
    ]
    return _statements(negotiation, found, references)


def on_conditions(
    negotiation: Negotiation, references: References, clauses: Collection[str] = ()
) -> tuple[Statement, ...]:
    """Give the positions that depend on other texts: those on the text, in its order, then those on live amendments.

    With `clauses` those that are about these clauses. The brackets name who is `on conditions`, and not on which.
    """
    live = {each.id: each.clauses for each in negotiation.live}
    found = []
    for each in (each for each in negotiation.positions if each.position.conditions):
        target = each.position.target
        about = live.get(target.amendment, ()) if target.amendment else (target.clause,)
        if about if not clauses else not set(about).isdisjoint(clauses):
            found.append(each)
    return _statements(negotiation, found, references)


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


def _statements(negotiation: Negotiation, found: Iterable[Recorded], references: References) -> tuple[Statement, ...]:
    """Give those that are about words as they stand: in the order of the text, of the tablings, and in time."""
    clauses = {clause.id: place for place, clause in enumerate(negotiation.treaty.clauses)}
    tabled = {amendment.id: place for place, amendment in enumerate(negotiation.amendments)}

    def place(recorded: Recorded) -> tuple[int, int, str]:
        target = recorded.position.target
        if target.amendment:
            return len(clauses), tabled[target.amendment], recorded.date
        labels = [each.label for each in provisions(negotiation.treaty.by_id[target.clause].body)]
        return clauses[target.clause], labels.index(target.label) + 1 if target.label else 0, recorded.date

    standing = (each for each in found if not negotiation.stale(each))
    return tuple(_statement(negotiation, each, references) for each in sorted(standing, key=place))


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
