"""Other processes: whether one lives, listening to one that may be silent for long, ending it with what it started."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

_LOOK_AGAIN = 0.5
_GRACE = 2.0


MOST_HEARD = 32 * 1024 * 1024
"""Bytes that a process may say: what never ends would take the memory of whoever listens."""


class EndlessError(Exception):
    """A process that says more than anybody listens to."""


def lives(process: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def pieces(process: Any, patience: float) -> Iterator[tuple[Any, bytes]]:
    """Give what a process writes, as it comes, with the stream; until it ends.

    Raises TimeoutError when it is silent, EndlessError when it says more than `MOST_HEARD`; it is ended then.
    Something that it left behind (a shared connection of ssh) may hold its streams open for hours.
    """
    silent, heard = 0.0, 0
    with selectors.DefaultSelector() as waiting:
        for stream in (process.stdout, process.stderr):
            waiting.register(stream, selectors.EVENT_READ)
        while waiting.get_map():
            pause = min(_LOOK_AGAIN, patience - silent)
            ready = waiting.select(pause)
            if not ready and process.proc.poll() is not None:
                return
            silent = 0.0 if ready else silent + pause
            if silent >= patience:
                _end(process.proc)
                raise TimeoutError
            for key, _ in ready:
                piece = os.read(key.fd, 65536)
                heard += len(piece)
                if heard > MOST_HEARD:
                    _end(process.proc)
                    raise EndlessError
                if piece:
                    yield key.fileobj, piece
                else:
                    waiting.unregister(key.fileobj)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process of a session of its own, with all that it started there."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
