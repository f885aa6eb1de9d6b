"""The exchange with the server from the interface: what it says, asks and leaves alone."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import housekeeping, reading, recording
from drafter.store.repository import Repository
from drafter.store.syncing import Report, Transfer
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.page import Page
from drafter.tui.dialogs.question import Question
from drafter.tui.dialogs.telling import Telling
from drafter.tui.messages import SyncGoesOn
from drafter.tui.present.exchange import report_rows, summary
from drafter.tui.present.progress import bar
from drafter.tui.screens.finding import Field
from drafter.tui.session import Session
from tests.conftest import acting_for
from tests.store.acts import plain_git, reworded
from tests.store.served import Clone, cloned, served
from tests.tui.seat import Seat, piloted, seated


@pytest.fixture
def server(talks: Repository, tmp_path: Path) -> Path:
    return served(talks, tmp_path / "server.git")


async def exchanged(seat: Seat) -> Page:
    await seat.press("E")
    page = await seat.asks(Page)
    assert isinstance(page, Page)
    return page


def revised(clone: Clone, nth: int, words: str) -> None:
    """Have a delegate of Germany put a new version of DEU-000001."""
    with Repository.open(clone.root) as repo:
        recording.revise(repo, acting_for("DEU", nth), "DEU-000001", reworded(repo, "refrain from", words), "")


@piloted
async def test_an_exchange_leaves_the_clone_tidy(server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "MOST_LOOSE", -1)
    fra = cloned(server, tmp_path / "fra", "FRA")
    fra.take("scope", Stance.SUPPORT, "We welcome it.")
    with Repository.open(fra.root) as repo:
        async with seated(repo) as seat:
            await seat.press("E")
            await seat.until(lambda: plain_git(fra.root, "count-objects").startswith("0 "))


@piloted
async def test_what_others_recorded_arrives_and_is_on_the_screen(server: Path, tmp_path: Path) -> None:
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    deu.take("scope", Stance.SUPPORT, "We welcome it.")
    assert deu.sync().ok
    with Repository.open(fra.root) as repo:
        async with seated(repo) as seat:
            await exchanged(seat)
            await seat.shows("In step with the server: 1 record arrived")
            await seat.shows("Arrived: DEU supports")
            assert seat.told(SyncGoesOn)
            await seat.press("escape")
            await seat.until(lambda: any(each.position.signatory == "DEU" for each in _positions(seat)))
            await seat.press("E")
            await seat.until(lambda: seat.said("nothing is new"))
        assert [each.position.statement for each in reading.read(repo).positions if each.position.signatory == "DEU"]


@piloted
async def test_enter_goes_to_what_arrived(server: Path, tmp_path: Path) -> None:
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    revised(deu, 0, "abstain from")
    assert deu.sync().ok
    deu.take("scope", Stance.SUPPORT, "We welcome it.")
    with Repository.open(fra.root) as repo:
        async with seated(repo) as seat:
            await exchanged(seat)
            await seat.shows("Arrived: DEU revises DEU-000001", "Enter goes to it")
            await seat.press("enter")
            await seat.until(lambda: seat.app.screen.NAME == "diff" and "abstain" in seat.flat)
            await seat.press("escape")
            await seat.until(lambda: seat.app.screen.NAME == "read")
            assert deu.sync().ok
            await exchanged(seat)
            await seat.press("enter")
            await seat.shows("Germany (DEU)", "We welcome it.")


@piloted
async def test_enter_goes_to_the_act_by_which_something_was_decided_and_esc_comes_back(
    server: Path, tmp_path: Path
) -> None:
    xxs, fra = cloned(server, tmp_path / "xxs", "XXS"), cloned(server, tmp_path / "fra", "FRA")
    with Repository.open(fra.root) as repo:
        async with seated(repo) as seat:
            for act in ("Mark article 1 as agreed", "Issue Rev.2"):
                with Repository.open(xxs.root) as theirs:
                    if act.startswith("Issue"):
                        recording.issue(theirs, acting_for("XXS"), "Rev.2")
                    else:
                        recording.status(theirs, acting_for("XXS"), Target("scope"), "agreed")
                assert xxs.sync().ok
                await exchanged(seat)
                # The report is there before what came in has been read.
                title = act.removeprefix("Issue ") if act.startswith("Issue") else "Rev.1"
                await seat.until(lambda title=title: seat.app.desk.negotiation.issues[-1].name == title, title)
                await seat.press("enter")
                await seat.until(lambda act=act: seat.app.screen.NAME == "log" and act in seat.app.screen.copied(), act)
                await seat.press("escape")
                await seat.until(lambda: seat.app.screen.NAME == "read")


@piloted
async def test_own_records_are_sent(server: Path, tmp_path: Path) -> None:
    fra = cloned(server, tmp_path / "fra", "FRA")
    commit = fra.take("scope", Stance.OPPOSE)
    with Repository.open(fra.root) as repo:
        async with seated(repo) as seat:
            await seat.press("E")
            await seat.until(lambda: seat.said("In step with the server: 1 record sent."))
            assert seat.app.screen.NAME == "read"
    assert plain_git(server, "rev-parse", "positions/FRA").strip() == commit


@piloted
async def test_a_rewound_server_is_an_alarm_and_nothing_changes(server: Path, tmp_path: Path) -> None:
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    first = deu.take("scope", Stance.SUPPORT)
    deu.take("scope", Stance.OPPOSE)
    assert deu.sync().ok
    assert fra.sync().ok
    held = fra.refs()
    plain_git(server, "update-ref", "refs/heads/positions/DEU", first)
    with Repository.open(fra.root) as repo:
        async with seated(repo) as seat:
            await exchanged(seat)
            await seat.shows("ALARM, rewound: positions/DEU stood at", "Tell the secretariat")
    assert fra.refs() == held


@piloted
async def test_a_clone_without_a_server_is_asked_for_it_once(talks: Repository, server: Path) -> None:
    async with seated(talks) as seat:
        await seat.press("E")
        await seat.asks(Question)
        await seat.type(str(server))
        await seat.press("enter")
        await seat.asks(Page)
        await seat.shows("Set up: this copy")
    assert plain_git(talks.root, "config", "remote.origin.url").strip() == str(server)


@piloted
async def test_a_server_that_is_not_there_is_said_and_another_key_goes_on(talks: Repository, tmp_path: Path) -> None:
    plain_git(talks.root, "config", "remote.origin.url", str(tmp_path / "gone.git"))
    async with seated(talks) as seat:
        await seat.press("E")
        await seat.asks(Telling)
        await seat.until(lambda: "no repository at that address" in seat.pane("#said"))
        await seat.press("enter")
        await seat.until(lambda: not seat.app.exchanging.doing)


@piloted
async def test_which_of_two_records_of_one_delegation_stays_is_asked(server: Path, tmp_path: Path) -> None:
    one, other = cloned(server, tmp_path / "one", "DEU"), cloned(server, tmp_path / "other", "DEU", 1)
    one.take("scope", Stance.SUPPORT, "As instructed.")
    assert one.sync().ok
    other.take("scope", Stance.OPPOSE, "Not as we read it.")
    with Repository.open(other.root) as repo:
        async with seated(repo, code="DEU") as seat:
            await exchanged(seat)
            await seat.shows("Waits for your choice: Article 1: two delegates of yours")
            await seat.press("enter")
            await seat.asks(Confirm)
            await seat.until(lambda: "oppose: Not as we read it." in seat.flat and "support: As" in seat.flat)
            await seat.shows("mine stays", "theirs stays", "later")
            await seat.press("E", "enter")
            assert isinstance(seat.app.screen, Confirm)
            await seat.press("t")
            await seat.asks(Page)
            await seat.shows("In step with the server")
        held = [each.position for each in reading.read(repo).positions if each.position.target == Target("scope")]
        assert [each.stance for each in held] == [Stance.SUPPORT]


@piloted
async def test_two_records_that_differ_only_in_whom_they_speak_for_are_told_apart_and_read_to_their_end(
    server: Path, tmp_path: Path
) -> None:
    long = " ".join(f"word{nth}" for nth in range(600)) + " the end"
    clones = [cloned(server, tmp_path / name, "EUE") for name in ("one", "two")]
    for clone, group in zip(clones, ("EU", None), strict=True):
        with Repository.open(clone.root) as repo:
            scope = Target("scope")
            recording.position(repo, acting_for("EUE"), scope, Stance.OPPOSE, statement=long, on_behalf_of=group)
        clone.sync()
    with Repository.open(tmp_path / "two") as repo:
        async with seated(repo, code="EUE", size=(80, 24)) as seat:
            await exchanged(seat)
            await seat.press("enter")
            await seat.asks(Confirm)
            await seat.shows("mine: Delegate of the European Union", "oppose: word0")
            await seat.press(*["pagedown"] * 4)
            await seat.shows("oppose, on behalf of EU: word0")
            await seat.press("end")
            await seat.shows("the end", "theirs stays")


@piloted
async def test_which_of_two_versions_stays_is_asked_with_the_words_in_which_they_differ(
    server: Path, tmp_path: Path
) -> None:
    one, other = cloned(server, tmp_path / "one", "DEU"), cloned(server, tmp_path / "other", "DEU", 1)
    revised(one, 0, "desist from")
    assert one.sync().ok
    revised(other, 1, "abstain from")
    with Repository.open(other.root) as repo:
        async with seated(repo, code="DEU") as seat:
            await exchanged(seat)
            await seat.shows("Waits for your choice: DEU-000001")
            await seat.press("enter")
            await seat.asks(Confirm)
            await seat.until(lambda: "[-abstain-]{+desist+}" in seat.pane("#shown"))
            await seat.press("t")
            await seat.asks(Page)
            await seat.shows("In step with the server")
        (change,) = reading.read(repo).by_id["DEU-000001"].changes
        assert "desist from" in (change.proposed_text or "")


@piloted
async def test_what_a_colleague_sends_while_somebody_is_asked_is_asked_about_again(
    server: Path, tmp_path: Path
) -> None:
    one, other = cloned(server, tmp_path / "one", "DEU"), cloned(server, tmp_path / "other", "DEU", 1)
    one.take("scope", Stance.SUPPORT, "As instructed.")
    assert one.sync().ok
    other.take("scope", Stance.RESERVE, "We wait.")
    with Repository.open(other.root) as repo:
        async with seated(repo, code="DEU") as seat:
            await exchanged(seat)
            await seat.press("enter")
            await seat.asks(Confirm)
            await seat.until(lambda: "support: As instructed." in seat.flat)
            one.take("scope", Stance.OPPOSE, "Instructed anew.")
            assert one.sync().ok
            await seat.press("t")
            await seat.asks(Page)
            await seat.shows("Waits for your choice: Article 1: two delegates of yours")
            await seat.press("enter")
            await seat.asks(Confirm)
            await seat.until(lambda: "oppose: Instructed anew." in seat.flat)
            await seat.press("t")
            await seat.asks(Page)
            await seat.shows("In step with the server")
        held = [each.position for each in reading.read(repo).positions if each.position.target == Target("scope")]
        assert [each.stance for each in held] == [Stance.OPPOSE]


class Slow(Session):
    """A session whose exchanges end when they are let."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.let = threading.Event()

    def sync(self, named: str | None, chosen: Mapping[str, str]) -> None:
        """Wait in the git thread, then exchange."""
        self._git.submit(self.let.wait, 20)
        super().sync(named, chosen)


