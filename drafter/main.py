"""The program `drafter`: the command line, with the interface behind it. The one place that knows both."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Run the command line; without a command in a terminal, open the interface."""
    from drafter.cli.app import run

    sys.exit(run(open_interface=_open_interface))


def _open_interface(directory: Path) -> int:
    """Open the interface on the treaty repository in `directory`; gives the exit status."""
    from drafter.tui import run

    return run(directory)
