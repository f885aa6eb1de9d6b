"""What acts and readings cost: processes of git, whose number doesn't grow with the negotiation."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.plumbing import Answer, Plumbing
from drafter.store.repository import Repository
from tests.conftest import acting_for
from tests.store.acts import CI, day, table


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands of the git processes started since, in order."""
    commands: list[str] = []
    start = Plumbing._start

    def noting(self: Plumbing, arguments: list[str], *rest: object, **options: object) -> object:
        commands.append(arguments[0])
        return start(self, arguments, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Plumbing, "_start", noting)
    return commands


def test_a_position_takes_six_processes_and_then_four(treaty: Repository, started: list[str]) -> None:
    treaty.close()
    with Repository.open(treaty.root) as repo:
        started.clear()
        recording.position(repo, acting_for("DEU"), Target(CI, "2.a"), Stance.SUPPORT, date=day(3))
        assert sorted(started) == ["commit-tree", "for-each-ref", "hash-object", "mktree", "rev-list", "update-ref"]
        started.clear()
        recording.position(repo, acting_for("DEU"), Target("scope"), Stance.OPPOSE, date=day(3))
        assert sorted(started) == ["commit-tree", "for-each-ref", "hash-object", "update-ref"]


def test_a_position_asks_where_those_refs_stand_that_it_needs(
    treaty: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, code in enumerate(["FRA", "DEU", "AUS"]):
        table(treaty, code, "refrain", f"abstain{number}", id=f"00000{number}")
        recording.position(treaty, acting_for(code), Target("scope"), Stance.SUPPORT, date=day(4))
    listed: list[str] = []
    ask = Plumbing.ask

    def noting(self: Plumbing, *arguments: str, **options: object) -> Answer:
        answer = ask(self, *arguments, **options)  # type: ignore[arg-type]
        if arguments[0] == "for-each-ref":
            listed.extend(line.split(" ")[2] for line in answer.out.decode().splitlines())
        return answer

    monkeypatch.setattr(Plumbing, "ask", noting)
    own = "refs/heads/positions/DEU"
    recording.position(treaty, acting_for("DEU"), Target("scope"), Stance.OPPOSE, date=day(5))
    assert set(listed) == {"refs/heads/main", own}
    listed.clear()
    recording.position(treaty, acting_for("DEU"), Target(amendment="FRA-000000"), Stance.OPPOSE, date=day(5))
    assert set(listed) == {"refs/heads/main", own, "refs/heads/amendments/FRA-000000"}


def test_reading_takes_four_processes_whatever_there_is_to_read(treaty: Repository, started: list[str]) -> None:
    for number, code in enumerate(["FRA", "DEU", "AUS"]):
        table(treaty, code, "refrain", "abstain", id=f"00000{number}")
        recording.position(treaty, acting_for(code), Target("scope"), Stance.SUPPORT, date=day(4))
    treaty.close()
    with Repository.open(treaty.root) as repo:
        started.clear()
        reading.read(repo)
        assert sorted({"cat-file", *started}) == ["cat-file", "diff-tree", "for-each-ref", "rev-list"]
        assert len(started) <= 4
        started.clear()
        reading.read(repo)
        assert started == ["for-each-ref"]


def test_amendments_are_compared_once_for_all_that_read_them_and_a_broken_note_of_it_costs_only_time(
    treaty: Repository, started: list[str]
) -> None:
    for number in range(20):
        table(treaty, "FRA", "refrain", f"abstain{number}", id=f"{number:06}")
    treaty.close()
    with Repository.open(treaty.root) as repo:
        readings = [reading.read(repo)]
    (note,) = (treaty.git_dir / "drafter").glob("compared-*.json")
    whole = note.read_bytes()
    for kept in (whole, b"", b'{"a": 1}', b"[1, 2]", whole[:-40], whole):
        note.write_bytes(kept)
        with Repository.open(treaty.root) as repo:
            started.clear()
            readings.append(reading.read(repo))
            assert ("diff-tree" in started) == (kept != whole)
    assert len(readings[0].amendments) == 20
    assert all(each == readings[0] for each in readings)


def test_nothing_is_read_again_at_the_same_tips(
    found_treaty: Callable[..., Repository], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = found_treaty()
    table(repo, "FRA", "refrain", "abstain", id="000001")
    recording.position(repo, acting_for("DEU"), Target("scope"), Stance.SUPPORT, date=day(4))
    first = reading.read(repo)
    asked: list[str] = []
    objects = Plumbing.objects

    def noting(self: Plumbing, ids: list[str]) -> object:
        asked.extend(ids)
        return objects(self, ids)

    monkeypatch.setattr(Plumbing, "objects", noting)
    assert reading.read(repo) == first
    assert asked == []


def test_git_is_not_imported_before_it_is_needed() -> None:
    code = "import drafter.store.reading, drafter.store.recording, drafter.store.log, sys; print('git' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
