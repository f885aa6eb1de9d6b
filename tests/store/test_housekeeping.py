"""A clone is kept tidy for years, and nothing that was ever recorded is thrown away for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drafter.model.terms import Stance
from drafter.store import housekeeping, reading
from drafter.store.housekeeping import tidy
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.store.acts import CI, plain_git
from tests.store.served import Clone, cloned, refs_of, served

LISTED = ("cat-file", "--batch-all-objects", "--batch-check")


@pytest.fixture
def deu(treaty: Repository, tmp_path: Path) -> Clone:
    clone = cloned(served(treaty, tmp_path / "server.git"), tmp_path / "deu", "DEU")
    for number in range(3):
        clone.take("scope", Stance.SUPPORT, f"Number {number}.")
        clone.take(CI, Stance.OPPOSE, f"Number {number}.")
    return clone


def loose(clone: Clone) -> int:
    return int(plain_git(clone.root, "count-objects").split()[0])


def packs(clone: Clone) -> int:
    return len(list((clone.root / ".git" / "objects" / "pack").glob("*.pack")))


def of_their_own(clone: Clone) -> int:
    return sum(len(files) for _, _, files in os.walk(clone.root / ".git" / "refs"))


def test_what_was_recorded_one_by_one_is_packed_and_nothing_is_thrown_away(
    deu: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("MOST_LOOSE", "MOST_REFS", "MOST_PACKS"):
        monkeypatch.setattr(housekeeping, limit, -1)
    (tmp_path / "aside").write_text("no ref leads to it")
    set_aside = plain_git(deu.root, "hash-object", "-w", str(tmp_path / "aside")).strip()
    held, refs, shown = plain_git(deu.root, *LISTED), refs_of(deu.root), deu.act(reading.read)
    assert loose(deu) > 20
    assert of_their_own(deu) > 3
    assert set_aside in held
    deu.act(tidy)
    # What is left is where the remote's HEAD leads, which git packs never.
    assert (loose(deu), of_their_own(deu)) == (0, 1)
    assert (plain_git(deu.root, *LISTED), refs_of(deu.root)) == (held, refs)
    assert deu.act(reading.read) == shown
    with Repository.open(deu.root) as repo:
        assert verify(repo, anew=True).ok
    deu.take("preamble", Stance.RESERVE)
    assert deu.sync().ok


def test_who_reads_while_the_clone_is_tidied_goes_on_reading(deu: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("MOST_LOOSE", "MOST_REFS", "MOST_PACKS"):
        monkeypatch.setattr(housekeeping, limit, -1)
    with Repository.open(deu.root) as reader:
        before = reading.read(reader)
        deu.act(tidy)
        plain_git(deu.root, "pack-refs", "--all", "--prune")
        commits = {each.commit for each in before.positions}
        assert commits == set(reader.commits(sorted(commits)))
        assert reading.read(reader) == before


def test_a_clone_with_little_lying_about_is_left_as_it_is(deu: Clone) -> None:
    before = loose(deu), packs(deu), of_their_own(deu)
    deu.act(tidy)
    assert (loose(deu), packs(deu), of_their_own(deu)) == before


def test_a_clone_that_lacks_objects_or_has_a_damaged_one_keeps_all_that_it_has(
    deu: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("MOST_LOOSE", "MOST_PACKS"):
        monkeypatch.setattr(housekeeping, limit, -1)
    before = loose(deu)
    plain_git(deu.root, "config", "remote.origin.promisor", "true")
    deu.act(tidy)
    assert loose(deu) == before
    plain_git(deu.root, "config", "--unset", "remote.origin.promisor")
    damaged = min((deu.root / ".git" / "objects").glob("[0-9a-f][0-9a-f]/*"))
    damaged.chmod(0o644)
    id = damaged.parent.name + damaged.name
    others = [line.split()[0] for line in plain_git(deu.root, *LISTED).splitlines() if not line.startswith(id)]
    damaged.write_bytes(b"damaged")
    deu.act(tidy)
    assert damaged.exists()
    with Repository.open(deu.root) as repo:
        assert [each for each, _, _ in repo.git.objects(others)] == others
