"""The exchange with the secretariat's server: how far it is, what it did, and what it has to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Input

from drafter.model.ids import AMENDMENTS_PREFIX, MAIN_REF, POSITIONS_PREFIX, TAGS_PREFIX
from drafter.model.problem import Problem
from drafter.tui.present.progress import bar
from drafter.tui.present.words import words
from drafter.tui.screens.room import Room
from drafter.tui.subject import Subject

if TYPE_CHECKING:
    from drafter.store.syncing import Choice, Report
    from drafter.tui.present.row import Row
    from drafter.tui.sitting import Sitting

_BAR = 8


class Exchanging:
    """One exchange at a time, in the git thread. What it has to say waits while somebody writes."""

    def __init__(self, app: Sitting) -> None:
        self._app = app
        self._waiting: Report | Problem | None = None
        self._named: str | None = None
        self.doing = ""
        """What is being done, in a few words for the top line; empty when nothing is."""

    def start(self, named: str | None = None, chosen: Mapping[str, str] | None = None) -> None:
        """Begin an exchange: with the known remote, or the one at an address."""
        if self.doing:
            self._app.tell("Records are being exchanged already: the line at the top says how far it is.")
            return
        self._named = named
        self._say("Sync: beginning ..")
        self._app.session.sync(named, chosen or {})

    def progress(self, what: str, done: int, of: int) -> None:
        """Show what is being done, and how much of how many."""
        if self.doing:
            self._say(f"{bar(done, of, _BAR)} {what}" if of else f"Sync: {what} ..")

    def ended(self, report: Report) -> None:
        """Show what was done, now or as soon as nobody writes."""
        self._say("")
        self._show_when_free(report)

    def refused(self, problem: Problem) -> None:
        """Say why nothing could be exchanged, and ask for the server when none is known."""
        self._say("")
        self._show_when_free(problem)

    def broke(self) -> None:
        """Be ready for another exchange: this one met an error of the program."""
        self._say("")

    def resumed(self) -> None:
        """Say what waited until nobody writes."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._show_when_free(waiting)

    def _show_when_free(self, found: Report | Problem) -> None:
        if self._app.closed:
            return
        if not isinstance(self._app.screen, Room) or isinstance(self._app.focused, Input):
            self._waiting = found
            self._app.tell("The exchange has ended. What it did is shown when this is closed.")
        elif isinstance(found, Problem):
            self._show_problem(found)
        else:
            self._show_report(found)

    def _show_problem(self, problem: Problem) -> None:
        if problem.rule == "remote" and self._named is None:
            self._ask_address()
        else:
            self._app.fail("Nothing was exchanged", problem)

    def _show_report(self, report: Report) -> None:
        from drafter.tui.dialogs.page import Page
        from drafter.tui.present.exchange import arrived, report_rows, summary, worth_reading

        said = summary(report)
        if not worth_reading(report):
            self._app.tell(said)
            return
        heading = words(said, "" if report.ok else ".prose--warning")

        def read(ref: str | None) -> None:
            if report.choices:
                self._choose(tuple(report.choices), {})
            elif ref is not None:
                self._go_to(ref, next((each.new for each in report.arrived if each.ref == ref), ""))

        rows = list(report_rows(report, self._app.desk))
        self._app.push_screen(Page(heading, rows, "goes to it" if arrived(report) and not report.choices else ""), read)

    def _go_to(self, ref: str, tip: str) -> None:
        """Go to what arrived: an amendment, what a delegation says, or the act by which something was decided."""
        rooms, desk = self._app.rooms, self._app.desk
        name = ref.rpartition("/")[2]
        if ref.startswith(AMENDMENTS_PREFIX) and desk is not None and name in desk.negotiation.by_id:
            rooms.compare(Subject(None, "", (name,)))
        elif ref.startswith(POSITIONS_PREFIX):
            rooms.page_of(name)
        elif ref == MAIN_REF:
            rooms.record(tip)
        elif ref.startswith(TAGS_PREFIX) and desk is not None:
            rooms.record(next((each.commit for each in desk.negotiation.issues if each.name == name), ""))

    def _choose(self, choices: Sequence[Choice], chosen: Mapping[str, str]) -> None:
        """Ask which of two records stays, one after the other; then exchange again."""
        from drafter.tui.dialogs.confirm import Answer, Confirm
        from drafter.tui.present.exchange import both_sides
        from drafter.tui.present.target import versions_rows

        if not choices:
            if chosen:
                self.start(chosen=chosen)
            return
        choice, *others = choices
        desk = self._app.desk
        answers = [] if choice.only_theirs else [Answer("m", "mine stays")]
        answers.append(Answer("t", "theirs stays"))

        def answered(key: str | None) -> None:
            side = {"m": "mine", "t": "theirs"}.get(key or "")
            self._choose(others, {**chosen, choice.key: side} if side else chosen)

        def ask(rows: Sequence[Row]) -> None:
            self._app.push_screen(
                Confirm("Which record stays?", both_sides(choice, desk), answers, rows, no="later"), answered
            )

        if desk is None or not choice.ref.startswith(AMENDMENTS_PREFIX):
            ask(())
            return

        def work() -> None:
            session = self._app.session
            mine, theirs = (session.changes_at(choice.name, side.commit) for side in (choice.mine, choice.theirs))
            rows = versions_rows(desk, mine, theirs) if mine is not None and theirs is not None else ()
            self._app.call_from_thread(ask, rows)

        self._app.screen.run_worker(work, thread=True, exclusive=True, group="sides", exit_on_error=False)

    def _ask_address(self) -> None:
        from drafter.tui.dialogs.question import Question

        asked = Content("Where is the secretariat's server? This clone knows none yet; it will remember the address.")

        def answered(address: str | None) -> None:
            if address is not None and address.strip():
                self.start(address.strip())

        self._app.push_screen(
            Question("Exchange records", asked, placeholder="ssh://drafter@treaty.example.org/srv/treaty.git"), answered
        )

    def _say(self, doing: str) -> None:
        self.doing = doing
        for screen in self._app.screen_stack:
            if isinstance(screen, Room):
                screen.renew_bars()
