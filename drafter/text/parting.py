"""One paragraph that became several, or several that became one: a chapeau and its points written as one sentence."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from drafter.text.paragraphs import Paragraph, likeness, vocabulary

Span: TypeAlias = tuple[int, int, int, int]
"""Paragraphs `start:end` of the base are paragraphs `start2:end2` of the new text; one of the two is one paragraph."""

GAIN = 0.08
"""By how much the likeness has to rise for a neighbour to count as split off or joined, unless it bore the number of
the whole."""
WITHIN = 0.65
"""The share of the words of a part that the whole must have, and how alike the whole and all parts together must be."""
PART_WORDS = 6
"""Of a part of fewer words the whole must have all, unless it stands beside other parts."""
FEWEST_WORDS = 3
MOST_PARTS = 40
"""No paragraph is looked for in more parts, nor where more than so many stand between two that are certain."""


def parted(
    old: Sequence[Paragraph],
    young: Sequence[Paragraph],
    pairs: Sequence[Sequence[int]],
    free: set[int],
    free2: set[int],
) -> list[Span]:
    """Widen pairs of paragraphs by free neighbours that belong to them, and find wholes none of whose parts is alike.

    Gives all spans in order; what they take is no longer free.
    """
    if not free and not free2:
        return [(start, start + 1, start2, start2 + 1) for start, start2 in pairs]
    found: list[Span] = []
    at = at2 = 0
    for start, start2 in [*pairs, (len(old), len(young))]:
        found += _wholes(old, young, range(at, start), range(at2, start2))
        if start < len(old):
            found.append((start, start + 1, start2, start2 + 1))
        at, at2 = start + 1, start2 + 1
    for start, end, start2, end2 in found:
        free.difference_update(range(start, end))
        free2.difference_update(range(start2, end2))
    return [_widened(old, young, span, free, free2) for span in found]


def _wholes(old: Sequence[Paragraph], young: Sequence[Paragraph], gap: range, gap2: range) -> Iterator[Span]:
    """Paragraphs of a gap that have no partner, but several parts in a row on the other side."""
    if not gap or not gap2 or len(gap) + len(gap2) > MOST_PARTS or max(len(gap), len(gap2)) < 2:
        return
    at, at2 = gap.start, gap2.start
    for place in gap:
        if place < at:
            continue
        if (run := _parts(old[place], young, range(at2, gap2.stop))) is not None:
            yield (place, place + 1, run.start, run.stop)
            at, at2 = place + 1, run.stop
        elif at2 < gap2.stop and (run := _parts(young[at2], old, range(place, gap.stop))) is not None:
            yield (run.start, run.stop, at2, at2 + 1)
            at, at2 = run.stop, at2 + 1


def _parts(whole: Paragraph, others: Sequence[Paragraph], places: range) -> range | None:
    """The longest row of paragraphs that are parts of a whole, if there are several and nothing much is missing."""
    best = start = None
    for place in [*places, places.stop]:
        if place < places.stop and _within(others[place].body, whole.body, alone=False):
            start = place if start is None else start
        elif start is not None:
            if best is None or place - start > len(best):
                best = range(start, place)
            start = None
    if best is None or len(best) < 2:
        return None
    return best if likeness(whole.body, _together(others, best.start, best.stop)) >= WITHIN else None


def _widened(old: Sequence[Paragraph], young: Sequence[Paragraph], span: Span, free: set[int], free2: set[int]) -> Span:
    """Give a pair its free neighbours, on the one side or on the other."""
    start, end, start2, end2 = span
    if old[start].text == young[start2].text:
        return span
    if end - start == 1:
        start2, end2 = _reached(old[start], young, start2, end2, free2)
    if end2 - start2 == 1:
        start, end = _reached(young[start2], old, start, end, free)
    return start, end, start2, end2


def _reached(whole: Paragraph, others: Sequence[Paragraph], start: int, end: int, free: set[int]) -> tuple[int, int]:
    """The row of paragraphs that make up a whole, as far as it can be widened to either side."""
    if free.isdisjoint((start - 1, end)):
        return start, end
    alike = likeness(whole.body, _together(others, start, end))
    while end - start < MOST_PARTS:
        for place in (start - 1, end):
            if place not in free:
                continue
            first, last = min(place, start), max(place + 1, end)
            more = likeness(whole.body, _together(others, first, last))
            labelled = bool(others[last - 1 if place >= end else start].label)
            several = end - start > 1
            numbered_alike = labelled and others[place].label == whole.label
            if more > alike + (0 if several or numbered_alike else GAIN) and (
                not (labelled or several) or _within(others[place].body, whole.body, alone=not several)
            ):
                free.discard(place)
                start, end, alike = first, last, more
                break
        else:
            break
    return start, end


def _within(part: str, whole: str, *, alone: bool) -> bool:
    """Whether a paragraph stands in another one; it may have lost its number there."""
    words = vocabulary(part)
    common = len(words & vocabulary(whole))
    if alone and len(words) < PART_WORDS:
        return FEWEST_WORDS <= common == len(words)
    return common > 0 and common >= WITHIN * len(words)


def _together(others: Sequence[Paragraph], start: int, end: int) -> str:
    return " ".join(each.body for each in others[start:end])
