"""What is worked out once and kept under `.git/drafter`: disposable, and never half there.

A file that is missing, old or damaged costs time and nothing else: each begins with the SHA-256 of the rest, so that
not even a digit that a disk has lost makes another position of one.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

_DIGEST = 64


def load(place: Path) -> object:
    """Give what is kept at a place, or None when that can't be read."""
    found = load_bytes(place)
    try:
        return json.loads(found) if found is not None else None
    except (ValueError, RecursionError):
        return None


def load_bytes(place: Path) -> bytes | None:
    """Give the bytes that are kept at a place, or None when they aren't there, or aren't those that were kept."""
    try:
        found = place.read_bytes()
    except OSError:
        return None
    digest, content = found[:_DIGEST], found[_DIGEST + 1 :]
    return content if sha256(content).hexdigest().encode() == digest else None


def keep(place: Path, value: object) -> None:
    """Keep a value that JSON can hold, whole or not at all; two processes at once do no harm."""
    keep_bytes(place, json.dumps(value, separators=(",", ":")).encode())


def keep_bytes(place: Path, content: bytes) -> None:
    """Keep bytes, whole or not at all; two processes at once do no harm. What can't be written is not kept."""
    write(place, (sha256(content).hexdigest().encode() + b"\n", content))


def write(place: Path, parts: Iterable[bytes]) -> None:
    """Write a file anew, whole or not at all. What can't be written is not."""
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{place.stem}-", dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.writelines(parts)
            Path(temporary).replace(place)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
