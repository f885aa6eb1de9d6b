"""Several changed readings of one run of words, as regions with their rival wordings."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TypeAlias

from drafter.text.clusters import Reading, clusters, distinct
from drafter.text.tokens import layout_key
from drafter.text.words import Range, Replacement, word_edits

BRACKET = 12
"""What a bracket and its names cost a reader, in characters."""

NESTED = 40
"""What it costs a reader, in characters, to find a wording inside another, or to put it together from two places."""

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
    apart = distinct(_out_of_the_way(frame.base, readings))
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


def _passages(
    frame: Frame, start: int, end: int, readings: Sequence[Reading], *, adopt: bool = False
) -> tuple[Passage, ...]:
    found: list[Passage] = []
    at = start
    for first, last, inside in clusters(frame.base, readings, frame.parents if adopt else {}):
        found.append("".join(frame.base[at:first]))
        if adopt:
            found += _region(*_adopted(frame, inside), first, last)
        else:
            found += _region(frame, inside, first, last)
        at = last
    found.append("".join(frame.base[at:end]))
    return tuple(passage for passage in found if passage != "")


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
    kept = distinct([each for each in result if each.names])
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
    inner = _passages(frame, start, end, distinct([each for group in by_wording.values() for each in group]))
    level = _same_level(inner)
    if level is None:
        nested = region(inner, [outer])
    else:
        order = {
            frame.names[number]: number for group in by_wording.values() for each in group for number in each.names
        }
        within, choices = level
        nested = region(within, [outer, *((order[choice.names[0]], choice) for choice in choices)])
    if level is not None or cost((nested,)) + _trouble(outer[1], inner) < cost((plain,)):
        return (nested,)
    return (plain,)


def _trouble(outer: Choice, inner: Sequence[Passage]) -> int:
    """How much harder nested wordings are to read than whole ones, in characters.

    Inside words that are merely to be deleted the others stand as they do elsewhere. Beside other words each is a
    second step, and one that is told in several places has to be put together from them.
    """
    if not outer.content:
        return 0
    regions = list(_all(inner))
    places = Counter(name for region in regions for choice in region.choices for name in choice.names)
    again = sum(places.values()) - len(places)
    return NESTED * (again + sum(any(choice.content for choice in region.choices) for region in regions))


def _all(passages: Sequence[Passage]) -> Iterator[Region]:
    for passage in passages:
        if isinstance(passage, Region):
            yield passage
            yield from _all(passage.base)


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
        _within(wording, _wording(frame, start, end, below.replacements), below.names)
        for number in numbers
        for below in frame.amending.get(number, ())
    ]
    if not inside:
        return numbers[0], Choice(_said(wording), names)
    return numbers[0], Choice(plan(Frame(wording, 0, frame.names, frame.parents), inside), names)


def _within(wording: Sequence[str], new: Sequence[str], names: Iterable[int]) -> Reading:
    """What a sub-amendment makes of a wording. White space at both ends parts that from what stands round it."""
    head = int(wording[:1] == new[:1] and wording[0].isspace())
    tail = int(len(wording) > 1 and len(new) > 1 and wording[-1] == new[-1] and wording[-1].isspace())
    inner = reading(wording[head : len(wording) - tail], new[head : len(new) - tail], names)
    return Reading(tuple(Replacement(e.start + head, e.end + head, e.words) for e in inner.replacements), inner.names)


def cost(passages: Sequence[Passage]) -> int:
    """How much there is to read, in characters; a bracket counts as a few words."""
    total = 0
    for passage in passages:
        if isinstance(passage, str):
            total += len(passage)
        else:
            total += cost(passage.base) + sum(cost(choice.content) + BRACKET for choice in passage.choices)
    return total
