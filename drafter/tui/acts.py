"""The acts: which dialog asks for what, and what is recorded then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.content import Content

from drafter.model.problem import MEANWHILE, Problem
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, ClauseStatus, Stance
from drafter.tui.deeds import Adopting, Deed, Issuing, Settling, Standing, Withdrawing
from drafter.tui.present.permission import adds, adoptable, names, open_amendments, settleable, withdrawable
from drafter.tui.present.record import what
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.screens.room import Room
from drafter.tui.subject import Subject
from drafter.tui.undo import OVERTAKEN, from_log, inverse

if TYPE_CHECKING:
    from drafter.model.amendment import Amendment
    from drafter.model.negotiation import Act
    from drafter.tui.app import Drafter
    from drafter.tui.desk import Desk
    from drafter.tui.present.adoption import Adoption
    from drafter.tui.undo import Past

_DECISIONS = (
    AmendmentStatus.TABLED,
    AmendmentStatus.DEFERRED,
    AmendmentStatus.NOT_ACCEPTED,
    AmendmentStatus.SUPERSEDED,
)
_STATUSES = tuple(status for status in ClauseStatus if status is not ClauseStatus.DELETED)

_PASSING = ("busy", "date", "git", "identity", "key", "refused")
"""The rules of refusals that say nothing against the act itself: the same may be recorded a moment later."""


class Acts:
    """What a delegate, or the secretariat, asks to have recorded."""

    def __init__(self, app: Drafter) -> None:
        self._app = app
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

    def ready(self, action: str) -> tuple[Desk, Subject] | None:
        """Give the reading and what is under the cursor; or say why the action does nothing now, or only later."""
        if self._app.holding.moved_on():
            return None
        subject = self._app.subject()
        reason = self._app.why_not(action, subject)
        if self._app.desk is None and self._app.holding.hold():
            self._app.tell(f"One moment: {reason}. Esc forgets the key.")
            return None
        if self._app.unreadable:
            reason = "the treaty can't be read"
        if reason is not None or self._app.desk is None:
            self._app.tell(f"Not now: {reason}.", severity="warning")
            return None
        return self._app.desk, subject

    def amend(self) -> None:
        """Propose other words for the clause under the cursor."""
        from drafter.tui.dialogs.amend import AmendDialog
        from drafter.tui.present.beginning import begun
        from drafter.tui.present.freed import set_free

        ready = self.ready("act.amend")
        if ready is not None:
            desk, subject = ready
            if subject.clause not in desk.negotiation.treaty.by_id:
                self._amend_proposed(desk, subject)
                return
            label = subject.target.label if subject.target is not None else ""
            note = ""
            with suppress(OSError):
                note = set_free(self._app.drafts, desk, subject.clause)
            drafts = begun(self._app.drafts, desk, subject.clause)
            what, amendment = (drafts[0].what, drafts[0].amendment) if drafts else ("modify", "")
            shown = self._app.screen.copied() if isinstance(self._app.screen, Room) else ""
            dialog = AmendDialog(desk, subject.clause, what, amendment, label=label, shown=shown, note=note)
            self._app.push_screen(dialog, self._recorder(desk))

    def _amend_proposed(self, desk: Desk, subject: Subject) -> None:
        """Put a new version of one's own amendment that adds the clause, or a sub-amendment to another's."""
        from drafter.tui.dialogs.amend import AmendDialog
        from drafter.tui.dialogs.which import which

        found = {each.id: each for each in desk.proposals.about(subject.clause) if adds(each, subject.clause)}
        here = {id: found[id] for id in names(subject) if id in found} or found

        def chosen(id: str | None) -> None:
            if id is not None:
                what = "revise" if here[id].signatory == desk.who.code else "sub"
                self._app.push_screen(AmendDialog(desk, subject.clause, what, id), self._recorder(desk))

        if not here:
            self._app.tell("Not now: nobody proposes this clause any more.", severity="warning")
        elif len(here) == 1:
            chosen(next(iter(here)))
        else:
            offered = [Target(amendment=id) for id in here]
            self._app.push_screen(which("Whose words do you amend?", desk, offered, clause=subject.clause), chosen)

    def position(self, stance: Stance | None = None, group: str | None = None) -> None:
        """Take a position on what is under the cursor."""
        from drafter.tui.dialogs.position import PositionDialog, targets

        ready = self.ready("act.position")
        if ready is not None:
            desk, subject = ready
            if not targets(desk, subject):
                self._app.tell("Not now: there is no text here to take a position on.", severity="warning")
                return
            self._app.push_screen(PositionDialog(desk, subject, stance, group), self._recorder(desk))

    def _position_again(self, refused: Standing) -> None:
        """Ask for a position anew, beside what a colleague has recorded meanwhile, with what was chosen."""
        from drafter.tui.dialogs.position import PositionDialog, targets

        desk, target = self._app.desk, refused.target
        amendment = desk.negotiation.by_id.get(target.amendment) if desk is not None else None
        clause = amendment.clauses[0] if amendment is not None and amendment.clauses else target.clause
        subject = Subject(target, clause)
        if desk is not None and target in targets(desk, subject):
            # Who spoke for itself still does, whomever the colleague has spoken for.
            group = refused.on_behalf_of or ""
            dialog = PositionDialog(desk, subject, refused.stance, group, cosponsor=refused.cosponsor)
            self._app.push_screen(dialog, self._recorder(desk))

    def withdraw(self) -> None:
        """Withdraw one's own amendment under the cursor; of several, the one that is chosen."""
        from drafter.tui.dialogs.which import which

        ready = self.ready("act.withdraw")
        if ready is None:
            return
        desk, subject = ready
        first, *others = withdrawable(desk, subject)
        if others:
            # Which of them is meant is nothing to guess.
            by_id = {each.id: each for each in (first, *others)}

            def chosen(key: str | None) -> None:
                if key is not None:
                    self._withdraw(by_id[key], desk)

            offered = [Target(amendment=id) for id in by_id]
            self._app.push_screen(which("Which of your amendments do you withdraw?", desk, offered), chosen)
            return
        self._withdraw(first, desk)

    def _withdraw(self, amendment: Amendment, desk: Desk) -> None:
        """Show the words that would be withdrawn, and ask."""

        def work() -> None:
            from drafter.tui.present.target import target_rows

            rows = target_rows(desk, Target(amendment=amendment.id))
            deed = Withdrawing(amendment=amendment.id, over=amendment.commit)
            self._app.call_from_thread(self.confirm, deed, desk, rows)

        self._app.screen.run_worker(work, thread=True, exclusive=True, group="withdrawal", exit_on_error=False)

    def undo(self) -> None:
        """Take back one's own last act; where that can't be, say why, and offer the one before."""
        ready = self.ready("act.undo")
        if ready is None:
            return
        desk = ready[0]
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

    def undo_from_log(self, pasts: Sequence[Past]) -> None:
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

    def blocks(self) -> None:
        """Show who stands where on what is under the cursor, those first who block consensus."""
        from drafter.tui.dialogs.page import Page
        from drafter.tui.present.blocking import blocking_rows

        ready = self.ready("show.blocks")
        if ready is None or ready[1].target is None:
            return
        desk, subject = ready
        amendment = subject.amendment
        target = Target(amendment=amendment) if amendment is not None else subject.target
        assert target is not None

        def work() -> None:
            rows = tuple(blocking_rows(desk, target))
            page = Page(words(f"Who stands where on {desk.name(target)}"), rows)
            self._app.call_from_thread(self._app.push_screen, page)

        self._app.screen.run_worker(work, thread=True, exclusive=True, group="blocking", exit_on_error=False)

    def identity(self) -> None:
        """Choose the delegation for which one acts in this clone; who acts now stands first."""
        from drafter.tui.dialogs.choosing import Choice, Choosing
        from drafter.tui.dialogs.confirm import Answer, Confirm

        ready = self.ready("act.identity")
        if ready is None:
            return
        desk, _ = ready
        choices = [
            Choice(
                f"{signatory.code} {delegate.email}",
                Content.assemble(
                    words(signatory.code, ".prose--strong"), words(f"  {signatory.name}: {delegate.name}")
                ),
            )
            for signatory in desk.negotiation.treaty.roster.by_code.values()
            for delegate in signatory.delegates
        ]
        mine = f"{desk.who.code} {desk.who.delegate.email}" if desk.who.delegate is not None else ""
        choices.sort(key=lambda choice: choice.key != mine)
        roster, acts_now = desk.negotiation.treaty.roster, desk.who

        def chosen(key: str | None) -> None:
            if key is None or key == mine:
                return
            code, _, email = key.partition(" ")
            if not acts_now.somebody:
                self._app.session.become(code, email)
                return

            def answered(answer: str | None) -> None:
                if answer == "y":
                    self._app.session.become(code, email)

            # Two keys struck by mistake must not make one State speak for another.
            name = roster.name(code)
            said = words(f"What you record from now on is recorded for {name} ({code}), no longer for {acts_now.code}.")
            self._app.push_screen(Confirm(f"Act for {name}?", said, [Answer("y", f"yes, act for {name}")]), answered)

        self._app.push_screen(Choosing("For whom do you act in this clone?", choices), chosen)

    def adopt(self) -> None:
        """Secretariat: adopt the amendment under the cursor, after a preview."""
        ready = self.ready("secretariat.adopt")
        if ready is None:
            return
        desk, subject = ready
        amendment, *rivals = adoptable(desk, subject)
        if rivals:
            # Which of them is meant is nothing to guess.
            self.adopt_several()
            return

        def work() -> None:
            from drafter.tui.present.adoption import adoption

            found = adoption(desk, amendment)
            self._app.call_from_thread(self._adopt, desk, found)

        self._app.screen.run_worker(work, thread=True, exclusive=True, group="adoption", exit_on_error=False)

    def adopt_several(self) -> None:
        """Secretariat: mark amendments, those under the cursor first, and adopt them after a preview."""
        from drafter.tui.dialogs.gather import Gather

        ready = self.ready("secretariat.adopt-several")
        if ready is not None:
            desk, subject = ready
            here = names(subject)
            offered = sorted(open_amendments(desk), key=lambda each: each.id not in here)
            self._app.push_screen(Gather(desk, offered), self._recorder(desk))

    def correct(self) -> None:
        """Secretariat: correct the clause under the cursor in the agreed text."""
        from drafter.tui.dialogs.amend import AmendDialog

        ready = self.ready("secretariat.correct")
        if ready is not None:
            desk, subject = ready
            label = subject.target.label if subject.target is not None else ""
            dialog = AmendDialog(desk, subject.clause, "correct", label=label)
            self._app.push_screen(dialog, self._recorder(desk))

    def _adopt(self, desk: Desk, adopted: Adoption) -> None:
        """Show what adopting gives; ask before it is recorded, or have the words composed."""
        from drafter.tui.dialogs.compose import ComposeDialog
        from drafter.tui.dialogs.confirm import Answer, Confirm
        from drafter.tui.present.adoption import seen

        if adopted.conflicts and not adopted.composable:
            self._app.tell(f"Not now: {adopted.plan.refused[0].reason}.", severity="warning")
            return
        if adopted.conflicts:
            self._resolve(desk, adopted)
            return
        seen_now = seen(desk, [adopted.amendment])
        deed = Adopting(amendments=(adopted.amendment.id,), accept_near=adopted.near, seen=seen_now)
        answers = [Answer("y", "yes, record it")]
        if adopted.composable:
            answers.append(Answer("m", "other words: adopt it as modified"))

        def answered(key: str | None) -> None:
            if key == "y":
                self.record(deed, desk)
            elif key == "m":
                self._app.push_screen(ComposeDialog(desk, adopted), self._recorder(desk))

        self._app.push_screen(Confirm("Record this?", what(deed, desk), answers, adopted.rows), answered)

    def _resolve(self, desk: Desk, adopted: Adoption) -> None:
        """Have conflicts resolved one by one, then the whole composed; at once when that has begun already."""
        from drafter.tui.dialogs.compose import ComposeDialog, composed_before
        from drafter.tui.dialogs.resolve import Done, ResolveDialog, adopting

        def whole(done: Done | None = "whole") -> None:
            if done is not None:
                self._app.push_screen(ComposeDialog(desk, adopted), self._recorder(desk))

        matter = adopting(desk, adopted)
        if matter is None or all(
            composed_before(self._app.drafts, desk, adopted.amendment.id, clause) for clause in matter.found
        ):
            whole()
        else:
            self._app.push_screen(ResolveDialog(desk, matter), whole)

    def settle(self) -> None:
        """Secretariat: give the clause or the amendment under the cursor a status."""
        from drafter.tui.dialogs.which import which

        ready = self.ready("secretariat.status")
        if ready is None or ready[1].target is None:
            return
        desk, subject = ready
        offered = settleable(desk, subject)
        if len(offered) == 1:
            self._settle(offered[0], desk)
            return
        by_name = {str(each): each for each in offered}

        def chosen(name: str | None) -> None:
            if name is not None:
                self._settle(by_name[name], desk)

        self._app.push_screen(which("Status of the clause, or of an amendment?", desk, offered), chosen)

    def _settle(self, target: Target, desk: Desk) -> None:
        """Ask for the status of a clause or an amendment."""
        from drafter.tui.dialogs.choosing import Choice, Choosing

        statuses = _DECISIONS if target.amendment else _STATUSES
        choices = [Choice(status.value, words(status.phrase)) for status in statuses]

        def chosen(status: str | None) -> None:
            if status is not None:
                self.confirm(Settling(target=target, status=status), desk)

        self._app.push_screen(Choosing(f"Status of {desk.name(target)}", choices), chosen)

    def issue(self) -> None:
        """Secretariat: issue the text as it stands."""
        ready = self.ready("secretariat.issue")
        if ready is None:
            return
        desk = ready[0]
        numbers = [
            int(issue.name.removeprefix("Rev."))
            for issue in desk.negotiation.issues
            if issue.name.startswith("Rev.") and issue.name[4:].isdigit()
        ]
        self.confirm(Issuing(name=f"Rev.{max(numbers, default=0) + 1}"), desk)

    def confirm(self, deed: Deed, desk: Desk, rows: Sequence[Row] = ()) -> None:
        """Say in words what will be recorded, and record it on `y`."""
        from drafter.tui.dialogs.confirm import Answer, Confirm

        def answered(key: str | None) -> None:
            if key == "y":
                self.record(deed, desk)

        self._app.push_screen(
            Confirm("Record this?", what(deed, desk), [Answer("y", "yes, record it")], rows), answered
        )

    def record(self, deed: Deed, desk: Desk) -> None:
        """Have a deed recorded."""
        self._asked[id(deed)] = desk
        self._app.session.record(deed, desk.who)

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

    def refused(self, deed: Deed, problem: Problem) -> Callable[[], None] | None:
        """Forget what was not recorded. Gives what to do once the refusal has been read, or None."""
        self._asked.pop(id(deed), None)
        if self._taking_back is not None and self._taking_back[0] is deed:
            if problem.rule not in _PASSING:
                self._stuck[self._taking_back[1]] = OVERTAKEN if problem.rule == MEANWHILE else problem.message
            return None
        if isinstance(deed, Standing) and problem.rule == MEANWHILE:
            return lambda: self._position_again(deed)
        return None

    def _take_back(self, deed: Deed, desk: Desk, act: Act, why_not_last: str) -> None:
        """Ask whether an act is taken back; `why_not_last` says why a later one is not."""
        from drafter.tui.dialogs.confirm import Answer, Confirm

        def answered(key: str | None) -> None:
            if key == "y":
                self._taking_back = deed, act.commit
                self.record(deed, desk)

        lines = [words(f"Your last act: {act.subject}", ".prose--quiet")]
        if why_not_last:
            lines = [
                words(f"Y{why_not_last}.", ".prose--warning"),
                words(f"What you recorded before: {act.subject}", ".prose--quiet"),
            ]
        said = Content("\n").join([*lines, what(deed, desk)])
        answers = [Answer("y", "yes, record it; the earlier act stays on record")]
        self._app.push_screen(Confirm("Take it back?", said, answers), answered)

    def _recorder(self, desk: Desk) -> Callable[[Deed | None], None]:
        def record(deed: Deed | None) -> None:
            if deed is not None:
                self.record(deed, desk)

        return record


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
