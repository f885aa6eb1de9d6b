"""Taking back an act that was recorded before this session."""

from __future__ import annotations

from drafter.model.amendment import Amendment
from drafter.model.position import Position
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.text.diff import diff
from drafter.tui.deeds import Revising, Standing, Tabling
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.telling import Telling
from drafter.tui.messages import Recorded
from tests.conftest import acting_for, roster
from tests.store.acts import CI, refs, reworded
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


@piloted
async def test_a_revision_is_taken_back_by_the_version_before_about_its_own_text(talks: Repository) -> None:
    """What main adopted between the two versions is not taken out of it by going back."""
    recording.amend(talks, acting_for("FRA"), reworded(talks, "undue delay", "delay"), "", id="FRA-000009")
    first = reading.read(talks).by_id["FRA-000009"]
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"])
    recording.revise(talks, acting_for("FRA"), "FRA-000009", reworded(talks, "without undue delay", "at once"), "")
    async with seated(talks) as seat:
        await undone(seat)
    now = reading.read(talks).by_id["FRA-000009"]
    assert (now.base, now.changes) == (first.base, first.changes)
    assert len(now.versions) == 3
    assert "[-undue -]" in changed(now)


@piloted
async def test_a_revision_of_this_session_is_taken_back_about_its_own_text(talks: Repository) -> None:
    recording.amend(talks, acting_for("FRA"), reworded(talks, "undue delay", "delay"), "", id="FRA-000009")
    first = reading.read(talks).by_id["FRA-000009"]
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"])
    async with seated(talks) as seat:
        base = seat.app.desk.negotiation.treaty.commit  # type: ignore[union-attr]
        proposed = reworded(talks, "without undue delay", "at once")
        deed = Revising(amendment="FRA-000009", proposed=proposed, base=base)
        seat.app.acts.record(deed, seat.app.desk)  # type: ignore[arg-type]
        await seat.until(lambda: seat.told(Recorded))
        await seat.press("u")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.until(lambda: len(seat.told(Recorded)) == 2)
    now = reading.read(talks).by_id["FRA-000009"]
    assert (now.base, now.changes) == (first.base, first.changes)


@piloted
async def test_u_is_named_only_where_it_takes_something_back(talks: Repository) -> None:
    async with seated(talks) as seat:
        recording.amend(talks, acting_for("FRA"), reworded(talks, "undue delay", "delay"), "", id="FRA-000009")
        seat.app.session.look()
        await seat.until(lambda: seat.app.desk and "FRA-000009" in seat.app.desk.negotiation.by_id)
        await undone(seat)
        await seat.until(lambda: seat.said("Recorded: FRA withdraws"))
        assert not seat.said("Press u")
        await seat.press("u")
        await seat.until(lambda: seat.said("you have recorded nothing that can be taken back"))
        seat.app.acts.record(Standing(target=CABLES, stance=Stance.ACCEPT), seat.app.desk)  # type: ignore[arg-type]
        await seat.until(lambda: seat.said("Press u to take it back"))


@piloted
async def test_what_is_taken_back_of_a_groups_proposal_is_the_proposal(talks: Repository) -> None:
    async with seated(talks, code="EUE") as seat:
        deed = Tabling(proposed=reworded(talks, "undue delay", "delay"), rationale="", on_behalf_of="EU")
        seat.app.acts.record(deed, seat.app.desk)  # type: ignore[arg-type]
        await seat.until(lambda: seat.said(", on behalf of EU ("))
        await seat.until(lambda: any(each.position.signatory == "EUE" for each in reading.read(talks).positions))
        await seat.press("u")
        await seat.asks(Confirm)
        assert "Your last act: EUE proposes" in seat.pane("#said")
        assert "withdraws EUE-" in seat.pane("#said")


@piloted
async def test_another_rationale_for_the_same_words_is_not_taken_back(talks: Repository) -> None:
    change = reading.read(talks).by_id["DEU-000001"].changes[0]
    recording.revise(talks, acting_for("DEU"), "DEU-000001", {CI: change.after}, "Why so.")
    async with seated(talks, code="DEU") as seat:
        await seat.press("u")
        await seat.until(lambda: seat.said("it gave the same words another rationale"))


