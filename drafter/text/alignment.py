"""Which paragraph of a newer text is which of an older one: kept, changed, moved, split, joined, added or deleted."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from drafter.text.paragraphs import Paragraph, Paragraphs, likeness, same_ends, vocabulary
from drafter.text.parting import Span, parted

StepKind = Literal["kept", "changed", "added", "deleted", "moved", "renumbered", "split", "joined"]

ALIKE = 0.5
"""From here on two paragraphs in the same place are one that was changed."""
ALIKE_SAME_LABEL = 0.3
"""The same, when both bear the same label."""
MOVED = 0.65
"""From here on two paragraphs in different places are one that has moved, if it is not too short to tell."""
MOVED_WORDS = 6
CLEARLY = 0.6
"""Two paragraphs under one label that begin and end so far alike are not compared with any other."""
SMALL_GAP = 400
"""Pairs of paragraphs that are all compared; in a larger gap only those that share a rare word."""


@dataclass(frozen=True, slots=True)
class Step:
    """Paragraphs `start:end` of the base became paragraphs `start2:end2` of the new text.

    `added` has an empty base range, at the place of the addition, and `deleted` an empty new range. `moved` stands
    where the new text has the paragraph. `split` is one paragraph that became several, `joined` the reverse.
    `renumbered`: the body is the same, the label is not.
    """

    kind: StepKind
    start: int
    end: int
    start2: int
    end2: int


def align(base: Paragraphs, new: Paragraphs) -> tuple[Step, ...]:
    """Say what became of each paragraph.

    In the order of the text: both base and new ranges rise, but for the base ranges of moved paragraphs, which are
    the only ones to stand out of order. Deletions stand where the paragraph was, before additions.
    """
    old, young = base.items, new.items
    pairs = _between(old, young, _anchors(old, young))
    ranges, moves = _widened(old, young, pairs)
    if moves:
        # An equal paragraph is a certain pair, but what was swapped with a long one that changed has moved past it.
        known = [*pairs, *((at, at2) for at2, at in moves.items())]
        chain = _heaviest_chain((at, at2, _heaviness(old[at], young[at2])) for at, at2 in known)
        if chain != pairs:
            ranges, moves = _widened(old, young, _between(old, young, chain))
    return tuple(_steps(old, young, ranges, moves))


def _between(
    old: Sequence[Paragraph], young: Sequence[Paragraph], certain: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Certain pairs, and those between them."""
    pairs: list[tuple[int, int]] = []
    start = start2 = 0
    for at, at2 in [*certain, (len(old), len(young))]:
        pairs += _pairs(old, young, (start, at), (start2, at2))
        if at < len(old):
            pairs.append((at, at2))
        start, start2 = at + 1, at2 + 1
    return pairs


def _widened(
    old: Sequence[Paragraph], young: Sequence[Paragraph], pairs: Sequence[tuple[int, int]]
) -> tuple[list[Span], dict[int, int]]:
    """Pairs with the neighbours that belong to them, and which of all other paragraphs stand elsewhere now."""
    free = set(range(len(old))).difference(at for at, _ in pairs)
    free2 = set(range(len(young))).difference(at2 for _, at2 in pairs)
    ranges = parted(old, young, pairs, free, free2)
    return ranges, _moves(old, young, free, free2)


def _anchors(old: Sequence[Paragraph], young: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """The heaviest chain of paragraphs whose body is the same, with what surrounds them on both sides."""
    head = 0
    limit = min(len(old), len(young))
    while head < limit and _equal(old[head], young[head]):
        head += 1
    tail = 0
    while tail < limit - head and _equal(old[-1 - tail], young[-1 - tail]):
        tail += 1
    places: dict[str, list[int]] = defaultdict(list)
    for at2 in range(head, len(young) - tail):
        places[young[at2].body].append(at2)
    pairs = [(at, at2) for at in range(head, len(old) - tail) for at2 in _nearest(places.get(old[at].body, []), at)]
    found = [(at, at) for at in range(head)]
    if all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs)):
        found += pairs
    else:
        found += _heaviest_chain((at, at2, _heaviness(old[at], young[at2])) for at, at2 in pairs)
    found += [(len(old) - 1 - n, len(young) - 1 - n) for n in reversed(range(tail))]
    return found


