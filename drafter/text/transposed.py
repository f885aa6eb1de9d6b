"""Sentences that stand in another paragraph: joined to it, split off, or taken from the one into the other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from drafter.text.parting import FEWEST_WORDS, PART_WORDS, WITHIN
from drafter.text.words import SENTENCE_ENDS, word_edits

MOST_HOLDERS = 12
"""Sentences that share three words in a row with more others than this share nothing that tells."""
MOST_CANDIDATES = 6
"""With so many sentences one is compared, those that share most of such words."""


class Stretch(NamedTuple):
    """Tokens in a row, and whether no other words are in the body of their paragraph."""

    place: range
    whole: bool


def transposed(
    base: Sequence[str], lost: Sequence[Stretch], new: Sequence[str], come: Sequence[Stretch]
) -> dict[int, int]:
    """Find the sentences that were lost in one place and came in another: token of the new text -> that of the base.

    `lost` and `come` are the stretches of either text of which it is not known yet where they went or whence they are.
    A sentence is found again when most of it, in runs of three words at least, stands in a sentence of the other text;
    of fewer than six words all have to be there, since so few are soon in common by chance. A whole paragraph is found
    again however short it is, when another one says the same: a point of a list that has changed its place.
    """
    found = _paragraphs(base, lost, new, come)
    free = {at for stretch in lost for at in stretch.place}.difference(found.values())
    sentences = [each for stretch in lost if stretch.place.start in free for each in _sentences(base, stretch.place)]
    sentences2 = [
        each for stretch in come if stretch.place.start not in found for each in _sentences(new, stretch.place)
    ]
    ranked = []
    for one, other in _sharing(base, sentences, new, sentences2):
        kept = list(_kept(base, one, new, other, FEWEST_WORDS))
        ranked.append((-len(kept), one.start, other.start, one, other, kept))
    for _, _, _, one, other, kept in sorted(ranked, key=lambda each: each[:3]):
        left = [(at, at2) for at, at2 in kept if at in free and at2 not in found]
        words = _words(base, (at for at, _ in left))
        if _enough(words, _words(base, one)) or _enough(words, _words(new, other)):
            # It is the same sentence: now a word or two between two changes are its own, as they are in their place.
            left = [(at, at2) for at, at2 in _kept(base, one, new, other, 1) if at in free and at2 not in found]
            found.update((at2, at) for at, at2 in left)
            free.difference_update(at for at, _ in left)
    return _widened(base, free, new, {at2 for stretch in come for at2 in stretch.place}, found)


def _paragraphs(
    base: Sequence[str], lost: Sequence[Stretch], new: Sequence[str], come: Sequence[Stretch]
) -> dict[int, int]:
    """Paragraphs that say the same but for the sign at the end, one after the other."""
    waiting: dict[tuple[str, ...], list[range]] = defaultdict(list)
    for stretch in reversed(lost):
        place = _said(base, stretch)
        waiting[tuple(base[place.start : place.stop])].append(place)
    found: dict[int, int] = {}
    for stretch in come:
        place = _said(new, stretch)
        same = waiting.get(tuple(new[place.start : place.stop])) if place else None
        if same:
            found.update(zip(place, same.pop(), strict=True))
    return found


def _said(text: Sequence[str], stretch: Stretch) -> range:
    """What a whole paragraph says, up to its last word; nothing for what is none."""
    end = stretch.place.stop if stretch.whole else stretch.place.start
    while end > stretch.place.start and not text[end - 1][0].isalnum():
        end -= 1
    return range(stretch.place.start, end)


def _sentences(text: Sequence[str], stretch: range) -> Iterator[range]:
    start = stretch.start
    for at in stretch:
        if text[at] in SENTENCE_ENDS or at == stretch.stop - 1:
            yield range(start, at + 1)
            start = at + 1


def _sharing(
    base: Sequence[str], sentences: Sequence[range], new: Sequence[str], sentences2: Sequence[range]
) -> Iterator[tuple[range, range]]:
    """Pairs of sentences that have three words in a row in common."""
    holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, each in enumerate(sentences):
        for run in _runs(base, each):
            holders[run].add(number)
    for other in sentences2:
        shared: Counter[int] = Counter()
        for run in set(_runs(new, other)):
            if len(holders.get(run, ())) <= MOST_HOLDERS:
                shared.update(holders.get(run, ()))
        words2 = _words(new, other)
        for number, count in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:MOST_CANDIDATES]:
            # Of three words in a row that are kept at least the first begins such a run.
            if _enough(most := FEWEST_WORDS * count, words2) or _enough(most, _words(base, sentences[number])):
                yield sentences[number], other


def _runs(text: Sequence[str], place: range) -> Iterator[tuple[str, ...]]:
    words = [text[at] for at in place if text[at][0].isalnum()]
    return zip(*(words[start:] for start in range(FEWEST_WORDS)), strict=False)


def _kept(base: Sequence[str], one: range, new: Sequence[str], other: range, fewest: int) -> Iterator[tuple[int, int]]:
    """The tokens that two sentences have in common, where so many words in a row are kept."""
    edits = word_edits(base[one.start : one.stop], new[other.start : other.stop])
    ends = [(0, 0, 0, 0), *edits, (len(one), len(one), len(other), len(other))]
    for (_, start, _, start2), (end, _, end2, _) in pairwise(ends):
        run = range(one.start + start, one.start + end)
        if _words(base, run) >= fewest:
            yield from zip(run, range(other.start + start2, other.start + end2), strict=True)


def _words(text: Sequence[str], places: Iterable[int]) -> int:
    return sum(text[at][0].isalnum() for at in places)


def _enough(words: int, whole: int) -> bool:
    return words >= max(WITHIN * whole, min(whole, PART_WORDS), FEWEST_WORDS)


def _widened(
    base: Sequence[str], free: set[int], new: Sequence[str], come: set[int], found: dict[int, int]
) -> dict[int, int]:
    """Take along what stands before and behind on both sides: the words of an abbreviation, or a last `and`."""
    for step in (-1, 1):
        for at2 in sorted(found, reverse=step < 0):
            at, at2 = found[at2] + step, at2 + step
            while at in free and at2 in come and at2 not in found and base[at] == new[at2]:
                found[at2] = at
                free.discard(at)
                at, at2 = at + step, at2 + step
    return found
