"""A row for each clause, a row for each amendment: what `drafter list` and `drafter amendments` print."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from drafter.draft.brackets import Brackets
from drafter.draft.marshalled import marshalled
from drafter.draft.proposals import Proposals
from drafter.draft.standing import Standings
from drafter.model.negotiation import Negotiation
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus
from drafter.text.carry import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow:
    """One clause at a glance."""

    id: str
    kind: str
    number: str
    heading: str
    status: str
    amendments: int
    """Live amendments about it."""
    brackets: int
    """Brackets that live amendments and positions put into it."""
    own_brackets: int
    """Square brackets that its agreed text opens."""
    reopened_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentRow:
    """One amendment at a glance."""

    id: str
    signatory: str
    clauses: tuple[str, ...]
    action: str
    status: str
    subject: str
    cosponsors: tuple[str, ...]
    stale: bool
    applies: Outcome
    on_behalf_of: str | None
    conflicts: tuple[str, ...]
    """Live amendments that want the same words otherwise."""
    duplicate_of: str | None
    not_accepted_before: str | None
    """The amendment that proposed the same, and was not accepted."""
    parent: str | None
    against: str | None
    tabled: str
    commit: str
    signed: bool
    decided: str | None
    recommendation: str | None
    """What the Chair recommends, until it is decided about: `not-accepted`."""
    recommendation_stale: bool
    """Whether that was said of an older version."""
    supports: tuple[str, ...]
    accepts: tuple[str, ...]
    reserves: tuple[str, ...]
    depends: tuple[str, ...]
    """Who is for it on conditions that are not met."""
    opposes: tuple[str, ...]
    silent: int
    consensus: bool
    two_thirds: bool
    place: str = ""
    """In the order of the text: where its first words stand, as `critical-infrastructure:1`."""


def clause_rows(negotiation: Negotiation, brackets: Brackets | None = None) -> tuple[ClauseRow, ...]:
    """Give a row for each clause of the agreed text, in the order of the treaty, the deleted ones too."""
    brackets = brackets or Brackets(negotiation)
    return tuple(
        ClauseRow(
            id=clause.id,
            kind=clause.kind.value,
            number=clause.number,
            heading=clause.heading,
            status=clause.status.value,
            amendments=len(brackets.proposals.about(clause.id)),
            brackets=brackets.count(clause.id),
            own_brackets=0 if clause.deleted else brackets.own(clause.id),
            reopened_by=brackets.proposals.reopened_by(clause.id),
        )
        for clause in negotiation.treaty.clauses
    )


def amendment_rows(
    negotiation: Negotiation,
    *,
    clauses: Collection[str] | None = None,
    status: AmendmentStatus | None = None,
    by: str | None = None,
    proposals: Proposals | None = None,
    standings: Standings | None = None,
    in_text: bool = False,
) -> tuple[AmendmentRow, ...]:
    """Give a row for each amendment, only those about some clauses, of a status or of a signatory: in order of tabling,
    or in the order of the text, each with its place (`marshalled`)."""
    proposals = proposals or Proposals(negotiation)
    standings = standings or Standings(negotiation)
    places = marshalled(proposals) if in_text else {}
    listed = [negotiation.by_id[id] for id in places] if in_text else negotiation.amendments
    return tuple(
        _row(each.id, negotiation, proposals, standings, place=str(places.get(each.id, "")))
        for each in listed
        if (clauses is None or any(clause in clauses for clause in each.clauses))
        and (status is None or each.status is status)
        and (by is None or by in (each.signatory, standings.proponent(each.id)))
    )


def _row(
    id: str, negotiation: Negotiation, proposals: Proposals, standings: Standings, *, place: str = ""
) -> AmendmentRow:
    amendment = negotiation.by_id[id]
    tally = standings.tally(Target(amendment=id))
    proponent = standings.proponent(id)
    recommended = amendment.recommendation
    return AmendmentRow(
        id=id,
        signatory=amendment.signatory,
        clauses=amendment.clauses,
        action=amendment.action.value,
        status=amendment.status.value,
        subject=amendment.subject,
        cosponsors=standings.cosponsors(id),
        stale=proposals.stale(id),
        applies=proposals.applies(id),
        on_behalf_of=proponent if proponent != amendment.signatory else None,
        conflicts=proposals.rivals(id),
        duplicate_of=proposals.duplicate_of(id) if amendment.live else None,
        not_accepted_before=proposals.not_accepted_before(id),
        parent=amendment.parent,
        against=amendment.against,
        tabled=amendment.tabled,
        commit=amendment.commit,
        signed=amendment.signed,
        decided=amendment.decided,
        recommendation=recommended.status.value if recommended is not None else None,
        recommendation_stale=recommended is not None and recommended.stale,
        supports=tally.supports,
        accepts=tally.accepts,
        reserves=tally.reserves,
        depends=tally.depends,
        opposes=tally.opposes,
        silent=len(tally.silent),
        consensus=tally.consensus,
        two_thirds=tally.two_thirds,
        place=place,
    )
