"""Read: the clauses, the whole text with its brackets, and who says what about what is under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Event, Lock
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from drafter.tui.actions import bindings
from drafter.tui.aside import aside
from drafter.tui.pointing import Pointer
from drafter.tui.present.row import Row
from drafter.tui.present.tree import Entry, entries, plain_entries
from drafter.tui.present.words import words
from drafter.tui.screens.finding import FindBar
from drafter.tui.screens.room import Room
from drafter.tui.subject import NOTHING, Subject
from drafter.tui.widgets.clause_tree import ClauseTree
from drafter.tui.widgets.docket import Docket
from drafter.tui.widgets.reader import Reader
from drafter.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from drafter.model.treaty import Treaty
    from drafter.tui.desk import Desk

T = TypeVar("T")

VIEWS = (
    ("brackets", "brackets and names"),
    ("unattributed", "brackets without names"),
    ("agreed", "agreed words alone"),
)

_PAUSE = 0.06
"""Seconds that the cursor rests before what is under it is worked out."""

_FOLLOW = 0.5
"""Seconds after which the wall looks where the cursor of another window has gone."""

_NEAR = 3
"""Clauses from the cursor on whose brackets are shown before all of them are worked out."""

_FEW = 64
"""Clauses all of whose brackets are worked out before anybody has read those of some."""

_LOOK, _MOST_LOOKS = 0.05, 40
"""How long, in seconds, and how often the brackets wait for the text to be on the screen."""


class Wanted(NamedTuple):
    """A view of one reading that is to be shown."""

    desk: Desk
    view: str
    applied: str
    """The amendment that is shown as if it were adopted, or empty."""
    number: int
    """Counts them: what was wanted before is not shown any more."""


class ReadScreen(Room):
    """The first screen."""

    NAME = "read"
    CSS_PATH = "read.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("read")

    @dataclass
    class Derived(Message):
        """A thread has worked out the text of a reading."""

        wanted: Wanted
        rows: tuple[Row, ...]
        entries: tuple[Entry, ...]
        painted: Event | None = None
        """The brackets are still to be worked out, and what does that waits until this is set."""

    @dataclass
    class Begun(Message):
        """A thread has worked out the agreed words, before anything else was read."""

        treaty: Treaty
        rows: tuple[Row, ...]
        entries: tuple[Entry, ...]
        painted: Event

    @dataclass
    class Docketed(Message):
        """A thread has worked out the docket of a subject."""

        desk: Desk
        subject: Subject
        rows: tuple[Row, ...]

    def __init__(self) -> None:
        super().__init__()
        self._view = 0
        self._docket_of: Subject = NOTHING
        self._here = ""
        """The clause in which the cursor rests."""
        self._begun_text: Treaty | None = None
        self._plain: tuple[str, tuple[Row, ...]] = ("", ())
        """The agreed words as rows, and the commit of main at which they stand."""
        self._derivation = 0
        self._docketing = Lock()
        self._brackets_of = 0
        self._applied = ""
        self._pointer = Pointer()

    def compose_room(self) -> ComposeResult:
        """Lay out the three panes."""
        with Horizontal(id="panes"):
            yield ClauseTree(id="tree")
            with Vertical(id="text"):
                yield Static(Content(""), id="otherwise")
                yield Reader(id="reader")
                yield FindBar()
                yield Static(Content(""), id="about")
                yield Docket(id="docket")

    def subject(self) -> Subject:
        """Say what is under the cursor: an amendment of the docket, or words of the text."""
        docket = self.query_one(Docket)
        if self.focused is docket and docket.current is not None and docket.current.target is not None:
            found = docket.current.target
            clause = found.clause or self._text_subject().clause
            return Subject(found, clause, (found.amendment,) if found.amendment else ())
        return self._text_subject()

    @property
    def whole(self) -> bool:
        """Whether all brackets of the newest reading are shown."""
        return self.desk is not None and self._brackets_of == self.desk.number

    @property
    def lacking(self) -> str:
        """Say that words may be disputed that are shown without brackets, until all are worked out for the first time.

        Later the brackets of the reading before are shown so long.
        """
        if self.desk is None or self._brackets_of or len(self.desk.negotiation.treaty.clauses) <= _FEW:
            return ""
        return "more brackets are being worked out .."

    def under_cursor(self) -> object:
        """Say what is under the cursor, with its words."""
        row = self.query_one(Reader).current
        treaty = self.desk.negotiation.treaty if self.desk is not None else self._begun_text
        if row is None or row.target is None or treaty is None:
            return None
        return row.target, treaty.text_sha256(row.target)

    def copied(self) -> str:
        """Give the paragraph or the entry under the cursor; of a heading, or in the list, the whole clause."""
        reader = self.query_one(Reader)
        pane = self.focused if isinstance(self.focused, Docket) else reader
        row = pane.current
        if row is None or pane is not reader or row.target is None or row.key != row.target.clause:
            return row.content.plain if row is not None else ""
        clause = [each for each in reader.rows if each.target is not None and each.target.clause == row.key]
        return "\n\n".join(each.content.plain for each in clause)

    def take_text(self, treaty: Treaty, painted: Event) -> None:
        """Show the agreed words while the amendments and positions are read; say when they are `painted`."""
        self._begin(treaty, painted)

    def take(self, desk: Desk) -> None:
        """Show a new reading: the agreed words first when nothing else was shown yet, then the brackets."""
        self._here = self._text_subject().clause
        self._derive_shown(desk)
        self._docket_of = NOTHING
        self._rest()

    def go_to(self, clause: str, label: str = "") -> None:
        """Put the cursor on a clause or provision, at the top of the view."""
        reader = self.query_one(Reader)
        wanted = next(
            (
                row.key
                for row in reader.rows
                if row.target is not None and (row.target.clause, row.target.label) == (clause, label)
            ),
            clause,
        )
        reader.go_to_key(wanted, top=True)
        reader.focus()

    def action_brackets(self) -> None:
        """Show the text in the next of its views."""
        self._view = (self._view + 1) % len(VIEWS)
        self._say_otherwise()
        if self.desk is not None:
            self._derive_shown(self.desk)

    def action_apply(self) -> None:
        """Show the text with an amendment applied, or as it stands again."""
        amendment = self.subject().amendment
        if self._applied:
            self._applied = ""
        elif self.desk is None:
            self.drafter.tell("Not now: the amendments are still being read.", severity="warning")
            return
        elif amendment is None:
            self.drafter.tell(
                f"Go to the words of one amendment first, with {self.drafter.bound['read.next']} or in the docket.",
                severity="warning",
            )
            return
        else:
            self._applied = amendment
        self._say_otherwise()
        if self.desk is not None:
            self._derive_shown(self.desk)

    def _say_otherwise(self) -> None:
        """Say above the text how it is shown, if not with all brackets and names; on the wall, what is shown."""
        key, about = self.drafter.bound, self._text_subject().target
        said = (
            [self.desk.name(about)] if self.has_class("-wall") and self.desk is not None and about is not None else []
        )
        said += [f"What if {self._applied} were adopted ({key['read.apply']}: as it stands)"] if self._applied else []
        if self._view:
            said.append(f"{VIEWS[self._view][1].capitalize()} ({key['read.brackets']}: another view)")
        line = self.query_one("#otherwise", Static)
        line.update(words(" · ".join(said)))
        line.display = bool(said)

    def _derive_shown(self, desk: Desk) -> None:
        """Work out the view that is wanted, in the place of what is being worked out."""
        self._derivation += 1
        wanted = Wanted(desk, VIEWS[self._view][0], self._applied, self._derivation)
        self._derive(wanted, first=not self._brackets_of)

    def action_wall(self) -> None:
        """Show nothing but the paragraph under the cursor, here or in another window; or everything again."""
        reader = self.query_one(Reader)
        reader.alone = not reader.alone
        # Where another window stood before is nowhere that it has gone.
        self._pointer.moved(self.drafter.session.git_dir)
        self.after_pause(_FOLLOW, self._follow)
        self.set_class(reader.alone, "-wall")
        reader.forget_strips()
        reader.focus()
        self.call_after_refresh(reader.go, reader.cursor)
        self._say_otherwise()

    def _follow(self) -> None:
        if self.has_class("-wall"):
            there = self._pointer.moved(self.drafter.session.git_dir)
            if there is not None:
                self.go_to(there.clause, there.label)
            self.after_pause(_FOLLOW, self._follow)

    @property
    def too_small(self) -> bool:
        """Whether the window shows nothing but that it is too small: on the wall it never is."""
        return super().too_small and not self.has_class("-wall")

    def action_tree(self) -> None:
        """Go to the list of clauses, and back."""
        tree = self.query_one(ClauseTree)
        (self.query_one(Reader) if self.focused is tree else tree).focus()

    def action_docket(self) -> None:
        """Go to the docket, and back."""
        docket = self.query_one(Docket)
        (self.query_one(Reader) if self.focused is docket else docket).focus()

    def key_escape(self, event: events.Key) -> None:
        """End finding, go back to the text, or to where one came from to it."""
        # What is in front then has had no part in it.
        event.stop()
        reader = self.query_one(Reader)
        if reader.finding:
            self.query_one(FindBar).close()
        elif self.focused is reader and reader.alone:
            self.action_wall()
        elif self.focused is reader:
            self.drafter.rooms.back()
        reader.focus()

    def watch_focused(self) -> None:
        """Show the pane that has the focus; on a narrow screen it is the only one."""
        super().watch_focused()
        for pane in (ClauseTree, Docket):
            widget = self.query_one(pane)
            self.set_class(self.focused is widget, f"-{widget.id}-first")

    @on(Rows.Moved, "#reader")
    def _reader_moved(self, message: Rows.Moved) -> None:
        if message.row.target is not None and self.focused is not self.query_one(ClauseTree):
            self.query_one(ClauseTree).follow(message.row.target.clause)
        self._rest()

    @on(Reader.Focused)
    @on(Reader.Sought)
    def _contest_focused(self) -> None:
        self._rest()

    @on(Rows.Moved, "#tree")
    def _tree_moved(self, message: Rows.Moved) -> None:
        if self.focused is message.rows:
            self.query_one(Reader).go_to_key(message.row.key, top=True)

    @on(Rows.Opened, "#tree")
    def _tree_opened(self) -> None:
        self.query_one(Reader).focus()

    @on(Rows.Opened, "#reader")
    def _reader_opened(self) -> None:
        self.query_one(Docket).focus()

    @on(Rows.Opened, "#docket")
    def _docket_opened(self, message: Rows.Opened) -> None:
        if message.row.target is not None and message.row.target.amendment:
            self.drafter.action_diff()

    @on(Rows.Moved, "#docket")
    def _docket_moved(self) -> None:
        self.renew_bars()

    @on(Reader.Ended)
    def _ended(self, message: Reader.Ended) -> None:
        self.go_round(message.by, "Contested words", "" if self.whole else "The brackets are still being worked out.")

    def _text_subject(self) -> Subject:
        reader = self.query_one(Reader)
        row = reader.current
        if row is None or row.target is None:
            return NOTHING
        if row.target.amendment:
            found = self.desk.negotiation.by_id.get(row.target.amendment) if self.desk is not None else None
            clause = found.clauses[0] if found is not None and found.clauses else ""
            return Subject(row.target, clause, (row.target.amendment,))
        contest = reader.contest
        if contest is not None:
            return Subject(row.target, row.target.clause, contest.names, exact=True)
        names = tuple(dict.fromkeys(name for each in row.contests for name in each.names))
        return Subject(row.target, row.target.clause, names)

    def _rest(self) -> None:
        """Work out the docket once the cursor rests."""
        self.after_pause(_PAUSE, self._rested)

    def _rested(self) -> None:
        subject = self._text_subject()
        self._here = subject.clause
        if self.desk is not None and subject != self._docket_of:
            self._docket_of = subject
            self._work_out_docket(self.desk, subject)
            self._say_otherwise()
            if subject.target is not None and not self.has_class("-wall"):
                self._pointer.point(self.drafter.session.git_dir, subject.target)
        self.renew_bars()

    @aside("text")
    def _begin(self, treaty: Treaty, painted: Event) -> None:
        from drafter.draft.reference import References
        from drafter.tui.present.document import plain_rows

        rows = plain_rows(treaty, References(treaty.clauses, language=treaty.roster.language))
        self.post_message(self.Begun(treaty, rows, plain_entries(treaty), painted))

    @aside("text")
    def _derive(self, wanted: Wanted, *, first: bool) -> None:
        from drafter.export.paper import Paper
        from drafter.tui.present.document import document_rows

        desk, view, applied, _ = wanted
        plain = self._plain_rows(desk) if first or view == "agreed" else ()
        if first:
            known = entries(desk.negotiation, desk.standings, desk.who.code)
            self._show_meanwhile(wanted, plain, known)
        selected = (applied,) if applied in desk.negotiation.by_id else ()
        if view == "agreed" and not selected:
            rows = plain
        else:
            if not selected:
                self._work_out_brackets(wanted, plain)
            if get_current_worker().is_cancelled:
                return
            shown = Paper(
                negotiation=desk.negotiation, style="clean" if view == "agreed" else "bracketed", selected=selected
            )
            document = desk.document(shown)
            rows = tuple(self._politely(document_rows(document, names=view == "brackets")))
        if get_current_worker().is_cancelled:
            return
        counts = desk.bracket_counts(desk.document(Paper(negotiation=desk.negotiation, style="bracketed")))
        known = entries(desk.negotiation, desk.standings, desk.who.code, counts)
        desk.notebook.close()
        if not get_current_worker().is_cancelled:
            self.post_message(self.Derived(wanted, rows, known))

    def _plain_rows(self, desk: Desk) -> tuple[Row, ...]:
        """Give the agreed words alone: those that are shown already, while main stands where it stood."""
        from drafter.tui.present.document import plain_rows

        commit, rows = self._plain
        if commit != desk.negotiation.treaty.commit:
            commit, rows = desk.negotiation.treaty.commit, plain_rows(desk.negotiation.treaty, desk.references)
            self._plain = (commit, rows)
        return rows

    def _show_meanwhile(self, wanted: Wanted, rows: tuple[Row, ...], known: tuple[Entry, ...]) -> None:
        """Show what is known before all brackets are, and wait until it is on the screen.

        Two threads of Python take turns: at work on the brackets, this one would keep it off the screen.
        """
        if get_current_worker().is_cancelled:
            return
        painted = Event()
        self.post_message(self.Derived(wanted, rows, known, painted))
        for _ in range(_MOST_LOOKS):
            if painted.wait(_LOOK) or get_current_worker().is_cancelled:
                break

    def _work_out_brackets(self, wanted: Wanted, plain: tuple[Row, ...]) -> None:
        """Work out the brackets of one clause after the other; with the text without them, show those near first."""
        from drafter.tui.present.document import partly_bracketed

        desk = wanted.desk
        clauses = desk.negotiation.treaty.clauses
        places = {clause.id: place for place, clause in enumerate(clauses)}
        known = entries(desk.negotiation, desk.standings, desk.who.code) if plain else ()
        shown: set[str] = set()
        for clause in self._politely(clauses):
            at = places.get(self._here, 0)
            near = {each.id for each in clauses[at : at + _NEAR]} if plain and len(clauses) > _FEW else set()
            if near - shown:
                shown |= near
                rows = partly_bracketed(plain, desk, shown, names=wanted.view == "brackets")
                self._show_meanwhile(wanted, rows, known)
            desk.brackets.of(clause.id)

    def _politely(self, things: Iterable[T]) -> Iterator[T]:
        """Give things to this worker until its work is no longer wanted, and let it rest as long as keys are used."""
        for each in self.drafter.keyboard.politely(things):
            if get_current_worker().is_cancelled:
                return
            yield each

    @aside("docket")
    def _work_out_docket(self, desk: Desk, subject: Subject) -> None:
        from drafter.tui.present.docket import docket_rows

        # A thread that was begun for where the cursor stood before can't be stopped: one of them works at a time.
        with self._docketing:
            if get_current_worker().is_cancelled:
                return
            rows = docket_rows(desk, subject)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Docketed(desk, subject, rows))

    @on(Begun)
    def _begun(self, message: Begun) -> None:
        if self.desk is None:
            self._begun_text = message.treaty
            self._plain = (message.treaty.commit, message.rows)
            self.query_one(Reader).show(message.rows)
            self.query_one(ClauseTree).show_entries(message.entries)
        self.call_after_refresh(message.painted.set)

    @on(Derived)
    def _derived(self, message: Derived) -> None:
        desk, wanted = self.desk, message.wanted
        if desk is not None and wanted.desk.number == desk.number and wanted.number == self._derivation:
            if message.painted is None:
                self._brackets_of = desk.number
            self.query_one(Reader).show(message.rows)
            self.query_one(ClauseTree).show_entries(message.entries)
            self._rest()
            self.renew_bars()
            self.drafter.holding.answer()
        if message.painted is not None:
            self.call_after_refresh(message.painted.set)

    @on(Docketed)
    def _docketed(self, message: Docketed) -> None:
        if self.desk is None or message.desk.number != self.desk.number or message.subject != self._docket_of:
            return
        self.query_one(Docket).show(message.rows)
        target = message.subject.target
        if target is not None:
            name = message.desk.name(target)
            said = f" {name}: {'these words' if message.subject.exact else 'positions and amendments'} "
            self.query_one("#about", Static).update(Content(said))
        self.renew_bars()
