"""What a delegate records from the interface, seen in git afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from drafter.model.clause import compose_clause
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, Kind, Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.help import Help
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.dialogs.telling import Telling
from drafter.tui.messages import Recorded, RecordRefused
from drafter.tui.subject import Subject
from drafter.tui.widgets.rows import Rows
from tests.conftest import acting_for
from tests.store.acts import CI, day, plain_git, refs, reworded
from tests.tui.seat import Seat, piloted, seated

CABLES = Target(amendment="FJI-000003")


def position(repo: Repository, code: str, target: Target):  # type: ignore[no-untyped-def]
    for recorded in reading.read(repo).positions_by_target.get(target, ()):
        if recorded.position.signatory == code:
            return recorded.position
    return None


async def on_cables(seat: Seat) -> None:
    await seat.press("n", "n")
    await seat.until(lambda: seat.subject.names == ("FJI-000003",))


async def amending(seat: Seat) -> AmendDialog:
    await seat.press("n", "a")
    dialog = await seat.asks(AmendDialog)
    await seat.until(lambda: "refrain from" in seat.text)
    assert isinstance(dialog, AmendDialog)
    return dialog


async def reword(seat: Seat, old: str, new: str) -> None:
    area = seat.app.screen.query_one("#body", TextArea)
    text = area.text
    assert old in text
    line = text[: text.index(old)].count("\n")
    column = text.split("\n")[line].index(old)
    area.move_cursor((line, column))
    await seat.press(*["delete"] * len(old))
    await seat.type(new)


@piloted
async def test_p_records_a_position_on_the_words_under_the_cursor(talks: Repository) -> None:
    async with seated(talks) as seat:
        await on_cables(seat)
        await seat.press("p")
        dialog = await seat.asks(PositionDialog)
        assert dialog.target == CABLES
        await seat.press("r")
        await seat.shows("reserves its position on FJI-000003")
        await seat.press("enter")
        await seat.until(lambda: seat.told(Recorded))
        held = position(talks, "FRA", CABLES)
        assert held.stance is Stance.RESERVE
        assert "FRA" in plain_git(talks.root, "log", "-1", "--format=%s", "positions/FRA")
        await seat.shows("r 1 reserve (FRA)")


@piloted
async def test_a_statement_and_co_sponsorship_are_recorded_with_the_position(talks: Repository) -> None:
    async with seated(talks) as seat:
        await on_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("1", "c", "tab")
        await seat.type("We depend on cables")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.told(Recorded))
        held = position(talks, "FRA", CABLES)
        assert (held.stance, held.cosponsor, held.statement) == (Stance.SUPPORT, True, "We depend on cables")


@piloted
async def test_tab_leads_from_the_stance_to_the_statement_whatever_else_there_is_to_choose(talks: Repository) -> None:
    async with seated(talks, code="EUE") as seat:
        await on_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("x", "tab")
        await seat.type("cork")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.told(Recorded))
        held = position(talks, "EUE", CABLES)
        assert (held.stance, held.cosponsor, held.on_behalf_of, held.statement) == (Stance.OPPOSE, False, None, "cork")


@piloted
async def test_a_spokesperson_speaks_on_behalf_of_its_group_and_of_no_other(talks: Repository) -> None:
    async with seated(talks, code="EUE") as seat:
        await on_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        assert "AOSIS" not in seat.app.screen.query_one("#group").render().plain
        await seat.press("x", "o", "enter")
        await seat.until(lambda: seat.told(Recorded))
        assert position(talks, "EUE", CABLES).on_behalf_of == "EU"


@piloted
async def test_escape_in_the_position_dialog_records_nothing(talks: Repository) -> None:
    before = refs(talks)
    async with seated(talks) as seat:
        await on_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("x", "escape")
        await seat.pilot.pause()
    assert refs(talks) == before


@piloted
async def test_a_position_on_words_that_have_changed_meanwhile_is_refused(talks: Repository) -> None:
    async with seated(talks) as seat:
        await on_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        proposed = reworded(talks, "critical infrastructure.", "critical infrastructure and satellites.")
        recording.revise(talks, acting_for("FJI"), "FJI-000003", proposed, "")
        await seat.press("plus", "enter")
        await seat.asks(Telling)
        await seat.shows("has changed meanwhile")
        assert seat.told(RecordRefused)
        assert position(talks, "FRA", CABLES) is None


@piloted
async def test_a_stale_position_is_shown_with_what_changed_since(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), Target(CI, "1"), Stance.SUPPORT)
    secretariat = acting_for("XXS")
    recording.adopt(talks, secretariat, ["DEU-000001"], accept_near=True)
    async with seated(talks) as seat:
        await seat.shows("!")
        seat.app.rooms.read(CI, "1")
        await seat.until(lambda: seat.subject.target == Target(CI, "1"))
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.until(lambda: "[-refrain from-]{+not conduct+}" in seat.flat)
        assert "What changed since your position" in seat.flat


@piloted
async def test_a_proposes_other_words_and_says_before_what_is_recorded(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await reword(seat, "without undue delay", "within 72 hours")
        await seat.until(lambda: "[-out undue delay-]" in seat.flat or "{+within 72 hours+}" in seat.flat)
        await seat.until(lambda: "within 72 hours - FRA" in seat.flat)
        seat.app.screen.query_one("#rationale", TextArea).focus()
        await seat.type("It is clearer")
        before = refs(talks)
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.shows("Record this?", "tables an amendment to Article 4")
        await seat.press("enter", "ctrl+s", "a")
        assert refs(talks) == before
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
        made = [each for each in reading.read(talks).amendments if each.signatory == "FRA"]
        assert len(made) == 1
        assert made[0].rationale == "It is clearer"
        after = made[0].changes[0].after
        assert after is not None
        before_body = reading.read(talks).treaty.by_id[CI].body
        assert after.body == before_body.replace("without undue delay", "within 72 hours")
        await seat.until(lambda: "within 72 hours - FRA" in seat.flat)
        assert not list((talks.git_dir / "drafter" / "drafts").glob("*.json"))


@piloted
async def test_a_spokesperson_chooses_whether_the_words_are_its_groups(talks: Repository) -> None:
    async with seated(talks, code="EUE") as seat:
        await amending(seat)
        await reword(seat, "without undue delay", "within 72 hours")
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.shows(" y  yes, record it", " 1  yes, on behalf of EU")
        await seat.press("1")
        await seat.until(lambda: seat.told(Recorded))
        await seat.until(lambda: "within 72 hours - EU]" in seat.flat)
        (made,) = (each for each in reading.read(talks).amendments if each.signatory == "EUE")
        assert position(talks, "EUE", Target(amendment=made.id)).on_behalf_of == "EU"
    async with seated(talks, code="EUE") as seat:
        await seat.press("n", "a")
        await seat.asks(AmendDialog)
        await seat.press("ctrl+t")
        await seat.asks(Choosing)
        await seat.type("new version of your")
        await seat.press("enter")
        await seat.until(lambda: "within 72 hours" in seat.flat)
        await reword(seat, "within 72 hours", "within a day")
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.shows("It is EU's proposal so far")
        await seat.press("y")
        await seat.until(lambda: "within a day - EUE]" in seat.flat)


@piloted
async def test_who_speaks_for_no_group_is_not_asked_for_one(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await reword(seat, "without undue delay", "within 72 hours")
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.shows(" y  yes, record it")
        assert "on behalf of" not in seat.text


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (80, 30), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_answers_of_a_question_are_on_the_screen_at_every_size(talks: Repository, size: tuple[int, int]) -> None:
    _answers_shown(talks, size)


@piloted
async def _answers_shown(talks: Repository, size: tuple[int, int]) -> None:
    async with seated(talks, size=size) as seat:
        await amending(seat)
        area = seat.app.screen.query_one("#body", TextArea)
        area.load_text("".join(f"{nth}. Every word of this paragraph is new.\n\n" for nth in range(1, 40)))
        seat.app.tell("Something else.")
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.shows("Record this?", "There is no rationale", "[-1. States shall", " y  yes, record it", " Esc  no")
        assert "Something else" not in seat.text


@pytest.mark.parametrize("size", [(60, 15), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_what_is_to_be_recorded_is_on_the_screen_of_a_position_at_every_size(
    talks: Repository, size: tuple[int, int]
) -> None:
    _position_shown(talks, size)


@piloted
async def _position_shown(talks: Repository, size: tuple[int, int]) -> None:
    async with seated(talks, size=size) as seat:
        await on_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("x")
        await seat.shows("Position of France", "+ support", "Statement", "opposes FJI-000003.", "Enter records")


@piloted
async def test_escape_keeps_the_draft_and_a_brings_it_back(talks: Repository) -> None:
    before = refs(talks)
    async with seated(talks) as seat:
        await amending(seat)
        await reword(seat, "without undue delay", "at once")
        await seat.press("escape")
        await seat.until(lambda: seat.said("draft is kept"))
        await seat.press("a")
        await seat.asks(AmendDialog)
        await seat.until(lambda: "at once" in seat.text)
    assert refs(talks) == before


@piloted
async def test_a_draft_is_on_disk_after_a_pause_and_survives_a_closed_terminal(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await reword(seat, "without undue delay", "at once")
        drafts = talks.git_dir / "drafter" / "drafts"
        await seat.until(
            lambda: drafts.is_dir() and any("at once" in path.read_text() for path in drafts.glob("*.json"))
        )
    async with seated(talks) as seat:
        assert seat.said("Drafts of yours wait: Article 4")
        await amending(seat)
        await seat.until(lambda: "at once" in seat.text)


@piloted
async def test_a_draft_begun_on_an_older_text_is_carried_over(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await reword(seat, "without undue delay", "at once")
        await seat.press("escape")
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"], accept_near=True)
    async with seated(talks) as seat:
        seat.app.rooms.read(CI, "1")
        await seat.until(lambda: seat.subject.clause == CI)
        await seat.press("a")
        dialog = await seat.asks(AmendDialog)
        await seat.until(lambda: "at once" in seat.text)
        body = dialog.query_one("#body", TextArea).text
        assert "not conduct" in body
        assert "refrain from" not in body
        await seat.shows("carried over")


@piloted
async def test_the_same_words_as_another_proposal_offer_co_sponsorship(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await reword(seat, "refrain from", "not conduct")
        await seat.shows("DEU-000001 proposes the same")
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.press("c")
        await seat.until(lambda: seat.told(Recorded))
        held = position(talks, "FRA", Target(amendment="DEU-000001"))
        assert (held.stance, held.cosponsor) == (Stance.SUPPORT, True)
        assert not [each for each in reading.read(talks).amendments if each.signatory == "FRA"]


@piloted
async def test_words_that_were_not_accepted_before_are_named_while_they_are_written_and_before_they_are_recorded(
    talks: Repository,
) -> None:
    recording.status(talks, acting_for("XXS"), Target(amendment="DEU-000001"), "not-accepted", date=day(9))
    async with seated(talks) as seat:
        await amending(seat)
        await reword(seat, "refrain from", "not conduct")
        await seat.until(lambda: "the same words as DEU-000001, not accepted on 2026-03-09" in seat.pane("#note"))
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        assert "is for the room to decide" in seat.pane("#said")


@piloted
async def test_a_revision_begins_with_the_own_words_gone_to_and_may_give_them_another_rationale(
    talks: Repository,
) -> None:
    recording.position(talks, acting_for("AUS"), Target(amendment="DEU-000001"), Stance.SUPPORT, date=day(8))
    async with seated(talks, code="DEU") as seat:
        await seat.press("slash")
        await seat.type("DEU-000001")
        await seat.press("enter")
        await seat.until(lambda: seat.subject.names == ("DEU-000001",))
        await seat.press("escape", "n", "d")
        await seat.until(lambda: seat.subject.amendment == "DEU-000001" and seat.app.screen.NAME == "diff")
        await seat.press("a")
        dialog = await seat.asks(AmendDialog)
        await seat.shows("new version of your amendment (DEU-000001)")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said("DEU-000001 says this already"))
        assert seat.app.screen is dialog
        await seat.press("tab")
        await seat.type("Why so.")
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        assert "Its words stay, and positions on them count on" in seat.pane("#said")
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
    found = reading.read(talks)
    assert found.by_id["DEU-000001"].rationale == "Why so."
    (spoken,) = found.positions_by_target[Target(amendment="DEU-000001")]
    assert not found.stale(spoken)


@piloted
async def test_a_text_without_a_change_is_not_proposed(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await seat.press("ctrl+s")
        assert seat.said("nothing to propose")
        assert isinstance(seat.app.screen, AmendDialog)


async def _kind(seat: Seat, typed: str) -> None:
    await seat.press("ctrl+t")
    await seat.asks(Choosing)
    await seat.type(typed)
    await seat.press("enter")
    await seat.asks(AmendDialog)


async def _record(seat: Seat) -> None:
    await seat.press("ctrl+s")
    await seat.asks(Confirm)
    await seat.press("y")
    await seat.until(lambda: seat.told(Recorded) or seat.told(RecordRefused))
    assert seat.told(Recorded), seat.text


@piloted
async def test_deleting_retaining_and_a_new_article_from_the_same_dialog(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await _kind(seat, "delete")
        await _record(seat)
        made = [each for each in reading.read(talks).amendments if each.signatory == "FRA"]
        assert [each.action.value for each in made] == ["delete"]


@piloted
async def test_a_retain_is_about_the_paragraph_gone_to(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await _kind(seat, "keep")
        await seat.shows("keep paragraph 1 as it is")
        await seat.until(lambda: "Article 4, paragraph 1 stays as it is" in seat.pane("#preview"))
        assert "1. States shall refrain from" in seat.pane("#preview")
        assert "Each State shall" not in seat.pane("#preview")
        assert "Nothing yet" not in seat.text
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.shows("proposes to keep Article 4, paragraph 1 as it is.")
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
        made = [each for each in reading.read(talks).amendments if each.signatory == "FRA"]
        assert [each.retains for each in made] == [(Target(CI, "1"),)]


@piloted
async def test_a_retain_is_about_the_whole_clause_where_that_is_chosen(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await _kind(seat, "keep whole")
        await seat.until(lambda: "Article 4 stays as it is" in seat.pane("#preview"))
        assert "Each State shall" in seat.pane("#preview")
        await _record(seat)
        made = [each for each in reading.read(talks).amendments if each.signatory == "FRA"]
        assert [each.retains for each in made] == [(Target(CI),)]


@piloted
async def test_the_reason_for_keeping_one_paragraph_is_never_given_for_another(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await _kind(seat, "keep paragraph")
        await seat.type("It is clear")
        await seat.press("escape")
        seat.app.rooms.read(CI, "2.b")
        await seat.until(lambda: seat.subject.target == Target(CI, "2.b"))
        await seat.press("a")
        dialog = await seat.asks(AmendDialog)
        await seat.shows("keep paragraph 1 as it is", "Your draft is back")
        await _kind(seat, "keep paragraph 2 (b)")
        await seat.shows("keep paragraph 2 (b) as it is")
        await seat.shows("Another draft of yours waits here: keep paragraph 1 as it is")
        assert dialog.query_one("#rationale", TextArea).text == ""
        await _record(seat)
        (made,) = [each for each in reading.read(talks).amendments if each.signatory == "FRA"]
        assert (made.retains, made.rationale) == ((Target(CI, "2.b"),), "")


@piloted
async def test_a_new_article_gets_a_latin_number_and_its_place(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await _kind(seat, "new article")
        dialog = seat.app.screen
        assert dialog.query_one("#number", Input).value == "4 bis"
        dialog.query_one("#heading", Input).focus()
        await seat.type("Satellites")
        dialog.query_one("#body", TextArea).focus()
        await seat.type("States shall protect satellites.")
        await seat.until(lambda: "Satellites" in seat.pane("#preview"))
        await _record(seat)
        made = next(each for each in reading.read(talks).amendments if each.signatory == "FRA")
        after = made.changes[0].after
        assert after is not None
        assert (after.id, after.number, after.body) == ("satellites", "4 bis", "States shall protect satellites.\n")


@piloted
async def test_a_sub_amendment_changes_the_words_of_the_amendment(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        await _kind(seat, "amend FJI")
        await seat.until(lambda: "submarine cables" in seat.pane("#body"))
        await reword(seat, "submarine cables", "cables")
        await _record(seat)
        made = next(each for each in reading.read(talks).amendments if each.signatory == "FRA")
        assert made.parent == "FJI-000003"


@piloted
async def test_what_was_withdrawn_is_offered_and_becomes_the_proposal_of_who_takes_it_over(talks: Repository) -> None:
    recording.withdraw(talks, acting_for("DEU"), "DEU-000001", "")
    async with seated(talks) as seat:
        await amending(seat)
        await _kind(seat, "take over DEU")
        await seat.until(lambda: "States shall not conduct" in seat.pane("#body"))
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.shows("takes over DEU-000001: tables an amendment to Article 4")
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded) or seat.told(RecordRefused))
        assert seat.told(Recorded), seat.text
    made = next(each for each in reading.read(talks).amendments if each.signatory == "FRA")
    assert made.subject == "FRA takes over DEU-000001: article 4 (Protection of critical infrastructure)"
    assert made.changes == tuple(each for each in reading.read(talks).by_id["DEU-000001"].changes if each.clause == CI)


@piloted
async def test_u_takes_back_a_position_by_a_new_record(talks: Repository) -> None:
    recording.position(talks, acting_for("FRA"), CABLES, Stance.ACCEPT, statement="For now.")
    async with seated(talks) as seat:
        await on_cables(seat)
        await seat.press("p")
        await seat.asks(PositionDialog)
        await seat.press("x", "enter")
        await seat.until(lambda: seat.told(Recorded))
        await seat.until(lambda: "x 2 oppose" in seat.text)
        await seat.press("u")
        await seat.asks(Confirm)
        await seat.shows("can accept FJI-000003")
        await seat.press("u", "enter")
        assert len(seat.told(Recorded)) == 1
        await seat.press("y")
        await seat.until(lambda: len(seat.told(Recorded)) == 2)
        held = position(talks, "FRA", CABLES)
        assert (held.stance, held.statement) == (Stance.ACCEPT, "For now.")
        assert len(plain_git(talks.root, "log", "--format=%h", "positions/FRA").split()) == 3


@piloted
async def test_u_withdraws_an_amendment_that_was_tabled_before_this_session(talks: Repository) -> None:
    recording.amend(talks, acting_for("FRA"), reworded(talks, "undue delay", "delay"), "Shorter.", id="FRA-000009")
    async with seated(talks) as seat:
        await seat.press("u")
        await seat.asks(Confirm)
        await seat.shows("withdraws FRA-000009")
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
        assert reading.read(talks).by_id["FRA-000009"].status is AmendmentStatus.WITHDRAWN


@piloted
async def test_without_an_identity_acts_say_why_and_i_chooses_one(talks: Repository) -> None:
    before = refs(talks)
    async with seated(talks, code=None) as seat:
        await seat.shows("nobody acts")
        await seat.press("n", "p")
        assert seat.said("choose your delegation with i")
        await seat.press("i")
        await seat.asks(Choosing)
        await seat.type("fiji")
        await seat.press("enter")
        await seat.until(lambda: seat.app.desk is not None and seat.app.desk.who.code == "FJI")
        await seat.shows("FJI")
    assert refs(talks) == before


@piloted
async def test_a_delegate_who_is_no_longer_listed_is_told_so(talks: Repository) -> None:
    for name, value in (("signatory", "FRA"), ("email", "left@example.org")):
        talks.git.run("config", "--local", f"drafter.{name}", value)
    async with seated(talks, code=None) as seat:
        await seat.press("n", "p")
        assert seat.said("left@example.org is not a delegate of FRA in signatories.toml: choose your delegation with i")


@piloted
async def test_an_observer_is_told_why_it_takes_no_position(talks: Repository) -> None:
    async with seated(talks, code="XRC") as seat:
        await seat.press("n", "p")
        assert seat.said("observers hold no positions")


@piloted
async def test_the_secretariat_adopts_after_a_preview(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await on_cables(seat)
        await seat.press("A")
        await seat.asks(Confirm)
        await seat.shows("adopts FJI-000003", "{+ and submarine cables+}")
        await seat.press("A", "enter")
        assert not seat.told(Recorded)
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded) or seat.told(RecordRefused))
        assert seat.told(Recorded), seat.text
        assert "and submarine cables" in reading.read(talks).treaty.by_id[CI].body


@piloted
async def test_the_secretariat_settles_and_issues(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        seat.app.rooms.read("scope")
        await seat.until(lambda: seat.subject.clause == "scope")
        await seat.press("S")
        await seat.asks(Choosing)
        await seat.type("ad referendum")
        await seat.press("enter")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.until(lambda: len(seat.told(Recorded)) == 1)
        await seat.until(lambda: "adref" in seat.text)
        await seat.press("I")
        await seat.asks(Confirm)
        await seat.shows("Rev.2")
        await seat.press("y")
        await seat.until(lambda: len(seat.told(Recorded)) == 2)
        assert [each.name for each in reading.read(talks).issues] == ["Rev.1", "Rev.2"]


@piloted
async def test_a_delegate_is_told_why_it_adopts_nothing(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "A")
        assert seat.said("only the secretariat does this")


@piloted
async def test_help_lists_the_keys_of_the_pane(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("question_mark")
        await seat.asks(Help)
        await seat.shows("Next", "View", "two live amendments")
        helped = " ".join(row.content.plain for row in seat.app.screen.query_one(Rows).rows)
        assert "your amendment under the cursor" in helped
        assert "Secretariat:" not in helped
        await seat.press("escape")
        await seat.until(lambda: not isinstance(seat.app.screen, Help))
        await seat.press("question_mark")
        await seat.asks(Help)
        await seat.press("ctrl+p")
        await seat.shows("Search for commands", "act: Amend")


@piloted
async def test_a_place_that_is_no_treaty_says_so_and_goes_on(tmp_path: Path) -> None:
    async with seated(tmp_path) as seat:
        await seat.shows("The treaty can't be read", "What to do")
        await seat.press("enter", "question_mark")
        await seat.shows("Help")


@piloted
async def test_a_clause_that_is_only_proposed_is_revised_by_its_proponent_and_sub_amended_by_others(
    talks: Repository,
) -> None:
    added = compose_clause("review", "350", kind=Kind.ARTICLE, number="4 bis", heading="Review", body="We meet.\n")
    recording.amend(talks, acting_for("FRA"), {"review": added}, "", id="FRA-000009")
    for code, kind in (("FRA", "new version of your amendment (FRA-000009)"), ("AUS", "amend an amendment")):
        async with seated(talks, code=code) as seat:
            seat.app.rooms.read("review")
            await seat.until(lambda seat=seat: seat.subject.clause == "review")
            await seat.press("a")
            await seat.asks(AmendDialog)
            await seat.shows(f"Article 4 bis: {kind}", "Review")
            await reword(seat, "meet", f"meet as {code} says")
            await _record(seat)
    found = reading.read(talks).by_id
    (change,) = found["FRA-000009"].changes
    assert change.after is not None
    assert (change.before, change.after.body) == (None, "We meet as FRA says.\n")
    (sub,) = (each for each in found.values() if each.parent == "FRA-000009")
    assert sub.signatory == "AUS"


@piloted
async def test_who_amends_from_the_page_of_anothers_amendment_is_told_how_to_change_that_one(talks: Repository) -> None:
    async with seated(talks, code="FRA") as seat:
        seat.app.rooms.compare(Subject(Target(amendment="FJI-000003"), CI, ("FJI-000003",), exact=True))
        await seat.until(lambda: seat.subject.amendment == "FJI-000003")
        await seat.press("a")
        await seat.asks(AmendDialog)
        await seat.shows("This changes the agreed text: ^t amends the words of FJI-000003 instead.")


@piloted
async def test_a_new_version_without_a_rationale_keeps_the_one_before_and_says_so(talks: Repository) -> None:
    async with seated(talks, code="FJI") as seat:
        seat.app.rooms.compare(Subject(Target(amendment="FJI-000003"), CI, ("FJI-000003",), exact=True))
        await seat.until(lambda: seat.subject.amendment == "FJI-000003")
        await seat.press("a")
        await seat.asks(AmendDialog)
        await reword(seat, "submarine cables", "cables")
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.shows("The rationale stays as it was given before.", " y  yes, record it")
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
    assert reading.read(talks).by_id["FJI-000003"].rationale == "Because."


@piloted
async def test_a_character_that_no_record_takes_is_selected_so_that_one_key_takes_it_out(talks: Repository) -> None:
    async with seated(talks) as seat:
        await amending(seat)
        area = seat.app.screen.query_one("#body", TextArea)
        area.insert("\u202eWords \x07", (0, 3))
        for name in ("bidirectional control U+202E", "control character U+0007"):
            await seat.press("ctrl+s")
            await seat.until(lambda name=name: seat.said(f"The text holds the {name}. It is selected"))
            assert len(area.selected_text) == 1
            await seat.press("delete")
        await _record(seat)
    made = next(each for each in reading.read(talks).amendments if each.signatory == "FRA")
    assert "1. Words States shall" in (made.changes[0].proposed_text or "")


@piloted
async def test_two_keys_by_mistake_make_no_state_speak_for_another(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("i")
        await seat.asks(Choosing)
        await seat.until(lambda: "> FRA" in seat.pane("#choices"), "who acts now, first")
        await seat.press("enter")
        await seat.until(lambda: not isinstance(seat.app.screen, Choosing))
        await seat.press("i")
        await seat.asks(Choosing)
        await seat.type("fiji")
        await seat.press("enter")
        await seat.asks(Confirm)
        await seat.shows("recorded for Fiji (FJI), no longer for FRA")
        await seat.press("escape")
        await seat.until(lambda: not isinstance(seat.app.screen, Confirm))
        assert seat.app.desk is not None
        assert seat.app.desk.who.code == "FRA"
        await seat.press("i")
        await seat.asks(Choosing)
        await seat.type("fiji")
        await seat.press("enter")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.until(lambda: seat.app.desk is not None and seat.app.desk.who.code == "FJI")
