"""What was typed and not recorded: it is kept, of every kind, and comes back where it was typed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from textual.widgets import TextArea

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.compose import ComposeDialog
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.dialogs.telling import Telling
from drafter.tui.drafts import Drafts
from drafter.tui.messages import Recorded
from drafter.tui.widgets.stances import StanceSwitch
from tests.conftest import acting_for
from tests.store.acts import CI, reworded
from tests.tui.seat import Seat, piloted, seated

CABLES = Target(amendment="FJI-000003")


def drafts(repo: Repository) -> list[Path]:
    return sorted((repo.git_dir / "drafter" / "drafts").glob("*.json"))


async def at_the_cables(seat: Seat) -> None:
    await seat.press("n", "n")
    await seat.until(lambda: seat.subject.names == ("FJI-000003",))


async def saying(seat: Seat, statement: str) -> None:
    """Oppose what is under the cursor, with a statement, without recording it."""
    await seat.press("p")
    await seat.asks(PositionDialog)
    await seat.press("x")
    seat.app.screen.query_one(TextArea).focus()
    await seat.type(statement)


def own(repo: Repository) -> tuple[Stance, str]:
    """What France holds on the cables, and says about them."""
    found = reading.read(repo).positions_by_target[CABLES]
    return next((each.position.stance, each.position.statement) for each in found if each.position.signatory == "FRA")


def full(*_: object) -> None:
    """Stand for a disk that is full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def stated(seat: Seat) -> str:
    return str(seat.app.screen.query_one(TextArea).text)


@piloted
async def test_the_draft_of_a_new_article_comes_back_with_the_key_that_is_said(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "a")
        await seat.asks(AmendDialog)
        await seat.press("ctrl+t")
        await seat.asks(Choosing)
        await seat.type("new")
        await seat.press("enter")
        await seat.shows("new article behind this one")
        await seat.type("Hospitals")
        await seat.press("escape")
        await seat.until(lambda: seat.said("a on the same clause brings it back"))
        await seat.press("a")
        await seat.asks(AmendDialog)
        await seat.shows("new article behind this one", "Hospitals", "Your draft is back")


@piloted
async def test_the_newest_of_two_drafts_comes_back_and_says_that_the_other_waits(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "a")
        await seat.asks(AmendDialog)
        await seat.type("All ")
        await seat.press("ctrl+t")
        await seat.asks(Choosing)
        await seat.type("delete")
        await seat.press("enter")
        await seat.shows("delete the clause")
        await seat.type("Not needed")
        await seat.press("escape", "a")
        await seat.asks(AmendDialog)
        await seat.shows("delete the clause", "Not needed", "Another draft of yours waits here: change the words (^t)")
        await seat.press("ctrl+t")
        await seat.asks(Choosing)
        await seat.shows("change the words  your draft waits")
        await seat.press("enter")
        await seat.until(lambda: "1. All States" in seat.app.screen.query_one("#body", TextArea).text)
    assert len(drafts(talks)) == 2


@piloted
async def test_a_draft_that_says_what_stands_is_none(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "a")
        await seat.asks(AmendDialog)
        await seat.type("All ")
        await seat.until(lambda: drafts(talks))
        await seat.press("ctrl+r")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.until(lambda: seat.said("This is the text as it stands. ^z brings back what you had typed."))
        await seat.press("escape")
        await seat.until(lambda: seat.said("No draft is kept"))
        assert not drafts(talks)
    async with seated(talks) as seat:
        assert not seat.said("wait")


@piloted
async def test_the_key_that_refreshes_elsewhere_takes_no_words_of_a_proposal_unasked(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "a")
        dialog = await seat.asks(AmendDialog)
        await seat.press("ctrl+r")
        await seat.shows("This is the text as it stands.")
        await seat.type("All ")
        for no in ("ctrl+r", "enter", "escape"):
            await seat.press(no)
            await seat.asks(Confirm if no != "escape" else AmendDialog)
            assert "1. All States" in dialog.query_one("#body", TextArea).text
        await seat.until(lambda: any("1. All States" in path.read_text() for path in drafts(talks)))


