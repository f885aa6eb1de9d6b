"""A pseudo-terminal in which a program is started and typed into, with a clock on what it writes.

Only a real terminal shows what a person waits for: Textual's own test driver sleeps 40 ms a key.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.")


class Screen:
    """One program on a terminal of its own. Close it."""

    def __init__(self, command: Sequence[str], *, columns: int = 120, rows: int = 40, cwd: Path | None = None) -> None:
        self.begun = time.perf_counter()
        self._written = b""
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            if cwd is not None:
                os.chdir(cwd)
            os.execve(command[0], list(command), _environment(columns, rows))
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, marker: str, seconds: float = 120) -> float:
        """Wait until the program has written the marker since it began; give the seconds since then."""
        wanted = marker.encode()
        while wanted not in _ESCAPES.sub(b"", self._written):
            if self._read(seconds) is None:
                raise TimeoutError(f"no {marker!r} on the screen: {_ESCAPES.sub(b'', self._written)[-400:]!r}")
        return time.perf_counter() - self.begun

    def settle(self, quiet: float = 1.0, seconds: float = 120) -> None:
        """Wait until the program has written nothing for a while."""
        end = time.perf_counter() + seconds
        while self._read(quiet) is not None and time.perf_counter() < end:
            pass

    def press(self, key: str, quiet: float = 0.02) -> float | None:
        """Type a key; give the seconds until the program has written a frame for it, None when it wrote nothing.

        A frame ends where nothing more is written for the time `quiet`. What is looked up for it comes in later ones.
        """
        begun = time.perf_counter()
        os.write(self._master, key.encode())
        last = None
        while (at := self._read(quiet if last is not None else 1.0)) is not None:
            last = at
            if at - begun > 5:
                break
        return None if last is None else last - begun

    def peak(self) -> int:
        """Give the most memory that the program had, in bytes (Linux only)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) * 1024 if found is not None else 0

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.close(self._master)
        os.waitpid(self.pid, 0)

    def _read(self, seconds: float) -> float | None:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return None
        try:
            piece = os.read(self._master, 1 << 16)
        except OSError:
            return None
        self._written += piece
        return time.perf_counter() if piece else None


def _environment(columns: int, rows: int) -> Mapping[str, str]:
    own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": str(columns), "LINES": str(rows)}
    return {**os.environ, **own, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
