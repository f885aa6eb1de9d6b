"""Keys that need the amendments of a large negotiation before they are read: answered later, about the same words."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.widgets import TextArea

from drafter.model.ids import SECRETARIAT
from drafter.model.negotiation import Negotiation
from drafter.model.problem import refuse
from drafter.model.target import Target
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.messages import Recorded, TextRead
from drafter.tui.screens.read import ReadScreen
from drafter.tui.session import Session
from drafter.tui.widgets.reader import Reader
from drafter.tui.widgets.topbar import TopBar
from tests.conftest import acting_for
from tests.store.acts import day
from tests.tui.seat import Held, Seat, early, key_of, piloted


@pytest.fixture
def amendments_wait(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The negotiation counts as a large one, and its amendments and positions are read when this is set.

    A test sets it before it ends, too: the program that closes waits for what is being read.
    """
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
        await seat.shows("Brackets without names")
        amendments_wait.set()
        await seat.shows("[refrain from")
        await seat.press("v")
        await seat.shows("Agreed words alone")
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
        await seat.shows("The disk is gone.")
        await seat.press("escape")
        await seat.until(lambda: len(seat.app.screen_stack) == 1)


def in_one_breath(seat: Seat, *keys: str) -> None:
    for key in keys:
        seat.app.post_message(events.Key(key_of(key), key if len(key) == 1 else None))


async def held_on(seat: Seat, session: Held, clause: str, *keys: str) -> None:
    """Put the cursor on a clause and type keys that have to wait."""
    if "damage critical" not in seat.text:
        session.go_on()
    await seat.shows("damage critical")
    while seat.subject.target != Target(clause):
        await seat.press("down")
    await seat.press(*keys)
    await seat.until(lambda: seat.app.keyboard.waiting)


async def quiet(seat: Seat) -> None:
    """Wait until the brackets are on the screen and everything typed has been answered."""
    read = seat.app.screen_stack[0]
    await seat.until(lambda: isinstance(read, ReadScreen) and read.whole)
    await seat.until(lambda: not seat.app.keyboard.waiting)
    for _ in range(5):
        await seat.pilot.pause()


@piloted
async def test_a_held_key_records_nothing_on_words_that_were_changed_meanwhile(
    talks: Repository, amendments_wait: threading.Event
) -> None:
    async with early(talks) as (seat, session):
        await held_on(seat, session, "scope", "p", "x", "ctrl+s")
        scope = reading.read_text(talks).treaty.by_id["scope"]
        changed = {"scope": scope.with_body("This Treaty applies to nobody at all.\n")}
        recording.edit(talks, acting_for(SECRETARIAT), changed, "Because.", date=day(20))
        amendments_wait.set()
        await seat.until(lambda: seat.said("not what it was"))
        await quiet(seat)
        assert len(seat.app.screen_stack) == 1
        assert not seat.told(Recorded)
        await seat.shows("applies to nobody")


@piloted
async def test_a_held_key_is_not_answered_about_the_words_to_which_the_mouse_went(
    talks: Repository, amendments_wait: threading.Event
) -> None:
    async with early(talks) as (seat, session):
        await held_on(seat, session, "scope", "p", "x", "ctrl+s")
        before = seat.subject
        await seat.pilot.click("#reader", offset=(5, 12))
        await seat.until(lambda: seat.subject != before)
        amendments_wait.set()
        await seat.until(lambda: seat.said("not what it was"))
        await quiet(seat)
        assert len(seat.app.screen_stack) == 1
        assert not seat.told(Recorded)


