"""Says what each command costs before it does anything: milliseconds of importing, and modules imported.

    python -m benchmarks.startup [--turns 5]

Nothing is asserted about the times. The largest imports of each command are named.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass

from drafter.cli.app import COMMANDS

_IMPORT = """
import json, sys, time
before = set(sys.modules)
begun = time.perf_counter()
from drafter.cli.app import COMMANDS, command
from importlib import import_module
name = sys.argv[1]
if name == "(interface)":
    import_module("drafter.tui.app")
elif name != "(none)":
    import_module(f"drafter.cli.{COMMANDS[name][0]}")
print(json.dumps([time.perf_counter() - begun, sorted(set(sys.modules) - before)]))
"""
_HEAVY = ("textual", "rich", "git", "click", "yaml", "regex", "markdown_it", "diff_match_patch", "cryptography", "lxml")


@dataclass(frozen=True)
class Cost:
    """What importing one command costs."""

    command: str
    seconds: float
    modules: int
    heavy: tuple[str, ...]
    """The packages of others that it imports."""


def cost(command: str, turns: int = 1) -> Cost:
    """Import a command in fresh processes; give the least time."""
    found = []
    for _ in range(turns):
        run = [sys.executable, "-c", _IMPORT, command]
        found.append(json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout))
    modules = found[0][1]
    return Cost(command, min(each[0] for each in found), len(modules), tuple(x for x in _HEAVY if x in modules))


def main() -> None:
    """Print a line a command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=5)
    given = parser.parse_args()
    print(f"{'command':14} {'ms':>6} {'modules':>8}  imports")
    for command in ("(none)", *COMMANDS, "(interface)"):
        found = cost(command, given.turns)
        print(f"{found.command:14} {found.seconds * 1e3:6.0f} {found.modules:8}  {' '.join(found.heavy)}", flush=True)


if __name__ == "__main__":
    main()
