"""Writing a git pack: objects as they come, trees as deltas of the tree before, and the index beside it.

`git fast-import` writes no signatures before git 2.50, and the id of a signed commit has to be known for the next one
to be signed. So the pack is written here, as the format says (gitformat-pack(5)), and `git fsck` agrees with it.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from hashlib import sha1
from pathlib import Path
from typing import BinaryIO

_TYPES = {"commit": 1, "tree": 2, "blob": 3, "tag": 4}
_OFS_DELTA = 6
_DEEPEST = 50
"""As `git repack` does it."""
_ROW = struct.Struct(">20sIQ")


class Chunk:
    """A run of pack entries in a file of its own. Deltas stay inside, so that chunks can be put behind each other."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0
        self._known: dict[bytes, tuple[int, int]] = {}
        """Where an object is, and on how many deltas it rests."""
        self.rows = bytearray()
        """Id, checksum and place of each entry."""
        self.count = 0

    def add(self, kind: str, content: bytes) -> bytes:
        """Write an object, unless it is here already; give its id."""
        id = sha1(b"%s %d\0" % (kind.encode(), len(content)) + content, usedforsecurity=False).digest()
        if id not in self._known:
            self._write(id, 0, _head(_TYPES[kind], len(content)) + zlib.compress(content, 1))
        return id

    def change_tree(self, content: bytes, before: bytes, old: bytes, start: int, end: int, new_end: int) -> bytes:
        """Write the tree that is the tree `before` (its content is `old`) but for old[start:end]; give its id."""
        id = sha1(b"tree %d\0" % len(content) + content, usedforsecurity=False).digest()
        if id in self._known:
            return id
        place, depth = self._known[before]
        if depth >= _DEEPEST or len(content) < 200:
            return self.add("tree", content)
        delta = b"".join(
            (
                _varint(len(old)),
                _varint(len(content)),
                _copy(0, start),
                _insert(content[start:new_end]),
                _copy(end, len(old) - end),
            )
        )
        head = _head(_OFS_DELTA, len(delta)) + _back(self._at - place)
        self._write(id, depth + 1, head + zlib.compress(delta, 1))
        return id

    def _write(self, id: bytes, depth: int, entry: bytes) -> None:
        self._known[id] = (self._at, depth)
        self.rows += _ROW.pack(id, zlib.crc32(entry), self._at)
        self._stream.write(entry)
        self._at += len(entry)
        self.count += 1


