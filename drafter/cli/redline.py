"""A change of words in print: `[-old-]{+new+}`, word-wrapped; on a terminal struck out and underlined, with colour."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from drafter.text.diff import Piece, diff
from drafter.text.visible import visible

_MARKS = {"same": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
_STYLES = {"deleted": "\x1b[31;9m", "inserted": "\x1b[32;4m"}
_RESET = "\x1b[0m"
_BREAK = "¶"

Stretch = tuple[str, str]
"""Words, and whether they are the same, deleted or inserted."""


def redline(old: str, new: str, *, coloured: bool, columns: int) -> str:
    """Give what leads from one text to another, in lines of at most `columns`.

    Paragraphs that are the same are left out and marked with `...`.
    """
    blocks: list[str] = []
    split = False
    for paragraph in _told(list(_paragraphs(diff(old.rstrip("\n"), new.rstrip("\n")).pieces()))):
        if split or any(kind != "same" for _, kind in paragraph):
            blocks.append("\n".join(_wrapped(_marked(paragraph, coloured=coloured), columns)))
        elif blocks[-1:] != ["..."]:
            blocks.append("...")
        split = bool(paragraph) and paragraph[-1][0] == _BREAK
    return "\n\n".join(blocks) if blocks != ["..."] else ""


def print_redline(text: str) -> None:
    """Print a redline: its words were made visible, its escapes are its own."""
    sys.stdout.write((text or "(the words are the same)") + "\n")


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[list[Stretch]]:
    """Cut the pieces where paragraphs part."""
    paragraph: list[Stretch] = []
    for piece in pieces:
        parts = re.split(r"(\n[^\S\n]*\n\s*)", visible(piece.text))
        for at, part in enumerate(parts):
            if at % 2:
                if piece.kind != "same":
                    paragraph.append((_BREAK, piece.kind))
                yield paragraph
                paragraph = []
            elif part:
                paragraph.append((part, piece.kind))
    yield paragraph


def _told(paragraphs: list[list[Stretch]]) -> Iterator[list[Stretch]]:
    """Leave out the marks of paragraph breaks that came or went with a whole paragraph: they say nothing new."""
    for paragraph, behind in pairwise([*paragraphs, []]):
        if paragraph and paragraph[-1][0] == _BREAK:
            kind = paragraph[-1][1]
            if any(each and all(changed == kind for _, changed in each) for each in (paragraph, behind)):
                paragraph = paragraph[:-1]
        yield paragraph


def _marked(paragraph: Sequence[Stretch], *, coloured: bool) -> Iterator[tuple[str, str]]:
    """Give text with the style in which it is printed, or with the marks that stand for it."""
    for kind, run in groupby(paragraph, key=lambda stretch: stretch[1]):
        text = "".join(words for words, _ in run)
        if coloured or kind == "same":
            yield text, _STYLES.get(kind, "")
        else:
            opening, closing = _MARKS[kind]
            yield f"{opening}{text}{closing}", ""


def _wrapped(stretches: Iterable[tuple[str, str]], columns: int) -> list[str]:
    """Wrap styled text between words; a style never runs over a line's end."""
    words: list[list[tuple[str, str]]] = [[]]
    for text, style in stretches:
        for at, part in enumerate(re.split(r"([ \t\n]+)", text)):
            if at % 2:
                words.append([("\n" if "\n" in part else " ", style)])
                words.append([])
            elif part:
                words[-1].append((part, style))
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0
    for space, word in zip([[], *words[1::2]], words[::2], strict=True):
        width, gap = sum(_width(text) for text, _ in word), len(space)
        if (space and space[0][0] == "\n") or (used and used + gap + width > columns):
            lines.append([])
            used, space = 0, []
        elif not used:
            space = []
        lines[-1].extend([*space, *word])
        used += (gap if used else 0) + width
    return [_printed(line) for line in lines]


def _printed(line: Sequence[tuple[str, str]]) -> str:
    return "".join(
        f"{style}{text}{_RESET}" if style else text
        for style, text in (
            (style, "".join(part for part, _ in run)) for style, run in groupby(line, lambda each: each[1])
        )
    )


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
