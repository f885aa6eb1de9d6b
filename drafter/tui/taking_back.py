"""Taking back one's own last act, as the log tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from drafter.model.problem import MEANWHILE, Problem
from drafter.model.target import Target
from drafter.tui.deeds import Deed
from drafter.tui.present.record import what
from drafter.tui.present.words import words
from drafter.tui.undo import OVERTAKEN, from_log, revocable

if TYPE_CHECKING:
    from drafter.model.negotiation import Act
    from drafter.tui.desk import Desk
    from drafter.tui.sitting import Sitting
    from drafter.tui.undo import Past

_PASSING = ("busy", "date", "git", "identity", "key", "refused")
"""The rules of refusals that say nothing against the act itself: the same may be recorded a moment later."""


class TakingBack:
    """What of one's own acts was taken back, or can't be."""

    def __init__(self, app: Sitting, record: Callable[[Deed, Desk], None]) -> None:
        self._app = app
        self._record = record
        self._taking_back: tuple[Deed, str] | None = None
        """What takes back an act, and the commit of that."""
        self._undone: set[str] = set()
        """The commits of what was taken back in this session, and of what did it."""
        self._stuck: dict[str, str] = {}
        """Why an act, by its commit, can't be taken back: it was refused."""

    def from_log(self, pasts: Sequence[Past]) -> None:
        """Take back the newest of the own acts that can be; where that is not the last one, say why."""
        desk = self._app.desk
        if desk is None or desk.who.delegate is None:
            return
        why_not_last, email = "", desk.who.delegate.email.casefold()
        counted = [past for past in pasts if past.act.commit not in self._undone]
        for nth, past in enumerate(counted):
            act = past.act
            if act.email.casefold() != email or _goes_with(act, counted[nth + 1 :]):
                continue
            overtaken = any(_same_text(newer.act, act) for newer in counted[:nth])
            # What took something back stands over it, and does so itself no more.
            over = next(each.act.commit for each in pasts if _same_text(each.act, act))
            found = self._stuck.get(act.commit) or (OVERTAKEN if overtaken else from_log(past, desk, over))
            if not isinstance(found, str):
                self._take_back(found, desk, act, why_not_last)
                return
            why_not_last = why_not_last or f"our last act, “{act.subject}”, can't be taken back: {found}"
        said = f"y{why_not_last}" if why_not_last else "you have recorded nothing that can be taken back"
        self._app.tell(f"Not now: {said}.", severity="warning")

    def recorded(self, deed: Deed, act: Act) -> bool:
        """Take notice of what was recorded. Says whether it can be taken back."""
        if self._taking_back is not None and self._taking_back[0] is deed:
            # Neither is a last act any more: to take back the taking back would record the same for ever.
            self._undone |= {self._taking_back[1], act.commit}
            return False
        return revocable(deed)

    def refused(self, deed: Deed, problem: Problem) -> bool:
        """Forget what was not recorded. Says whether it would have taken something back."""
        if self._taking_back is None or self._taking_back[0] is not deed:
            return False
        if problem.rule not in _PASSING:
            self._stuck[self._taking_back[1]] = OVERTAKEN if problem.rule == MEANWHILE else problem.message
        return True

    def _take_back(self, deed: Deed, desk: Desk, act: Act, why_not_last: str) -> None:
        """Ask whether an act is taken back; `why_not_last` says why a later one is not."""
        from drafter.tui.dialogs.confirm import agreed

        def take_back() -> None:
            self._taking_back = deed, act.commit
            self._record(deed, desk)

        lines = [words(f"Your last act: {act.subject}", ".prose--quiet")]
        if why_not_last:
            lines = [
                words(f"Y{why_not_last}.", ".prose--warning"),
                words(f"What you recorded before: {act.subject}", ".prose--quiet"),
            ]
        said = Content("\n").join([*lines, what(deed, desk)])
        yes = "yes, record it; the earlier act stays on record"
        agreed(self._app, "Take it back?", said, yes, take_back)


def _goes_with(act: Act, before: Sequence[Past]) -> bool:
    """Whether an act says whose proposal the one before it is, and goes with that."""
    tabled = before[0].act if before else None
    return (
        act.record == "position"
        and tabled is not None
        and tabled.record == "amendment"
        and tabled.targets[:1] == act.targets[:1]
    )


def _same_text(one: Act, other: Act) -> bool:
    """Whether two acts are about the same position, or the same amendment."""

    def about(act: Act) -> tuple[str, Target | None]:
        return act.ref, act.targets[0] if act.record == "position" and act.targets else None

    return about(one) == about(other)
