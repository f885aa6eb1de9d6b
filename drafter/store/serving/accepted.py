"""Pushes that were accepted and are not in the log yet: on disk before a ref moves, so that a crash loses no name."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from drafter.model.record import PUSHER
from drafter.store.plumbing import NO_OBJECT, lines_of
from drafter.store.process import lives
from drafter.store.repository import Repository
from drafter.store.serving.place import own_directory

_FORGOTTEN = 24 * 3600
"""Seconds after which a push is forgotten though its process seems alive: another one may have its number by now."""


class Asked(NamedTuple):
    """A ref that somebody asked to move."""

    ref: str
    old: str | None
    """None for a new ref."""
    new: str
    """`NO_OBJECT` for a deletion."""


@dataclass(frozen=True, slots=True)
class Push:
    """What somebody asked the server to do, and when."""

    changes: tuple[Asked, ...]
    pusher: str | None
    """The account, where the transport says it."""
    received: int
    process: int = 0
    """The process of git that serves it."""
    file: Path | None = None

    @property
    def age(self) -> float:
        """Seconds since it was accepted; none before that."""
        try:
            return time.time() - self.file.stat().st_mtime if self.file is not None else 0.0
        except OSError:
            # What was forgotten meanwhile has moved all that it will ever move.
            return float("inf")

    @property
    def served(self) -> bool:
        """Whether the process that serves it is still alive."""
        return lives(self.process)


def asked(lines: bytes) -> tuple[Asked, ...]:
    """Read what git gives a hook: a line `<old> <new> <ref>` for each ref."""
    changes = []
    for line in lines_of(lines):
        old, new, ref = line.split(" ", 2)
        changes.append(Asked(ref, None if old == NO_OBJECT else old, new))
    return tuple(changes)


def account() -> str | None:
    """Say who pushes: as the forced command of ssh says (DRAFTER_PUSHER), or the web server (REMOTE_USER)."""
    named = os.environ.get("DRAFTER_PUSHER") or os.environ.get("REMOTE_USER")
    if named is None or PUSHER.match(named):
        return named
    return "".join(each if PUSHER.match(f"x{each}") else "-" for each in f"x-{named}")[:64]


@contextmanager
def one_at_a_time(repo: Repository, what: str) -> Iterator[None]:
    """Let one process at a time do what the name of the lock says. The kernel holds it: not for a killed process."""
    directory = own_directory(repo)
    directory.mkdir(exist_ok=True)
    with (directory / f"{what}.lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def keep(repo: Repository, push: Push) -> None:
    """Write an accepted push to disk, whole or not at all."""
    directory = own_directory(repo) / "accepted"
    directory.mkdir(parents=True, exist_ok=True)
    name = f"{push.received:012}-{push.process}-{secrets.token_hex(4)}"
    data = {
        "changes": [[each.ref, each.old, each.new] for each in push.changes],
        "pusher": push.pusher,
        "received": push.received,
        "process": push.process,
    }
    beside = directory / f".{name}"
    with beside.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(data))
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(directory / f"{name}.json")


def kept(repo: Repository) -> list[Push]:
    """Read the pushes that were accepted, oldest first. A file that can't be read is none."""
    found = []
    for file in sorted((own_directory(repo) / "accepted").glob("*.json")):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            changes = tuple(Asked(ref, old, new) for ref, old, new in data["changes"])
            found.append(Push(changes, data["pusher"], int(data["received"]), int(data["process"]), file))
        except (OSError, ValueError, LookupError, TypeError):
            continue
    return found


def forget(pushes: Sequence[Push], logged: set[tuple[str, str]], now: int) -> None:
    """Remove the pushes of which nothing is to be logged any more.

    `logged`: ref and new object of the moves that were logged just now. What is served no more has moved what it will
    ever move, and all that moved is in the log by now.
    """
    for push in pushes:
        whole = all((each.ref, each.new) in logged for each in push.changes)
        if push.file is not None and (whole or not push.served or now - push.received > _FORGOTTEN):
            push.file.unlink(missing_ok=True)
