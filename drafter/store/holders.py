"""Who may hold positions, and who may speak on behalf of a group, by the list of signatories."""

from __future__ import annotations

from drafter.model.ids import SECRETARIAT
from drafter.model.signatory import Roster
from drafter.model.terms import SignatoryKind


def holder_problem(roster: Roster, code: str) -> str | None:
    """Say why somebody can't hold positions, or None: observers and the secretariat hold none."""
    if code == SECRETARIAT:
        return "the secretariat holds no position"
    signatory = roster.by_code.get(code)
    if signatory is None:
        return f"{code} is not a signatory"
    return f"{code} is an observer and holds no position" if signatory.kind is SignatoryKind.OBSERVER else None


def speaker_problem(roster: Roster, code: str, group: str) -> str | None:
    """Say why a signatory may not speak on behalf of a group, or None."""
    found = roster.groups_by_code.get(group)
    if found is None:
        return f"there is no group `{group}`"
    if found.may_be_spoken_for_by(code):
        return None
    speaker = found.spokesperson
    return (
        f"only {speaker} speaks on behalf of {group}" if speaker is not None else f"{code} is not a member of {group}"
    )
