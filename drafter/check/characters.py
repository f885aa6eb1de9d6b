"""Characters that deceive a reader: invisible ones, those that turn the text round, letters of another script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from drafter.model.problem import Problem
from drafter.text.visible import visible

_WORD = re.compile(r"[^\W\d_]{2,}")
_CONFUSABLE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
"""Scripts whose letters look alike."""

_DIRECTION_MARKS = "\u200e\u200f\u061c"


def invisible(file: str, text: str) -> Iterator[Problem]:
    """No control, bidirectional-override or invisible character stands in a text: its reader would not know.

    Joiners where a script needs them, and direction marks beside letters that are written from right to left, are
    ordinary typing.
    """
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if number == 1:
            line = line.removeprefix("\ufeff")
        if visible(line) == line:
            continue
        right_to_left = any(unicodedata.bidirectional(each) in ("R", "AL") for each in line)
        for at, character in enumerate(line):
            # A joiner shows what it is between letters that it joins.
            shown = character in visible(line[max(0, at - 1) : at + 2])
            if shown or (character in _DIRECTION_MARKS and right_to_left):
                continue
            name = unicodedata.name(character, "a control character")
            yield Problem(
                rule="invisible-character",
                message=f"U+{ord(character):04X} ({name}) stands behind {line[max(0, at - 20) : at]!r}",
                remedy="remove it",
                file=file,
                line=number,
            )


def mixed_scripts(file: str, text: str) -> Iterator[Problem]:
    """A word is written in one script: a Cyrillic letter in a Latin word is another word that looks the same."""
    for number, line in enumerate(text.split("\n"), 1):
        for match in _WORD.finditer(line) if not line.isascii() else ():
            scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in match[0]} & {*_CONFUSABLE}
            if len(scripts) > 1:
                yield Problem(
                    rule="mixed-scripts",
                    message=f"`{match[0]}` mixes {' and '.join(sorted(each.capitalize() for each in scripts))} letters",
                    remedy="type the word anew",
                    file=file,
                    line=number,
                    severity="warning",
                )
