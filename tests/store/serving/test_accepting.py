"""What a push was examined by still holds when it is accepted, step by step: `test_turn` has that with processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.model.ids import MAIN_REF, SECRETARIAT
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.objects import date_of
from drafter.store.repository import Repository
from drafter.store.serving import receiving
from drafter.store.serving.accepted import Asked, Push, keep, kept
from drafter.store.serving.entries import received
from drafter.store.serving.installing import install
from drafter.store.serving.place import open_bare
from tests.conftest import acting_for, new_key
from tests.store.acts import plain_git, table
from tests.store.served import Clone, cloned, knocked, refs_of, served
from tests.store.test_admitting import with_keys_of

XXS = acting_for(SECRETARIAT)
POSITIONS = "refs/heads/positions/DEU"


@pytest.fixture
def server(treaty: Repository, tmp_path: Path) -> Path:
    return served(treaty, tmp_path / "server.git")


@pytest.fixture
def deu(server: Path, tmp_path: Path) -> Clone:
    """The clone of the second delegate of Germany, with a record that is not sent."""
    clone = cloned(server, tmp_path / "deu", "DEU", 1)
    clone.take("scope", Stance.SUPPORT)
    return clone


@pytest.fixture
def xxs(server: Path, tmp_path: Path) -> Clone:
    return cloned(server, tmp_path / "xxs", SECRETARIAT)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "_PATIENCE", 0.0)


def accepted(server: Path, ref: str, new: str = "1" * 40, *, received: int = 0, process: int = 0) -> None:
    """Another push was accepted, and has not moved its ref yet."""
    with open_bare(server) as repo:
        change = Asked(ref, refs_of(server).get(ref), new)
        keep(repo, Push((change,), "XXS", received or int(time.time()), process or os.getpid()))


def elsewhere(happens: Callable[[], object]) -> None:
    """Let something happen that knows nothing of the push that is examined here."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"):
            patch.delenv(name)
        happens()


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> list[int]:
    """Let something happen behind the first examination of a push; gives the examinations, as they are made."""
    examine, made = receiving.refusals, list[int]()

    def examined(repo: Repository, push: Push, tips: dict[str, str]) -> list[str]:
        found = examine(repo, push, tips)
        made.append(push.received)
        if len(made) == 1:
            elsewhere(happens)
        return found

    monkeypatch.setattr(receiving, "refusals", examined)
    return made


def test_what_comes_in_is_on_disk_with_its_account_before_a_ref_moves(server: Path, deu: Clone) -> None:
    before = int(time.time())
    status, said = knocked(server, deu.root, "positions/DEU", move=False, DRAFTER_PUSHER="DEU-2")
    assert (status, said) == (0, "")
    with open_bare(server) as repo:
        (push,) = kept(repo)
    assert push.changes == (Asked(POSITIONS, None, deu.refs()[POSITIONS]),)
    assert (push.pusher, push.process, before <= push.received <= time.time()) == ("DEU-2", os.getppid(), True)


@pytest.mark.usefixtures("impatient")
def test_nobody_is_let_in_while_another_push_moves_main(server: Path, deu: Clone) -> None:
    accepted(server, MAIN_REF)
    status, said = knocked(server, deu.root, "positions/DEU")
    assert status == 1
    assert said == "drafter: refused: main is moving, and its lists are not in force yet; sync again [busy]\n"
    with open_bare(server) as repo:
        assert [push.changes[0].ref for push in kept(repo)] == [MAIN_REF]


