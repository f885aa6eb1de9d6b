"""A paragraph as its reader sees it: characters with their weight, and each cross-reference as one sign.

This is what a word processor holds of a text. The marks of the dialect are gone, and so are characters that no document
can hold or that would deceive its reader: they are made visible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from drafter.model.clause import Clause
from drafter.model.designation import before_heading
from drafter.model.target import REFERENCE
from drafter.text.dialect import Weight, runs
from drafter.text.visible import visible

WEIGHTS: dict[Weight, str] = {"plain": "p", "emphasis": "e", "strong": "s", "both": "b"}
"""How `Shown.weights` writes the weight of a character."""

WEIGHT_OF: dict[str, Weight] = {letter: weight for weight, letter in WEIGHTS.items()}

# Marks and joiners of Arabic, Persian and Hebrew typing; a word must come back from Word as it went there.
_ORDINARY = re.compile("([\u200c\u200d\u200e\u200f\u061c]+)")
BAR = "\U0010fffd"
"""Stands for a bar that is a character of the words (`\\|`) where `|` would begin or part the cells of a row."""

_DASHES = re.compile(r"\|[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")

_FIRST_SIGN = 0xF0000
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
SIGN = re.compile("([\U000f0000-\U0010fffc])")
"""A sign that stands for a cross-reference, see `Signs`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a paragraph shows. `weights` has one letter a character (see `WEIGHTS`)."""

    text: str
    weights: str

    def __add__(self, other: Shown) -> Shown:
        return Shown(self.text + other.text, self.weights + other.weights)

    def __getitem__(self, part: slice) -> Shown:
        return Shown(self.text[part], self.weights[part])


NOTHING = Shown("", "")


class Signs:
    """The signs that stand for cross-references: one private character a target, the same wherever it is met."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._targets: list[str] = []

    def sign(self, target: str) -> str:
        """Give the sign of a target."""
        if target not in self._places:
            self._places[target] = len(self._targets)
            self._targets.append(target)
        return chr(_FIRST_SIGN + self._places[target])

    def target(self, sign: str) -> str | None:
        """Give the target of a sign, or None for any other character."""
        place = ord(sign) - _FIRST_SIGN
        return self._targets[place] if 0 <= place < len(self._targets) else None


def shown(paragraph: str, signs: Signs) -> Shown:
    """Give what one paragraph of a text, or a heading, shows."""
    marked = REFERENCE.sub(lambda match: signs.sign(match["target"]), _PRIVATE.sub(_named, paragraph))
    if is_row(paragraph):
        marked = marked.replace("\\|", BAR)
    found = joined(Shown(seen(run.text), WEIGHTS[run.weight] * len(seen(run.text))) for run in runs(marked))
    if found.text.startswith("|") and not is_row(paragraph):
        # An escaped bar at the beginning is a character of the words; the paragraph must not be taken for a row.
        found = Shown(BAR, found.weights[0]) + found[1:]
    return found


def titled(clause: Clause, signs: Signs) -> Shown:
    """Give the heading of a clause with its designation: `Article 4. Protection of critical infrastructure`."""
    if not clause.heading:
        return plain(clause.designation)
    return plain(f"{clause.designation}{before_heading(clause.designation)}") + shown(clause.heading, signs)


def plain(text: str) -> Shown:
    """Give words that are no dialect, as they are seen."""
    text = seen(_PRIVATE.sub(_named, text))
    return Shown(text, "p" * len(text))


def seen(text: str) -> str:
    """Make characters visible that are not text; the marks of ordinary typing from right to left stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(part if place % 2 else visible(part) for place, part in enumerate(_ORDINARY.split(text)))


def is_row(paragraph: str) -> bool:
    """Whether a paragraph is a row of a table, its line of dashes included."""
    return paragraph.startswith("|")


def is_dashes(paragraph: str) -> bool:
    """Whether a row is the line of dashes behind the head of a table."""
    return _DASHES.match(paragraph) is not None


def joined(parts: Iterable[Shown]) -> Shown:
    """Put stretches one behind the other."""
    found = list(parts)
    return Shown("".join(part.text for part in found), "".join(part.weights for part in found))


def _named(match: re.Match[str]) -> str:
    return f"‹U+{ord(match[0]):04X}›"