@piloted
async def test_after_a_refused_undo_the_act_before_is_offered_and_the_reason_said(talks: Repository) -> None:
    recording.position(talks, acting_for("DEU"), Target(CI), Stance.RESERVE)
    recording.position(talks, acting_for("DEU"), CABLES, Stance.OPPOSE)
    async with seated(talks, code="DEU") as seat:
        await seat.press("u")
        await seat.asks(Confirm)
        recording.position(talks, acting_for("DEU", 1), CABLES, Stance.ACCEPT)
        await seat.press("y")
        await seat.asks(Telling)
        await seat.press("enter")
        await seat.until(lambda: not isinstance(seat.app.screen, Telling))
        await seat.press("u")
        await seat.asks(Confirm)
        assert "DEU opposes FJI-000003”, can't be taken back: your delegation has recorded" in seat.pane("#said")
        assert "What you recorded before: DEU reserves its position on article 4" in seat.pane("#said")
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
        await seat.press("u")
        await seat.asks(Confirm)
        assert "DEU opposes FJI-000003”, can't be taken back" in seat.pane("#said")
        assert "withdraws DEU-000001" in seat.pane("#said")
    assert held(talks, "DEU").stance is Stance.ACCEPT
    (on_clause,) = reading.read(talks).positions_by_target[Target(CI)]
    assert on_clause.position.stance is Stance.NONE


@piloted
async def test_what_was_taken_back_does_not_come_back_by_the_same_key(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.SUPPORT)
    recording.position(talks, acting_for("FRA"), CABLES, Stance.OPPOSE)
    async with seated(talks) as seat:
        await undone(seat)
        assert held(talks, "FRA").stance is Stance.SUPPORT
        await seat.press("u")
        await seat.asks(Confirm)
        await seat.shows("no position on FJI-000003")
        await seat.press("y")
        await seat.until(lambda: len(seat.told(Recorded)) == 2)
        await seat.press("u")
        await seat.until(lambda: seat.said("nothing that can be taken back"))
    assert held(talks, "FRA").stance is Stance.NONE


@piloted
async def test_a_colleagues_act_is_nobody_elses_last_act(talks: Repository) -> None:
    recording.position(talks, acting_for("DEU"), Target(CI), Stance.RESERVE)
    recording.position(talks, acting_for("DEU", 1), CABLES, Stance.OPPOSE)
    async with seated(talks, code="DEU") as seat:
        await seat.press("u")
        await seat.asks(Confirm)
        assert "Your last act: DEU reserves its position on article 4" in seat.pane("#said")


@piloted
async def test_what_one_state_recorded_is_not_taken_back_in_the_name_of_another(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.ACCEPT, statement="France can live with it.")
    before = refs(talks)
    async with seated(talks) as seat:
        seat.app.acts.record(Standing(target=CABLES, stance=Stance.OPPOSE), seat.app.desk)  # type: ignore[arg-type]
        await seat.until(lambda: seat.told(Recorded))
        seat.app.session.become("EUE", roster().by_code["EUE"].delegates[0].email)
        await seat.until(lambda: seat.app.desk and seat.app.desk.who.code == "EUE")
        await seat.press("u")
        await seat.until(lambda: seat.said("you have recorded nothing that can be taken back"))
    changed = {ref for ref, commit in refs(talks).items() if before.get(ref) != commit}
    assert changed == {"refs/heads/positions/FRA"}


@piloted
async def test_an_act_is_recorded_for_whom_it_was_asked_or_not_at_all(talks: Repository) -> None:
    async with seated(talks) as seat:
        asked = seat.app.desk
        before = refs(talks)
        seat.app.session.become("EUE", roster().by_code["EUE"].delegates[0].email)
        seat.app.acts.record(Standing(target=CABLES, stance=Stance.OPPOSE), asked)  # type: ignore[arg-type]
        await seat.asks(Telling)
        assert "This copy acts for EUE meanwhile, and this was asked for by FRA" in seat.flat
    assert refs(talks) == before


def changed(amendment: Amendment) -> str:
    (change,) = amendment.changes
    assert change.before is not None
    found = diff(change.before.text, change.proposed_text or "")
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in found.pieces())