def test_whoever_waits_is_let_in_once_main_has_moved(
    server: Path, deu: Clone, xxs: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    xxs.act(lambda repo: recording.status(repo, XXS, Target("preamble"), "provisional"))
    assert knocked(server, xxs.root, "main", move=False)[0] == 0
    waits: list[None] = []

    def moves() -> None:
        waits.append(None)
        plain_git(server, "fetch", "-q", str(xxs.root), "main:main")
        with open_bare(server) as repo:
            assert len(received(repo, int(time.time()), served_by=None)) == 1

    monkeypatch.setattr(receiving, "wait", lambda: elsewhere(moves))
    status, said = knocked(server, deu.root, "positions/DEU")
    assert (status, len(waits)) == (0, 1), said


def test_a_push_is_examined_again_when_main_has_moved_meanwhile(
    server: Path, deu: Clone, xxs: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    xxs.act(lambda repo: recording.status(repo, XXS, Target("preamble"), "provisional"))
    examined = meanwhile(monkeypatch, lambda: plain_git(xxs.root, "push", "-q", "origin", "main"))
    assert knocked(server, deu.root, "positions/DEU")[0] == 0
    assert len(examined) == 2


@pytest.mark.parametrize("moved", [False, True])
def test_a_ref_that_somebody_else_moves_while_a_push_is_examined_is_taken(
    server: Path, deu: Clone, monkeypatch: pytest.MonkeyPatch, moved: bool
) -> None:
    def happens() -> None:
        if moved:
            plain_git(server, "update-ref", POSITIONS, refs_of(server)[MAIN_REF])
        else:
            accepted(server, POSITIONS)

    meanwhile(monkeypatch, happens)
    status, said = knocked(server, deu.root, "positions/DEU")
    busy = "drafter: refused: positions/DEU somebody else sent at the same moment; sync again [busy]\n"
    assert (status, said) == (1, busy)


def test_who_comes_behind_a_push_that_has_moved_and_is_not_in_the_log_yet_is_let_in(server: Path, deu: Clone) -> None:
    accepted(server, POSITIONS, deu.refs()[POSITIONS])
    plain_git(server, "fetch", "-q", str(deu.root), "positions/DEU:positions/DEU")
    deu.take("preamble", Stance.SUPPORT)
    assert knocked(server, deu.root, "positions/DEU")[0] == 0


def test_a_push_that_has_ended_or_is_old_keeps_nobody_waiting(server: Path, deu: Clone) -> None:
    accepted(server, MAIN_REF, process=2**22 + 1)
    assert knocked(server, deu.root, "positions/DEU")[0] == 0
    deu.take("preamble", Stance.SUPPORT)
    accepted(server, MAIN_REF)
    for file in (server / "drafter" / "accepted").glob("*.json"):
        os.utime(file, (time.time() - 61, time.time() - 61))
    assert knocked(server, deu.root, "positions/DEU")[0] == 0


@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize(
    ("end", "rule"),
    [
        ('until = "{100}"', "[key-retired]"),
        ('revoked = { at = "{100}", reason = "lost" }', "[key-revoked]"),
        ('until = "{1000}"', ""),
    ],
)
def test_a_key_that_ends_before_a_push_has_its_turn_signs_nothing_in_it(
    server: Path, xxs: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str, rule: str, early: bool
) -> None:
    """What is accepted is received no earlier than what was accepted before it: that decides whether a key speaks."""
    now = int(time.time())
    key = new_key(tmp_path / "second")
    ends = end.replace("{100}", date_of(now + 100)).replace("{1000}", date_of(now + 1000))
    entry = f'{{ key = "{key.with_suffix(".pub").read_text().strip()}", {ends} }}'
    xxs.act(lambda repo: recording.roster(repo, XXS, with_keys_of("deu@example.org", entry), "List a key"))
    assert xxs.sync().ok
    clone = cloned(server, tmp_path / "signs", "DEU")
    who = acting_for("DEU", key=str(key))
    clone.act(lambda repo: recording.position(repo, who, Target("scope"), Stance.OPPOSE))

    def another() -> None:
        accepted(server, "refs/heads/positions/FRA", received=now + 200, process=2**22 + 1)

    if early:
        another()
    examined = meanwhile(monkeypatch, (lambda: None) if early else another)
    status, said = knocked(server, clone.root, "positions/DEU")
    assert (status, rule in said) == (int(bool(rule)), True), said
    assert len(examined) == (2 if rule and not early else 1)


def test_the_first_push_of_all_may_bring_an_adoption(treaty: Repository, tmp_path: Path) -> None:
    table(treaty, "DEU", "refrain from", "not conduct", id="000001")
    recording.adopt(treaty, XXS, ["DEU-000001"])
    plain_git(tmp_path, "init", "-q", "--bare", "--initial-branch=main", "empty.git")
    install(tmp_path / "empty.git")
    assert knocked(tmp_path / "empty.git", treaty.root, "main", "amendments/DEU-000001")[0] == 0


@pytest.mark.parametrize(("limit", "said"), [("MOST_OBJECTS", "more than 3 objects"), ("MOST_LINES", "2 more causes")])
def test_a_push_is_limited_and_so_is_what_is_said_about_it(
    server: Path, deu: Clone, monkeypatch: pytest.MonkeyPatch, limit: str, said: str
) -> None:
    monkeypatch.setattr(receiving, limit, 3)
    refspecs = ["positions/DEU"]
    if limit == "MOST_LINES":
        refspecs = [f"positions/DEU:refs/heads/feature-{number}" for number in range(5)]
    status, told = knocked(server, deu.root, *refspecs)
    assert (status, said in told) == (1, True)
