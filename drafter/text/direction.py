"""Which way a line of text runs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from drafter.model.label import leading_labels

Direction = Literal["left", "right"]
"""From where a line begins: `left` for Latin, `right` for Arabic and Hebrew."""

# Brackets and isolates may stand before a label, and what is said of an alternative; `(` is the label's own.
_BEFORE = re.compile(r"[\[⟦{+*_\s\u2066-\u2069-]*(?:Alt [0-9]+: )?")


def direction(line: str) -> Direction | None:
    """Give the direction of the first letter that has one (UAX 9, P2), None where no letter has.

    The letters of a label say nothing about the words behind it: `(a)` also stands before Arabic words, whose full
    stop would otherwise stand where they begin.
    """
    if line.isascii():
        return "left" if any(character.isalpha() for character in line) else None
    at = _BEFORE.match(line).end()  # type: ignore[union-attr]
    _, words = leading_labels(line[at : at + 64])
    return _first(line[at + words :]) or _first(line)


def by_direction(text: str, base: Direction) -> Iterator[tuple[str, bool]]:
    """Cut text where its direction changes, with whether each stretch runs from right to left.

    What has no direction goes with its neighbours, between two kinds with the base.
    """
    if text.isascii() and base == "left":
        if text:
            yield text, False
        return
    kinds = [_turned(character) for character in text]
    at = 0
    resolved: list[bool] = []
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] is None:
            end += 1
        before = resolved[-1] if resolved else base == "right"
        behind = kinds[end] if end < len(kinds) else base == "right"
        resolved.extend([before if before == behind else base == "right"] * (end - at))
        if end < len(kinds):
            resolved.append(bool(kinds[end]))
        at = end + 1
    for right, run in groupby(zip(text, resolved, strict=True), key=lambda pair: pair[1]):
        yield "".join(character for character, _ in run), right


def _first(words: str) -> Direction | None:
    for character in words:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "left" if kind == "L" else "right"
    return None


def _turned(character: str) -> bool | None:
    kind = unicodedata.bidirectional(character)
    return None if kind not in ("L", "R", "AL", "AN") else kind != "L"
