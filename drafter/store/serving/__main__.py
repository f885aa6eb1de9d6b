"""What the hooks run: `python -P -m drafter.store.serving pre-receive`, in the bare repository, as git calls hooks."""

from __future__ import annotations

import fcntl
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.store.repository import Repository


def main(hook: str, lines: bytes) -> int:
    """Run one hook on what git gives it; gives its exit status. What it prints goes to whoever pushes."""
    directory = Path(os.environ.get("GIT_DIR") or ".").resolve()
    # By the process of git that serves this push, and by the time at which it came, not that at which its turn did.
    process, now = os.getppid(), int(time.time())
    with _signs_of_life(), _turn(directory, hook):
        try:
            return _run(hook, directory, lines, process, now)
        except Exception as error:  # Nothing is accepted that was not examined; and never a traceback.
            _say(f"{_FAILED[hook]}: the server failed ({type(error).__name__}: {error})")
            return 1


_SPEAK = 20.0
"""Seconds between two signs of life."""

_FAILED = {"pre-receive": "refused", "post-receive": "not in the log yet"}


def _run(hook: str, directory: Path, lines: bytes, process: int, now: int) -> int:
    from drafter.model.problem import Refused
    from drafter.store.serving.place import open_bare, quarantine

    repo = open_bare(directory, quarantine())
    try:
        found = _refused(repo, lines, process, now) if hook == "pre-receive" else _logged(repo, process, now)
    except Refused as error:
        _say(f"{_FAILED[hook]}: {error.problem}")
        return 1
    finally:
        repo.close()
    return found


def _refused(repo: Repository, lines: bytes, process: int, now: int) -> int:
    from drafter.store.serving.accepted import Push, account, asked
    from drafter.store.serving.receiving import MOST_LINES, receive

    found = receive(repo, Push(asked(lines), account(), now, process))
    for why in found[:MOST_LINES]:
        _say(f"refused: {why}")
    if len(found) > MOST_LINES:
        _say(f"refused: and {len(found) - MOST_LINES} more causes")
    return 1 if found else 0


def _logged(repo: Repository, process: int, now: int) -> int:
    from drafter.store.serving.entries import received
    from drafter.store.serving.place import pin

    pin(repo)
    for said in received(repo, now, served_by=process):
        _say(said)
    return 0


@contextmanager
def _signs_of_life() -> Iterator[None]:
    """Say from time to time that somebody is at work: whoever pushes ends a connection on which nothing is heard."""
    done = threading.Event()

    def speak() -> None:
        while not done.wait(_SPEAK):
            sys.stderr.write("the server is still at work on this push\n")
            sys.stderr.flush()

    threading.Thread(target=speak, daemon=True).start()
    try:
        yield
    finally:
        done.set()


@contextmanager
def _turn(directory: Path, hook: str) -> Iterator[None]:
    """Wait until one of a few places is free: two hundred hooks at once would take the memory of the machine.

    Each hook has places of its own: who waits to be let in waits for what others write into the log. The places are
    locks of the kernel's: a killed hook leaves its own.
    """
    place = directory / "drafter" / "turns" / hook
    place.mkdir(parents=True, exist_ok=True)
    most = 2 * (os.cpu_count() or 1)
    streams = [(place / str(number)).open("w") for number in range(most)]
    try:
        for stream in streams:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                continue
        else:
            fcntl.flock(streams[os.getpid() % most], fcntl.LOCK_EX)
        yield
    finally:
        for stream in streams:
            stream.close()


def _say(line: str) -> None:
    from drafter.text.visible import visible

    sys.stderr.write(visible(f"drafter: {' '.join(line.split())}") + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.stdin.buffer.read()))
