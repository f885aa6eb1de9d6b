"""Verifying many records: in a process beside, or without one, the same is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from benchmarks.generate import SIZES, generate
from drafter.model.problem import Refused, refuse
from drafter.store.repository import Repository
from drafter.store.verifying import checking, verify
from drafter.store.verifying.checking import Checking, Result, check_commit
from drafter.store.verifying.ground import Ground


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand signed records."""
    place = tmp_path_factory.mktemp("generated") / "treaty"
    generate(place, SIZES["demo"])
    return place


def _checked(raws: Sequence[tuple[str, bytes]]) -> Mapping[str, Result]:
    with Checking(len(raws)) as checking:
        checking.begin(raws)
        return checking.results([id for id, _ in raws])


def test_a_process_beside_finds_what_this_one_finds(generated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "FEW", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with Repository.open(generated) as repo:
        ids = repo.git.run("rev-list", "--branches", "--max-count=200").decode().split()
        raws = [(id, raw) for id, _, raw in repo.git.objects(ids)]
    raws[7] = (raws[7][0], raws[7][1].replace(b"Drafter-Record", b"Drafter-record"))
    raws[9] = (raws[9][0], raws[9][1].replace(b"gpgsig ", b"nosig "))
    found = _checked(raws)
    assert found == {id: check_commit(raw) for id, raw in raws}
    assert isinstance(found[raws[7][0]], str)
    assert found[raws[9][0]] is None


@pytest.mark.parametrize("program", ["false", "true", "head -c 5000 >/dev/null; echo +AAAA", "echo y"])
def test_a_process_beside_that_fails_changes_nothing(
    generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    other = tmp_path / "python"
    other.write_text(f"#!/bin/sh\n{program}\n")
    other.chmod(0o755)
    monkeypatch.setattr(checking, "FEW", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("sys.executable", str(other))
    with Repository.open(generated) as repo:
        ids = repo.git.run("rev-list", "--branches", "--max-count=900").decode().split()
        raws = [(id, raw) for id, _, raw in repo.git.objects(ids)]
    assert _checked(raws) == {id: check_commit(raw) for id, raw in raws}


def test_signatures_are_given_in_any_portions_and_asked_for_in_any(
    generated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "FEW", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with Repository.open(generated) as repo:
        ids = repo.git.run("rev-list", "--branches", "--max-count=600").decode().split()
        raws = [(id, raw) for id, _, raw in repo.git.objects(ids)]
    expected = {id: check_commit(raw) for id, raw in raws}
    with Checking(len(raws)) as begun:
        begun.begin(raws[:300])
        assert begun.results(ids[:10]) == {id: expected[id] for id in ids[:10]}
        # A commit that is on two branches is given, and asked for, twice.
        begun.begin(raws[200:])
        assert begun.results(ids[250:]) == {id: expected[id] for id in ids[250:]}
        assert begun.results(ids) == expected


def test_an_examination_that_is_broken_off_leaves_no_process(generated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "FEW", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with Repository.open(generated) as repo:
        ids = repo.git.run("rev-list", "--branches").decode().split()
        raws = [(id, raw) for id, _, raw in repo.git.objects(ids)]
    with Checking(len(raws)) as begun:
        begun.begin(raws)
        other = begun._other
    assert other is not None
    assert other.returncode is not None


def test_an_examination_that_can_not_begin_leaves_no_process(generated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "FEW", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    begun: list[Checking] = []
    enter = Checking.__enter__

    def noting(self: Checking) -> Checking:
        begun.append(self)
        return enter(self)

    def failing(self: Ground, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        raise refuse("the disk is gone", "mend it")

    monkeypatch.setattr(Checking, "__enter__", noting)
    monkeypatch.setattr(Ground, "raw", failing)
    with Repository.open(generated) as repo, pytest.raises(Refused, match="the disk is gone"):
        verify(repo, anew=True)
    (checks,) = begun
    assert checks._other is not None
    assert checks._other.returncode is not None
    assert not any(thread.is_alive() for thread in checks._threads)


def test_what_was_verified_is_not_verified_again(generated: Path) -> None:
    with Repository.open(generated) as repo:
        first = verify(repo, anew=True)
        assert first.problems == ()
        assert first.checked > 900
        assert verify(repo).checked == 0
