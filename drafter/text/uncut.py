"""Changes that cut no emphasis: where a mark comes or goes, all the words that it sets are in the change.

A bracket round one of two marks says something else than either text does: `[* - NOR delete]Recalling[* - NOR delete]`
shows stars where the proposal is to set the word otherwise.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from drafter.text.tokens import common_head, common_tail, tokens
from drafter.text.words import Replacement


class _Span(NamedTuple):
    """Tokens `start:end` that a pair of marks sets, the marks among them, which are so many tokens at either end."""

    start: int
    end: int
    marks: int


class _Change(NamedTuple):
    """Tokens `start:end` of the base become tokens `start2:end2` of the new text."""

    start: int
    end: int
    start2: int
    end2: int


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
    while cut := _cut(found, old_spans, new_spans):
        found = _joined(found, cut)
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
    # The parser is loaded where there are marks: commands that only count brackets begin sooner.
    from drafter.text.dialect import emphasized

    starts = list(accumulate(map(len, words), initial=0))
    found = []
    for start, end, marks in emphasized("".join(words)):
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
        found.append(_Span(first, last, bisect_left(starts, start + marks) - first))
    return found


def _cut(changes: Sequence[_Change], old: Sequence[_Span], new: Sequence[_Span]) -> list[tuple[int, int]]:
    """Give the tokens of the base over which a pair stands that is cut.

    A pair is cut, too, when both its marks stay and make other pairs in the other text.
    """
    found = []
    for spans, others, side in ((old, new, _Side(changes, new=False)), (new, old, _Side(changes, new=True))):
        pairs = set(others)
        for span in spans:
            if side.covers(span):
                continue
            marks = ((span.start, span.start + span.marks), (span.end - span.marks, span.end))
            paired = _Span(side.there(span.start), side.there(span.end - 1) + 1, span.marks) in pairs
            if not paired or any(side.touches(*each) for each in marks):
                found.append(side.in_base(span))
    return found


class _Side:
    """One of the two texts, in which the changes have their places."""

    def __init__(self, changes: Sequence[_Change], *, new: bool) -> None:
        self.changes = changes
        self.new = new
        self.starts = [each.start2 if new else each.start for each in changes]
        self.ends = [each.end2 if new else each.end for each in changes]
        self.shifts = [each.end - each.end2 if new else each.end2 - each.end for each in changes]

    def covers(self, span: _Span) -> bool:
        """Whether a pair is in one change with all that it sets."""
        place = bisect_right(self.starts, span.start) - 1
        return place >= 0 and self.ends[place] >= span.end

    def touches(self, start: int, end: int) -> bool:
        """Whether any of some tokens is in a change."""
        place = bisect_right(self.ends, start)
        while place < len(self.starts) and self.starts[place] < end:
            if self.starts[place] < self.ends[place]:
                return True
            place += 1
        return False

    def there(self, token: int) -> int:
        """Say where a token that stays stands in the other text."""
        place = bisect_right(self.ends, token)
        return token + (self.shifts[place - 1] if place else 0)

    def in_base(self, span: _Span) -> tuple[int, int]:
        """Give the tokens of the base over which a pair stands, changes that it meets and all."""
        if not self.new:
            return span.start, span.end
        ends = []
        for token in (span.start, span.end - 1):
            place = bisect_right(self.ends, token)
            within = place < len(self.starts) and self.starts[place] <= token
            ends.append((self.changes[place].start, self.changes[place].end) if within else None)
        first, last = ends
        start = first[0] if first is not None else self.there(span.start)
        return start, last[1] if last is not None else self.there(span.end - 1) + 1


def _joined(changes: Sequence[_Change], cut: Sequence[tuple[int, int]]) -> list[_Change]:
    """Widen changes to what is cut: all that meets becomes one change."""
    # What stands between changes stands in both texts.
    old = _Side(changes, new=False)
    ranges: list[list[int]] = []
    for start, end in sorted([*((each.start, each.end) for each in changes), *cut]):
        if ranges and start <= ranges[-1][1]:
            ranges[-1][1] = max(ranges[-1][1], end)
        else:
            ranges.append([start, end])
    found = []
    for start, end in ranges:
        first, behind = bisect_left(old.starts, start), bisect_right(old.ends, end)
        start2 = start + (old.shifts[first - 1] if first else 0)
        found.append(_Change(start, end, start2, end + (old.shifts[behind - 1] if behind else 0)))
    return found


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
