"""How long it takes to verify ten thousand signed records, beside git itself: `python -m benchmarks.verifying`."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.generate import Size, generate
from drafter.store.repository import Repository
from drafter.store.verifying import verify

SIZE = Size(60, 300, 48, 60, 100, 8, 40, 200, 10_000)
SAMPLE = 500
"""Commits that git verifies: it takes ten milliseconds each, and twice as many take twice as long."""


def measure(directory: Path) -> dict[str, float]:
    """Generate the records in a directory, verify them, and give seconds and the ratio a commit.

    On the clock, and of the processors: the second is what remains comparable on a machine that does something else.
    """
    place = directory / "treaty"
    generate(place, SIZE)
    best = used = float("inf")
    checked = 0
    for _ in range(3):
        with Repository.open(place) as repo:
            begun, before = time.perf_counter(), _processors()
            found = verify(repo, anew=True)
            best = min(best, time.perf_counter() - begun)
        # With what git did for it: its processes have ended.
        used = min(used, _processors() - before)
        if not found.ok:
            raise SystemExit(f"the generated records are not sound: {found.problems[0]}")
        checked = found.checked
    signers = place / ".git" / "keys" / "allowed_signers"
    begun, before = time.perf_counter(), _processors()
    shown = subprocess.run(
        ["git", "-C", str(place), "-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={signers}",
         "log", "--branches", f"--max-count={SAMPLE}", "--format=%G?"],
        capture_output=True, text=True, check=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
    ).stdout.split()  # fmt: skip
    git, git_used = (time.perf_counter() - begun) / len(shown), (_processors() - before) / len(shown)
    if set(shown) != {"G"}:
        raise SystemExit("git does not verify the generated records")
    return {
        "records": checked,
        "seconds": best,
        "git_seconds": git * checked,
        "times_faster": git * checked / best,
        "cpu_seconds": used,
        "git_cpu_seconds": git_used * checked,
        "times_less_cpu": git_used * checked / used,
    }


def _processors() -> float:
    """Give the processor time of this process and of those that it has started and that have ended."""
    own, ended = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime


def main() -> None:
    """Measure, and print a line for each figure."""
    with tempfile.TemporaryDirectory() as directory:
        for name, value in measure(Path(directory)).items():
            print(f"{name:16} {value:10.2f}")


if __name__ == "__main__":
    main()
