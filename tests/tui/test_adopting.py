"""The secretariat adopts: as proposed, as modified, near words after they were shown, and out of a conflict."""

from __future__ import annotations

from textual.widgets import TextArea

from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.compose import ComposeDialog
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.telling import Telling
from drafter.tui.messages import Recorded, RecordRefused
from drafter.tui.subject import Subject
from tests.conftest import acting_for
from tests.store.acts import CI, refs
from tests.tui.seat import Seat, piloted, seated


async def adopting(seat: Seat, id: str) -> None:
    """Press A while the amendment is shown on the Diff screen."""
    seat.app.compare(Subject(Target(amendment=id), CI, (id,), exact=True))
    await seat.until(lambda: seat.app.subject().amendment == id)
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


@piloted
async def test_a_conflict_shows_three_sides_and_the_adopted_words_are_composed_from_them(talks: Repository) -> None:
    recording.adopt(talks, acting_for("XXS"), ["DEU-000001"])
    async with seated(talks, code="XXS") as seat:
        await adopting(seat, "AUS-000002")
        await seat.asks(ComposeDialog)
        await seat.until(lambda: "base: refrain from" in seat.pane("#preview"))
        assert "agreed now: not conduct" in seat.pane("#preview")
        assert "AUS-000002: avoid" in seat.pane("#preview")
        await seat.press("ctrl+s")
        await seat.shows("compose them first")
        assert not isinstance(seat.app.screen, Confirm)
        await seat.press("ctrl+r")
        area = seat.app.screen.query_one("#body", TextArea)
        assert "States shall avoid cyber" in area.text
        await seat.press("escape")
        await seat.until(lambda: seat.said("is kept"))
        await seat.press("A")
        await seat.asks(ComposeDialog)
        area = seat.app.screen.query_one("#body", TextArea)
        await seat.until(lambda: "States shall avoid cyber" in area.text)
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.press("y")
        await recorded(seat)
        assert "States shall avoid cyber" in reading.read(talks).treaty.by_id[CI].body


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
            seat.app.read(CI, "1")
            await seat.until(lambda: seat.app.subject().target == Target(CI, "1"))
            await seat.press("a")
            await seat.asks(AmendDialog)
            await seat.type(typed)
            await seat.press("escape")
            await seat.until(lambda: not isinstance(seat.app.screen, AmendDialog))
        drafts = list((talks.git_dir / "drafter" / "drafts").glob("*.json"))
        assert ["more first second third" in path.read_text() for path in drafts] == [True]
