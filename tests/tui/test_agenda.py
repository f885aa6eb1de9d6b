"""What waits for who sits here: for a delegation texts on which it has to speak, for the Chair what can be closed."""

from __future__ import annotations

from drafter.draft.standing import Standings
from drafter.model.target import Target
from drafter.model.terms import ClauseStatus, Stance
from drafter.store import recording
from drafter.store.reading import read
from drafter.store.repository import Repository
from drafter.tui.desk import Desk
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.dialogs.register import Register
from drafter.tui.messages import Recorded
from drafter.tui.present.agenda import waits
from drafter.tui.present.matrix import Filters, lines
from drafter.tui.who import Who
from drafter.tui.widgets.rows import Rows
from tests.conftest import acting_for
from tests.draft.building import Talks, article
from tests.store.acts import CI, day, reworded, table
from tests.tui.seat import piloted, seated


@piloted
async def test_a_delegation_reads_on_what_it_has_not_spoken_and_speaks_on_one_after_the_other(
    talks: Repository,
) -> None:
    async with seated(talks, "FRA") as seat:
        await seat.press("Z")
        await seat.asks(Register)
        await seat.shows("What waits for France", "You have not spoken on these proposals (3)", "AUS-000002")
        await seat.press("down", "p")
        await seat.asks(PositionDialog)
        await seat.shows("> AUS-000002")
        await seat.press("r", "enter")
        await seat.until(lambda: seat.told(Recorded), "the record")
        await seat.asks(Register)
        await seat.shows(
            "Recorded: FRA reserves its position on AUS-000002", "on these proposals (2)", "instructions (1)"
        )
        assert "> " in next(line for line in seat.text.split("\n") if "FJI-000003" in line)
    (spoken,) = [each.position for each in read(talks).positions if each.position.signatory == "FRA"]
    assert (spoken.target, spoken.stance) == (Target(amendment="AUS-000002"), Stance.RESERVE)


@piloted
async def test_who_takes_no_position_after_all_comes_back_to_the_page(talks: Repository) -> None:
    async with seated(talks, "FRA") as seat:
        await seat.press("Z")
        await seat.shows("proposals (3)")
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("escape")
        await seat.asks(Register)
        await seat.press("escape")
        recording.position(talks, acting_for("MDV"), Target(CI), Stance.SUPPORT)
        await seat.until(
            lambda: seat.app.desk is not None and Target(CI) in seat.app.desk.negotiation.positions_by_target
        )
        assert not isinstance(seat.app.screen, Register)


@piloted
async def test_a_position_on_words_that_have_changed_stands_first(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), Target(CI, "1"), Stance.SUPPORT, date=day(7))
    table(talks, "MDV", "damage critical", "damage", id="000004", on=8)
    recording.adopt(talks, acting_for("XXS"), ["MDV-000004"], accept_near=True, date=day(9))
    async with seated(talks, "FRA") as seat:
        await seat.press("Z")
        text = await seat.shows("You spoke on other words, and it counts for nothing", "Article 4, paragraph 1")
        assert "you: supports; the text has changed since, so it doesn't count" in seat.flat
        assert text.index("other words") < text.index("have not spoken")


@piloted
async def test_a_proposal_that_changes_words_which_somebody_asks_to_keep_could_not_be_adopted_without_objection(
    talks: Repository,
) -> None:
    recording.retain(talks, acting_for("EUE"), [Target(CI, "1")], "Agreed in committee.", date=day(7))
    async with seated(talks, "XXS") as seat:
        await seat.press("Z")
        text = await seat.shows("These have to be talked about (3)", "1 for retaining the words (EUE)")
        assert "No formal objection" not in text
        await seat.press("escape")
        await seat.press("n")
        text = await seat.shows("keep Article 4, paragraph 1 as it is")
        assert text.index("keep Article 4, paragraph 1") < text.index("Elsewhere in this clause")


@piloted
async def test_where_two_thirds_adopt_the_chair_is_not_told_that_nobody_objects(talks: Repository) -> None:
    def by_vote(now: bytes) -> bytes:
        return now.replace(b'adoption = "consensus"', b'adoption = "two-thirds"')

    recording.roster(talks, acting_for("XXS"), by_vote, "Change signatories.toml", statement="Rule 42.")
    cables = Target(amendment="FJI-000003")
    for code in ("FRA", "DEU", "MDV"):
        recording.position(talks, acting_for(code), cables, Stance.SUPPORT)
    tally = Standings(read(talks)).tally(cables)
    assert tally.opposes
    assert tally.two_thirds
    async with seated(talks, "XXS") as seat:
        await seat.press("Z")
        text = await seat.shows("Two thirds of the States for or against are for it", "FJI-000003")
        assert "No formal objection" not in text


@piloted
async def test_the_chair_reads_what_nobody_objects_to_and_adopts_it_from_there(talks: Repository) -> None:
    async with seated(talks, "XXS") as seat:
        await seat.press("Z")
        await seat.asks(Register)
        text = await seat.shows(
            "No formal objection", "DEU-000001", "These have to be talked about (1)", "marked as agreed"
        )
        assert text.index("talked about") < text.index("FJI-000003")
        await seat.press("A")
        await seat.asks(Confirm)
        await seat.shows("adopts DEU-000001 into the agreed text")
        await seat.press("y")
        await seat.asks(Register)
        await seat.shows("Recorded: ")
    assert "not conduct" in read(talks).treaty.by_id[CI].text


