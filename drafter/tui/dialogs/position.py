"""The position dialog: on which exact text, which stance, for whom, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea
from textual.worker import get_current_worker

from drafter.model.position import Condition, Depends, Position, Recorded, conditions_problem
from drafter.model.record import statement_problem, tidy_statement, too_long
from drafter.model.target import Target, parse_target
from drafter.model.terms import DEGREES, Degree, Stance
from drafter.tui.actions import bindings
from drafter.tui.aside import aside
from drafter.tui.deeds import Standing
from drafter.tui.desk import Desk
from drafter.tui.dialogs.conditions import NONE, degrees, speaks, texts
from drafter.tui.dialogs.dialog import Dialog, keys, title
from drafter.tui.drafts import NUMBERS, STATEMENT, Draft
from drafter.tui.present.docket import standing_words
from drafter.tui.present.record import on_conditions, what
from drafter.tui.present.row import Row
from drafter.tui.present.speakable import behind, preferred, speakable
from drafter.tui.present.target import target_rows
from drafter.tui.present.words import shortened, words
from drafter.tui.since import changed_since
from drafter.tui.subject import Subject
from drafter.tui.widgets.rows import Rows
from drafter.tui.widgets.stances import StanceSwitch
from drafter.tui.widgets.switches import Switch
from drafter.tui.widgets.targets import Targets
from drafter.tui.widgets.writing import Writing


class PositionDialog(Dialog[Standing]):
    """Gives back the position to record, or nothing. What was typed is on disk until it is recorded."""

    WORDS = "The statement"

    VERTICAL_BREAKPOINTS = [(0, "-flat"), (15, "-short"), (22, "-low"), (30, "-tall")]  # noqa: RUF012
    SCOPE = "position"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("position"),
        Binding("up", "target(-1)", "Text above", show=False),
        Binding("down", "target(1)", "Text below", show=False),
    ]

    DEFAULT_CSS = """
    PositionDialog > #dialog { width: 100; height: 100%; max-height: 36; }
    PositionDialog #targets { height: auto; max-height: 5; }
    PositionDialog #exact { height: 1fr; min-height: 3; border-left: vkey $border-blurred; }
    PositionDialog #now, PositionDialog #said { height: auto; }
    PositionDialog TextArea, PositionDialog TextArea:focus { height: 4; }
    PositionDialog.-low TextArea, PositionDialog.-low TextArea:focus { height: 2; }
    PositionDialog.-low .keys, PositionDialog.-short .keys { margin-top: 0; }
    PositionDialog.-short #targets { max-height: 2; }
    PositionDialog.-short #exact { min-height: 1; }
    PositionDialog.-short TextArea, PositionDialog.-short TextArea:focus { height: 1; }
    PositionDialog.-short .keys { height: 1; }
    """

    @dataclass
    class Shown(Message):
        """A thread has worked out the text of a target."""

        target: Target
        rows: tuple[Row, ...]

    def __init__(
        self,
        desk: Desk,
        subject: Subject,
        stance: Stance | None = None,
        group: str | None = None,
        *,
        cosponsor: bool | None = None,
    ) -> None:
        """Begin with what was asked for; where that is None, with what is on record. A group that is empty is none."""
        super().__init__()
        self._desk = desk
        self._targets = speakable(desk, subject)
        self._nth = self._targets.index(preferred(subject, self._targets))
        self._rivals = len(behind(subject, self._targets))
        """How many amendments stand behind the words gone to; 0 once it is clear which text is meant."""
        self._stance = stance
        self._group = group
        self._cosponsor = cosponsor
        self._conditions = self._conditioned()
        self._begun = ""
        """What stood in the field when this text was gone to."""
        self._kept = ""
        """What is on disk as the statement on this text."""

    @property
    def target(self) -> Target:
        """The text that the position is about."""
        return self._targets[self._nth]

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        desk = self._desk
        groups = [(group.code, f"{group.code}") for group in desk.who.speaks_for(desk.negotiation.treaty.roster)]
        name = desk.negotiation.treaty.roster.name(desk.who.code)
        with Vertical(id="dialog"):
            yield title(words(f"Position of {name} ({desk.who.code}) on"))
            yield Targets(id="targets")
            yield Static(Content(""), id="now")
            yield Rows(id="exact")
            yield StanceSwitch(self.bound, self._stance or self._recorded())
            yield Switch(
                f"{self.bound['position.cosponsor']} co-sponsor: ",
                [("no", "no"), ("yes", "yes")],
                self._sponsored(),
                id="cosponsor",
            )
            if groups:
                yield Switch(
                    f"{self.bound['position.group']} on behalf of: ",
                    [("", "itself"), *groups],
                    self._speaking(),
                    id="group",
                )
            field = Writing(
                placeholder="Statement, if you want one (Tab). All who receive the repository read it.",
                id="statement",
            )
            yield field
            yield Static(Content(""), id="said")
            yield keys(self._choosing_line)

    def on_mount(self) -> None:
        """Show the texts, and wait for a stance."""
        self.query_one("#targets", Rows).show(
            [
                Row(key=str(each), content=words(self._desk.name(each)) + self._about(each), target=each, hang=2)
                for each in self._targets
            ]
        )
        self.query_one("#targets", Rows).go(self._nth)
        self.query_one(StanceSwitch).focus()
        self._load()
        self._renew()

    @property
    def _choosing_line(self) -> str:
        condition = self.bound["position.condition"]
        return f"Enter records · Esc leaves · {self._stances(Stance)} or 1-5 · {condition} condition · Up Down · Tab"

    @property
    def _choose_first(self) -> str:
        held = [stance for stance in Stance if stance is not Stance.NONE]
        return f"{self._stances(held)}, or 1 to {len(held)}"

    def _stances(self, stances: Iterable[Stance]) -> str:
        return " ".join(self.bound[f"stance.{stance.value}"] for stance in stances)

    def on_descendant_focus(self) -> None:
        """Say which key records: in the statement Enter begins a new line."""
        self._say_keys()

    @on(Targets.Found)
    def _say_keys(self) -> None:
        line = self._choosing_line
        if isinstance(self.focused, TextArea):
            line = f"{self.bound['position.record']} records · Esc leaves · Enter begins a new line · Tab"
        elif isinstance(self.focused, Targets):
            found, line = self.focused, "Type to find a text by its name · Enter records · Tab · Esc leaves"
            if found.sought:
                line = f"Find: {found.sought}" if found.holds(found.cursor) else f"Find: {found.sought} (no such text)"
                line += " · Enter records · Esc ends"
        self.query_one(".keys", Static).update(Content(line))

    def on_key(self, event: events.Key) -> None:
        """Record with Enter, but for the statement, where it begins a new line."""
        if event.key == "enter" and not isinstance(self.focused, TextArea):
            event.stop()
            self.action_record()

    def action_target(self, by: int) -> None:
        """Take another text."""
        if isinstance(self.focused, TextArea):
            return
        self.query_one("#targets", Rows).go(min(max(self._nth + by, 0), len(self._targets) - 1))

    def action_cosponsor(self) -> None:
        """Co-sponsor, or not. Who co-sponsors supports: where no stance is chosen yet, that one is."""
        sponsors, stances = self.query_one("#cosponsor", Switch), self.query_one(StanceSwitch)
        sponsors.step()
        if sponsors.value == "yes" and stances.value == Stance.NONE.value:
            stances.choose(Stance.SUPPORT.value)

    def action_condition(self) -> None:
        """Choose a text, and how much the position depends on it."""

        def chosen(text: str | None) -> None:
            about = parse_target(text or "")
            if about is not None:
                self.app.push_screen(degrees(self._desk, about), lambda degree: self._make_condition(about, degree))

        self.app.push_screen(texts(self._desk, self.target, self._conditions), chosen)

    def _make_condition(self, about: Target, degree: str | None) -> None:
        if degree is None:
            return
        self._conditions = {target: held for target, held in self._conditions.items() if target != about}
        if degree != NONE:
            self._conditions[about] = DEGREES[degree]
        self._say()

    def action_group(self) -> None:
        """Speak for the next group."""
        for switch in self.query("#group").results(Switch):
            switch.step()

    def action_record(self) -> None:
        """Give back the position."""
        deed = self._deed()
        if self._rivals > 1:
            said = f"{self._rivals} amendments stand behind these words: choose one with Up or Down, or Enter again for"
            self.drafter.tell(f"{said} {self._desk.name(self.target)}.", severity="warning")
            self._rivals = 0
            return
        problem = statement_problem(deed.statement) or too_long(deed.statement)
        if problem is not None:
            self.drafter.tell(f"The statement can't be recorded: {problem}.", severity="warning")
            return
        if deed.stance is Stance.NONE and self._recorded() is Stance.NONE:
            self.drafter.tell(f"Choose a stance first: {self._choose_first}.", severity="warning")
            return
        if deed.cosponsor and deed.stance is not Stance.SUPPORT:
            self.drafter.tell(
                f"A co-sponsor supports the text: choose {self.bound['stance.support']}, or don't co-sponsor.",
                severity="warning",
            )
            return
        why = self._condition_problem(deed)
        if why is not None:
            self.drafter.tell(f"This can't be recorded: {why}.", severity="warning")
            return
        self.let_go()
        self.dismiss(deed)

    # The statement on disk

    def _draft(self) -> Draft:
        """Give what stands in the field, as the statement on this text."""
        return Draft(
            signatory=self._desk.who.code,
            clause=self.target.clause,
            what=STATEMENT,
            amendment=str(self.target),
            body=self.query_one(TextArea).text,
        )

    def _load(self) -> None:
        """Put the statement that waits on this text in the field, else the one of the own position on record."""
        found = self.drafter.drafts.find(self._draft())
        self._kept = found.body if found is not None else ""
        self._begun = self._kept or self._stated()
        self.query_one(TextArea).load_text(self._begun)

    def keep(self) -> None:
        """Write what was typed to disk as the statement on this text. What is on record already is no draft."""
        typed = self._draft()
        if typed.body == self._stated():
            typed = replace(typed, body="")
        if typed.body.strip():
            self.drafter.drafts.save(typed, next(NUMBERS))
        elif self._kept.strip():
            self.drafter.drafts.remove(typed.name)
        self._kept = typed.body

    def farewell(self) -> str:
        """Say that the statement is kept."""
        key = self.bound["act.position"]
        return f"Your statement is kept: {key} on the same text brings it back." if self._kept.strip() else ""

    @on(TextArea.Changed)
    def _statement_changed(self) -> None:
        self._say()
        self.no_more(self.keep_now)
        if self.query_one(TextArea).text != (self._kept or self._stated()):
            self.keep_soon()

    def to_keep(self) -> Draft | None:
        """Give the statement on this text; one that is empty, or on record already, is no draft any more."""
        typed = self._draft()
        if typed.body.strip() and typed.body != self._stated():
            self._kept = typed.body
            return typed
        self.keep()
        return None

    @on(Rows.Moved, "#targets")
    def _target_moved(self, message: Rows.Moved) -> None:
        row = message.rows.current
        if row is not None and row.target is not None and row.target != self.target:
            # Words are about the text under which they were typed: whoever reads them there alone misreads nothing.
            if self.let_go() and self._kept.strip() and self._kept != self._begun:
                self.drafter.tell(f"What you typed stays with {self._desk.name(self.target)}.")
            self._nth = self._targets.index(row.target)
            self._rivals = 0
            # What was chosen or asked for was meant for the text gone from: another one begins with its own record.
            self._stance = self._group = self._cosponsor = None
            self._conditions = self._conditioned()
            self._load()
            self.query_one(StanceSwitch).choose(self._recorded().value)
            self.query_one("#cosponsor", Switch).choose(self._sponsored())
            for switch in self.query("#group").results(Switch):
                switch.choose(self._speaking())
            self._renew()

    @on(Rows.Opened)
    def _target_opened(self) -> None:
        self.query_one(StanceSwitch).focus()

    @on(Switch.Changed)
    def _changed(self) -> None:
        self._say()

    @on(Shown)
    def _shown(self, message: Shown) -> None:
        if message.target == self.target:
            exact = self.query_one("#exact", Rows)
            exact.show(message.rows)
            # In a small window the words that the position is about may stand below what fits.
            changed = next((nth for nth, row in enumerate(message.rows) if row.contests), None)
            if changed is not None:
                exact.go(changed)
                exact.bring(changed, message.rows[changed].contests[0].start)

    def _renew(self) -> None:
        self.query_one("#cosponsor").display = bool(self.target.amendment)
        standing = self._desk.standings.of(self._desk.who.code, self.target)
        said = Content("Now: ") + standing_words(standing, self._desk)
        record = self._on_record()
        if record is not None:
            # It may be a colleague who has spoken.
            said += words(f" ({record.delegate}, {record.date[:10]})", ".prose--quiet")
        self.query_one("#now", Static).update(said)
        self._work_out(self.target)
        self._say()

    def _say(self) -> None:
        """Say in words what will be recorded."""
        deed = self._deed()
        if deed.stance is Stance.NONE and self._recorded() is Stance.NONE:
            made = on_conditions(self._depends(), self._desk)
            said = words(f"nothing yet on {self._desk.name(self.target)}{made}. Choose a stance: {self._choose_first}.")
        else:
            said = what(deed, self._desk)
        for warned in (self._about_rivals(), self._about_statement(), self._about_conditions()):
            if warned:
                said += words(f"\n{warned}", ".prose--warning")
        self.query_one("#said", Static).update(Content.assemble(("To be recorded: ", ".prose--strong"), said))

    def _about_rivals(self) -> str:
        """Say that the words gone to don't tell which amendment is meant."""
        if self._rivals < 2:
            return ""
        return f"{self._rivals} amendments stand behind these words: Up or Down chooses one of them."

    def _about_conditions(self) -> str:
        """Say which conditions on record are about words that have changed since, or about none any more."""
        own = self._own()
        made = own.conditions if own is not None else ()
        gone = [self._desk.name(each.target) for each in made if not speaks(self._desk, each.target)]
        if gone:
            # Without a word about it, consent that was conditional would become unconditional.
            return f"It no longer depends on {', '.join(gone)}: nobody puts these words forward any more."
        kept = [each for each in made if each.target in self._conditions]
        now = self._desk.negotiation.current_text_sha256
        changed = [self._desk.name(each.target) for each in kept if now(each.target) != each.text_sha256]
        if not changed:
            return ""
        return f"The condition is on the text as it stands now, changed since you made it: {', '.join(changed)}."

    def _about_statement(self) -> str:
        """Say what becomes of the statement on record, where that is not what somebody would expect."""
        own, stated = self._own(), self._stated()
        if own is None or not stated:
            return ""
        if self.query_one(TextArea).text != stated:
            return f"It takes the place of your statement on record: “{shortened(stated)}”"
        chosen = Stance(self.query_one(StanceSwitch).value)
        if chosen is Stance.NONE:
            return "Your statement is taken back with your position; both stay in the history."
        if chosen is not own.stance:
            return f"The statement is the one with which {own.signatory} {own.stance.phrase} it: Tab changes it."
        return ""

    def _deed(self) -> Standing:
        groups = list(self.query("#group").results(Switch))
        stance, text = Stance(self.query_one(StanceSwitch).value), self.query_one(TextArea).text
        # A statement says why a position was held: left as it is, it is no reason for holding none.
        taken_back = stance is Stance.NONE and text == self._stated()
        return Standing(
            target=self.target,
            stance=stance,
            statement="" if taken_back else tidy_statement(text),
            cosponsor=bool(self.target.amendment) and self.query_one("#cosponsor", Switch).value == "yes",
            on_behalf_of=(groups[0].value or None) if groups else None,
            conditions=() if stance is Stance.NONE else self._depends(),
            seen=self._desk.negotiation.current_text_sha256(self.target),
            over=self._desk.own,
            draft=self._draft().name,
        )

    def _about(self, target: Target) -> Content:
        if not target.amendment:
            return Content("")
        amendment = self._desk.negotiation.by_id[target.amendment]
        return words(f"  {amendment.action.mark}  {self._desk.standings.proponent(amendment.id)}", ".prose--quiet")

    def _on_record(self) -> Recorded | None:
        """Give the record of the delegation's own position, if it holds one."""
        code = self._desk.who.code
        found = next(
            (each for each in self._desk.standings.records(self.target) if each.position.signatory == code), None
        )
        return found if found is not None and found.position.stance is not Stance.NONE else None

    def _own(self) -> Position | None:
        """Give the delegation's own position on record, if it holds one."""
        found = self._on_record()
        return found.position if found is not None else None

    def _recorded(self) -> Stance:
        own = self._own()
        return own.stance if own is not None else Stance.NONE

    def _stated(self) -> str:
        own = self._own()
        return own.statement.strip("\n") if own is not None else ""

    def _conditioned(self) -> dict[Target, Degree]:
        """Give the conditions of the own position on record, but for those whose text nobody can speak of any more."""
        own = self._own()
        return {each.target: each.degree for each in own.conditions if speaks(self._desk, each.target)} if own else {}

    def _condition_problem(self, deed: Standing) -> str | None:
        conditions = tuple(Condition(each.degree, each.target, each.seen or "", "") for each in deed.conditions)
        code = self._desk.who.code
        return conditions_problem(
            Position(code, deed.target, "", "", deed.stance, deed.cosponsor, conditions=conditions)
        )

    def _depends(self) -> tuple[Depends, ...]:
        now = self._desk.negotiation.current_text_sha256
        return tuple(Depends(degree, target, now(target)) for target, degree in self._conditions.items())

    def _speaking(self) -> str:
        """Give the group to begin with: the one that was asked for, else the one of the own position on record."""
        own = self._own()
        spoken = {group.code for group in self._desk.who.speaks_for(self._desk.negotiation.treaty.roster)}
        group = self._group
        if group is None and own is not None:
            group = own.on_behalf_of
        return group if group in spoken else ""

    def _sponsored(self) -> str:
        standing = self._desk.standings.of(self._desk.who.code, self.target)
        sponsors = self._cosponsor
        if sponsors is None:
            sponsors = standing.cosponsors
        return "yes" if sponsors else "no"

    @aside("text")
    def _work_out(self, target: Target) -> None:
        rows = target_rows(self._desk, target)
        amendment = self._desk.negotiation.by_id.get(target.amendment)
        if amendment is not None and amendment.rationale:
            rows += (Row(key="rationale", content=words(f"Why: {amendment.rationale}", ".prose--emphasis"), hang=2),)
        standing = self._desk.standings.of(self._desk.who.code, target)
        recorded = standing.recorded if standing.stale else None
        since = changed_since(self.drafter.session, self._desk, recorded) if recorded is not None else ()
        if since:
            head = Row(
                key="since", content=words("What changed since your position:", ".prose--warning"), selectable=False
            )
            now = Row(key="now", content=words("The text now:", ".prose--quiet"), selectable=False)
            rows = (head, *since, now, *rows)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Shown(target, rows))