@piloted
async def test_a_held_key_is_about_the_same_words_at_the_moment_at_which_it_is_answered(
    talks: Repository, amendments_wait: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with early(talks) as (seat, session):
        await held_on(seat, session, "scope", "p", "x", "ctrl+s", "q")
        keyboard, reader = seat.app.keyboard, seat.app.screen.query_one(Reader)
        go_on = keyboard.go_on

        async def late() -> None:
            reader.go(len(reader.rows) - 1)
            await go_on()

        monkeypatch.setattr(keyboard, "go_on", late)
        amendments_wait.set()
        await seat.until(lambda: seat.said("not what it was"))
        await quiet(seat)
        assert len(seat.app.screen_stack) == 1
        assert not seat.app._exit
        assert not seat.told(Recorded)
        await seat.press("p")
        await seat.asks(PositionDialog)


@piloted
async def test_what_is_typed_before_there_is_a_text_is_not_held(
    talks: Repository, amendments_wait: threading.Event
) -> None:
    async with early(talks) as (seat, session):
        await seat.press("down", "p", "x")
        await seat.until(lambda: seat.said("Not now"))
        session.go_on()
        amendments_wait.set()
        await quiet(seat)
        assert len(seat.app.screen_stack) == 1


@piloted
async def test_no_key_is_answered_twice_because_the_mouse_asked_who_acts(
    talks: Repository, amendments_wait: threading.Event
) -> None:
    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("damage critical")
        await seat.press("v")
        await seat.shows("Brackets without names")
        await seat.pilot.click(TopBar, offset=(seat.app.size.width - 2, 0))
        await seat.until(lambda: seat.app.keyboard.waiting)
        amendments_wait.set()
        await seat.until(lambda: len(seat.app.screen_stack) == 2)
        await seat.press("escape", "v")
        await seat.shows("Agreed words alone")


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
@piloted
async def test_what_forgets_a_held_key_does_so_in_one_breath_with_it(
    talks: Repository, amendments_wait: threading.Event, key: str
) -> None:
    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("damage critical")
        in_one_breath(seat, "p", "x", key)
        if key == "ctrl+q":
            await seat.until(lambda: seat.app._exit)
            amendments_wait.set()
            return
        await seat.press("v")
        await seat.shows("Brackets without names")
        amendments_wait.set()
        await quiet(seat)
        assert len(seat.app.screen_stack) == 1


@piloted
async def test_the_key_that_leaves_leaves_while_another_one_waits_wherever_it_is(
    talks: Repository, amendments_wait: threading.Event, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "drafter").mkdir()
    (tmp_path / "drafter" / "keys.toml").write_text('"app.quit" = "ctrl+x"\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    async with early(talks) as (seat, session):
        await held_on(seat, session, "scope", "p")
        await seat.press("ctrl+x")
        await seat.until(lambda: seat.app._exit)
        amendments_wait.set()


@piloted
async def test_no_key_waits_for_a_treaty_that_cant_be_read_and_its_text_is_painted_once(
    talks: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, gone = reading.read, [True]

    def fails(repo: Repository, at: str | None = None) -> Negotiation:
        if gone:
            raise refuse("the disk is gone", "bring it back", rule="git")
        return read(repo, at)

    monkeypatch.setattr("drafter.tui.session.MANY", 1)
    monkeypatch.setattr("drafter.store.reading.read", fails)
    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("The disk is gone.")
        await seat.press("escape", "down", "p")
        await seat.until(lambda: seat.said("Not now: the treaty can't be read"))
        for _ in range(3):
            Session.look(session)
            await seat.until(lambda: not session._looking)
        await seat.shows("The treaty can't be read")
        assert len(seat.told(TextRead)) == 1
        await seat.press("t")
        await seat.until(lambda: seat.app.focused is seat.app.screen.query_one("#tree"))
        gone.clear()
        Session.look(session)
        await quiet(seat)
        assert len(seat.app.screen_stack) == 1


@piloted
async def test_what_is_told_while_a_key_waits_can_be_answered(
    talks: Repository, amendments_wait: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(repo: Repository, at: str | None = None) -> Negotiation:
        amendments_wait.wait(20)
        raise RuntimeError("oops")

    monkeypatch.setattr("drafter.store.reading.read", breaks)
    async with early(talks) as (seat, session):
        await held_on(seat, session, "scope", "p", "x")
        amendments_wait.set()
        await seat.shows("oops")
        await seat.until(lambda: seat.app.screen.laid_out)
        await seat.press("enter")
        await seat.until(lambda: len(seat.app.screen_stack) == 1)


@piloted
async def test_a_key_that_waits_is_forgotten_when_a_screen_is_gone_back_to(
    talks: Repository, amendments_wait: threading.Event
) -> None:
    async with early(talks) as (seat, session):
        session.go_on()
        await seat.shows("damage critical")
        await seat.press("4", "1")
        await held_on(seat, session, "scope", "p", "x")
        await seat.pilot.click(TopBar, offset=(33, 0))
        await seat.until(lambda: seat.app.screen is not seat.app.screen_stack[0])
        assert not seat.app.keyboard.waiting
        amendments_wait.set()


@piloted
async def test_a_key_that_waits_is_forgotten_when_another_screen_is_gone_to(
    talks: Repository, amendments_wait: threading.Event
) -> None:
    async with early(talks) as (seat, session):
        await held_on(seat, session, "scope", "p", "x", "tab", "q")
        await seat.pilot.click(TopBar, offset=(20, 0))
        await seat.until(lambda: seat.app.screen is not seat.app.screen_stack[0])
        amendments_wait.set()
        await seat.until(lambda: seat.app.desk is not None and not seat.app.keyboard.waiting)
        for _ in range(5):
            await seat.pilot.pause()
        assert not seat.app._exit
        assert len(seat.app.screen_stack) == 2


def test_to_leave_while_the_treaty_is_read_does_not_wait_for_it(
    talks: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def endlessly(repo: Repository, at: str | None = None) -> Negotiation:
        begun.set()
        try:
            while True:
                repo.git.run("rev-parse", "HEAD")
        finally:
            ended.set()

    monkeypatch.setattr("drafter.store.reading.read", endlessly)
    session = Session(talks.root)
    session.open()
    assert begun.wait(20)
    session.close()
    assert ended.is_set()
