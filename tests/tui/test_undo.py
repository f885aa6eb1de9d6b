"""Taking back an act that was recorded before this session."""

from __future__ import annotations

from drafter.model.position import Position
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.messages import Recorded
from tests.conftest import acting_for
from tests.store.acts import reworded
from tests.tui.seat import Seat, piloted, seated

CABLES = Target(amendment="FJI-000003")


def held(repo: Repository, code: str) -> Position:
    found = reading.read(repo).positions_by_target[CABLES]
    return next(each.position for each in found if each.position.signatory == code)


async def undone(seat: Seat) -> None:
    await seat.press("u")
    await seat.asks(Confirm)
    await seat.press("y")
    await seat.until(lambda: seat.told(Recorded))


@piloted
async def test_the_position_before_comes_back_whole_after_a_restart(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.SUPPORT, statement="Ours too.", cosponsor=True)
    recording.position(talks, acting_for("FRA"), CABLES, Stance.OPPOSE)
    async with seated(talks) as seat:
        await undone(seat)
        now = held(talks, "FRA")
        assert (now.stance, now.cosponsor, now.statement) == (Stance.SUPPORT, True, "Ours too.")


@piloted
async def test_whom_a_position_was_held_for_comes_back_after_a_restart(talks: Repository) -> None:
    recording.position(talks, acting_for("EUE"), CABLES, Stance.ACCEPT, on_behalf_of="EU")
    recording.position(talks, acting_for("EUE"), CABLES, Stance.OPPOSE, on_behalf_of="EU")
    async with seated(talks, code="EUE") as seat:
        await undone(seat)
        now = held(talks, "EUE")
        assert (now.stance, now.on_behalf_of) == (Stance.ACCEPT, "EU")


@piloted
async def test_support_of_older_words_does_not_come_back_for_new_ones(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.SUPPORT)
    proposed = reworded(talks, "critical infrastructure.", "critical infrastructure and satellites.")
    recording.revise(talks, acting_for("FJI"), "FJI-000003", proposed, "")
    recording.position(talks, acting_for("FRA"), CABLES, Stance.OPPOSE)
    async with seated(talks) as seat:
        await undone(seat)
        assert held(talks, "FRA").stance is Stance.NONE
