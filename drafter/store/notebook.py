"""Answers that were worked out of the negotiation's words, kept from one run of the program to the next.

In `.git/drafter/answers-<version>`: the first line names the program that gave them, each other one holds a key, a part
of the SHA-256 of key and answer, and the answer in JSON. Lines are added by whichever process has new ones; one that is
torn or damaged is not read. Like all that is kept there, the file may be thrown away.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock

from drafter.store import cache
from drafter.store.derived import program
from drafter.store.repository import Repository

VERSION = 1
MOST = 1 << 25
"""Bytes of answers from which on only those of this run are kept, unless they are a good part of all."""
_MANIFOLD = 4

_KEY = 64
_CHECK = 16


class Notebook:
    """The answers that are known in one clone. Any thread may ask and add; `close` puts down what is new."""

    def __init__(self, repo: Repository) -> None:
        """Open it; it is read when the first answer is asked for."""
        self._place: Path = repo.common_dir / "drafter" / f"answers-{VERSION}"
        self._new: dict[str, bytes] = {}
        self._used: dict[str, bytes] = {}
        self._lock = Lock()

    def known(self, key: str) -> object:
        """Give the answer that was kept under a key, or None."""
        line = self._new.get(key) or self._lines.get(key)
        if line is None or line[:_CHECK] != _check(key, line[_CHECK:]):
            return None
        self._used[key] = line
        found: object = json.loads(line[_CHECK:])
        return found

    def keep(self, key: str, answer: object) -> None:
        """Keep an answer, a value of JSON, under a key of 64 hexadecimal digits."""
        told = json.dumps(answer, separators=(",", ":")).encode()
        self._used[key] = self._new[key] = _check(key, told) + told

    def close(self) -> None:
        """Put down what is new, which can be done again. What can't be written is not kept."""
        with self._lock:
            new, self._new = self._new, {}
            if not new:
                return
            lines = self._lines
            lines.update(new)
            used = sum(map(len, self._used.values()))
            if self._begun and sum(map(len, lines.values())) <= max(MOST, _MANIFOLD * used):
                with contextlib.suppress(OSError), self._place.open("ab", buffering=0) as stream:
                    stream.write(b"".join(_told(new)))
            else:
                cache.write(self._place, (program().encode(), *_told(self._used)))
                self._lines = dict(self._used)

    @property
    def _begun(self) -> bool:
        """Whether there is a file of this program."""
        with contextlib.suppress(OSError), self._place.open("rb") as stream:
            return stream.readline().rstrip(b"\n") == program().encode()
        return False

    @cached_property
    def _lines(self) -> dict[str, bytes]:
        """What the file holds, by key."""
        if not self._begun:
            return {}
        with contextlib.suppress(OSError):
            _, *lines = self._place.read_bytes().split(b"\n")
            return {line[:_KEY].decode("latin-1"): line[_KEY + 1 :] for line in lines}
        return {}


def _told(lines: Mapping[str, bytes]) -> Iterator[bytes]:
    """Write lines, each behind the end of another: where one was torn, the next one is none the worse."""
    for key, line in lines.items():
        yield b"\n" + key.encode() + b" " + line


def _check(key: str, answer: bytes) -> bytes:
    return sha256(key.encode() + answer).hexdigest()[:_CHECK].encode()
