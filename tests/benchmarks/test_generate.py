from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.generate import SIZES, generate
from drafter.model.negotiation import Negotiation
from drafter.store.reading import read
from drafter.store.repository import Repository
from drafter.store.verifying import verify

SIZE = SIZES["demo"]
_BRANCHES = ("for-each-ref", "refs/heads", "refs/tags")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("made") / "treaty"
    generate(directory, SIZE)
    return directory


@pytest.fixture
def negotiation(made: Path) -> Iterator[Negotiation]:
    with Repository.open(made) as repo:
        yield read(repo)


def _git(directory: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(directory), *arguments], check=True, capture_output=True, text=True).stdout


def test_every_record_of_a_made_negotiation_counts(negotiation: Negotiation) -> None:
    assert negotiation.problems == ()
    assert len(negotiation.treaty.clauses) == SIZE.clauses
    assert len(negotiation.positions) == SIZE.signatories * SIZE.held
    assert len(negotiation.live) == SIZE.live
    assert len(negotiation.decisions) == SIZE.decisions
    assert [issue.name for issue in negotiation.issues] == ["Rev.1"]


def test_one_clause_of_a_made_negotiation_is_much_amended(negotiation: Negotiation) -> None:
    most = max(sum(clause.id in each.clauses for each in negotiation.live) for clause in negotiation.treaty.clauses)
    assert most == SIZE.hot


def test_an_issue_of_a_made_negotiation_gives_back_what_stood_then(made: Path) -> None:
    with Repository.open(made) as repo:
        then = read(repo, "Rev.1")
    assert then.issue == "Rev.1"
    assert then.problems == ()
    assert 0 < len(then.positions) < SIZE.signatories * SIZE.held


def test_a_made_repository_is_sound_and_its_work_tree_shows_main(made: Path) -> None:
    _git(made, "fsck", "--strict")
    assert _git(made, "status", "--porcelain") == ""


def test_git_finds_every_record_of_a_made_negotiation_well_signed(made: Path) -> None:
    listed = made / ".git/keys/allowed_signers"
    settings = ("-c", f"gpg.ssh.allowedSignersFile={listed}", "-c", "log.showSignature=false", "-c", "color.ui=never")
    marks = _git(made, *settings, "log", "-80", "--format=%G?", "--all").split()
    assert set(marks) == {"G"}


def test_a_made_negotiation_keeps_every_rule_that_is_verified(made: Path) -> None:
    with Repository.open(made) as repo:
        assert verify(repo, anew=True).problems == ()


def test_the_same_size_gives_the_same_commits(made: Path, tmp_path: Path) -> None:
    generate(tmp_path / "again", SIZE)
    assert _git(tmp_path / "again", *_BRANCHES) == _git(made, *_BRANCHES)
