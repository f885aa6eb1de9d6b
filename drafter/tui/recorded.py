"""How what somebody asked for is recorded, in the thread that knows git."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from drafter.intake.delegates import with_delegates
from drafter.model.ids import SECRETARIAT
from drafter.model.problem import MEANWHILE, Problem, Refused, refuse
from drafter.model.signatory import parse_roster
from drafter.store import recording
from drafter.store.reading import read
from drafter.store.snapshot import tips
from drafter.tui.deeds import (
    Adopting,
    Correcting,
    Deed,
    Issuing,
    Listing,
    Proposing,
    Recommending,
    Retaining,
    Revising,
    Settling,
    Standing,
    Tabling,
    Withdrawing,
)
from drafter.tui.present.listing import subject

if TYPE_CHECKING:
    from drafter.model.negotiation import Act
    from drafter.store.identity import Identity
    from drafter.store.repository import Repository


def record(repo: Repository, who: Identity, deed: Deed) -> Act:
    """Record a deed. Raises Refused, also when what it is about is not what was shown any more."""
    if isinstance(deed, Proposing) and deed.on_behalf_of is not None:
        recording.check_speaker(repo, who, deed.on_behalf_of)
    match deed:
        case Tabling():
            _unchanged(repo, deed.to, deed.base)
            return recording.amend(
                repo,
                who,
                deed.proposed,
                deed.rationale,
                to=deed.to,
                base=deed.base if deed.to is None else None,
                taken_over=deed.taken_over,
            )
        case Retaining():
            return recording.retain(repo, who, deed.targets, deed.rationale, against=deed.against)
        case Revising():
            return recording.revise(
                repo, who, deed.amendment, deed.proposed, deed.rationale, base=deed.base, over=deed.over
            )
        case Withdrawing():
            return recording.withdraw(repo, who, deed.amendment, deed.statement, over=deed.over)
        case Standing():
            return recording.position(
                repo,
                who,
                deed.target,
                deed.stance,
                statement=deed.statement,
                cosponsor=deed.cosponsor,
                on_behalf_of=deed.on_behalf_of,
                conditions=deed.conditions,
                seen=deed.seen,
                over=deed.over,
            )
        case Adopting():
            _still(repo, deed.seen)
            return recording.adopt(
                repo,
                who,
                deed.amendments,
                as_modified=deed.as_modified or None,
                accept_near=deed.accept_near,
                reason=deed.reason,
            )
        case Correcting():
            return recording.edit(repo, who, deed.clauses, deed.reason, base=deed.base)
        case Settling():
            return recording.statuses(repo, who, deed.targets, deed.status.value, deed.reason)[-1]
        case Recommending():
            _still(repo, deed.seen)
            return recording.recommend(repo, who, [deed.amendment], deed.status.value, deed.reason)[-1]
        case Listing():
            return _list(repo, who, deed)
        case Issuing():
            return recording.issue(repo, who, deed.name)


def _unchanged(repo: Repository, amendment: str | None, base: str | None) -> None:
    """Refuse a sub-amendment to words that their author has revised in the meantime."""
    if amendment is None:
        return
    found = read(repo).by_id.get(amendment)
    if found is None or found.commit != base:
        raise refuse(f"{amendment} has another version meanwhile", "read it again first; your draft is kept")


def _still(repo: Repository, seen: Mapping[str, str]) -> None:
    """Refuse a decision on texts that are no longer those that were shown."""
    now = tips(repo)
    if any(now.get(ref) != commit for ref, commit in seen.items()):
        raise refuse("the agreed text or the amendment has changed meanwhile", "read it again first")


def _list(repo: Repository, who: Identity, deed: Listing) -> Act:
    """List delegates, or consent to their list. Raises Refused, also when others are listed by now than were shown."""

    def change(source: bytes) -> bytes:
        roster, _ = parse_roster(source)
        signatory = roster.by_code.get(deed.code) if roster is not None else None
        if signatory is not None and signatory.delegates != deed.was:
            raise refuse(f"the delegates of {deed.code} have changed meanwhile", "look at them again", rule=MEANWHILE)
        found = with_delegates(source.decode(), deed.code, deed.delegates)
        if isinstance(found, Problem):
            raise Refused(found)
        return found.encode()

    if who.code == deed.code and who.code != SECRETARIAT:
        return recording.consent(repo, who, change if deed.delegates != deed.was else None)
    recovery = (deed.code,) if deed.recovery else ()
    return recording.roster(repo, who, change, subject(deed), recovery=recovery)
