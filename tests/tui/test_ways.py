"""From a list to a text and back to the list; from words to who brought them in, and to the record of it; the wall."""

from __future__ import annotations

from drafter.model.ids import SECRETARIAT
from drafter.store import recording
from drafter.store.repository import Repository
from drafter.tui.dialogs.register import Register
from drafter.tui.screens.diff import DiffScreen
from drafter.tui.screens.log import LogScreen
from drafter.tui.screens.positions import PositionsScreen
from drafter.tui.screens.read import ReadScreen
from drafter.tui.widgets.matrix import MatrixView
from drafter.tui.widgets.reader import Reader
from tests.conftest import acting_for
from tests.store.acts import CI, day, reworded
from tests.tui.seat import piloted, seated


@piloted
async def test_who_goes_from_what_waits_to_a_text_comes_back_to_the_same_line_of_it(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("Z")
        await seat.shows("You have not spoken on these proposals (3)")
        await seat.press("down", "enter")
        await seat.until(lambda: isinstance(seat.app.screen, DiffScreen))
        await seat.shows("Proposed by Australia")
        await seat.press("escape")
        await seat.asks(Register)
        await seat.until(lambda: "> " in next(line for line in seat.text.split("\n") if "AUS-000002 MOD" in line))
        await seat.press("escape")
        await seat.until(lambda: isinstance(seat.app.screen, ReadScreen))


@piloted
async def test_each_escape_goes_back_by_one_of_the_ways_by_which_one_came(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("3")
        await seat.until(lambda: isinstance(seat.app.screen, PositionsScreen) and seat.app.screen.subject().clause)
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, ReadScreen))
        await seat.press("n", "n", "d")
        await seat.until(lambda: isinstance(seat.app.screen, DiffScreen))
        await seat.press("escape")
        await seat.until(lambda: isinstance(seat.app.screen, ReadScreen))
        await seat.press("escape")
        await seat.until(lambda: isinstance(seat.app.screen, PositionsScreen))
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, ReadScreen))
        await seat.press("4")
        await seat.until(lambda: isinstance(seat.app.screen, LogScreen))
        await seat.press("1", "escape")
        await seat.pilot.pause()
        assert isinstance(seat.app.screen, ReadScreen), "whoever goes somewhere by its number has come from nowhere"


@piloted
async def test_who_brought_in_words_is_shown_with_the_decision_and_the_record_is_one_key_away(
    talks: Repository,
) -> None:
    act = recording.adopt(talks, acting_for(SECRETARIAT), ["FJI-000003"], accept_near=True, date=day(9))
    async with seated(talks) as seat:
        seat.app.rooms.read(CI, "1")
        await seat.until(lambda: seat.subject.target is not None and seat.subject.clause == CI)
        await seat.press("O")
        await seat.asks(Register)
        await seat.shows("Who brought in the words of Article 4, paragraph 1", "Open")
        added = await seat.shows("FJI-000003 of FJI, tabled 2026-03-05", f"in {act.commit[:10]}")
        assert "and submarine cables" in added.partition("FJI-000003 of FJI")[2]
        assert "States shall refrain" in added.partition("FJI-000003 of FJI")[0]
        await seat.press("down", "enter")
        await seat.until(lambda: isinstance(seat.app.screen, LogScreen))
        await seat.until(lambda: (row := seat.app.screen.query_one(Reader).current) and row.key == act.commit)
        await seat.press("escape")
        await seat.asks(Register)


@piloted
async def test_what_breaks_the_rules_of_a_treaty_text_waits_for_the_secretariat(talks: Repository) -> None:
    recording.edit(talks, acting_for(SECRETARIAT), reworded(talks, "damage", "damage under article 99"), "A mistake")
    async with seated(talks, SECRETARIAT) as seat:
        await seat.press("Z")
        await seat.shows("These break the rules of a treaty text, as `drafter check` says (1)", "article 99")
        await seat.press("G", "enter")
        await seat.until(lambda: seat.subject.clause == CI)
    async with seated(talks, "FRA") as seat:
        await seat.press("Z")
        await seat.shows("What waits for France", "proposals")
        assert "break the rules" not in seat.text


@piloted
async def test_the_cursor_stays_near_where_it_was_when_a_filter_takes_its_line_away(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("3")
        await seat.until(lambda: isinstance(seat.app.screen, PositionsScreen) and seat.app.screen.subject().clause)
        matrix = seat.app.screen.query_one(MatrixView)
        every = [line.target for line in matrix.lines]
        await seat.press("G", "c")
        await seat.until(lambda: len(matrix.lines) < len(every))
        assert matrix.line is not None
        assert matrix.line is matrix.lines[-1]


@piloted
async def test_on_the_wall_stands_one_paragraph_with_its_brackets_and_nothing_else(talks: Repository) -> None:
    async with seated(talks, size=(80, 24)) as seat:
        await seat.press("n", "P")
        await seat.shows("Article 4, paragraph 1", "[refrain from / not conduct - DEU / avoid - AUS]")
        await seat.pilot.resize_terminal(40, 9)
        await seat.shows("Article 4, paragraph 1", "[refrain from / not  ")
        assert len([line for line in seat.text.split("\n") if line.strip()]) < 7
        assert "too small" not in seat.text
        await seat.press("down")
        shown = await seat.shows("Article 4, paragraph 2")
        assert "refrain from" not in shown
        await seat.pilot.resize_terminal(80, 24)
        await seat.press("escape")
        await seat.shows("[1 Read]", "refrain from", "^p Menu")


@piloted
async def test_the_wall_follows_the_cursor_of_the_chair_in_another_window(talks: Repository) -> None:
    async with seated(talks, SECRETARIAT) as chair, seated(talks, SECRETARIAT) as wall:
        await wall.press("P")
        await wall.shows("Preamble")
        chair.app.rooms.read(CI, "2")
        await wall.shows("Article 4, paragraph 2")
        await chair.press("up")
        await wall.shows("Article 4, paragraph 1", "refrain from")
        await wall.press("down")
        await wall.shows("Article 4, paragraph 2")


@piloted
async def test_what_is_said_in_passing_stays_for_as_long_as_it_takes_to_read(talks: Repository) -> None:
    async with seated(talks) as seat:
        for said in ("Recorded.", "A reason of several lines. " * 10):
            seat.app.tell(said)
            await seat.until(lambda said=said: seat.said(said))
            (toast,) = seat.app._notifications
            assert toast.timeout >= max(5, len(said) / 15)


@piloted
async def test_who_leaves_right_after_moving_the_cursor_leaves_without_an_error(talks: Repository) -> None:
    """What is worked out once the cursor rests finds nothing to be shown in then. A screen that is being closed says of
    itself that it is not displayed, before it loses the first of its widgets.
    """
    async with seated(talks) as seat:
        done: list[str] = []
        screen = seat.app.screen_stack[0]
        assert isinstance(screen, ReadScreen)
        screen.after_pause(0.01, lambda: done.append("while it is there"))
        await seat.until(lambda: done)
        screen.display = False
        screen.after_pause(0.01, lambda: done.append("when it closes"))
        for _ in range(5):
            await seat.pilot.pause(0.02)
        assert done == ["while it is there"]


@piloted
async def test_a_dialog_that_is_being_closed_is_not_displayed_while_it_has_its_widgets(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("Z")
        dialog = await seat.asks(Register)
        closing = dialog.remove()
        assert (dialog.display, bool(dialog.children)) == (False, True)
        await closing
