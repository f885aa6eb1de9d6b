"""Several amendments adopted at once: marked in order, with what they give together and which is left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from drafter.model.amendment import Amendment
from drafter.model.target import Target
from drafter.tui.actions import bindings
from drafter.tui.aside import aside
from drafter.tui.deeds import Adopting
from drafter.tui.desk import Desk
from drafter.tui.dialogs.deciding import decide
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.present.adoption import Joint, joint, seen
from drafter.tui.present.docket import edits, tally
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.widgets.rows import Rows


class Gather(Dialog[Adopting]):
    """Gives back the adoption once it was confirmed."""

    SCOPE = "gather"
    WHOLE = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("gather")

    DEFAULT_CSS = """
    Gather .title, Gather #said { height: 1; background: $bar-ground; padding: 0 1; }
    Gather #offered { height: 1fr; }
    Gather #result { height: 1fr; border-top: hkey $border-blurred; }
    """

    @dataclass
    class Planned(Message):
        """A thread has worked out what the marked amendments give."""

        marked: tuple[str, ...]
        found: Joint

    @dataclass
    class Described(Message):
        """A thread has described the amendments."""

        said: dict[str, Content]

    def __init__(self, desk: Desk, offered: Sequence[Amendment]) -> None:
        super().__init__()
        self._desk = desk
        self._offered = tuple(offered)
        self._said: dict[str, Content] = {}
        self._marked: tuple[str, ...] = ()
        self._planned: tuple[tuple[str, ...], Joint] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the amendments, and what the marked ones give."""
        with Vertical(id="dialog"):
            yield title("Adopt several amendments")
            yield Rows(id="offered")
            yield Static(Content(""), id="said")
            yield Rows(id="result")
            mark, adopt = self.bound["gather.mark"], self.bound["gather.adopt"]
            yield keys(f"{mark} marks, first marked first taken  {adopt} adopt  Tab result  Esc leaves")

    def on_mount(self) -> None:
        """Show the amendments."""
        self.query_one("#offered", Rows).focus()
        self._renew()
        self._describe()

    def action_mark(self) -> None:
        """Mark the amendment under the cursor, or take its mark away."""
        row = self.query_one("#offered", Rows).current
        if row is None:
            return
        marked = [each for each in self._marked if each != row.key]
        self._marked = tuple(marked) if row.key in self._marked else (*marked, row.key)
        self._renew()
        self._plan(self._marked)

    def action_review(self) -> None:
        """Say what would be adopted, and ask for the key that records it."""
        if not self._marked:
            self.drafter.tell(f"Mark amendments first, with {self.bound['gather.mark']}.", severity="warning")
            return
        if self._planned is None or self._planned[0] != self._marked:
            self.drafter.tell("What they give is still being worked out.", severity="warning")
            return
        found = self._planned[1]
        if not found.plan.taken:
            self.drafter.tell("None of them can be adopted: the reasons are shown.", severity="warning")
            return
        taken = [self._desk.negotiation.by_id[id] for id in found.plan.taken]
        deed = Adopting(
            amendments=found.plan.taken,
            accept_near=bool(found.plan.near),
            seen=seen(self._desk, taken),
            left_out=tuple(each.amendment for each in found.plan.refused),
        )
        decide(self.drafter, deed, self._desk, self.dismiss, found.rows)

    @on(Rows.Opened, "#offered")
    def _opened(self) -> None:
        self.action_mark()

    @on(Planned)
    def _worked_out(self, message: Planned) -> None:
        if message.marked == self._marked:
            self._planned = message.marked, message.found
            self.query_one("#result", Rows).show(message.found.rows)
            self._say()

    @on(Described)
    def _described(self, message: Described) -> None:
        self._said = message.said
        self._renew()

    def _renew(self) -> None:
        self.query_one("#offered", Rows).show([self._row(each) for each in self._offered])
        self._say()

    def _row(self, amendment: Amendment) -> Row:
        place = f"[{self._marked.index(amendment.id) + 1}]" if amendment.id in self._marked else "[ ]"
        head = words(f"{place:<4} ", ".prose--strong") + words(amendment.id, ".prose--names")
        about = ", ".join(map(self._desk.name_of, amendment.clauses))
        line = head + words(f" {amendment.action.mark}  {about}  ") + self._said.get(amendment.id, Content(""))
        return Row(key=amendment.id, content=line, target=Target(amendment=amendment.id), hang=5)

    def _say(self) -> None:
        current = self._planned is not None and self._planned[0] == self._marked
        said = f"{len(self._marked)} marked" if self._marked else "Nothing is marked."
        if self._marked and current and self._planned is not None:
            plan = self._planned[1].plan
            said += f": {len(plan.taken)} can be adopted together, {len(plan.refused)} left out"
        self.query_one("#said", Static).update(Content(said))
        if not self._marked:
            self.query_one("#result", Rows).show(())

    @aside("description")
    def _describe(self) -> None:
        said = {
            each.id: edits(self._desk, each) + Content("\n") + tally(self._desk, Target(amendment=each.id))
            for each in self._offered
        }
        if not get_current_worker().is_cancelled:
            self.post_message(self.Described(said))

    @aside("plan")
    def _plan(self, marked: tuple[str, ...]) -> None:
        found = joint(self._desk, [self._desk.negotiation.by_id[id] for id in marked])
        if not get_current_worker().is_cancelled:
            self.post_message(self.Planned(marked, found))
