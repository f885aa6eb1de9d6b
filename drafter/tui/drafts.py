"""Drafts on disk: there from the first pause in typing, gone only once recorded. What a full disk doesn't take is kept
as long as the program runs."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from itertools import count
from pathlib import Path
from threading import Lock

STATEMENT = "statement"
"""What the draft of a statement is called; its `amendment` is the target of the position."""

NUMBERS = count(1)
"""Numbers of saves, so that the newest one wins: also over those of a dialog that was closed before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a delegate has typed so far.

    `base` is the commit that it was begun on and `base_source` the clause's file there, so that a change of the agreed
    text in the meantime shows, and what was typed can be carried over to it.
    """

    signatory: str
    clause: str
    what: str
    """modify, delete, retain, add, correct; revise, sub and take name their amendment in `amendment`, a STATEMENT its
    target, and a retain the provision that it is about, if it is not the whole clause."""
    amendment: str = ""
    base: str = ""
    base_source: str = ""
    version: str = ""
    """Of a revision: the commit of the version that the delegate had before them."""
    version_source: str = ""
    """The clause as that version shows it, so that what a colleague records meanwhile can be merged."""
    number: str = ""
    heading: str = ""
    body: str = ""
    rationale: str = ""

    @property
    def name(self) -> str:
        """The name of the draft's file: one for each signatory, clause, and kind of proposal."""
        about = "\0".join((self.signatory, self.clause, self.what, self.amendment))
        return f"{self.signatory}-{hashlib.sha256(about.encode()).hexdigest()[:16]}"


class Drafts:
    """The drafts of one clone, under `.git/drafter/drafts/`. May be used from any thread.

    Two programs may write about the same at once: what the other one wrote is never replaced. The second one has a file
    of its own then, and both drafts wait.
    """

    def __init__(self, git_dir: Path) -> None:
        self._directory = git_dir / "drafter" / "drafts"
        self._lock = Lock()
        self._newest: dict[str, int] = {}
        self._seen: dict[str, tuple[Path, Draft]] = {}
        """The file of each draft that this program wrote or gave out last, and what was in it then."""
        self._unwritten: dict[str, Draft] = {}
        """What the disk has not taken."""

    def save(self, draft: Draft, number: int = 0) -> None:
        """Write a draft so that a crash leaves the old one or the new one, whole.

        A save with a lower `number` than one already written is overtaken, and does nothing. Raises OSError where the
        disk doesn't take it: it waits here then like the others.
        """
        with self._lock:
            if number < self._newest.get(draft.name, 0):
                return
            self._newest[draft.name] = number
            self._unwritten[draft.name] = draft
            self._seen[draft.name] = self._write(draft), draft
            del self._unwritten[draft.name]

    def unwritten(self) -> tuple[Draft, ...]:
        """Give what the disk doesn't take, tried once more."""
        for draft in tuple(self._unwritten.values()):
            with suppress(OSError):
                self.save(draft, next(NUMBERS))
        return tuple(self._unwritten.values())

    def _write(self, draft: Draft) -> Path:
        # Where the clone itself is gone, as from a disk that was taken out, none is begun in its place.
        self._directory.parent.mkdir(exist_ok=True)
        self._directory.mkdir(exist_ok=True)
        place = self._place(draft.name)
        beside = self._directory / f".{draft.name}.{os.getpid()}"
        with beside.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
            json.dump(asdict(draft), file, ensure_ascii=True, indent=1)
            file.flush()
            os.fsync(file.fileno())
        return beside.replace(place)

    def find(self, draft: Draft) -> Draft | None:
        """Give the draft that has the same name, the one written last of several, or None."""
        with self._lock:
            if draft.name in self._unwritten:
                return self._unwritten[draft.name]
            for path in self._written_last(f"{draft.name}*.json"):
                found = self._read(path)
                if found is not None and found.name == draft.name:
                    self._seen[draft.name] = path, found
                    return found
        return None

    def on(self, signatory: str, clause: str) -> tuple[Draft, ...]:
        """Give the drafts of a signatory on a clause, of every kind, the one written last first."""
        found = self._waiting(signatory, self._written_last(f"{signatory}-*.json"))
        return tuple(draft for draft in found if draft.clause == clause)

    def all(self, signatory: str) -> tuple[Draft, ...]:
        """Give the drafts of a signatory, by name."""
        return tuple(self._waiting(signatory, sorted(self._written_last(f"{signatory}-*.json"))))

    def _waiting(self, signatory: str, paths: Iterable[Path]) -> Iterator[Draft]:
        here = dict(self._unwritten)
        yield from (draft for draft in here.values() if draft.signatory == signatory)
        yield from (draft for path in paths if (draft := self._read(path)) is not None and draft.name not in here)

    def remove(self, name: str) -> None:
        """Remove a draft that was recorded, or that its author gave up; not what another program wrote since."""
        with self._lock:
            # A save that is still under way was typed before: it must not bring the draft back.
            self._newest[name] = next(NUMBERS)
            self._unwritten.pop(name, None)
            place = self._place(name)
            self._seen.pop(name, None)
            place.unlink(missing_ok=True)

    def _place(self, name: str) -> Path:
        """Give the file of a draft: one of this program's own where another one has written since it looked."""
        place, seen = self._seen.get(name, (self._directory / f"{name}.json", None))
        found = self._read(place)
        return place if found in (None, seen) else self._directory / f"{name}-{os.getpid()}.json"

    def _written_last(self, pattern: str) -> list[Path]:
        """Give the files of drafts that match, the one written last first."""
        written = []
        for path in self._directory.glob(pattern) if self._directory.is_dir() else ():
            with suppress(OSError):
                written.append((path.stat().st_mtime_ns, path))
        return [path for _, path in sorted(written, reverse=True)]

    def _read(self, path: Path) -> Draft | None:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        known = {field.name for field in fields(Draft)}
        if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
            return None
        try:
            return Draft(**{key: value for key, value in data.items() if key in known})
        except TypeError:
            return None
