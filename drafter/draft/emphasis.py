"""Emphasis in a tree of words: each stretch says for itself how it is set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from drafter.draft.inline import Bracket, Inline, Plain, Reference, Words
from drafter.text import inline as text
from drafter.text.dialect import Run, Weight, runs, without_marks, written

__all__ = ["Run", "Weight", "closed", "runs", "set_apart", "without_marks"]


def closed(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Close emphasis at each bracket or change that cuts its pair of marks, and open it again behind.

    `*Recalling [also / further]* the Charter` becomes `*Recalling* [*also* / *further*] the Charter`: each stretch
    then says for itself how it is set. Content without a cut pair stays as it is.
    """
    inner = tuple(_closed_within(each) for each in content)
    marked = any(isinstance(each, Words) and any(mark in each.text for mark in "*_") for each in inner)
    if not marked or all(isinstance(each, Words) for each in inner):
        return inner
    # What is not words stands in the line as one character that is no punctuation, so that marks beside it count.
    stand_ins = "".join(each.text if isinstance(each, Words) else _STAND_IN for each in inner)
    if stand_ins.count(_STAND_IN) != sum(not isinstance(each, Words) for each in inner):
        return inner
    found = runs(stand_ins)
    if not any(run.weight != "plain" and _STAND_IN in run.text for run in found):
        return inner
    return tuple(_opened(found, [each for each in inner if not isinstance(each, Words)]))


_STAND_IN = "\ue000"
_PARTED = re.compile(r"(\n[^\S\n]*\n\s*)")
_ESCAPED_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\\\|")
"""Behind any number of escaped backslashes, which are not what escapes it."""
_BAR = "\ue001"
"""Stands for a bar that is escaped, and that stays so."""


def set_apart(content: Sequence[text.Inline]) -> tuple[text.Inline, ...]:
    """Let each piece of a redline say for itself how its words are set.

    A change may hold one of two marks, or put other marks round words that stay: `{+*+}all{+ States*+}`. Read alone
    such a piece says something else than both texts do. Words that stay and are set otherwise are then taken out and
    put in. What reads the same in pieces stays as it is.
    """
    pieces = [each for each in content if isinstance(each, text.Words | text.Inserted | text.Deleted)]
    if len(pieces) < len(content) or not any(mark in each.text for each in pieces for mark in "*_\\"):
        return tuple(content)
    pieces = [replace(each, text=_ESCAPED_BAR.sub(rf"\1{_BAR}", each.text)) for each in pieces]
    old = [each.text for each in pieces if not isinstance(each, text.Inserted)]
    new = [each.text for each in pieces if not isinstance(each, text.Deleted)]
    if all(_characters("".join(side)) == [each for part in side for each in _read(part)] for side in (old, new)):
        return tuple(content)
    was, becomes = _settled("".join(old)), _settled("".join(new))
    if was is None or becomes is None:
        return tuple(content)
    made: list[text.Inline] = []
    told = _told(pieces, iter(was), iter(becomes))
    for (kind, label, weight), run in groupby(told, key=lambda each: (each[0], each[2], each[1][1])):
        words = written("".join(each[1][0] for each in run), weight).replace(_BAR, "\\|")
        made.append(text.Words(words) if kind is text.Words else kind(words, label))
    return tuple(made)


def _closed_within(each: Inline) -> Inline:
    if not isinstance(each, Bracket):
        return each
    wordings = tuple(replace(wording, content=closed(wording.content)) for wording in each.wordings)
    return replace(each, wordings=wordings)


def _opened(found: Sequence[Run], others: Sequence[Inline]) -> Iterator[Inline]:
    left = iter(others)
    for run in found:
        for place, words in enumerate(run.text.split(_STAND_IN)):
            if place:
                yield _weighted(next(left), run.weight)
            if words:
                yield Words(written(words, run.weight))


def _weighted(each: Inline, weight: Weight) -> Inline:
    """Set all words of an inline in a weight, besides what they are set in already."""
    if weight == "plain" or isinstance(each, Reference):
        return each
    if isinstance(each, Words):
        return Words("".join(written(run.text, _both(run.weight, weight)) for run in runs(each.text)))
    if isinstance(each, Bracket):
        wordings = tuple(
            replace(wording, content=tuple(_weighted(part, weight) for part in wording.content))
            for wording in each.wordings
        )
        return replace(each, wordings=wordings)
    parts: list[Plain] = []
    for part in each.content:
        weighted = _weighted(part, weight)
        assert isinstance(weighted, Words | Reference)
        parts.append(weighted)
    return replace(each, content=tuple(parts))


def _both(one: Weight, other: Weight) -> Weight:
    if one == "plain" or one == other:
        return other
    return "both"


_Set: TypeAlias = tuple[str, Weight]
"""A character and how it is set."""


def _characters(words: str) -> list[_Set]:
    """Say how each character is set that shows; no pair of marks reaches from one paragraph into another."""
    found: list[_Set] = []
    for part in _PARTED.split(words):
        found.extend(_read(part))
    return found


def _read(piece: str) -> list[_Set]:
    """Say how a piece reads by itself."""
    return [(character, run.weight) for run in runs(piece) for character in run.text]


def _settled(words: str) -> list[_Set | None] | None:
    """Say for each character how it is set, None for a mark; None for words that can't be followed."""
    said = _characters(words)
    found: list[_Set | None] = []
    at = 0
    for character in words:
        stays = at < len(said) and said[at][0] == character
        found.append(said[at] if stays else None)
        at += stays
    return found if at == len(said) else None


def _told(
    pieces: Sequence[text.Words | text.Inserted | text.Deleted],
    was: Iterator[_Set | None],
    becomes: Iterator[_Set | None],
) -> Iterator[tuple[type[text.Words | text.Inserted | text.Deleted], _Set, str]]:
    """Give each character that shows, as standing, put in or taken out, with the label of what is behind it."""
    label = next((each.label for each in pieces if not isinstance(each, text.Words)), "")
    for each in pieces:
        if not isinstance(each, text.Words):
            label = each.label
        olds = [next(was) if not isinstance(each, text.Inserted) else None for _ in each.text]
        news = [next(becomes) if not isinstance(each, text.Deleted) else None for _ in each.text]
        for same, run in groupby(zip(olds, news, strict=True), key=lambda pair: pair[0] == pair[1]):
            pairs = list(run)
            if same:
                yield from ((text.Words, old, "") for old, _ in pairs if old is not None)
            else:
                yield from ((text.Deleted, old, label) for old, _ in pairs if old is not None)
                yield from ((text.Inserted, new, label) for _, new in pairs if new is not None)
