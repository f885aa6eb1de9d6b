"""What an exchange costs late in long talks: the server's log holds an entry for every record that was ever sent.

The server has the hooks; git's own way to it, beside, has none.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.clock import lasting
from benchmarks.figures import DRAFTER, Figure, Place
from benchmarks.generate import SIZES, generate
from benchmarks.signing import Key


def exchanges() -> tuple[Figure, ...]:
    """Give the figures of exchanges with the secretariat's server."""
    return (
        Figure("`drafter sync` of a new clone, all the log", _first, once=True, cache="cold"),
        Figure("`drafter sync`, one record to send", _send, beside=_send_by_git, yardstick=_BY_GIT, slow=True),
        Figure("`drafter sync`, nothing new", _nothing, slow=True),
    )


_BY_GIT = "`git fetch` and `git push`, without hooks"
_TIMES = 4
"""Exchanges of one turn. The first finds nothing in the memory of the machine, and is not counted."""


def _first(place: Place) -> float:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        place.git("clone", "--quiet", _address(_server(place)), str(clone))
        return Place(clone).run("sync")


def _send(place: Place) -> list[float]:
    clone = Place(_clone(place))
    found = []
    for _ in range(_TIMES):
        clone.run("position", "article-3", "oppose", "--statement", f"We do not see why ({time.time_ns()}).")
        found.append(clone.run("sync"))
    return found[1:]


def _nothing(place: Place) -> float:
    return Place(_clone(place)).run("sync")


def _send_by_git(place: Place) -> list[float]:
    clone = _clone(place)
    bare = clone.with_name("plain.git")
    if not bare.exists():
        place.git("clone", "--quiet", "--mirror", "--shared", str(_server(place)), str(bare))
    found = []
    for _ in range(_TIMES):
        new = ("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", f"{time.time_ns()}")
        made = place.git("-c", "user.name=D", "-c", "user.email=d@e.f", *new, repository=clone).decode().strip()

        def exchange(made: str = made) -> None:
            place.git("fetch", "--quiet", _address(bare), "refs/heads/main", repository=clone)
            place.git("push", "--quiet", _address(bare), f"{made}:refs/heads/new/{made}", repository=clone)

        found.append(lasting(exchange))
    return found[1:]


def _server(place: Place) -> Path:
    """Give the bare repository of a server that has received all the talks; made if it is not there."""
    size = place.directory.name
    server = place.directory.resolve().parent / f"{size}-served" / "server.git"
    if not server.exists():
        talks = server.with_name("talks")
        shutil.rmtree(server.parent, ignore_errors=True)
        talks.mkdir(parents=True)
        generate(talks, SIZES[size], served=True)
        made = server.with_name("made.git")
        place.git("clone", "--quiet", "--mirror", str(talks), str(made))
        (made / "drafter").mkdir()
        key = made / "drafter" / "server-key"
        Key("server").write(key)
        key.with_suffix(".pub").write_text(f"{Key('server').public}\n")
        subprocess.run([DRAFTER, "hook", "install", str(made)], check=True, stdout=subprocess.DEVNULL)
        made.rename(server)
    return server


def _clone(place: Place) -> Path:
    """Give the clone of a delegate, after its first exchange; made if it is not there."""
    server = _server(place)
    clone = server.with_name("clone")
    if not clone.exists():
        made = server.with_name("made")
        place.git("clone", "--quiet", _address(server), str(made))
        Place(server.with_name("talks")).lets_act(made)
        Place(made).run("sync")
        made.rename(clone)
    return clone


def _address(bare: Path) -> str:
    return f"file://{bare}"
