"""Where the changes of several readings meet: the stretches of the base that are decided together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.text.tokens import HYPHENS
from drafter.text.words import Replacement, sentence_rank


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to change the base, and the proposals (by order of tabling) that change it so."""

    replacements: tuple[Replacement, ...]
    names: tuple[int, ...]


def distinct(readings: Sequence[Reading]) -> list[Reading]:
    """Join the readings that change the base alike, and leave out those that don't change it."""
    by_change: dict[tuple[Replacement, ...], list[int]] = {}
    for each in readings:
        if each.replacements:
            by_change.setdefault(each.replacements, []).extend(each.names)
    return [Reading(change, tuple(sorted(names))) for change, names in by_change.items()]


def above(name: int, parents: Mapping[int, int]) -> tuple[int, ...]:
    """A proposal, and those that it changes, up to the one that changes none."""
    found = [name]
    while (name := parents.get(name, name)) not in found:
        found.append(name)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Span:
    """Changes that stay together, over base tokens `start:end`."""

    start: int
    end: int
    changes: tuple[Replacement, ...]


def _span(changes: Iterable[Replacement]) -> _Span:
    ordered = tuple(sorted(changes))
    return _Span(ordered[0].start, max(each.end for each in ordered), ordered)


def clusters(
    base: Sequence[str], readings: Sequence[Reading], parents: Mapping[int, int]
) -> Iterator[tuple[int, int, list[Reading]]]:
    """Ranges of the base in which changes overlap, each with the readings that change it, cut down to it.

    Touching is not overlapping: an insertion at p stands before a replacement that begins at p and after one that
    ends there. Different insertions at one point stand apart, in order of tabling unless one would cut the sentence of
    another. But what a sub-amendment says where the one that it amends says something belongs together, also when the
    two only touch.

    What a reading says in words in dispute and right beside them is not parted: each wording is one, and not a word
    here and a word there between those of another. Which ranges there are depends on the texts alone, and one in which
    a reading has no part is what it is without it.
    """
    if len(readings) == 1:
        only = readings[0]
        for each in only.replacements:
            yield each.start, each.end, [Reading((each,), only.names)]
        return
    meeting = _Meeting(readings, parents)
    whole: dict[Replacement, _Span] = {each: _Span(each.start, each.end, (each,)) for each in meeting.holders}
    for touching in meeting.touching():
        _put_together(whole, touching)
    while True:
        found = meeting.overlapping(set(whole.values()))
        places = {change: each for each in found for change in each.changes}
        joint = list(meeting.adjoining(base, places))
        if not joint:
            break
        for changes in joint:
            _put_together(whole, changes)
    for span in found:
        yield span.start, span.end, meeting.cut(span)


def _put_together(whole: dict[Replacement, _Span], changes: Iterable[Replacement]) -> None:
    """Let changes stay together, and with all that any of them stays together with."""
    joint = _span({each for change in changes for each in whole[change].changes})
    whole.update(dict.fromkeys(joint.changes, joint))


def _in_one_word(kept: Sequence[str], whole: Sequence[str], one: Replacement, other: Replacement) -> bool:
    """Whether two changes with these words between are of one hyphened word: of `low-carbon` nobody changes a half."""
    return not any(map(str.isspace, kept)) and not HYPHENS.isdisjoint((*whole, *one.words, *other.words))


class _Meeting:
    """Who makes which change, and who amends whom."""

    def __init__(self, readings: Sequence[Reading], parents: Mapping[int, int]) -> None:
        self.readings = readings
        self.holders: dict[Replacement, list[int]] = {}
        for number, reader in enumerate(readings):
            for each in reader.replacements:
                self.holders.setdefault(each, []).append(number)
        names = [name for each in readings for name in each.names]
        self.lines = {name: above(name, parents) for name in names} if parents else {}
        self.tops = [{self._top(name) for name in each.names} for each in readings]
        ranks: dict[tuple[int, int], int] = {}
        for each in sorted(self.holders, key=lambda each: (self._first(each)[0], each.words)):
            if each.start == each.end:
                ranks.setdefault((each.start, self._first(each)[1]), sentence_rank(each.words))
        self.ranks = ranks

    def touching(self) -> Iterator[tuple[Replacement, Replacement]]:
        """Give changes of two that touch, when one of the two amends the other."""
        if not self.lines:
            return
        kin: dict[int, set[int]] = {}
        for name, (_, *amended) in self.lines.items():
            for each in amended:
                kin.setdefault(name, set()).add(each)
                kin.setdefault(each, set()).add(name)
        begins: dict[tuple[int, int], list[Replacement]] = {}
        for change in self.holders:
            for name in self._behind(change):
                begins.setdefault((change.start, name), []).append(change)
        for change in self.holders:
            for name in self._behind(change):
                for each in kin.get(name, ()):
                    yield from ((change, other) for other in begins.get((change.end, each), ()) if other != change)

    def overlapping(self, spans: Iterable[_Span]) -> list[_Span]:
        """Put together what overlaps, in the order of the text."""
        runs: list[list[_Span]] = []
        end = 0
        for each in sorted(spans, key=self._place):
            if runs and each.start < end:
                runs[-1].append(each)
            else:
                runs.append([each])
            end = max(end, each.end)
        return [
            _Span(run[0].start, max(each.end for each in run), tuple(change for each in run for change in each.changes))
            for run in runs
        ]

    def adjoining(
        self, base: Sequence[str], places: Mapping[Replacement, _Span]
    ) -> Iterator[tuple[Replacement, Replacement]]:
        """Give changes of one reading, one in a disputed range and one right beside that or in the same word."""
        for number, reader in enumerate(self.readings):
            for one, other in pairwise(reader.replacements):
                left, right = places[one], places[other]
                kept = base[left.end : right.start]
                if left is right or not (
                    all(map(str.isspace, kept)) or _in_one_word(kept, base[one.start : other.end], one, other)
                ):
                    continue
                if self._disputed(number, left) or self._disputed(number, right):
                    yield one, other

    def _disputed(self, number: int, span: _Span) -> bool:
        """Whether another reading, but for those that amend this one or are amended by it, changes the same words."""
        return any(
            self.tops[other] != self.tops[number]
            for change in span.changes
            if number not in self.holders[change]
            for other in self.holders[change]
        )

    def cut(self, cluster: _Span) -> list[Reading]:
        """The readings that take part in a cluster, cut down to it."""
        parts: dict[int, list[Replacement]] = {}
        for change in sorted(set(cluster.changes)):
            for number in self.holders[change]:
                parts.setdefault(number, []).append(change)
        return distinct([Reading(tuple(changes), self.readings[number].names) for number, changes in parts.items()])

    def _top(self, name: int) -> int:
        return self.lines[name][-1] if self.lines else name

    def _first(self, change: Replacement) -> tuple[int, int]:
        tabled = min(self.readings[number].names[0] for number in self.holders[change])
        return tabled, self._top(tabled)

    def _place(self, span: _Span) -> tuple[int, int, int, int, int, tuple[Replacement, ...]]:
        tabled, line = self._first(span.changes[0])
        rank = self.ranks[span.start, line] if span.start == span.end else 0
        return span.start, span.end, rank, line, tabled, span.changes

    def _behind(self, change: Replacement) -> Iterator[int]:
        return (name for number in self.holders[change] for name in self.readings[number].names)
