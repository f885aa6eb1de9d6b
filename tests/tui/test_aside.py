"""What a screen has worked out in a thread of its own."""

from __future__ import annotations

from textual.app import App
from textual.widgets import Static

from drafter.tui.aside import aside
from tests.tui.seat import piloted


class _Large:
    """Like a negotiation with tens of thousands of positions, whose repr has megabytes."""

    written = 0

    def __repr__(self) -> str:
        _Large.written += 1
        return "large"


class _Pane(Static):
    given: object = None

    @aside("pane")
    def work_out(self, given: object, *, again: object) -> None:
        self.given = (given, again)


@piloted
async def test_what_is_given_to_a_thread_is_not_written_out_in_the_one_that_paints() -> None:
    large, app = _Large(), App[None]()
    async with app.run_test():
        pane = _Pane()
        await app.mount(pane)
        await pane.work_out(large, again=large).wait()
    assert pane.given == (large, large)
    assert _Large.written == 0
