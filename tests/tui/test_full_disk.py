"""A disk that takes nothing more: it is said, the words wait in the program, and nobody is held in a dialog."""

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

    def write(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Drafts, "_write", write)


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


async def warned(seat: Seat, words: str) -> None:
    await seat.until(lambda: seat.said(f"{words} {FULL} It is there until you leave the program."))


@pytest.mark.usefixtures("full")
def test_a_proposal_that_the_disk_does_not_take_is_there_again_when_it_was_left(talks: Repository) -> None:
    _proposal_left(talks)


@piloted
async def _proposal_left(talks: Repository) -> None:
    async with seated(talks) as seat:
        dialog = await amending(seat)
        await seat.press("escape")
        await warned(seat, "The draft")
        await seat.until(lambda: seat.app.screen is not dialog)
        assert not seat.said("is kept")
        await seat.press("a")
        again = await seat.asks(AmendDialog)
        assert again.query_one("#body", TextArea).text.startswith("1. All States")


@pytest.mark.usefixtures("full")
def test_a_statement_that_the_disk_does_not_take_is_there_again_when_it_was_left(talks: Repository) -> None:
    _statement_left(talks)


@piloted
async def _statement_left(talks: Repository) -> None:
    before = refs(talks)
    async with seated(talks) as seat:
        dialog = await saying(seat)
        await seat.press("escape")
        await warned(seat, "The statement")
        await seat.until(lambda: seat.app.screen is not dialog)
        await seat.press("p")
        again = await seat.asks(PositionDialog)
        assert again.query_one(TextArea).text == "Too wide"
    assert refs(talks) == before


@pytest.mark.usefixtures("full")
def test_the_key_that_leaves_the_program_leaves_words_that_the_disk_does_not_take_the_second_time(
    talks: Repository,
) -> None:
    _left(talks)


@piloted
async def _left(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.said("The same key again leaves all the same, and the words are lost."))
        assert not seat.app._exit
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.app._exit)


@piloted
async def test_what_the_disk_took_again_is_on_it_when_the_program_is_left(
    talks: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with seated(talks) as seat:
        with monkeypatch.context() as full:
            full.setattr(Drafts, "_write", write)
            await amending(seat)
            await seat.press("escape")
            await warned(seat, "The draft")
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.app._exit)
    (kept,) = (talks.git_dir / "drafter" / "drafts").glob("*.json")
    assert "1. All States" in kept.read_text()


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
def test_what_is_recorded_needs_no_draft_on_disk(talks: Repository) -> None:
    _recorded(talks)


@piloted
async def _recorded(talks: Repository) -> None:
    async with seated(talks) as seat:
        await saying(seat)
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.told(Recorded))
        assert not seat.app.drafts.unwritten()
    (held,) = [
        each.position for each in reading.read(talks).positions_by_target[CABLES] if each.position.signatory == "FRA"
    ]
    assert (held.stance, held.statement) == (Stance.OPPOSE, "Too wide")


@pytest.mark.usefixtures("full")
def test_composed_words_that_the_disk_does_not_take_are_there_again_when_they_were_left(talks: Repository) -> None:
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
        await seat.until(lambda: seat.app.screen is not dialog)
        await seat.press("A", "m")
        again = await seat.asks(ComposeDialog)
        assert again.query_one("#body", TextArea).text.startswith("All 1. States")


@piloted
async def test_a_clone_that_is_taken_away_takes_no_words_along(talks: Repository) -> None:
    away = talks.git_dir.with_name("away")
    async with seated(talks) as seat:
        dialog = await amending(seat)
        talks.git_dir.rename(away)
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is not dialog)
        assert not talks.git_dir.exists()
        away.rename(talks.git_dir)
        await seat.press("a")
        again = await seat.asks(AmendDialog)
        assert again.query_one("#body", TextArea).text.startswith("1. All States")
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.app._exit)
    (kept,) = (talks.git_dir / "drafter" / "drafts").glob("*.json")
    assert "1. All States" in kept.read_text()
