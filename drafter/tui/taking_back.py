"""Taking back one's own last act: what was recorded in this session, and, behind that, what the log tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from drafter.model.problem import MEANWHILE, Problem
from drafter.model.target import Target
from drafter.tui.deeds import Deed, Standing
from drafter.tui.present.record import what
from drafter.tui.present.words import words
from drafter.tui.undo import OVERTAKEN, from_log, inverse

if TYPE_CHECKING:
    from drafter.model.negotiation import Act
    from drafter.tui.desk import Desk
    from drafter.tui.sitting import Sitting
    from drafter.tui.undo import Past

_PASSING = ("busy", "date", "git", "identity", "key", "refused")
"""The rules of refusals that say nothing against the act itself: the same may be recorded a moment later."""


class TakingBack:
    """What was recorded, and what of it was taken back or can't be."""

    def __init__(self, app: Sitting, record: Callable[[Deed, Desk], None]) -> None:
        self._app = app
        self._record = record
        self._done: list[tuple[Deed, Act, Desk]] = []
        self._asked: dict[int, Desk] = {}
        self._left: dict[tuple[str, Target | None], str] = {}
        """The newest commit of this session about a position (ref and target) or an amendment (its ref)."""
        self._taking_back: tuple[Deed, str] | None = None
        """What takes back an act, and the commit of that."""
        self._undone: set[str] = set()
        """The commits of what was taken back in this session, and of what did it."""
        self._stuck: dict[str, str] = {}
        """Why an act, by its commit, can't be taken back: it was refused."""
        self._why_not_last = ""
        """Why no act of this session is taken back, while the log is read."""

    def asked(self, deed: Deed, desk: Desk) -> None:
        """Remember on which reading a deed was asked for."""
        self._asked[id(deed)] = desk

    def last(self, desk: Desk) -> None:
        """Take back one's own last act; where that can't be, say why, and offer the one before."""
        why_not_last = ""
        for deed, act, before in reversed(self._done):
            if not _same_hand(before, desk):
                continue
            found = self._stuck.get(act.commit) or inverse(deed, act, before, desk, self._left[_about(deed, act)])
            if not isinstance(found, str):
                self._take_back(found, desk, act, why_not_last)
                return
            why_not_last = why_not_last or _why(act, found)
        self._why_not_last = why_not_last
        self._app.session.read_last()

    def from_log(self, pasts: Sequence[Past]) -> None:
        """Take back the newest act that was recorded before this session, and can be."""
        desk = self._app.desk
        if desk is None or desk.who.delegate is None:
            return
        why_not_last, email = self._why_not_last, desk.who.delegate.email.casefold()
        done = {act.commit for _, act, _ in self._done}
        counted = [past for past in pasts if past.act.commit not in self._undone]
        for nth, past in enumerate(counted):
            act = past.act
            if act.email.casefold() != email or act.commit in done:
                continue
            overtaken = any(_same_text(newer.act, act) for newer in counted[:nth])
            over = self._left.get(_named(act), act.commit)
            found = self._stuck.get(act.commit) or (OVERTAKEN if overtaken else from_log(past, desk, over))
            if not isinstance(found, str):
                self._take_back(found, desk, act, why_not_last)
                return
            why_not_last = why_not_last or _why(act, found)
        said = f"y{why_not_last}" if why_not_last else "you have recorded nothing that can be taken back"
        self._app.tell(f"Not now: {said}.", severity="warning")

    def recorded(self, deed: Deed, act: Act) -> bool:
        """Remember what was recorded, so that it can be taken back. Says whether it can."""
        before = self._asked.pop(id(deed), None)
        self._left[_about(deed, act)] = act.commit
        if self._taking_back is not None and self._taking_back[0] is deed:
            # Neither is a last act any more: to take back the taking back would record the same for ever.
            taken = self._taking_back[1]
            self._undone |= {taken, act.commit}
            self._done = [each for each in self._done if each[1].commit != taken]
            return False
        if before is None:
            return False
        self._done.append((deed, act, before))
        return not isinstance(inverse(deed, act, before, before, act.commit), str)

    def refused(self, deed: Deed, problem: Problem) -> bool:
        """Forget what was not recorded. Says whether it would have taken something back."""
        self._asked.pop(id(deed), None)
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


def _about(deed: Deed, act: Act) -> tuple[str, Target | None]:
    """Say what an act was about: of the positions on one branch, which."""
    return act.ref, deed.target if isinstance(deed, Standing) else None


def _named(act: Act) -> tuple[str, Target | None]:
    """Say the same of an act as the log tells it."""
    return act.ref, act.targets[0] if act.record == "position" and act.targets else None


def _same_text(one: Act, other: Act) -> bool:
    """Whether two acts are about the same position, or the same amendment."""
    return _named(one) == _named(other)


def _same_hand(before: Desk, now: Desk) -> bool:
    """Whether who acts now is who acted then: nobody takes back in the name of another State."""
    return before.who.same(now.who)


def _why(act: Act, reason: str) -> str:
    return f"our last act, “{act.subject}”, can't be taken back: {reason}"
