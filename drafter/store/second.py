"""Another process of this program beside this one, for work that two processors do sooner than one."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress


def begin(module: str, *arguments: str) -> subprocess.Popen[bytes] | None:
    """Start a module of ours that takes work on its standard input and answers on its standard output.

    Gives None where there is one processor only, or the system refuses: then there is nothing to be gained.
    """
    if (os.cpu_count() or 1) < 2:
        return None
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError:
        return None


def end(process: subprocess.Popen[bytes]) -> None:
    """Give a process no more work, and wait until it has ended."""
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            stream.close()  # type: ignore[union-attr]
    process.wait()
