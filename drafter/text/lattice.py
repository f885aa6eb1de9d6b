"""Several changed readings of one run of words, as regions with their rival wordings."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TypeAlias

from drafter.text.tokens import layout_key
from drafter.text.words import Range, Replacement, sentence_rank, word_edits

BRACKET = 12
"""What a bracket and its names cost a reader, in characters."""

MOST_NESTED = 64
"""From more readings than this in one place no nesting is looked for: the search is quadratic, and nobody reads it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A wording that some proposals put in the place of a region's base words; empty content is a deletion.

    `content` is agreed text and, where a sub-amendment changes this wording, regions of its own. `names` are in
    order of tabling.
    """

    content: tuple["Passage", ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Base tokens `start:end` (counted in their paragraph) that somebody wants to read otherwise.

    `base` is the base wording, in which further regions may be nested; the wordings of a region all differ.
    `editorial`: they differ only in white space, quotation marks or the encoding of letters. In a region that is
    nested in a choice, tokens are counted in that choice's wording.
    """

    start: int
    end: int
    base: tuple["Passage", ...]
    choices: tuple[Choice, ...]
    editorial: bool = False


Passage: TypeAlias = str | Region


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to change the base, and the proposals (by order of tabling) that change it so."""

    replacements: tuple[Replacement, ...]
    names: tuple[int, ...]


def reading(base: Sequence[str], new: Sequence[str], names: Iterable[int]) -> Reading:
    """The reading of one changed text."""
    return replaced(new, word_edits(base, new), names)


def replaced(new: Sequence[str], edits: Iterable[Range], names: Iterable[int]) -> Reading:
    """The reading that some edits make; they lead to the words `new`."""
    return Reading(tuple(Replacement(s, e, tuple(new[s2:e2])) for s, e, s2, e2 in edits), tuple(names))


@dataclass(frozen=True, slots=True)
class Frame:
    """What planning needs to know besides the readings: the words, where they stand, the names and who amends whom.

    `amending` holds the sub-amendments that were taken out of a cluster, with the one that they amend.
    """

    base: tuple[str, ...]
    offset: int
    names: Sequence[str]
    parents: Mapping[int, int]
    amending: Mapping[int, Sequence[Reading]] = field(default_factory=dict)


def plan(frame: Frame, readings: Sequence[Reading]) -> tuple[Passage, ...]:
    """Lay the readings over the base: agreed words and regions, in the order of the text.

    Which regions there are depends on the texts alone, never on names or on the order of tabling.
    """
    if not readings:
        return _said(frame.base)
    apart = _distinct(_out_of_the_way(frame.base, readings))
    return _passages(frame, 0, len(frame.base), apart, adopt=bool(frame.parents))


def _out_of_the_way(base: Sequence[str], readings: Sequence[Reading]) -> Sequence[Reading]:
    """Let a deletion take the space before it along, not the one behind, where another reading inserts between.

    Who adds a clause behind a word and who deletes the word do not dispute a space.
    """
    if len(readings) < 2:
        return readings
    points = {each.start for reader in readings for each in reader.replacements if each.start == each.end}
    if not points:
        return readings
    return [_reading_out_of_the_way(base, reader, points) for reader in readings]


def _reading_out_of_the_way(base: Sequence[str], reader: Reading, points: Collection[int]) -> Reading:
    result: list[Replacement] = []
    for each in reader.replacements:
        start, end = each.start, each.end
        room = start > (result[-1].end if result else 0)
        shiftable = not each.words and end - start > 1 and room and base[start - 1] == base[end - 1]
        if shiftable and base[end - 1].isspace() and end - 1 in points and start not in points:
            each = Replacement(start - 1, end - 1, ())
        result.append(each)
    return Reading(tuple(result), reader.names)


def _distinct(readings: Sequence[Reading]) -> list[Reading]:
    by_change: dict[tuple[Replacement, ...], list[int]] = {}
    for each in readings:
        if each.replacements:
            by_change.setdefault(each.replacements, []).extend(each.names)
    return [Reading(change, tuple(sorted(names))) for change, names in by_change.items()]


def _passages(
    frame: Frame, start: int, end: int, readings: Sequence[Reading], *, adopt: bool = False
) -> tuple[Passage, ...]:
    found: list[Passage] = []
    at = start
    for first, last, inside in _clusters(readings, frame.parents if adopt else {}):
        found.append("".join(frame.base[at:first]))
        if adopt:
            found += _region(*_adopted(frame, inside), first, last)
        else:
            found += _region(frame, inside, first, last)
        at = last
    found.append("".join(frame.base[at:end]))
    return tuple(passage for passage in found if passage != "")


def _clusters(readings: Sequence[Reading], parents: Mapping[int, int]) -> Iterator[tuple[int, int, list[Reading]]]:
    """Ranges of the base in which replacements overlap, each with the readings that change it.

    Touching is not overlapping: an insertion at p stands before a replacement that begins at p and after one that
    ends there. Different insertions at one point stand apart, in order of tabling unless one would cut the sentence of
    another. But what a sub-amendment says where the one that it amends says something belongs together, also when the
    two only touch.
    """
    if len(readings) == 1:
        only = readings[0]
        for each in only.replacements:
            yield each.start, each.end, [Reading((each,), only.names)]
        return
    holders: dict[Replacement, list[int]] = {}
    for number, reader in enumerate(readings):
        for each in reader.replacements:
            holders.setdefault(each, []).append(number)

    lines = {name: above(name, parents) for each in readings for name in each.names} if parents else {}

    def place(replacement: Replacement) -> tuple[int, int, int, int, int, tuple[str, ...]]:
        start, end, words = replacement
        tabled, line = first(replacement)
        return (start, end, ranks[start, line] if start == end else 0, line, tabled, words)

    def first(replacement: Replacement) -> tuple[int, int]:
        tabled = min(readings[number].names[0] for number in holders[replacement])
        return tabled, lines[tabled][-1] if lines else tabled

    def related(replacement: Replacement, others: Iterable[Replacement]) -> bool:
        names, names2 = behind((replacement,)), behind(others)
        return any(not names2.isdisjoint(lines[name]) for name in names) or any(
            not names.isdisjoint(lines[name]) for name in names2
        )

    def behind(replacements: Iterable[Replacement]) -> set[int]:
        return {name for each in replacements for number in holders[each] for name in readings[number].names}

    ranks: dict[tuple[int, int], int] = {}
    for each in sorted(holders, key=lambda each: (first(each)[0], each.words)):
        if each.start == each.end:
            ranks.setdefault((each.start, first(each)[1]), sentence_rank(each.words))
    cluster: list[Replacement] = []
    start = end = 0
    for each in sorted(holders, key=place):
        if cluster and (each.start < end or (lines and each.start == end and related(each, cluster))):
            cluster.append(each)
            end = max(end, each.end)
            continue
        if cluster:
            yield start, end, _cut(cluster, holders, readings)
        cluster, start, end = [each], each.start, each.end
    if cluster:
        yield start, end, _cut(cluster, holders, readings)


def above(name: int, parents: Mapping[int, int]) -> tuple[int, ...]:
    """A proposal, and those that it changes, up to the one that changes none."""
    found = [name]
    while (name := parents.get(name, name)) not in found:
        found.append(name)
    return tuple(found)


def _cut(
    cluster: Sequence[Replacement], holders: Mapping[Replacement, list[int]], readings: Sequence[Reading]
) -> list[Reading]:
    """The readings that take part in a cluster, cut down to it."""
    parts: dict[int, list[Replacement]] = {}
    for replacement in cluster:
        for number in holders[replacement]:
            parts.setdefault(number, []).append(replacement)
    return _distinct([Reading(tuple(replacements), readings[number].names) for number, replacements in parts.items()])


def _adopted(frame: Frame, readings: Sequence[Reading]) -> tuple[Frame, Sequence[Reading]]:
    """Take the sub-amendments out of a cluster where what they amend is in it: they belong inside that wording.

    The amended reading is widened to cover them, so that wherever it goes they fit in.
    """
    by_name = {name: each for each in readings for name in each.names}
    below: dict[int, list[int]] = {}
    for name in by_name:
        top = name
        while frame.parents.get(top) in by_name:
            top = frame.parents[top]
        if by_name[top] is not by_name[name]:
            below.setdefault(top, []).append(name)
    amending: dict[int, list[Reading]] = {}
    result = list(readings)
    for top, names in sorted(below.items()):
        amended = by_name[top]
        group = [Reading(by_name[name].replacements, (name,)) for name in sorted(names)]
        touched = [each for reader in (amended, *group) for each in reader.replacements]
        start, end = min(each.start for each in touched), max(each.end for each in touched)
        wording = _wording(frame, start, end, amended.replacements)
        if not wording:
            continue
        # One that says the same in other steps is behind the wording itself.
        alike = [each for each in group if _wording(frame, start, end, each.replacements) == wording]
        amending[top] = [each for each in group if each not in alike]
        gone = set(names)
        result = [Reading(each.replacements, tuple(n for n in each.names if n not in gone)) for each in result]
        place = next(number for number, each in enumerate(result) if top in each.names)
        joint = (*result[place].names, *(name for each in alike for name in each.names))
        result[place] = Reading((Replacement(start, end, wording),), joint)
    kept = _distinct([each for each in result if each.names])
    return replace(frame, amending=amending), kept


def _wording(frame: Frame, start: int, end: int, replacements: Sequence[Replacement]) -> tuple[str, ...]:
    words: list[str] = []
    at = start
    for each in replacements:
        words += frame.base[at : each.start]
        words += each.words
        at = each.end
    words += frame.base[at:end]
    return tuple(words)


def _region(frame: Frame, readings: Sequence[Reading], start: int, end: int) -> tuple[Passage, ...]:
    """Plan one cluster: rival wordings side by side, or the widest change outside and the others in the base words."""
    base = frame.base[start:end]
    by_wording: dict[tuple[str, ...], list[Reading]] = {}
    for each in readings:
        wording = _wording(frame, start, end, each.replacements)
        if wording != base or any(name in frame.amending for name in each.names):
            by_wording.setdefault(wording, []).append(each)
    flat = [_choice(frame, start, end, wording, group) for wording, group in by_wording.items()]
    if not flat:
        return _said(base)
    editorial = len({layout_key("".join(words)) for words in (base, *by_wording)}) == 1

    def region(inner: tuple[Passage, ...], choices: Iterable[tuple[int, Choice]]) -> Region:
        ordered = tuple(choice for _, choice in sorted(choices, key=itemgetter(0)))
        return Region(frame.offset + start, frame.offset + end, inner, ordered, editorial)

    plain = region(_said(base), flat)
    if not 1 < len(by_wording) <= MOST_NESTED:
        return (plain,)

    def width(wording: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
        return max(each.end - each.start for reader in by_wording[wording] for each in reader.replacements), wording

    widest = max(by_wording, key=width)
    outer = _choice(frame, start, end, widest, by_wording.pop(widest))
    inner = _passages(frame, start, end, _distinct([each for group in by_wording.values() for each in group]))
    level = _same_level(inner)
    if level is None:
        nested = region(inner, [outer])
    else:
        order = {
            frame.names[number]: number for group in by_wording.values() for each in group for number in each.names
        }
        within, choices = level
        nested = region(within, [outer, *((order[choice.names[0]], choice) for choice in choices)])
    return (nested,) if level is not None or cost((nested,)) < cost((plain,)) else (plain,)


def _same_level(inner: Sequence[Passage]) -> tuple[tuple[Passage, ...], list[Choice]] | None:
    """The base and the choices of a region that has nothing beside it but white space.

    Who deletes a word takes a space along; who replaces it does not. Both are about the same word.
    """
    regions = [passage for passage in inner if isinstance(passage, Region)]
    if len(regions) != 1 or any(isinstance(passage, str) and not passage.isspace() for passage in inner):
        return None
    only = regions[0]
    if len(inner) > 1 and not all(choice.content for choice in only.choices):
        return None
    at = inner.index(only)
    before, after = inner[:at], inner[at + 1 :]
    choices = [Choice(_run_together((*before, *each.content, *after)), each.names) for each in only.choices]
    return _run_together((*before, *only.base, *after)), choices


def _run_together(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    result: list[Passage] = []
    for passage in passages:
        if isinstance(passage, str) and result and isinstance(result[-1], str):
            result[-1] += passage
        else:
            result.append(passage)
    return tuple(result)


def _said(words: Sequence[str]) -> tuple[Passage, ...]:
    return ("".join(words),) if words else ()


def _choice(
    frame: Frame, start: int, end: int, wording: tuple[str, ...], group: Sequence[Reading]
) -> tuple[int, Choice]:
    numbers = sorted(name for each in group for name in each.names)
    names = tuple(frame.names[number] for number in numbers)
    inside = [
        reading(wording, _wording(frame, start, end, below.replacements), below.names)
        for number in numbers
        for below in frame.amending.get(number, ())
    ]
    if not inside:
        return numbers[0], Choice(_said(wording), names)
    return numbers[0], Choice(plan(Frame(wording, 0, frame.names, frame.parents), inside), names)


def cost(passages: Sequence[Passage]) -> int:
    """How much there is to read, in characters; a bracket counts as a few words."""
    total = 0
    for passage in passages:
        if isinstance(passage, str):
            total += len(passage)
        else:
            total += cost(passage.base) + sum(cost(choice.content) + BRACKET for choice in passage.choices)
    return total
