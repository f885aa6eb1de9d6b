"""Whatever is cut off in the middle, nothing that was acknowledged is lost, and doing it again goes on."""

from __future__ import annotations

import multiprocessing
import os
import select
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from drafter.model.problem import Refused
from drafter.model.terms import Stance
from drafter.store import process
from drafter.store.plumbing import Plumbing
from drafter.store.repository import Repository
from drafter.store.syncing import exchange
from tests.store.acts import CI, plain_git
from tests.store.served import Clone, cloned, refs_of, served

spawn = multiprocessing.get_context("fork")
MEMBERS = (("DEU", 0), ("DEU", 1), ("FRA", 0), ("FJI", 0))
REF = "refs/heads/positions/DEU"


def die_at_call(clone: Clone, number: int) -> None:
    """Exchange, and be killed before the nth call of git."""
    left = [number]

    def counting(method: Callable[..., object]) -> Callable[..., object]:
        def counted(self: Plumbing, *arguments: object, **options: object) -> object:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return method(self, *arguments, **options)

        return counted

    for name in ("ask", "tree", "network"):
        setattr(Plumbing, name, counting(getattr(Plumbing, name)))
    clone.sync()
    os._exit(0)


def killed_at(clone: Clone, number: int) -> bool:
    """Whether an exchange was killed before its nth call of git; otherwise it was finished."""
    process = spawn.Process(target=die_at_call, args=(clone, number))
    process.start()
    process.join(300)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


@pytest.fixture
def world(treaty: Repository, tmp_path: Path) -> Path:
    """A directory with a server and four delegates' clones, two of them of one signatory; it can be copied."""
    place = tmp_path / "world"
    place.mkdir()
    server = served(treaty, place / "server.git")
    for code, nth in MEMBERS:
        cloned(server, place / f"{code}{nth}", code, nth)
    return place


def copied(world: Path, to: Path) -> tuple[Path, list[Clone]]:
    """Copy the whole world; gives its server and its clones."""
    shutil.copytree(world, to)
    clones = [Clone(to / f"{code}{nth}", code, nth) for code, nth in MEMBERS]
    for clone in clones:
        plain_git(clone.root, "config", "remote.origin.url", str(to / "server.git"))
    return to / "server.git", clones


# Each is a whole exchange on a copy of the world: a dozen places spread over the git calls of one exchange, or each.
@pytest.mark.parametrize(
    "number", range(60) if os.environ.get("DRAFTER_EVERY_STEP") else [0, 3, 7, 11, 15, 19, 23, 27, 31, 36, 41, 48]
)
def test_an_exchange_killed_between_two_steps_loses_nothing(world: Path, tmp_path: Path, number: int) -> None:
    server, (one, other, *_) = copied(world, tmp_path / "copy")
    commits = {one.take("scope", Stance.SUPPORT)}
    assert one.sync().ok
    commits |= {other.take(CI, Stance.OPPOSE), other.take("preamble", Stance.RESERVE)}
    killed_at(other, number)
    assert plain_git(other.root, "fsck", "--no-dangling") == ""
    # What the killed one had begun on the server may still hold a lock there: a delegate tries again.
    for _ in range(5):
        report = other.sync()
        if report.ok:
            break
    assert report.ok, (report.kept, report.choices, report.alarms)
    for root in (other.root, server):
        assert commits <= set(plain_git(root, "rev-list", REF).split())
    assert refs_of(server) == other.refs()


@pytest.mark.parametrize("hook", ["pre-receive", "post-receive"])
def test_a_server_that_dies_while_it_receives_is_one_line_and_the_next_exchange_goes_on(
    treaty: Repository, tmp_path: Path, hook: str
) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu = cloned(server, tmp_path / "deu", "DEU")
    commit = deu.take("scope", Stance.SUPPORT)
    file = server / "hooks" / hook
    real = file.read_text()
    file.write_text("#!/bin/sh\nkill -9 $PPID\n")
    # Whether it could tell that it had received is for the network to say.
    with suppress(Refused):
        deu.sync()
    file.write_text(real)
    assert deu.refs()[REF] == commit
    assert deu.sync().ok
    assert refs_of(server)[REF] == commit


def test_a_server_that_dies_while_it_sends_is_one_line_and_the_next_exchange_goes_on(
    treaty: Repository, tmp_path: Path
) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    commit = deu.take("scope", Stance.SUPPORT)
    assert deu.sync().ok
    dying = tmp_path / "dying"
    dying.write_text('#!/bin/sh\ngit-upload-pack "$@" </dev/null | head -c 900\n')
    dying.chmod(0o755)
    before = fra.refs()
    plain_git(fra.root, "config", "remote.origin.uploadpack", str(dying))
    with pytest.raises(Refused) as refusal:
        fra.sync()
    assert "\n" not in str(refusal.value)
    assert fra.refs() == before
    plain_git(fra.root, "config", "--unset", "remote.origin.uploadpack")
    assert fra.sync().ok
    assert fra.refs()[REF] == commit


def _standing_in(place: Path, script: str) -> str:
    """A program of a server that does something else."""
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)
    return str(place)


def _let_go(pipe: int) -> bool:
    """Wait until every process that holds the other end of a pipe has ended; gives whether they have in a minute."""
    ready, _, _ = select.select([pipe], [], [], 60)
    return bool(ready) and os.read(pipe, 1) == b""


