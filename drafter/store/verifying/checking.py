"""Signatures of many commits, checked in a process beside this one as well: they are most of the work."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from queue import Queue
from threading import Condition, Semaphore, Thread
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
    """Signatures of many commits, being checked while something else is done. It is a context: left, it ends."""

    def __init__(self, count: int) -> None:
        """Get ready for that many commits: the other process begins at once, if it is worth it."""
        self._waiting: deque[_Raws] = deque()
        """Pieces that nobody has taken, the oldest first."""
        self._results: dict[str, Result] = {}
        self._news = Condition()
        """Held to look at what waits; told of what was given, answered or given back."""
        self._over = False
        """Whether the other process gets nothing more: it has failed, or is not needed any more."""
        self._threads: tuple[Thread, ...] = ()
        self._other = second.begin("drafter.store.verifying.checking") if count >= FEW else None
        if self._other is not None:
            given: Queue[_Raws | None] = Queue()
            room = Semaphore(_ON_THE_WAY)
            self._threads = (
                Thread(target=self._give, args=(self._other.stdin, given, room), daemon=True),
                Thread(target=self._take, args=(self._other.stdout, given, room), daemon=True),
            )
            for each in self._threads:
                each.start()

    def __enter__(self) -> Checking:
        return self

    def __exit__(self, *_: object) -> None:
        with self._news:
            self._over = True
            self._news.notify_all()
        for each in self._threads:
            each.join()
        if self._other is not None:
            second.end(self._other)

    def begin(self, raws: _Raws) -> None:
        """Give commits, by id."""
        with self._news:
            self._waiting.extend(raws[start : start + _PIECE] for start in range(0, len(raws), _PIECE))
            self._news.notify_all()

    def results(self, ids: Sequence[str]) -> Mapping[str, Result]:
        """Give the results of commits that were given, once they are there.

        What nobody has taken yet is checked here meanwhile.
        """
        missing = list(ids)
        while missing:
            if missing[-1] in self._results:
                missing.pop()
            elif (piece := self._next(missing[-1])) is not None:
                self._results.update((id, check_commit(raw)) for id, raw in piece)
        return {id: self._results[id] for id in ids}

    def _next(self, wanted: str) -> _Raws | None:
        """Take the oldest piece; when none is left, wait until there may be a result."""
        with self._news:
            while not self._waiting and wanted not in self._results:
                self._news.wait()
            return self._waiting.popleft() if self._waiting else None

    def _give(self, stdin: IO[bytes], given: Queue[_Raws | None], room: Semaphore) -> None:
        """Give pieces to the other process, no more at a time than it does soon: the rest may be done here."""
        with suppress(OSError):
            while room.acquire():
                with self._news:
                    while not self._waiting and not self._over:
                        self._news.wait()
                    if self._over:
                        break
                    piece = self._waiting.popleft()
                given.put(piece)
                framed = (len(raw).to_bytes(4, "big") + raw for _, raw in piece)
                stdin.write(len(piece).to_bytes(4, "big") + b"".join(framed))
                stdin.flush()
        given.put(None)
        with suppress(OSError):
            stdin.close()

    def _take(self, stdout: IO[bytes], given: Queue[_Raws | None], room: Semaphore) -> None:
        """Take the answers of the other process; a piece that it doesn't answer is given back."""
        keys: dict[str, Result] = {}
        while (piece := given.get()) is not None:
            lines = [stdout.readline().decode("utf-8", "replace") for _ in piece]
            with self._news:
                if all(line[:1] in ("+", "-") and line.endswith("\n") for line in lines):
                    for (id, _), line in zip(piece, lines, strict=True):
                        if line not in keys:
                            keys[line] = Signed(line[1:-1]) if line[0] == "+" else line[1:-1] or None
                        self._results[id] = keys[line]
                else:
                    self._waiting.appendleft(piece)
                    self._over = True
                self._news.notify_all()
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