@piloted
async def test_a_change_of_an_amendment_names_it_and_is_not_adopted_before_it(talks: Repository) -> None:
    parent = read(talks).by_id["DEU-000001"].changes[0].after
    assert parent is not None
    sub = {CI: parent.with_body(parent.body.replace("not conduct", "not conduct or support"))}
    recording.amend(talks, acting_for("FRA"), sub, "Wider.", to="DEU-000001", id="FRA-000005", date=day(7))
    async with seated(talks, "XXS") as seat:
        await seat.press("Z")
        page = await seat.asks(Register)
        text = await seat.shows("FRA-000005 MOD  FRA  to DEU-000001", "talked about (2)")
        assert text.index("DEU-000001 MOD") < text.index("talked about (2)") < text.index("FRA-000005 MOD")
        rows = page.query_one(Rows)
        rows.go(next(nth for nth, row in enumerate(rows.rows) if row.target == Target(amendment="FRA-000005")))
        await seat.press("A")
        await seat.until(
            lambda: seat.said("FRA-000005 changes DEU-000001, which is not adopted: adopt DEU-000001 first, or both")
        )
        assert seat.app.screen is page


@piloted
async def test_from_part_to_part_of_what_waits_it_is_one_key(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), Target(CI), Stance.RESERVE, date=day(7))
    async with seated(talks, "FRA") as seat:
        await seat.press("Z")
        page = await seat.asks(Register)
        await seat.shows("n/N parts", "proposals (3)", "awaiting instructions (1)")
        rows = page.query_one(Rows)
        places = [rows.cursor]
        for key in ("n", "n", "down", "N", "N"):
            await seat.press(key)
            places.append(rows.cursor)
        silent, held = (nth + 1 for nth in rows.parts)
        assert places == [silent, held, silent, silent + 1, silent, held]


@piloted
async def test_a_delegation_reads_what_became_of_what_it_proposed_and_spoke_on(talks: Repository) -> None:
    chair = acting_for("XXS")
    recording.adopt(talks, chair, ["FJI-000003"], date=day(8), reason="Gavelled.", accept_near=True)
    recording.status(talks, chair, Target(amendment="AUS-000002"), "not-accepted", date=day(9))
    for code, decided in (("AUS", ["AUS-000002", "FJI-000003"]), ("FJI", ["FJI-000003"]), ("FRA", [])):
        async with seated(talks, code) as seat:
            await seat.press("Z")
            page = await seat.asks(Register)
            await seat.until(lambda page=page: page.query_one(Rows).current is not None)
            rows = page.query_one(Rows).rows
            head = next((nth for nth, row in enumerate(rows) if row.content.plain.startswith("Decided on")), len(rows))
            assert [row.target.amendment for row in rows[head + 1 :] if row.target is not None] == decided
            if decided:
                await seat.shows("accepted", "2026-03-08  Adopt FJI-000003", "Gavelled.")


@piloted
async def test_an_observer_is_not_asked_for_positions_that_it_can_not_hold(talks: Repository) -> None:
    recording.amend(talks, acting_for("XRC"), reworded(talks, "damage", "harm"), "Wider.", id="XRC-000005", date=day(7))
    async with seated(talks, "XRC") as seat:
        await seat.press("Z")
        text = await seat.shows("What waits for", "Your proposals on the table (1)", "W Withdraw")
        assert "have not spoken" not in text
        assert "p Position" not in text


@piloted
async def test_who_takes_a_position_reads_why_the_words_are_proposed(talks: Repository) -> None:
    async with seated(talks, "FRA") as seat:
        await seat.press("Z")
        await seat.shows("proposals (3)")
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.shows("> DEU-000001", "Why: Because.")


def test_who_spoke_on_a_clause_that_was_deleted_is_not_asked_to_speak_on_it_again() -> None:
    talks = Talks(article(CI, "1. Words.\n"))
    talks.position("FRA", CI, Stance.SUPPORT)
    standing = talks.clauses[CI]

    def asked() -> tuple[bool, bool]:
        desk, on = Desk(talks.at(), Who("FRA")), Target(CI)
        filtered = (line.target for line in lines(desk, Filters(undecided=True)))
        return on in [line.target for line in waits(desk)[0]], on in filtered

    talks.clauses[CI] = standing.with_body("1. Other words.\n")
    assert asked() == (True, True)
    talks.clauses[CI] = standing.with_value("status", "deleted")
    assert asked() == (False, False)


@piloted
async def test_the_chair_gives_a_clause_its_status_from_the_page_of_what_waits_and_comes_back(
    talks: Repository,
) -> None:
    async with seated(talks, "XXS") as seat:
        await seat.press("Z")
        await seat.asks(Register)
        await seat.shows("marked as agreed", "A Adopt", "S Status")
        page = seat.app.screen.query_one(Rows)
        await seat.until(lambda: page.current is not None)
        while page.current.target is None or page.current.target.clause != "scope":
            await seat.press("down")
        await seat.press("S")
        await seat.asks(Choosing)
        await seat.type("agreed")
        await seat.press("enter")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.asks(Register)
        await seat.shows("Recorded: ")
    assert read(talks).treaty.by_id["scope"].status is ClauseStatus.AGREED


@piloted
async def test_what_was_recorded_from_the_page_of_what_waits_is_taken_back_there_as_it_says(talks: Repository) -> None:
    async with seated(talks, "FRA") as seat:
        await seat.press("Z")
        await seat.asks(Register)
        await seat.shows("proposals (3)")
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("r", "enter")
        await seat.asks(Register)
        await seat.shows("Press u to take it back")
        await seat.press("u")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.asks(Register)
        await seat.shows("proposals (3)")
    assert all(
        each.position.stance is Stance.NONE for each in read(talks).positions if each.position.signatory == "FRA"
    )
