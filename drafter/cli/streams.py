"""The streams that the program writes to."""

from __future__ import annotations

import sys


def speak_utf8() -> None:
    """Write UTF-8, as treaty text is, whatever the locale says; a lone surrogate of a file name ends nothing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
