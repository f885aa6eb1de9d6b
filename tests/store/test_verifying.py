"""Verifying many records: in a process beside, or without one, the same is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generate import SIZES, generate
from drafter.model.ids import POSITIONS_PREFIX
from drafter.model.problem import Refused, refuse
from drafter.store.repository import Repository
from drafter.store.serving.place import open_bare
from drafter.store.snapshot import all_refs
from drafter.store.verifying import Examination, RefChange, Trust, examine, sharing, verify
from drafter.store.verifying.ground import Ground
from drafter.store.worker import Worker
from tests.store.acts import plain_git

SOMEBODY = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand signed records."""
    place = tmp_path_factory.mktemp("generated") / "treaty"
    generate(place, SIZES["demo"])
    return place


@pytest.fixture(scope="module")
def spoilt(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Examination]:
    """The same with a commit of somebody at the end of each branch of positions; and what one process finds."""
    place = tmp_path_factory.mktemp("spoilt") / "treaty"
    plain_git(generated, "clone", "-q", "--mirror", str(generated), str(place))
    refs = plain_git(place, "for-each-ref", "--format=%(refname)", POSITIONS_PREFIX).split()
    for ref in refs:
        tip = plain_git(place, "rev-parse", ref).strip()
        odd = plain_git(place, *SOMEBODY, "commit-tree", f"{tip}^{{tree}}", "-p", tip, "-m", f"For {ref}").strip()
        plain_git(place, "update-ref", ref, odd)
    with Repository.open(place) as repo:
        found = verify(repo, anew=True)
    assert {each.ref for each in found.problems} == set(refs)
    return place, found


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was heard from the other process."""
    heard: list[object] = []
    hear = Worker.heard
    monkeypatch.setattr(Worker, "heard", lambda self: heard.append(hear(self)) or heard[-1])  # type: ignore[func-returns-value]
    return heard


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> list[Worker]:
    """Two processes, each with a part of the records: those that were begun."""
    monkeypatch.setattr(sharing, "FEW", 1)
    monkeypatch.setattr(sharing, "_PIECE", 64)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    begun: list[Worker] = []
    begin = sharing.worker.begin

    def noting(module: str, *arguments: str) -> Worker | None:
        found = begin(module, *arguments)
        if found is not None:
            begun.append(found)
        return found

    monkeypatch.setattr(sharing.worker, "begin", noting)
    return begun


def test_two_processes_find_what_one_finds(
    spoilt: tuple[Path, Examination], shared: list[Worker], heard: list[object]
) -> None:
    place, alone = spoilt
    with Repository.open(place) as repo:
        assert verify(repo, anew=True) == alone
    assert len(shared) == 1
    assert len(heard) > 1
    assert None not in heard


def test_the_other_process_sees_a_push_that_is_not_let_in_yet(
    generated: Path, tmp_path: Path, shared: list[Worker], heard: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, quarantine = tmp_path / "hub.git", tmp_path / "quarantine"
    plain_git(generated, "clone", "-q", "--mirror", str(generated), str(place))
    quarantine.mkdir()
    apart = {"GIT_OBJECT_DIRECTORY": str(quarantine), "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(place / "objects")}
    with open_bare(place) as repo:
        tips = dict(all_refs(repo))
    ref = next(each for each in tips if each.startswith(POSITIONS_PREFIX))
    with monkeypatch.context() as pushing:
        for name, value in apart.items():
            pushing.setenv(name, value)
        pushed = plain_git(
            place, *SOMEBODY, "commit-tree", f"{tips[ref]}^{{tree}}", "-p", tips[ref], "-m", "Pushed"
        ).strip()
    with open_bare(place, apart) as repo:
        found = examine(repo, [RefChange(ref, tips[ref], pushed)], Trust(tips=tips))
    assert {each.commit for each in found.problems} == {pushed}
    assert len(shared) == 1
    assert heard
    assert None not in heard


@pytest.mark.parametrize("program", ["false", "true", "head -c 5000 >/dev/null; echo +AAAA", "echo y; cat"])
def test_a_process_beside_that_fails_changes_nothing(
    spoilt: tuple[Path, Examination], tmp_path: Path, shared: list[Worker], monkeypatch: pytest.MonkeyPatch,
    program: str,
) -> None:  # fmt: skip
    other = tmp_path / "python"
    other.write_text(f"#!/bin/sh\n{program}\n")
    other.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(other))
    place, alone = spoilt
    with Repository.open(place) as repo:
        assert verify(repo, anew=True) == alone
    assert len(shared) == 1


def test_a_process_beside_that_is_killed_changes_nothing(
    spoilt: tuple[Path, Examination], shared: list[Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    hear = Worker.heard

    def killing(self: Worker) -> object:
        found = hear(self)
        self.process.kill()
        self.process.wait()
        return found

    monkeypatch.setattr(Worker, "heard", killing)
    place, alone = spoilt
    with Repository.open(place) as repo:
        assert verify(repo, anew=True) == alone
    assert len(shared) == 1


@pytest.mark.parametrize("where", ["raw", "received", "found"])
def test_an_examination_that_is_broken_off_leaves_no_process(
    generated: Path, shared: list[Worker], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    whole = getattr(Ground, where)

    def failing(self: Ground, *given: object) -> object:
        if shared:
            raise refuse("the disk is gone", "mend it")
        return whole(self, *given)

    monkeypatch.setattr(Ground, where, failing)
    with Repository.open(generated) as repo, pytest.raises(Refused, match="the disk is gone"):
        verify(repo, anew=True)
    (other,) = shared
    assert other.process.returncode is not None


def test_what_was_verified_is_not_verified_again(generated: Path) -> None:
    with Repository.open(generated) as repo:
        first = verify(repo, anew=True)
        assert first.problems == ()
        assert first.checked > 900
        assert verify(repo).checked == 0
