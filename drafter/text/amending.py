"""What a sub-amendment changes, said of the base through the text that it amends.

Compared with the base alone, its words and those of the text that it amends may be cut differently, and stand beside
each other where one belongs into the other.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.text.diff import replacements
from drafter.text.tokens import tokens
from drafter.text.words import Replacement, word_edits


class _Span(NamedTuple):
    """Tokens `start:end` of the amended text: what it put there itself, or what the sub-amendment replaces."""

    start: int
    end: int
    own: bool
    change: Replacement
    """On the base if it is the amended text's own, else on that text."""

    @property
    def growth(self) -> int:
        """How many tokens more than the base the amended text has by it."""
        return self.end - self.start - (self.change.end - self.change.start) if self.own else 0


def amending(base: str, amended: str, text: str) -> tuple[Replacement, ...]:
    """Give the replacements that lead from a paragraph of the base to that of a sub-amendment.

    What the sub-amendment leaves as the amended text has it is the replacement that this makes; what it changes beside
    stands apart; what it changes of the amended text's own words takes in all of these.
    """
    words, words2 = tokens(base), tokens(amended)
    found: list[Replacement] = []
    for group, growth in _groups(_spans(replacements(base, amended), replacements(amended, text))):
        for change in _said_of_the_base(words, words2, group, growth):
            if found and found[-1][:2] == change[:2]:
                # Which of two insertions at one point comes first could not be told any more.
                change = change._replace(words=found.pop().words + change.words)
            found.append(change)
    return tuple(found)


def _spans(first: Sequence[Replacement], second: Sequence[Replacement]) -> list[_Span]:
    found = [_Span(each.start, each.end, False, each) for each in second]
    growth = 0
    for each in first:
        start = each.start + growth
        found.append(_Span(start, start + len(each.words), True, each))
        growth += found[-1].growth
    return sorted(found)


def _groups(spans: Sequence[_Span]) -> Iterator[tuple[list[_Span], int]]:
    """Give what belongs together, and by how much the amended text has grown before it."""
    group: list[_Span] = []
    growth = 0
    for span in spans:
        if group and not any(_meet(span, each) for each in group):
            yield group, growth
            growth += sum(each.growth for each in group)
            group = []
        group.append(span)
    if group:
        yield group, growth


def _meet(one: _Span, other: _Span) -> bool:
    """Whether the sub-amendment changes words of the amended text's own, or puts words where it left some out."""
    if one.own is other.own:
        return False
    if one.start < other.end and other.start < one.end:
        return True
    own, change = (one, other) if one.own else (other, one)
    touching = change.start == change.end and own.start <= change.start <= own.end
    return touching and (own.start == own.end or own.change.start == own.change.end)


def _said_of_the_base(
    base: Sequence[str], amended: Sequence[str], group: Sequence[_Span], growth: int
) -> Iterator[Replacement]:
    if len(group) == 1 and group[0].own:
        yield group[0].change
        return
    start2, end2 = min(each.start for each in group), max(each.end for each in group)
    start, end = start2 - growth, end2 - growth - sum(each.growth for each in group)
    if len(group) == 1:
        yield Replacement(start, end, group[0].change.words)
        return
    words: list[str] = []
    at = start2
    for each in group:
        if not each.own:
            words += amended[at : each.start]
            words += each.change.words
            at = each.end
    words += amended[at:end2]
    for first, last, first2, last2 in word_edits(base[start:end], words):
        yield Replacement(start + first, start + last, tuple(words[first2:last2]))
