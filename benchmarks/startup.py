"""Says what each command costs before it does anything, and what it loads: milliseconds, and modules.

    python -m benchmarks.startup [--turns 5]

`ms` and `modules` are of loading the command; `run` is the number of modules when it has run once, as people type it,
on a small made negotiation. Nothing is asserted about the times. The large packages that it loads are named.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import as_installed
from benchmarks.generate import SIZES, generate
from drafter.cli.app import COMMANDS

_IMPORT = """
import json, sys, time
before = set(sys.modules)
begun = time.perf_counter()
from importlib import import_module
name = sys.argv[1]
if name == "(interface)":
    import_module("drafter.tui.app")
else:
    from drafter.cli.app import COMMANDS, command
    if name != "(none)":
        import_module(f"drafter.cli.{COMMANDS[name][0]}")
print(json.dumps([time.perf_counter() - begun, sorted(set(sys.modules) - before)]))
"""
_RUN = """
import contextlib, io, json, sys
before = set(sys.modules)
from drafter.cli.app import run
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    run(lambda directory: 0, sys.argv[1:])
print(json.dumps(sorted(set(sys.modules) - before)))
"""
_HEAVY = ("textual", "rich", "git", "click", "yaml", "regex", "markdown_it", "diff_match_patch", "nacl", "lxml")
TYPICAL: Mapping[str, str] = {
    "list": "",
    "show": "article-3",
    "amendments": "",
    "positions": "",
    "log": "-n 20",
    "diff": "article-3 --from Rev.1",
    "blame": "article-3",
    "consolidate": "",
    "check": "",
    "position": "article-3 support",
    "status": "article-3 bracketed",
    "withdraw": "AAA-000000",
    "issue": "Rev.2",
    "sync": "",
    "doctor": "",
    "verify": "",
    "as": "",
}
"""What people type behind a command; the others have to be given files, and are loaded only."""


@dataclass(frozen=True)
class Cost:
    """What one command costs before it does anything."""

    command: str
    seconds: float
    modules: int
    run: int | None
    """Modules when it has run once."""
    heavy: tuple[str, ...]
    """The packages of others that it loads."""


def cost(command: str, turns: int = 1, directory: Path | None = None) -> Cost:
    """Load a command in fresh processes, and run it once on a negotiation if there is one; give the least time."""
    found = [json.loads(_told(_IMPORT, command)) for _ in range(turns)]
    modules = ran = found[0][1]
    if directory is not None and command in TYPICAL:
        ran = json.loads(_told(_RUN, "-C", str(directory), command, *TYPICAL[command].split()))
    heavy = tuple(each for each in _HEAVY if each in ran)
    return Cost(command, min(each[0] for each in found), len(modules), len(ran) if ran is not modules else None, heavy)


def _told(program: str, *arguments: str) -> str:
    run = [sys.executable, "-c", program, *arguments]
    return subprocess.run(run, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL).stdout


def main() -> None:
    """Print a line a command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=5)
    given = parser.parse_args()
    as_installed()
    print(f"{'command':14} {'ms':>6} {'modules':>8} {'run':>6}  loads")
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "treaty"
        generate(directory, SIZES["demo"])
        for command in ("(none)", *COMMANDS, "(interface)"):
            found = cost(command, given.turns, directory)
            run = "" if found.run is None else found.run
            figures = f"{found.command:14} {found.seconds * 1e3:6.0f} {found.modules:8} {run:>6}"
            print(f"{figures}  {' '.join(found.heavy)}", flush=True)


if __name__ == "__main__":
    main()
