"""While a file is being made, one line says on a terminal how far it is."""

from __future__ import annotations

import os
import sys
from types import TracebackType

from drafter.cli.output import tell


class Progress:
    """Says on a terminal what is being done, in one line that goes away; says nothing elsewhere."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def note(self, what: str) -> None:
        """Tell what stays to be read, on a terminal and elsewhere, and go on."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
        tell(what)
        self.say(what)

    def say(self, what: str) -> None:
        """Say what is being done now."""
        if self._shown:
            sys.stderr.write(f"\r\x1b[Kdrafter: {what} ...")
            sys.stderr.flush()
