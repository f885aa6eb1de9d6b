"""The secretariat composes the words that are adopted, where they are not those that were proposed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, TextArea
from textual.worker import get_current_worker

from drafter.model.amendment import Change
from drafter.model.clause import Clause
from drafter.text.parts import without_words
from drafter.tui.actions import bindings
from drafter.tui.aside import aside
from drafter.tui.deeds import Adopting
from drafter.tui.desk import Desk
from drafter.tui.dialogs.confirm import agreed
from drafter.tui.dialogs.deciding import decide
from drafter.tui.dialogs.dialog import Bar, Dialog, Line, keys
from drafter.tui.drafts import NUMBERS, Draft, Drafts
from drafter.tui.present.adoption import Adoption, composed_rows, result_rows, seen
from drafter.tui.present.proposal import proposed_clause
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.widgets.rows import Rows
from drafter.tui.widgets.writing import Writing

_PAUSE = 0.06
ADOPT_MODIFIED = "adopt"
"""What the drafts of composed words are called."""


class ComposeDialog(Dialog[Adopting]):
    """Gives back the adoption once it was confirmed; leaving it keeps what was composed."""

    WORDS = "What you composed"
    WHOLE = True

    SCOPE = "compose"
    BINDINGS: ClassVar[list[BindingType]] = bindings("compose")

    DEFAULT_CSS = """
    ComposeDialog #editing { height: 1fr; }
    ComposeDialog #words { width: 1fr; }
    ComposeDialog TextArea, ComposeDialog TextArea:focus { height: 1fr; background: $background; }
    ComposeDialog #preview { width: 1fr; height: 1fr; border-left: vkey $border-blurred; }
    ComposeDialog #note { height: 1; color: $quiet; padding: 0 1; width: 1fr; }
    ComposeDialog.-narrow #editing { layout: vertical; }
    ComposeDialog.-narrow #preview { border-left: none; border-top: hkey $border-blurred; }
    """

    @dataclass
    class Previewed(Message):
        """A thread has worked out how the composed words stand to the others."""

        number: int
        rows: tuple[Row, ...]

    @dataclass
    class Reviewed(Message):
        """A thread has worked out what would be adopted."""

        composed: dict[str, Clause]
        rows: tuple[Row, ...]

    def __init__(self, desk: Desk, adopted: Adoption) -> None:
        super().__init__()
        self._desk = desk
        self._adopted = adopted
        self._changes = adopted.amendment.changes
        self._nth = 0
        self._composed: dict[str, Clause] = {}
        self._loaded = ("", "")
        self._side = 0
        self._number = 0

    def compose(self) -> ComposeResult:
        """Lay out the editor and what stands beside it."""
        with Vertical(id="dialog"):
            yield Bar()
            with Horizontal(id="editing"):
                with Vertical(id="words"):
                    heading = Input(placeholder="heading", compact=True, id="heading")
                    heading.cursor_blink = False
                    yield heading
                    body = Writing(id="body")
                    yield body
                yield Rows(id="preview")
            yield Line(Content(""), id="note")
            bound = self.bound
            next_clause = f"  {bound['compose.clause']} next clause" if len(self._changes) > 1 else ""
            offered = f"{bound['compose.adopt']} adopt  {bound['compose.begin']} begin with another text{next_clause}"
            yield keys(f"{offered}  Tab next  Esc close, kept")

    def on_mount(self) -> None:
        """Begin with the merged words; where they conflict, with those agreed now."""
        for nth in range(len(self._changes)):
            self._nth = nth
            draft = self._drafts_find()
            if draft is not None:
                self._keep(draft.heading, draft.body, draft.number)
        self._nth = 0
        self._load()

    @property
    def _change(self) -> Change:
        return self._changes[self._nth]

    def _load(self) -> None:
        change = self._change
        clause = self._composed.get(change.clause, self._start(change))
        self.query_one("#heading", Input).value = clause.heading
        self.query_one("#body", TextArea).load_text(clause.body.rstrip("\n"))
        self._loaded = self._typed()
        self.query_one("#body", TextArea).focus()
        self.query_one(Bar).call(clause.designation, f"{self._adopted.amendment.id} as modified", clause.heading)
        if change.clause in self._composed:
            self._say("What you composed is back.")
        elif self._adopted.conflicts_in(change.clause):
            key = self.bound["compose.begin"]
            self._say(f"In conflict: the agreed text stands here. {key} takes the proposal or the base.")
        else:
            said = "This is the proposal, carried to the agreed text of today"
            self._say(f"{said}: without words the clause {fate}." if (fate := _fate(change)) else f"{said}.")
        self._preview()

    def _start(self, change: Change) -> Clause:
        """Give the clause that is edited: as merged, or as agreed now; as proposed where it is not there."""
        found = self._adopted.plan.clauses.get(change.clause)
        goes = found is not None and found.deleted
        return without_words(self._basis(change)) if goes else self._basis(change)

    def _basis(self, change: Change) -> Clause:
        """Give the same, but with the words of a clause that is to be deleted: what is not edited keeps its bytes."""
        now = self._desk.negotiation.treaty.by_id.get(change.clause)
        found = self._adopted.plan.clauses.get(change.clause, now) or change.after
        assert found is not None
        if not found.deleted or now is None:
            return found
        return without_words(now) if now.deleted else now

    def _typed(self) -> tuple[str, str]:
        return self.query_one("#heading", Input).value, self.query_one("#body", TextArea).text

    def _keep(self, heading: str, body: str, number: str = "") -> None:
        """Take over what was composed. Raises ValueError when that is no clause."""
        change = self._change
        composed = proposed_clause(self._basis(change), heading, body)
        if not number and change.clause in self._composed:
            number = self._composed[change.clause].number
        if number and number != composed.number:
            composed = composed.with_value("number", number)
        self._composed[change.clause] = composed

    def _take(self) -> bool:
        """Take over what stands in the editor; say why when it is no clause."""
        if self._typed() == self._loaded and self._change.clause not in self._composed:
            return True
        try:
            self._keep(*self._typed())
        except ValueError as error:
            self._say(f"This can't be a clause: {error}")
            return False
        return True

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self) -> None:
        self.after_pause(_PAUSE, self._preview)
        if self._typed() != self._loaded:
            self._say("")
            self.keep_soon()

    def _preview(self) -> None:
        self._number = next(NUMBERS)
        if self._take():
            change = self._change
            self._work_out(self._number, change, self._composed.get(change.clause, self._start(change)))

    @aside("preview")
    def _work_out(self, number: int, change: Change, composed: Clause) -> None:
        rows = composed_rows(self._desk, self._adopted, change, composed)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Previewed(number, rows))

    @on(Previewed)
    def _previewed(self, message: Previewed) -> None:
        if message.number == self._number:
            self.query_one("#preview", Rows).show(message.rows)

    # What was composed, on disk

    def _draft(self, heading: str = "", body: str = "") -> Draft:
        composed = self._composed.get(self._change.clause)
        number = composed.number if composed is not None else ""
        return replace(self._draft_of(self._change), number=number, heading=heading, body=body)

    def _draft_of(self, change: Change) -> Draft:
        return _draft(self._desk, self._adopted.amendment.id, change.clause)

    def _drafts_find(self) -> Draft | None:
        """Give what was composed on the same agreed text: on another one it is begun anew."""
        return composed_before(self.drafter.drafts, self._desk, self._adopted.amendment.id, self._change.clause)

    def to_keep(self) -> Draft | None:
        """Give what was composed."""
        return self._draft(*self._typed()) if self._typed() != self._loaded else None

    def keep(self) -> None:
        """Write what was composed to disk."""
        draft = self.to_keep()
        if draft is not None:
            self.drafter.drafts.save(draft, next(NUMBERS))

    def farewell(self) -> str:
        """Say that what was composed is kept."""
        said = f"What you composed is kept: {self.bound['secretariat.adopt']} on the same amendment brings it back."
        return said if self._typed() != self._loaded else ""

    # Acts

    def action_begin(self) -> None:
        """Put another text in the editor, once that is confirmed where words stand in it that were composed."""
        known = [self._start(self._change), *(clause for _, clause in self._sides())]
        if self._typed() in [(clause.heading, clause.body.rstrip("\n")) for clause in known]:
            self._begin()
            return

        # Elsewhere the same key reads the repository again, which takes nothing away.
        said = words("Another text comes in the place of the words that you composed.")
        agreed(self.drafter, "Begin with another text?", said, "yes, begin with another text", self._begin)

    def _sides(self) -> list[tuple[str, Clause]]:
        """Give the texts to begin with."""
        change = self._change
        now = self._desk.negotiation.treaty.by_id.get(change.clause)
        proposal = change.after if change.proposed_text is not None else None
        offered = [("the proposal", proposal), ("the base", change.before), ("the agreed text of today", now)]
        return [(name, clause) for name, clause in offered if clause is not None]

    def _begin(self) -> None:
        """Put the next text in the editor: the proposal, the base, or the agreed words; ^z brings back what was."""
        sides = self._sides()
        name, clause = sides[self._side % len(sides)]
        self._side += 1
        area = self.query_one("#body", TextArea)
        area.replace(clause.body.rstrip("\n"), area.document.start, area.document.end)
        self.query_one("#heading", Input).value = clause.heading
        self.drafter.tell(f"This is {name}. ^z brings back the words that stood here.")

    def action_clause(self) -> None:
        """Go to the next clause that the amendment changes."""
        if len(self._changes) > 1 and self._take():
            self.let_go()
            self._nth = (self._nth + 1) % len(self._changes)
            self._load()

    def action_review(self) -> None:
        """Show what would be adopted, and ask for the key that records it."""
        if not self._take():
            return
        waiting = [
            self._desk.name_of(change.clause)
            for change in self._adopted.amendment.changes
            if self._adopted.conflicts_in(change.clause) and change.clause not in self._composed
        ]
        if waiting:
            self._say(f"The words of {', '.join(waiting)} conflict: compose them first.")
            return
        self._work_out_result(dict(self._composed))

    @aside("review")
    def _work_out_result(self, composed: dict[str, Clause]) -> None:
        clauses = {**self._adopted.plan.clauses, **composed}
        known = self._desk.negotiation.treaty.by_id
        rows = result_rows(self._desk, {id: each for id, each in clauses.items() if id in known or each.text.strip()})
        self.post_message(self.Reviewed(composed, tuple(rows)))

    @on(Reviewed)
    def _reviewed(self, message: Reviewed) -> None:
        deed = Adopting(
            amendments=(self._adopted.amendment.id,),
            as_modified=message.composed,
            accept_near=self._adopted.near,
            seen=seen(self._desk, [self._adopted.amendment]),
            drafts=tuple(self._draft_of(change).name for change in self._changes),
        )

        def done(decided: Adopting) -> None:
            self.let_go()
            self.dismiss(decided)

        decide(self.drafter, deed, self._desk, done, message.rows)

    def _say(self, said: str) -> None:
        self.query_one("#note", Line).say(words(said))


def composed_before(drafts: Drafts, desk: Desk, amendment: str, clause: str) -> Draft | None:
    """Give what was composed for a clause on the agreed text of today, and not recorded yet."""
    found = drafts.find(_draft(desk, amendment, clause))
    return found if found is not None and found.base == desk.negotiation.treaty.commit else None


def _fate(change: Change) -> str:
    """Say what becomes of a clause of which no words are adopted, where an amendment adds or deletes it."""
    return "does not come in" if change.before is None else "is deleted" if change.proposed_text is None else ""


def _draft(desk: Desk, amendment: str, clause: str) -> Draft:
    return Draft(
        signatory=desk.who.code,
        clause=clause,
        what=ADOPT_MODIFIED,
        amendment=amendment,
        base=desk.negotiation.treaty.commit,
    )
