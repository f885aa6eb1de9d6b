"""What the Diff screen compares beside an amendment and its base, and what changed under a position."""

from __future__ import annotations

from textual.widgets import Input

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.store.tabled import changes_at
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.page import Page
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.dialogs.register import Register
from tests.conftest import acting_for
from tests.store.acts import CI, clause, plain_git, reworded, table
from tests.tui.seat import Seat, piloted, seated

CABLES = Target(amendment="FJI-000003")


def revised(repo: Repository) -> None:
    """France supports the cables, then Fiji adds satellites."""
    recording.position(repo, acting_for("FRA"), CABLES, Stance.SUPPORT)
    proposed = reworded(repo, "critical infrastructure.", "critical infrastructure, submarine cables and satellites.")
    recording.revise(repo, acting_for("FJI"), "FJI-000003", proposed, "Wider.")


async def choose(seat: Seat, *typed: str) -> None:
    await seat.press("2")
    await seat.until(lambda: seat.app.screen.NAME == "diff" and seat.app.screen.query_one("#reader").rows)
    await seat.press("c")
    for words in typed:
        dialog = await seat.asks(Choosing)
        await seat.type(words)
        await seat.press("enter")
        await seat.until(lambda dialog=dialog: seat.app.screen is not dialog)


@piloted
async def test_two_amendments_with_each_other(talks: Repository) -> None:
    async with seated(talks) as seat:
        await choose(seat, "two amend", "DEU", "AUS")
        await seat.until(lambda: "[-not conduct-]{+avoid+}" in seat.flat)
        assert "From the words of DEU-000001 to those of AUS-000002" in seat.flat


@piloted
async def test_two_issues_with_each_other(talks: Repository) -> None:
    secretariat = acting_for("XXS")
    recording.adopt(talks, secretariat, ["DEU-000001"])
    recording.issue(talks, secretariat, "Rev.2")
    recording.adopt(talks, secretariat, ["FJI-000003"], accept_near=True)
    recording.amend(talks, acting_for("FRA"), reworded(talks, "undue delay", "delay"), "", id="FRA-000009")
    async with seated(talks) as seat:
        await choose(seat, "two issues", "Rev.1", "Rev.2")
        await seat.until(lambda: "from Rev.1 to Rev.2: 1 clause changed" in seat.flat)
        await seat.until(lambda: "[-refrain from-]{+not conduct+}" in seat.flat)
        assert "submarine" not in seat.pane("#reader")


@piloted
async def test_what_changed_under_my_positions(talks: Repository) -> None:
    revised(talks)
    async with seated(talks) as seat:
        await choose(seat, "your positions")
        await seat.until(lambda: "FJI-000003: + supports" in seat.flat and "satellites" in seat.pane("#reader"))


@piloted
async def test_everything_that_others_did_since_i_spoke_last(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), Target("scope"), Stance.SUPPORT, date="2026-03-07T09:00:00Z")
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"], date="2026-03-08T09:00:00Z")
    table(talks, "MDV", "undue delay", "delay", id="000007", on=9)
    async with seated(talks) as seat:
        await choose(seat, "your positions")
        await seat.until(lambda: "Since you spoke last (2026-03-07 09:00: supports" in seat.flat)
        shown = seat.pane("#reader")
        assert "Nothing changed in the texts of your positions." in shown
        assert "Article 4: Adopt DEU-000001" in shown
        assert "MDV proposes to amend article 4" in shown
        assert "FJI" not in shown


@piloted
async def test_who_blocks_consensus_is_listed_with_what_it_said(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.RESERVE)
    async with seated(talks) as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.press("B")
        await seat.asks(Page)
        shown = seat.pane("#page")
        assert "no consensus: AUS opposed" in shown
        assert "Oppose, and so block consensus (1) x AUS Australia: opposes" in shown
        assert "“Too wide.”" in shown
        assert "Reserve their position (1) r FRA France" in shown
        assert "Ask for it (2)" in shown
        assert "Silent, which is not consent (2)" in shown


@piloted
async def test_who_asks_to_retain_the_words_blocks_consensus_too(talks: Repository) -> None:
    why = "It is clear as it is."
    recording.retain(talks, acting_for("FRA"), [Target(CI, "1")], rationale=why, against="FJI-000003")
    async with seated(talks) as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.shows("x 1 oppose (AUS)  1 for retaining the words")
        await seat.press("B")
        await seat.asks(Page)
        shown = seat.pane("#page")
        assert "no consensus: AUS opposed, FRA for retaining the words" in shown
        assert "Ask to retain the words, and so block consensus (1) FRA France: Article 4, paragraph 1" in shown
        assert f"“{why}”" in shown


