"""Somebody who knows the keys types faster than dialogs open: no word is lost, none goes astray, none confirms."""

from __future__ import annotations

from textual import events
from textual.widgets import Input, TextArea

from drafter.store.repository import Repository
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.messages import Recorded
from tests.store.acts import refs, reworded
from tests.tui.seat import Seat, key_of, piloted, seated


def in_one_breath(seat: Seat, *typed: str) -> None:
    """Type keys and texts without waiting for anything, as a terminal hands over what was typed meanwhile."""
    for each in typed:
        for key in [each] if each in ("tab", "ctrl+s", "ctrl+p", "enter", "escape") else each:
            name = key_of(key)
            seat.app.post_message(events.Key(name, key if len(key) == 1 else None))


async def at_paragraph_1(seat: Seat) -> None:
    await seat.press("n")
    await seat.until(lambda: seat.subject.names == ("DEU-000001", "AUS-000002"))


@piloted
async def test_words_typed_with_the_key_of_the_editor_are_in_the_editor(talks: Repository) -> None:
    async with seated(talks) as seat:
        await at_paragraph_1(seat)
        in_one_breath(seat, "a", "All pAW q")
        await seat.asks(AmendDialog)
        await seat.until(lambda: "1. All pAW qStates" in seat.app.screen.query_one("#body", TextArea).text)
        assert not seat.app._notifications


@piloted
async def test_words_behind_a_tab_are_in_the_next_field(talks: Repository) -> None:
    async with seated(talks) as seat:
        await at_paragraph_1(seat)
        in_one_breath(seat, "a", "All ", "tab", "Because we must.")
        await seat.asks(AmendDialog)
        rationale = seat.app.screen.query_one("#rationale", TextArea)
        await seat.until(lambda: rationale.text == "Because we must.")
        assert "1. All States" in seat.app.screen.query_one("#body", TextArea).text


@piloted
async def test_words_pasted_with_the_key_of_the_editor_are_in_the_editor(talks: Repository) -> None:
    async with seated(talks) as seat:
        await at_paragraph_1(seat)
        in_one_breath(seat, "a")
        seat.app.post_message(events.Paste("Every one of all "))
        await seat.asks(AmendDialog)
        await seat.until(lambda: "1. Every one of all States" in seat.app.screen.query_one("#body", TextArea).text)


@piloted
async def test_a_statement_typed_at_once_is_whole(talks: Repository) -> None:
    async with seated(talks) as seat:
        await at_paragraph_1(seat)
        in_one_breath(seat, "p", "x", "tab", "We can't.")
        await seat.asks(PositionDialog)
        await seat.until(lambda: seat.app.screen.query_one(TextArea).text == "We can't.")
        await seat.shows("opposes")


@piloted
async def test_what_is_typed_with_the_key_of_the_menu_is_sought_in_it(talks: Repository) -> None:
    async with seated(talks) as seat:
        in_one_breath(seat, "ctrl+p", "view: Positions")
        await seat.until(lambda: [field.value for field in seat.app.screen.query(Input)] == ["view: Positions"])


@piloted
async def test_nobody_answers_a_question_that_was_not_on_the_screen_yet(talks: Repository) -> None:
    from drafter.store import recording
    from tests.conftest import acting_for

    recording.amend(talks, acting_for("FRA"), reworded(talks, "undue delay", "delay"), "", id="FRA-000009")
    before = refs(talks)
    async with seated(talks) as seat:
        await seat.press("n", "n", "n")
        await seat.until(lambda: seat.subject.names == ("FRA-000009",))
        in_one_breath(seat, "Wyyy")
        await seat.asks(Confirm)
        for _ in range(5):
            await seat.pilot.pause()
        assert isinstance(seat.app.screen, Confirm)
        assert not seat.told(Recorded)
        assert refs(talks) == before
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
