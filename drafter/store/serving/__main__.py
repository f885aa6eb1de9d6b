"""What the hooks run: `python -P -m drafter.store.serving pre-receive`, in the bare repository, as git calls hooks."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from drafter.model.problem import Refused
from drafter.store.serving.accepted import Push, account, asked
from drafter.store.serving.installing import pin
from drafter.store.serving.place import open_bare, quarantine
from drafter.store.serving.receiving import MOST_LINES, receive, received
from drafter.text.visible import visible


def main(hook: str, lines: bytes) -> int:
    """Run one hook on what git gives it; gives its exit status. What it prints goes to whoever pushes."""
    repo = open_bare(Path(os.environ.get("GIT_DIR") or ".").resolve(), quarantine())
    process, now = os.getppid(), int(time.time())
    try:
        if hook == "pre-receive":
            found = receive(repo, Push(asked(lines), account(), now, process))
            for why in found[:MOST_LINES]:
                _say(f"refused: {why}")
            if len(found) > MOST_LINES:
                _say(f"refused: and {len(found) - MOST_LINES} more causes")
            return 1 if found else 0
        pin(repo)
        for said in received(repo, now, served_by=process):
            _say(said)
        return 0
    except Refused as error:
        _say(f"refused: {error.problem}" if hook == "pre-receive" else f"not in the log yet: {error.problem}")
        return 1
    except Exception as error:  # Nothing is accepted that was not examined; and never a traceback.
        if hook != "pre-receive":
            _say(f"not in the log yet: the server failed ({type(error).__name__})")
            return 1
        _say(f"refused: the server could not examine it ({type(error).__name__}: {error})")
        return 1
    finally:
        repo.close()


def _say(line: str) -> None:
    sys.stderr.write(visible(f"drafter: {' '.join(line.split())}") + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.stdin.buffer.read()))
