"""Which way a line of text runs."""

from __future__ import annotations

import re
import unicodedata
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


def _first(words: str) -> Direction | None:
    for character in words:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "left" if kind == "L" else "right"
    return None
