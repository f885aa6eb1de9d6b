"""Paragraphs that several proposals add at one place: equal ones joined, each proposal's own order kept."""

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import TypeAlias

Added: TypeAlias = tuple[str, str, int | None]
"""Label, body, and the paragraph of the base that was moved here, if it was."""

Place: TypeAlias = tuple[Added, int]
"""An added paragraph, and the how-manieth equal one of its proposal."""

_Node: TypeAlias = tuple[Place, int]
"""The same, and 0 or the run that could not be joined."""


def numbered(run: Sequence[Added | Place]) -> tuple[Place, ...]:
    """Count the equal paragraphs of a run; those that are places already keep theirs."""
    taken: set[Added | Place] = set(run)
    least: dict[Added, int] = {}
    found: list[Place] = []
    for each in run:
        if len(each) == 3:
            nth = least.get(each, 0)
            while (each, nth) in taken:
                nth += 1
            # A thousand equal paragraphs are not counted from the first one on, each time.
            least[each] = nth + 1
            each = (each, nth)
        found.append(each)
    return tuple(found)


def additions(runs: Mapping[tuple[Place, ...], Sequence[int]]) -> list[tuple[Place, tuple[int, ...]]]:
    """Join the runs of paragraphs that proposals (by order of tabling) add at one place.

    Which paragraphs are joined depends on the texts alone; where the orders of two proposals contradict each other,
    theirs are not. What no proposal's order decides stands in order of tabling.
    """
    if len(runs) == 1:
        return [(place, tuple(who)) for run, who in runs.items() for place in run]
    behind: dict[_Node, list[int]] = {}
    follows: dict[_Node, set[_Node]] = {}
    for number, run in enumerate(sorted(runs, key=_sorting), start=1):
        nodes = [(place, 0) for place in run]
        if _contradict(follows, nodes):
            nodes = [(place, number) for place in run]
        for node in nodes:
            behind.setdefault(node, []).extend(runs[run])
            follows.setdefault(node, set())
        for earlier, later in pairwise(nodes):
            follows[earlier].add(later)
    return [(node[0], tuple(sorted(behind[node]))) for node in _in_order(behind, follows)]


def _sorting(run: Iterable[Place]) -> list[tuple[str, str, int, int]]:
    return [(label, body, -1 if origin is None else origin, nth) for (label, body, origin), nth in run]


def _contradict(follows: Mapping[_Node, set[_Node]], nodes: Sequence[_Node]) -> bool:
    """Whether a run has two paragraphs in another order than runs before it: then all would stand behind each other."""
    both = {**{node: set[_Node]() for node in nodes}, **follows}
    for earlier, later in pairwise(nodes):
        both[earlier] = both[earlier] | {later}
    return len(_in_order(dict.fromkeys(both, (0,)), both)) < len(both)


def _in_order(behind: Mapping[_Node, Sequence[int]], follows: Mapping[_Node, set[_Node]]) -> list[_Node]:
    """The order that all runs agree on; what it leaves open goes by tabling."""
    numbers = {node: (min(behind[node]), nth) for nth, node in enumerate(behind)}
    waiting = dict.fromkeys(behind, 0)
    for nodes in follows.values():
        for node in nodes:
            waiting[node] += 1
    ready = [(numbers[node], node) for node, count in waiting.items() if not count]
    heapify(ready)
    ordered = []
    while ready:
        _, first = heappop(ready)
        ordered.append(first)
        for node in follows[first]:
            waiting[node] -= 1
            if not waiting[node]:
                heappush(ready, (numbers[node], node))
    return ordered
