"""Comparing trees whose content nobody has looked at yet: a few small ones can hold more files than any disk.

git follows every path when it compares trees with all that is in them, and ten trees of ten entries each, one in the
other, hold ten thousand million. So each pair of directories is compared once, whatever paths lead to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from drafter.store.plumbing import EMPTY_TREE, Difference, Entry, Pair, Plumbing

DEEPEST = 4
"""Directories, one in the other, that are looked into: the files of a negotiation lie in three at most."""
MOST_FILES = 20_000
"""Files in which one tree is compared with another."""

_Compared = Mapping[Pair, Sequence[Difference]]
"""For each pair of directories in what they differ, directories among that, by names."""


def differences(git: Plumbing, pairs: Sequence[Pair]) -> dict[Pair, list[Difference]]:
    """Compare trees, file by file.

    What lies deeper than `DEEPEST`, or behind the first `MOST_FILES`, is left as the directory that it is in: no act of
    a negotiation changes such. Raises GitFailed when a tree is missing or damaged.
    """
    compared = _compared(git, pairs)
    found: dict[Pair, list[Difference]] = {}
    for pair in pairs:
        unfolded = _unfolded(compared, pair, "", 1)
        some = found[pair] = list(islice(unfolded, MOST_FILES))
        if next(unfolded, None) is not None:
            some.append(Difference("clauses", None, Entry("40000", pair[1])))
    return found


def directories(git: Plumbing, pairs: Sequence[Pair]) -> dict[Pair, list[str]]:
    """Give of each second tree the trees in it that stand in the place of others in the first, itself among them.

    As deep as `differences` looks. Raises GitFailed when a tree is missing or damaged.
    """
    compared = _compared(git, pairs)
    found: dict[Pair, list[str]] = {}
    for pair in pairs:
        seen: dict[Pair, None] = {pair: None}
        level = [pair]
        for _ in range(DEEPEST):
            level = [one for each in level for one in _below(compared.get(each, ())) if one not in seen]
            seen.update(dict.fromkeys(level))
        found[pair] = list(dict.fromkeys(after for _, after in seen if after != EMPTY_TREE or after == pair[1]))
    return found


def _compared(git: Plumbing, pairs: Sequence[Pair]) -> _Compared:
    """Compare trees and the directories in them, level by level, in one call of git each."""
    known: dict[Pair, list[Difference]] = {}
    waiting = list(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1]))
    for _ in range(DEEPEST):
        if not waiting:
            break
        found = git.differences(waiting)
        known.update(found)
        below = dict.fromkeys(one for some in found.values() for one in _below(some))
        waiting = [pair for pair in below if pair not in known]
    return known


def _below(some: Sequence[Difference]) -> Iterator[Pair]:
    """Give the pairs of directories that are among differences."""
    for each in some:
        sides = tuple(one.id if one is not None and one.directory else EMPTY_TREE for one in (each.before, each.after))
        if sides[0] != sides[1]:
            yield sides[0], sides[1]


def _unfolded(compared: _Compared, pair: Pair, prefix: str, depth: int) -> Iterator[Difference]:
    for each in compared.get(pair, ()):
        path = f"{prefix}{each.path}"
        below = next(_below([each]), None)
        if below is None or depth == DEEPEST:
            yield Difference(path, each.before, each.after)
            continue
        files = [one if one is not None and not one.directory else None for one in (each.before, each.after)]
        if files != [None, None]:
            yield Difference(path, files[0], files[1])
        yield from _unfolded(compared, below, f"{path}/", depth + 1)
