"""Draft: the consolidated text in each style, as it would be exported, and its export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from drafter.draft.abridged import ABRIDGED
from drafter.model.problem import Refused
from drafter.model.treaty import with_proposed
from drafter.tui.actions import bindings
from drafter.tui.aside import aside
from drafter.tui.desk import Desk
from drafter.tui.dialogs.choosing import Choice, Choosing
from drafter.tui.dialogs.which import issues
from drafter.tui.papers import NAMELESS, STYLES, WHAT_IF, Asked, Made, before, made
from drafter.tui.present.document import back_rows, document_rows, front_rows
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.screens.finding import FindBar
from drafter.tui.screens.room import Room
from drafter.tui.subject import NOTHING, Subject
from drafter.tui.widgets.reader import Reader

_NOTHING_EARLIER = "Nothing was issued yet: there is no earlier text to compare with."


class DraftScreen(Room):
    """The fifth screen."""

    NAME = "draft"
    CSS_PATH = "draft.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("draft")

    @dataclass
    class Ready(Message):
        """A thread has made the paper, or none where the text can't give it."""

        number: int
        made: Made | None
        rows: tuple[Row, ...]

    def __init__(self) -> None:
        super().__init__()
        self._asked = Asked()
        self._number = 0
        self._made_number = 0
        self._made: Made | None = None

    def compose_room(self) -> ComposeResult:
        """Lay out what is chosen, with its keys, and the text."""
        yield Static(Content(""), id="switches")
        yield Reader(id="reader")
        yield FindBar()

    def subject(self) -> Subject:
        """Say what is under the cursor."""
        row = self.query_one(Reader).current
        if row is None or row.target is None or self._asked.at:
            # What is done is done to the text of today.
            return NOTHING
        names = tuple(dict.fromkeys(name for each in row.contests for name in each.names))
        return Subject(row.target, row.target.clause, names)

    def take(self, desk: Desk) -> None:
        """Show a new reading."""
        self._make_again(desk)

    def action_style(self) -> None:
        """Show the next style."""
        styles = tuple(STYLES)
        following = replace(self._asked, style=styles[(styles.index(self._asked.style) + 1) % len(styles)])
        if following.style == "redline" and self.desk is not None and not following.compares(self.desk.negotiation):
            self.drafter.tell(f"{_NOTHING_EARLIER} {self.drafter.bound['draft.since']} chooses a day.")
            following = replace(following, style="compilation")
        self._ask(style=following.style)

    def action_names(self) -> None:
        """Show or leave out who wants what; under a clean text, the places to sign."""
        style = self._asked.style
        if style in NAMELESS:
            self._ask(names=not self._asked.names)
        elif style != "clean":
            self.drafter.tell(f"A {style} text is made of who proposes what: it names its proponents.")
        elif self._asked.span:
            self.drafter.tell(f"Only a whole text is signed: {self.drafter.bound['draft.clauses']} shows all clauses.")
        else:
            self._ask(signatures=not self._asked.signatures)

    def action_changes(self) -> None:
        """Leave out the paragraphs and clauses that nobody changes, or show them again."""
        if self._asked.style in ABRIDGED:
            self._ask(changes_only=not self._asked.changes_only)
        else:
            said = f"A {self._asked.style} text shows all there is: {', '.join(ABRIDGED)} can do without the rest."
            self.drafter.tell(said, severity="warning")

    def action_clauses(self) -> None:
        """Choose the first and the last clause of an extract, or all of them."""
        made = self._finished()
        if made is None:
            return
        clauses = made.paper.negotiation.treaty.clauses
        row = self.query_one(Reader).current
        here = row.target.clause if row is not None and row.target is not None else ""

        def first(one: str | None) -> None:
            if not one:
                self._ask(span="" if one is not None else self._asked.span)
                return
            at = next(nth for nth, each in enumerate(clauses) if each.id == one)

            def last(other: str | None) -> None:
                if other is not None:
                    self._ask(span=other if other == one else f"{one}..{other}")

            choices = [Choice(each.id, words(each.title)) for each in clauses[at:]]
            self.drafter.push_screen(Choosing(f"From {clauses[at].designation} to", choices), last)

        choices = [Choice("", Content("all clauses")), *(Choice(each.id, words(each.title)) for each in clauses)]
        self.drafter.push_screen(Choosing("Show the clauses from", choices, at=here), first)

    def action_text(self) -> None:
        """Choose the text that is shown: today's, or one that was issued."""
        if self.desk is not None and self.desk.negotiation.issues:
            choices = [Choice("", Content("the text as it stands")), *issues(self.desk.negotiation)]
            self._choose("Show", choices, "at")
        else:
            self.drafter.tell("Nothing was issued yet: there is today's text alone.", severity="warning")

    def action_since(self) -> None:
        """Choose the issue, or the day, since which the redline shows changes."""
        made = self._finished()
        if made is None:
            return
        negotiation = made.paper.negotiation
        days = Counter(act.date[:10] for act in negotiation.decisions)
        earlier = before([each.name for each in negotiation.issues], self._asked.at)
        choices = [each for each in issues(negotiation) if each.key in earlier]
        choices += [
            Choice(day, Content(f"{day}  {count} decision{'s' if count != 1 else ''} on that day"))
            for day, count in sorted(days.items(), reverse=True)[:-1]
        ]
        if choices:
            self._choose("Show what changed since", choices, "since", style="redline", selected=())
        else:
            self.drafter.tell(_NOTHING_EARLIER, severity="warning")

    def action_with(self) -> None:
        """Choose an amendment to be shown as if it were adopted, or leave it out again."""
        made = self._finished()
        if made is None:
            return
        negotiation, selected = made.paper.negotiation, self._asked.selected
        ordered = with_proposed(negotiation.treaty.clauses, negotiation.proposed)
        places = {each.id: nth for nth, each in enumerate(ordered)}
        live = sorted(negotiation.live, key=lambda each: places[each.clauses[0]])
        if not live:
            self.drafter.tell("No amendment is on the table.", severity="warning")
            return
        choices = [Choice("", words("none: the text as it stands"))]
        choices += [
            Choice(
                each.id,
                words("(*) " if each.id in selected else "( ) ")
                + words(f"{each.id}  ", ".prose--names")
                + words(each.subject),
            )
            for each in live
        ]

        def chosen(id: str | None) -> None:
            if not id:
                self._ask(selected=() if id is not None else selected)
                return
            kept = tuple(each for each in selected if each != id)
            style = self._asked.style if self._asked.style in WHAT_IF else "redline"
            self._ask(selected=kept if id in selected else (*kept, id), style=style)

        self.drafter.push_screen(Choosing("Show it as if it were adopted", choices), chosen)

    def action_export(self) -> None:
        """Write the text as shown to a file."""
        from drafter.tui.dialogs.export import Export

        made = self._finished()
        if made is not None:
            self.drafter.push_screen(Export(made))

    def key_escape(self) -> None:
        """End finding."""
        self.query_one(FindBar).close()

    def _ask(self, **chosen: Any) -> None:
        """Ask for another paper."""
        asked = replace(self._asked, **chosen)
        if asked != self._asked:
            self._asked = asked
            if self.desk is not None:
                self._make_again(self.desk)

    def _choose(self, heading: str, choices: Sequence[Choice], what: str, **too: Any) -> None:
        """Ask for one thing, and then for the paper of which it is part."""

        def chosen(key: str | None) -> None:
            if key is not None:
                self._ask(**{what: key}, **too)

        self.drafter.push_screen(Choosing(heading, choices, at=getattr(self._asked, what)), chosen)

    def _finished(self) -> Made | None:
        """Give what is shown, or say that it is not there yet."""
        if self._made is None or self._made_number != self._number:
            self.drafter.tell("The text is still being made.", severity="warning")
            return None
        return self._made

    def _make_again(self, desk: Desk) -> None:
        self._number += 1
        selected = tuple(each for each in self._asked.selected if each in desk.negotiation.by_id)
        self._asked = replace(self._asked, selected=selected)
        self._say(desk)
        self._make(desk, self._number, self._asked)

    def on_resize(self, _: events.Resize) -> None:
        """Break the line of the choices where there is no more room."""
        if self.desk is not None:
            self._say(self.desk)

    def _say(self, desk: Desk) -> None:
        """Show the styles, and what else was chosen of the text below, each with its key.

        While another text is made, two points stand behind its style.
        """
        finished, bound = self._made_number == self._number, self.drafter.bound
        asked = self._asked if finished or self._made is None else self._made.asked
        styles = []
        for name in STYLES:
            said = f"{name}{'..' if name == self._asked.style and not finished else ''}"
            styles.append(words(f"[{said}]", ".bar--here") if name == asked.style else words(f" {said} "))
        lines = [Content("").join([words(bound["draft.style"], ".bar--key"), *styles])]
        for nth, (action, said) in enumerate(_chosen(asked, desk)):
            choice = words(bound[f"draft.{action}"], ".bar--key") + words(f" {said}")
            beside = lines[-1] + Content("  ") + choice
            fits = nth > 0 and beside.cell_length <= self.size.width - 2
            lines[-1 if fits else len(lines) :] = [beside if fits else choice]
        self.query_one("#switches", Static).update(Content("\n").join(lines))

    @aside("draft")
    def _make(self, desk: Desk, number: int, asked: Asked) -> None:
        try:
            paper = made(asked, desk, self.drafter.session)
        except Refused:
            self.post_message(self.Ready(number, None, ()))
            raise
        document = paper.document
        rows = (*front_rows(document), *document_rows(document, names=asked.with_names), *back_rows(document))
        if not get_current_worker().is_cancelled:
            counted = replace(paper, words=sum(len(row.content.plain.split()) for row in rows))
            self.post_message(self.Ready(number, counted, rows))

    @on(Ready)
    def _ready(self, message: Ready) -> None:
        if message.number == self._number:
            self._made, self._made_number = message.made, message.number
            self.query_one(Reader).show(message.rows)
            if self.desk is not None:
                self._say(self.desk)

    @on(Reader.Moved)
    def _moved(self) -> None:
        self.call_later(self.renew_bars)

    @on(Reader.Ended)
    def _ended(self, message: Reader.Ended) -> None:
        waiting = self.desk is None or self._made_number != self._number
        self.go_round(message.by, "Contested words", "The text is still being made." if waiting else "")


def _chosen(asked: Asked, desk: Desk) -> Iterator[tuple[str, str]]:
    """Say what is chosen of that which the style leaves open: the action that chooses, and what it says."""
    if asked.style in NAMELESS:
        yield "names", "names shown" if asked.names else "names left out"
    elif asked.style == "clean" and not asked.span:
        yield "names", "places to sign" if asked.signatures else "no places to sign"
    if asked.style in ABRIDGED:
        yield "changes", "changes only" if asked.changes_only else "all of it"
    first, _, last = asked.span.partition("..")
    yield "clauses", " – ".join(desk.name_of(each) for each in (first, last) if each) or "all clauses"
    yield "text", f"as issued in {asked.at}" if asked.at else "today's text"
    base = asked.base(desk.negotiation)
    if base:
        yield "since", f"since {base}"
    if asked.style in WHAT_IF:
        yield "with", f"what if: {', '.join(asked.selected) or 'none'}"