@piloted
async def test_the_key_that_refreshes_elsewhere_takes_no_composed_words_unasked(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await at_the_cables(seat)
        await seat.press("A")
        await seat.asks(Confirm)
        await seat.press("m")
        dialog = await seat.asks(ComposeDialog)
        await seat.press("ctrl+r")
        await seat.until(lambda: seat.said("This is the proposal."))
        await seat.type("All ")
        typed = dialog.query_one("#body", TextArea).text
        await seat.press("ctrl+r")
        await seat.asks(Confirm)
        await seat.press("escape")
        await seat.asks(ComposeDialog)
        assert (dialog.query_one("#body", TextArea).text, "All " in typed) == (typed, True)
        await seat.press("ctrl+r")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.until(lambda: seat.said("This is the base."))
        assert "All " not in dialog.query_one("#body", TextArea).text


@piloted
async def test_a_statement_left_with_escape_comes_back_and_is_gone_once_recorded(talks: Repository) -> None:
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await saying(seat, "Too wide")
        await seat.press("escape")
        await seat.until(lambda: seat.said("Your statement is kept"))
    async with seated(talks) as seat:
        assert seat.said("Statements of yours wait: FJI-000003")
        await at_the_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        assert stated(seat) == "Too wide"
        await seat.press("x", "ctrl+s")
        await seat.until(lambda: seat.told(Recorded))
    assert not drafts(talks)
    (held,) = [
        each.position for each in reading.read(talks).positions_by_target[CABLES] if each.position.signatory == "FRA"
    ]
    assert (held.stance, held.statement) == (Stance.OPPOSE, "Too wide")


@piloted
async def test_a_statement_is_on_disk_after_a_pause(talks: Repository) -> None:
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await saying(seat, "Too wide")
        await seat.until(lambda: any("Too wide" in path.read_text() for path in drafts(talks)))


@piloted
async def test_the_statement_of_a_position_that_was_refused_is_kept(talks: Repository) -> None:
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await saying(seat, "Too wide")
        proposed = reworded(talks, "critical infrastructure.", "critical infrastructure and satellites.")
        recording.revise(talks, acting_for("FJI"), "FJI-000003", proposed, "")
        await seat.press("ctrl+s")
        await seat.asks(Telling)
        await seat.press("enter")
        await seat.until(lambda: not isinstance(seat.app.screen, Telling))
        await seat.press("p")
        await seat.asks(PositionDialog)
        assert stated(seat) == "Too wide"


@piloted
async def test_a_statement_that_came_back_is_never_recorded_about_another_text(talks: Repository) -> None:
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await saying(seat, "On cables")
        await seat.press("escape", "p")
        dialog = await seat.asks(PositionDialog)
        await seat.press("down")
        await seat.until(lambda: dialog.target != CABLES)
        other = dialog.target
        assert stated(seat) == ""
        await seat.press("x", "enter")
        await seat.until(lambda: seat.told(Recorded))
        held = reading.read(talks).positions_by_target[other]
        assert [each.position.statement for each in held if each.position.signatory == "FRA"] == [""]
        await seat.press("p")
        dialog = await seat.asks(PositionDialog)
        assert (dialog.target, stated(seat)) == (CABLES, "On cables")


@piloted
async def test_words_just_typed_stay_with_the_text_under_which_they_were_typed(talks: Repository) -> None:
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await saying(seat, "On cables")
        dialog = seat.app.screen
        dialog.query_one(StanceSwitch).focus()
        await seat.press("down")
        await seat.until(lambda: seat.said("What you typed stays with FJI-000003."))
        assert stated(seat) == ""
        dialog.query_one(TextArea).focus()
        await seat.type("On the rest")
        dialog.query_one(StanceSwitch).focus()
        await seat.press("up")
        await seat.until(lambda: stated(seat) == "On cables")
        await seat.press("down")
        await seat.until(lambda: stated(seat) == "On the rest")
    assert len(drafts(talks)) == 2


@piloted
async def test_words_that_the_disk_does_not_take_stay_with_their_text(
    talks: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await saying(seat, "On cables")
        monkeypatch.setattr(Drafts, "_write", full)
        dialog = seat.app.screen
        dialog.query_one(StanceSwitch).focus()
        await seat.press("down")
        await seat.until(lambda: seat.said("could not be kept on disk: No space left on device"))
        await seat.until(lambda: dialog.target != CABLES and not stated(seat))
        await seat.press("up")
        await seat.until(lambda: dialog.target == CABLES and stated(seat) == "On cables")


@piloted
async def test_each_text_has_the_statement_that_waits_on_it(talks: Repository) -> None:
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await saying(seat, "On cables")
        await seat.press("escape", "p")
        dialog = await seat.asks(PositionDialog)
        assert dialog.target == CABLES
        await seat.press("down")
        await seat.until(lambda: dialog.target != CABLES)
        assert stated(seat) == ""
        await seat.press("up")
        await seat.until(lambda: dialog.target == CABLES)
        assert stated(seat) == "On cables"
        assert len(drafts(talks)) == 1
        await seat.press("escape")
        seat.app.rooms.read(CI)
        await seat.until(lambda: seat.subject.target == Target(CI))
        await saying(seat, "On the article")
        dialog = seat.app.screen
        dialog.query_one(StanceSwitch).focus()
        while dialog.target != CABLES:
            await seat.press("down")
        await seat.until(lambda: stated(seat) == "On cables")
        await seat.press("escape", "p")
        dialog = await seat.asks(PositionDialog)
        assert (dialog.target, stated(seat)) == (Target(CI), "On the article")
    assert len(drafts(talks)) == 2


@piloted
async def test_a_statement_that_is_too_long_is_said_so_before_the_dialog_closes(talks: Repository) -> None:
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await seat.press("p")
        dialog = await seat.asks(PositionDialog)
        await seat.press("x")
        dialog.query_one(TextArea).load_text("word " * 5000 + "end")
        await seat.press("enter")
        await seat.until(lambda: seat.said("The statement can't be recorded: it is 427 characters too long."))
        assert seat.app.screen is dialog
    assert "FRA" not in {each.position.signatory for each in reading.read(talks).positions_by_target[CABLES]}


@piloted
async def test_a_delegation_is_told_before_it_departs_from_its_group(talks: Repository) -> None:
    recording.position(talks, acting_for("EUE"), CABLES, Stance.SUPPORT, on_behalf_of="EU")
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("plus")
        await seat.shows("supports FJI-000003.")
        assert "departs" not in seat.flat
        await seat.press("x")
        await seat.shows("EU supports FJI-000003: this departs from it.")


@piloted
async def test_what_is_said_on_agreed_words_is_said_for_the_record(talks: Repository) -> None:
    said = "It is agreed: what you say with it stands behind the text, for the record."
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("x")
        await seat.shows("opposes FJI-000003.")
        assert said not in seat.flat
        await seat.press("escape", "end", "p")
        dialog = await seat.asks(PositionDialog)
        assert dialog.target.clause == "depositary"
        await seat.press("plus")
        await seat.shows(said)


@piloted
async def test_enter_records_no_position_without_the_statement_that_it_had(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.OPPOSE, statement="Statement one\n\nIn two parts")
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        assert stated(seat) == "Statement one\n\nIn two parts"
        await seat.press("enter")
        await seat.asks(Telling)
        await seat.shows("on record already")
        await seat.press("enter", "p")
        await seat.asks(PositionDialog)
        await seat.press("r")
        await seat.shows("The statement is the one with which FRA opposes it: Tab changes it.")
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
    assert not drafts(talks)
    assert own(talks) == (Stance.RESERVE, "Statement one\n\nIn two parts")


@piloted
async def test_a_statement_on_record_is_no_draft_until_it_is_changed(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.OPPOSE, statement="Too wide")
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("escape")
        await seat.until(lambda: not isinstance(seat.app.screen, PositionDialog))
        assert not drafts(talks)
        await seat.press("p")
        dialog = await seat.asks(PositionDialog)
        dialog.query_one(TextArea).focus()
        await seat.type("Far ")
        await seat.shows("It takes the place of your statement on record: “Too wide”")
        await seat.press("escape", "p")
        await seat.asks(PositionDialog)
        assert stated(seat) == "Far Too wide"
        await seat.shows("It takes the place of your statement on record: “Too wide”")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.told(Recorded))
    assert (own(talks), drafts(talks)) == ((Stance.OPPOSE, "Far Too wide"), [])


@piloted
async def test_a_position_that_is_taken_back_takes_its_statement_along(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.OPPOSE, statement="Too wide")
    async with seated(talks) as seat:
        await at_the_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("full_stop")
        await seat.shows("Your statement is taken back with your position; both stay in the history.")
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
    assert own(talks) == (Stance.NONE, "")


@piloted
async def test_a_statement_on_behalf_of_a_group_stays_the_groups(talks: Repository) -> None:
    recording.position(
        talks, acting_for("EUE"), CABLES, Stance.OPPOSE, statement="The Union can't agree", on_behalf_of="EU"
    )
    async with seated(talks, code="EUE") as seat:
        await at_the_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("r")
        await seat.shows("reserves its position on FJI-000003, on behalf of EU.")
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
    held = [
        each.position for each in reading.read(talks).positions_by_target[CABLES] if each.position.signatory == "EUE"
    ]
    assert [(each.on_behalf_of, each.statement) for each in held] == [("EU", "The Union can't agree")]


@pytest.mark.parametrize("size", [(60, 15), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_what_becomes_of_a_statement_is_on_the_screen_at_every_size(talks: Repository, size: tuple[int, int]) -> None:
    _fate_shown(talks, size)


@piloted
async def _fate_shown(talks: Repository, size: tuple[int, int]) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.OPPOSE, statement="Too wide")
    async with seated(talks, size=size) as seat:
        await at_the_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("r")
        await seat.shows("Position of France", "[r reserve]", "Too wide", "reserves its position on", "Enter records")
        await seat.shows("with which FRA opposes it")