@pytest.mark.parametrize("transport", ["file, fetching", "file, sending", "ssh"])
def test_a_server_that_says_nothing_is_given_up_in_one_line_and_nothing_is_lost(
    treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, transport: str
) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu = cloned(server, tmp_path / "deu", "DEU")
    commit = deu.take("scope", Stance.SUPPORT)
    # It hangs for as long as it is let, and has a process of its own that does; both hold the pipe.
    os.mkfifo(tmp_path / "held")
    held = os.open(tmp_path / "held", os.O_RDONLY | os.O_NONBLOCK)
    hangs = _standing_in(
        tmp_path / "hangs", f"exec 9> {tmp_path}/held; echo began >> {tmp_path}/began; sleep 3600 & wait"
    )
    plain_git(deu.root, "config", "drafter.patience", "0.5")
    if transport == "ssh":
        monkeypatch.setenv("GIT_SSH_COMMAND", hangs)
        plain_git(deu.root, "remote", "set-url", "origin", "ssh://treaty.example.org/treaty.git")
    else:
        which = "uploadpack" if transport == "file, fetching" else "receivepack"
        plain_git(deu.root, "config", f"remote.origin.{which}", hangs)
    with pytest.raises(Refused, match=r"said nothing for 0\.5 seconds.*nothing is lost") as refusal:
        deu.sync()
    assert "\n" not in str(refusal.value)
    assert (tmp_path / "began").exists()
    assert _let_go(held)
    os.close(held)
    assert deu.refs()[REF] == commit
    monkeypatch.delenv("GIT_SSH_COMMAND", raising=False)
    for which in ("uploadpack", "receivepack"):
        plain_git(deu.root, "config", "--unset", f"remote.origin.{which}", check=False)
    plain_git(deu.root, "remote", "set-url", "origin", str(server))
    plain_git(deu.root, "config", "--unset", "drafter.patience")
    assert deu.sync().ok
    assert refs_of(server)[REF] == commit


@pytest.mark.parametrize("said", ["x", "remote: drafter: no", "'\\r'"])
def test_a_server_that_never_stops_talking_is_given_up_in_one_line_before_it_has_taken_the_memory(
    treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setattr(process, "MOST_HEARD", 1024 * 1024)
    deu = cloned(served(treaty, tmp_path / "server.git"), tmp_path / "deu", "DEU")
    os.mkfifo(tmp_path / "held")
    held = os.open(tmp_path / "held", os.O_RDONLY | os.O_NONBLOCK)
    talks = _standing_in(tmp_path / "talks", f"exec 9> {tmp_path}/held; yes {said} >&2")
    plain_git(deu.root, "config", "remote.origin.uploadpack", talks)
    with pytest.raises(Refused, match=r"more than any negotiation holds, without an end; nothing is lost") as refusal:
        deu.sync()
    assert "\n" not in str(refusal.value)
    assert _let_go(held)
    os.close(held)


def test_two_exchanges_at_once_in_one_clone_both_end_well_and_lose_nothing(world: Path, tmp_path: Path) -> None:
    server, (one, other, *_) = copied(world, tmp_path / "copy")
    theirs = {other.take(target, Stance.OPPOSE) for target in ("preamble", CI)}
    assert other.sync().ok
    mine = {one.take("scope", Stance.SUPPORT), one.take("depositary", Stance.RESERVE)}
    both = [spawn.Process(target=one.sync) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(300)
    assert [each.exitcode for each in both] == [0, 0]
    assert one.sync().ok
    assert one.refs() == refs_of(server)
    assert mine | theirs <= set(plain_git(server, "rev-list", REF).split())
    assert plain_git(one.root, "fsck", "--no-dangling") == ""


@pytest.mark.parametrize("setting", ["soon", "0", "-1", "inf", "nan"])
def test_a_patience_that_is_no_number_of_seconds_is_refused(treaty: Repository, tmp_path: Path, setting: str) -> None:
    deu = cloned(served(treaty, tmp_path / "server.git"), tmp_path / "deu", "DEU")
    plain_git(deu.root, "config", "drafter.patience", setting)
    with pytest.raises(Refused, match="not a number of seconds"):
        deu.sync()


@pytest.mark.parametrize("service", ["uploadpack", "receivepack"])
def test_a_connection_that_breaks_is_made_again(treaty: Repository, tmp_path: Path, service: str) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu = cloned(server, tmp_path / "deu", "DEU")
    commit = deu.take("scope", Stance.SUPPORT)
    program = {"uploadpack": "git-upload-pack", "receivepack": "git-receive-pack"}[service]
    once = f'mkdir {tmp_path}/once 2>/dev/null && echo "Connection reset by peer" >&2 && exit 128\nexec {program} "$@"'
    plain_git(deu.root, "config", f"remote.origin.{service}", _standing_in(tmp_path / "breaks", once))
    report = deu.sync()
    assert (report.ok, report.attempts) == (True, 2)
    assert [(each.ref, each.new) for each in report.sent] == [(REF, commit)]
    assert refs_of(server)[REF] == commit


def test_a_server_that_breaks_off_every_time_is_named(
    treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_PAUSE", 0.0)
    deu = cloned(served(treaty, tmp_path / "server.git"), tmp_path / "deu", "DEU")
    breaks = _standing_in(tmp_path / "breaks", f'echo x >> {tmp_path}/tries; echo "Connection reset" >&2; exit 128')
    plain_git(deu.root, "config", "remote.origin.uploadpack", breaks)
    with pytest.raises(Refused, match="the connection broke"):
        deu.sync()
    assert len((tmp_path / "tries").read_text().split()) == exchange.MOST_ATTEMPTS
