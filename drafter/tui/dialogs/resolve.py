"""The secretariat resolves conflicts one by one: base, agreed words or proposal, or other words for each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from drafter.model.clause import Clause
from drafter.tui.desk import Desk
from drafter.tui.dialogs.compose import ADOPT_MODIFIED
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.drafts import NUMBERS, Draft
from drafter.tui.present.adoption import Adoption
from drafter.tui.present.conflict import Disputed, ThreeWay, disputed_rows, three_way
from drafter.tui.present.words import words
from drafter.tui.widgets.rows import Rows

_SAVE_PAUSE = 0.3
_RESOLVE = "resolve"

Done = Literal["resolved", "whole"]


class ResolveDialog(Dialog[Done]):
    """Leaves the composed clauses among the drafts of the adoption; leaving it early keeps what was chosen."""

    WORDS = "What you chose"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "choose(0)", "Base", show=False),
        Binding("2", "choose(1)", "Agreed now", show=False),
        Binding("3", "choose(2)", "Proposal", show=False),
        Binding("n", "step(1)", "Next", show=False),
        Binding("N", "step(-1)", "Previous", show=False),
        Binding("e", "own", "Other words", show=False),
        Binding("w", "whole", "Whole text", show=False),
        Binding("ctrl+s", "compose", "Go on", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    ResolveDialog > #dialog { width: 100%; height: 100%; border: none; padding: 0; }
    ResolveDialog .title, ResolveDialog #note { height: 1; background: $bar-ground; padding: 0 1; width: 1fr; }
    ResolveDialog #sides { height: 1fr; }
    ResolveDialog .label { height: 1; color: $quiet; padding: 0 1; width: 1fr; }
    ResolveDialog TextArea, ResolveDialog TextArea:focus {
        height: 4; border: none; padding: 0 1; background: $bar-ground; color: $words;
    }
    ResolveDialog .keys { height: 1; margin: 0; padding: 0 1; background: $bar-ground; color: $words; }
    """

    def __init__(self, desk: Desk, adopted: Adoption, found: Mapping[str, ThreeWay]) -> None:
        super().__init__()
        self._desk = desk
        self._adopted = adopted
        self._found = dict(found)
        self._places = [(clause, each) for clause, way in self._found.items() for each in way.disputed]
        self._chosen: list[str | None] = [None] * len(self._places)
        self._nth = 0
        self._shown = ""
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the wordings, and the line for other ones."""
        with Vertical(id="dialog"):
            yield title("")
            yield Rows(id="sides")
            yield Static(Content("e  other words:"), classes="label")
            own = TextArea(soft_wrap=True, tab_behavior="focus", show_line_numbers=False, id="own")
            own.cursor_blink = False
            yield own
            yield Static(Content(""), id="note")
            yield keys("1 2 3 choose  n/N next  e other words  ^s whole text  w it at once  Esc kept")

    def on_mount(self) -> None:
        """Begin with what was chosen before, and the first conflict that waits."""
        draft = self.drafter.drafts.find(self._draft())
        if draft is not None and draft.base == self._desk.negotiation.treaty.commit:
            self._chosen = _chosen(draft.body, len(self._places)) or self._chosen
        self.query_one("#sides", Rows).focus()
        self._nth = next((nth for nth, text in enumerate(self._chosen) if text is None), 0)
        self._load()

    @property
    def _disputed(self) -> Disputed:
        return self._places[self._nth][1]

    def action_choose(self, nth: int) -> None:
        """Choose a wording, and go to the next conflict that waits."""
        self._take(self._disputed.sides[nth][1])
        waiting = [place for place, text in enumerate(self._chosen) if text is None]
        if waiting:
            self._nth = next((place for place in waiting if place > self._nth), waiting[0])
        self._load()

    def action_step(self, by: int) -> None:
        """Go to the next conflict, or the one before."""
        self._nth = (self._nth + by) % len(self._places)
        self._load()

    def action_own(self) -> None:
        """Type other words."""
        self.query_one("#own", TextArea).focus()

    def action_leave(self) -> None:
        """Go back to the wordings from typing; close otherwise. What was chosen is kept."""
        if isinstance(self.focused, TextArea):
            self.query_one("#sides", Rows).focus()
            return
        super().action_leave()

    def typed(self) -> object:
        """Give what was chosen and typed."""
        return tuple(self._chosen)

    def keep(self) -> None:
        """Write what was chosen to disk."""
        if any(text is not None for text in self._chosen):
            self.drafter.drafts.save(self._kept(), next(NUMBERS))

    def farewell(self) -> str:
        """Say that what was chosen is kept."""
        said = "What you chose is kept: A on the same amendment brings it back."
        return said if any(text is not None for text in self._chosen) else ""

    def action_whole(self) -> None:
        """Compose the whole text at once, without choosing."""
        self.dismiss("whole")

    def action_compose(self) -> None:
        """Go on to the whole text, with the words that were chosen."""
        waiting = sum(text is None for text in self._chosen)
        if waiting:
            self._say(f"{waiting} of {len(self._places)} conflicts wait for words.")
            return
        drafts: list[Draft] = []
        for clause, way in self._found.items():
            chosen = [text or "" for (of, _), text in zip(self._places, self._chosen, strict=True) if of == clause]
            try:
                drafts.append(self._composed(way.composed(chosen)))
            except ValueError as error:
                self._say(f"{self._desk.name_of(clause)}: this can't be a clause: {error}")
                return
        try:
            for each in drafts:
                self.drafter.drafts.save(each, next(NUMBERS))
            self.drafter.drafts.remove(self._draft().name)
        except OSError as error:
            self._say(f"{self.WORDS} could not be kept on disk: {error.strerror}.")
            return
        self.dismiss("resolved")

    @on(Rows.Opened, "#sides")
    def _opened(self, message: Rows.Opened) -> None:
        sides = [side for side, _ in self._disputed.sides]
        if message.row.key in sides:
            self.action_choose(sides.index(message.row.key))

    @on(TextArea.Changed)
    def _typed(self) -> None:
        text = self.query_one("#own", TextArea).text
        if text != self._shown:
            self._shown = text
            self._take(self._disputed.typed(text))
            self._show()

    def _take(self, text: str) -> None:
        self._chosen[self._nth] = text
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_SAVE_PAUSE, lambda: self._write(self._kept(), next(NUMBERS)))

    def _load(self) -> None:
        chosen = self._chosen[self._nth]
        self._shown = (self._disputed.conflict.ours if chosen is None else chosen).strip()
        self.query_one("#own", TextArea).load_text(self._shown)
        self._show()

    def _show(self) -> None:
        clause, each = self._places[self._nth]
        said = f"{self._desk.name_of(clause)}: conflict {self._nth + 1} of {len(self._places)}"
        head = words(said, ".prose--heading") + words(f"  {self._adopted.amendment.id}", ".prose--names")
        self.query_one(".title", Static).update(head)
        rows = disputed_rows(each, self._adopted.amendment.id, self._chosen[self._nth])
        self.query_one("#sides", Rows).show(list(rows))
        waiting = sum(text is None for text in self._chosen)
        self._say(f"{waiting} of {len(self._places)} wait for words." if waiting else "All have words: ^s goes on.")

    def _draft(self) -> Draft:
        return Draft(
            signatory=self._desk.who.code,
            clause=self._places[0][0],
            what=_RESOLVE,
            amendment=self._adopted.amendment.id,
            base=self._desk.negotiation.treaty.commit,
        )

    def _kept(self) -> Draft:
        return replace(self._draft(), body=json.dumps(self._chosen))

    def _composed(self, clause: Clause) -> Draft:
        return replace(
            self._draft(),
            clause=clause.id,
            what=ADOPT_MODIFIED,
            number=clause.number,
            heading=clause.heading,
            body=clause.body.rstrip("\n"),
        )

    @work(thread=True, group="draft", exit_on_error=False)
    def _write(self, draft: Draft, number: int) -> None:
        try:
            self.drafter.drafts.save(draft, number)
        except OSError as error:
            said = f"{self.WORDS} could not be kept on disk: {error.strerror}."
            self.app.call_from_thread(self._say, said)

    def _say(self, said: str) -> None:
        self.query_one("#note", Static).update(words(said))


def three_ways(desk: Desk, adopted: Adoption) -> dict[str, ThreeWay]:
    """Give the clauses of an adoption whose conflicts can be resolved one by one."""
    found = {
        change.clause: way
        for change in adopted.composable
        if adopted.conflicts_in(change.clause)
        and (way := three_way(change, desk.negotiation.treaty.by_id.get(change.clause))) is not None
    }
    return {clause: way for clause, way in found.items() if way.disputed}


def _chosen(text: str, many: int) -> list[str | None] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    fits = isinstance(found, list) and len(found) == many
    return found if fits and all(each is None or isinstance(each, str) for each in found) else None
