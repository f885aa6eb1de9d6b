"""The papers that a secretariat prepares on the Draft screen: what is chosen is what is shown and exported."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.widgets import Input

from drafter.draft.consolidate import consolidate
from drafter.export.markdown import markdown
from drafter.model.negotiation import Negotiation
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.tui.desk import Desk
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.export import Export
from drafter.tui.papers import Asked, Made, made
from drafter.tui.present.document import back_rows, document_rows
from drafter.tui.screens import draft
from drafter.tui.screens.draft import DraftScreen
from drafter.tui.session import Session
from drafter.tui.who import Who
from drafter.tui.widgets.rows import Rows
from tests.conftest import acting_for
from tests.draft.building import Talks, article
from tests.store.acts import day
from tests.tui.seat import Seat, piloted, seated


async def papers(seat: Seat, *keys: str) -> None:
    await seat.press("5")
    await seat.until(lambda: "Nothing is agreed" in seat.flat)
    for key in keys:
        await settled(seat)
        await seat.press(key)


async def settled(seat: Seat) -> None:
    screen = seat.app.screen
    assert isinstance(screen, DraftScreen)
    await seat.until(lambda: screen._made_number == screen._number)
    await seat.pilot.pause()


async def choose(seat: Seat, typed: str) -> None:
    dialog = await seat.asks(Choosing)
    await seat.type(typed)
    await seat.press("enter")
    await seat.until(lambda: seat.app.screen is not dialog)


async def export(seat: Seat, file: Path) -> str:
    await settled(seat)
    await seat.press("e")
    (await seat.asks(Export)).query_one(Input).value = str(file)
    await seat.press("enter")
    await seat.until(lambda: not isinstance(seat.app.screen, Export), "written")
    return file.read_text(encoding="utf-8")


@piloted
async def test_the_list_for_the_vote_is_shown_and_exported_in_the_order_of_the_text(
    talks: Repository, tmp_path: Path
) -> None:
    async with seated(talks, "XXS") as seat:
        await papers(seat, *["s"] * 5)
        await seat.until(lambda: "[marshalled]" in seat.flat and "1. DEU: DEU-000001" in seat.flat)
        text = await export(seat, tmp_path / "vote.md")
    assert text == markdown(consolidate(reading.read(talks), style="marshalled"))
    assert text.index("1. DEU: DEU-000001") < text.index("FJI-000003")


@piloted
async def test_an_extract_holds_the_clauses_from_one_to_another_and_says_so(talks: Repository, tmp_path: Path) -> None:
    async with seated(talks, "XXS") as seat:
        await papers(seat, "r")
        await choose(seat, "Article 4")
        await seat.asks(Choosing)
        assert "From Article 4 to" in seat.flat
        await seat.press("enter")
        await seat.until(lambda: "r Article 4 " in seat.flat and "The Parties to this Treaty" not in seat.flat)
        text = await export(seat, tmp_path / "extract.md")
        assert "Protection of critical infrastructure" in text
        assert "The Parties to this Treaty" not in text
        await seat.press("r")
        await choose(seat, "all clauses")
        await seat.until(lambda: "r all clauses" in seat.flat and "The Parties to this Treaty" in seat.flat)


@piloted
async def test_a_text_as_it_was_issued_is_shown_again_and_nothing_is_done_to_it(talks: Repository) -> None:
    recording.adopt(talks, acting_for("XXS"), ["FJI-000003"], accept_near=True)
    async with seated(talks, "XXS") as seat:
        await papers(seat, "s")
        await seat.until(lambda: "and submarine cables" in seat.flat)
        await seat.press("t")
        await choose(seat, "Rev.1")
        await seat.until(lambda: "t as issued in Rev.1" in seat.flat and "and submarine cables" not in seat.flat)
        assert seat.subject.target is None
        await seat.press("t")
        await choose(seat, "as it stands")
        await seat.until(lambda: "t today's text" in seat.flat and "and submarine cables" in seat.flat)


@piloted
async def test_a_redline_compares_with_a_day_too(talks: Repository) -> None:
    recording.adopt(talks, acting_for("XXS"), ["FJI-000003"], accept_near=True)
    day = reading.read(talks).decisions[-1].date[:10]
    async with seated(talks, "XXS") as seat:
        await papers(seat, "c")
        await choose(seat, day)
        await seat.until(
            lambda: f"c since {day}" in seat.flat and "and submarine cables" in seat.flat and "{+" in seat.flat
        )


@piloted
async def test_only_a_whole_clean_text_has_places_to_sign(talks: Repository, tmp_path: Path) -> None:
    async with seated(talks, "XXS") as seat:
        await papers(seat, "s", "v")
        await seat.until(lambda: "v places to sign" in seat.flat)
        assert "Australia" in await export(seat, tmp_path / "final.md")
        await seat.press("s")
        await settled(seat)
        assert "Signatures" not in await export(seat, tmp_path / "redline.md")


@piloted
async def test_a_text_that_is_made_of_proponents_does_not_leave_them_out(talks: Repository) -> None:
    async with seated(talks, "XXS") as seat:
        await papers(seat, "v", "s", "s", "s")
        await seat.until(lambda: "[compilation]" in seat.flat and "AUS: AUS-000002" in seat.flat)
        await seat.press("v")
        await seat.until(lambda: seat.said("it names its proponents"))
        assert "AUS: AUS-000002" in seat.flat


def _told(negotiation: Negotiation, where: Session, asked: Asked) -> str:
    return made(asked, Desk(negotiation, Who(why_nobody="")), where).document.since


def test_the_redline_of_an_issued_text_compares_with_the_issue_before_it(talks: Repository) -> None:
    recording.adopt(talks, acting_for("XXS"), ["FJI-000003"], accept_near=True)
    recording.issue(talks, acting_for("XXS"), "Rev.2")
    negotiation = reading.read(talks)
    session = Session(talks.root)
    try:
        redline = Asked(style="redline")
        assert _told(negotiation, session, redline) == "Rev.1"
        assert _told(negotiation, session, Asked(style="redline", at="Rev.2", since="Rev.2")) == "Rev.1"
        assert not Asked(style="redline", at="Rev.1").compares(negotiation)
    finally:
        session.close()


@pytest.mark.parametrize("style", ["compilation", "comparison", "marshalled"])
def test_a_text_with_every_proposal_has_all_their_words(talks: Repository, style: str) -> None:
    document = consolidate(reading.read(talks), style=style)  # type: ignore[arg-type]
    shown = "\n".join(row.content.plain for row in (*document_rows(document), *back_rows(document)))
    for said in ("submarine cables", "not conduct", "avoid", "DEU-000001", "AUS-000002", "FJI-000003"):
        assert said in shown
    keys = [row.key for row in document_rows(document)]
    assert len(keys) == len(set(keys))


def test_what_is_not_reflected_is_said_with_its_reason_once() -> None:
    talks = Talks(article("scope", "Words.\n"))
    talks.amend("FRA-000001", {"scope": "Other words.\n"})
    talks.amend("RUS-000001", {"scope": "No words.\n"})
    talks.withdraw("FRA-000001")
    talks.decide("status", ["RUS-000001"], status={"RUS-000001": "not-accepted"})
    shown = [row.content.plain for row in back_rows(consolidate(talks.at(), style="bracketed"))]
    named = [line for line in shown if line.startswith(("FRA-000001", "RUS-000001"))]
    assert [line.rpartition(" (")[2] for line in named] == ["withdrawn on 2026-03-01)", "not accepted)"]


@piloted
async def test_the_style_in_brackets_is_that_of_the_text_below_until_the_next_one_is_there(
    talks: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed, make = Event(), draft.made

    def waiting(*about: Any) -> Made:
        allowed.wait(60)
        return make(*about)

    monkeypatch.setattr(draft, "made", waiting)
    async with seated(talks) as seat:
        allowed.set()
        await seat.press("5")
        await seat.until(lambda: "Nothing is agreed" in seat.flat)
        allowed.clear()
        await seat.press("s")
        text = await seat.shows("[bracketed]", " clean.. ")
        assert "[clean" not in text
        allowed.set()
        await seat.shows(" bracketed ", "[clean]")


@piloted
async def test_amendments_to_be_shown_as_if_adopted_are_offered_in_the_order_of_the_text(talks: Repository) -> None:
    first = reading.read(talks).treaty.clauses[0]
    changed = first.with_body(first.body.rstrip("\n") + " Agreed.\n")
    recording.amend(talks, acting_for("FRA"), {first.id: changed}, "", id="FRA-000009", date=day(9))
    async with seated(talks) as seat:
        await papers(seat, "w")
        dialog = await seat.asks(Choosing)
        keys = [row.key for row in dialog.query_one(Rows).rows]
    assert keys == ["", "FRA-000009", "DEU-000001", "AUS-000002", "FJI-000003"]
