"""Trees made again: what a commit of a positions branch must hold, put together from what the one before it held.

When it has the id of the tree that its record makes of the tree before it, then it changes that one file, to that
content, and nothing else: nothing of it needs to be read. Most commits of a negotiation are such.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import lt

from drafter.store.objects import object_id, tree_entries
from drafter.store.plumbing import EMPTY_TREE
from drafter.store.repository import Repository

_Entry = tuple[str, bytes]
"""An entry's id, and the entry as git writes it."""


class _Directory:
    """The entries of a directory as git writes them, in git's order: that of names, a directory's with a slash."""

    def __init__(self, raw: bytes) -> None:
        found = tree_entries(raw)
        self.names = [_name(name, directory=mode == b"40000") for mode, name, _ in found]
        self.entries = [b"%b %b\0%b" % each for each in found]
        self.ids = [id.hex() for _, _, id in found]
        self.in_order = all(map(lt, self.names, self.names[1:]))
        """Whether a name can be looked up; git writes no other directories."""

    def put(self, name: bytes, entry: _Entry | None, *, directory: bool) -> _Entry | None:
        """Put an entry in place of the one of its name (None: take that out). Gives what stood there."""
        key = _name(name, directory=directory)
        place = bisect_left(self.names, key)
        there = self.names[place : place + 1] == [key]
        stood = (self.ids[place], self.entries[place]) if there else None
        old = slice(place, place + there)
        self.names[old] = [key] if entry is not None else []
        self.ids[old] = [entry[0]] if entry is not None else []
        self.entries[old] = [entry[1]] if entry is not None else []
        return stood

    def get(self, name: bytes, *, directory: bool) -> str | None:
        """Give the id of an entry, or None."""
        key = _name(name, directory=directory)
        place = bisect_left(self.names, key)
        return self.ids[place] if self.names[place : place + 1] == [key] else None

    @property
    def id(self) -> str:
        return object_id("tree", b"".join(self.entries))


class Again:
    """The tree of one branch, as it was last made again."""

    def __init__(self, repo: Repository) -> None:
        self._repo = repo
        self._tree: str | None = None
        self._directories: dict[bytes, _Directory] = {}
        """Those that were needed, by path; the tree itself has the empty one."""

    def makes(self, before: str, path: str, blob: str, after: str) -> bool:
        """Whether a tree becomes another one when this file is put in, and becomes another one by it.

        What was made is kept for the next commit. Raises Refused when a tree is missing.
        """
        if self._tree != before:
            self._directories.clear()
            self._tree = before
        names = path.encode().split(b"/")
        paths = [b"/".join(names[:depth]) for depth in range(len(names))]
        directories = self._opened(before, paths, names)
        if not all(each.in_order for each in directories) or directories[-1].get(names[-1], directory=False) == blob:
            return False
        stood: list[_Entry | None] = []
        below = blob
        for depth in range(len(names) - 1, -1, -1):
            inner = depth < len(names) - 1
            entry = below, b"%b %b\0%b" % (b"40000" if inner else b"100644", names[depth], bytes.fromhex(below))
            stood.append(directories[depth].put(names[depth], entry, directory=inner))
            below = directories[depth].id
        if below == after:
            self._tree = after
            return True
        for depth, was in zip(range(len(names) - 1, -1, -1), stood, strict=True):
            directories[depth].put(names[depth], was, directory=depth < len(names) - 1)
        return False

    def _opened(self, tree: str, paths: Sequence[bytes], names: Sequence[bytes]) -> list[_Directory]:
        """Give the directories on the way to a file; empty ones where there are none."""
        found: list[_Directory] = []
        for depth, path in enumerate(paths):
            if path not in self._directories:
                id = found[-1].get(names[depth - 1], directory=True) if depth else tree
                there = id is not None and id != EMPTY_TREE
                self._directories[path] = _Directory(self._repo.raw_trees([id])[id] if id and there else b"")
            found.append(self._directories[path])
        return found


def _name(name: bytes, *, directory: bool) -> bytes:
    return name + b"/" if directory else name
