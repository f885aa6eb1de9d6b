"""Another process of this program beside this one, for work that two processors do sooner than one.

Each says values to the other, and hears them in the order in which they were said. `Shared` is work in pieces that both
do, each as many as it gets done; what the other one doesn't answer, for whatever reason, is done here.
"""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

_BEGIN = b"drafter:"
"""What a message begins with: whatever else is printed where it should be is none."""
_SIZE = 8
_MOST_READ = 1 << 20
_ON_THE_WAY = 2
"""Pieces that the other process is given: no more than it will do soon."""
_OVER = object()

Piece = TypeVar("Piece")


class Line:
    """What a process hears from another one, and says to it."""

    def __init__(self, ear: int, mouth: int) -> None:
        """Speak through these two file descriptors."""
        self._ear, self._mouth = ear, mouth

    def waits(self) -> bool:
        """Whether there is something to be heard: a message, or that the other one has ended."""
        return bool(select.select([self._ear], [], [], 0)[0])

    def heard(self) -> Any:
        """Wait for the next value. None: the other one has ended, has nothing more to say, or is not to be understood.

        No value that is said is None.
        """
        head = self._read(len(_BEGIN) + _SIZE)
        if head is None or not head.startswith(_BEGIN):
            return None
        told = self._read(int.from_bytes(head[len(_BEGIN) :], "big"))
        # It comes from this program, through a pipe that nobody else has.
        return pickle.loads(told) if told is not None else None  # noqa: S301

    def say(self, value: object) -> None:
        """Say something. Raises OSError when the other one has ended."""
        self._write(_message(value))

    def _write(self, message: bytes) -> None:
        told = memoryview(message)
        while told:
            told = told[os.write(self._mouth, told) :]

    def _read(self, size: int) -> bytes | None:
        pieces: list[bytes] = []
        while size:
            try:
                piece = os.read(self._ear, min(size, _MOST_READ))
            except OSError:
                return None
            if not piece:
                return None
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)


class Worker(Line):
    """The other process, as the one that began it sees it. What is said to it is never waited for."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Speak with a process that has been started."""
        assert process.stdin is not None
        assert process.stdout is not None
        super().__init__(process.stdout.fileno(), process.stdin.fileno())
        self.process = process
        self._said: SimpleQueue[bytes | None] = SimpleQueue()
        self._over = False
        self._thread = Thread(target=self._pass_on, daemon=True)
        self._thread.start()

    def say(self, value: object) -> None:
        """Say something, as it is now; when the other one has ended, nobody hears it."""
        self._said.put(_message(value))

    def end(self) -> None:
        """Say nothing more, and wait until it has ended."""
        self._over = True
        self._said.put(None)
        with suppress(OSError):
            # What it says now is heard by nobody: it ends.
            self.process.stdout.close()  # type: ignore[union-attr]
        self._thread.join()
        self.process.wait()

    def _pass_on(self) -> None:
        with suppress(OSError):
            while (message := self._said.get()) is not None and not self._over:
                self._write(message)
        with suppress(OSError):
            self.process.stdin.close()  # type: ignore[union-attr]


class Shared(Generic[Piece]):
    """Pieces of work for two processes. It is a context: left, the other one ends."""

    def __init__(self, pieces: Iterable[Piece], other: Worker | None) -> None:
        """`other` takes those in front, as soon as it is given some; this process takes those at the end."""
        self._waiting = deque(pieces)
        self._on_the_way: deque[Piece] = deque()
        self.other = other

    def __enter__(self) -> Shared[Piece]:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def give(self) -> None:
        """Let the other process begin."""
        while self.other is not None and self._waiting and len(self._on_the_way) < _ON_THE_WAY:
            self._on_the_way.append(self._waiting.popleft())
            self.other.say(self._on_the_way[-1])

    def work(
        self, here: Callable[[Piece], None], heard: Callable[[Piece, Any], None], meanwhile: Iterable[None] = ()
    ) -> None:
        """Get all of it done: `here` does a piece in this process, `heard` takes what the other one answers about one.

        `meanwhile` is other work, done here step by step before any piece, as long as the other process has some.
        """
        steps = iter(meanwhile)
        while self._waiting or self._on_the_way:
            self.give()
            if self.other is None or not self._on_the_way or not self.other.waits():
                if self._on_the_way and next(steps, _OVER) is not _OVER:
                    continue
                if self._waiting:
                    here(self._waiting.pop())
                    continue
            answer = self.other.heard() if self.other is not None else None
            if answer is None:
                self._end()
            else:
                heard(self._on_the_way.popleft(), answer)
        self._end()

    def _end(self) -> None:
        """End the other process; what it was given and did not answer is to be done here."""
        self._waiting.extendleft(reversed(self._on_the_way))
        self._on_the_way.clear()
        if self.other is not None:
            self.other.end()
            self.other = None


def _message(value: object) -> bytes:
    told = pickle.dumps(value)
    return _BEGIN + len(told).to_bytes(_SIZE, "big") + told


def begin(module: str, *arguments: str) -> Worker | None:
    """Start a module of ours that takes work from `first`, and answers it.

    Gives None where there is one processor only, or the system refuses: then there is nothing to be gained.
    """
    if (os.cpu_count() or 1) < 2:
        return None
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, *arguments], bufsize=0,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError:
        return None
    return Worker(process)


def first() -> Line:
    """Give the line to the process that began this one."""
    return Line(sys.stdin.fileno(), sys.stdout.fileno())
