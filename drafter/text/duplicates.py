"""Proposals of different signatories that say the same, or nearly the same."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from drafter.text.alternatives import Proposal
from drafter.text.diff import diff
from drafter.text.tokens import layout_key, tokens, weight

NEARLY = 0.75
"""From this share of common changes on two proposals are nearly equal."""


_Changed: TypeAlias = tuple[int, str]
"""A word and where it is put in, or -1 minus the place from which it is taken out."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two proposals that change the same words alike.

    `likeness` is 1 for texts that are equal but for layout, less when they are nearly equal.
    """

    earlier: str
    later: str
    likeness: float

    @property
    def equal(self) -> bool:
        """Whether the two texts differ in layout at most."""
        return self.likeness == 1


def duplicates(base: str, proposals: Sequence[Proposal]) -> tuple[Duplicate, ...]:
    """Pairs of proposals on one base that are equal or nearly equal, most alike first: offer co-sponsorship.

    Compared is what they change and where, not the text that they share with the base. A sub-amendment is no duplicate
    of its parent. A proposal that changes nothing is left out.
    """
    changing = [proposal for proposal in proposals if proposal.text != base]
    changes = [_changes(base, proposal.text) for proposal in changing]
    layouts = [layout_key(proposal.text) for proposal in changing]
    found = []
    for place, place2 in sorted(_sharing(layouts) | _sharing_much(changes)):
        one, other = changing[place], changing[place2]
        of_one, of_other = changes[place], changes[place2]
        if one.name in (other.parent, other.name) or one.parent == other.name:
            continue
        if layouts[place] == layouts[place2]:
            found.append(Duplicate(one.name, other.name, 1.0))
            continue
        likeness = _likeness(of_one, of_other)
        if likeness >= NEARLY:
            found.append(Duplicate(one.name, other.name, likeness))
    return tuple(sorted(found, key=lambda pair: -pair.likeness))


def nearly_equal(base: str, one: str, other: str) -> bool:
    """Whether two proposed texts change the same words of a base alike, or nearly so."""
    if base in (one, other):
        return False
    return layout_key(one) == layout_key(other) or _likeness(_changes(base, one), _changes(base, other)) >= NEARLY


def _likeness(one: Counter[_Changed], other: Counter[_Changed]) -> float:
    """The share of common changes. Nearly equal texts are never called equal, however small the difference."""
    total = (_weigh(one) + _weigh(other)) / 2
    return min(_weigh(one & other) / total, 0.99) if total else 0.0


def _sharing(keys: Iterable[Hashable]) -> set[tuple[int, int]]:
    """The pairs of places that have a key in common."""
    holders: dict[Hashable, list[int]] = {}
    for place, key in enumerate(keys):
        holders.setdefault(key, []).append(place)
    return {pair for places in holders.values() for pair in combinations(places, 2)}


def _sharing_much(changes: Sequence[Counter[_Changed]]) -> set[tuple[int, int]]:
    """The pairs that may be nearly equal; most of many proposals are compared with none.

    Two sets that are so much alike share so much of each that they share one of its rarest members: of those that can
    be left out together, the commonest are (prefix filtering: Bayardo, Ma and Srikant 2007).
    """
    frequency = Counter(each for change in changes for each in change)
    holders: dict[_Changed, list[int]] = {}
    for place, change in enumerate(changes):
        spare = (1 - NEARLY / (2 - NEARLY)) * _weigh(change)
        for each in sorted(change, key=lambda each: (frequency[each], each)):
            holders.setdefault(each, []).append(place)
            spare -= weight(each[1]) * change[each]
            if spare < 0:
                break
    return {pair for places in holders.values() for pair in combinations(places, 2)}


def _changes(base: str, text: str) -> Counter[_Changed]:
    """The words taken out, each with its place, and the words put in, each with the place of the edit."""
    compared = diff(base, text)
    found: Counter[_Changed] = Counter()
    for edit in compared.edits:
        found.update((-1 - place, compared.base[place]) for place in range(edit.start, edit.end))
        found.update((edit.start, token) for token in tokens(compared.inserted(edit)))
    return found


def _weigh(changes: Counter[_Changed]) -> float:
    return sum(weight(token) * count for (_, token), count in changes.items())
