"""What the secretariat decides: which dialog asks for what, and what is recorded then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from drafter.model.ids import amendment_ref
from drafter.model.target import Target
from drafter.model.terms import RECOMMENDED, AmendmentStatus
from drafter.tui.deeds import Adopting, Issuing, Recommending, Settling
from drafter.tui.present.permission import adoptable, names, open_amendments, settleable
from drafter.tui.present.words import words
from drafter.tui.screens.room import Room

if TYPE_CHECKING:
    from drafter.tui.acts import Acts
    from drafter.tui.desk import Desk
    from drafter.tui.dialogs.resolve import Matter
    from drafter.tui.present.adoption import Adoption
    from drafter.tui.sitting import Sitting
    from drafter.tui.subject import Subject
_SEVERAL = "several"
_RECOMMEND = "recommend"
"""The choices to mark several instead, and to decide nothing yet; no status is called so."""


class Presiding:
    """The decisions of the secretariat."""

    def __init__(self, app: Sitting, acts: Acts) -> None:
        self._app = app
        self._acts = acts

    def adopt(self, about: Subject | None = None) -> None:
        """Adopt the amendment under the cursor, or what it is `about`, after a preview."""
        ready = self._acts.ready("secretariat.adopt", about)
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

    def _adopt(self, desk: Desk, adopted: Adoption) -> None:
        """Show what adopting gives; ask before it is recorded, or have the words composed."""
        from drafter.tui.dialogs.confirm import Answer
        from drafter.tui.dialogs.deciding import decide
        from drafter.tui.dialogs.resolve import dividing
        from drafter.tui.present.adoption import seen

        if adopted.conflicts:
            self._resolve(desk, adopted)
            return
        seen_now = seen(desk, [adopted.amendment])
        deed = Adopting(amendments=(adopted.amendment.id,), accept_near=adopted.near, seen=seen_now)

        otherwise: dict[Answer, Callable[[], None]] = {}
        if adopted.amendment.changes:
            otherwise[Answer("m", "other words: adopt it as modified")] = partial(self._compose, desk, adopted)
        parts = dividing(desk, adopted)
        if parts is not None and not self._composed(desk, adopted, parts):
            otherwise[Answer("p", "a part of it only")] = partial(self._choose, desk, adopted, parts)
        decide(self._app, deed, desk, self._acts.recorder(desk), adopted.rows, otherwise)

    def _resolve(self, desk: Desk, adopted: Adoption) -> None:
        """Have conflicts resolved one by one, then the whole composed; at once when that has begun already."""
        from drafter.tui.dialogs.resolve import resolving

        matter = resolving(desk, adopted)
        if matter is None or self._composed(desk, adopted, matter):
            self._compose(desk, adopted)
        else:
            self._choose(desk, adopted, matter)

    def _choose(self, desk: Desk, adopted: Adoption, matter: Matter) -> None:
        """Have words chosen place by place, then the whole composed."""
        from drafter.tui.dialogs.resolve import Done, ResolveDialog

        def chosen(done: Done | None) -> None:
            if done is not None:
                self._compose(desk, adopted)

        self._app.push_screen(ResolveDialog(desk, matter), chosen)

    def _compose(self, desk: Desk, adopted: Adoption) -> None:
        """Have the words composed that are adopted."""
        from drafter.tui.dialogs.compose import ComposeDialog

        self._app.push_screen(ComposeDialog(desk, adopted), self._acts.recorder(desk))

    def _composed(self, desk: Desk, adopted: Adoption, matter: Matter) -> bool:
        """Whether words have been composed already for a clause of a matter: what is chosen would take their place."""
        from drafter.tui.dialogs.compose import composed_before

        return any(composed_before(self._app.drafts, desk, adopted.amendment.id, clause) for clause in matter.found)

    def adopt_several(self) -> None:
        """Mark amendments, those under the cursor first, and adopt them after a preview."""
        from drafter.tui.dialogs.gather import Gather

        ready = self._acts.ready("secretariat.adopt-several")
        if ready is not None:
            desk, subject = ready
            here = names(subject)
            offered = sorted(open_amendments(desk), key=lambda each: each.id not in here)
            self._app.push_screen(Gather(desk, offered), self._acts.recorder(desk))

    def correct(self) -> None:
        """Correct the clause under the cursor in the agreed text."""
        from drafter.tui.dialogs.amend import AmendDialog

        ready = self._acts.ready("secretariat.correct")
        if ready is not None:
            desk, subject = ready
            label = subject.target.label if subject.target is not None else ""
            shown = self._app.screen.copied() if isinstance(self._app.screen, Room) else ""
            dialog = AmendDialog(desk, subject.clause, "correct", label=label, shown=shown)
            self._app.push_screen(dialog, self._acts.recorder(desk))

    def settle(self, about: Subject | None = None) -> None:
        """Give the clause or the amendment under the cursor, or what it is `about`, a status."""
        from drafter.tui.dialogs.which import which

        ready = self._acts.ready("secretariat.status", about)
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
        """Ask for the status of a clause or an amendment; or for several."""
        from drafter.tui.dialogs.choosing import Choice
        from drafter.tui.dialogs.deciding import decide
        from drafter.tui.dialogs.settle import statuses

        key = self._app.bound["secretariat.status-several"]
        more = [Choice(_SEVERAL, words(f"of several at once ({key})", ".prose--quiet"))]
        if target.amendment and desk.negotiation.by_id[target.amendment].status.pending:
            more.insert(0, Choice(_RECOMMEND, words("recommend what to do with it, and decide nothing yet")))

        def chosen(status: str | None) -> None:
            if status == _SEVERAL:
                self.settle_several()
            elif status == _RECOMMEND:
                self._recommend(target.amendment, desk)
            elif status is not None:
                deed = Settling(targets=(target,), status=found[status])
                decide(self._app, deed, desk, self._acts.recorder(desk))

        dialog, found = statuses(f"Status of {desk.name(target)}", [target], more)
        self._app.push_screen(dialog, chosen)

    def _recommend(self, id: str, desk: Desk) -> None:
        """Ask what the Chair recommends to do with an amendment."""
        from drafter.tui.dialogs.choosing import Choice, Choosing
        from drafter.tui.dialogs.deciding import decide

        amendment = desk.negotiation.by_id[id]
        offered = [Choice(each.value, words(each.phrase)) for each in RECOMMENDED]
        if amendment.recommendation is not None:
            offered.append(Choice(AmendmentStatus.TABLED.value, words("take the recommendation back")))

        def chosen(status: str | None) -> None:
            if status is not None:
                shown = {amendment_ref(id): amendment.commit}
                deed = Recommending(amendment=id, status=AmendmentStatus(status), seen=shown)
                decide(self._app, deed, desk, self._acts.recorder(desk))

        self._app.push_screen(Choosing(f"What is recommended on {id}?", offered), chosen)

    def settle_several(self) -> None:
        """Mark clauses or amendments, that under the cursor first, and give them a status."""
        from drafter.tui.dialogs.settle import Settle

        ready = self._acts.ready("secretariat.status-several")
        if ready is not None:
            desk, subject = ready
            self._app.push_screen(Settle(desk, subject), self._acts.recorder(desk))

    def issue(self) -> None:
        """Issue the text as it stands."""
        ready = self._acts.ready("secretariat.issue")
        if ready is None:
            return
        desk = ready[0]
        numbers = [
            int(issue.name.removeprefix("Rev."))
            for issue in desk.negotiation.issues
            if issue.name.startswith("Rev.") and issue.name[4:].isdigit()
        ]
        self._acts.confirm(Issuing(name=f"Rev.{max(numbers, default=0) + 1}"), desk)
