"""What is said of positions is a whole sentence, and true, wherever it is said."""

from __future__ import annotations

from textual.widgets import TextArea

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.repository import Repository
from drafter.tui.dialogs.page import Page
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.messages import Recorded
from drafter.tui.widgets.stances import StanceSwitch
from tests.conftest import acting_for
from tests.tui.seat import Seat, piloted, seated

CABLES = Target(amendment="FJI-000003")


async def on_cables(seat: Seat) -> None:
    await seat.press("n", "n")
    await seat.until(lambda: seat.subject.names == ("FJI-000003",))


@piloted
async def test_a_reserved_position_is_said_without_a_loose_end(talks: Repository) -> None:
    recording.position(talks, acting_for("EUE"), CABLES, Stance.SUPPORT, on_behalf_of="EU")
    recording.position(talks, acting_for("FRA"), CABLES, Stance.RESERVE)
    async with seated(talks) as seat:
        await on_cables(seat)
        await seat.until(lambda: "you: reserves its position, departing from EU" in seat.flat)
        await seat.press("B")
        await seat.asks(Page)
        await seat.shows("France: reserves its position, departing from EU")
        await seat.press("escape", "p")
        await seat.asks(PositionDialog)
        await seat.shows("Now: FRA: reserves its position, departing from EU", "reserves its position on FJI-000003.")
        await seat.press("escape", "d")
        await seat.until(lambda: "FRA  France: reserves its position, departing from EU" in seat.text)
        assert "position on," not in seat.flat


@piloted
async def test_the_key_that_records_is_named_where_a_statement_is_typed(talks: Repository) -> None:
    async with seated(talks) as seat:
        await on_cables(seat)
        await seat.press("p")
        dialog = await seat.asks(PositionDialog)
        await seat.shows("Enter records")
        await seat.press("x")
        dialog.query_one(TextArea).focus()
        await seat.shows("^s records · Esc leaves · Enter begins a new line")
        assert "Enter records" not in seat.text
        await seat.type("One\nTwo")
        assert (dialog.query_one(TextArea).text, seat.told(Recorded)) == ("One\nTwo", [])
        dialog.query_one(StanceSwitch).focus()
        await seat.shows("Enter records")
        dialog.query_one(TextArea).focus()
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.told(Recorded))
