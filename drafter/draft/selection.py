"""What if: any selection of amendments, whatever their status, as if it were adopted today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from drafter.draft.brackets import Brackets
from drafter.draft.comparison import Pair, between
from drafter.draft.keeping import keeps_from
from drafter.draft.standing import Standings, Tally
from drafter.model.amendment import Amendment
from drafter.model.clause import Clause, standing
from drafter.model.negotiation import Negotiation
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, ClauseStatus
from drafter.model.treaty import in_order
from drafter.text.carry import NotTaken, carry, plan, sub_amendment_problem
from drafter.text.merge import Agreed


@dataclass(frozen=True)
class Selection:
    """A negotiation, and what it would be if a selection of its amendments were adopted. Nothing of it is on record.

    A clean merge is not consent: who would still oppose is told beside the text.
    """

    before: Negotiation
    negotiation: Negotiation
    """As it would stand; the amendments taken are accepted in it."""
    taken: tuple[str, ...]
    """In the order in which they are adopted, a parent before its sub-amendments."""
    contained: tuple[str, ...]
    """Those of them that the text says already."""
    refused: tuple[NotTaken, ...]
    """The others, each with the reason, the words in conflict and what it overlaps."""
    near: tuple[tuple[str, str, Agreed], ...]
    """Amendment, clause and merged words that a person has to read first."""

    @cached_property
    def changed(self) -> tuple[Pair, ...]:
        """The clauses whose text would be another, with both texts, in the order of the treaty."""
        return between(self.before.treaty, self.negotiation.treaty)

    @cached_property
    def brackets(self) -> Mapping[str, int]:
        """How many brackets would remain, by clause, in the order of the treaty; clauses without any are left out."""
        brackets = Brackets(self.negotiation)
        ids = dict.fromkeys([each.id for each in self.negotiation.treaty.clauses])
        ids.update(dict.fromkeys(brackets.proposals.added))
        counted = {id: brackets.count(id) for id in ids}
        return {id: count for id, count in counted.items() if count}

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """How each amendment taken stands with all who take part: who would still oppose it, reserve or be silent."""
        return tuple(self.standings.tally(Target(amendment=id)) for id in self.taken)

    @cached_property
    def standings(self) -> Standings:
        """Who holds what, before any of it is adopted."""
        return Standings(self.before)

    @property
    def opposed_by(self) -> tuple[str, ...]:
        """Who objects to any of it, in the order of signatories.toml."""
        against = {code for tally in self.tallies for code in tally.blocked_by}
        return tuple(each.code for each in self.before.treaty.roster.signatories if each.code in against)

    @property
    def reopened(self) -> tuple[str, ...]:
        """The settled clauses that it would open again."""
        after = self.negotiation.treaty.by_id
        return tuple(
            each.id
            for each in self.before.treaty.clauses
            if each.status.settled and each.id in after and after[each.id].text != each.text
        )

    def text(self, clause: str) -> str | None:
        """Give a clause as it would read, heading and body; None when there would be no such clause."""
        found = standing(self.negotiation.treaty.by_id.get(clause))
        return found.text if found is not None else None


def select(negotiation: Negotiation, ids: Sequence[str]) -> Selection:
    """Adopt amendments in thought, in the order given. Each is taken whole or not at all. KeyError for an unknown id.

    A sub-amendment needs its parent adopted or selected too; a retain can't be had together with what changes the
    words that it keeps.
    """
    chosen = [negotiation.by_id[id] for id in dict.fromkeys(ids)]
    names = [each.id for each in chosen]
    refused: list[NotTaken] = []
    possible: list[Amendment] = []
    for each in chosen:
        if sub_amendment_problem(each, names, negotiation.by_id) is None:
            possible.append(each)
        else:
            refused.append(NotTaken(each.id, f"it changes {each.parent}, which is neither adopted nor selected"))
    planned = plan(negotiation.treaty, possible)
    taken: list[str] = []
    for id in planned.taken:
        asked = negotiation.by_id[id]
        overlaps = tuple(other for other in planned.taken if keeps_from(asked, negotiation.by_id[other]))
        if overlaps:
            reason = f"it asks to keep the words that {', '.join(overlaps)} would change"
            refused.append(NotTaken(id, reason, overlaps=overlaps))
        else:
            taken.append(id)
    clauses = {**negotiation.treaty.by_id, **planned.clauses}
    accepted = set(taken)
    return Selection(
        before=negotiation,
        negotiation=replace(
            negotiation,
            treaty=replace(negotiation.treaty, clauses=in_order(_reopened(negotiation, clauses))),
            amendments=tuple(
                replace(each, status=AmendmentStatus.ACCEPTED) if each.id in accepted else each
                for each in negotiation.amendments
            ),
        ),
        taken=tuple(taken),
        contained=tuple(id for id in taken if _contained(negotiation, negotiation.by_id[id])),
        refused=(*refused, *planned.refused),
        near=planned.near,
    )


def _reopened(negotiation: Negotiation, clauses: Mapping[str, Clause]) -> list[Clause]:
    """Open settled clauses whose text would change again, as adopting does."""
    found = []
    for id, clause in clauses.items():
        before = negotiation.treaty.by_id.get(id)
        touched = before is not None and before.status.settled and before.text != clause.text
        if touched and not clause.deleted:
            clause = clause.with_value("status", ClauseStatus.OPEN.value)
        found.append(clause)
    return found


def _contained(negotiation: Negotiation, amendment: Amendment) -> bool:
    outcomes = {carry(change, negotiation.treaty.by_id.get(change.clause)).outcome for change in amendment.changes}
    return outcomes == {"contained"}
