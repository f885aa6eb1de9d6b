"""The program is upgraded while it is open: it says so, and no word that was typed is lost."""

from __future__ import annotations

import asyncio

import pytest

from drafter import installed
from drafter.store.repository import Repository
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.drafts import Drafts
from drafter.tui.messages import Broke
from tests.tui.seat import piloted, seated


@pytest.mark.parametrize("upgraded", [True, False])
def test_what_was_typed_is_on_disk_when_a_part_can_no_longer_be_loaded(
    talks: Repository, monkeypatch: pytest.MonkeyPatch, upgraded: bool
) -> None:
    monkeypatch.setattr(installed, "replaced", lambda: upgraded)
    # Only what is written when the program ends counts here, not what a pause in typing has written.
    monkeypatch.setattr(AmendDialog, "keep_now", lambda self: None)
    _ended(talks, "upgraded or removed while it ran" if upgraded else "can't be loaded")


@piloted
async def _ended(talks: Repository, said: str) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "a")
        dialog = await seat.asks(AmendDialog)
        assert isinstance(dialog, AmendDialog)
        await seat.type("All ")

        def fails() -> None:
            raise ImportError("cannot import name 'gone'")

        dialog.call_later(fails)
        # Without the pilot, who would wait for the dialog whose messages nobody answers any more.
        for _ in range(3000):
            if seat.app.ending.by is not None:
                break
            await asyncio.sleep(0.02)
    assert said in str(seat.app.ending.by)
    assert "what you typed is kept as a draft" in str(seat.app.ending.by)
    assert seat.app.return_code == 2
    (draft,) = Drafts(talks.git_dir).all("FRA")
    assert draft.body.startswith("1. All States")


def test_what_a_thread_can_no_longer_load_is_said_and_the_program_goes_on(
    talks: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "replaced", lambda: True)
    _told(talks)


@piloted
async def _told(talks: Repository) -> None:
    async with seated(talks) as seat:
        seat.app.post_message(Broke("sync", ImportError("cannot import name 'gone'")))
        await seat.until(lambda: "upgraded or removed while it ran" in seat.flat)
        assert seat.app.is_running
