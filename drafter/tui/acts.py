"""The acts of a delegate: which dialog asks for what, and what is recorded then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from drafter.model.problem import MEANWHILE, Problem
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.tui.deeds import Deed, Standing, Withdrawing
from drafter.tui.present.permission import adds, names, withdrawable
from drafter.tui.present.record import what
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.screens.room import Room
from drafter.tui.subject import NOTHING, Subject
from drafter.tui.taking_back import TakingBack

if TYPE_CHECKING:
    from drafter.model.amendment import Amendment
    from drafter.tui.desk import Desk
    from drafter.tui.holding import Holding
    from drafter.tui.sitting import Sitting


class Acts:
    """What a delegate asks to have recorded; how anything is, that the secretariat decides too."""

    def __init__(self, app: Sitting, holding: Holding) -> None:
        self._app = app
        self._holding = holding
        self.back = TakingBack(app, self.record)

    def ready(self, action: str, about: Subject | None = None) -> tuple[Desk, Subject] | None:
        """Give the reading and what is meant, which is what is under the cursor, or what it is `about`; or say why the
        action does nothing now, or only later."""
        if self._holding.moved_on():
            return None
        if about is None:
            self._app.rooms.again = None
        under_cursor = self._app.screen.subject() if isinstance(self._app.screen, Room) else NOTHING
        subject = about or under_cursor
        reason = self._app.why_not(action, subject)
        if self._app.desk is None and self._holding.hold():
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
            pointed = _pointed(desk, subject) if not drafts else None
            if pointed is not None and pointed.signatory == desk.who.code:
                what, amendment = "revise", pointed.id
            elif pointed is not None:
                key = self._app.bound["amend.kind"]
                instead = f"This changes the agreed text: {key} amends the words of {pointed.id} instead."
                note = " ".join(filter(None, (note, instead)))
            shown = self._app.screen.copied() if isinstance(self._app.screen, Room) else ""
            dialog = AmendDialog(desk, subject.clause, what, amendment, label=label, shown=shown, note=note)
            self._app.push_screen(dialog, self.recorder(desk))

    def _amend_proposed(self, desk: Desk, subject: Subject) -> None:
        """Put a new version of one's own amendment that adds the clause, or a sub-amendment to another's."""
        from drafter.tui.dialogs.amend import AmendDialog
        from drafter.tui.dialogs.which import which

        found = {each.id: each for each in desk.proposals.about(subject.clause) if adds(each, subject.clause)}
        here = {id: found[id] for id in names(subject) if id in found} or found

        def chosen(id: str | None) -> None:
            if id is not None:
                what = "revise" if here[id].signatory == desk.who.code else "sub"
                self._app.push_screen(AmendDialog(desk, subject.clause, what, id), self.recorder(desk))

        if not here:
            self._app.tell("Not now: nobody proposes this clause any more.", severity="warning")
        elif len(here) == 1:
            chosen(next(iter(here)))
        else:
            offered = [Target(amendment=id) for id in here]
            self._app.push_screen(which("Whose words do you amend?", desk, offered, clause=subject.clause), chosen)

    def position(
        self,
        stance: Stance | None = None,
        group: str | None = None,
        about: Subject | None = None,
        closed: Callable[[], object] = lambda: None,
    ) -> None:
        """Take a position on what is under the cursor, or on what it is `about`; `closed`: without one."""
        from drafter.tui.dialogs.position import PositionDialog
        from drafter.tui.present.speakable import speakable

        ready = self.ready("act.position", about)
        if ready is not None:
            desk, subject = ready
            if not speakable(desk, subject):
                self._app.tell("Not now: there is no text here to take a position on.", severity="warning")
                return

            def answered(deed: Deed | None) -> None:
                self.recorder(desk)(deed)
                if deed is None:
                    closed()

            self._app.push_screen(PositionDialog(desk, subject, stance, group), answered)

    def _position_again(self, refused: Standing) -> None:
        """Ask for a position anew, beside what a colleague has recorded meanwhile, with what was chosen."""
        from drafter.tui.dialogs.position import PositionDialog
        from drafter.tui.present.speakable import speakable

        desk, target = self._app.desk, refused.target
        amendment = desk.negotiation.by_id.get(target.amendment) if desk is not None else None
        clause = amendment.clauses[0] if amendment is not None and amendment.clauses else target.clause
        subject = Subject(target, clause)
        if desk is not None and target in speakable(desk, subject):
            # Who spoke for itself still does, whomever the colleague has spoken for.
            group = refused.on_behalf_of or ""
            dialog = PositionDialog(desk, subject, refused.stance, group, cosponsor=refused.cosponsor)
            self._app.push_screen(dialog, self.recorder(desk))

    def withdraw(self, about: Subject | None = None) -> None:
        """Withdraw one's own amendment under the cursor, or what it is `about`; of several, the one that is chosen."""
        from drafter.tui.dialogs.which import which

        ready = self.ready("act.withdraw", about)
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

    def undo(self, about: Subject | None = None) -> None:
        """Take back one's own last act, whatever it was `about`."""
        if self.ready("act.undo", about) is not None:
            self._app.session.read_last()

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
        from drafter.tui.dialogs.confirm import agreed

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

            # Two keys struck by mistake must not make one State speak for another.
            name = roster.name(code)
            said = words(f"What you record from now on is recorded for {name} ({code}), no longer for {acts_now.code}.")
            become = partial(self._app.session.become, code, email)
            agreed(self._app, f"Act for {name}?", said, f"yes, act for {name}", become)

        self._app.push_screen(Choosing("For whom do you act in this clone?", choices), chosen)

    def confirm(self, deed: Deed, desk: Desk, rows: Sequence[Row] = ()) -> None:
        """Say in words what will be recorded, and record it on `y`."""
        from drafter.tui.dialogs.confirm import agreed

        record = partial(self.record, deed, desk)
        agreed(self._app, "Record this?", what(deed, desk), "yes, record it", record, rows)

    def record(self, deed: Deed, desk: Desk) -> None:
        """Have a deed recorded."""
        self._app.session.record(deed, desk.who)

    def recorder(self, desk: Desk) -> Callable[[Deed | None], None]:
        """Give what has the answer of a dialog recorded, if there is one."""

        def record(deed: Deed | None) -> None:
            if deed is not None:
                self.record(deed, desk)

        return record

    def refused(self, deed: Deed, problem: Problem) -> Callable[[], None] | None:
        """Take notice of what was not recorded. Gives what to do once the refusal has been read, or None."""
        if not self.back.refused(deed, problem) and isinstance(deed, Standing) and problem.rule == MEANWHILE:
            return lambda: self._position_again(deed)
        return None


def _pointed(desk: Desk, subject: Subject) -> Amendment | None:
    """Give the amendment that was gone to, if it stands and gives the clause other words."""
    found = desk.negotiation.by_id.get(subject.amendment or "") if subject.exact else None
    change = found.change(subject.clause) if found is not None and found.live else None
    return found if change is not None and change.proposed_text is not None else None
