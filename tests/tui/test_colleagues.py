"""Two delegates of one delegation at work at once: none replaces what the other has recorded without having seen it."""

from __future__ import annotations

from textual.widgets import TextArea

from drafter.model.ids import positions_ref
from drafter.model.position import Position
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.dialogs.resolve import ResolveDialog
from drafter.tui.dialogs.telling import Telling
from drafter.tui.messages import Recorded, RecordRefused
from tests.conftest import acting_for
from tests.store.acts import CI, clause, plain_git, refs, reworded
from tests.tui.colleague import as_new_version, colleague_revises, newer_version, opposing
from tests.tui.seat import piloted, seated

CABLES = Target(amendment="FJI-000003")
MEANWHILE = (
    "Delegate of France, of your delegation, has recorded meanwhile that FRA reserves its position on FJI-000003."
)


def held(repo: Repository) -> Position:
    found = reading.read(repo).positions_by_target[CABLES]
    return next(each.position for each in found if each.position.signatory == "FRA")


@piloted
async def test_a_position_never_replaces_a_colleagues_that_was_not_shown(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.ACCEPT)
    async with seated(talks) as seat:
        await opposing(seat)
        seat.app.screen.query_one(TextArea).focus()
        await seat.type("Too wide")
        recording.position(talks, acting_for("FRA"), CABLES, Stance.RESERVE, statement="From the capital.")
        before = refs(talks)
        await seat.press("ctrl+s")
        await seat.asks(Telling)
        await seat.shows("Not recorded")
        assert MEANWHILE in seat.flat
        assert "record again if you still mean it" in seat.flat
        assert (refs(talks), held(talks).statement) == (before, "From the capital.")
        await seat.press("enter")
        dialog = await seat.asks(PositionDialog)
        await seat.shows("Now: FRA: reserves its position", "x oppose]")
        assert (dialog.target, dialog.query_one(TextArea).text) == (CABLES, "Too wide")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.told(Recorded))
    assert (held(talks).stance, held(talks).statement) == (Stance.OPPOSE, "Too wide")
    assert len(plain_git(talks.root, "log", "--format=%h", "positions/FRA").split()) == 3


@piloted
async def test_who_spoke_for_itself_still_does_when_a_colleague_has_spoken_for_the_group(talks: Repository) -> None:
    async with seated(talks, code="EUE") as seat:
        await opposing(seat)
        recording.position(talks, acting_for("EUE"), CABLES, Stance.RESERVE, on_behalf_of="EU")
        await seat.press("enter")
        await seat.asks(Telling)
        await seat.press("enter")
        await seat.asks(PositionDialog)
        await seat.shows("Now: EUE: reserves its position", "opposes FJI-000003.")
        assert "on behalf of EU" not in seat.pane("#said")


@piloted
async def test_a_first_position_never_replaces_a_colleagues_first(talks: Repository) -> None:
    async with seated(talks) as seat:
        await opposing(seat)
        recording.position(talks, acting_for("FRA"), CABLES, Stance.RESERVE)
        await seat.press("enter")
        await seat.asks(Telling)
        assert MEANWHILE in seat.flat
    assert held(talks).stance is Stance.RESERVE


@piloted
async def test_a_colleagues_record_about_another_text_is_in_nobodys_way(talks: Repository) -> None:
    async with seated(talks) as seat:
        await opposing(seat)
        recording.position(talks, acting_for("FRA"), Target("scope"), Stance.RESERVE)
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
    assert held(talks).stance is Stance.OPPOSE


@piloted
async def test_undo_never_takes_back_what_a_colleague_has_recorded_since(talks: Repository) -> None:
    async with seated(talks) as seat:
        await opposing(seat)
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
        await seat.press("u")
        await seat.asks(Confirm)
        recording.position(talks, acting_for("FRA"), CABLES, Stance.RESERVE)
        await seat.press("y")
        await seat.asks(Telling)
        assert MEANWHILE in seat.flat
        await seat.press("enter")
        await seat.until(lambda: not isinstance(seat.app.screen, Telling))
        assert not isinstance(seat.app.screen, PositionDialog)
    assert held(talks).stance is Stance.RESERVE


@piloted
async def test_undo_from_before_this_session_keeps_a_colleagues_record_too(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.OPPOSE)
    async with seated(talks) as seat:
        await seat.press("u")
        await seat.asks(Confirm)
        recording.position(talks, acting_for("FRA"), CABLES, Stance.RESERVE)
        await seat.press("y")
        await seat.asks(Telling)
        assert MEANWHILE in seat.flat
    assert held(talks).stance is Stance.RESERVE


@piloted
async def test_undo_withdraws_no_version_that_a_colleague_has_put_in_place(talks: Repository) -> None:
    recording.amend(talks, acting_for("FRA"), reworded(talks, "undue delay", "delay"), "", id="FRA-000009")
    async with seated(talks) as seat:
        await seat.press("u")
        await seat.asks(Confirm)
        recording.revise(talks, acting_for("FRA"), "FRA-000009", reworded(talks, "without undue delay", "at once"), "")
        await seat.press("y")
        await seat.until(lambda: seat.told(RecordRefused))
        await seat.until(
            lambda: "of your delegation, has recorded another version of FRA-000009 meanwhile." in seat.flat
        )
    assert reading.read(talks).by_id["FRA-000009"].status is AmendmentStatus.TABLED


