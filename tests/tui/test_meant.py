"""Which text is meant by a key: the proposal behind the bracket that the cursor stands on, and no other by guess."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from textual.content import Content

from drafter.model.amendment import Amendment
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, ClauseStatus, Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.tui.desk import Desk
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.messages import Recorded
from drafter.tui.present.docket import edits
from drafter.tui.widgets.matrix import MatrixView
from drafter.tui.widgets.switches import Switch
from drafter.tui.widgets.targets import Targets
from tests.conftest import acting_for
from tests.store.acts import CI, clause, refs, table
from tests.tui.seat import Seat, piloted, seated

FIRST = Target(amendment="DEU-000001")


def delete(repo: Repository, code: str, id: str) -> None:
    """Propose to delete the article about critical infrastructure, whole."""
    gone = clause(repo).with_value("status", ClauseStatus.DELETED.value)
    recording.amend(repo, acting_for(code), {CI: gone}, "", id=id)


def held(repo: Repository) -> dict[Target, Stance]:
    """What France holds."""
    return {
        each.position.target: each.position.stance
        for each in reading.read(repo).positions
        if each.position.signatory == "FRA"
    }


async def deciding(seat: Seat) -> PositionDialog:
    """Take a position on what is under the cursor."""
    await seat.press("p")
    dialog = await seat.asks(PositionDialog)
    assert isinstance(dialog, PositionDialog)
    return dialog


@piloted
async def test_on_the_bracket_around_a_clause_the_proposal_to_delete_it_is_meant(talks: Repository) -> None:
    delete(talks, "AUS", "AUS-000009")
    async with seated(talks) as seat:
        await seat.shows("[Article 4.")
        await seat.press("n")
        await seat.until(lambda: seat.subject.target == Target(CI))
        assert seat.subject.names == ("AUS-000009",)
        dialog = await deciding(seat)
        assert dialog.target == Target(amendment="AUS-000009")
        await seat.press("x")
        await seat.shows("opposes AUS-000009.")
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
    assert held(talks) == {Target(amendment="AUS-000009"): Stance.OPPOSE}


@piloted
async def test_of_several_proposals_behind_one_bracket_none_is_opposed_unless_it_is_chosen(talks: Repository) -> None:
    before = refs(talks)
    async with seated(talks) as seat:
        await seat.press("n")
        await seat.until(lambda: set(seat.subject.names) == {"DEU-000001", "AUS-000002"})
        dialog = await deciding(seat)
        assert dialog.target == Target(CI, "1")
        await seat.shows("2 amendments stand behind these words: Up or Down chooses one of them.")
        await seat.press("x", "enter")
        await seat.until(lambda: seat.said("or Enter again for Article 4, paragraph 1."))
        assert refs(talks) == before
        await seat.press("down")
        await seat.until(lambda: dialog.target.amendment)
        chosen = dialog.target
        await seat.press("x")
        await seat.shows(f"> {chosen.amendment}", f"opposes {chosen.amendment}.")
        assert "stand behind these words" not in seat.text
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
    assert held(talks) == {chosen: Stance.OPPOSE}


@piloted
async def test_of_two_proposals_to_delete_a_clause_none_is_chosen_by_guess(talks: Repository) -> None:
    delete(talks, "AUS", "AUS-000009")
    delete(talks, "MDV", "MDV-000009")
    async with seated(talks) as seat:
        await seat.shows("[Article 4.")
        await seat.press("n")
        await seat.until(lambda: seat.subject.names == ("AUS-000009", "MDV-000009"))
        dialog = await deciding(seat)
        assert dialog.target == Target(CI)
        await seat.shows("2 amendments stand behind these words")


def statuses(repo: Repository, code: str) -> dict[str, AmendmentStatus]:
    """What became of the amendments of a delegation."""
    return {each.id: each.status for each in reading.read(repo).amendments if each.signatory == code}


async def to_both_of_france(seat: Seat) -> None:
    """Go to the words that two amendments of France are about."""
    await seat.press("n")
    await seat.until(lambda: {"FRA-000008", "FRA-000009"} <= set(seat.subject.names))


@piloted
async def test_of_several_own_amendments_the_one_that_is_chosen_is_withdrawn(talks: Repository) -> None:
    table(talks, "FRA", "refrain from", "desist from", id="000008")
    table(talks, "FRA", "refrain from", "abstain from", id="000009")
    async with seated(talks) as seat:
        await to_both_of_france(seat)
        await seat.press("W")
        await seat.asks(Choosing)
        await seat.shows("Which of your amendments do you withdraw?", "desist", "abstain")
        await seat.type("abst")
        await seat.until(lambda: "desist" not in seat.pane("#choices"))
        await seat.press("enter")
        await seat.asks(Confirm)
        await seat.shows("withdraws FRA-000009.")
        assert "abstain" in seat.pane("#shown")
        assert "desist" not in seat.pane("#shown")
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
    assert statuses(talks, "FRA") == {
        "FRA-000008": AmendmentStatus.TABLED,
        "FRA-000009": AmendmentStatus.WITHDRAWN,
    }


@pytest.fixture
def comparing_waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """What the amendments of a list do is worked out when this is set."""
    let = threading.Event()

    def waits(desk: Desk, amendment: Amendment, clause: str | None = None) -> Content:
        let.wait(20)
        return edits(desk, amendment, clause)

    monkeypatch.setattr("drafter.tui.dialogs.which.edits", waits)
    yield let
    let.set()


@piloted
async def test_which_amendment_is_meant_is_asked_at_once_and_answered_by_its_words_when_they_are_compared(
    talks: Repository, comparing_waits: threading.Event
) -> None:
    table(talks, "FRA", "refrain from", "desist from", id="000008")
    table(talks, "FRA", "refrain from", "abstain from", id="000009")
    async with seated(talks) as seat:
        await to_both_of_france(seat)
        await seat.press("W")
        await seat.asks(Choosing)
        await seat.shows("FRA-000008", "FRA-000009")
        assert "desist" not in seat.pane("#choices")
        await seat.type("abst")
        await seat.press("enter")
        await seat.until(lambda: seat.app.keyboard.waiting)
        comparing_waits.set()
        await seat.asks(Confirm)
        await seat.shows("withdraws FRA-000009.")


@piloted
async def test_which_of_several_amendments_a_new_version_would_be_of_is_told_by_their_words(talks: Repository) -> None:
    table(talks, "FRA", "refrain from", "desist from", id="000008")
    table(talks, "FRA", "refrain from", "abstain from", id="000009")
    async with seated(talks) as seat:
        await to_both_of_france(seat)
        await seat.press("a")
        await seat.asks(AmendDialog)
        await seat.press("ctrl+t")
        await seat.asks(Choosing)
        await seat.type("your FRA abst")
        await seat.until(lambda: "new version of your FRA-000009" in seat.pane("#choices"))
        assert "FRA-000008" not in seat.pane("#choices")


@piloted
async def test_a_status_is_given_to_the_amendment_behind_the_words_or_to_the_clause_as_is_chosen(
    talks: Repository,
) -> None:
    async with seated(talks, code="XXS") as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.press("S")
        await seat.asks(Choosing)
        await seat.shows("Status of the clause, or of an amendment?", "Article 4", "FJI-000003")
        assert "paragraph 1" not in seat.pane("#choices")
        await seat.type("FJI")
        await seat.until(lambda: "Article 4" not in seat.pane("#choices"))
        await seat.press("enter")
        await seat.shows("Status of FJI-000003")
        await seat.asks(Choosing)
        await seat.type("deferred")
        await seat.press("enter")
        await seat.asks(Confirm)
        await seat.shows("marks FJI-000003 as deferred (now: tabled).")
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
    assert statuses(talks, "FJI") == {"FJI-000003": AmendmentStatus.DEFERRED}


@piloted
async def test_who_is_about_to_mark_a_clause_as_agreed_reads_first_what_is_on_the_table(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        await seat.press("S")
        await seat.asks(Choosing)
        await seat.type("Article 4")
        await seat.until(lambda: "FJI" not in seat.pane("#choices"))
        await seat.press("enter")
        await seat.shows("Status of Article 4")
        await seat.asks(Choosing)
        await seat.type("agreed")
        await seat.press("enter")
        await seat.asks(Confirm)
        await seat.shows("amendments to it are on the table (DEU-000001,")


@piloted
async def test_a_stance_that_was_asked_for_on_one_text_is_not_taken_along_to_another(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), Target(amendment="AUS-000002"), Stance.SUPPORT)
    async with seated(talks) as seat:
        await seat.press("3")
        matrix = await seat.until(lambda: next(iter(seat.app.screen.query(MatrixView)), None))
        await seat.until(lambda: matrix.line is not None)
        await seat.press(*["down"] * next(nth for nth, each in enumerate(matrix._lines) if each.target == FIRST))
        await seat.until(lambda: seat.subject.target == FIRST)
        await seat.press("x")
        dialog = await seat.asks(PositionDialog)
        await seat.shows("opposes DEU-000001.")
        for target, said in (
            (Target(CI), "nothing yet on Article 4"),
            (Target(amendment="AUS-000002"), "supports AUS-000002."),
            (FIRST, "nothing yet on DEU-000001"),
        ):
            steps = dialog._targets.index(target) - dialog._targets.index(dialog.target)
            await seat.press(*["down" if steps > 0 else "up"] * abs(steps))
            await seat.until(lambda said=said: said in seat.pane("#said"), said)
            assert "opposes" not in seat.pane("#said")
        await seat.press("enter")
        await seat.until(lambda: seat.said("Choose a stance first"))
    assert held(talks) == {Target(amendment="AUS-000002"): Stance.SUPPORT}


@piloted
async def test_who_speaks_for_a_group_on_one_text_speaks_for_itself_on_the_next(talks: Repository) -> None:
    recording.position(talks, acting_for("EUE"), Target("scope"), Stance.SUPPORT, on_behalf_of="EU")
    async with seated(talks, code="EUE") as seat:
        await seat.press("3")
        matrix = await seat.until(lambda: next(iter(seat.app.screen.query(MatrixView)), None))
        await seat.until(lambda: matrix.line is not None)
        await seat.press(*["down"] * next(nth for nth, each in enumerate(matrix._lines) if each.target == FIRST))
        await seat.press("home", *["right"] * next(n for n, each in enumerate(matrix._columns) if each.code == "EU"))
        await seat.until(lambda: matrix.column is not None and matrix.column.code == "EU")
        await seat.until(lambda: seat.subject.target == FIRST)
        await seat.press("x")
        dialog = await seat.asks(PositionDialog)
        await seat.shows("opposes DEU-000001, on behalf of EU.")
        here = dialog._targets.index(FIRST)
        by = "up" if here else "down"
        await seat.press(by)
        await seat.until(lambda: dialog.target != FIRST)
        await seat.press("x")
        await seat.until(lambda: "opposes" in seat.pane("#said"))
        assert "on behalf of" not in seat.pane("#said")
        await seat.press("down" if by == "up" else "up")
        await seat.until(lambda: dialog.target == FIRST)
        assert "on behalf of" not in seat.pane("#said")


@piloted
async def test_letters_in_the_list_of_texts_find_one_by_its_name(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "n")
        await seat.until(lambda: seat.subject.names == ("FJI-000003",))
        dialog = await deciding(seat)
        await seat.press("shift+tab", "shift+tab")
        await seat.until(lambda: isinstance(seat.app.focused, Targets), "the list of texts")
        await seat.shows("Type to find a text by its name")
        await seat.type("aus-")
        await seat.shows("Find: aus- ·")
        assert dialog.target == Target(amendment="AUS-000002")
        await seat.type("jkGg")
        await seat.shows("Find: aus-jkGg (no such text)")
        assert dialog.target == Target(amendment="AUS-000002")
        await seat.press("escape")
        await seat.shows("Type to find a text by its name")
        await seat.type("paragraph 1")
        await seat.until(lambda: dialog.target == Target(CI, "1"))
        assert dialog.query_one("#cosponsor", Switch).value == "no"
        assert seat.app.screen is dialog
