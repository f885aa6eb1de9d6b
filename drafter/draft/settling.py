"""What speaks against a clause that is marked as agreed: the secretariat may do it, and is told what is open."""

from __future__ import annotations

from drafter.draft.standing import Standings
from drafter.model.ids import few
from drafter.model.terms import ClauseStatus

_MOST_NAMED = 6
_SETTLED = frozenset(each.value for each in ClauseStatus if each.settled)


def unsettled(standings: Standings, clause: str, status: str) -> str:
    """Say which amendments to a clause are on the table and who opposes its text, when it is to be called agreed.

    Empty when nothing speaks against it, and for a status that does not say so.
    """
    if not clause or status not in _SETTLED:
        return ""
    negotiation = standings.negotiation
    live = {each.id for each in negotiation.live}
    waiting = [
        each.id
        for each in negotiation.live
        if clause in each.clauses and (each.against is None or each.against in live)
    ]
    about = [target for target in negotiation.positions_by_target if target.clause == clause]
    heard = (standings.voices(target, standings.tally(target).opposes) for target in about)
    opposed = list(dict.fromkeys(code for codes in heard for code in codes))
    said = []
    if waiting:
        are = "amendment to it is" if len(waiting) == 1 else "amendments to it are"
        said.append(f"{len(waiting)} {are} on the table ({few(waiting, _MOST_NAMED)})")
    if opposed:
        said.append(f"{few(opposed, _MOST_NAMED)} opposed its text")
    return ", and ".join(said)
