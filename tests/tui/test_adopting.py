"""The secretariat adopts: as proposed, as modified, near words after they were shown, and out of a conflict."""

from __future__ import annotations

from textual.widgets import Input, TextArea

from drafter.model.amendment import Change
from drafter.model.clause import Clause, compose_clause
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, Kind
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.text.choice import three_way
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.compose import ComposeDialog
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.gather import Gather
from drafter.tui.dialogs.resolve import ResolveDialog
from drafter.tui.dialogs.telling import Telling
from drafter.tui.messages import Recorded, RecordRefused
from drafter.tui.present.adoption import exchanged
from drafter.tui.subject import Subject
from tests.conftest import acting_for
from tests.store.acts import CI, day, plain_git, refs, reworded, table
from tests.tui.seat import Seat, piloted, seated


async def adopting(seat: Seat, id: str) -> None:
    """Press A while the amendment is shown on the Diff screen."""
    seat.app.rooms.compare(Subject(Target(amendment=id), CI, (id,), exact=True))
    await seat.until(lambda: seat.subject.amendment == id)
    await seat.press("A")


async def recorded(seat: Seat) -> None:
    await seat.until(lambda: seat.told(Recorded) or seat.told(RecordRefused))
    assert seat.told(Recorded), seat.text


@piloted
async def test_adopted_as_modified_is_what_was_composed_and_confirmed(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await adopting(seat, "FJI-000003")
        await seat.asks(Confirm)
        await seat.press("m")
        await seat.asks(ComposeDialog)
        area = seat.app.screen.query_one("#body", TextArea)
        await seat.until(lambda: "submarine cables" in area.text)
        area.load_text(area.text.replace("submarine cables", "undersea cables"))
        await seat.until(lambda: "undersea" in seat.pane("#preview"))
        before = refs(talks)
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.shows("as modified", "undersea cables")
        await seat.press("A", "ctrl+s", "enter", "m")
        assert refs(talks) == before
        await seat.press("y")
        await recorded(seat)
        now = reading.read(talks)
        assert "and undersea cables." in now.treaty.by_id[CI].body
        assert now.by_id["FJI-000003"].status is AmendmentStatus.ACCEPTED_AS_MODIFIED
        assert not list((talks.git_dir / "drafter" / "drafts").glob("*.json"))


@piloted
async def test_words_near_others_are_adopted_after_they_were_shown(talks: Repository) -> None:
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"])
    async with seated(talks, code="XXS") as seat:
        await adopting(seat, "FJI-000003")
        await seat.asks(Confirm)
        await seat.shows("Read these words", "have been read")
        await seat.press("y")
        await recorded(seat)
        body = reading.read(talks).treaty.by_id[CI].body
        assert "not conduct cyber operations" in body
        assert "and submarine cables" in body


async def resolving(seat: Seat) -> ResolveDialog:
    await adopting(seat, "AUS-000002")
    dialog = await seat.asks(ResolveDialog)
    await seat.until(lambda: "base, as it was: refrain from" in seat.pane("#sides"))
    assert "agreed now: not conduct" in seat.pane("#sides")
    assert "AUS-000002: avoid" in seat.pane("#sides")
    assert "States shall [ ? ] cyber operations" in seat.pane("#sides")
    assert isinstance(dialog, ResolveDialog)
    return dialog


async def composed(seat: Seat, words: str) -> None:
    await seat.asks(ComposeDialog)
    area = seat.app.screen.query_one("#body", TextArea)
    await seat.until(lambda: words in area.text)
    await seat.press("ctrl+s")
    await seat.asks(Confirm)
    await seat.press("y")
    await recorded(seat)


@piloted
async def test_a_conflict_is_resolved_by_choosing_one_of_three_sides_and_read_as_a_whole(talks: Repository) -> None:
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"])
    async with seated(talks, code="XXS") as seat:
        await resolving(seat)
        await seat.press("ctrl+s")
        await seat.shows("1 of 1 conflicts wait for words")
        await seat.press("3")
        await seat.shows("(*) 3", "All have words")
        await seat.press("escape")
        await seat.until(lambda: seat.said("is kept"))
        await seat.press("A")
        await seat.asks(ResolveDialog)
        await seat.shows("(*) 3", "All have words")
        await seat.press("ctrl+s")
        await composed(seat, "States shall avoid cyber")
    now = reading.read(talks)
    assert "States shall avoid cyber" in now.treaty.by_id[CI].body
    assert now.by_id["AUS-000002"].status is AmendmentStatus.ACCEPTED_AS_MODIFIED
    assert not list((talks.git_dir / "drafter" / "drafts").glob("*.json"))


@piloted
async def test_a_conflict_is_resolved_with_words_of_nobody(talks: Repository) -> None:
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"])
    async with seated(talks, code="XXS") as seat:
        dialog = await resolving(seat)
        await seat.press("e")
        area = dialog.query_one("#own", TextArea)
        await seat.until(lambda: seat.app.focused is area)
        area.text = "[never] conduct"
        await seat.until(lambda: "other words: [never] conduct" in seat.pane("#sides"))
        await seat.press("ctrl+s")
        await composed(seat, "1. States shall [never] conduct cyber operations that")
    assert "1. States shall [never] conduct cyber operations that" in reading.read(talks).treaty.by_id[CI].body


@piloted
async def test_a_conflict_may_be_composed_in_the_whole_text_at_once(talks: Repository) -> None:
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"])
    async with seated(talks, code="XXS") as seat:
        await resolving(seat)
        await seat.press("w")
        await seat.asks(ComposeDialog)
        await seat.until(lambda: "base: refrain from" in seat.pane("#preview"))
        await seat.press("ctrl+s")
        await seat.shows("compose them first")
        assert not isinstance(seat.app.screen, Confirm)
        await seat.press("ctrl+r")
        area = seat.app.screen.query_one("#body", TextArea)
        assert "States shall avoid cyber" in area.text
        await seat.press("escape")
        await seat.until(lambda: seat.said("is kept"))
        await seat.press("A")
        await composed(seat, "States shall avoid cyber")
    assert "States shall avoid cyber" in reading.read(talks).treaty.by_id[CI].body


def test_each_conflict_has_its_words_and_the_rest_is_merged() -> None:
    """Two conflicts, a change of one side between them, and a number that both changed."""
    before = clause("4", "1. States shall refrain from it.\n\n2. Each State shall report.\n\n3. Parties may leave.\n")
    ours = clause("5", "1. States shall avoid it.\n\n2. Each State shall report.\n\n3. Parties can leave.\n")
    theirs = clause("6", "1. States shall stop it.\n\n2. Every State shall report.\n\n3. Parties must leave.\n")
    way = three_way(Change("scope", before, theirs), ours)
    assert way is not None
    assert [(each.part, each.conflict.theirs.strip()) for each in way.disputed] == [
        ("number", "6"),
        ("body", "stop"),
        ("body", "must"),
    ]
    made = way.composed([way.disputed[0].conflict.theirs, way.disputed[1].typed("end"), way.disputed[2].conflict.ours])
    assert made.number == "6"
    assert made.body == "1. States shall end it.\n\n2. Every State shall report.\n\n3. Parties can leave.\n"
    every = way.composed([each.conflict.theirs for each in way.disputed])
    assert (every.number, every.body) == (theirs.number, theirs.body)


def test_typed_words_stand_apart_from_their_neighbours_where_the_agreed_text_has_none() -> None:
    before = clause("4", "A weapon designed or adapted to damage.\n")
    ours = clause("4", "A weapon designed to damage.\n")
    theirs = clause("4", "A weapon designed or adapted, or used, to damage.\n")
    way = three_way(Change("scope", before, theirs), ours)
    assert way is not None
    (one,) = way.disputed
    assert way.composed([one.typed(" or  used,")]).body == "A weapon designed or  used, to damage.\n"
    assert way.composed([one.conflict.ours]).body == ours.body
    assert way.composed([one.conflict.theirs]).body == theirs.body


TWO_CHANGES = (
    "refrain from cyber operations that damage critical infrastructure.",
    "refrain from all cyber operations that damage critical infrastructure and submarine cables.",
)


@piloted
async def test_the_room_takes_one_part_of_an_amendment_and_leaves_another(talks: Repository) -> None:
    table(talks, "FRA", *TWO_CHANGES, id="000009", on=7)
    async with seated(talks, code="XXS") as seat:
        await adopting(seat, "FRA-000009")
        await seat.asks(Confirm)
        await seat.shows("p  a part of it only")
        await seat.press("p")
        await seat.asks(ResolveDialog)
        await seat.until(lambda: "FRA-000009: all" in seat.pane("#sides"))
        await seat.shows("part 1 of 2", "1 2 choose")
        await seat.press("3", "1")
        await seat.until(lambda: "FRA-000009: and submarine cables" in seat.pane("#sides"))
        await seat.shows("1 of 2 wait for words")
        await seat.press("ctrl+s")
        await seat.shows("1 of 2 parts wait for words")
        await seat.press("escape")
        await seat.until(lambda: seat.said("is kept"))
        await seat.press("A")
        await seat.asks(Confirm)
        await seat.press("p")
        await seat.asks(ResolveDialog)
        await seat.shows("part 2 of 2")
        await seat.press("2", "ctrl+s")
        await composed(seat, "infrastructure and submarine cables")
    now = reading.read(talks)
    assert "refrain from cyber operations that damage critical infrastructure and sub" in now.treaty.by_id[CI].body
    assert now.by_id["FRA-000009"].status is AmendmentStatus.ACCEPTED_AS_MODIFIED
    assert not list((talks.git_dir / "drafter" / "drafts").glob("*.json"))


@piloted
async def test_a_clause_that_is_left_out_does_not_come_in_and_one_that_is_to_go_can_stay(talks: Repository) -> None:
    cables = compose_clause("cables", "320", kind=Kind.ARTICLE, number="4 bis", heading="Cables", body="No cuts.\n")
    stays = reading.read(talks).treaty.by_id["scope"]
    proposed: dict[str, Clause | None] = {"scope": None, **reworded(talks, "critical infra", "vital infra")}
    recording.amend(talks, acting_for("FRA"), {**proposed, "cables": cables}, "x", id="FRA-000009", date=day(7))
    async with seated(talks, code="XXS") as seat:
        await adopting(seat, "FRA-000009")
        await seat.asks(Confirm)
        await seat.press("p")
        await seat.asks(ResolveDialog)
        await seat.shows("part 1 of 3", "The clause:", "agreed now: Scope", "FRA-000009: (nothing)")
        await seat.press("e")
        await seat.shows("taken or left as they are")
        await seat.press("1", "2", "1", "ctrl+s")
        await seat.asks(ComposeDialog)
        await seat.press("escape", "A")
        await seat.asks(Confirm)
        await seat.press("m")
        await seat.asks(ComposeDialog)
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        assert "Cables" not in seat.text
        await seat.press("y")
        await recorded(seat)
    now = reading.read(talks).treaty.by_id
    assert now["scope"] == stays
    assert "vital infra" in now[CI].body
    assert "cables" not in now
    assert not list((talks.git_dir / "drafter" / "drafts").glob("*.json"))


@piloted
async def test_no_part_is_offered_in_the_place_of_words_that_were_composed(talks: Repository) -> None:
    table(talks, "FRA", *TWO_CHANGES, id="000009", on=7)
    async with seated(talks, code="XXS") as seat:
        await adopting(seat, "FRA-000009")
        await seat.asks(Confirm)
        await seat.press("m")
        await seat.asks(ComposeDialog)
        area = seat.app.screen.query_one("#body", TextArea)
        await seat.until(lambda: "submarine cables" in area.text)
        area.load_text(area.text.replace("submarine cables", "undersea cables"))
        await seat.press("escape")
        await seat.until(lambda: seat.said("is kept"))
        await seat.press("A")
        await seat.asks(Confirm)
        await seat.shows("adopt it as modified")
        assert "a part of it" not in seat.text


@piloted
async def test_an_amendment_of_one_change_is_taken_whole(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await adopting(seat, "FJI-000003")
        await seat.asks(Confirm)
        await seat.shows("adopt it as modified")
        assert "a part of it" not in seat.text


def clause(number: str, body: str) -> Clause:
    return compose_clause("scope", "210", kind=Kind.ARTICLE, number=number, heading="Scope", body=body)


async def gathering(seat: Seat) -> Gather:
    await seat.press("n", "M")
    dialog = await seat.asks(Gather)
    await seat.until(lambda: "+ 1 support (DEU)" in seat.pane("#offered"))
    assert isinstance(dialog, Gather)
    return dialog


@piloted
async def test_several_are_adopted_at_once_and_who_is_left_out_is_told_why(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await gathering(seat)
        await seat.press("space", "down", "space", "down", "space")
        await seat.shows("3 marked: 2 can be adopted together, 1 left out")
        said = seat.pane("#result")
        assert "AUS-000002 is left out: it changes the same words as DEU-000001" in said
        assert "as it would be: not conduct" in said
        assert "[-refrain from-]{+not conduct+}" in said
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.shows("adopts DEU-000001, FJI-000003", "AUS-000002 can't be adopted with them")
        await seat.shows("As positions stand on FJI-000003, no consensus: AUS opposed.")
        await seat.press("M", "enter", "space", "ctrl+s")
        assert not seat.told(Recorded)
        await seat.press("y")
        await recorded(seat)
    now = reading.read(talks)
    assert "not conduct cyber operations that damage critical infrastructure and submarine" in now.treaty.by_id[CI].body
    assert now.by_id["AUS-000002"].status is AmendmentStatus.TABLED
    assert {now.by_id[id].status for id in ("DEU-000001", "FJI-000003")} == {AmendmentStatus.ACCEPTED}


@piloted
async def test_the_first_marked_of_two_rivals_is_the_one_that_is_adopted(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await gathering(seat)
        await seat.press("down", "space", "up", "space")
        await seat.until(lambda: "DEU-000001 is left out" in seat.pane("#result"))
        await seat.press("space")
        await seat.shows("1 marked: 1 can be adopted together, 0 left out")


@piloted
async def test_words_of_several_amendments_are_adopted_only_after_one_was_marked(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await seat.press("n")
        await seat.until(lambda: seat.subject.names == ("DEU-000001", "AUS-000002"))
        await seat.press("A")
        await seat.asks(Gather)
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said("Mark amendments first"))
        assert isinstance(seat.app.screen, Gather)


@piloted
async def test_the_secretariat_corrects_a_number_and_a_word_with_the_reason(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        seat.app.rooms.read("scope")
        await seat.until(lambda: seat.subject.clause == "scope")
        await seat.press("C")
        dialog = await seat.asks(AmendDialog)
        number, body = dialog.query_one("#number", Input), dialog.query_one("#body", TextArea)
        await seat.until(lambda: number.value == "1")
        number.value = "1 bis"
        body.text = body.text.replace("all States", "all [/] States")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said("Say why"))
        dialog.query_one("#rationale", TextArea).text = "A typing error."
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.until(lambda: "[-Article 1-]{+Article 1 bis+}" in seat.flat and "all {+[/] +}States" in seat.flat)
        await seat.press("y")
        await recorded(seat)
    now = reading.read(talks)
    assert (now.treaty.by_id["scope"].number, now.treaty.by_id["scope"].status.value) == ("1 bis", "open")
    assert "all [/] States" in now.treaty.by_id["scope"].body
    assert "A typing error." in plain_git(talks.root, "log", "-1", "--format=%B", "main")


@piloted
async def test_a_delegate_corrects_nothing(talks: Repository) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "C")
        assert seat.said("only the secretariat does this")


@piloted
async def test_nothing_is_adopted_when_the_texts_have_changed_since_they_were_shown(talks: Repository) -> None:
    async with seated(talks, code="XXS") as seat:
        await adopting(seat, "FJI-000003")
        await seat.asks(Confirm)
        recording.adopt(talks, acting_for("XXS"), ["DEU-000001"])
        await seat.press("y")
        await seat.asks(Telling)
        await seat.shows("changed meanwhile")
        assert "submarine" not in reading.read(talks).treaty.by_id[CI].body


@piloted
async def test_a_draft_that_is_opened_again_is_kept_again(talks: Repository) -> None:
    async with seated(talks) as seat:
        for typed in ("first second third ", "more "):
            seat.app.rooms.read(CI, "1")
            await seat.until(lambda: seat.subject.target == Target(CI, "1"))
            await seat.press("a")
            await seat.asks(AmendDialog)
            await seat.type(typed)
            await seat.press("escape")
            await seat.until(lambda: not isinstance(seat.app.screen, AmendDialog))
        drafts = list((talks.git_dir / "drafter" / "drafts").glob("*.json"))
        assert ["more first second third" in path.read_text() for path in drafts] == [True]


def test_words_that_only_come_in_or_go_are_not_said_to_become_nothing() -> None:
    assert exchanged("critical ", "") == "“critical” goes"
    assert exchanged("", ", including cables") == "“, including cables” comes in"
    assert exchanged("shall ", "should ") == "“shall” becomes “should”"


@piloted
async def test_a_number_that_would_stand_twice_is_told_before_it_is_adopted(talks: Repository) -> None:
    last = "undue delay."
    for code, id, words in (("FRA", "000008", "publish a report."), ("AUS", "000009", "train its personnel.")):
        table(talks, code, last, f"{last}\n\n(c) {words}", id=id, on=7)
    recording.adopt(talks, acting_for("XXS"), ["FRA-000008"])
    async with seated(talks, code="XXS") as seat:
        await adopting(seat, "AUS-000009")
        await seat.asks(Confirm)
        await seat.shows("the label (c) stands twice")
