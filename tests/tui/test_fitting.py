"""Dialogs in low windows: what is long scrolls to its end, and what the keys do stays on the screen."""

from __future__ import annotations

import pytest
from textual.content import Content
from textual.widgets import TextArea

from drafter.model.problem import Problem
from drafter.store.repository import Repository
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.choosing import Choice, Choosing
from drafter.tui.dialogs.confirm import Answer, Confirm
from drafter.tui.dialogs.dialog import Dialog
from drafter.tui.dialogs.page import Page
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.dialogs.telling import Telling
from drafter.tui.drafts import Drafts
from drafter.tui.present.row import Row
from drafter.tui.widgets.rows import Rows
from drafter.tui.widgets.stances import StanceSwitch
from tests.store.acts import refs
from tests.tui.seat import piloted, seated

MANY = ["Line 0", *(f"line {nth}" for nth in range(1, 60)), "the last line"]
LONG = "\n".join(MANY)


def dialogs() -> list[tuple[Dialog, tuple[str, ...], str]]:
    """Each dialog that may be long, the keys that lead to its end, and what it says of the keys."""
    rows = [Row(key=each, content=Content(each)) for each in MANY]
    choices = [Choice(each, Content(each)) for each in MANY]
    answers = [Answer("y", "yes, record it")]
    return [
        (Page(Content("A page"), rows), ("end",), "Enter or Esc closes"),
        (Telling("Not recorded", Problem(rule="long", message=LONG)), ("end",), "Enter or Esc closes"),
        (Choosing("Which?", choices), ("pagedown",) * 9, "Enter chooses"),
        (Confirm("Record this?", Content(LONG), answers), ("end",), "yes, record it"),
        (Confirm("Record this?", Content("What follows"), answers, rows), ("end",), "yes, record it"),
    ]


@pytest.mark.parametrize("size", [(60, 15), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_what_is_long_scrolls_to_its_end_and_the_keys_stay_on_the_screen(
    talks: Repository, size: tuple[int, int]
) -> None:
    _fits(talks, size)


@piloted
async def _fits(talks: Repository, size: tuple[int, int]) -> None:
    async with seated(talks, size=size) as seat:
        for dialog, to_the_end, keys in dialogs():
            seat.app.push_screen(dialog)
            await seat.until(lambda dialog=dialog: seat.app.screen is dialog and dialog.laid_out)
            await seat.shows("Line 0", keys)
            await seat.press(*to_the_end)
            await seat.shows("the last line", keys)
            await seat.press("escape")
            await seat.until(lambda dialog=dialog: seat.app.screen is not dialog)


@piloted
async def test_what_is_typed_in_a_window_too_small_goes_nowhere_and_afterwards_goes_where_it_went_before(
    talks: Repository,
) -> None:
    before = refs(talks)
    async with seated(talks, size=(80, 24)) as seat:
        await seat.press("n", "n", "p")
        dialog = await seat.asks(PositionDialog)
        await seat.press("x")
        await seat.shows("x oppose]")
        await seat.pilot.resize_terminal(50, 12)
        await seat.shows("too small")
        await seat.press("plus", "enter", "tab", "r")
        await seat.pilot.resize_terminal(80, 24)
        await seat.shows("x oppose]")
        await seat.until(lambda: dialog.query_one(StanceSwitch).has_focus, "the focus where it was")
        await seat.press("r")
        await seat.shows("[r reserve]")
        assert seat.app.screen is dialog
    assert refs(talks) == before


@piloted
async def test_words_are_typed_on_where_they_were_and_in_view_when_the_window_was_too_small(talks: Repository) -> None:
    async with seated(talks, size=(80, 24)) as seat:
        await seat.press("n", "a")
        await seat.asks(AmendDialog)
        await seat.type("One ")
        await seat.pilot.resize_terminal(59, 14)
        await seat.shows("too small")
        await seat.pilot.resize_terminal(110, 36)
        body = seat.app.screen.query_one("#body", TextArea)
        await seat.until(lambda: body.has_focus, "the focus where it was")
        await seat.type("two ")
        await seat.shows("One two States shall")


@piloted
async def test_q_leaves_from_a_dialog_in_a_window_too_small_as_it_says_there(talks: Repository) -> None:
    async with seated(talks, size=(80, 24)) as seat:
        await seat.press("n", "a")
        await seat.asks(AmendDialog)
        await seat.type("One ")
        await seat.pilot.resize_terminal(59, 14)
        await seat.shows("or press q to leave. Nothing is lost.")
        await seat.press("q")
        await seat.until(lambda: not seat.app.is_running or seat.app._exit)
    assert Drafts(talks.git_dir).all("FRA")[0].body.startswith("1. One")


@piloted
async def test_the_words_that_an_amendment_changes_are_in_view_where_a_position_on_it_is_taken(
    talks: Repository,
) -> None:
    async with seated(talks, size=(60, 20)) as seat:
        await seat.press("n", "n", "p")
        dialog = await seat.asks(PositionDialog)
        exact = dialog.query_one("#exact", Rows)
        await seat.until(lambda: exact.current is not None and exact.current.contests)
        assert "submarine" in seat.pane("#exact"), seat.text
