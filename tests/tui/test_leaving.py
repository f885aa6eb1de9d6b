"""Leaving: at once, whatever is being worked out or asked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from threading import Event

import pytest
from textual.content import Content

from drafter.store.repository import Repository
from drafter.tui.present.row import Row
from tests.tui.seat import piloted, seated


@piloted
async def test_who_leaves_while_something_is_worked_out_is_let_go(
    talks: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    def slow(_desk: object, _target: object) -> Iterator[Row]:
        begun.set()
        go_on.wait(60)
        yield Row(key="", content=Content("Nobody blocks."))

    monkeypatch.setattr("drafter.tui.present.blocking.blocking_rows", slow)
    async with seated(talks) as seat:
        await seat.press("n", "B")
        await seat.until(begun.is_set)
    # The thread has something to show now, to nobody.
    go_on.set()
    await asyncio.wait_for(asyncio.get_running_loop().shutdown_default_executor(), 20)
