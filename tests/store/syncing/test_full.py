"""A disk that is full, here or on the server: one line, nothing is lost, and with room again the exchange goes on."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from drafter.model.problem import Refused
from drafter.model.terms import Stance
from drafter.store.doctor import examine_clone
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.store.acts import CI, plain_git
from tests.store.served import Clone, cloned, refs_of, served

fork = multiprocessing.get_context("fork")
REF = "refs/heads/positions/DEU"
LONG = " ".join(str(number) for number in range(4000))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "drafter-test", str(place)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("only root mounts a disk; the quota below stands in for it")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on a disk; gives the file that takes it."""
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as stream:
        while True:
            stream.write(b"x" * 4096)
    return filler


def _exchange(clone: Clone, code: int) -> None:
    """Exchange where no file may grow, as at the end of a quota; ends with that status when it was refused so."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        report = clone.sync()
    except Refused as error:
        os._exit(code if "\n" not in str(error) and "; nothing " in str(error) else 1)
    os._exit(0 if report.ok else code)


def whole(server: Path, *clones: Clone) -> None:
    """All is sound, and every side holds the same."""
    for place in (server, *(clone.root for clone in clones)):
        assert plain_git(place, "fsck", "--no-dangling") == ""
        with Repository.open(place) as repo:
            assert verify(repo, anew=True).problems == ()
    assert all(clone.refs() == refs_of(server) for clone in clones)


def test_a_clone_on_a_full_disk_receives_nothing_and_then_all(treaty: Repository, tmp_path: Path, disk: Path) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, disk / "fra", "FRA")
    own, sent = fra.take("preamble", Stance.RESERVE), deu.take("scope", Stance.SUPPORT, LONG)
    assert deu.sync().ok
    before = fra.refs()
    filler = fill(disk)
    with pytest.raises(Refused, match="disk is full") as refusal:
        fra.sync()
    assert "\n" not in str(refusal.value)
    assert fra.refs() == before
    filler.unlink()
    assert fra.sync().ok
    assert fra.refs()[REF] == sent
    assert refs_of(server)["refs/heads/positions/FRA"] == own
    assert deu.sync().ok
    whole(server, deu, fra)


def test_a_server_on_a_full_disk_takes_nothing_and_then_all(treaty: Repository, tmp_path: Path, disk: Path) -> None:
    server = served(treaty, disk / "server.git")
    deu = cloned(server, tmp_path / "deu", "DEU")
    commit = deu.take("scope", Stance.SUPPORT, LONG)
    before = refs_of(server)
    filler = fill(disk)
    with suppress(Refused):
        report = deu.sync()
        assert not report.ok
        assert report.sent == []
    assert refs_of(server) == before
    assert deu.refs()[REF] == commit
    filler.unlink()
    assert deu.sync().ok
    assert refs_of(server)[REF] == commit
    whole(server, deu)


@pytest.mark.parametrize("news", ["here", "there"])
def test_at_the_end_of_a_quota_nothing_is_lost(treaty: Repository, tmp_path: Path, news: str) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    commit = deu.take(CI, Stance.OPPOSE, LONG)
    clone = deu
    if news == "there":
        assert deu.sync().ok
        clone = fra
    before = clone.refs(), refs_of(server)
    process = fork.Process(target=_exchange, args=(clone, 42))
    process.start()
    process.join(120)
    assert process.exitcode == 42
    assert (clone.refs(), refs_of(server)) == before
    # The system ended git in the middle of its work. What that locked, the doctor opens when nobody can be at work.
    for lock in (clone.root / ".git").rglob("*.lock"):
        os.utime(lock, (0, 0))
    examine_clone(clone.root, fix=True)
    for each in (deu, fra, deu):
        assert each.sync().ok
    assert refs_of(server)[REF] == commit
    whole(server, deu, fra)