@asynccontextmanager
async def exchanging(server: Path, tmp_path: Path) -> AsyncIterator[tuple[Seat, Slow]]:
    """An exchange that has something to send, under way."""
    fra = cloned(server, tmp_path / "fra", "FRA")
    fra.take("scope", Stance.OPPOSE)
    session = Slow(fra.root)
    with Repository.open(fra.root) as repo:
        async with seated(repo, session=session) as seat:
            await seat.press("n", "E")
            await seat.shows("Sync: beginning")
            yield seat, session


@piloted
async def test_what_an_exchange_did_waits_until_nobody_writes_in_a_dialog(server: Path, tmp_path: Path) -> None:
    async with exchanging(server, tmp_path) as (seat, session):
        await seat.press("a")
        await seat.asks(AmendDialog)
        session.let.set()
        await seat.until(lambda: seat.said("shown when this is closed"))
        await seat.type("All ")
        assert isinstance(seat.app.screen, AmendDialog)
        await seat.press("escape")
        await seat.until(lambda: seat.said("In step with the server: 1 record sent."))


@piloted
async def test_what_an_exchange_did_waits_until_nobody_writes_what_is_sought(server: Path, tmp_path: Path) -> None:
    async with exchanging(server, tmp_path) as (seat, session):
        await seat.press("slash", "a")
        session.let.set()
        await seat.until(lambda: seat.said("shown when this is closed"))
        await seat.type("ll")
        assert seat.app.screen.query_one(Field).value == "all"
        await seat.press("enter")
        await seat.until(lambda: seat.said("In step with the server: 1 record sent."))