@piloted
async def test_what_a_group_said_is_listed_once_for_all_its_members(talks: Repository) -> None:
    said = "For all of us."
    recording.position(talks, acting_for("EUE"), CABLES, Stance.OPPOSE, on_behalf_of="EU", statement=said)
    async with seated(talks) as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.press("B")
        await seat.asks(Page)
        shown = seat.pane("#page")
        assert "Oppose, and so block consensus (4)" in shown
        assert "opposes, for DEU, EUE, FRA" in shown
        assert shown.count(said) == 1


@piloted
async def test_the_page_of_a_signatory_is_found_by_its_name(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("ctrl+p")
        await seat.until(lambda: seat.app.screen.query(Input))
        await seat.type("signatory: AUS")
        await seat.until(lambda: "signatory: AUS Australia" in seat.flat)
        await seat.press("enter")
        await seat.asks(Register)
        await seat.until(lambda: "Opposes, and so blocks consensus on (1)" in seat.pane("#page"))
        assert "“Too wide.”" in seat.pane("#page")
        assert "AUS-000002" in seat.pane("#page")


@piloted
async def test_a_stale_position_on_an_amendment_shows_what_its_author_changed_since(talks: Repository) -> None:
    revised(talks)
    async with seated(talks) as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.until(lambda: "What changed since your position" in seat.flat)
        since = seat.pane("#exact").split("The text now:")[0]
        assert "satellites" in since
        assert "submarine cables" in since


def test_an_amendment_is_read_as_it_stood_at_each_of_its_versions(talks: Repository) -> None:
    revised(talks)
    newest, tabled = plain_git(talks.root, "log", "-2", "--format=%H", "amendments/FJI-000003").split()
    bodies = []
    for commit in (tabled, newest):
        changes = changes_at(talks, "FJI-000003", commit)
        assert changes is not None
        assert [change.clause for change in changes] == [CI]
        bodies.append(changes[0].proposed_text)
    assert "satellites" not in bodies[0]
    assert "satellites" in bodies[1]
    assert changes_at(talks, "AUS-000002", newest) is None


@piloted
async def test_a_number_that_is_proposed_is_read_wherever_the_amendment_is(talks: Repository) -> None:
    numbered = clause(talks).with_value("number", "4 bis")
    words = numbered.body.replace("undue delay", "delay")
    recording.amend(talks, acting_for("AUS"), {CI: numbered.with_body(words)}, "", id="AUS-000009")
    number = "[-Article 4-]{+Article 4 bis+}"
    async with seated(talks, size=(120, 70)) as seat:
        await seat.press("n")
        await seat.until(lambda: number in seat.pane("#docket"), "the amendments below the text")
        await seat.press("p")
        await seat.asks(PositionDialog)
        assert number not in seat.pane("#exact")
        dialog = seat.app.screen
        await seat.press(*["down"] * dialog._targets.index(Target(amendment="AUS-000009")))
        await seat.until(lambda: number in seat.pane("#exact"), "the text of the position")
        await seat.press("escape")
        await choose(seat, "two amend", "DEU", "AUS-000009")
        await seat.until(lambda: number in seat.pane("#reader"), "two amendments with each other")


@piloted
async def test_one_key_goes_from_an_amendment_to_what_belongs_with_it_and_back(talks: Repository) -> None:
    recording.withdraw(talks, acting_for("DEU"), "DEU-000001", "")
    proposed = reading.read(talks).by_id["DEU-000001"].changes[0]
    recording.amend(
        talks, acting_for("AUS"), {proposed.clause: proposed.after}, "Ours.", taken_over="DEU-000001", id="AUS-000009"
    )
    async with seated(talks) as seat:
        await choose(seat, "DEU-000001")
        await seat.shows("DEU-000001  MOD  withdrawn", "taken over by AUS-000009  MOD  tabled")
        await seat.press("o")
        await seat.shows("AUS-000009  MOD  tabled", "takes over DEU-000001  MOD  withdrawn")
        await seat.press("escape")
        await seat.shows("DEU-000001  MOD  withdrawn", "taken over by AUS-000009")
        row = next(row for row in seat.app.screen.query_one("#reader").rows if row.key == "kin#AUS-000009")
        seat.app.screen.query_one("#reader").go_to_key(row.key)
        await seat.until(lambda: seat.subject.amendment == "AUS-000009")
        await seat.press("enter")
        await seat.shows("AUS-000009  MOD  tabled", "takes over DEU-000001")
