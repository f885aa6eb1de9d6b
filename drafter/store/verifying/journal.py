"""The server's log as a clone reads it: what was received when, and whether an entry is missing or false.

The log has an entry for every record that was ever sent. What was checked of it is kept in
`.git/drafter/journal-<version>.json`, so that an exchange checks what is new: as trustworthy as what the clone notes of
how far its refs were verified, and read by nobody who verifies anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

from drafter.model.ids import LOG_REF
from drafter.model.problem import Problem
from drafter.model.record import LOG, Message, parse_message
from drafter.store import cache
from drafter.store.objects import Commit, epoch_of, parse_commit
from drafter.store.plumbing import EMPTY_TREE, NO_OBJECT
from drafter.store.repository import Repository
from drafter.store.verifying.examination import Violation
from drafter.store.verifying.signature import check, of_commit

VERSION = 2
_AT_ONCE = 1024
_FEW = 512
"""New entries that are not worth writing all that is kept anew."""


class Entry(NamedTuple):
    """A ref that the server let move."""

    number: int
    commit: str
    ref: str
    new: str
    received: int
    key: str
    """The key that signed the entry."""
    earlier: bool = False
    """Whether it says where a ref stood when the log began: what it holds was received at times that nobody knows."""


class Entries(Mapping[str, Sequence[Entry]]):
    """The entries of each ref, oldest first. Those that are kept are made into values when somebody asks for them:
    an exchange asks for those of a few refs.
    """

    def __init__(self, kept: Mapping[str, Callable[[], list[Entry]]] | None = None) -> None:
        self._kept = dict(kept or {})
        self._made: dict[str, list[Entry]] = {}

    def add(self, entry: Entry) -> None:
        """Take in the newest entry of a ref."""
        self._of(entry.ref).append(entry)

    def _of(self, ref: str) -> list[Entry]:
        if ref not in self._made:
            self._made[ref] = self._kept[ref]() if ref in self._kept else []
        return self._made[ref]

    def __getitem__(self, ref: str) -> Sequence[Entry]:
        if ref not in self:
            raise KeyError(ref)
        return self._of(ref)

    def __contains__(self, ref: object) -> bool:
        return ref in self._kept or ref in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept | self._made)

    def __len__(self) -> int:
        return len(self._kept | self._made)


@dataclass
class Journal:
    """What the log says, up to its last sound entry."""

    entries: Entries = field(default_factory=Entries)
    """By ref, oldest first."""
    tip: str | None = None
    keys: dict[str, None] = field(default_factory=dict)
    """The keys that signed the entries, that of the first entry first."""
    number: int = -1
    received: int = 0
    founding: bool = True
    """Whether only what was there before the log is in it yet."""
    checked: int = 0
    problems: list[Violation] = field(default_factory=list)

    def newest(self, ref: str) -> str | None:
        """Give the object at which the log last saw a ref."""
        return self.entries[ref][-1].new if ref in self.entries else None

    def all(self) -> Iterable[Entry]:
        """Give every entry."""
        return (entry for each in self.entries.values() for entry in each)


def read_journal(
    repo: Repository, tip: str | None, treaty: str, keys: frozenset[str], *, anew: bool = False
) -> Journal:
    """Read the log from its first entry to `tip`, and check each; what follows a false entry is not believed.

    `keys`: those of the server. When none is listed, the one that signed the first entry signs them all. `anew`: check
    all of it, whatever this repository has checked before.
    """
    if tip is None:
        return Journal()
    place = repo.common_dir / "drafter" / f"journal-{VERSION}.json"
    journal = Journal() if anew else _kept(place, treaty, keys)
    chain = _chain(repo, tip, journal.tip)
    if chain is None:
        journal = Journal()
        chain = _chain(repo, tip, None) or ()
    parts = (chain[start : start + _AT_ONCE] for start in range(0, len(chain), _AT_ONCE))
    for id, kind, raw in (each for part in parts for each in repo.git.objects(part)):
        journal.checked += 1
        flaw = _take(journal, id, raw if kind == "commit" else b"", treaty, keys)
        if flaw is not None:
            journal.problems.append(Violation(id, LOG_REF, *flaw))
            break
        journal.tip = id
    if journal.checked > _FEW:
        _keep(place, treaty, journal)
    return journal


def _chain(repo: Repository, tip: str, known: str | None) -> Sequence[str] | None:
    """Give the entries up to `tip` that follow a known one, or all; None when `tip` doesn't stand on what is known.

    What is known may be gone: what was checked can outlast what a repository held before it came back from a backup.
    """
    since = ("--ignore-missing", tip, f"^{known}") if known is not None else (tip,)
    listed = repo.git.run("rev-list", "--first-parent", "--reverse", *since).decode().split()
    if known is not None and (repo.commit(listed[0]).parents[:1] != (known,) if listed else tip != known):
        return None
    return listed


def _take(journal: Journal, id: str, raw: bytes, treaty: str, keys: frozenset[str]) -> tuple[str, str] | None:
    commit = parse_commit(id, raw)
    if commit.flaw is not None:
        return "header", commit.flaw
    message = parse_message(commit.message)
    if isinstance(message, Problem):
        return "message", message.message
    if message.one("Drafter-Record") != LOG:
        return "record", "it is not an entry of the log"
    if message.one("Treaty") != treaty:
        return "treaty", f"it is an entry of another treaty, {message.one('Treaty')}"
    number, received = int(message.one("Seq") or 0), epoch_of(message.one("Received") or "")
    if number != journal.number + 1:
        return "log-gap", f"it is entry {number}, and follows entry {journal.number}"
    if received is None or received < journal.received or commit.epoch < received:
        return "log-clock", "its times run backwards"
    moved = message.one("Ref")
    wrong = _misbuilt(journal, commit, message, moved)
    if wrong is not None:
        return "log-entry", wrong
    payload, armoured = of_commit(raw)
    if armoured is None:
        return "unsigned", "the entry is not signed"
    signed = check(payload, armoured)
    if isinstance(signed, str):
        return "signature", signed
    if signed.key not in (keys or {next(iter(journal.keys), signed.key)}):
        said = "with a key of the server" if keys else "with the key that signed the first entry"
        return "key", f"the entry is not signed {said}"
    journal.number, journal.received = number, received
    journal.keys[signed.key] = None
    if moved is not None:
        earlier = message.one("Earlier") is not None
        entry = Entry(number, id, moved, message.one("New") or "", received, signed.key, earlier)
        journal.entries.add(entry)
        journal.founding = earlier
    return None


def _misbuilt(journal: Journal, commit: Commit, message: Message, moved: str | None) -> str | None:
    if commit.tree != EMPTY_TREE:
        return "it holds files"
    before = (journal.tip,) if journal.tip is not None else ()
    if moved is None:
        return None if journal.tip is None and not commit.parents else "it names no ref"
    new, old = message.one("New"), message.one("Old")
    if new is None or old is None:
        return "it does not say how the ref moved"
    if commit.parents[: len(before)] != before or len(commit.parents) != len(before) + 1:
        return "its parents are not the entry before it and what was received"
    if moved.startswith("refs/heads/") and commit.parents[-1] != new:
        return "what it says was received is not its parent"
    if message.one("Earlier") is not None and not journal.founding:
        return f"it says that {moved} was there before the log, and the log had begun"
    if old != (journal.newest(moved) or NO_OBJECT):
        return f"it says that {moved} stood at {old[:12]}, and the entry before it another thing"
    return None


def _keep(place: Path, treaty: str, journal: Journal) -> None:
    """Keep what was checked, by ref and there by column."""
    keys = {key: at for at, key in enumerate(journal.keys)}
    refs = {
        ref: {
            "numbers": [each.number for each in entries],
            "commits": " ".join(each.commit for each in entries),
            "new": " ".join(each.new for each in entries),
            "received": [each.received for each in entries],
            "signed": [keys[each.key] for each in entries],
        }
        for ref, entries in journal.entries.items()
    }
    last = {"number": journal.number, "received": journal.received}
    earlier = sum(each.earlier for each in journal.all())
    kept = {"treaty": treaty, "tip": journal.tip, "keys": list(keys), "earlier": earlier, **last, "refs": refs}
    cache.keep(place, kept)


def _kept(place: Path, treaty: str, keys: frozenset[str]) -> Journal:
    """Give what is kept, if the keys that signed it are still those of the server; else a journal without entries."""
    data: Any = cache.load(place)
    try:
        signers, number, earlier = data["keys"], data["number"], data["earlier"]
        if data["treaty"] != treaty or not (keys or {signers[0]}).issuperset(signers):
            return Journal()
        if sum(len(each["numbers"]) for each in data["refs"].values()) != number:
            return Journal()
        kept = {ref: partial(_entries, ref, columns, signers, earlier) for ref, columns in data["refs"].items()}
        known = dict.fromkeys(signers)
        return Journal(Entries(kept), data["tip"], known, number, data["received"], founding=earlier == number)
    except (ValueError, LookupError, TypeError, AttributeError):
        return Journal()


def _entries(ref: str, columns: Mapping[str, Any], signers: Sequence[str], earlier: int) -> list[Entry]:
    """Make the entries of a ref of what is kept of them."""
    numbers = columns["numbers"]
    each = (
        numbers, columns["commits"].split(" "), repeat(ref, len(numbers)), columns["new"].split(" "),
        columns["received"], map(signers.__getitem__, columns["signed"]), (number <= earlier for number in numbers),
    )  # fmt: skip
    return list(map(Entry._make, zip(*each, strict=True)))
