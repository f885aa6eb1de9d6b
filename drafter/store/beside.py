"""Positions branches that nothing is known of, read in a process beside this one as well.

A large negotiation holds a hundred thousand records, and to read them for the first time is work for two processors.
The other process keeps what it finds (`recorded`), and this one takes it from there: what was not kept, for whatever
reason, is read here.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from drafter.store import second
from drafter.store.repository import Repository

FEW = 64
"""Branches for which another process is not worth its start."""

_PIECE = 32
"""Branches that are read at once."""
_ON_THE_WAY = 2
_OVER = object()

Tips = Mapping[str, str]
"""The tips of some branches, by signatory."""


class Beside:
    """Branches that two processes read, each as many as it gets done. It is a context: left, the other one ends."""

    def __init__(self, repo: Repository, main: str, waiting: Tips) -> None:
        """Begin to read branches, at this commit of main, if they are enough to be worth it."""
        tips = list(waiting.items())
        self._waiting: deque[Tips] = deque(dict(tips[at : at + _PIECE]) for at in range(0, len(tips), _PIECE))
        self._on_the_way: deque[Tips] = deque()
        worth_it = len(waiting) >= FEW and os.access(repo.common_dir, os.W_OK)
        self._other = second.begin("drafter.store.beside", str(repo.git_dir), main) if worth_it else None
        self._give()

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, here: Callable[[Tips], None], taken: Callable[[Tips], Tips], meanwhile: Iterable[None] = ()) -> None:
        """Read all of them: with `here` what is read in this process, with `taken` what the other one has kept.

        `taken` gives those of which nothing was kept; they are read here. `meanwhile` is other work, done here step by
        step before anything is read here, as long as the other process reads.
        """
        left: dict[str, str] = {}
        steps = iter(meanwhile)
        while self._waiting or self._on_the_way:
            if self._other is None or not self._other.waits():
                if self._on_the_way and next(steps, _OVER) is not _OVER:
                    continue
                if self._waiting:
                    here(self._waiting.pop())
                    continue
            if self._heard():
                left.update(taken(self._on_the_way.popleft()))
                self._give()
            else:
                self._end()
        self._end()
        if left:
            here(left)

    def _give(self) -> None:
        while self._other is not None and self._waiting and len(self._on_the_way) < _ON_THE_WAY:
            self._on_the_way.append(self._waiting.popleft())
            self._other.say(self._on_the_way[-1])

    def _heard(self) -> bool:
        """Wait for the next answer; whether there was one."""
        return self._other is not None and self._other.heard() is not None

    def _end(self) -> None:
        """End the other process; what it was given and did not answer is to be read here."""
        self._waiting.extend(self._on_the_way)
        self._on_the_way.clear()
        if self._other is not None:
            self._other.end()
            self._other = None


def main() -> int:
    """Be the other process: tips in, what is found kept, a sign out."""
    import gc

    from drafter.store.agreed import Agreed
    from drafter.store.branches import read_branches

    # What is read is made of a hundred thousand values, none of which is thrown away before the end.
    gc.disable()
    line = second.first()
    with Repository.open(Path(sys.argv[1])) as repo:
        agreed = Agreed(repo, repo.commit(sys.argv[2]))
        while (tips := line.heard()) is not None:
            read_branches(repo, tips, agreed)
            line.say(True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
