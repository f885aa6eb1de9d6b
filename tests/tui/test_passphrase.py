"""A key with a passphrase signs from the interface: asked for on the screen, never on the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from drafter.model.target import Target
from drafter.store import identity, passphrase, reading
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.dialogs.question import Question
from drafter.tui.dialogs.telling import Telling
from drafter.tui.messages import Recorded
from tests.conftest import SIGNATORIES, treaty_files
from tests.store.test_signing import make_key
from tests.tui.seat import Seat, piloted, seated

PASSPHRASE = "open [/] sesame"


@pytest.fixture
def locked(found_treaty: Callable[..., Repository], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The treaty with a key of France that has a passphrase; France acts in it."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    public = make_key(tmp_path / "locked", passphrase=PASSPHRASE)
    listed = SIGNATORIES.replace('email = "fra@example.org"', f'email = "fra@example.org", keys = ["{public}"]')
    repo = found_treaty(files={**treaty_files(), "signatories.toml": listed.encode()})
    roster = reading.read(repo).treaty.roster
    identity.become(repo, roster, "FRA", "fra@example.org", str(tmp_path / "locked"))
    return repo


async def opposing(seat: Seat) -> Question:
    await seat.shows("This Treaty applies to all States")
    seat.app.rooms.read("scope")
    await seat.until(lambda: seat.subject.clause == "scope")
    await seat.press("p")
    await seat.asks(PositionDialog)
    await seat.press("x", "enter")
    question = await seat.asks(Question)
    assert isinstance(question, Question)
    return question


@piloted
async def test_a_passphrase_is_asked_for_on_the_screen_and_not_painted(locked: Repository) -> None:
    async with seated(locked.root, code=None) as seat:
        await opposing(seat)
        await seat.shows("Passphrase", "Enter passphrase")
        await seat.type("open")
        await seat.until(lambda: seat.app.screen.query_one(Input).value == "open")
        assert "open" not in seat.pane("Input")
        seat.app.screen.query_one(Input).value = PASSPHRASE
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
    assert [each.position.target for each in reading.read(locked).positions] == [Target("scope")]
    assert verify(locked).ok


@piloted
async def test_a_wrong_passphrase_records_nothing_and_is_asked_for_again(locked: Repository) -> None:
    async with seated(locked.root, code=None) as seat:
        for answered in ("wrong", PASSPHRASE):
            dialog = await opposing(seat)
            dialog.query_one(Input).value = answered
            await seat.press("enter")
            if answered == "wrong":
                await seat.asks(Telling)
                assert not seat.told(Recorded)
                await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))


@piloted
async def test_no_passphrase_is_no_record_and_the_program_goes_on(locked: Repository) -> None:
    async with seated(locked.root, code=None) as seat:
        await opposing(seat)
        await seat.press("escape")
        await seat.asks(Telling)
        await seat.shows("Not recorded")
    assert reading.read(locked).positions == ()


@piloted
async def test_leaving_while_a_passphrase_is_asked_for_ends_the_program(locked: Repository) -> None:
    async with seated(locked.root, code=None) as seat:
        await opposing(seat)
    assert reading.read(locked).positions == ()
    assert passphrase._asks == []
