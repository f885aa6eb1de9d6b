"""Two secretariats of one negotiation issued at once: one name stays for one text, and what gave way is no act."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.model.ids import MAIN_REF, SECRETARIAT
from drafter.model.target import Target
from drafter.store import reading, recording
from drafter.store.log import acts
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import acting_for
from tests.store.acts import day, plain_git, table
from tests.store.served import Clone, cloned, refs_of, served

XXS = acting_for(SECRETARIAT)
TAG = "refs/tags/Rev.1"


@pytest.fixture
def two(treaty: Repository, tmp_path: Path) -> tuple[Path, Clone, Clone]:
    """A server, and two clones of the secretariat; an amendment is on the table."""
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    server = served(treaty, tmp_path / "server.git")
    return server, cloned(server, tmp_path / "one", SECRETARIAT), cloned(server, tmp_path / "two", SECRETARIAT)


def issues(clone: Clone, name: str, date: str | None = None) -> None:
    clone.act(lambda repo: recording.issue(repo, XXS, name, date=date))


def is_in_step(clone: Clone, server: Path) -> None:
    assert clone.sync().ok
    assert clone.refs() == refs_of(server)
    assert clone.act(lambda repo: verify(repo, anew=True).problems) == ()
    assert clone.act(lambda repo: verify(repo).problems) == ()


def test_the_issue_of_the_main_that_gives_way_gives_way_with_it(two: tuple[Path, Clone, Clone]) -> None:
    server, one, other = two
    one.act(lambda repo: recording.status(repo, XXS, Target("scope"), "provisional"))
    issues(one, "Rev.1")
    other.act(lambda repo: recording.adopt(repo, XXS, ["FRA-000001"]))
    issues(other, "Rev.1")
    issues(other, "Rev.2")
    mine = other.refs()
    assert one.sync().ok
    report = other.sync()
    assert report.alarms == []
    assert [(each.name, each.only_theirs) for each in report.choices] == [("main", True), ("Rev.1", True)]
    assert other.refs() == mine
    report = other.sync(chosen={"main": "theirs"})
    assert report.ok, report
    assert {plain_git(other.root, "rev-parse", each).strip() for each in report.set_aside} == {
        mine[ref] for ref in (MAIN_REF, TAG, "refs/tags/Rev.2")
    }
    is_in_step(other, server)
    with Repository.open(other.root) as repo:
        assert reading.read(repo, "Rev.1").treaty.by_id["scope"].status.value == "provisional"
        assert [each.subject for each in acts(repo)] == [each.subject for each in one.act(acts)]  # type: ignore[attr-defined]
        assert not any(each.action == "adopt" for each in acts(repo))


def test_two_issues_of_one_text_under_one_name_are_one_after_the_choice(two: tuple[Path, Clone, Clone]) -> None:
    server, one, other = two
    issues(one, "Rev.1")
    assert one.sync().ok
    issues(other, "Rev.1", day(29))
    assert other.sync(chosen={"all": "mine"}).choices
    report = other.sync(chosen={"Rev.1": "theirs"})
    assert report.ok, report
    is_in_step(other, server)


def test_what_was_issued_on_an_adoption_that_is_overtaken_is_set_aside_with_it(
    two: tuple[Path, Clone, Clone], tmp_path: Path
) -> None:
    server, one, _ = two
    fra = cloned(server, tmp_path / "fra", "FRA")
    fra.act(lambda repo: recording.withdraw(repo, acting_for("FRA"), "FRA-000001", "No more."))
    assert fra.sync().ok
    one.act(lambda repo: recording.adopt(repo, XXS, ["FRA-000001"]))
    issues(one, "Rev.1")
    assert {each.ref for each in one.sync().kept} == {MAIN_REF, TAG}
    report = one.sync(chosen={"main": "theirs"})
    assert report.ok, report
    assert len(report.set_aside) == 2
    is_in_step(one, server)


def test_an_issue_of_another_text_stays_with_everybody_else_and_is_named(two: tuple[Path, Clone, Clone]) -> None:
    _, one, other = two
    issues(one, "Rev.1")
    assert one.sync().ok
    deu = Clone(other.root, "DEU")
    issues(other, "Rev.1", day(29))
    held = deu.refs()[TAG]
    report = deu.sync(chosen={"all": "theirs"})
    (kept,) = report.kept
    assert (report.ok, kept.ref, report.set_aside) == (False, TAG, [])
    assert "one name was issued for two texts" in kept.reasons[0]
    assert deu.refs()[TAG] == held


def test_an_issue_that_the_server_received_and_replaced_is_an_alarm(two: tuple[Path, Clone, Clone]) -> None:
    server, one, other = two
    issues(one, "Rev.1")
    assert one.sync().ok
    deu = Clone(other.root, "DEU")
    assert deu.sync().ok
    issues(Clone(one.root, SECRETARIAT), "Rev.2", day(29))
    assert one.sync().ok
    plain_git(server, "update-ref", TAG, "refs/tags/Rev.2")
    report = deu.sync(chosen={"Rev.1": "theirs", "main": "theirs"})
    assert (TAG, "forked") in [(each.ref, each.kind) for each in report.alarms]
    assert report.set_aside == []
