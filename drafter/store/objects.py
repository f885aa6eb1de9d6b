"""git's objects, read from their raw bytes: what is signed is what is read."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from drafter.model.moment import MOMENT
from drafter.store.plumbing import Entry

_TREE_ENTRY = re.compile(rb"([0-7]{5,6}) ([^\0]+)\0(.{20})", re.DOTALL)
_BESIDE = len(" ") + len("\0") + 20
"""Bytes of an entry beside its mode and its name."""
_MODES = frozenset({b"100644", b"100755", b"120000", b"160000", b"40000"})
_LINKS = re.compile(rb"tree (?P<tree>[0-9a-f]{40})\n(?P<parents>(?:parent [0-9a-f]{40}\n)*)")
_PERSON = rb"[^<>\n]*) <(?P<%s_email>[^<>\n]*)> (?P<%s_epoch>[0-9]{1,11}) (?P<%s_zone>[+-][0-9]{4})\n"
_PEOPLE = re.compile(
    (rb"author (?P<author>" + _PERSON % ((b"author",) * 3))
    + (rb"committer (?P<committer>" + _PERSON % ((b"committer",) * 3))
    + rb"(?P<signature>gpgsig [^\n]*\n(?: [^\n]*\n)*)?\n"
)
_TAG = re.compile(rb"object (?P<object>[0-9a-f]{40})\ntype commit\ntag (?P<name>[^\n]*)\n(?:tagger [^\n]*\n)?\n")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit. `flaw` says why its header is not that of a record: then only tree, parents and epoch are certain."""

    id: str
    tree: str
    parents: tuple[str, ...]
    author: str
    email: str
    epoch: int
    signed: bool
    """Whether it carries a signature; not whether that is a good one."""
    message: str
    flaw: str | None = None

    @property
    def date(self) -> str:
        """When it was made, as `2026-03-02T09:00:00Z`."""
        return date_of(self.epoch)


@dataclass(frozen=True, slots=True)
class Tag:
    """An annotated tag of a commit."""

    id: str
    name: str
    commit: str
    message: str


def date_of(epoch: int) -> str:
    """Write seconds since 1970 as `2026-03-02T09:00:00Z`."""
    day, second = divmod(epoch, 86_400)
    minute, second = divmod(second, 60)
    return f"{_day(day)}T{_minute(minute)}:{second:02}Z"


@lru_cache(maxsize=4096)
def _day(day: int) -> str:
    """Write a day, counted from 1970."""
    year, month, of_month, *_ = time.gmtime(day * 86_400)
    return f"{year:04}-{month:02}-{of_month:02}"


@lru_cache(maxsize=1440)
def _minute(minute: int) -> str:
    """Write a minute of a day."""
    return f"{minute // 60:02}:{minute % 60:02}"


def epoch_of(date: str) -> int | None:
    """Read a date of the form `2026-03-02T09:00:00Z`, or give None."""
    try:
        epoch = int(datetime.fromisoformat(date).timestamp()) if MOMENT.match(date) else -1
    except ValueError:
        return None
    return epoch if epoch >= 0 else None


def parse_commit(id: str, raw: bytes) -> Commit:
    """Read a commit object. What is not written as records are leaves its `flaw`; nothing is guessed."""
    links = _LINKS.match(raw)
    if links is None:
        return Commit(id, "", (), "", "", 0, False, "", "its header is broken")
    tree = links["tree"].decode()
    parents = tuple(line[7:].decode() for line in links["parents"].splitlines())
    people = _PEOPLE.match(raw, links.end())
    if people is None:
        when = re.search(rb"^committer .*> ([0-9]{1,11}) [+-][0-9]{4}$", raw, re.MULTILINE)
        epoch = int(when[1]) if when is not None else 0
        return Commit(id, tree, parents, "", "", epoch, False, "", "its header holds what no record's does")
    flaw = None
    try:
        author, email = people["author"].decode(), people["author_email"].decode()
        message = raw[people.end() :].decode()
    except UnicodeDecodeError:
        author, email, message, flaw = "", "", "", "it is not UTF-8"
    if any(people[f"author{part}"] != people[f"committer{part}"] for part in ("", "_email", "_epoch", "_zone")):
        flaw = "its author is not its committer"
    elif people["committer_zone"] != b"+0000":
        flaw = "its date is not in UTC"
    epoch = int(people["committer_epoch"])
    return Commit(id, tree, parents, author, email, epoch, people["signature"] is not None, message, flaw)


def parse_tag(id: str, raw: bytes) -> Tag | None:
    """Read an annotated tag, or give None when it is not one of a commit."""
    match = _TAG.match(raw)
    if match is None:
        return None
    try:
        message = raw[match.end() :].decode()
        name = match["name"].decode()
    except UnicodeDecodeError:
        return None
    return Tag(id, name, match["object"].decode(), message.partition("-----BEGIN SSH SIGNATURE-----")[0])


def object_id(kind: str, content: bytes) -> str:
    """Give the id by which git names an object: the SHA-1 of its kind, its length and its content."""
    named = hashlib.sha1(f"{kind} {len(content)}\0".encode())  # noqa: S324
    named.update(content)
    return named.hexdigest()


def tree_entries(raw: bytes) -> list[tuple[bytes, bytes, bytes]]:
    """Give the entries of a tree as they are written: mode, name and id."""
    return _TREE_ENTRY.findall(raw)


def parse_tree(raw: bytes) -> dict[str, Entry]:
    """Read a tree as git does: of a name that is listed twice the first counts.

    A name that is not UTF-8 keeps its bytes as surrogates.
    """
    found = _TREE_ENTRY.findall(raw)
    entries = _entries(found)
    return entries if len(entries) == len(found) else _entries(found[::-1])


def tree_flaw(raw: bytes) -> str | None:
    """Say why two programs may read different things in a tree, or None: it is in git's one form, each name once."""
    found = _TREE_ENTRY.findall(raw)
    modes, names, _ = zip(*found, strict=True) if found else ((), (), ())
    if sum(map(len, modes)) + sum(map(len, names)) + _BESIDE * len(found) != len(raw):
        return "it lists what is no file"
    if not _MODES.issuperset(modes):
        return "it lists a file of a kind that git does not write"
    if len(set(names)) != len(names):
        return "it lists a file twice"
    order = [name + b"/" if mode == b"40000" else name for mode, name, _ in found]
    return None if order == sorted(order) else "it lists its files in another order than git does"


def differing(before: bytes, after: bytes) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """Compare two trees: the entries that only the first has, and those that only the second has."""
    if before == after:
        return {}, {}
    first, second = _TREE_ENTRY.findall(before), _TREE_ENTRY.findall(after)
    return _entries(set(first) - set(second)), _entries(set(second) - set(first))


def _entries(found: Iterable[tuple[bytes, bytes, bytes]]) -> dict[str, Entry]:
    return {name.decode("utf-8", "surrogateescape"): Entry(mode.decode(), id.hex()) for mode, name, id in found}
