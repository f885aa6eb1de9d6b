"""Positions that two processes read are those that one reads, whatever happens to the other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.generate import SIZES, generate
from drafter.draft import notebook
from drafter.draft.brackets import comparing
from drafter.draft.consolidate import consolidate
from drafter.model.negotiation import Negotiation
from drafter.store import beside, recorded, worker
from drafter.store.reading import read
from drafter.store.repository import Repository


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("made") / "treaty"
    generate(directory, SIZES["demo"])
    return directory


@pytest.fixture(scope="module")
def alone(made: Path) -> Negotiation:
    with Repository.open(made) as repo:
        return read(repo)


@pytest.fixture(autouse=True)
def worth_it(made: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The other process is worth its start, and nothing is known."""
    monkeypatch.setattr(beside, "FEW", 1)
    monkeypatch.setattr(beside, "_PIECE", 3)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    kept = made / ".git/drafter"
    shutil.rmtree(kept, ignore_errors=True)
    yield kept
    shutil.rmtree(kept, ignore_errors=True)


def test_two_processes_read_what_one_reads(made: Path, alone: Negotiation, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    hear = worker.Worker.heard
    monkeypatch.setattr(worker.Worker, "heard", lambda self: heard.append(hear(self)) or heard[-1])  # type: ignore[func-returns-value]
    with Repository.open(made) as repo:
        assert read(repo) == alone
    assert heard
    assert all(heard)


@pytest.mark.parametrize("program", ["/bin/true", "/bin/false", "/nowhere/python"])
def test_what_another_process_does_not_answer_is_read_here(
    made: Path, alone: Negotiation, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(beside.sys, "executable", program)
    with Repository.open(made) as repo:
        assert read(repo) == alone


def test_what_another_process_did_not_keep_is_read_here(
    made: Path, alone: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorded.Memory, "look_again", lambda self, code: None)
    with Repository.open(made) as repo:
        assert read(repo) == alone


def test_a_reading_that_is_given_up_leaves_no_process(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Repository.open(made) as repo:
        waiting = beside.beside(repo, "0" * 40, {"AAA": "0" * 40})
        other = waiting.other
        assert other is not None
        with waiting:
            pass
    assert other.process.returncode is not None


@pytest.mark.parametrize("steps", [0, 1, 100_000])
def test_what_is_done_meanwhile_sees_all_but_the_positions_and_changes_none(
    made: Path, alone: Negotiation, steps: int
) -> None:
    seen: list[Negotiation] = []

    def work(known: Negotiation) -> Iterator[None]:
        for _ in range(steps):
            seen.append(known)
            yield

    with Repository.open(made) as repo:
        assert read(repo, meanwhile=work) == alone
    assert {id(each) for each in seen} == ({id(seen[0])} if steps else set())
    for each in seen[:1]:
        assert replace(each, positions=alone.positions, problems=alone.problems) == alone


def test_nothing_else_is_done_while_nobody_reads_beside_this_process(
    made: Path, alone: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "FEW", 1_000)

    def work(_: Negotiation) -> Iterator[None]:
        pytest.fail("the positions wait for what could be done later")
        yield

    with Repository.open(made) as repo:
        assert read(repo, meanwhile=work) == alone


def test_words_that_were_compared_before_the_positions_were_known_are_bracketed_as_ever(alone: Negotiation) -> None:
    known = replace(alone, positions=())
    assert len(list(comparing(known))) == len(alone.treaty.clauses)
    ahead = consolidate(alone, style="bracketed")
    for memory in (notebook.compared, notebook.bracketed_words, notebook.carried):
        memory.cache_clear()
    assert ahead == consolidate(alone, style="bracketed")
