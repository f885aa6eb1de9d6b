"""A disk that takes nothing more: it is said, no words are lost by one key, and nobody is held in a dialog."""

from __future__ import annotations

import errno
import os

import pytest
from textual.widgets import TextArea

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading
from drafter.store.repository import Repository
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.compose import ComposeDialog
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.drafts import Drafts
from drafter.tui.messages import Recorded
from tests.store.acts import refs
from tests.tui.seat import Seat, piloted, seated

CABLES = Target(amendment="FJI-000003")
FULL = "could not be kept on disk: No space left on device."


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes no draft."""

    def save(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Drafts, "save", save)


async def amending(seat: Seat) -> AmendDialog:
    """Type into the clause under the cursor."""
    await seat.press("n", "a")
    dialog = await seat.asks(AmendDialog)
    assert isinstance(dialog, AmendDialog)
    await seat.type("All ")
    return dialog


async def saying(seat: Seat) -> PositionDialog:
    """Oppose the cables, with a statement."""
    await seat.press("n", "n")
    await seat.until(lambda: seat.subject.names == ("FJI-000003",))
    await seat.press("p")
    dialog = await seat.asks(PositionDialog)
    assert isinstance(dialog, PositionDialog)
    await seat.press("x")
    dialog.query_one(TextArea).focus()
    await seat.type("Too wide")
    return dialog


async def warned(seat: Seat, words: str, again: str = "The same key again closes all the same") -> None:
    await seat.until(lambda: seat.said(f"{words} {FULL} {again}, and the words are lost."))


@pytest.mark.usefixtures("full")
def test_a_second_escape_leaves_a_proposal_that_the_disk_does_not_take(talks: Repository) -> None:
    _proposal_left(talks)


@piloted
async def _proposal_left(talks: Repository) -> None:
    async with seated(talks) as seat:
        dialog = await amending(seat)
        await seat.press("escape")
        await warned(seat, "The draft")
        assert seat.app.screen is dialog
        await seat.type("the ")
        await seat.press("escape")
        await warned(seat, "The draft")
        assert (seat.app.screen, "All the " in dialog.query_one("#body", TextArea).text) == (dialog, True)
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is not dialog)
        assert not seat.said("is kept")


@pytest.mark.usefixtures("full")
def test_a_second_escape_leaves_a_statement_that_the_disk_does_not_take(talks: Repository) -> None:
    _statement_left(talks)


@piloted
async def _statement_left(talks: Repository) -> None:
    before = refs(talks)
    async with seated(talks) as seat:
        dialog = await saying(seat)
        await seat.press("escape")
        await warned(seat, "The statement")
        assert (seat.app.screen, dialog.query_one(TextArea).text) == (dialog, "Too wide")
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is not dialog)
        assert not seat.said("is kept")
    assert refs(talks) == before


@pytest.mark.usefixtures("full")
def test_the_key_that_leaves_the_program_leaves_a_dialog_that_the_disk_fails_the_second_time(
    talks: Repository,
) -> None:
    _left(talks)


@piloted
async def _left(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await seat.press("ctrl+q")
        await warned(seat, "The draft")
        assert not seat.app._exit
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.app._exit)


@piloted
async def test_the_key_that_leaves_the_program_keeps_what_was_typed_in_every_dialog(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.app._exit)
    (kept,) = (talks.git_dir / "drafter" / "drafts").glob("*.json")
    assert "1. All States" in kept.read_text()


@pytest.mark.usefixtures("full")
def test_a_position_is_recorded_without_a_draft_when_that_is_asked_for_twice(talks: Repository) -> None:
    _recorded(talks)


@piloted
async def _recorded(talks: Repository) -> None:
    async with seated(talks) as seat:
        await saying(seat)
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said(f"{FULL} The same again records without; if that is refused"))
        assert not seat.told(Recorded)
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.told(Recorded))
    (held,) = [
        each.position for each in reading.read(talks).positions_by_target[CABLES] if each.position.signatory == "FRA"
    ]
    assert (held.stance, held.statement) == (Stance.OPPOSE, "Too wide")


@pytest.mark.usefixtures("full")
def test_a_proposal_is_not_recorded_before_it_is_said_that_the_disk_takes_no_draft(talks: Repository) -> None:
    _tabled(talks)


@piloted
async def _tabled(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        for _ in range(2):
            await seat.press("ctrl+s")
            await seat.asks(Confirm)
            assert not seat.told(Recorded)
            await seat.press("y")
            await seat.until(lambda: not isinstance(seat.app.screen, Confirm))
        await seat.until(lambda: seat.told(Recorded))
    (made,) = [each for each in reading.read(talks).amendments if each.signatory == "FRA"]
    change = made.changes[0].after
    assert change is not None
    assert change.body.startswith("1. All States")


@pytest.mark.usefixtures("full")
def test_a_second_escape_leaves_composed_words_that_the_disk_does_not_take(talks: Repository) -> None:
    _composed_left(talks)


@piloted
async def _composed_left(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.press("A")
        await seat.asks(Confirm)
        await seat.press("m")
        dialog = await seat.asks(ComposeDialog)
        await seat.type("All ")
        await seat.press("escape")
        await warned(seat, "What you composed")
        assert seat.app.screen is dialog
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is not dialog)
