"""Taking back one's own last act: always a new record, never a rewrite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafter.model.position import Depends
from drafter.model.terms import Stance
from drafter.tui.deeds import Deed, Proposing, Revising, Standing, Withdrawing

if TYPE_CHECKING:
    from drafter.model.amendment import Change
    from drafter.model.clause import Clause
    from drafter.model.negotiation import Act
    from drafter.model.position import Position
    from drafter.model.target import Target
    from drafter.tui.desk import Desk


OVERTAKEN = "your delegation has recorded something else about it since"
"""Why an act is not taken back that a colleague's has followed."""


def revocable(deed: Deed) -> bool:
    """Whether a deed is of a kind that can be taken back."""
    return isinstance(deed, Standing | Proposing)


@dataclass(frozen=True, slots=True)
class Past:
    """An act on record, and what it took the place of."""

    act: Act
    replaced: Position | None = None
    """The position before."""
    earlier: tuple[str, tuple[Change, ...]] | None = None
    """The version before: its base and its changes."""


def from_log(past: Past, desk: Desk, over: str) -> Deed | str:
    """Give the deed that takes back an act, as the log tells it; or why there is none.

    `over` is the commit at which what it was about has to stand.
    """
    act = past.act
    if act.record == "position" and act.targets:
        if act.action == Stance.NONE.value:
            return "it took a position back already"
        return _again(act.targets[0], past.replaced, desk, over)
    if act.record == "main":
        return "what the secretariat decided is changed by another decision"
    if act.record != "amendment" or act.action not in ("table", "revise"):
        withdrawn = "a withdrawal stands: table the amendment again"
        return withdrawn if act.action == "withdraw" else "it is changed by a further act"
    amendment = desk.negotiation.by_id.get(_amendment(act))
    if amendment is None or not amendment.live:
        return "it no longer stands"
    if amendment.commit != over:
        return OVERTAKEN
    if act.action == "table":
        return Withdrawing(amendment=amendment.id, over=over)
    if past.earlier is None:
        return "the version before can't be read"
    base, changes = past.earlier
    if tuple(changes) == amendment.changes:
        return "it gave the same words another rationale: a new version gives it yet another"
    now = {change.clause: change for change in amendment.changes}
    unchanged = {clause: change.before for clause, change in now.items() if base == amendment.base}
    return _version_again(amendment.id, base, changes, now, unchanged, over)


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
                return f"it changed {clause} too, which the version before did not: revise {amendment} again"
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
        conditions=tuple(Depends(each.degree, each.target, each.text_sha256) for each in held.conditions),
        seen=held.text_sha256,
        over=over,
    )


def _amendment(act: Act) -> str:
    if act.ref.startswith("refs/heads/amendments/"):
        return act.ref.rpartition("/")[2]
    return next((target.amendment for target in act.targets if target.amendment), "")
