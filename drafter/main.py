"""The program `drafter`: the command line, with the interface behind it. The one place that knows both."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.installed import explained

if TYPE_CHECKING:
    from drafter.store.identity import Identity


def main() -> None:
    """Run the command line; without a command in a terminal, open the interface."""
    # A command makes what it prints from a hundred thousand values, none of which it throws away before it ends.
    gc.disable()
    try:
        status = _run()
    except Exception as error:
        problem = explained(error)
        if problem is None:
            raise
        sys.stderr.write(f"drafter: {problem}\n")
        status = 2
    sys.exit(status)


def _run() -> int:
    directory = _to_open(sys.argv[1:])
    if directory is not None:
        return _open_at_once(directory)
    from drafter.cli.app import run

    return run(open_interface=_open_interface, serve_interface=_serve_interface)


def _to_open(arguments: Sequence[str]) -> Path | None:
    """Give the directory when `drafter` or `drafter -C DIR` was typed in a terminal, and nothing else."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    match list(arguments):
        case []:
            return Path()
        case ["-C", directory]:
            return Path(directory)
    return None


def _open_at_once(directory: Path) -> int:
    """Open the interface without the command line, whose reader of options takes a tenth of the time until it paints.

    What goes wrong is told by the command line.
    """
    from drafter.cli.streams import speak_utf8

    speak_utf8()
    try:
        return _open_interface(directory)
    except BaseException as error:
        wrong = error
    from drafter.cli.app import told

    def again() -> int:
        raise wrong

    return told(again)


def _open_interface(directory: Path) -> int:
    """Open the interface on the treaty repository in `directory`; gives the exit status."""
    from drafter.tui import run

    return run(directory, loaded=_collect_from_now_on)


def _serve_interface(directory: Path, who: Identity, port: int, announce: Callable[[str], None]) -> int:
    """Serve the interface on this computer until it is interrupted; gives the exit status."""
    from drafter.tui.browser import serve
    from drafter.tui.who import Fixed

    _collect_from_now_on()
    return serve(directory, Fixed(who.code, who.delegate.email, who.key), port, announce)


def _collect_from_now_on() -> None:
    """Let what lives long be cleared up, but for what was imported, which stays.

    Seldom: a large negotiation is a million values that are all in use, and to go through them takes a quarter of a
    second, in which no key is answered.
    """
    gc.freeze()
    gc.set_threshold(20_000, 50, 20)
    gc.enable()
