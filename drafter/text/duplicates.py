"""Proposals that change the same words of a base alike, or nearly so."""

from collections import Counter
from typing import TypeAlias

from drafter.text.diff import diff
from drafter.text.tokens import layout_key, tokens, weight

NEARLY = 0.75
"""From this share of common changes on two proposals are nearly equal."""


_Changed: TypeAlias = tuple[int, str]
"""A word and where it is put in, or -1 minus the place from which it is taken out."""


def nearly_equal(base: str, one: str, other: str) -> bool:
    """Whether two proposed texts change the same words of a base alike, or nearly so: offer co-sponsorship.

    Compared is what they change and where, not the text that they share with the base. Layout makes no difference.
    A text that changes nothing is like no other.
    """
    if base in (one, other):
        return False
    return layout_key(one) == layout_key(other) or _likeness(_changes(base, one), _changes(base, other)) >= NEARLY


def _likeness(one: Counter[_Changed], other: Counter[_Changed]) -> float:
    """The share of common changes."""
    total = (_weigh(one) + _weigh(other)) / 2
    return _weigh(one & other) / total if total else 0.0


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
