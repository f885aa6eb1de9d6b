"""Inline content laid out as one line of text, with the notation of brackets; every format and screen prints it so.

The marks are those of the field: `[refrain from - JPN retain / not conduct - NOR, EST]`; without names
`[refrain from][not conduct]`. Brackets of the text itself print as `⟦shall⟧` where brackets are derived.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from drafter.draft.inline import Bracket, Deleted, Inline, Inserted, Plain, Reference, Wording, Words
from drafter.text.attribution import Attribution
from drafter.text.printing import EMPTY, ISOLATE, ISOLATED, PILCROW, printed_white, runs_right_to_left
from drafter.text.tokens import FOOTNOTE

Role = Literal["words", "reference", "unresolved", "mark", "names", "inserted", "deleted"]

_OWN = re.compile(rf"{FOOTNOTE}|\\?\[|\\?\]")
# Words that would read as the next wording of a bracket or as somebody's name are marked with a backslash, where such
# names are printed among the words.
_SIGNS = re.compile(r"(?<!\S)([/-])(?!\S)")
_BREAK = re.compile(r"(?<!\s)\s*\n\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a printed line. `words` (and what was inserted or deleted) are of the inline dialect, the others
    are printed as they are."""

    text: str
    role: Role
    depth: int = 0
    """In how many derived brackets it stands."""
    target: str = ""
    """Where a cross-reference leads, as an address."""


def stretches(
    content: Iterable[Inline], *, attributed: bool = True, bracketed: bool = True, apart: bool = False
) -> tuple[Stretch, ...]:
    """Lay inline content out. `bracketed`: brackets of the text itself are printed as `⟦ ⟧`, not as derived ones.

    `apart`: changes, and the names behind them, are set apart from the words, underlined, say; nothing in the words can
    then read as a name.
    """
    whole = tuple(content)
    return tuple(_stretches(whole, _Way(attributed, bracketed, any(map(_right_to_left, whole)), apart), 0))


def printed(content: Iterable[Inline], *, attributed: bool = True, bracketed: bool = True) -> str:
    """Print inline content as plain text."""
    return "".join(each.text for each in stretches(content, attributed=attributed, bracketed=bracketed))


def printed_names(attribution: Attribution) -> str:
    """Print an attribution as it stands behind a wording: ` - AOSIS, EST; RUS delete`, or nothing."""
    return f" - {attribution}" if attribution else ""


def printed_label(label: str) -> str:
    """Print what is behind a change of a redline as it stands behind its words: ` - NOR-7K3QXD`, or nothing."""
    return f" - {label}" if label else ""


@dataclass(frozen=True, slots=True)
class _Way:
    """How one run of content is printed."""

    attributed: bool
    bracketed: bool
    isolate: bool
    """Whether each bracket is isolated from the direction of the words round it."""
    apart: bool


def _stretches(content: Iterable[Inline], way: _Way, depth: int) -> Iterator[Stretch]:
    for each, behind in pairwise((*content, None)):
        assert each is not None
        if isinstance(each, Words | Reference):
            yield _plain(each, way, depth)
        elif isinstance(each, Inserted | Deleted):
            # What is taken out and what is put in for it bear one label.
            goes_on = isinstance(behind, Inserted | Deleted) and behind.label == each.label
            yield from _marked(each, way, depth, "" if goes_on else each.label)
        else:
            if way.isolate:
                yield Stretch(ISOLATE, "mark", depth)
            yield from _bracket(each, way, depth + 1)
            if way.isolate:
                yield Stretch(ISOLATED, "mark", depth)


def _plain(each: Plain, way: _Way, depth: int) -> Stretch:
    if isinstance(each, Reference):
        return Stretch(each.text, "reference" if each.resolved else "unresolved", depth, each.target)
    text = own(each.text) if way.bracketed else each.text
    if depth:
        text = _BREAK.sub(PILCROW, marked_signs(text) if way.attributed else text)
    return Stretch(text, "words", depth)


def _marked(each: Inserted | Deleted, way: _Way, depth: int, label: str) -> Iterator[Stretch]:
    role: Role
    opening, role, closing = ("{+", "inserted", "+}") if isinstance(each, Inserted) else ("[-", "deleted", "-]")
    yield Stretch(opening, "mark", depth)
    texts = [_BREAK.sub(PILCROW, _plain(part, way, depth).text) for part in each.content]
    after = ""
    if label:
        texts = texts if way.apart else [marked_signs(text) for text in texts]
        # The name stands at the last word, and the space that came or went with it behind the name.
        words = texts[-1].rstrip() if texts else ""
        if words:
            texts[-1], after = words, texts[-1][len(words) :]
    for text in texts:
        yield Stretch(text, role, depth)
    if label:
        yield Stretch(printed_label(label), "names", depth)
    if after:
        yield Stretch(after, role, depth)
    yield Stretch(closing, "mark", depth)


def _bracket(bracket: Bracket, way: _Way, depth: int) -> Iterator[Stretch]:
    yield Stretch("[", "mark", depth)
    for place, wording in enumerate(bracket.wordings):
        if place:
            yield Stretch(" / " if way.attributed else "][", "mark", depth)
        yield from _wording(wording, way, depth)
        if way.attributed and wording.attribution:
            yield Stretch(printed_names(wording.attribution), "names", depth)
    yield Stretch("]", "mark", depth)


def _wording(wording: Wording, way: _Way, depth: int) -> Iterator[Stretch]:
    content = wording.content
    if len(content) == 1 and isinstance(content[0], Words) and content[0].text.isspace():
        yield Stretch(printed_white(content[0].text), "mark", depth)
    elif any(not isinstance(each, Words) or each.text for each in content):
        yield from _stretches(content, way, depth)
    else:
        yield Stretch(EMPTY, "mark", depth)


def _right_to_left(each: Inline) -> bool:
    if isinstance(each, Bracket):
        return any(_right_to_left(part) for wording in each.wordings for part in wording.content)
    if isinstance(each, Inserted | Deleted):
        return any(map(_right_to_left, each.content))
    return runs_right_to_left(each.text)


def marked_signs(text: str) -> str:
    """Mark what would read as a sign of the notation: a stroke between two wordings, a dash before a name."""
    return _SIGNS.sub(r"\\\\\1", text)


def own(text: str) -> str:
    """Mark the square brackets of the text itself, also those that it escapes; marks of footnotes stay."""
    return _OWN.sub(lambda match: match[0] if match[0][1:2] == "^" else "⟦" if match[0][-1] == "[" else "⟧", text)


def count_own(text: str) -> int:
    """Count the square brackets that a text opens itself; a mark of a footnote is none."""
    return sum(match[0][-1] == "[" for match in _OWN.finditer(text))
