"""A position that depends on other texts, by keys: made, kept when it is recorded again, and taken away."""

from __future__ import annotations

from drafter.model.position import Depends, Position
from drafter.model.target import Target
from drafter.model.terms import Degree, Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.messages import Recorded
from tests.conftest import acting_for
from tests.tui.seat import Seat, piloted, seated

CABLES = Target(amendment="FJI-000003")
DUTY = Target(amendment="DEU-000001")


def held(repo: Repository, code: str = "FRA") -> Position:
    """The position of a signatory on the cables."""
    (found,) = (
        each.position for each in reading.read(repo).positions_by_target[CABLES] if each.position.signatory == code
    )
    return found


async def choose(seat: Seat, text: str, degree: str) -> None:
    """Choose a text, and how much the position depends on it."""
    await seat.press("k")
    await seat.asks(Choosing)
    await seat.shows("On which text does it depend?")
    await seat.type(text)
    await seat.press("enter")
    await seat.shows("How much does it depend on")
    await seat.type(degree)
    await seat.press("enter")
    await seat.asks(PositionDialog)


async def opened(seat: Seat) -> None:
    """Open the dialog on the cables."""
    await seat.press("slash")
    await seat.type("FJI-000003")
    await seat.press("enter")
    await seat.until(lambda: seat.subject.names == ("FJI-000003",))
    await seat.press("p")
    await seat.asks(PositionDialog)


@piloted
async def test_a_condition_that_is_made_before_the_stance_is_said_at_once(talks: Repository) -> None:
    async with seated(talks, size=(120, 40)) as seat:
        await opened(seat)
        await choose(seat, "DEU-0", "required")
        await seat.shows("nothing yet on FJI-000003, on condition: required: DEU-000001.")


@piloted
async def test_the_page_of_an_amendment_says_on_which_conditions_each_stands(talks: Repository) -> None:
    depends = Depends(Degree.REQUIRED, DUTY, None)
    recording.position(talks, acting_for("FRA"), CABLES, Stance.ACCEPT, conditions=[depends])
    async with seated(talks, size=(120, 40)) as seat:
        await opened(seat)
        await seat.press("escape", "d")
        await seat.shows("FRA  France: can accept, on condition: required: DEU-000001 (not met yet)")


@piloted
async def test_a_condition_is_chosen_by_its_name_said_before_it_is_recorded_and_kept(talks: Repository) -> None:
    async with seated(talks, size=(120, 40)) as seat:
        await opened(seat)
        await seat.press("tilde")
        await choose(seat, "DEU-0", "required")
        await choose(seat, "scope", "unwanted")
        await seat.shows("can accept FJI-000003, on conditions: required: DEU-000001; unwanted: Article 1")
        assert not seat.told(Recorded)
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
        assert [(each.degree, each.target) for each in held(talks).conditions] == [
            (Degree.REQUIRED, DUTY), (Degree.UNWANTED, Target("scope")),
        ]  # fmt: skip
        await seat.shows("you: can accept, on conditions: required: DEU-000001 (not met")
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("plus")
        await choose(seat, "scope", "no condition")
        await seat.shows("supports FJI-000003, on condition: required: DEU-000001.")
        await seat.press("enter")
        await seat.until(lambda: held(talks).stance is Stance.SUPPORT)
        assert [each.target for each in held(talks).conditions] == [DUTY]


@piloted
async def test_a_condition_on_what_was_decided_can_be_let_go(talks: Repository) -> None:
    on = [Depends(Degree.REQUIRED, DUTY)]
    recording.position(talks, acting_for("FRA"), CABLES, Stance.ACCEPT, conditions=on, date="2026-03-20T09:00:00Z")
    recording.status(talks, acting_for("XXS"), DUTY, "not-accepted", date="2026-03-21T09:00:00Z")
    async with seated(talks, size=(120, 40)) as seat:
        await opened(seat)
        await seat.shows("on condition: required: DEU-000001 (not met)")
        await choose(seat, "DEU-0", "no condition")
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
        assert held(talks).conditions == ()


@piloted
async def test_who_made_a_condition_on_what_was_withdrawn_is_told_that_it_falls_away(talks: Repository) -> None:
    on = [Depends(Degree.REQUIRED, DUTY)]
    recording.position(talks, acting_for("FRA"), CABLES, Stance.ACCEPT, conditions=on, date="2026-03-20T09:00:00Z")
    recording.withdraw(talks, acting_for("DEU"), "DEU-000001", "", date="2026-03-21T09:00:00Z")
    async with seated(talks, size=(120, 40)) as seat:
        await opened(seat)
        await seat.shows("It no longer depends on DEU-000001")


@piloted
async def test_a_co_sponsor_makes_no_conditions_and_is_told_before_anything_is_recorded(talks: Repository) -> None:
    async with seated(talks, size=(120, 40)) as seat:
        await opened(seat)
        await seat.press("plus", "c")
        await choose(seat, "DEU-0", "required")
        await seat.press("enter")
        await seat.until(lambda: seat.said("This can't be recorded: who proposes or co-sponsors FJI-000003 asks for"))
        assert not seat.told(Recorded)


@piloted
async def test_who_made_a_condition_is_asked_to_speak_again_once_it_can_not_be_met(talks: Repository) -> None:
    on = [Depends(Degree.REQUIRED, DUTY)]
    recording.position(talks, acting_for("FRA"), CABLES, Stance.ACCEPT, conditions=on, date="2026-03-20T09:00:00Z")
    async with seated(talks, size=(120, 40)) as seat:
        await seat.press("Z")
        await seat.shows("You have not spoken on these proposals")
        assert "What you made a condition" not in seat.text
        await seat.press("escape")
        recording.status(talks, acting_for("XXS"), DUTY, "not-accepted", date="2026-03-21T09:00:00Z")
        seat.app.session.look()
        await seat.until(lambda: seat.app.desk and not seat.app.desk.negotiation.by_id["DEU-000001"].live)
        await seat.press("Z")
        await seat.shows("What you made a condition has not come about, or has changed: say again")
        await seat.shows("required: DEU-000001 (not met)")


@piloted
async def test_what_takes_a_position_back_brings_the_one_before_with_its_conditions(talks: Repository) -> None:
    on = [Depends(Degree.REQUIRED, DUTY)]
    recording.position(talks, acting_for("FRA"), CABLES, Stance.ACCEPT, conditions=on, date="2026-03-20T09:00:00Z")
    recording.position(talks, acting_for("FRA"), CABLES, Stance.OPPOSE, date="2026-03-21T09:00:00Z")
    async with seated(talks, size=(120, 40)) as seat:
        await seat.press("u")
        await seat.shows("can accept FJI-000003, on condition: required: DEU-000001.")
        await seat.press("y")
        await seat.until(lambda: held(talks).stance is Stance.ACCEPT)
        assert [(each.degree, each.target) for each in held(talks).conditions] == [(Degree.REQUIRED, DUTY)]
