"""Who may act for a signatory, recorded: by the secretariat, or as the consent of one of its own delegates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.intake.delegates import with_delegates
from drafter.model.ids import SECRETARIAT
from drafter.model.problem import MEANWHILE, Problem, Refused, refuse
from drafter.model.signatory import parse_roster
from drafter.store import recording
from drafter.tui.present.listing import subject

if TYPE_CHECKING:
    from drafter.model.negotiation import Act
    from drafter.store.identity import Identity
    from drafter.store.repository import Repository
    from drafter.tui.deeds import Listing


def list_delegates(repo: Repository, who: Identity, deed: Listing) -> Act:
    """Record it. Raises Refused, also when others are listed meanwhile than those that were shown."""

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
        return recording.consent(repo, who, change)
    recovery = (deed.code,) if deed.recovery else ()
    return recording.roster(repo, who, change, subject(deed), recovery=recovery)
