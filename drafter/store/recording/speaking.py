"""A proposal on behalf of a group: its proposer says with a position of its own that it spoke for the group."""

from __future__ import annotations

from drafter.model.ids import MAIN_REF
from drafter.model.negotiation import Act
from drafter.model.problem import MEANWHILE, Refused, refuse
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store.agreed import Agreed
from drafter.store.finding import find_amendment
from drafter.store.identity import Identity
from drafter.store.recording.taking import check_holder, position
from drafter.store.repository import Repository
from drafter.store.snapshot import tips


def check_speaker(repo: Repository, who: Identity, group: str) -> None:
    """Check that somebody may speak on behalf of a group, before anything is tabled for it. Raises Refused."""
    check_holder(Agreed(repo, repo.commit(tips(repo, ())[MAIN_REF])), who, group)


def propose_for(repo: Repository, who: Identity, version: Act, group: str) -> Act:
    """Record that a version of an own amendment (its tabling or revision) is a group's proposal.

    It is so as long as that position stands, about this very text. Raises Refused, which says that the version is on
    record without it.
    """
    id = version.targets[0].amendment
    try:
        now = tips(repo)
        amendment = find_amendment(repo, now, Agreed(repo, repo.commit(now[MAIN_REF])), id)
        if amendment.commit != version.commit:
            raise refuse("your delegation has recorded another version meanwhile", "look at it first", rule=MEANWHILE)
        seen = amendment.text_sha256
        return position(repo, who, Target(amendment=id), Stance.SUPPORT, on_behalf_of=group, seen=seen)
    except Refused as refused:
        why = refused.problem
        raise refuse(
            f"{id} is on record, but not on behalf of {group}: {why.message}",
            f"then say so with `drafter position {id} support --on-behalf-of {group}`",
            rule=why.rule,
            status=1,
        ) from None
