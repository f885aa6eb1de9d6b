"""What is worked out once and kept under `.git/drafter`, as JSON: disposable, and never half there.

A file that is missing, old or broken costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path


def load(place: Path) -> object:
    """Give what is kept at a place, or None when that can't be read."""
    try:
        return json.loads(place.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def keep(place: Path, value: object) -> None:
    """Keep a value, whole or not at all; two processes at once do no harm. What can't be written is not kept."""
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{place.stem}-", dir=place.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(json.dumps(value))
            Path(temporary).replace(place)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
