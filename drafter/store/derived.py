"""What was derived from one state of all refs, kept whole: asked for again at the same state, it isn't derived again.

In `.git/drafter/derived-<version>/<name>`, a file for each thing that is derived; only the newest state is kept.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import drafter
from drafter.store import cache
from drafter.store.repository import Repository
from drafter.store.snapshot import tips
from drafter.store.sound import sound_tips

VERSION = 1

_DIGEST = 64
_MOST = 1 << 28
"""Bytes of one text that are worth keeping."""


class Derived:
    """A text that is derived from where the refs stand."""

    def __init__(self, repo: Repository, name: str, form: str = "") -> None:
        """Look where the refs stand. `name` says what is derived, as a file name; `form` in which form, if it has any.

        A file is kept for each name, in the form that was asked for last.
        """
        now, doubts = sound_tips(repo, tips(repo))
        self._place: Path = repo.common_dir / "drafter" / f"derived-{VERSION}" / name
        # What doesn't count is told each time.
        self._state = _state(now, form) if not doubts else None

    def known(self) -> bytes | None:
        """Give the text (UTF-8), when it was derived from the same state."""
        found = cache.load_bytes(self._place) if self._state is not None else None
        if found is None or self._state is None or found[:_DIGEST] != self._state:
            return None
        return found[_DIGEST:]

    def keep(self, text: bytes) -> None:
        """Keep the text (UTF-8) that was derived, unless it is very long."""
        if self._state is not None and len(text) <= _MOST:
            cache.keep_bytes(self._place, self._state + text)


def _state(now: Mapping[str, str], form: str) -> bytes:
    told = "\n".join([program(), form, *(f"{id} {ref}" for ref, id in now.items())])
    return sha256(told.encode("utf-8", "surrogateescape")).hexdigest().encode()


@functools.cache
def program() -> str:
    """Name the program by its files: what another state of it worked out may be what was mended since."""
    told = [drafter.__version__]
    for directory, below, files in os.walk(Path(drafter.__file__).parent):
        below.sort()
        for name in sorted(files):
            if name.endswith(".py"):
                status = (Path(directory) / name).stat()
                told.append(f"{directory}/{name} {status.st_mtime_ns} {status.st_size}")
    return sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()
