"""Changes that cut no emphasis: where a mark comes or goes, all the words that it sets are in the change.

A bracket round one of two marks says something else than either text does: `[* - NOR delete]Recalling[* - NOR delete]`
shows stars where the proposal is to set the word otherwise.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from drafter.text.dialect import emphasized
from drafter.text.tokens import common_head, common_tail, tokens
from drafter.text.words import Replacement


class _Span(NamedTuple):
    """Tokens `start:end` that a pair of marks sets, the marks among them, which are so many tokens at either end."""

    start: int
    end: int
    marks: int

    def cut_by(self, start: int, end: int) -> bool:
        """Whether tokens that change are marks of the pair and not all of the pair is in the change."""
        if start == end or (start <= self.start and self.end <= end):
            return False
        opening = start < self.start + self.marks and self.start < end
        return opening or (start < self.end and self.end - self.marks < end)


class _Change(NamedTuple):
    """Tokens `start:end` of the base become tokens `start2:end2` of the new text."""

    start: int
    end: int
    start2: int
    end2: int

    def side(self, new_text: bool) -> tuple[int, int]:
        """Give its place in one of the texts."""
        return (self.start2, self.end2) if new_text else (self.start, self.end)


def uncut(base: str, new: str, changes: Sequence[Replacement]) -> tuple[Replacement, ...]:
    """Widen the changes of one paragraph until none has one mark of a pair without the other and the words between.

    They lead to the same text. A change between two marks that make a pair in both texts stays as it is.
    """
    if not any(mark in text for mark in "*_" for text in (base, new)):
        return tuple(changes)
    words = tokens(base)
    words2, found = _placed(words, changes)
    old_spans, new_spans = _spans(words), _spans(words2)
    narrow = set(found)
    while (wider := _wider(found, old_spans, new_spans)) is not None:
        found = wider
    kept = [each if each in narrow else _narrowed(each, words, words2, old_spans, new_spans) for each in found]
    return tuple(Replacement(each.start, each.end, tuple(words2[each.start2 : each.end2])) for each in kept)


def _placed(base: Sequence[str], changes: Sequence[Replacement]) -> tuple[list[str], list[_Change]]:
    """Give the new text, and the changes with their places in it."""
    new: list[str] = []
    found: list[_Change] = []
    at = 0
    for each in changes:
        new += base[at : each.start]
        found.append(_Change(each.start, each.end, len(new), len(new) + len(each.words)))
        new += each.words
        at = each.end
    new += base[at:]
    return new, found


def _spans(words: Sequence[str]) -> list[_Span]:
    starts = list(accumulate(map(len, words), initial=0))
    found = []
    for start, end, marks in emphasized("".join(words)):
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
        found.append(_Span(first, last, bisect_left(starts, start + marks) - first))
    return found


def _wider(changes: list[_Change], old: Sequence[_Span], new: Sequence[_Span]) -> list[_Change] | None:
    """Widen the first change that cuts a pair to all of it, or give None when none does.

    A pair is cut, too, when both its marks stay and make other pairs in the other text.
    """
    for new_text, spans, others in ((False, old, new), (True, new, old)):
        pairs = {(each.start, each.end) for each in others}
        for span in spans:
            sides = [each.side(new_text) for each in changes]
            if any(start <= span.start and span.end <= end and start < end for start, end in sides):
                continue
            cut = next((place for place, side in enumerate(sides) if span.cut_by(*side)), None)
            first, last = _there(changes, span.start, new_text), _there(changes, span.end - 1, new_text)
            if cut is None and (first, last + 1) not in pairs:
                cut = min(range(len(sides)), key=lambda place: _apart(span, sides[place]))
            if cut is not None:
                return _over(changes, cut, span, new_text=new_text)
    return None


def _apart(span: _Span, side: tuple[int, int]) -> int:
    return max(0, span.start - side[1], side[0] - span.end)


def _there(changes: Sequence[_Change], token: int, new_text: bool) -> int:
    """Say where a token of one text that stays stands in the other text."""
    before = [each for each in changes if each.side(new_text)[1] <= token]
    return token + (before[-1].side(not new_text)[1] - before[-1].side(new_text)[1] if before else 0)


def _over(changes: list[_Change], place: int, span: _Span, *, new_text: bool) -> list[_Change]:
    """Widen a change to a span of the base or of the new text; changes that it then meets become one with it."""
    first = last = place
    while True:
        start, end, start2, end2 = changes[first].start, changes[last].end, changes[first].start2, changes[last].end2
        left = max(0, (start2 if new_text else start) - span.start)
        right = max(0, span.end - (end2 if new_text else end))
        if first and start - left <= changes[first - 1].end:
            first -= 1
        elif last + 1 < len(changes) and end + right >= changes[last + 1].start:
            last += 1
        else:
            wide = _Change(start - left, end + right, start2 - left, end2 + right)
            return [*changes[:first], wide, *changes[last + 1 :]]


def _narrowed(
    change: _Change, base: Sequence[str], new: Sequence[str], old: Sequence[_Span], young: Sequence[_Span]
) -> _Change:
    """Take off what both texts have at either end, where that cuts no pair."""
    one, other = base[change.start : change.end], new[change.start2 : change.end2]

    def whole(place: int, place2: int) -> bool:
        return not any(span.start < place < span.end for span in old) and not any(
            span.start < place2 < span.end for span in young
        )

    head = common_head(one, other)
    while head and not whole(change.start + head, change.start2 + head):
        head -= 1
    tail = common_tail(one, other, min(len(one), len(other)) - head)
    while tail and not whole(change.end - tail, change.end2 - tail):
        tail -= 1
    return _Change(change.start + head, change.end - tail, change.start2 + head, change.end2 - tail)
