"""Inline content laid out as one line of text, with the notation of brackets; every format and screen prints it so.

The marks are those of the field: `[refrain from - JPN retain / not conduct - NOR, EST]`; without names
`[refrain from][not conduct]`. Brackets of the text itself print as `⟦shall⟧` where brackets are derived.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from drafter.draft.inline import Bracket, Deleted, Inline, Inserted, Plain, Reference, Wording, Words
from drafter.text.attribution import Attribution

Role = Literal["words", "reference", "unresolved", "mark", "names", "inserted", "deleted"]

_OWN = re.compile(r"\\?\[|\\?\]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a printed line. `words` (and what was inserted or deleted) are of the inline dialect, the others
    are printed as they are."""

    text: str
    role: Role
    depth: int = 0
    """In how many derived brackets it stands."""


def stretches(content: Iterable[Inline], *, attributed: bool = True, bracketed: bool = True) -> tuple[Stretch, ...]:
    """Lay inline content out. `bracketed`: brackets of the text itself are printed as `⟦ ⟧`, not as derived ones."""
    return tuple(_stretches(content, attributed, bracketed, 0))


def printed(content: Iterable[Inline], *, attributed: bool = True, bracketed: bool = True) -> str:
    """Print inline content as plain text."""
    return "".join(each.text for each in stretches(content, attributed=attributed, bracketed=bracketed))


def printed_names(attribution: Attribution) -> str:
    """Print an attribution as it stands behind a wording: ` - AOSIS, EST; RUS delete`, or nothing."""
    return f" - {attribution}" if attribution else ""


def _stretches(content: Iterable[Inline], attributed: bool, bracketed: bool, depth: int) -> Iterator[Stretch]:
    for each in content:
        if isinstance(each, Words | Reference):
            yield _plain(each, bracketed, depth)
        elif isinstance(each, Inserted | Deleted):
            yield from _marked(each, bracketed, depth)
        else:
            yield from _bracket(each, attributed, bracketed, depth)


def _plain(each: Plain, bracketed: bool, depth: int) -> Stretch:
    if isinstance(each, Reference):
        return Stretch(each.text, "reference" if each.resolved else "unresolved", depth)
    return Stretch(_own(each.text) if bracketed else each.text, "words", depth)


def _marked(each: Inserted | Deleted, bracketed: bool, depth: int) -> Iterator[Stretch]:
    opening, role, closing = ("{+", "inserted", "+}") if isinstance(each, Inserted) else ("[-", "deleted", "-]")
    yield Stretch(opening, "mark", depth)
    for part in each.content:
        text = _plain(part, bracketed, depth).text
        yield Stretch(text, "inserted" if role == "inserted" else "deleted", depth)
    yield Stretch(closing, "mark", depth)


def _bracket(bracket: Bracket, attributed: bool, bracketed: bool, depth: int) -> Iterator[Stretch]:
    yield Stretch("[", "mark", depth + 1)
    for place, wording in enumerate(bracket.wordings):
        if place:
            yield Stretch(" / " if attributed else "][", "mark", depth + 1)
        yield from _stretches(wording.content, attributed, bracketed, depth + 1)
        if attributed and wording.attribution:
            yield Stretch(printed_names(wording.attribution), "names", depth + 1)
    yield Stretch("]", "mark", depth + 1)


def _own(text: str) -> str:
    """Mark the square brackets of the text itself, also those that it escapes."""
    return _OWN.sub(lambda match: "⟦" if match[0].endswith("[") else "⟧", text)


def wordings(content: Sequence[Inline]) -> Iterator[Wording]:
    """Give all wordings of inline content, outer ones first."""
    for each in content:
        if isinstance(each, Bracket):
            for wording in each.wordings:
                yield wording
                yield from wordings(wording.content)
