"""The streams that the program writes to."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path


def speak_utf8() -> None:
    """Write UTF-8, as treaty text is, whatever the locale says; a lone surrogate of a file name ends nothing."""
    # A stream that the shell has closed is none.
    sys.stdout, sys.stderr = (each or Path(os.devnull).open("w") for each in (sys.stdout, sys.stderr))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and isinstance(out.buffer, io.RawIOBase) and not out.isatty():
        # PYTHONUNBUFFERED: of a text that a full disk takes in part Python would drop the rest, and say nothing. Who
        # reads line by line what goes on, as of a page that is served, gets each line at once all the same.
        whole = io.BufferedWriter(out.detach())
        sys.stdout = io.TextIOWrapper(whole, encoding="utf-8", errors="backslashreplace", line_buffering=True)
