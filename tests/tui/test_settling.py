"""The secretariat says where clauses and amendments stand: several at once, each on record by itself."""

from __future__ import annotations

from drafter.model.terms import AmendmentStatus, ClauseStatus
from drafter.store import reading
from drafter.store.log import acts
from drafter.store.repository import Repository
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.gather import Gather
from drafter.tui.dialogs.question import Question
from drafter.tui.dialogs.settle import Settle
from drafter.tui.messages import Recorded, RecordRefused
from drafter.tui.widgets.writing import Writing
from tests.tui.seat import Seat, piloted, seated


async def chosen(seat: Seat, status: str) -> None:
    await seat.press("ctrl+s")
    await seat.asks(Choosing)
    await seat.type(status)
    await seat.press("enter")


async def recorded(seat: Seat) -> None:
    await seat.press("y")
    await seat.until(lambda: seat.told(Recorded) or seat.told(RecordRefused))
    assert seat.told(Recorded), seat.text


@piloted
async def test_the_clauses_from_one_to_another_get_a_status_together_each_by_a_record_of_its_own(
    talks: Repository,
) -> None:
    clauses = reading.read(talks).treaty.clauses
    before = len(acts(talks))
    async with seated(talks, code="XXS") as seat:
        await seat.press("T")
        await seat.asks(Settle)
        await seat.press("home", "space", *["down"] * (len(clauses) - 1), "r")
        await seat.shows(f"{len(clauses)} clauses marked")
        await chosen(seat, "agreed")
        await seat.asks(Confirm)
        await seat.shows("marks these as agreed, each by a record of its own", "3 amendments to it are on the table")
        await recorded(seat)
    assert {each.status for each in reading.read(talks).treaty.clauses} == {ClauseStatus.AGREED}
    changed = [each for each in clauses if each.status is not ClauseStatus.AGREED]
    assert 1 < len(changed) < len(clauses)
    assert len(acts(talks)) == before + len(changed)


@piloted
async def test_several_amendments_are_deferred_together_and_the_others_stay_on_the_table(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await seat.press("T")
        await seat.asks(Settle)
        await seat.press("ctrl+t", "space", "down", "space")
        await seat.shows("2 amendments marked")
        await chosen(seat, "deferred")
        await seat.asks(Confirm)
        await recorded(seat)
    deferred = [each.id for each in reading.read(talks).amendments if each.status is AmendmentStatus.DEFERRED]
    assert deferred == ["DEU-000001", "AUS-000002"]


@piloted
async def test_nothing_is_asked_where_nothing_is_marked_or_all_have_the_status(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await seat.press("T")
        await seat.asks(Settle)
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said("Mark some first, with Space"))
        await seat.press("r")
        await seat.until(lambda: seat.said("Mark the first one with Space"))
        await seat.press("home", "space")
        await chosen(seat, "open")
        await seat.until(lambda: seat.said("Nothing to do: open already"))
        assert not seat.told(Recorded)


@piloted
async def test_who_gives_one_clause_a_status_is_offered_to_give_it_to_several(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await seat.press("S")
        await seat.asks(Choosing)
        await seat.type("several")
        await seat.press("enter")
        await seat.asks(Settle)


@piloted
async def test_what_the_chair_recommends_is_read_beside_the_amendment_and_decides_nothing(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.press("S")
        await seat.asks(Choosing)
        await seat.type("FJI")
        await seat.press("enter")
        await seat.shows("Status of FJI-000003")
        await seat.type("recommend")
        await seat.press("enter")
        await seat.shows("What is recommended on FJI-000003?")
        await seat.type("not")
        await seat.press("enter")
        await seat.asks(Confirm)
        await seat.shows("recommends on FJI-000003: not accepted", "nothing is decided by it")
        await seat.press("r")
        await seat.asks(Question)
        await seat.type("Too wide.")
        await seat.press("enter")
        await seat.asks(Confirm)
        await recorded(seat)
        await seat.shows("recommended: not accepted")
        found = reading.read(talks).by_id["FJI-000003"]
        assert found.status is AmendmentStatus.TABLED
        assert found.recommendation is not None
        assert (found.recommendation.status, found.recommendation.reason) == (AmendmentStatus.NOT_ACCEPTED, "Too wide.")


@piloted
async def test_a_correction_begins_at_the_paragraph_under_the_cursor(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await seat.press("n")
        await seat.until(lambda: seat.subject.names)
        await seat.press("down", "down")
        await seat.until(lambda: "point of contact" in seat.app.screen.copied())  # type: ignore[attr-defined]
        await seat.press("C")
        dialog = await seat.asks(AmendDialog)
        body = dialog.query_one("#body", Writing)
        assert "point of contact" in body.document.get_line(body.cursor_location[0])
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said("nothing to correct"))


@piloted
async def test_the_reason_of_a_decision_is_read_before_it_is_recorded_and_kept_with_it(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await seat.press("T")
        await seat.asks(Settle)
        await seat.press("ctrl+t", "space")
        await chosen(seat, "deferred")
        await seat.asks(Confirm)
        await seat.press("r")
        await seat.asks(Question)
        await seat.type("Until the plenary.")
        await seat.press("enter")
        await seat.shows("The reason: Until the plenary.", "with another reason")
        await seat.press("r", "escape")
        await seat.shows("The reason: Until the plenary.")
        await recorded(seat)
    assert acts(talks)[0].statement == "Until the plenary."


@piloted
async def test_an_adoption_is_recorded_with_its_reason_and_without_one(talks: Repository) -> None:
    for why in ("Agreed in plenary.", ""):
        async with seated(talks, code="XXS") as seat:
            await seat.press("n", "A")
            await seat.until(lambda: isinstance(seat.app.screen, Confirm | Gather))
            if isinstance(seat.app.screen, Gather):
                await seat.press("space")
                await seat.shows("1 marked")
                await seat.press("ctrl+s")
                await seat.asks(Confirm)
            if why:
                await seat.press("r")
                await seat.asks(Question)
                await seat.type(why)
                await seat.press("enter")
                await seat.asks(Confirm)
            await recorded(seat)
        assert (acts(talks)[0].action, acts(talks)[0].statement) == ("adopt", why)
