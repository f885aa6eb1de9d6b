"""Emphasis in a tree of words: each stretch says for itself how it is set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.draft.inline import Bracket, Inline, Plain, Reference, Words
from drafter.text.dialect import Run, Weight, runs, without_marks, written

__all__ = ["Run", "Weight", "closed", "runs", "without_marks"]


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