@piloted
async def test_how_far_it_is_stands_in_the_top_line(talks: Repository) -> None:
    async with seated(talks) as seat:
        seat.app.exchanging.doing = "Sync: beginning .."
        seat.app.post_message(SyncGoesOn("receiving objects", 3, 12))
        await seat.shows("[##......] 3 of 12 receiving objects")


def test_a_bar_says_how_much_of_how_many_without_colour() -> None:
    assert bar(1, 2, 10) == "[#####.....] 1 of 2"
    assert bar(9, 2, 4) == "[####] 2 of 2"
    assert bar(0, 0) == ""


def test_an_exchange_that_was_too_large_to_count_says_how_many_branches() -> None:
    moved = [Transfer(f"refs/heads/positions/{code}", None, "0" * 40, None, ()) for code in ("AUS", "FRA")]
    report = Report("origin", arrived=moved)
    assert summary(report) == "In step with the server: 2 branches arrived."
    assert [row.content.plain for row in report_rows(report, None)] == ["Arrived: and 2 more branches"]


def _positions(seat: Seat):  # type: ignore[no-untyped-def]
    return seat.app.desk.negotiation.positions if seat.app.desk is not None else ()


def test_every_word_of_a_clone_reaches_the_screen(tmp_path: Path) -> None:
    """A subject of somebody else's record holds what it likes."""
    moved = [Transfer("refs/heads/positions/AUS", None, "0" * 40, 1, ("AUS [/] [shall] \x1b[31m",))]
    (row,) = report_rows(Report("origin", arrived=moved), None)
    assert "AUS [/] [shall] " in row.content.plain
    assert "\x1b" not in row.content.plain
