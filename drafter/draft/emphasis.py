"""The inline dialect: emphasis, strong and escapes, and nothing else. Brackets, links and HTML are text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt

from drafter.draft.inline import Bracket, Inline, Plain, Reference, Words

Weight = Literal["plain", "emphasis", "strong", "both"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words of one weight, its marks and escapes resolved."""

    text: str
    weight: Weight


@cache
def _dialect() -> MarkdownIt:
    return MarkdownIt("zero").enable(["emphasis", "escape"])


def runs(words: str) -> tuple[Run, ...]:
    """Cut words of the inline dialect into runs: `*Recalling* the Charter` is emphasis, then plain text.

    Outer white space, line ends and a mark without its partner stay as they are. Neighbours differ in weight.
    """
    core = words.strip(" \t\n")
    if not core:
        return (Run(words, "plain"),) if words else ()
    start = words.index(core[0]) if core else 0
    found: list[tuple[str, Weight]] = [(words[:start], "plain")]
    emphasis = strong = 0
    for token in _dialect().parseInline(core)[0].children or ():
        if token.type == "em_open":
            emphasis += 1
        elif token.type == "em_close":
            emphasis -= 1
        elif token.type == "strong_open":
            strong += 1
        elif token.type == "strong_close":
            strong -= 1
        else:
            said = "\n" if token.type in ("softbreak", "hardbreak") else token.content
            weight: Weight = "both" if emphasis and strong else "strong" if strong else "emphasis"
            found.append((said, weight if emphasis or strong else "plain"))
    found.append((words[start + len(core) :], "plain"))
    joined: list[tuple[str, Weight]] = []
    for said, weight in found:
        if not said:
            continue
        if joined and joined[-1][1] == weight:
            joined[-1] = (joined[-1][0] + said, weight)
        else:
            joined.append((said, weight))
    return tuple(Run(said, weight) for said, weight in joined)


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
_MARKS: dict[Weight, str] = {"plain": "", "emphasis": "*", "strong": "**", "both": "***"}


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
                yield Words(_written(words, run.weight))


def _weighted(each: Inline, weight: Weight) -> Inline:
    """Set all words of an inline in a weight, besides what they are set in already."""
    if weight == "plain" or isinstance(each, Reference):
        return each
    if isinstance(each, Words):
        return Words("".join(_written(run.text, _both(run.weight, weight)) for run in runs(each.text)))
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


def _written(text: str, weight: Weight) -> str:
    """Write plain text in the dialect: marks escaped, set in a weight, white space outside of the marks."""
    core = text.strip()
    if not core or weight == "plain":
        return _escaped(text)
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    return f"{before}{_MARKS[weight]}{_escaped(core)}{_MARKS[weight]}{after}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_])", r"\\\1", text)


def without_marks(words: str) -> str:
    """Give the words without the marks of emphasis, for places that can't show it."""
    return "".join(run.text for run in runs(words))