def _heaviness(one: Paragraph, other: Paragraph) -> float:
    """How many words two paragraphs have in common, and whether they bear the same label."""
    size = (len(vocabulary(one.body)) + len(vocabulary(other.body))) / 2
    return likeness(one.body, other.body) * (1.0 + size) + (2.0 if one.label == other.label else 0.0)


def _equal(one: Paragraph, other: Paragraph) -> bool:
    return one.body == other.body and one.label == other.label


def _nearest(places: Sequence[int], at: int, limit: int = 8) -> Sequence[int]:
    """A few of many equal paragraphs: rows of dots and the like must not make the cost quadratic."""
    if len(places) <= limit:
        return places
    middle = bisect_left(places, at)
    start = max(0, min(middle - limit // 2, len(places) - limit))
    return places[start : start + limit]


def _heaviest_chain(candidates: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Of weighted pairs, the strictly increasing chain with the greatest weight; ties go to the earlier pairs."""
    ordered = sorted(candidates, key=lambda candidate: (candidate[0], -candidate[1]))
    ranks = {at2: rank for rank, at2 in enumerate(sorted({at2 for _, at2, _ in ordered}), start=1)}
    # A Fenwick tree of the best chain that ends at or before a rank.
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for index, (_, at2, weight) in enumerate(ordered):
        best = (0.0, -1)
        rank = ranks[at2] - 1
        while rank:
            if tree[rank][0] > best[0]:
                best = tree[rank]
            rank &= rank - 1
        before.append(best[1])
        total = best[0] + weight
        rank = ranks[at2]
        while rank < len(tree):
            if total > tree[rank][0]:
                tree[rank] = (total, index)
            rank += rank & -rank
    best = (0.0, -1)
    rank = len(ranks)
    while rank:
        if tree[rank][0] > best[0]:
            best = tree[rank]
        rank &= rank - 1
    chain = []
    index = best[1]
    while index >= 0:
        chain.append(ordered[index][:2])
        index = before[index]
    return chain[::-1]


def _pairs(
    old: Sequence[Paragraph], young: Sequence[Paragraph], gap: tuple[int, int], gap2: tuple[int, int]
) -> list[tuple[int, int]]:
    """Pair the changed paragraphs between two anchors."""
    (start, end), (start2, end2) = gap, gap2
    if end - start == end2 - start2 == 1 and _one_of_the_other(old[start], young[start2]):
        # Nothing else can have come of the one or be the source of the other.
        return [(start, start2)]
    head: list[tuple[int, int]] = []
    while start < end and start2 < end2 and _clearly(old, young, (start, end), (start2, end2)):
        head.append((start, start2))
        start, start2 = start + 1, start2 + 1
    if start == end or start2 == end2:
        return head
    if head and end - start == end2 - start2 == 1:
        return head + _pairs(old, young, (start, end), (start2, end2))
    candidates = []
    for at, at2 in _comparable(old, young, (start, end), (start2, end2)):
        one, other = old[at], young[at2]
        alike = likeness(one.body, other.body)
        same_label = bool(one.label) and one.number == other.number
        emptied = same_label and not (one.body and other.body)
        if emptied or alike >= (ALIKE_SAME_LABEL if same_label else ALIKE):
            size = (len(vocabulary(one.body)) + len(vocabulary(other.body))) / 2
            candidates.append((at, at2, alike * (1 + size) + (1.0 if same_label else 0.0)))
    return head + _heaviest_chain(candidates)


def _one_of_the_other(one: Paragraph, other: Paragraph) -> bool:
    """Whether two paragraphs alone in one place are one: under one number, or when one has all words of the other."""
    if one.number == other.number:
        return True
    words, words2 = vocabulary(one.body), vocabulary(other.body)
    return bool(words and words2 and (words <= words2 or words2 <= words))


def _clearly(old: Sequence[Paragraph], young: Sequence[Paragraph], gap: tuple[int, int], gap2: tuple[int, int]) -> bool:
    """Whether the first paragraphs of a gap belong together, and neither would rather have the other's neighbour."""
    (start, end), (start2, end2) = gap, gap2
    if old[start].number == young[start2].number and same_ends(old[start].body, young[start2].body) > CLEARLY:
        return True
    alike = likeness(old[start].body, young[start2].body)
    if alike < ALIKE + 0.1:
        return False
    if start + 1 < end and likeness(old[start + 1].body, young[start2].body) >= alike:
        return False
    return not (start2 + 1 < end2 and likeness(old[start].body, young[start2 + 1].body) >= alike)


def _comparable(
    old: Sequence[Paragraph], young: Sequence[Paragraph], gap: tuple[int, int], gap2: tuple[int, int]
) -> Iterable[tuple[int, int]]:
    """Pairs worth comparing: all in a small gap, in a large one those that share a rare word or stand in one place."""
    places, places2 = range(*gap), range(*gap2)
    if len(places) * len(places2) <= SMALL_GAP:
        return ((at, at2) for at in places for at2 in places2)
    return _sharing_rare_words(old, young, places, places2)


def _sharing_rare_words(
    old: Sequence[Paragraph], young: Sequence[Paragraph], places: Iterable[int], places2: Iterable[int]
) -> list[tuple[int, int]]:
    by_word: dict[str, list[int]] = defaultdict(list)
    for at2 in places2:
        for word in vocabulary(young[at2].body):
            by_word[word].append(at2)
    found = []
    for at in places:
        shared: Counter[int] = Counter()
        for word in vocabulary(old[at].body):
            holders = by_word.get(word, ())
            if len(holders) <= 12:
                shared.update(holders)
        found += [(at, at2) for at2, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:6]]
    return found


def _moves(old: Sequence[Paragraph], young: Sequence[Paragraph], free: set[int], free2: set[int]) -> dict[int, int]:
    """Paragraphs that stand elsewhere now: new place -> old place, the most alike first."""
    moves = dict(_same_elsewhere(old, young, free, free2))
    free.difference_update(moves.values())
    free2.difference_update(moves)
    lost = [at for at in sorted(free) if len(vocabulary(old[at].body)) >= MOVED_WORDS]
    found = [at2 for at2 in sorted(free2) if len(vocabulary(young[at2].body)) >= MOVED_WORDS]
    if not lost or not found:
        return moves
    if len(lost) * len(found) <= SMALL_GAP:
        pairs: Iterable[tuple[int, int]] = ((at, at2) for at in lost for at2 in found)
    else:
        pairs = _sharing_rare_words(old, young, lost, found)
    ranked = sorted((-likeness(old[at].body, young[at2].body), at, at2) for at, at2 in pairs)
    for distance, at, at2 in ranked:
        if -distance >= MOVED and at in free and at2 in free2:
            moves[at2] = at
            free.discard(at)
            free2.discard(at2)
    return moves


def _same_elsewhere(
    old: Sequence[Paragraph], young: Sequence[Paragraph], free: Iterable[int], free2: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """Paragraphs, however short, whose body each text has once: new place, old place."""
    lost = {old[at].body: at for at in free if vocabulary(old[at].body)}
    come = {young[at2].body: at2 for at2 in free2}
    both = lost.keys() & come.keys()
    if both:
        held, held2 = (Counter(each.body for each in text) for text in (old, young))
        yield from sorted((come[body], lost[body]) for body in both if held[body] == held2[body] == 1)


def _steps(
    old: Sequence[Paragraph], young: Sequence[Paragraph], ranges: Sequence[Sequence[int]], moves: dict[int, int]
) -> Iterable[Step]:
    gone = set(moves.values())
    at = at2 = 0
    for start, end, start2, end2 in [*ranges, [len(old), len(old), len(young), len(young)]]:
        for lost in range(at, start):
            if lost not in gone:
                yield Step("deleted", lost, lost + 1, at2, at2)
        for found in range(at2, start2):
            if found in moves:
                yield Step("moved", moves[found], moves[found] + 1, found, found + 1)
            else:
                yield Step("added", start, start, found, found + 1)
        if start < end:
            yield Step(_kind(old[start:end], young[start2:end2]), start, end, start2, end2)
        at, at2 = end, end2


def _kind(old: Sequence[Paragraph], young: Sequence[Paragraph]) -> StepKind:
    if len(young) > 1:
        return "split"
    if len(old) > 1:
        return "joined"
    if old[0].body != young[0].body:
        return "changed"
    if old[0].label == young[0].label:
        return "kept"
    return "changed" if old[0].number == young[0].number else "renumbered"
