"""How long it takes to verify ten thousand signed records, beside git itself: `python -m benchmarks.verifying`."""

from __future__ import annotations

import os
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
    """Generate the records in a directory, verify them, and give seconds and the ratio a commit."""
    place = directory / "treaty"
    generate(place, SIZE)
    best = float("inf")
    checked = 0
    for _ in range(3):
        with Repository.open(place) as repo:
            begun = time.perf_counter()
            found = verify(repo, anew=True)
            best = min(best, time.perf_counter() - begun)
        if not found.ok:
            raise SystemExit(f"the generated records are not sound: {found.problems[0]}")
        checked = found.checked
    signers = place / ".git" / "keys" / "allowed_signers"
    begun = time.perf_counter()
    shown = subprocess.run(
        ["git", "-C", str(place), "-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={signers}",
         "log", "--branches", f"--max-count={SAMPLE}", "--format=%G?"],
        capture_output=True, text=True, check=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
    ).stdout.split()  # fmt: skip
    git = (time.perf_counter() - begun) / len(shown)
    if set(shown) != {"G"}:
        raise SystemExit("git does not verify the generated records")
    return {"records": checked, "seconds": best, "git_seconds": git * checked, "times_faster": git * checked / best}


def main() -> None:
    """Measure, and print a line for each figure."""
    with tempfile.TemporaryDirectory() as directory:
        for name, value in measure(Path(directory)).items():
            print(f"{name:13} {value:10.2f}")


if __name__ == "__main__":
    main()
