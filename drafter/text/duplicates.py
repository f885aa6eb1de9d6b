"""Proposals of different signatories that say the same, or nearly the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from drafter.text.alternatives import Proposal
from drafter.text.diff import diff
from drafter.text.tokens import layout_key, tokens, weight

NEARLY = 0.75
"""From this share of common changes on two proposals are nearly equal."""


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
    changes = [(proposal, _changes(base, proposal.text)) for proposal in proposals if proposal.text != base]
    found = []
    for (one, of_one), (other, of_other) in combinations(changes, 2):
        if one.name in (other.parent, other.name) or one.parent == other.name:
            continue
        if layout_key(one.text) == layout_key(other.text):
            found.append(Duplicate(one.name, other.name, 1.0))
            continue
        common = _weigh(of_one & of_other)
        total = (_weigh(of_one) + _weigh(of_other)) / 2
        # Nearly equal texts are never called equal, however small the difference.
        alike = min(common / total, 0.99) if total else 0.0
        if alike >= NEARLY:
            found.append(Duplicate(one.name, other.name, alike))
    return tuple(sorted(found, key=lambda pair: -pair.likeness))


def _changes(base: str, text: str) -> Counter[tuple[int, str]]:
    """The words taken out, each with its place, and the words put in, each with the place of the edit."""
    compared = diff(base, text)
    found: Counter[tuple[int, str]] = Counter()
    for edit in compared.edits:
        found.update((-1 - place, compared.base[place]) for place in range(edit.start, edit.end))
        found.update((edit.start, token) for token in tokens(compared.inserted(edit)))
    return found


def _weigh(changes: Counter[tuple[int, str]]) -> float:
    return sum(weight(token) * count for (_, token), count in changes.items())
