"""Signatures of many commits, checked in a process beside this one as well: they are most of the work."""

from __future__ import annotations

import subprocess
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from queue import Queue
from threading import Semaphore, Thread
from typing import IO

from drafter.store import second
from drafter.store.verifying.signature import Signed, check, of_commit

FEW = 1000
"""Commits for which another process is not worth its start."""

_PIECE = 128
"""Commits that are given away at once; the last pieces are checked by whoever is free."""
_ON_THE_WAY = 3

Result = Signed | str | None
"""The key that signed, what is wrong with the signature, or None without one."""

_Raws = Sequence[tuple[str, bytes]]


def check_commit(raw: bytes) -> Result:
    """Check the signature of one commit object."""
    payload, armoured = of_commit(raw)
    return check(payload, armoured) if armoured is not None else None


class Checking:
    """The signatures of some commits, being checked while something else is done. It is a context: left, it ends."""

    def __init__(self, count: int) -> None:
        """Get ready for that many commits: the other process begins at once, if it is worth it."""
        self._waiting: deque[_Raws] = deque()
        self._left: list[_Raws] = []
        """Pieces that the other process was given and did not answer, because it ended."""
        self._results: dict[str, Result] = {}
        self._threads: tuple[Thread, ...] = ()
        self._other: subprocess.Popen[bytes] | None = None
        if count >= FEW:
            self._other = second.begin("drafter.store.verifying.checking")

    def __enter__(self) -> Checking:
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.clear()
        self._end()

    def begin(self, raws: _Raws) -> None:
        """Give the commits, by id. Called once."""
        self._waiting.extend(raws[start : start + _PIECE] for start in range(0, len(raws), _PIECE))
        if self._other is not None:
            given: Queue[_Raws | None] = Queue()
            room = Semaphore(_ON_THE_WAY)
            self._threads = (
                Thread(target=self._give, args=(self._other.stdin, given, room), daemon=True),
                Thread(target=self._take, args=(self._other.stdout, given, room), daemon=True),
            )
            for each in self._threads:
                each.start()

    def results(self) -> Mapping[str, Result]:
        """Give the results by commit, once they are there; what nobody has taken yet is checked here."""
        while self._waiting:
            with suppress(IndexError):
                self._check(self._waiting.pop())
        self._end()
        for piece in self._left:
            self._check(piece)
        return self._results

    def _end(self) -> None:
        for each in self._threads:
            each.join()
        if self._other is not None:
            second.end(self._other)
            self._other = None

    def _check(self, raws: _Raws) -> None:
        for id, raw in raws:
            self._results[id] = check_commit(raw)

    def _give(self, stdin: IO[bytes], given: Queue[_Raws | None], room: Semaphore) -> None:
        """Give pieces to the other process, no more at a time than it does soon: the rest may be done here."""
        with suppress(OSError, IndexError):
            while room.acquire():
                piece = self._waiting.popleft()
                given.put(piece)
                framed = (len(raw).to_bytes(4, "big") + raw for _, raw in piece)
                stdin.write(len(piece).to_bytes(4, "big") + b"".join(framed))
                stdin.flush()
        given.put(None)
        with suppress(OSError):
            stdin.close()

    def _take(self, stdout: IO[bytes], given: Queue[_Raws | None], room: Semaphore) -> None:
        """Take the answers of the other process."""
        while (piece := given.get()) is not None:
            lines = [stdout.readline().decode() for _ in piece]
            if all(line[:1] in "+-" and line.endswith("\n") for line in lines):
                for (id, _), line in zip(piece, lines, strict=True):
                    self._results[id] = Signed(line[1:-1]) if line[:1] == "+" else line[1:-1] or None
            else:
                self._left.append(piece)
            room.release()


def main() -> int:
    """Be the other process: pieces in, each behind its count and each object behind its length; out a line for each."""
    given, out = sys.stdin.buffer, sys.stdout
    while count := given.read(4):
        for _ in range(int.from_bytes(count, "big")):
            result = check_commit(given.read(int.from_bytes(given.read(4), "big")))
            out.write(f"+{result.key}\n" if isinstance(result, Signed) else f"-{result or ''}\n")
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
