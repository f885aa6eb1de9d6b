"""Draft: the consolidated text in each style, as it would be exported, and its export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from drafter.draft.abridged import ABRIDGED
from drafter.draft.document import Style
from drafter.model.negotiation import Negotiation
from drafter.tui.actions import bindings
from drafter.tui.aside import aside
from drafter.tui.desk import Desk
from drafter.tui.exported import Source
from drafter.tui.present.document import back_rows, document_rows, front_rows
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.screens.finding import FindBar
from drafter.tui.screens.room import Room
from drafter.tui.subject import NOTHING, Subject
from drafter.tui.widgets.reader import Reader

STYLES: tuple[tuple[Style, str], ...] = (
    ("bracketed", "agreed words and live proposals"),
    ("clean", "agreed words only"),
    ("redline", "what changed since an earlier issue"),
    ("compilation", "every proposal in full"),
    ("comparison", "each proponent's wording"),
)
_WITH = ("bracketed", "clean", "redline")
"""The styles that can show amendments as if they were adopted."""


class DraftScreen(Room):
    """The fifth screen."""

    NAME = "draft"
    CSS_PATH = "draft.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("draft")

    @dataclass
    class Made(Message):
        """A thread has made the document."""

        number: int
        source: Source
        rows: tuple[Row, ...]

    def __init__(self) -> None:
        super().__init__()
        self._style = 0
        self._names = True
        self._changes_only = False
        self._since: str | None = None
        self._with: tuple[str, ...] = ()
        self._about = STYLES[0][1]
        self._number = 0
        self._made_number = 0
        self._source: Source | None = None

    def compose_room(self) -> ComposeResult:
        """Lay out the switches in words, and the text."""
        yield Static(Content(""), id="switches")
        yield Reader(id="reader")
        yield FindBar()

    def subject(self) -> Subject:
        """Say what is under the cursor."""
        row = self.query_one(Reader).current
        if row is None or row.target is None:
            return NOTHING
        names = tuple(dict.fromkeys(name for each in row.contests for name in each.names))
        return Subject(row.target, row.target.clause, names)

    def take(self, desk: Desk) -> None:
        """Show a new reading."""
        self._make_again(desk)

    def action_style(self) -> None:
        """Show the next style."""
        self._style = (self._style + 1) % len(STYLES)
        if self.desk is not None:
            self._make_again(self.desk)

    def action_names(self) -> None:
        """Show or leave out who wants what."""
        self._names = not self._names
        if self.desk is not None:
            self._make_again(self.desk)

    def action_changes(self) -> None:
        """Leave out the paragraphs and clauses that nobody changes, or show them again."""
        if STYLES[self._style][0] not in ABRIDGED:
            said = f"A {STYLES[self._style][0]} text shows all there is: {', '.join(ABRIDGED)} can do without the rest."
            self.drafter.tell(said, severity="warning")
            return
        self._changes_only = not self._changes_only
        if self.desk is not None:
            self._make_again(self.desk)

    def action_since(self) -> None:
        """Choose the issue since which the redline shows changes."""
        from drafter.tui.dialogs.choosing import Choice, Choosing

        desk = self.desk
        if desk is None or not desk.negotiation.issues:
            self.drafter.tell("Nothing was issued yet: there is nothing to compare with.", severity="warning")
            return
        choices = [Choice(issue.name, Content(f"{issue.name}  {issue.date[:10]}")) for issue in desk.negotiation.issues]

        def chosen(name: str | None) -> None:
            if name is not None:
                self._since = name
                self._with = ()
                self._style = [style for style, _ in STYLES].index("redline")
                if self.desk is not None:
                    self._make_again(self.desk)

        self.drafter.push_screen(Choosing("Show what changed since", choices), chosen)

    def action_with(self) -> None:
        """Choose an amendment to be shown as if it were adopted, or leave it out again."""
        from drafter.tui.dialogs.choosing import Choice, Choosing

        desk = self.desk
        if desk is None or not desk.negotiation.live:
            self.drafter.tell("No amendment is on the table.", severity="warning")
            return
        choices = [Choice("", words("none: the text as it stands"))]
        choices += [
            Choice(
                each.id,
                words("(*) " if each.id in self._with else "( ) ")
                + words(f"{each.id}  ", ".prose--names")
                + words(each.subject),
            )
            for each in desk.negotiation.live
        ]

        def chosen(id: str | None) -> None:
            if id is None or self.desk is None:
                return
            kept = tuple(each for each in self._with if each != id)
            self._with = () if not id else kept if id in self._with else (*kept, id)
            if id and STYLES[self._style][0] not in _WITH:
                self._style = [style for style, _ in STYLES].index("redline")
            self._make_again(self.desk)

        self.drafter.push_screen(Choosing("Show it as if it were adopted", choices), chosen)

    def action_export(self) -> None:
        """Write the text as shown to a file."""
        from drafter.tui.dialogs.export import Export

        if self._source is None or self._made_number != self._number:
            self.drafter.tell("The text is still being made.", severity="warning")
            return
        self.drafter.push_screen(Export(self._source))

    def key_escape(self) -> None:
        """End finding."""
        self.query_one(FindBar).close()

    def snapshot(self, at: str, negotiation: Negotiation) -> None:
        """Take the issue that the redline compares with."""
        if self.desk is not None and at == self._issue(self.desk):
            self._make(self.desk, self._number, STYLES[self._style][0], self._names, negotiation, ())

    def _issue(self, desk: Desk) -> str | None:
        names = [issue.name for issue in desk.negotiation.issues]
        if self._since in names:
            return self._since
        return names[-1] if names else None

    def _make_again(self, desk: Desk) -> None:
        self._number += 1
        style, said = STYLES[self._style]
        self._with = tuple(each for each in self._with if each in desk.negotiation.by_id)
        selected = self._with if style in _WITH else ()
        since = self._issue(desk) if style == "redline" and not selected else None
        if style == "redline":
            said = f"what {', '.join(selected)} would change" if selected else f"changes since {since}"
        elif selected:
            said = f"with {', '.join(selected)} as if adopted"
        self._say(said)
        if style == "redline" and not selected and since is None:
            self.drafter.tell("Nothing was issued yet: there is nothing to compare with.", severity="warning")
            self.action_style()
        elif since is not None:
            self.drafter.session.read_at(since)
        else:
            self._make(desk, self._number, style, self._names, None, selected)

    def on_resize(self, _: events.Resize) -> None:
        """Say what there is room for."""
        self._say(self._about)

    def _say(self, said: str) -> None:
        """Show the styles with the one that is shown, whether names are, and what this text is."""
        self._about = said
        style = STYLES[self._style][0]
        parts = [
            words(f"[{name}]", ".bar--here") if nth == self._style else words(f" {name} ")
            for nth, (name, _) in enumerate(STYLES)
        ]
        about = words(f" · {said}", ".prose--quiet")
        names = words(f" · names {'shown' if self._names else 'left out'}") if style != "clean" else Content("")
        if self._abridged:
            names += words(" · changes only")
        if said != STYLES[self._style][1]:
            parts += [about, names]
        else:
            parts.append(names)
            # What every text of the style is stands in the help too.
            room = self.size.width - 2 - sum(each.cell_length for each in parts)
            parts += [about] if about.cell_length <= room else []
        self.query_one("#switches", Static).update(Content("").join(parts))

    @property
    def _abridged(self) -> bool:
        """Whether what nobody changes is left out."""
        return self._changes_only and STYLES[self._style][0] in ABRIDGED

    @aside("draft")
    def _make(
        self, desk: Desk, number: int, style: Style, names: bool, since: Negotiation | None, selected: tuple[str, ...]
    ) -> None:
        decisions = self.drafter.session.decisions(since, desk.negotiation) if since is not None else ()
        abridged = self._abridged
        document = desk.document(
            style, attributed=names, since=since, decisions=decisions, selected=selected, changes_only=abridged
        )
        rows = (*front_rows(document), *document_rows(document, names=names), *back_rows(document))
        if not get_current_worker().is_cancelled:
            source = Source(
                document=document,
                negotiation=desk.negotiation,
                since=since,
                words=sum(len(row.content.plain.split()) for row in rows),
            )
            self.post_message(self.Made(number, source, rows))

    @on(Made)
    def _made(self, message: Made) -> None:
        if message.number == self._number:
            self._source = message.source
            self._made_number = message.number
            self.query_one(Reader).show(message.rows)

    @on(Reader.Moved)
    def _moved(self) -> None:
        self.call_later(self.renew_bars)

    @on(Reader.Ended)
    def _ended(self, message: Reader.Ended) -> None:
        waiting = self.desk is None or self._made_number != self._number
        self.drafter.tell("The text is still being made." if waiting else message.said)
