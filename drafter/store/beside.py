"""Positions branches that nothing is known of, read in a process beside this one as well.

A large negotiation holds a hundred thousand records, and to read them for the first time is work for two processors.
The other process keeps what it finds (`recorded`), and this one takes it from there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from drafter.store import worker
from drafter.store.repository import Repository

FEW = 64
"""Branches for which another process is not worth its start."""

_PIECE = 32
"""Branches that are read at once."""

Tips = Mapping[str, str]
"""The tips of some branches, by signatory."""


def beside(repo: Repository, main: str, waiting: Tips) -> worker.Shared[Tips]:
    """Begin to read branches, at this commit of main, in another process if they are enough to be worth it."""
    tips = list(waiting.items())
    worth_it = len(waiting) >= FEW and os.access(repo.common_dir, os.W_OK)
    other = worker.begin("drafter.store.beside", str(repo.git_dir), main) if worth_it else None
    shared: worker.Shared[Tips] = worker.Shared(
        [dict(tips[at : at + _PIECE]) for at in range(0, len(tips), _PIECE)], other
    )
    shared.give()
    return shared


def main() -> int:
    """Be the other process: tips in, what is found kept, a sign out."""
    import gc

    from drafter.store.agreed import Agreed
    from drafter.store.branches import read_branches

    # What is read is made of a hundred thousand values, none of which is thrown away before the end.
    gc.disable()
    line = worker.first()
    with Repository.open(Path(sys.argv[1])) as repo:
        agreed = Agreed(repo, repo.commit(sys.argv[2]))
        while (tips := line.heard()) is not None:
            read_branches(repo, tips, agreed)
            line.say(True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