@piloted
async def test_several_acts_about_one_text_are_taken_back_one_after_the_other(talks: Repository) -> None:
    async with seated(talks) as seat:
        await opposing(seat)
        await seat.press("enter")
        await seat.until(lambda: len(seat.told(Recorded)) == 1)
        await seat.until(lambda: seat.app.desk and seat.app.desk.own == refs(talks)[positions_ref("FRA")])
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("r", "enter")
        for nth, stance in ((3, Stance.OPPOSE), (4, Stance.NONE)):
            await seat.until(lambda nth=nth: len(seat.told(Recorded)) == nth - 1)
            await seat.press("u")
            await seat.asks(Confirm)
            await seat.press("y")
            await seat.until(lambda nth=nth: len(seat.told(Recorded)) == nth)
            assert held(talks).stance is stance


def proposed(repo: Repository) -> str:
    """What FRA-000009 proposes now."""
    (change,) = reading.read(repo).by_id["FRA-000009"].changes
    return change.proposed_text or ""


@piloted
async def test_a_revision_in_the_making_takes_in_what_a_colleague_records_meanwhile(talks: Repository) -> None:
    recording.amend(talks, acting_for("FRA"), reworded(talks, "undue delay", "delay"), "", id="FRA-000009")
    async with seated(talks) as seat:
        await newer_version(seat, "damage", "harm")
        await colleague_revises(seat, talks, "without undue delay", "at once")
        await seat.press("a")
        dialog = await seat.asks(AmendDialog)
        text = dialog.query_one("#body", TextArea).text
        assert "harm" in text
        assert "at once" in text
        assert "Your delegation has recorded a newer version of FRA-000009 since" in seat.pane("#note")
        await seat.until(lambda: "What your delegation's newer version changed" in seat.pane("#preview"))
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
    assert "harm" in proposed(talks)
    assert "at once" in proposed(talks)


@piloted
async def test_a_new_version_keeps_the_number_that_the_version_before_proposes(talks: Repository) -> None:
    numbered = clause(talks).with_value("number", "4 bis")
    reduced = numbered.with_body(numbered.body.replace("undue delay", "delay"))
    recording.amend(talks, acting_for("FRA"), {CI: reduced}, "", id="FRA-000009")
    async with seated(talks) as seat:
        await newer_version(seat, "damage", "harm")
        await seat.press("a")
        await seat.asks(AmendDialog)
        await seat.until(lambda: "[-Article 4-]{+Article 4 bis+}" in seat.pane("#preview"))
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        assert "[-Article 4-]{+Article 4 bis+}" in seat.pane("#shown")
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
    (change,) = reading.read(talks).by_id["FRA-000009"].changes
    assert change.after is not None
    assert change.after.number == "4 bis"
    assert "harm" in proposed(talks)


@piloted
async def test_words_of_a_colleague_and_of_a_draft_in_one_place_are_chosen_and_none_is_lost(talks: Repository) -> None:
    recording.amend(talks, acting_for("FRA"), reworded(talks, "undue delay", "delay"), "", id="FRA-000009")
    async with seated(talks) as seat:
        await newer_version(seat, "without delay", "in thirty days")
        await colleague_revises(seat, talks, "without undue delay", "at once")
        await seat.press("a")
        await seat.asks(ResolveDialog)
        await seat.shows("as it was: without delay", "recorded since: at once", "your draft: in thirty days")
        await seat.press("w", "escape")
        dialog = await seat.asks(AmendDialog)
        await seat.shows("Another draft of yours waits here: new version of your amendment (FRA-000009)")
        assert "in thirty days" not in dialog.query_one("#body", TextArea).text
        await as_new_version(seat)
        await seat.asks(ResolveDialog)
        await seat.press("3", "ctrl+s")
        dialog = await seat.asks(AmendDialog)
        await seat.until(lambda: "in thirty days" in dialog.query_one("#body", TextArea).text)
        assert "at once" not in dialog.query_one("#body", TextArea).text
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
    assert "in thirty days" in proposed(talks)


@piloted
async def test_a_version_recorded_while_the_editor_is_open_is_not_replaced(talks: Repository) -> None:
    recording.amend(talks, acting_for("FRA"), reworded(talks, "undue delay", "delay"), "", id="FRA-000009")
    async with seated(talks) as seat:
        await newer_version(seat, "damage", "harm")
        await seat.press("a")
        await seat.asks(AmendDialog)
        await colleague_revises(seat, talks, "without undue delay", "at once")
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.until(lambda: seat.told(RecordRefused))
        assert "harm" not in proposed(talks)
        await seat.asks(Telling)
        await seat.press("enter")
        await seat.until(lambda: not isinstance(seat.app.screen, Telling))
        await seat.press("a")
        dialog = await seat.asks(AmendDialog)
        text = dialog.query_one("#body", TextArea).text
        assert "harm" in text
        assert "at once" in text


@piloted
async def test_a_draft_of_a_new_version_stays_within_reach_when_a_colleague_withdraws_the_amendment(
    talks: Repository,
) -> None:
    recording.amend(talks, acting_for("FRA"), reworded(talks, "undue delay", "delay"), "", id="FRA-000009")
    async with seated(talks) as seat:
        await newer_version(seat, "damage", "harm")
        recording.withdraw(talks, acting_for("FRA"), "FRA-000009", "")
        seat.app.session.look()
        await seat.until(lambda: seat.app.desk and not seat.app.desk.negotiation.by_id["FRA-000009"].live)
        await seat.press("a")
        dialog = await seat.asks(AmendDialog)
        assert "harm" in dialog.query_one("#body", TextArea).text
        assert "begun as a new version of FRA-000009, which no longer stands" in seat.pane("#note")
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
    (made,) = (each for each in reading.read(talks).live if each.signatory == "FRA")
    assert "harm" in (made.changes[0].proposed_text or "")
