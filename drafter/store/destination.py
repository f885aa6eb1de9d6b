"""The file that a user names for something to be written into: never a half of it, and a device stays a device."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from drafter.model.problem import refuse

_MOST_LINKS = 40
"""As many symbolic links as Linux follows before it takes them for a circle."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that at its place there is never a half of it. Raises Refused when it can't be written."""
    with destination(path) as beside:
        beside.write_bytes(content)


@contextmanager
def destination(path: Path) -> Iterator[Path]:
    """Give a place to write a file at; at the end what is there comes to `path`, whole or not at all.

    A symbolic link is followed, and stays. What is no file (a device, a pipe, a descriptor such as /dev/stdout) is
    written to: a file put in the place of /dev/null would break the computer. Raises Refused when it can't be written.
    """
    try:
        if _goes_on(path):
            with tempfile.TemporaryDirectory(prefix="drafter-") as directory:
                beside = Path(directory) / "whole"
                yield beside
                _pour(beside, path)
            return
        with suppress(FileNotFoundError):
            # Links that lead round in a circle are told by this, in the same words by every Python.
            path.stat()
        place = path.resolve()
        # Of a fixed length: what is added to a long name could make it too long.
        beside = place.with_name(f".drafter-{secrets.token_hex(8)}")
        try:
            # What is wrong with the place is told in our words, not in those of who writes there.
            beside.touch()
            yield beside
            with beside.open("rb+") as stream:
                os.fsync(stream.fileno())
            if place.exists():
                beside.chmod(place.stat().st_mode & 0o777)
            beside.replace(place)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refuse(f"can't be written: {error.strerror}", "name another file", file=str(path)) from None


def _goes_on(path: Path) -> bool:
    """Whether what is written at a path goes on to somebody, and can't be put in its place."""
    return _descriptor(path) is not None or (path.exists() and not path.is_file() and not path.is_dir())


def _pour(beside: Path, path: Path) -> None:
    own = _descriptor(path)
    if own is not None:
        sys.stdout.flush()
    # Opened by its name, a descriptor would begin the file behind it anew, and lose what stands there.
    with beside.open("rb") as whole, open(os.dup(own), "wb") if own is not None else path.open("wb") as stream:  # noqa: PTH123
        shutil.copyfileobj(whole, stream)


def _descriptor(path: Path) -> int | None:
    """Give the descriptor of this process that a path names (/dev/stdout, /dev/fd/3), or None."""
    own = Path(f"/proc/{os.getpid()}/fd")
    for _ in range(_MOST_LINKS):
        if path.name.isdigit() and path.parent.resolve() == own:
            return int(path.name)
        if not path.is_symlink():
            return None
        path = path.parent / path.readlink()
    return None
