"""The amend dialog: a clause in an editor, with the word diff and the resulting brackets live beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea
from textual.widgets.text_area import Selection
from textual.worker import get_current_worker

from drafter.model.character import not_text
from drafter.model.problem import Problem
from drafter.model.record import statement_problem, tidy_statement, too_long
from drafter.text.choice import ThreeWay
from drafter.tui.actions import bindings
from drafter.tui.aside import aside
from drafter.tui.deeds import Deed, Proposing, Revising
from drafter.tui.desk import Desk
from drafter.tui.dialogs.choosing import Choice, Choosing
from drafter.tui.dialogs.confirm import Answer, Confirm, agreed
from drafter.tui.dialogs.dialog import Bar, Dialog, Line, keys
from drafter.tui.drafts import NUMBERS, Draft
from drafter.tui.editor import NotTaken, edited
from drafter.tui.manuscript import Manuscript, Typed, manuscript
from drafter.tui.present.beginning import begun, place
from drafter.tui.present.kinds import kind_in_words, kinds
from drafter.tui.present.proposal import Alike, Proposal, alike, newer_rows, preview_rows
from drafter.tui.present.record import what
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.widgets.rows import Rows
from drafter.tui.widgets.writing import Writing

_PAUSE = 0.06


class AmendDialog(Dialog[Deed]):
    """Gives back what is to be recorded, once it was confirmed; leaving it keeps the draft."""

    WORDS = "The draft"
    WHOLE = True

    SCOPE = "amend"
    BINDINGS: ClassVar[list[BindingType]] = bindings("amend")

    DEFAULT_CSS = """
    AmendDialog #editing { height: 1fr; }
    AmendDialog #words { width: 1fr; }
    AmendDialog TextArea { border-left: blank; background: $background; }
    AmendDialog TextArea:focus { border-left: outer $border; background: $background; }
    AmendDialog #body { height: 1fr; }
    AmendDialog #rationale { height: 3; background: $bar-ground; }
    AmendDialog #preview { width: 1fr; height: 1fr; border-left: vkey $border-blurred; }
    AmendDialog .label { height: 1; color: $quiet; padding: 0 1; width: 1fr; }
    AmendDialog #note { height: auto; max-height: 3; }
    AmendDialog #number { width: 16; }
    AmendDialog .naming { height: 1; }
    AmendDialog.-narrow #editing { layout: vertical; }
    AmendDialog.-narrow #words { height: 3fr; }
    AmendDialog.-narrow #preview { border-left: none; border-top: hkey $border-blurred; height: 2fr; }
    AmendDialog.-low #rationale { height: 2; }
    AmendDialog.-without-text #body, AmendDialog.-without-text .naming, AmendDialog.-without-text #text-label {
        display: none;
    }
    """

    @dataclass
    class Previewed(Message):
        """A thread has worked out what changes."""

        number: int
        rows: tuple[Row, ...]
        alike: Alike

    @dataclass
    class Prepared(Message):
        """A thread has worked out what would be recorded."""

        proposal: Proposal
        rationale: str
        rows: tuple[Row, ...]
        alike: Alike

    def __init__(
        self,
        desk: Desk,
        clause: str,
        what: str = "modify",
        amendment: str = "",
        *,
        label: str = "",
        shown: str = "",
        note: str = "",
    ) -> None:
        """Begin a kind of proposal on a clause, at its provision `label` or at the paragraph that was `shown`."""
        super().__init__()
        self._note = note
        self._label = label
        self._shown = shown
        self._desk = desk
        self._clause = clause
        self._begin_with = what, amendment
        self._written: Manuscript | None = None
        self._number = 0
        self._alike = Alike()
        self._loaded: Typed | None = None
        self._touched = False

    def compose(self) -> ComposeResult:
        """Lay out the editor."""
        with Vertical(id="dialog"):
            yield Bar()
            with Horizontal(id="editing"):
                with Vertical(id="words"):
                    with Horizontal(classes="naming"):
                        number = Input(placeholder="number", compact=True, id="number")
                        heading = Input(placeholder="heading", compact=True, id="heading")
                        for field in (number, heading):
                            field.cursor_blink = False
                            yield field
                    body = Writing(id="body")
                    yield body
                    correcting = self._begin_with[0] == "correct"
                    why = "Reason" if correcting else "Rationale"
                    yield Static(Content(f"{why} (everybody reads it):"), classes="label")
                    rationale = Writing(id="rationale")
                    yield rationale
                yield Rows(id="preview")
            yield Line(Content(""), classes="label", id="note")
            said = {"kind": "kind", "editor": "editor", "again": "start again"}
            others = [
                f"{self.bound[f'amend.{id}']} {does}" for id, does in said.items() if id != "kind" or not correcting
            ]
            record = f"{self.bound['amend.record']} record"
            yield keys("  ".join((record, "Esc close, draft kept", "Tab next", *others)))

    def on_mount(self) -> None:
        """Load the text, or the draft of it."""
        self._load(*self._begin_with)

    # Loading

    @property
    def _manuscript(self) -> Manuscript:
        """What is written here: there once the dialog is laid out."""
        assert self._written is not None
        return self._written

    def _load(self, what: str, amendment: str) -> None:
        """Put the text that stands, or the draft that was begun on it, in the editor."""
        self._loaded = None
        self._touched = False
        self._alike = Alike()
        written = manuscript(self._desk, self._clause, what, amendment, self.drafter.drafts)
        self._written, found = written, written.begun
        self.query_one("#heading", Input).value = found.heading
        self.query_one("#number", Input).value = found.number
        self.query_one("#number").display = written.numbered
        area = self.query_one("#body", TextArea)
        area.load_text(found.text.rstrip("\n"))
        at = place(found.text, self._label, self._shown)
        if at is not None:
            before = found.text[:at]
            area.move_cursor((before.count("\n"), at - (before.rfind("\n") + 1)))
            self.call_after_refresh(area.scroll_cursor_visible, center=True)
        self.query_one("#rationale", TextArea).load_text(found.rationale)
        self._loaded = self._typed()
        self.set_class(written.wordless, "-without-text")
        self.query_one("#rationale" if written.wordless else "#heading" if what == "add" else "#body").focus()
        self._head()
        self._say(" ".join(filter(None, (found.note, self._note, self._others()))))
        self._note = ""
        self._preview()
        if found.disputed is not None and written.resumed is not None:
            self._resolve(found.disputed, written, written.resumed)

    def _resolve(self, disputed: ThreeWay, written: Manuscript, resumed: Draft) -> None:
        """Have the words chosen that the draft and a colleague's newer version both changed."""
        from drafter.tui.dialogs.resolve import Done, ResolveDialog, revising

        def resolved(done: Done | None) -> None:
            if done is not None:
                self._load(written.what, written.amendment)
            elif self._clause in self._desk.negotiation.treaty.by_id:
                # Recorded as it is, the draft would drop the colleague's words. It waits.
                self._load("modify", "")
            else:
                self.dismiss(None)

        merged = written.draft(Typed(number=resumed.number, rationale=resumed.rationale))
        self.drafter.push_screen(ResolveDialog(self._desk, revising(disputed, written.amendment, merged)), resolved)

    def _others(self) -> str:
        """Say which other drafts on this clause wait, and which amendments of one's own stand there."""
        key, written = self.bound["amend.kind"], self._manuscript
        others = (each for each in begun(self.drafter.drafts, self._desk, self._clause) if each.name != written.name)
        names = [kind_in_words(each.what, each.amendment) for each in others]
        said = [f"Another draft of yours waits here: {'; '.join(names)} ({key})."] if names else []
        here = self._desk.proposals.about(self._clause) if written.what == "modify" else ()
        own = [each.id for each in here if each.signatory == self._desk.who.code]
        if own:
            said.append(f"This is one more amendment beside your {', '.join(own)}: {key} puts a new version instead.")
        return " ".join(said)

    # What is typed

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self) -> None:
        self.after_pause(_PAUSE, self._preview)
        if self._touch():
            self._say("")
            self.keep_soon()

    def _touch(self) -> bool:
        """Say whether anything was typed: from then on what stands in the editor is kept."""
        self._touched = self._touched or (self._loaded is not None and self._typed() != self._loaded)
        return self._touched

    def _preview(self) -> None:
        self._number = next(NUMBERS)
        self._head()
        proposal = self._manuscript.proposal(self._typed())
        if isinstance(proposal, Proposal):
            self._work_out(self._number, proposal)
        else:
            self._say(proposal)

    @aside("preview")
    def _work_out(self, number: int, proposal: Proposal) -> None:
        rows = preview_rows(self._desk, proposal, brackets=proposal.what not in ("retain", "correct"))
        newer = self._manuscript.begun.newer
        if newer is not None:
            rows = (*newer_rows(self._desk, *newer), *rows)
        found = alike(self._desk, proposal)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Previewed(number, rows, found))

    @on(Previewed)
    def _previewed(self, message: Previewed) -> None:
        if message.number != self._number:
            return
        self.query_one("#preview", Rows).show(message.rows)
        if message.alike != self._alike:
            self._alike = message.alike
            self._say("")

    # The draft on disk

    def to_keep(self) -> Draft:
        """Give the draft."""
        return self._manuscript.draft(self._typed())

    def _typed(self) -> Typed:
        return Typed(
            heading=self.query_one("#heading", Input).value,
            body=self.query_one("#body", TextArea).text,
            rationale=self.query_one("#rationale", TextArea).text,
            number=self.query_one("#number", Input).value,
        )

    def kept(self, problem: str) -> None:
        """Say in the last line that the draft is kept, or why not."""
        self._say(problem or "Draft kept on disk.")

    def keep(self) -> None:
        """Write the draft to disk, if anything was typed; a text that is the one that stands is none."""
        if not self._touch():
            return
        written, typed = self._manuscript, self._typed()
        if written.says_nothing(typed):
            self.drafter.drafts.remove(written.name)
        else:
            self.drafter.drafts.save(written.draft(typed), next(NUMBERS))

    def farewell(self) -> str:
        """Say whether a draft is kept."""
        if not self._touch():
            return ""
        written = self._manuscript
        if written.says_nothing(self._typed()):
            return "No draft is kept: the text is the one that stands."
        key = self.bound["secretariat.correct" if written.what == "correct" else "act.amend"]
        return f"Your draft is kept: {key} on the same clause brings it back."

    # Acts

    def action_restore(self) -> None:
        """Start again from the text that stands, once that is confirmed where other words stand in the fields."""
        typed = self._typed()
        anew = self._manuscript.anew(typed)
        if typed == anew:
            self._say("This is the text as it stands.")
            return

        # Elsewhere the same key reads the repository again, which takes nothing away.
        said = words("The text as it stands comes in the place of the words in the editor.")
        agreed(self.drafter, "Start again?", said, "yes, start again", lambda: self._restore(anew))

    def _restore(self, anew: Typed) -> None:
        """Put the text that stands in the fields; ctrl+z in the editor brings back what was typed."""
        area = self.query_one("#body", TextArea)
        area.replace(anew.body, area.document.start, area.document.end)
        self.query_one("#heading", Input).value = anew.heading
        self.query_one("#number", Input).value = anew.number
        self._touched = True
        self.keep_now()
        self.drafter.tell("This is the text as it stands. ^z brings back what you had typed.")

    def action_what(self) -> None:
        """Choose what kind of proposal this is."""
        if self._manuscript.what == "correct":
            self.drafter.tell("A correction is an act of the secretariat: it proposes nothing.", severity="warning")
            return
        waiting = {(each.what, each.amendment) for each in begun(self.drafter.drafts, self._desk, self._clause)}

        offered = {each.key: each for each in kinds(self._desk, self._clause, self._label, waiting)}

        def chosen(what: str | None) -> None:
            if what is None:
                return
            self.let_go()
            kind, _, amendment = what.partition(" ")
            self._load(kind, amendment)

        choices = [Choice(key, kind.name) for key, kind in offered.items()]

        def describe(choice: Choice) -> Content:
            return offered[choice.key].described(self._desk, self._clause)

        self.drafter.push_screen(Choosing("What do you propose?", choices, describe), chosen)

    def action_editor(self) -> None:
        """Edit the text in $EDITOR."""
        area = self.query_one("#body", TextArea)
        try:
            with self.app.suspend():
                text = edited(area.text, self._clause)
        except SuspendNotSupported:
            self.drafter.tell("There is no terminal for an editor here: change the words in place.", severity="warning")
            return
        except NotTaken as error:
            self.drafter.fail("Nothing was taken over", Problem(rule="editor", message=f"{error}"))
            return
        if text != area.text:
            area.replace(text, area.document.start, area.document.end)
            self._touched = True
            self.keep_now()

    def action_review(self) -> None:
        """Say in words what will be recorded, and ask for the key that records it."""
        proposal = self._manuscript.proposal(self._typed())
        if isinstance(proposal, str):
            self.drafter.tell(proposal, severity="warning")
            return
        if self._go_to_odd():
            return
        rationale = tidy_statement(self.query_one("#rationale", TextArea).text)
        problem = statement_problem(rationale) or too_long(rationale)
        if problem is not None:
            self.drafter.tell(f"The rationale can't be recorded: {problem}.", severity="warning")
            return
        if proposal.changes_nothing:
            done = "correct" if proposal.what == "correct" else "propose"
            self.drafter.tell(f"The text is the one that stands: nothing to {done}.", severity="warning")
            return
        if self._manuscript.says_again(proposal, rationale):
            said = f"{proposal.amendment} says this already: change the words, or give another rationale."
            self.drafter.tell(said, severity="warning")
            return
        if proposal.what == "correct" and not rationale:
            self.drafter.tell("Say why: the reason is kept with the record.", severity="warning")
            self.query_one("#rationale").focus()
            return
        self._prepare(proposal, rationale)

    def _go_to_odd(self) -> bool:
        """Select the first character that no record takes: nobody finds one that can't be seen."""
        area = self.query_one("#body", TextArea)
        stood = self._manuscript.begun.before or self._manuscript.begun.shown
        if not_text(area.text, "\t\n") is None or (stood is not None and not_text(stood.source, "\t\n\r")):
            return False
        row, line = next((nth, each) for nth, each in enumerate(area.text.split("\n")) if not_text(each))
        column = next(nth for nth, each in enumerate(line) if not_text(each))
        area.focus()
        area.selection = Selection((row, column), (row, column + 1))
        area.scroll_cursor_visible(center=True)
        self.drafter.tell(f"The text holds {not_text(line)}. It is selected: Delete takes it out.", severity="warning")
        return True

    @aside("review")
    def _prepare(self, proposal: Proposal, rationale: str) -> None:
        rows = preview_rows(self._desk, proposal, brackets=False)
        self.post_message(self.Prepared(proposal, rationale, rows, alike(self._desk, proposal)))

    @on(Prepared)
    def _prepared(self, message: Prepared) -> None:
        written = self._manuscript
        deed = written.deed(message.proposal, message.rationale)
        answers = [Answer("y", "yes, record it")]
        speaks_for = self._desk.who.speaks_for(self._desk.negotiation.treaty.roster)
        groups = (
            {f"{nth}": group.code for nth, group in enumerate(speaks_for, 1)} if isinstance(deed, Proposing) else {}
        )
        answers += [Answer(key, f"yes, on behalf of {code}") for key, code in groups.items()]
        said = what(deed, self._desk)
        same, told = message.alike.same, message.alike.told
        if same is not None:
            answers.append(Answer("c", f"co-sponsor {same} instead"))
            told = (f"{same} proposes the same words already.", *told)
        said += words("".join(f"\n{each}" for each in told), ".prose--warning")
        if not message.rationale:
            before = self._desk.negotiation.by_id[deed.amendment].rationale if isinstance(deed, Revising) else ""
            why = "The rationale stays as it was given before." if before else "There is no rationale."
            said += words(f"\n{why}", ".prose--quiet")

        def answered(key: str | None) -> None:
            if key == "y":
                self._finish(deed)
            elif key in groups and isinstance(deed, Proposing):
                self._finish(replace(deed, on_behalf_of=groups[key]))
            elif key == "c" and same is not None:
                self._finish(written.cosponsor(same, message.rationale))

        self.drafter.push_screen(Confirm("Record this?", said, answers, message.rows), answered)

    def _finish(self, deed: Deed) -> None:
        self.let_go()
        self.dismiss(deed)

    def _head(self) -> None:
        written = self._manuscript
        designation, heading = written.called
        self.query_one(Bar).call(designation, kind_in_words(written.what, written.amendment), heading)

    def _say(self, said: str) -> None:
        """Say something in the last line; that these words are proposed already, or were, goes before all else."""
        key, same = self.bound["amend.record"], self._alike.same
        first = (f"{same} proposes the same: {key} offers to co-sponsor it instead.",) if same is not None else ()
        self.query_one("#note", Line).say(words(" ".join((*first, *self._alike.told, said))))
