"""What a delegate types and asks before the treaty has been read, and while its brackets are being worked out."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.widgets import TextArea

from drafter.model.negotiation import Negotiation
from drafter.model.problem import Problem, refuse
from drafter.store import identity, reading
from drafter.store.repository import Repository
from drafter.tui.app import Drafter
from drafter.tui.deeds import Issuing
from drafter.tui.desk import Desk
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.messages import NegotiationRead, PassphraseAsked, ReadingFailed, RecordRefused, SyncRefused
from drafter.tui.screens.finding import Field
from drafter.tui.session import Session
from drafter.tui.widgets.reader import Reader
from tests.conftest import roster
from tests.tui.seat import Seat, piloted, seated


class Held(Session):
    """A session that opens the repository when it is let."""

    def open(self) -> None:
        """Wait."""

    def go_on(self) -> None:
        """Open it now."""
        super().open()


@asynccontextmanager
async def early(repo: Repository) -> AsyncIterator[tuple[Seat, Held]]:
    identity.become(repo, roster(), "FRA", roster().by_code["FRA"].delegates[0].email)
    session = Held(repo.root)
    session.look = lambda: None  # type: ignore[method-assign]
    app = Drafter(repo.root, session)
    async with app.run_test(size=(110, 36)) as pilot:
        yield Seat(app, pilot, []), session


@pytest.fixture
def brackets_wait(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The brackets are worked out when this is set."""
    let = threading.Event()
    document = Desk.document

    def waits(self: Desk, *arguments: object, **named: object) -> object:
        let.wait(20)
        return document(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "document", waits)
    yield let
    let.set()


@pytest.fixture
def amendments_wait(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The negotiation counts as a large one, and its amendments and positions are read when this is set."""
    let = threading.Event()
    read = reading.read

    def waits(repo: Repository, at: str | None = None) -> Negotiation:
        let.wait(20)
        return read(repo, at)

    monkeypatch.setattr("drafter.tui.session.MANY", 1)
    monkeypatch.setattr("drafter.store.reading.read", waits)
    yield let
    let.set()


@piloted
async def test_the_agreed_words_can_be_read_before_the_amendments_have_been(
    talks: Repository, amendments_wait: threading.Event
) -> None:
    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("damage critical", "reading amendments and positions")
        assert seat.app.desk is None
        assert "[" not in seat.pane("#reader")
        amendments_wait.set()
        await seat.shows("[refrain from")
        assert "reading amendments" not in seat.text


@piloted
async def test_a_key_that_needs_the_amendments_waits_for_them_and_what_is_typed_after_it_too(
    talks: Repository, amendments_wait: threading.Event
) -> None:
    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("damage critical")
        await seat.press("down", "p", "x", "tab")
        await seat.type("Not yet.")
        await seat.until(lambda: seat.said("still being read"))
        assert len(seat.app.screen_stack) == 1
        amendments_wait.set()
        await seat.asks(PositionDialog)
        await seat.until(lambda: seat.app.screen.query_one(TextArea).text == "Not yet.")
        await seat.shows("opposes")


@piloted
async def test_escape_forgets_a_key_that_waits_for_the_amendments(
    talks: Repository, amendments_wait: threading.Event
) -> None:
    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("damage critical")
        await seat.press("down", "p")
        await seat.until(lambda: seat.said("Esc forgets"))
        await seat.press("x", "escape")
        await seat.press("v")
        await seat.until(lambda: seat.said("Shown: brackets without names"))
        amendments_wait.set()
        await seat.shows("[refrain from")
        await seat.press("v")
        await seat.until(lambda: seat.said("Shown: agreed words alone"))
        assert len(seat.app.screen_stack) == 1


@piloted
async def test_what_waited_for_a_reading_that_fails_answers_nothing(
    talks: Repository, amendments_wait: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(repo: Repository, at: str | None = None) -> Negotiation:
        amendments_wait.wait(20)
        raise refuse("the disk is gone", "bring it back", rule="git")

    monkeypatch.setattr("drafter.store.reading.read", fails)
    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("damage critical")
        await seat.press("down", "p", "enter")
        await seat.until(lambda: seat.said("still being read"))
        amendments_wait.set()
        await seat.shows("the disk is gone")
        await seat.press("escape")
        await seat.until(lambda: len(seat.app.screen_stack) == 1)


@piloted
async def test_what_is_typed_after_the_find_key_is_sought_even_before_the_treaty_is_read(talks: Repository) -> None:
    async with early(talks) as (seat, session):
        await seat.press("slash", "c", "u", "a", "space", "q", "W")
        await seat.until(lambda: seat.app.screen.query(Field))
        field = seat.app.screen.query_one(Field)
        await seat.until(lambda: field.value == "cua qW")
        await seat.shows("still being read")
        field.value = "submarine cables"
        session.go_on()
        await seat.until(lambda: "1 of 1" in seat.text)


@piloted
async def test_letters_typed_in_one_breath_with_the_find_key_are_no_commands(talks: Repository) -> None:
    async with seated(talks) as seat:
        for key in ("/", "u", "a", "p", "W"):
            name = "slash" if key == "/" else key
            seat.app.post_message(events.Key(name, key))
        await seat.until(lambda: [field.value for field in seat.app.screen.query(Field)] == ["uapW"])
        assert len(seat.app.screen_stack) == 1
        assert not seat.app._notifications


@piloted
async def test_words_that_come_with_the_brackets_are_found_without_typing_again(
    talks: Repository, brackets_wait: threading.Event
) -> None:
    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("damage critical")
        await seat.press("slash")
        await seat.type("submarine cables")
        await seat.shows("nothing found")
        brackets_wait.set()
        await seat.shows("1 of 1")
        reader = seat.app.screen.query_one(Reader)
        assert reader.current is not None
        assert "submarine cables" in reader.current.content.plain


@piloted
async def test_n_does_not_say_that_nothing_is_contested_before_that_is_known(
    talks: Repository, brackets_wait: threading.Event
) -> None:
    async with early(talks) as (seat, session):
        await seat.press("n")
        await seat.until(lambda: seat.said("still being worked out"))
        session.go_on()
        await seat.shows("damage critical")
        await seat.press("n")
        await seat.until(lambda: seat.said("still being worked out"))
        brackets_wait.set()
        await seat.shows("[refrain from")
        await seat.press("n")
        await seat.until(lambda: seat.app.subject().names == ("DEU-000001", "AUS-000002"))


@piloted
async def test_one_toast_at_a_time(talks: Repository) -> None:
    async with seated(talks, size=(80, 24)) as seat:
        await seat.press("n", "n", "n", "n", "n", "y", "v")
        await seat.until(lambda: seat.said("Shown:"))
        assert len(seat.app._notifications) == 1
        await seat.press("n", "n", "n")
        await seat.until(lambda: seat.said("No contested words"))
        assert len(seat.app._notifications) == 1


@piloted
async def test_what_is_told_after_the_last_screen_has_closed_is_told_to_nobody(talks: Repository) -> None:
    """A reading may end while the program ends: no traceback may follow."""
    async with seated(talks) as seat:
        app, desk = seat.app, seat.app.desk
        assert desk is not None
    app._negotiation_read(NegotiationRead(desk.negotiation, desk.who))
    app._reading_failed(ReadingFailed(Problem(rule="x", message="gone")))
    app._record_refused(RecordRefused(Issuing(name="Rev.9"), Problem(rule="x", message="gone")))
    app._sync_refused(SyncRefused(Problem(rule="x", message="gone")))
    asked: Future[str | None] = Future()
    app._passphrase_asked(PassphraseAsked("Passphrase:", asked))
    assert asked.result(0) is None
