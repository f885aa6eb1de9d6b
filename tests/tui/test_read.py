"""The Read screen: going through the text, its disputes and what is said about them."""

from __future__ import annotations

from typing import Any

import pytest
from textual.geometry import Offset
from textual.selection import Selection
from textual.strip import Strip
from textual.widgets import Input

from drafter.draft.document import Document
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.repository import Repository
from drafter.tui.desk import Desk
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.present.row import Row
from drafter.tui.present.words import words
from drafter.tui.screens import read
from drafter.tui.screens.read import ReadScreen
from drafter.tui.widgets.clause_tree import ClauseTree
from drafter.tui.widgets.docket import Docket
from drafter.tui.widgets.reader import Reader
from tests.conftest import acting_for
from tests.store.acts import CI
from tests.tui.seat import piloted, seated


@piloted
async def test_the_text_shows_its_brackets_with_names(talks: Repository) -> None:
    async with seated(talks) as seat:
        assert "States shall [refrain from / not conduct - DEU / avoid - AUS] cyber operations" in seat.flat


@pytest.mark.painted
@piloted
async def test_the_agreed_words_are_on_the_screen_before_the_brackets_are_worked_out(
    talks: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    document, line = Desk.document, Reader.render_line

    def worked_out(self: Desk, *arguments: Any, **options: Any) -> Document:
        happened.append("worked out")
        return document(self, *arguments, **options)

    def painted(self: Reader, y: int) -> Strip:
        strip = line(self, y)
        happened.extend(["agreed words"] if "States shall refrain from cyber operations" in strip.text else [])
        return strip

    # However slow the machine is, the brackets wait.
    monkeypatch.setattr(read, "_MOST_LOOKS", 2000)
    monkeypatch.setattr(Desk, "document", worked_out)
    monkeypatch.setattr(Reader, "render_line", painted)
    async with seated(talks) as seat:
        await seat.until(lambda: "[refrain from" in seat.flat)
    assert happened[0] == "agreed words"
    assert "worked out" in happened


@piloted
async def test_the_same_text_without_names_and_as_agreed(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("v")
        await seat.until(lambda: "[refrain from][not conduct][avoid]" in seat.flat)
        await seat.press("v")
        await seat.until(lambda: "States shall refrain from cyber operations" in seat.flat)


@piloted
async def test_n_goes_from_dispute_to_dispute_and_the_docket_follows(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n")
        await seat.until(lambda: seat.subject.names == ("DEU-000001", "AUS-000002"))
        await seat.shows("DEU-000001 MOD", "AUS-000002 MOD", "rival of DEU-000001")
        await seat.press("n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.shows("x 1 oppose (AUS)")
        await seat.press("N")
        await seat.until(lambda: seat.subject.names == ("DEU-000001", "AUS-000002"))


@piloted
async def test_behind_the_last_dispute_n_begins_again_at_the_first_and_says_so(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "n", "n")
        await seat.until(lambda: seat.said("Contested words, from the top again."))
        await seat.until(lambda: seat.subject.names == ("DEU-000001", "AUS-000002"))
        await seat.press("N")
        await seat.until(lambda: seat.said("Contested words, from the end again."))
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))


@piloted
async def test_a_click_on_contested_words_chooses_them(talks: Repository) -> None:
    async with seated(talks) as seat:
        reader = seat.app.screen.query_one(Reader)
        lines = seat.text.split("\n")
        y = next(nth for nth, line in enumerate(lines) if "not conduct" in line)
        await seat.pilot.click(offset=(lines[y].index("not conduct"), y))
        assert reader.contest is not None
        assert reader.contest.names == ("DEU-000001", "AUS-000002")


@piloted
async def test_words_are_found_as_one_types(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("slash")
        await seat.type("POINT OF")
        await seat.until(lambda: seat.subject.target == Target(CI, "2.a"))
        await seat.press("enter")
        assert seat.app.screen.query_one(Reader).has_focus
        await seat.press("escape")
        assert not seat.app.screen.query_one(Reader).finding
        assert not seat.app.screen.query_one(Input).value


@piloted
async def test_the_agreed_words_are_found_through_the_brackets_and_the_end_of_the_text_is_told(
    talks: Repository,
) -> None:
    async with seated(talks) as seat:
        await seat.press("slash")
        await seat.type("states shall refrain from cyber")
        await seat.shows("1 of 1")
        assert seat.subject.target == Target(CI, "1")
        await seat.press("enter", "n")
        await seat.shows("1 of 1, from the top again")
        await seat.press("N")
        await seat.shows("1 of 1, from the end again")


@piloted
async def test_finding_that_begins_behind_the_last_place_says_that_it_begins_again_at_the_top(
    talks: Repository,
) -> None:
    async with seated(talks) as seat:
        await seat.press("end", "slash")
        await seat.type("states shall")
        await seat.shows("1 of ", "from the top again")


@piloted
async def test_an_amendment_is_found_by_its_name_in_the_words_behind_which_it_stands(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("slash")
        await seat.type("fji-0")
        await seat.shows("1 of 1")
        assert seat.subject.target == Target(CI, "1")


@piloted
async def test_w_shows_the_text_with_one_proposal_applied(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.press("w")
        await seat.until(lambda: "damage critical infrastructure and submarine cables." in seat.flat)
        await seat.press("w")
        await seat.until(lambda: "infrastructure [and submarine cables" in seat.flat)


@piloted
async def test_a_text_that_is_shown_otherwise_than_it_stands_says_so_for_as_long_as_it_is(talks: Repository) -> None:
    async with seated(talks, size=(80, 24)) as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.press("w")
        await seat.until(lambda: "damage critical infrastructure and submarine cables." in seat.flat)
        seat.app.clear_notifications()
        await seat.shows("What if FJI-000003 were adopted (w: as it stands)")
        await seat.press("v")
        await seat.shows("What if FJI-000003 were adopted (w: as it stands) · Brackets without names")
        await seat.press("w", "v")
        seat.app.clear_notifications()
        await seat.shows("Agreed words alone (v: another view)")
        await seat.press("v")
        await seat.until(lambda: "another view" not in seat.text)


@piloted
async def test_the_tree_follows_the_text_and_leads_it(talks: Repository) -> None:
    async with seated(talks) as seat:
        tree, reader = seat.app.screen.query_one(ClauseTree), seat.app.screen.query_one(Reader)
        await seat.press("n")
        await seat.until(lambda: tree.current is not None and tree.current.key == CI)
        await seat.press("t", "down")
        await seat.until(lambda: reader.current is not None and reader.current.key == "depositary")
        await seat.press("enter")
        assert reader.has_focus


@piloted
async def test_what_follows_on_an_amendment_found_by_its_name_is_about_that_one(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("slash")
        await seat.type("AUS-0")
        await seat.press("enter")
        await seat.until(lambda: seat.subject.names == ("AUS-000002",))
        assert seat.subject.exact
        await seat.shows("AUS-000002 MOD")
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.shows("> AUS-000002")
        await seat.press("escape", "d")
        await seat.shows("AUS-000002 · in one text")
        await seat.press("1", "escape")
        await seat.until(lambda: len(seat.subject.names) > 1)


@piloted
async def test_the_tree_counts_brackets_and_amendments(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.shows("2[] 3a", "agreed")


@piloted
async def test_enter_goes_down_to_the_docket_and_escape_back(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "enter")
        assert seat.app.screen.query_one(Docket).has_focus
        await seat.press("escape")
        assert seat.app.screen.query_one(Reader).has_focus


@piloted
async def test_on_a_narrow_screen_one_pane_at_a_time(talks: Repository) -> None:
    async with seated(talks, size=(80, 24)) as seat:
        screen = seat.app.screen
        assert not screen.query_one(ClauseTree).display
        await seat.press("t")
        await seat.until(lambda: screen.query_one(ClauseTree).display and not screen.query_one("#text").display)
        await seat.press("enter")
        await seat.until(lambda: screen.query_one(Reader).size.height > 10)


@piloted
async def test_resizing_keeps_the_place(talks: Repository) -> None:
    async with seated(talks, size=(120, 40)) as seat:
        await seat.press("n")
        before = seat.subject
        for size in ((80, 24), (200, 60), (61, 16), (120, 40)):
            await seat.pilot.resize_terminal(*size)
            await seat.until(lambda: "[refrain" in seat.flat, f"the words at {size}")
        assert seat.subject == before


@piloted
async def test_a_window_too_small_says_so_instead_of_breaking(talks: Repository) -> None:
    async with seated(talks, size=(120, 40)) as seat:
        await seat.press("n")
        reader = seat.app.screen.query_one(Reader)
        await seat.pilot.resize_terminal(50, 12)
        await seat.shows("too small")
        await seat.pilot.resize_terminal(80, 24)
        await seat.until(lambda: "too small" not in seat.text)
        await seat.until(lambda: reader.has_focus, "the focus where it was")
        before = reader.cursor
        await seat.press("up")
        await seat.until(lambda: reader.cursor < before)


@piloted
async def test_copy_takes_the_paragraph_and_says_so(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "y")
        assert "refrain from" in seat.app.clipboard
        assert seat.said("Copied")


@piloted
async def test_copy_on_a_heading_takes_the_whole_clause(talks: Repository) -> None:
    async with seated(talks) as seat:
        seat.app.rooms.read(CI)
        await seat.until(lambda: seat.subject.target == Target(CI))
        await seat.press("y")
        heading, *paragraphs = seat.app.clipboard.split("\n\n")
        assert heading == "Article 4. Protection of critical infrastructure"
        assert paragraphs[0].startswith("1. States shall [refrain from / not conduct - DEU")
        assert paragraphs[-1].startswith("(b) notify the other States")


@piloted
async def test_who_goes_on_after_a_selection_copies_what_is_there_and_not_what_was_selected(talks: Repository) -> None:
    async with seated(talks) as seat:
        reader = seat.app.screen.query_one(Reader)
        await seat.press("n")
        await seat.pilot.mouse_down(reader, offset=(4, 2))
        await seat.pilot.hover(reader, offset=(20, 2))
        await seat.pilot.mouse_up(reader, offset=(20, 2))
        await seat.until(lambda: seat.app.screen.get_selected_text())
        await seat.press("n", "n", "y")
        assert reader.current is not None
        assert seat.app.clipboard == reader.current.content.plain


@piloted
async def test_what_another_process_records_shows_by_itself(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "n")
        recording.position(talks, acting_for("DEU"), Target(amendment="FJI-000003"), Stance.OPPOSE)
        await seat.shows("x 2 oppose (AUS, DEU)")
        assert seat.subject.names == ("FJI-000003",)


@piloted
async def test_a_screen_has_few_widgets(talks: Repository) -> None:
    async with seated(talks, size=(200, 60)) as seat:
        for key in "12345":
            await seat.press(key)
            await seat.pilot.pause()
            assert len(seat.app.screen.walk_children()) < 60


@piloted
async def test_only_what_is_visible_is_painted(talks: Repository) -> None:
    async with seated(talks, size=(120, 40)) as seat:
        await seat.shows("[refrain from")
        reader = seat.app.screen.query_one(Reader)
        rows = reader.rows
        reader.show([row for nth in range(200) for row in (_renamed(each, nth) for each in rows)])
        await seat.pilot.pause()
        assert isinstance(seat.app.screen, ReadScreen)
        assert len(reader._laid) < len(reader.rows) / 10


def _renamed(row, nth: int):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(row, key=f"{row.key}~{nth}")


@piloted
async def test_a_selection_with_the_mouse_is_painted_and_copied(talks: Repository) -> None:
    async with seated(talks) as seat:
        lines = seat.text.split("\n")
        y = next(nth for nth, line in enumerate(lines) if "This Treaty applies" in line)
        x = lines[y].index("This Treaty")
        await seat.pilot.mouse_down(offset=(x, y))
        await seat.pilot.hover(offset=(x + 10, y))
        await seat.pilot.mouse_up(offset=(x + 10, y))
        await seat.until(lambda: seat.app.screen.get_selected_text())
        await seat.press("y")
        assert seat.app.clipboard.startswith("This Treat")


@piloted
async def test_selected_words_of_a_wide_script_stay_on_the_screen_and_are_those_that_are_copied(
    talks: Repository,
) -> None:
    text = "各国应当避免开展网络行动 and shall refrain."
    async with seated(talks) as seat:
        reader = seat.app.screen.query_one(Reader)
        reader.show([Row(key="chinese", content=words(text))])
        await seat.shows(text)
        x, y = reader.region.offset + Offset(reader.GUTTER, 0)
        await seat.pilot.mouse_down(offset=(x + 4, y))
        await seat.pilot.hover(offset=(x + 10, y))
        assert seat.app.screen.get_selected_text() == "应当避免"
        assert text in seat.text
        ground = reader.screen.get_visual_style("bar--here", partial=True).rich_style.bgcolor
        painted = reader.render_line(0)
        assert "".join(each.text for each in painted if each.style and each.style.bgcolor == ground) == "应当避免"
        assert painted.text.strip(" >|") == text


@piloted
async def test_after_the_wheel_the_cursor_comes_to_what_is_in_view(talks: Repository) -> None:
    async with seated(talks, size=(80, 24)) as seat:
        reader = seat.app.screen.query_one(Reader)
        reader.scroll_to(y=12, animate=False)
        await seat.pilot.pause()
        await seat.press("down")
        assert reader._starts[reader.cursor] >= 12


@piloted
async def test_a_paragraph_is_copied_without_the_line_ends_of_this_window(talks: Repository) -> None:
    async with seated(talks, size=(80, 24)) as seat:
        reader = seat.app.screen.query_one(Reader)
        reader.go(reader.place("critical-infrastructure#0") or 0, top=True)
        await seat.shows("critical infrastructure [and submarine cables")
        row = reader.current
        assert row is not None
        first = reader._starts[reader.cursor]
        last = first + len(reader._lines(reader.cursor)) - 1
        assert last > first
        taken = reader.get_selection(Selection(Offset(0, first), Offset(200, last + 1)))
        assert taken is not None
        assert taken[0] == row.content.plain
