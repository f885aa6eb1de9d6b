"""Taking back one's own last act: always a new record, never a rewrite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from drafter.model.terms import Stance
from drafter.tui.deeds import Deed, Retaining, Revising, Standing, Tabling, Withdrawing

if TYPE_CHECKING:
    from drafter.model.amendment import Change
    from drafter.model.clause import Clause
    from drafter.model.negotiation import Act
    from drafter.model.position import Position
    from drafter.model.target import Target
    from drafter.tui.desk import Desk


def inverse(deed: Deed, act: Act, before: Desk, over: str) -> Deed | str:
    """Give the deed that takes back another one, recorded when `before` was the reading; or why there is none.

    `over` is the commit at which this session left what the deed was about: what a colleague has recorded since stays.
    """
    match deed:
        case Standing():
            held = next(
                (
                    recorded.position
                    for recorded in before.negotiation.positions_by_target.get(deed.target, ())
                    if recorded.position.signatory == before.who.code
                ),
                None,
            )
            return _again(deed.target, held, before, over)
        case Tabling() | Retaining():
            tabled = _amendment(act)
            return Withdrawing(amendment=tabled, over=over) if tabled else "the record names no amendment"
        case Revising():
            earlier = before.negotiation.by_id[deed.amendment]
            return _version_again(earlier.id, earlier.base, earlier.changes, deed.proposed, {}, over)
        case Withdrawing():
            return "a withdrawal stands: table the amendment again"
        case _:
            return "what the secretariat decided is changed by another decision"


def from_log(
    acts: Sequence[Act],
    replaced: Position | None,
    earlier: tuple[str, tuple[Change, ...]] | None,
    desk: Desk,
) -> Deed | str:
    """Give the deed that takes back the newest act of a delegation, as the log tells it; or why there is none.

    `replaced` is the position in whose place that act came, `earlier` the version of the amendment: its base and
    changes.
    """
    own = [act for act in acts if act.signatory == desk.who.code]
    if not own:
        return "your delegation has recorded nothing"
    last = own[0]
    if last.record == "position" and last.targets:
        target = last.targets[0]
        if last.action == Stance.NONE.value:
            return "your last act took a position back already"
        return _again(target, replaced, desk, last.commit)
    if last.record == "amendment" and last.action == "table":
        tabled = _amendment(last)
        amendment = desk.negotiation.by_id.get(tabled) if tabled else None
        if amendment is None or not amendment.live:
            return f"your last act, “{last.subject}”, no longer stands"
        return Withdrawing(amendment=amendment.id, over=amendment.commit)
    if last.record == "amendment" and last.action == "revise" and earlier is not None:
        amendment = desk.negotiation.by_id.get(_amendment(last))
        if amendment is None or not amendment.live or amendment.commit != last.commit:
            return f"your last act, “{last.subject}”, no longer stands"
        base, changes = earlier
        now = {change.clause: change for change in amendment.changes}
        unchanged = {clause: change.before for clause, change in now.items() if base == amendment.base}
        return _version_again(amendment.id, base, changes, now, unchanged, last.commit)
    if last.action == "withdraw":
        return f"your last act, “{last.subject}”, stands: table the amendment again"
    return f"your last act, “{last.subject}”, is changed by a further one"


def _version_again(
    amendment: str,
    base: str,
    changes: Sequence[Change],
    revised: Iterable[str],
    unchanged: Mapping[str, Clause | None],
    over: str,
) -> Deed | str:
    """Give the revision that puts an earlier version back, about the text on which it was written.

    `unchanged` are clauses as that text has them: those that the later version changes besides.
    """
    proposed = {change.clause: change.after for change in changes}
    for clause in revised:
        if clause not in proposed:
            if clause not in unchanged:
                return f"your last act changed {clause} too, which the version before did not: revise {amendment} again"
            proposed[clause] = unchanged[clause]
    return Revising(amendment=amendment, proposed=proposed, base=base, over=over)


def _again(target: Target, held: Position | None, desk: Desk, over: str) -> Standing:
    """Give the position held before, whole; none when there was none, or its text is not the one that stands."""
    if held is None or held.text_sha256 != desk.negotiation.current_text_sha256(target):
        return Standing(target=target, stance=Stance.NONE, over=over)
    return Standing(
        target=target,
        stance=held.stance,
        statement=held.statement,
        cosponsor=held.cosponsor,
        on_behalf_of=held.on_behalf_of,
        seen=held.text_sha256,
        over=over,
    )


def _amendment(act: Act) -> str:
    if act.ref.startswith("refs/heads/amendments/"):
        return act.ref.rpartition("/")[2]
    return next((target.amendment for target in act.targets if target.amendment), "")
