"""Leaving: whatever comes in front meanwhile."""

from __future__ import annotations

from textual import events
from textual.content import Content

from drafter.store.repository import Repository
from drafter.tui.dialogs.page import Page
from tests.tui.seat import piloted, seated


@piloted
async def test_who_leaves_is_let_go_though_a_page_comes_in_front_that_nobody_has_read(talks: Repository) -> None:
    async with seated(talks) as seat:
        seat.app.push_screen(Page(Content("What an exchange did"), ()))
        for key in ("enter", "ctrl+q"):
            await seat.app.on_event(events.Key(key, None))
        assert not seat.app._exit
        await seat.until(lambda: seat.app._exit)
