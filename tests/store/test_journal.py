"""The log as it is read: what was checked of it is kept, and never makes anything of it that it doesn't say."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.model.ids import LOG_REF
from drafter.model.terms import Stance
from drafter.store import cache
from drafter.store.repository import Repository
from drafter.store.verifying import journal, verify
from drafter.store.verifying.journal import Journal, read_journal
from tests.store.acts import CI, plain_git
from tests.store.served import Clone, cloned, knocked, served


@pytest.fixture(autouse=True)
def short_logs_are_kept_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_FEW", 0)


@pytest.fixture
def server(treaty: Repository, tmp_path: Path) -> Path:
    return served(treaty, tmp_path / "server.git")


@pytest.fixture
def deu(server: Path, tmp_path: Path) -> Clone:
    clone = cloned(server, tmp_path / "deu", "DEU")
    clone.take("scope", Stance.SUPPORT)
    assert knocked(server, clone.root, "positions/DEU")[0] == 0
    return clone


DEU = "refs/heads/positions/DEU"


def said(server: Path, tip: str = LOG_REF, *, keys: tuple[str, ...] = (), anew: bool = False) -> Journal:
    """What the log says up to an entry."""
    with Repository.open(server) as repo:
        message = plain_git(server, "log", "-1", "--format=%(trailers:key=Treaty,valueonly)", "log")
        id = plain_git(server, "rev-parse", tip).strip()
        return read_journal(repo, id, message.strip(), frozenset(keys), anew=anew)


def same(one: Journal, other: Journal) -> bool:
    """Whether two say the same, however much of it was checked."""
    return replace(one, checked=0) == replace(other, checked=0) and bool(one.entries)


def kept(server: Path) -> Path:
    """Where what was checked is kept."""
    return server / "drafter" / f"journal-{journal.VERSION}.json"


def test_what_was_checked_of_the_log_is_not_checked_again_and_says_the_same(server: Path, deu: Clone) -> None:
    whole = said(server, anew=True)
    assert whole.checked == whole.number + 1 > 2
    again = said(server)
    assert again.checked == 0
    assert same(again, whole)
    deu.take(CI, Stance.OPPOSE)
    assert knocked(server, deu.root, "positions/DEU")[0] == 0
    kept(server).unlink()
    assert said(server, "log^").checked == whole.checked
    longer = said(server)
    assert longer.checked == 1
    assert same(longer, said(server, anew=True))
    assert longer.newest(DEU) == deu.refs()[DEU]


def test_a_log_that_does_not_stand_on_what_was_checked_is_read_from_its_beginning(
    server: Path, deu: Clone, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(server, tmp_path / "other.git"))
    before = plain_git(server, "rev-parse", "log").strip()
    deu.take(CI, Stance.OPPOSE)
    assert knocked(server, deu.root, "positions/DEU")[0] == 0
    said(server, anew=True)
    assert same(said(server, before), said(server, before, anew=True))
    fra = cloned(other, tmp_path / "fra", "FRA")
    fra.take(CI, Stance.SUPPORT)
    assert knocked(other, fra.root, "positions/FRA")[0] == 0
    plain_git(server, "fetch", "--quiet", str(other), "log:forked")
    said(server, anew=True)
    forked = said(server, "forked")
    assert "refs/heads/positions/FRA" in forked.entries
    assert same(forked, said(server, "forked", anew=True))


def test_what_another_key_has_signed_is_not_believed_because_it_was_checked_once(server: Path, deu: Clone) -> None:
    (key,) = {each.key for each in said(server, anew=True).all()}
    assert said(server, keys=(key,)).checked == 0
    found = said(server, keys=("another",))
    assert [each.rule for each in found.problems] == ["key"]
    assert found.entries == {}


def test_what_is_kept_of_another_treaty_of_what_is_gone_or_damaged_costs_time_and_nothing_else(
    server: Path, deu: Clone
) -> None:
    whole = said(server, anew=True)
    data = cache.load(kept(server))
    assert isinstance(data, dict)
    elsewhere = ({**data, "treaty": "another/0123456789ab"}, {**data, "tip": "1" * 40})
    for wrong in (*elsewhere, {**data, "refs": {**data["refs"], DEU: {}}}, {**data, "refs": {}}, {}, None, []):
        cache.keep(kept(server), wrong)
        assert same(said(server), whole), wrong


def test_who_verifies_anew_believes_nothing_that_is_kept(server: Path, deu: Clone) -> None:
    whole = said(server, anew=True)
    data = cache.load(kept(server))
    assert isinstance(data, dict)
    told = data["refs"][DEU]
    cache.keep(kept(server), {**data, "refs": {**data["refs"], DEU: {**told, "new": "0" * len(told["new"])}}})
    assert not same(said(server), whole)
    with Repository.open(server) as repo:
        assert verify(repo, anew=True).ok
    assert same(said(server), whole)
