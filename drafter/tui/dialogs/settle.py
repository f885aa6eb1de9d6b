"""The same status for several: clauses or amendments are marked, then the status is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, ClauseStatus
from drafter.tui.actions import bindings
from drafter.tui.deeds import Settling
from drafter.tui.desk import Desk
from drafter.tui.dialogs.choosing import Choice, Choosing
from drafter.tui.dialogs.deciding import decide
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.present.permission import markable
from drafter.tui.present.row import Row
from drafter.tui.present.words import shortened, words
from drafter.tui.subject import Subject
from drafter.tui.widgets.rows import Rows

_DECISIONS = (
    AmendmentStatus.TABLED,
    AmendmentStatus.DEFERRED,
    AmendmentStatus.NOT_ACCEPTED,
    AmendmentStatus.SUPERSEDED,
)
_STATUSES = tuple(status for status in ClauseStatus if status is not ClauseStatus.DELETED)


def statuses(
    heading: str, targets: Sequence[Target], more: Sequence[Choice] = ()
) -> tuple[Choosing, Mapping[str, ClauseStatus | AmendmentStatus]]:
    """Offer the statuses of clauses, or of amendments, and whatever else; and say what the answer means."""
    offered = _DECISIONS if targets[0].amendment else _STATUSES
    choices = [Choice(status.value, words(status.phrase)) for status in offered]
    return Choosing(heading, [*choices, *more]), {status.value: status for status in offered}


class Settle(Dialog[Settling]):
    """Gives back the statuses once they were confirmed."""

    SCOPE = "settle"
    WHOLE = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("settle")

    DEFAULT_CSS = """
    Settle .title, Settle #said { height: 1; background: $bar-ground; padding: 0 1; }
    Settle #offered { height: 1fr; }
    """

    def __init__(self, desk: Desk, subject: Subject) -> None:
        super().__init__()
        self._desk = desk
        self._clauses, self._amendments = markable(desk)
        about = subject.target
        amendments = about is not None and about in self._amendments
        self._offered = self._amendments if amendments else self._clauses
        self._here = about if amendments else Target(subject.clause) if subject.clause else None
        self._marked: frozenset[Target] = frozenset()
        self._last: Target | None = None
        """What was marked last: a range begins there."""

    def compose(self) -> ComposeResult:
        """Lay out what can be marked."""
        key = self.bound
        with Vertical(id="dialog"):
            yield title("")
            yield Rows(id="offered")
            yield Static(Content(""), id="said")
            yield keys(
                f"{key['settle.mark']} marks  {key['settle.range']} from the last mark to here  "
                f"{key['settle.status']} status  {key['settle.other']} clauses or amendments  Esc leaves"
            )

    def on_mount(self) -> None:
        """Show the clauses, or the amendments; the cursor stands on what it stood on before."""
        self._renew()
        rows = self.query_one("#offered", Rows)
        rows.focus()
        if self._here is not None:
            rows.go_to_key(str(self._here))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away."""
        target = self._current
        if target is None:
            return
        self._marked ^= {target}
        self._last = target if target in self._marked else None
        self._renew()

    def action_range(self) -> None:
        """Mark all from the last one marked to the row under the cursor."""
        target = self._current
        if target is None:
            return
        if self._last is None:
            key = self.bound["settle.mark"]
            self.drafter.tell(f"Mark the first one with {key}, then go to the last one.", severity="warning")
            return
        first, last = sorted((self._offered.index(self._last), self._offered.index(target)))
        self._marked |= {*self._offered[first : last + 1]}
        self._renew()

    def action_other(self) -> None:
        """Show the amendments instead of the clauses, or the clauses again; marks of the others are taken away."""
        self._offered = self._clauses if self._offered is self._amendments else self._amendments
        self._marked, self._last = frozenset(), None
        self._renew()

    def action_status(self) -> None:
        """Ask which status those that are marked get."""
        marked = [each for each in self._offered if each in self._marked]
        if not marked:
            self.drafter.tell(f"Mark some first, with {self.bound['settle.mark']}.", severity="warning")
            return

        def chosen(status: str | None) -> None:
            if status is not None:
                self._review(marked, found[status])

        dialog, found = statuses(f"Status of {self._counted(marked)}", marked)
        self.drafter.push_screen(dialog, chosen)

    def _review(self, marked: Sequence[Target], status: ClauseStatus | AmendmentStatus) -> None:
        """Say which of those that are marked get the status, and ask; those that have it are passed over."""
        targets = tuple(each for each in marked if self._status(each) is not status)
        if not targets:
            self.drafter.tell(f"Nothing to do: {status.phrase} already.", severity="warning")
            return
        decide(self.drafter, Settling(targets=targets, status=status), self._desk, self.dismiss)

    @on(Rows.Opened, "#offered")
    def _opened(self) -> None:
        self.action_mark()

    @property
    def _current(self) -> Target | None:
        row = self.query_one("#offered", Rows).current
        return row.target if row is not None else None

    def _status(self, target: Target) -> ClauseStatus | AmendmentStatus:
        negotiation = self._desk.negotiation
        if target.amendment:
            return negotiation.by_id[target.amendment].status
        return negotiation.treaty.by_id[target.clause].status

    def _counted(self, targets: Sequence[Target]) -> str:
        kind = "amendment" if self._offered is self._amendments else "clause"
        return f"{len(targets)} {kind}{'s' if len(targets) != 1 else ''}"

    def _renew(self) -> None:
        self.query_one("#offered", Rows).show([self._row(each) for each in self._offered])
        of = "amendments" if self._offered is self._amendments else "clauses"
        self.query_one(".title", Static).update(Content(f"Status of several {of}"))
        said = f"{self._counted([*self._marked])} marked" if self._marked else "Nothing is marked."
        self.query_one("#said", Static).update(Content(said))

    def _row(self, target: Target) -> Row:
        negotiation = self._desk.negotiation
        mark = words("[x] " if target in self._marked else "[ ] ", ".prose--strong")
        amendment = negotiation.by_id.get(target.amendment)
        if amendment is not None:
            about = ", ".join(map(self._desk.name_of, amendment.clauses))
            line = words(amendment.id, ".prose--names") + words(f" {amendment.action.mark}  {about}")
        else:
            clause = negotiation.treaty.by_id[target.clause]
            live = len(self._desk.proposals.about(clause.id))
            open = f"  ({live} amendment{'s' if live != 1 else ''})" if live else ""
            line = words(f"{clause.designation}  ", ".prose--strong") + words(f"{shortened(clause.heading)}{open}")
        status = words(self._status(target).phrase, ".prose--quiet")
        return Row(key=str(target), content=mark + line, target=target, hang=4, aside=status)
