"""What a command takes for what is meant, and for its text, is what a clone believes: not what somebody pushed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.cli.app import run
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.store.acts import day, plain_git
from tests.store.attacks.proposing import tabling
from tests.store.attacks.stage import RECEIVED_ON, Stage, commit, identity, keys, log

REF = "refs/heads/amendments/FRA-000002"
CI = "clauses/310-critical-infrastructure.md"

Ran = Callable[..., tuple[int, str]]


@pytest.fixture
def aus(stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ran:
    """Runs a command as Australia's delegate; gives its status and what it said on standard error."""
    (tmp_path / "own").mkdir()
    key = identity("aus@example.org", tmp_path / "own").key

    def ran(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        status = run(lambda _: 99, ["-C", str(stage.root), *arguments, "--as", "AUS", "--key", str(key)])
        return status, capsys.readouterr().err

    return ran


def _proposed(stage: Stage, on: str, words: bytes) -> dict[str, bytes]:
    return {CI: stage.file(on, CI).replace(b"damage", words)}


def _revise(stage: Stage, ref: str, by: str | None) -> None:
    """Put a revision on an amendment's branch that is signed by the key of another one, or by none."""
    tip, id = stage.tip(ref), ref.rpartition("/")[2]
    files = _proposed(stage, stage.main, b"destroy utterly")
    revision = tabling(stage, id, files, action="revise", parents=(tip, stage.main))
    signed = replace(revision, key=keys()[by]) if by is not None else replace(revision, signed=False)
    plain_git(stage.root, "update-ref", ref, commit(stage, signed))
    log(stage, day(RECEIVED_ON))


def _positions(stage: Stage) -> str:
    return plain_git(stage.root, "for-each-ref", "--format=%(objectname)", "refs/heads/positions/AUS")


def test_no_position_is_taken_on_words_that_somebody_else_signed_for_the_proposer(stage: Stage, aus: Ran) -> None:
    before = _positions(stage)
    _revise(stage, REF, "deu@example.org")
    status, said = aus("position", "FRA-000002", "support")
    assert (status, "the text of FRA-000002 has changed meanwhile" in said) == (1, True), said
    assert _positions(stage) == before


def test_no_position_is_taken_on_what_a_proposer_adds_after_the_adoption(stage: Stage, aus: Ran) -> None:
    for ref in plain_git(stage.root, "for-each-ref", "--format=%(refname)", "refs/drafter").split():
        plain_git(stage.root, "update-ref", "-d", ref)
    ref, before = "refs/heads/amendments/FRA-000001", _positions(stage)
    tip = stage.tip(ref)
    base = plain_git(stage.root, "rev-parse", f"{tip}^1").strip()
    files = _proposed(stage, base, b"destroy utterly")
    later = tabling(stage, "FRA-000001", files, action="revise", parents=(tip, base), on=base)
    plain_git(stage.root, "update-ref", ref, commit(stage, later))
    status, said = aus("position", "FRA-000001", "support")
    assert (status, "has changed meanwhile" in said) == (1, True), said
    assert _positions(stage) == before


def test_a_push_that_is_not_believed_takes_no_amendment_out_of_what_a_beginning_may_mean(
    stage: Stage, aus: Ran
) -> None:
    for id, words in (("DEU-ABC000", b"harm one"), ("DEU-ABD000", b"harm two")):
        tabled = tabling(stage, id, _proposed(stage, stage.main, words))
        plain_git(stage.root, "update-ref", f"refs/heads/amendments/{id}", commit(stage, tabled))
    log(stage, day(16))
    with Repository.open(stage.root) as repo:
        assert verify(repo).ok
    before = _positions(stage)
    _revise(stage, "refs/heads/amendments/DEU-ABC000", None)
    for command in (("position", "DEU-A", "support"), ("withdraw", "DEU-AB")):
        status, said = aus(*command)
        assert (status, "could be DEU-ABC000, DEU-ABD000" in said) == (2, True), said
    assert _positions(stage) == before


def test_a_branch_that_is_no_amendment_is_never_meant(
    stage: Stage, aus: Ran, capsys: pytest.CaptureFixture[str]
) -> None:
    plain_git(stage.root, "update-ref", "refs/heads/amendments/MDV-ABC000", stage.main)
    for typed in ("MDV-ABC000", "MDV-"):
        status, said = aus("position", typed, "support")
        assert (status, "there is no amendment" in said) == (2, True), said
        assert run(lambda _: 99, ["-C", str(stage.root), "log", typed]) == 2
        assert "there is no amendment" in capsys.readouterr().err
