"""The terminal's cursor stands on what has the focus: a screen reader reads there, a magnifier shows that place."""

from __future__ import annotations

from drafter.store.repository import Repository
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.widgets.matrix import MatrixView
from tests.tui.seat import Seat, piloted, seated


def under_the_cursor(seat: Seat) -> str:
    """What stands on the screen from the terminal's cursor on."""
    x, y = seat.app.cursor_position
    return seat.text.split("\n")[y][x:]


@piloted
async def test_the_terminals_cursor_stands_on_the_paragraph_and_in_the_list_on_the_clause(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n")
        await seat.until(lambda: under_the_cursor(seat).startswith("1. States shall [refrain from"))
        await seat.press("o")
        await seat.until(lambda: under_the_cursor(seat).startswith("Article 4, paragraph 1  open"))
        await seat.press("o", "t")
        await seat.until(lambda: seat.app.focused is seat.app.screen.query_one("#tree"))
        assert "4   Protection" in seat.text.split("\n")[seat.app.cursor_position.y]


@piloted
async def test_the_terminals_cursor_stands_on_the_cell_of_the_matrix(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("3")
        matrix = await seat.until(lambda: next(iter(seat.app.screen.query(MatrixView)), None))
        await seat.until(lambda: matrix.line is not None)
        await seat.press("down", "right", "right")
        await seat.until(lambda: under_the_cursor(seat).startswith("["))
        assert under_the_cursor(seat)[2] == "]"


@piloted
async def test_the_terminals_cursor_stands_in_a_dialog_on_what_is_chosen_and_where_one_types(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "n", "p")
        await seat.asks(PositionDialog)
        await seat.press("x")
        await seat.until(lambda: under_the_cursor(seat).startswith("[x oppose]"))
        await seat.press("escape", "i")
        await seat.asks(Choosing)
        await seat.type("aus")
        x, y = seat.app.cursor_position
        assert seat.text.split("\n")[y][:x].split()[-1] == "aus"
