"""The screens beside Read: the matrix, the draft, the differences, the log; the footer, the palette, the mouse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Input

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.tui.commands import fits
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.export import Export
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.dialogs.register import Register
from drafter.tui.messages import Recorded
from drafter.tui.widgets.matrix import MatrixView
from drafter.tui.widgets.reader import Reader
from drafter.tui.widgets.rows import Rows
from tests.conftest import acting_for
from tests.store.acts import day
from tests.tui.seat import Seat, piloted, seated

BEGINNINGS = {"docx": b"PK", "pdf": b"%PDF-"}
CABLES = Target(amendment="FJI-000003")


async def matrix(seat: Seat) -> MatrixView:
    await seat.press("3")
    await seat.shows("lines")
    view = seat.app.screen.query_one(MatrixView)
    await seat.until(lambda: view.line is not None)
    return view


@piloted
async def test_the_matrix_shows_who_says_what(talks: Repository) -> None:
    async with seated(talks, size=(120, 30)) as seat:
        await matrix(seat)
        line = next(line for line in seat.text.split("\n") if "FJI-000003" in line)
        assert "+2 x1" in line
        assert " P " in line
        assert " C " in line
        assert " x " in line


@piloted
async def test_the_detail_of_a_cell_says_it_in_words(talks: Repository) -> None:
    async with seated(talks, size=(120, 30)) as seat:
        view = await matrix(seat)
        view.go_to(CABLES)
        while view.column is not None and view.column.code != "AUS":
            await seat.press("right")
        await seat.shows("Australia (AUS) opposes FJI-000003", "Recorded 2026-03-06", "“Too wide.”")


@piloted
async def test_the_words_that_a_line_is_about_stand_below_the_matrix(talks: Repository) -> None:
    async with seated(talks, size=(120, 30)) as seat:
        view = await matrix(seat)
        await seat.until(lambda: "Preamble The Parties to this Treaty," in seat.pane("#line"))
        view.go_to(CABLES)
        await seat.until(lambda: "FJI-000003 MOD {+and submarine cables+}" in seat.pane("#line"))
        view.go_to(Target("critical-infrastructure"))
        await seat.until(lambda: "Article 4 1. States shall refrain from" in seat.pane("#line"))


@piloted
async def test_a_stance_key_in_a_cell_asks_and_enter_records(talks: Repository) -> None:
    async with seated(talks, size=(120, 30)) as seat:
        view = await matrix(seat)
        view.go_to(CABLES)
        await seat.press("tilde")
        await seat.asks(PositionDialog)
        await seat.shows("can accept FJI-000003")
        assert not seat.told(Recorded)
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
        held = [
            each.position
            for each in reading.read(talks).positions_by_target[CABLES]
            if each.position.signatory == "FRA"
        ]
        assert [each.stance for each in held] == [Stance.ACCEPT]
        await seat.until(lambda: view.line is not None and view.line.target == CABLES and "~1" in seat.text)


@piloted
async def test_who_co_sponsors_supports_and_chooses_no_stance_besides(talks: Repository) -> None:
    async with seated(talks, size=(120, 30)) as seat:
        view = await matrix(seat)
        view.go_to(CABLES)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("c")
        await seat.shows("supports FJI-000003, as co-sponsor.")
        await seat.press("c", "x", "c")
        await seat.shows("opposes FJI-000003, as co-sponsor.")


@piloted
async def test_only_what_is_contested_and_only_what_waits_for_me(talks: Repository) -> None:
    async with seated(talks, size=(120, 30)) as seat:
        await matrix(seat)
        await seat.press("c")
        await seat.until(lambda: "FJI-000003" in seat.text and "DEU-000001" not in seat.text)
        await seat.press("c", "z")
        await seat.until(lambda: "DEU-000001" in seat.text and "need your decision" in seat.text)
        recording.position(talks, acting_for("FRA"), Target(amendment="DEU-000001"), Stance.SUPPORT)
        await seat.until(lambda: "DEU-000001" not in seat.text)


@piloted
async def test_a_group_folds_its_members_and_unfolds_them(talks: Repository) -> None:
    recording.position(talks, acting_for("EUE"), CABLES, Stance.OPPOSE, on_behalf_of="EU")
    async with seated(talks, code="AUS", size=(120, 30)) as seat:
        await matrix(seat)
        header = lambda: next(line for line in seat.text.split("\n") if "totals" in line)  # noqa: E731
        await seat.until(lambda: "EU" in header() and "FRA" not in header())
        await seat.press("f")
        await seat.until(lambda: "FRA" in header())
        assert "(x)" in next(line for line in seat.text.split("\n") if "FJI-000003" in line)


@piloted
async def test_the_first_line_and_the_first_column_stay_in_view(talks: Repository) -> None:
    async with seated(talks, size=(60, 16)) as seat:
        await matrix(seat)
        await seat.press("f", "G", "end")
        await seat.until(lambda: "Depositary" in seat.text)
        assert "lines" in seat.text
        await seat.shows("MDV")


@piloted
async def test_a_click_goes_to_a_cell(talks: Repository) -> None:
    async with seated(talks, size=(120, 30)) as seat:
        view = await matrix(seat)
        lines = seat.text.split("\n")
        y = next(nth for nth, line in enumerate(lines) if "FJI-000003" in line)
        header = next(line for line in lines if "lines" in line and "AUS" in line)
        await seat.pilot.click(offset=(header.index("AUS") + 1, y))
        assert view.line is not None
        assert view.column is not None
        assert (view.line.target, view.column.code) == (CABLES, "AUS")


@piloted
async def test_the_draft_in_each_style(talks: Repository) -> None:
    recording.adopt(talks, acting_for("XXS"), ["FJI-000003"], accept_near=True)
    async with seated(talks) as seat:
        await seat.press("5")
        await seat.until(lambda: "Nothing is agreed until everything is agreed" in seat.flat)
        await seat.press("s")
        await seat.shows("[clean]")
        await seat.press("s")
        await seat.until(lambda: "{+ and submarine cables" in seat.flat or "{+and submarine cables" in seat.flat)
        await seat.shows("v names shown", "c since Rev.1")
        await seat.press("s")
        await seat.shows("[compilation]")
        await seat.until(lambda: "index#" in " ".join(row.key for row in seat.app.screen.query_one("#reader").rows))
        await seat.press("s")
        await seat.shows("[comparison]")
        await seat.until(lambda: "as it stands: " in seat.flat and "DEU: DEU-000001" in seat.flat)


@piloted
async def test_amendments_are_shown_as_if_adopted_and_exported_with_what_is_said(
    talks: Repository, tmp_path: Path
) -> None:
    async with seated(talks) as seat:
        await seat.press("5")
        await seat.until(lambda: "Nothing is agreed" in seat.flat)
        await seat.press("s", "s")
        await seat.shows("[redline]")
        await seat.press("w")
        dialog = await seat.asks(Choosing)
        await seat.type("FJI")
        await seat.press("enter")
        await seat.until(lambda: seat.app.screen is not dialog)
        await seat.shows("what if: FJI-000003")
        await seat.until(lambda: "submarine cables" in seat.flat and "{+" in seat.flat)
        await seat.press("e")
        dialog = await seat.asks(Export)
        await seat.until(lambda: "The redline text, after Rev.1, with names, with FJI-000003, about" in seat.flat)
        dialog.query_one(Input).value = str(tmp_path / "fiji.docx")
        await seat.shows("tracked changes, each under the delegation")
        await seat.press("enter")
        await seat.until(lambda: not isinstance(seat.app.screen, Export))
    assert (tmp_path / "fiji.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(("keys", "ending"), [*enumerate(("docx", "pdf", "html", "md", "txt", "akn", "json"))])
def test_the_draft_is_exported_whole(talks: Repository, tmp_path: Path, keys: int, ending: str) -> None:
    _exported(talks, tmp_path, keys, ending)


@piloted
async def _exported(talks: Repository, tmp_path: Path, keys: int, ending: str) -> None:
    async with seated(talks) as seat:
        await seat.press("5")
        await seat.until(lambda: "Nothing is agreed" in seat.flat)
        await seat.press("e")
        dialog = await seat.asks(Export)
        await seat.press(*["ctrl+t"] * keys)
        field = dialog.query_one(Input)
        assert field.value.endswith(ending)
        file = tmp_path / f"text.{ending}"
        field.value = str(file)
        file.write_text("mine")
        await seat.press("enter")
        await seat.shows("^r replaces it")
        await seat.press("enter")
        await seat.pilot.pause()
        assert file.read_text() == "mine"
        await seat.press("ctrl+r")
        await seat.until(lambda: not isinstance(seat.app.screen, Export), f"{ending} written")
        if ending in BEGINNINGS:
            assert file.read_bytes().startswith(BEGINNINGS[ending])
            return
        text = file.read_text()
        assert "Protection of critical infrastructure" in text
        if ending == "json":
            assert json.loads(text)["title"] == "Treaty on Cyber Operations"
        assert [path.name for path in tmp_path.glob(".text*")] == []


@piloted
async def test_d_shows_what_an_amendment_changes_and_who_says_what(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.press("d")
        await seat.shows("FJI-000003", "{+ and submarine cables+}", "opposes", "“Too wide.”")
        await seat.press("m")
        await seat.until(lambda: "{+" not in seat.text and "and submarine cables" in seat.flat)


@piloted
async def test_two_texts_stand_side_by_side_where_there_is_room(talks: Repository) -> None:
    async with seated(talks, size=(140, 36)) as seat:
        await seat.press("2")
        await seat.shows("side by side")
        line = next(line for line in seat.text.split("\n") if "[-refrain from-]" in line)
        assert "{+not conduct+}" in line.split(" | ")[1]
        await seat.press("s")
        await seat.until(lambda: "[-refrain from-]{+not conduct+}" in seat.flat)


@piloted
async def test_what_changed_since_an_issue(talks: Repository) -> None:
    recording.adopt(talks, acting_for("XXS"), ["FJI-000003"], accept_near=True)
    async with seated(talks) as seat:
        await seat.press("2", "c")
        await seat.asks(Choosing)
        await seat.type("since Rev")
        await seat.press("enter")
        await seat.until(lambda: "since Rev.1: 1 clause changed" in seat.flat and "and submarine cables+}" in seat.flat)


@piloted
async def test_who_looks_at_the_newest_act_sees_newer_ones_come(talks: Repository) -> None:
    async with seated(talks, size=(80, 24)) as seat:
        await seat.press("4")
        await seat.shows("Issue Rev.1")
        recording.position(talks, acting_for("FRA"), Target("scope"), Stance.SUPPORT)
        seat.app.session.look()
        await seat.shows("FRA supports article 1")
        await seat.press("j")
        recording.position(talks, acting_for("DEU"), Target("scope"), Stance.SUPPORT)
        seat.app.session.look()
        reader = seat.app.screen.query_one(Reader)
        await seat.until(lambda: any("DEU supports article 1" in row.content.plain for row in reader.rows))
        assert reader.current is not None
        assert "DEU supports" not in reader.current.content.plain


@piloted
async def test_a_line_and_a_column_of_the_positions_are_found_by_their_names(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("3")
        matrix = await seat.until(lambda: next(iter(seat.app.screen.query(MatrixView)), None))
        await seat.until(lambda: matrix.line is not None)
        await seat.press("slash")
        await seat.asks(Choosing)
        await seat.type("fji-0")
        await seat.press("enter")
        await seat.until(lambda: matrix.line is not None and matrix.line.target == Target(amendment="FJI-000003"))
        assert matrix.column is not None
        assert matrix.column.code != "MDV"
        await seat.press("slash")
        await seat.asks(Choosing)
        await seat.type("maldives")
        await seat.press("enter")
        await seat.until(lambda: matrix.column is not None and matrix.column.code == "MDV")
        assert matrix.line is not None
        assert matrix.line.target == Target(amendment="FJI-000003")


@piloted
async def test_the_log_tells_every_act_and_can_be_narrowed_down(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("4")
        await seat.until(lambda: "Too wide." in seat.flat and "MDV" in seat.flat)
        await seat.press("c")
        await seat.asks(Choosing)
        await seat.type("australia")
        await seat.press("enter")
        await seat.until(lambda: "acts of AUS (2 of" in seat.flat and "MDV" not in seat.pane("#reader"))
        await seat.press("escape")
        await seat.until(lambda: "all acts" in seat.flat)


@piloted
async def test_the_log_shows_what_was_recorded_since_a_day_and_of_that_the_acts_of_one_state(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("4")
        await seat.until(lambda: "Too wide." in seat.flat and "MDV" in seat.flat)
        last = day(6)[:10]
        await seat.press("c")
        await seat.asks(Choosing)
        await seat.type(f"since {last}")
        await seat.shows(f"since {last}  (2 acts)")
        await seat.press("enter")
        await seat.until(lambda: f"all acts since {last} (2 of" in seat.flat)
        assert "MDV" in seat.pane("#reader")
        await seat.press("c")
        await seat.asks(Choosing)
        await seat.type("australia")
        await seat.press("enter")
        await seat.until(lambda: f"acts of AUS since {last} (1 of" in seat.flat)
        await seat.press("escape")
        await seat.until(lambda: "all acts (" in seat.flat)


@piloted
async def test_a_click_on_a_key_of_the_bottom_line_does_what_the_key_does(talks: Repository) -> None:
    async with seated(talks) as seat:
        last = seat.text.split("\n")[-1]
        await seat.pilot.click(offset=(last.index("n Next"), 35))
        await seat.until(lambda: seat.subject.names == ("DEU-000001", "AUS-000002"))
        top = seat.text.split("\n")[0]
        await seat.pilot.click(offset=(top.index("Positions"), 0))
        await seat.shows("lines")


@piloted
async def test_the_palette_offers_what_makes_sense_now(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("ctrl+p")
        await seat.shows("act: Amend")
        assert "secretariat: Adopt" not in seat.text
        await seat.type("depositary")
        await seat.shows("go to: Article 12. Depositary")
        await seat.press("down", "enter")
        await seat.until(lambda: seat.subject.clause == "depositary")


@piloted
async def test_the_palette_finds_an_act_by_what_is_said_of_it_and_an_amendment_by_its_state(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("ctrl+p")
        await seat.shows("act: Amend")
        await seat.type("oppose")
        await seat.until(lambda: "act: Position" in seat.text and "act: Amend" not in seat.text)
        assert "go to:" not in seat.text
        await seat.press(*["backspace"] * 6)
        await seat.type("fiji")
        await seat.shows("signatory: FJI Fiji", "amendment: FJI-000003")


def test_letters_scattered_over_a_heading_find_nothing() -> None:
    name = "go to: Article 21. Signature, ratification, acceptance, approval and accession"
    assert not fits("supp", name)
    assert not fits("signature oppose", name)
    assert fits("ratif", name) > fits("fication", name) > 0
    assert fits("opposes", "act: Position", "Say whether your delegation opposes it.") > 0


def test_a_state_is_found_by_its_name_without_the_accents() -> None:
    assert fits("cote d'ivoire", "signatory: CIV Côte d’Ivoire") > 0
    assert fits("Türkiye", "signatory: TUR Turkiye") > 0


@piloted
async def test_both_themes_paint(talks: Repository) -> None:
    async with seated(talks) as seat:
        assert seat.app.theme == "drafter-dark"
        await seat.press("f2")
        assert seat.app.theme == "drafter-light"
        await seat.shows("[refrain")


@piloted
async def test_the_colours_that_were_chosen_are_those_of_the_next_start(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("f2")
        await seat.until(lambda: seat.app.theme == "drafter-light")
    async with seated(talks) as seat:
        assert seat.app.theme == "drafter-light"
        await seat.press("f2")
        await seat.until(lambda: seat.app.theme == "drafter-dark")


def test_the_entry_imports_no_textual_and_the_first_frame_no_git() -> None:
    script = (
        "import sys; import drafter.tui; assert 'textual' not in sys.modules;"
        "import drafter.tui.app, drafter.tui.screens.read;"
        "late = {'git', 'regex', 'drafter.store.repository', 'drafter.text.tokens', 'drafter.draft.inline'};"
        "assert not late & {*sys.modules}, late & {*sys.modules}"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ})


@piloted
async def test_only_texts_on_which_somebody_holds_a_stance(talks: Repository) -> None:
    async with seated(talks, size=(120, 30)) as seat:
        await matrix(seat)
        await seat.press("v")
        await seat.asks(Choosing)
        await seat.type("blocks consensus")
        await seat.press("enter")
        await seat.until(lambda: "FJI-000003" in seat.text and "DEU-000001" not in seat.text)
        await seat.shows("somebody opposes: consensus is blocked")
        await seat.press("escape")
        await seat.shows("DEU-000001", "All lines")


@piloted
async def test_only_the_columns_of_a_group(talks: Repository) -> None:
    async with seated(talks, size=(120, 30)) as seat:
        await matrix(seat)
        header = lambda: next(line for line in seat.text.split("\n") if "lines" in line and "MDV" in line)  # noqa: E731
        assert "DEU" in header()
        await seat.press("v")
        await seat.asks(Choosing)
        await seat.type("AOSIS")
        await seat.press("enter")
        await seat.shows("members of AOSIS")
        assert "FJI" in header()
        assert "DEU" not in header()
        await seat.press("v")
        await seat.asks(Choosing)
        await seat.type("somebody opposes")
        await seat.press("enter")
        await seat.shows("0 of", "a member of AOSIS opposes")


@piloted
async def test_the_page_of_a_signatory_says_all_that_it_proposes_holds_and_said(talks: Repository) -> None:
    async with seated(talks, size=(120, 30)) as seat:
        view = await matrix(seat)
        while view.column is not None and view.column.code != "AUS":
            await seat.press("right")
        await seat.press("o")
        page = await seat.asks(Register)
        await seat.shows("Australia (AUS)", "Proposes (1)", "AUS-000002 MOD", "“Because.”")
        await seat.shows("Opposes, and so blocks consensus on (1)", "x FJI-000003", "“Too wide.”", "2026-03-06")
        await seat.press("end")
        assert page.query_one(Rows).current.target == CABLES
        await seat.press("enter")
        await seat.until(lambda: "FJI-000003  MOD" in seat.text and seat.app.screen.NAME == "diff")


@piloted
async def test_the_draft_can_leave_out_what_nobody_changes_and_is_exported_so(
    talks: Repository, tmp_path: Path
) -> None:
    file = tmp_path / "text.md"
    async with seated(talks, size=(110, 60)) as seat:
        await seat.press("5")
        await seat.until(lambda: "designate a point of contact" in seat.flat)
        await seat.press("o")
        await seat.until(lambda: "changes only" in seat.flat and "designate a point of contact" not in seat.flat)
        assert "critical infrastructure" in seat.flat
        await seat.press("e")
        (await seat.asks(Export)).query_one(Input).value = str(file)
        await seat.press("enter")
        await seat.until(lambda: not isinstance(seat.app.screen, Export), "written")
        assert "designate a point of contact" not in file.read_text()
        await seat.press("s")
        await seat.until(lambda: "[clean]" in seat.flat and "designate a point of contact" in seat.flat)
        await seat.press("o")
        await seat.until(lambda: seat.said("A clean text shows all there is"))
