"""What a delegate types and asks before the treaty has been read, and while its brackets are being worked out."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace

import pytest
from textual import events
from textual.content import Content

from drafter.export.paper import Paper
from drafter.model.problem import Problem
from drafter.model.target import Target
from drafter.store.repository import Repository
from drafter.tui.deeds import Issuing
from drafter.tui.desk import Desk
from drafter.tui.dialogs.register import Register
from drafter.tui.messages import NegotiationRead, PassphraseAsked, ReadingFailed, RecordRefused, SyncRefused
from drafter.tui.present.document import document_rows, partly_bracketed, plain_rows
from drafter.tui.present.row import Row
from drafter.tui.screens.finding import Field
from drafter.tui.screens.read import ReadScreen, Wanted
from drafter.tui.widgets.reader import Reader
from drafter.tui.widgets.rows import Rows
from tests.tui.seat import early, piloted, seated


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
async def test_the_found_place_that_was_gone_to_stays_when_the_brackets_come(
    talks: Repository, brackets_wait: threading.Event
) -> None:
    def chosen(reader: Reader) -> tuple[str, int]:
        assert reader.current is not None
        [span] = [each for each in reader.decorated(reader.cursor).spans if each.style == ".prose--chosen"]
        return reader.current.key, span.start

    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("damage critical")
        reader = seat.app.screen.query_one(Reader)
        await seat.press("slash")
        await seat.type("e")
        await seat.until(lambda: reader.matches[1] > 10)
        await seat.press("enter")
        await seat.until(lambda: reader.has_focus)
        key, start = chosen(reader)
        await seat.press("n")
        await seat.until(lambda: chosen(reader)[1] > start)
        assert chosen(reader)[0] == key
        gone_to = chosen(reader)
        brackets_wait.set()
        await seat.shows("[refrain from")
        assert chosen(reader) == gone_to


@piloted
async def test_the_brackets_near_the_cursor_are_shown_before_all_are_worked_out(
    talks: Repository, brackets_wait: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drafter.tui.screens.read._FEW", 1)
    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("[refrain from")
        assert not brackets_wait.is_set()
        await seat.shows("more brackets are being worked out")
        await seat.press("end", "n")
        await seat.until(lambda: seat.said("still being worked out"))
        brackets_wait.set()
        read = seat.app.screen_stack[0]
        assert isinstance(read, ReadScreen)
        await seat.until(lambda: read.whole)
        await seat.until(lambda: "more brackets" not in seat.text)
        await seat.press("end", "n")
        await seat.until(lambda: seat.said("from the top again"))


@piloted
async def test_the_brackets_of_an_earlier_reading_are_not_shown_among_those_of_the_newest(
    talks: Repository, brackets_wait: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drafter.tui.screens.read._FEW", 1)
    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("[refrain from")
        desk, reader = seat.app.desk, seat.app.screen.query_one(Reader)
        assert desk is not None
        emptied = replace(desk.negotiation, amendments=(), positions=())
        seat.app.post_message(NegotiationRead(emptied, desk.who))
        await seat.until(lambda: seat.app.desk is not desk and not any(row.contests for row in reader.rows))
        assert "refrain from" in seat.text
        brackets_wait.set()


@piloted
async def test_what_was_wanted_before_is_not_shown_over_what_is_wanted_now(talks: Repository) -> None:
    async with seated(talks) as seat:
        desk, read, reader = seat.app.desk, seat.app.screen, seat.app.screen.query_one(Reader)
        assert desk is not None
        assert isinstance(read, ReadScreen)
        rows, painted = reader.rows, threading.Event()
        late = Wanted(desk, "brackets", "", read._derivation - 1)
        read.post_message(ReadScreen.Derived(late, rows[:3], (), painted))
        await seat.until(painted.is_set)
        assert reader.rows == rows


@piloted
async def test_the_cursor_stays_with_the_words_when_rows_come_before_them(talks: Repository) -> None:
    async with seated(talks) as seat:
        reader = seat.app.screen.query_one(Reader)
        one, two = (Row(key=f"x#{nth}", content=Content(f"{nth}."), target=Target("x", f"{nth}")) for nth in (1, 2))
        reader.show([one, two])
        reader.go(1)
        proposed = Row(key="x#2", content=Content("Proposed."), target=Target("x"))
        reader.show([one, proposed, replace(two, key="x#3")])
        assert reader.current == replace(two, key="x#3")


@piloted
async def test_what_is_shown_of_a_clause_before_all_brackets_are_worked_out_is_what_is_shown_then(
    talks: Repository,
) -> None:
    async with seated(talks) as seat:
        desk = seat.app.desk
        assert desk is not None
        treaty = desk.negotiation.treaty
        plain = plain_rows(treaty, desk.references)
        for names in (True, False):
            whole = tuple(
                document_rows(desk.document(Paper(negotiation=desk.negotiation, style="bracketed")), names=names)
            )
            for id in treaty.by_id:
                early_rows = partly_bracketed(plain, desk, {id}, names=names)
                assert _of(early_rows, id) == _of(whole, id)
                assert [row for row in early_rows if row.target.clause != id] == [
                    row for row in plain if row.target.clause != id
                ]
            assert any(row.contests for row in whole)


def _of(rows: Iterable[Row], clause: str) -> list[Row]:
    return [row for row in rows if row.target is not None and row.target.clause == clause]


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
        await seat.until(lambda: seat.subject.names == ("DEU-000001", "AUS-000002"))


@piloted
async def test_one_toast_at_a_time(talks: Repository) -> None:
    async with seated(talks, size=(80, 24)) as seat:
        await seat.press("n", "n", "n", "n", "n", "y", "f5")
        await seat.until(lambda: seat.said("Reading the repository"))
        assert len(seat.app._notifications) == 1
        await seat.press("n", "n", "n")
        await seat.until(lambda: seat.said("from the top again"))
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


@piloted
async def test_a_page_that_takes_time_says_so_until_it_is_written(talks: Repository) -> None:
    written = threading.Event()

    def write() -> Iterator[Row]:
        written.wait()
        yield Row(key="all", content=Content("All of it"))

    async with seated(talks) as seat:
        try:
            seat.app.push_screen(Register(Content("What waits"), write, (), lambda act, target: None))
            await seat.shows("Looking through the records ..")
        finally:
            written.set()
        assert "Looking through" not in await seat.shows("> All of it")


@piloted
async def test_the_beginning_of_a_long_page_is_read_while_the_rest_is_worked_out(talks: Repository) -> None:
    written = threading.Event()

    def write() -> Iterator[Row]:
        yield from (Row(key=f"{nth}", content=Content(f"Proposal {nth}")) for nth in range(30))
        written.wait()
        yield Row(key="last", content=Content("The last one"))

    async with seated(talks) as seat:
        try:
            seat.app.push_screen(Register(Content("What waits"), write, (), lambda act, target: None))
            page = await seat.asks(Register)
            await seat.shows("> Proposal 0", "Proposal 5")
            await seat.press("down")
        finally:
            written.set()
        rows = page.query_one(Rows)
        await seat.until(lambda: rows.rows[-1].key == "last", "the rest")
        assert rows.cursor == 1
