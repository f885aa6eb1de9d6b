"""What a push was judged by still holds when it comes in, whoever else sends at that moment."""

from __future__ import annotations

import fcntl
import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from drafter.model.ids import MAIN_REF, SECRETARIAT
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.repository import Repository
from drafter.store.serving.place import open_bare
from drafter.store.verifying import verify
from tests.built import PLAIN_LOCALE
from tests.conftest import acting_for
from tests.store.acts import plain_git
from tests.store.served import Clone, cloned, next_second, pushed, refs_of, served

XXS = acting_for(SECRETARIAT)
PLAIN = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": PLAIN_LOCALE}
POSITIONS = "refs/heads/positions/DEU"


@pytest.fixture
def server(treaty: Repository, tmp_path: Path) -> Path:
    """A server that, asked to, stops between the acceptance of a push and the move of main."""
    bare = served(treaty, tmp_path / "server.git")
    hook = bare / "hooks" / "reference-transaction"
    stops = f'[ "$1" = prepared ] && [ -e {bare}/stop ] && mv {bare}/stop {bare}/stopped'
    waits = f"while [ -e {bare}/stopped ]; do sleep 0.02; done"
    hook.write_text(f"#!/bin/sh\nif grep {MAIN_REF} > /dev/null && {stops}; then {waits}; fi\nexit 0\n")
    hook.chmod(0o755)
    return bare


@contextmanager
def moving_main(server: Path, clone: Clone, *refspecs: str) -> Iterator[None]:
    """While a push was accepted, and main has not moved yet; it does afterwards."""
    (server / "stop").touch()
    asks = ["git", "-C", str(clone.root), "push", "-q", "origin", *refspecs]
    push = subprocess.Popen(asks, stderr=subprocess.PIPE, text=True, env=PLAIN)
    while not (server / "stopped").exists():
        assert push.poll() is None
        time.sleep(0.01)
    next_second()
    try:
        yield
    finally:
        (server / "stopped").unlink(missing_ok=True)
        said = push.communicate()[1]
        assert push.returncode == 0, said


def goes_on(server: Path, clone: Clone, refspec: str) -> str:
    """Push, and let main move once that was examined: when it asks to be accepted, or has been answered."""
    asks = server / "drafter" / "accepted.lock"
    before = asks.stat().st_mtime_ns
    push = subprocess.Popen(
        ["git", "-C", str(clone.root), "push", "origin", refspec], stderr=subprocess.PIPE, text=True, env=PLAIN
    )
    while push.poll() is None and asks.stat().st_mtime_ns == before:
        time.sleep(0.01)
    (server / "stopped").unlink()
    return push.communicate()[1]


def sound(server: Path) -> bool:
    with open_bare(server) as repo:
        found = verify(repo, anew=True)
    assert found.ok, found.problems
    return True


def test_who_is_no_delegate_any_more_when_its_record_comes_in_is_refused_and_nothing_is_spoilt(
    server: Path, tmp_path: Path
) -> None:
    xxs, two = cloned(server, tmp_path / "xxs", SECRETARIAT), cloned(server, tmp_path / "two", "DEU", 1)
    two.take("scope", Stance.SUPPORT)

    def without(content: bytes) -> bytes:
        lines = content.decode().splitlines(keepends=True)
        return "".join(line for line in lines if "deu-2@example.org" not in line).encode()

    xxs.act(lambda repo: recording.roster(repo, XXS, without, "Remove the adviser"))
    with moving_main(server, xxs, "main"):
        said = goes_on(server, two, "positions/DEU")
    assert "is not a delegate of DEU [delegate]" in said
    assert POSITIONS not in refs_of(server)
    assert sound(server)


def test_two_issues_sent_at_once_leave_none_on_a_text_that_was_not_taken(server: Path, tmp_path: Path) -> None:
    one, two = cloned(server, tmp_path / "one", SECRETARIAT), cloned(server, tmp_path / "two", SECRETARIAT)
    for clone, status, name in ((one, "provisional", "Rev.1"), (two, "agreed", "Rev.2")):
        clone.act(lambda repo, status=status: recording.status(repo, XXS, Target("preamble"), status))
        clone.act(lambda repo, name=name: recording.issue(repo, XXS, name))
    with moving_main(server, one, "main", "refs/tags/Rev.1"):
        status, said = pushed(two.root, "main", "refs/tags/Rev.2")
    assert status != 0
    assert "main somebody else sent at the same moment; sync again [busy]" in said
    assert "refs/tags/Rev.2" not in refs_of(server)
    assert sound(server)
    # The ordinary way goes on from there.
    assert [each.name for each in two.sync().choices] == ["main"]


def test_an_exchange_goes_on_by_itself_when_somebody_sent_at_that_moment(server: Path, tmp_path: Path) -> None:
    one, two = cloned(server, tmp_path / "one", SECRETARIAT), cloned(server, tmp_path / "two", "DEU")
    other = cloned(server, tmp_path / "other", "DEU", 1)
    two.take("scope", Stance.SUPPORT)
    other.take("preamble", Stance.RESERVE)
    one.act(lambda repo: recording.status(repo, XXS, Target("preamble"), "provisional"))
    plain_git(one.root, "fetch", "-q", str(other.root), "positions/DEU:positions/DEU")
    with moving_main(server, one, "main", "positions/DEU"):
        exchange = ThreadPoolExecutor(1).submit(two.sync)
        asks = server / "drafter" / "accepted.lock"
        before = asks.stat().st_mtime_ns
        while not exchange.done() and asks.stat().st_mtime_ns == before:
            time.sleep(0.01)
        (server / "stopped").unlink()
        report = exchange.result()
    assert report.ok, report
    assert report.joined == [POSITIONS]
    assert sound(server)


def test_while_main_does_not_get_on_nobody_is_let_in_by_lists_that_may_be_over(server: Path, tmp_path: Path) -> None:
    xxs, two = cloned(server, tmp_path / "xxs", SECRETARIAT), cloned(server, tmp_path / "two", "DEU", 1)
    two.take("scope", Stance.SUPPORT)
    xxs.act(lambda repo: recording.status(repo, XXS, Target("preamble"), "provisional"))
    with moving_main(server, xxs, "main"):
        status, said = pushed(two.root, "positions/DEU")
    assert status != 0
    assert "main is moving, and its lists are not in force yet; sync again [busy]" in said
    assert two.sync().ok
    assert POSITIONS in refs_of(server)
    assert sound(server)


def test_who_waits_to_be_let_in_keeps_nobody_from_being_logged(server: Path, tmp_path: Path) -> None:
    """Else all of them would wait for the log of a push that waits behind them."""
    deu = cloned(server, tmp_path / "deu", "DEU")
    deu.take("scope", Stance.SUPPORT)
    assert pushed(deu.root, "positions/DEU")[0] == 0
    turns = [each.open("w") for each in (server / "drafter" / "turns" / "pre-receive").iterdir()]
    for each in turns:
        fcntl.flock(each, fcntl.LOCK_EX)
    logged = subprocess.run(
        [server / "hooks" / "post-receive"], cwd=server, input=b"", capture_output=True, env=PLAIN, timeout=120,
        check=False,
    )  # fmt: skip
    for each in turns:
        each.close()
    assert logged.returncode == 0, logged.stderr