def write_pack(directory: Path, chunks: Sequence[tuple[Path, bytes]]) -> Path:
    """Join chunks (file and rows of each) to a pack with its index in `directory`; give the pack."""
    temporary = directory / "tmp.pack"
    count = sum(len(rows) // _ROW.size for _, rows in chunks)
    rows: list[tuple[bytes, int, int]] = []
    digest = sha1(usedforsecurity=False)
    with temporary.open("wb") as out:

        def put(piece: bytes) -> None:
            digest.update(piece)
            out.write(piece)

        put(b"PACK" + struct.pack(">II", 2, count))
        begin = 12
        for path, packed in chunks:
            rows.extend((id, crc, begin + at) for id, crc, at in _ROW.iter_unpack(packed))
            with path.open("rb") as chunk:
                while piece := chunk.read(1 << 22):
                    put(piece)
                    begin += len(piece)
        out.write(digest.digest())
    rows.sort()
    pack = directory / f"pack-{digest.hexdigest()}.pack"
    pack.with_suffix(".idx").write_bytes(_index(rows, digest.digest()))
    temporary.rename(pack)
    return pack


def _index(rows: Sequence[tuple[bytes, int, int]], pack: bytes) -> bytes:
    counts = [0] * 256
    for id, _, _ in rows:
        counts[id[0]] += 1
    fan, total = [], 0
    for each in counts:
        total += each
        fan.append(total)
    far = [at for _, _, at in rows if at >= 1 << 31]
    places = iter(range(len(far)))
    near = [at if at < 1 << 31 else (1 << 31) | next(places) for _, _, at in rows]
    body = b"".join(
        (
            b"\xfftOc",
            struct.pack(">I", 2),
            struct.pack(">256I", *fan),
            b"".join(id for id, _, _ in rows),
            _packed("I", (crc for _, crc, _ in rows), len(rows)),
            _packed("I", near, len(rows)),
            _packed("Q", far, len(far)),
            pack,
        )
    )
    return body + sha1(body, usedforsecurity=False).digest()


def _packed(form: str, numbers: Iterable[int], count: int) -> bytes:
    return struct.pack(f">{count}{form}", *numbers)


def _head(kind: int, size: int) -> bytes:
    out = bytearray()
    byte = kind << 4 | size & 15
    size >>= 4
    while size:
        out.append(byte | 0x80)
        byte = size & 0x7F
        size >>= 7
    out.append(byte)
    return bytes(out)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _back(distance: int) -> bytes:
    out = [distance & 0x7F]
    distance >>= 7
    while distance:
        distance -= 1
        out.insert(0, distance & 0x7F | 0x80)
        distance >>= 7
    return bytes(out)


def _copy(start: int, size: int) -> bytes:
    out = bytearray()
    while size:
        some = min(size, 0xFFFF)
        flags, rest = 0x80, bytearray()
        for bit in range(4):
            byte = start >> 8 * bit & 0xFF
            if byte:
                flags |= 1 << bit
                rest.append(byte)
        for bit in range(2):
            byte = some >> 8 * bit & 0xFF
            if byte:
                flags |= 0x10 << bit
                rest.append(byte)
        out.append(flags)
        out += rest
        start += some
        size -= some
    return bytes(out)


def _insert(content: bytes) -> bytes:
    return b"".join(bytes([len(content[at : at + 127])]) + content[at : at + 127] for at in range(0, len(content), 127))


class Directory:
    """A directory that changes entry by entry, and is written as a tree after each change."""

    def __init__(self, chunk: Chunk) -> None:
        self._chunk = chunk
        self.raw = b""
        self._id: bytes | None = None
        self._keys: list[bytes] = []
        """In git's order: the name of a directory sorts as if it ended with a slash."""
        self._changes = 0
        self._changed = (b"", 0, 0, 0)

    def copy(self) -> Directory:
        """Give another directory with the same entries, in the same pack."""
        made = Directory(self._chunk)
        made.raw, made._id, made._keys = self.raw, self._id, list(self._keys)
        return made

    def put(self, name: str, id: bytes, *, directory: bool = False) -> None:
        """Set an entry. Nothing is written before `write`."""
        mode = b"40000 " if directory else b"100644 "
        entry = mode + name.encode() + b"\0" + id
        key = name.encode() + (b"/" if directory else b"")
        at = bisect_left(self._keys, key)
        if at < len(self._keys) and self._keys[at] == key:
            start = self.raw.index(entry[:-20])
            end = start + len(entry)
        else:
            start = end = self._place(at)
            self._keys.insert(at, key)
        before = self.raw
        self.raw = before[:start] + entry + before[end:]
        self._changed = (before, start, end, start + len(entry))
        self._changes += 1

    def write(self) -> bytes:
        """Write the tree; give its id."""
        if self._changes == 0 and self._id is not None:
            return self._id
        if self._changes == 1 and self._id is not None:
            before, start, end, new_end = self._changed
            self._id = self._chunk.change_tree(self.raw, self._id, before, start, end, new_end)
        else:
            self._id = self._chunk.add("tree", self.raw)
        self._changes = 0
        return self._id

    def whole(self) -> None:
        """Write the tree anew as a whole from now on: what is read most rests on no deltas."""
        self._id = None

    def _place(self, at: int) -> int:
        if at == len(self._keys):
            return len(self.raw)
        key = self._keys[at]
        entry = (b"40000 " + key[:-1] if key.endswith(b"/") else b"100644 " + key) + b"\0"
        return self.raw.index(entry)
