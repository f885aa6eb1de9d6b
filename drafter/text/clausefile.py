"""Whole clause files merged: the values of the front matter one by one, the body by its words.

What conflicts is written where it stands, base first, so that a person can read and settle it:
`⟦refrain from⟧⟨ours: abstain from⟩⟨theirs: never conduct⟩`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from drafter.model.problem import Problem
from drafter.model.source import FrontMatter, quoted, read_front_matter
from drafter.text.merge import Agreed, Conflict, Merge, merge, merged_heading

Chosen = TypeVar("Chosen")


@dataclass(frozen=True, slots=True)
class MergedFile:
    """A merged clause file. `conflicts` are what a person has to settle in it, `near` what one has to read, in words.

    Without conflicts the merge is clean, which is not consent.
    """

    text: str
    conflicts: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def merge_files(base: str, ours: str, theirs: str) -> MergedFile:
    """Merge two versions of a clause file over the one from which both come; `base` is empty when both added it.

    Two different insertions at one point are a conflict: which was tabled first is not known here. A file whose front
    matter can't be read is merged as text throughout.
    """
    if theirs in (base, ours):
        return MergedFile(ours)
    if ours == base:
        return MergedFile(theirs)
    parts = [_File.read(source) for source in (base, ours, theirs)]
    old, one, other = parts
    if one is None or other is None or (old is None and base):
        return _of_text(merge(base, ours, theirs))
    head, conflicts = _merged_values(old.values if old is not None else {}, one.values, other.values)
    closing = _chosen(old.closing if old is not None else None, one.closing, other.closing)
    body = _of_text(merge(old.body if old is not None else "", one.body, other.body))
    text = f"{one.opening}{head}{closing}{body.text}"
    if isinstance(read_front_matter(text, ""), Problem):
        return _of_text(merge(base, ours, theirs))
    return MergedFile(text, (*conflicts, *body.conflicts), body.near)


def written(conflict: Conflict) -> str:
    """Write a conflict where it stands, as a person reads it."""
    return f"⟦{conflict.base}⟧⟨ours: {conflict.ours}⟩⟨theirs: {conflict.theirs}⟩"


@dataclass(frozen=True, slots=True)
class _Value:
    """An entry of the front matter: its lines, and what they say; None for what is kept without being understood."""

    lines: str
    said: str | tuple[str, ...] | None

    def __str__(self) -> str:
        if self.said is None:
            return " ".join(self.lines.partition(":")[2].split())
        return self.said if isinstance(self.said, str) else "; ".join(self.said)


@dataclass(frozen=True, slots=True)
class _File:
    opening: str
    values: Mapping[str, _Value]
    closing: str
    body: str

    @classmethod
    def read(cls, source: str) -> _File | None:
        front = read_front_matter(source, "")
        if isinstance(front, Problem):
            return None
        start = source.index("\n") + 1
        return cls(
            source[:start],
            dict(_values(source, front, start)),
            source[front.closing : front.body],
            source[front.body :],
        )


def _values(source: str, front: FrontMatter, start: int) -> Iterator[tuple[str, _Value]]:
    """Cut the front matter into its entries, each with the rest of its last line and the comments below it."""
    for number, each in enumerate(front.fields):
        end = front.closing
        if number + 1 < len(front.fields):
            end = each.end if source[each.end - 1] == "\n" else source.index("\n", each.end) + 1
        yield each.key, _Value(source[start:end], each.value)
        start = end


def _merged_values(
    base: Mapping[str, _Value], ours: Mapping[str, _Value], theirs: Mapping[str, _Value]
) -> tuple[str, tuple[str, ...]]:
    """Merge the entries in our order; those that only the other side has follow the one before them there."""
    keys = list(ours)
    before: str | None = None
    for key in theirs:
        if key not in ours:
            keys.insert(keys.index(before) + 1 if before in keys else 0, key)
        before = key
    lines: list[str] = []
    conflicts: list[str] = []
    for key in keys:
        old, one, other = base.get(key), ours.get(key), theirs.get(key)
        if _same(one, other):
            kept = _chosen(old, one, other)
        elif _same(other, old):
            kept = one
        elif _same(one, old):
            kept = other
        elif (heading := _heading(key, old, one, other)) is not None:
            kept = _Value(f"{key}: {quoted(heading)}\n", heading)
        else:
            said = ["" if each is None else str(each) for each in (old, one, other)]
            shown = written(Conflict(said[0], said[1], said[2], 0))
            conflicts.append(f"{key}: {shown}")
            kept = _Value(f"{key}: {quoted(shown)}\n", None)
        if kept is not None:
            lines.append(kept.lines)
    return "".join(lines), tuple(conflicts)


def _heading(key: str, *values: _Value | None) -> str | None:
    """Give the heading that two changed ones make together, or None where a person has to settle it."""
    base, ours, theirs = (each.said if each is not None else None for each in values)
    if key != "heading" or not (isinstance(base, str) and isinstance(ours, str) and isinstance(theirs, str)):
        return None
    merged = merged_heading(base, ours, theirs)
    return merged.text if merged.clean else None


def _same(one: _Value | None, other: _Value | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.lines == other.lines or (one.said is not None and one.said == other.said)


def _chosen(base: Chosen, ours: Chosen, theirs: Chosen) -> Chosen:
    """Of two ways to write the same, take the one that changed; ours when both did."""
    return theirs if ours == base else ours


def _of_text(merged: Merge) -> MergedFile:
    text = "".join(piece.text if isinstance(piece, Agreed) else written(piece) for piece in merged.pieces)
    return MergedFile(text, tuple(map(written, merged.conflicts)), tuple(_near(merged.near)))


def _near(pieces: Sequence[Agreed]) -> Iterator[str]:
    for piece in pieces:
        yield f"⟦{piece.base}⟧⟨{piece.side}: {piece.text}⟩"
