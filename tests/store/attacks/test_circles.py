"""No two amendments change each other: whoever follows what each changes would never come to an end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from drafter.draft.brackets import Brackets
from drafter.model.problem import Refused
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.store.serving.installing import install
from drafter.store.tabled import MOST_DEEP
from drafter.store.verifying import VERIFIED_PREFIX, verify
from tests.store.acts import day, plain_git
from tests.store.attacks.proposing import SCOPE, reworded, tabling
from tests.store.attacks.stage import RECEIVED_ON, Stage, commit, identity, log
from tests.store.served import pushed

ONE, TWO = "FRA-000007", "FRA-000008"


def _in_place(stage: Stage, id: str, new: str) -> None:
    plain_git(stage.root, "update-ref", f"refs/heads/amendments/{id}", new)


def _circle(stage: Stage, named: Sequence[str]) -> tuple[str, str, str]:
    """Two amendments, the second of which changes the first; and a revision of the first that changes the second."""
    first = commit(stage, tabling(stage, ONE, reworded(stage), named=named))
    files = {SCOPE: stage.file(first, SCOPE).replace(b"no States", b"few States")}
    second = commit(stage, tabling(stage, TWO, files, on=first, named=[ONE]))
    files = {SCOPE: stage.file(second, SCOPE).replace(b"few States", b"one State")}
    onto = tabling(stage, ONE, files, on=second, named=[TWO], action="revise", parents=(first, second))
    return first, second, commit(stage, onto)


@pytest.mark.parametrize("named", [(), (TWO,)], ids=["of main", "of what is not there yet"])
def test_a_revision_that_closes_a_circle_is_refused(stage: Stage, named: Sequence[str]) -> None:
    first, second, onto = _circle(stage, named)
    install(stage.root)
    remote = f"file://{stage.root}"
    plain_git(stage.root.parent, "clone", "--quiet", "--bare", str(stage.root), "one.git")
    one = stage.root.parent / "one.git"
    plain_git(one, "fetch", "--quiet", str(stage.root), first, check=False)
    (one / "objects" / "info" / "alternates").write_text(f"{stage.root / 'objects'}\n")
    for id, each in ((ONE, first), (TWO, second)):
        status, told = pushed(one, f"{each}:refs/heads/amendments/{id}", remote=remote)
        assert status == 0, told
    status, told = pushed(one, f"{onto}:refs/heads/amendments/{ONE}", remote=remote)
    assert status != 0
    assert "[base]" in told


@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize("named", [(), (TWO,)], ids=["of main", "of what is not there yet"])
def test_where_nobody_refused_it_reading_comes_to_an_end(stage: Stage, named: Sequence[str], verified: bool) -> None:
    first, second, onto = _circle(stage, named)
    for id, each in ((ONE, first), (TWO, second), (ONE, onto)):
        _in_place(stage, id, each)
        log(stage, day(RECEIVED_ON))
    if not verified:
        for ref in plain_git(stage.root, "for-each-ref", "--format=%(refname)", VERIFIED_PREFIX).split():
            plain_git(stage.root, "update-ref", "-d", ref)
    with Repository.open(stage.root) as repo:
        read = reading.read(repo)
        Brackets(read).of("scope")
        assert any(ONE in f"{each.file}" for each in read.problems), read.problems
        assert {each.rule for each in verify(repo).problems} == {"base"}


def _row(stage: Stage, length: int) -> list[tuple[str, str]]:
    """Amendments of which each changes the one before it."""
    made: list[tuple[str, str]] = []
    words = b"all Parties"
    for nth in range(length):
        id, on = f"FRA-D0{nth:04}", made[-1][1] if made else stage.main
        now = f"some {nth} Parties".encode()
        files = {SCOPE: stage.file(on, SCOPE).replace(words, now)}
        made.append((id, commit(stage, tabling(stage, id, files, on=on, named=[made[-1][0]] if made else []))))
        words = now
    return made


def test_a_row_of_amendments_of_amendments_has_an_end(stage: Stage, tmp_path: Path) -> None:
    made = _row(stage, 25)
    for id, each in made:
        _in_place(stage, id, each)
    log(stage, day(RECEIVED_ON))
    with Repository.open(stage.root) as repo:
        assert {each.ref.removeprefix("refs/heads/amendments/") for each in verify(repo).problems} == {
            id for id, _ in made[MOST_DEEP:]
        }
    for ref in plain_git(stage.root, "for-each-ref", "--format=%(refname)", VERIFIED_PREFIX).split():
        plain_git(stage.root, "update-ref", "-d", ref)
    with Repository.open(stage.root) as repo:
        read = reading.read(repo)
        Brackets(read).of("scope")
        assert {each.id for each in read.amendments} & {id for id, _ in made} == {id for id, _ in made[:MOST_DEEP]}
        who, words = identity("aus@example.org", tmp_path), f"some {MOST_DEEP - 1} Parties"
        clause = read.by_id[made[MOST_DEEP - 1][0]].changes[0].after
        assert clause is not None
        reworded = {"scope": clause.with_body(clause.body.replace(words, "few Parties"))}
        with pytest.raises(Refused, match=f"ends a row of {MOST_DEEP} amendments of amendments"):
            recording.amend(repo, who, reworded, "Why.", to=made[MOST_DEEP - 1][0])
