"""Files are written beside their place and then renamed; on a terminal one line says how far it is."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path
from types import TracebackType

from drafter.cli.output import tell
from drafter.model.problem import refuse


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that at its place there is never a half of it. Raises Refused when it can't be written."""
    whole = content.encode("utf-8") if isinstance(content, str) else content
    try:
        place = path.resolve()
        if place.exists() and not place.is_file():
            # A pipe or a device can't be replaced.
            place.write_bytes(whole)
            return
        beside = place.with_name(f".{place.name[:100]}.{secrets.token_hex(4)}")
        try:
            beside.write_bytes(whole)
            if place.exists():
                beside.chmod(place.stat().st_mode & 0o777)
            beside.replace(place)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise refuse(f"can't be written: {error.strerror}", "name another file", file=str(path)) from None


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
