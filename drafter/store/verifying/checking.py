"""Signatures of many commits checked in a process beside this one: they are most of the work, and need nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence

from drafter.store.verifying.signature import Signed, check, of_commit

FEW = 1000
"""Commits for which another process is not worth its start."""

Result = Signed | str | None
"""The key that signed, what is wrong with the signature, or None without one."""


def check_commit(raw: bytes) -> Result:
    """Check the signature of one commit object."""
    payload, armoured = of_commit(raw)
    return check(payload, armoured) if armoured is not None else None


class Checking:
    """The signatures of some commits, being checked."""

    def __init__(self, raws: Sequence[tuple[str, bytes]]) -> None:
        self._raws = raws
        self._results: dict[str, Result] = {}
        self._thread: threading.Thread | None = None
        if len(raws) >= FEW and (os.cpu_count() or 1) > 1:
            self._thread = threading.Thread(target=self._ask_another)
            self._thread.start()

    def results(self) -> Mapping[str, Result]:
        """Give the results by commit, once they are there."""
        if self._thread is not None:
            self._thread.join()
        for id, raw in self._raws:
            if id not in self._results:
                self._results[id] = check_commit(raw)
        return self._results

    def _ask_another(self) -> None:
        given = b"".join(len(raw).to_bytes(4, "big") + raw for _, raw in self._raws)
        try:
            ran = subprocess.run(
                [sys.executable, "-P", "-m", "drafter.store.verifying.checking"],
                input=given, capture_output=True, check=False, start_new_session=True,
            )  # fmt: skip
        except OSError:
            return
        lines = ran.stdout.decode().split("\n")
        if ran.returncode != 0 or len(lines) != len(self._raws) + 1:
            return
        for (id, _), line in zip(self._raws, lines, strict=False):
            self._results[id] = Signed(line[1:]) if line[:1] == "+" else line[1:] or None


def main() -> int:
    """Be the other process: objects in, each behind its length; a line out for each."""
    given = sys.stdin.buffer.read()
    at, lines = 0, []
    while at < len(given):
        end = at + 4 + int.from_bytes(given[at : at + 4], "big")
        result = check_commit(given[at + 4 : end])
        lines.append(f"+{result.key}" if isinstance(result, Signed) else f"-{result or ''}")
        at = end
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
