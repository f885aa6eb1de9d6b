"""Ends that nobody chose: an error of the program, a signal, a terminal that is gone. What is typed is kept first."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from drafter.installed import explained
from drafter.model.problem import Problem

if TYPE_CHECKING:
    from textual.screen import Screen

    from drafter.tui.sitting import Sitting

SAFE = "what was recorded before is safe"

_SIGNALS = (signal.SIGHUP, signal.SIGTERM)
_GONE = signal.SIGHUP
"""What the system sends when a terminal is closed; a program of which that was asked to be ignored gets nothing."""
_BY_SIGNAL = 128
"""What a shell adds to the number of the signal by which a program ended."""


class Ending:
    """Ends the program when it has to be."""

    def __init__(self, app: Sitting) -> None:
        self._app = app
        self._terminal: int | None = None
        """Where the keys come from, if that is a terminal."""
        self.by: Problem | None = None
        """What ended the program, where that can be said in a line."""

    def watch(self) -> None:
        """Begin to look whether the program is asked to end, and whether there is still somebody there."""
        if self._app.is_headless:
            return
        loop = asyncio.get_running_loop()
        for each in _SIGNALS:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(each, self._end, each)
        with suppress(AttributeError, OSError, ValueError):
            keys = sys.__stdin__.fileno()  # type: ignore[union-attr]
            self._terminal = keys if os.isatty(keys) else None

    def look(self) -> None:
        """End when the terminal is gone: nobody can type any more, and whoever waits for a key waits for ever."""
        if self._terminal is not None and not os.isatty(self._terminal):
            self._end(_GONE)

    def by_error(self, error: Exception) -> bool:
        """Keep what is typed, and end when an error comes from how the program is installed; says whether it does."""
        also = ", and what you typed is kept as a draft" if self._keep() else ""
        self.by = explained(error, kept=f"{SAFE}{also}")
        if self.by is not None:
            self._app.exit(return_code=2)
        return self.by is not None

    def _end(self, signalled: signal.Signals) -> None:
        self._keep()
        self._terminal = None
        self._app.exit(return_code=_BY_SIGNAL + signalled)

    def _keep(self) -> bool:
        """Write to disk what stands in the dialogs; say whether nothing of it is lost."""
        kept = [_kept(screen) for screen in reversed(self._app.screen_stack)]
        return all(kept) and not self._app.drafts.unwritten()


def _kept(screen: Screen[object]) -> bool:
    keep = getattr(screen, "keep", None)
    try:
        if keep is not None:
            keep()
    except Exception:  # Another failure must not hide the one that ends the program.
        return False
    return True
