"""A change of words in print: `[-old-]{+new+}`, word-wrapped; on a terminal struck out and underlined, with colour."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from drafter.text.diff import Diff, Piece, diff
from drafter.text.paragraphs import paragraphs
from drafter.text.visible import columns_of, visible

_MARKS = {"same": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
_STYLES = {"deleted": "\x1b[31;9m", "inserted": "\x1b[32;4m"}
_RESET = "\x1b[0m"
_BREAK = "¶"
_AROUND = 40
"""Characters that stand at most on either side of one change that is told alone."""
_PARTING = re.compile(r"(\n[ \t\r]*\n[ \t\r\n]*)")

Stretch = tuple[str, str]
"""Words, and whether they are the same, deleted or inserted."""


@dataclass(slots=True)
class _Block:
    """A paragraph of a redline: where it begins in both texts, and whether no change in it is more than editorial."""

    old: int
    new: int
    stretches: list[Stretch] = field(default_factory=list)
    editorial: bool = True

    @property
    def kinds(self) -> set[str]:
        """What happened to its words."""
        return {kind for _, kind in self.stretches}


def redline(old: str, new: str, *, coloured: bool, columns: int) -> str:
    """Give what leads from one text to another, in lines of at most `columns`.

    Paragraphs that are the same are left out and marked with `...`. Behind others it says what is not to be taken for a
    change of words: `(moved away)`, `(moved here)`, `(renumbered)`, `(editorial)`.
    """
    compared = diff(old.rstrip("\n"), new.rstrip("\n"))
    labels = _Labels(compared)
    blocks: list[str] = []
    split = False
    for block in _told(list(_paragraphs(compared.pieces()))):
        if split or block.kinds - {"same"}:
            label = labels.of(block)
            stretches = [*_marked(block.stretches, coloured=coloured), *([(f" ({label})", "")] if label else [])]
            blocks.append("\n".join(_wrapped(stretches, columns)))
        elif blocks[-1:] != ["..."]:
            blocks.append("...")
        split = bool(block.stretches) and block.stretches[-1][0] == _BREAK
    return "\n\n".join(blocks) if blocks != ["..."] else ""


class _Labels:
    """What became of the paragraphs of two texts, by the characters at which they begin."""

    def __init__(self, compared: Diff) -> None:
        old, new = (paragraphs("".join(side)).places() for side in (compared.base, compared.new))
        moved = [step for step in compared.steps if step.kind == "moved"]
        self._away = {old[step.start] for step in moved}
        self._here = {new[step.start2] for step in moved}
        self._renumbered = {new[step.start2] for step in compared.steps if step.kind == "renumbered"}

    def of(self, block: _Block) -> str:
        """Give the label of a paragraph of the redline, or nothing."""
        if block.kinds == {"deleted"} and block.old in self._away:
            return "moved away"
        if block.kinds == {"inserted"} and block.new in self._here:
            return "moved here"
        if "same" in block.kinds and block.new in self._renumbered:
            return "renumbered"
        split = any(words == _BREAK for words, _ in block.stretches)
        return "editorial" if block.editorial and not split and block.kinds - {"same"} else ""


def clause_redline(old: str, new: str, renumbered: tuple[str, str] | None, *, coloured: bool, columns: int) -> str:
    """Give what leads from one text of a clause to another, behind how it is called otherwise."""
    words = redline(old, new, coloured=coloured, columns=columns)
    if renumbered is None:
        return words
    called = visible(" becomes ".join(renumbered))
    return f"{called}\n\n{words}" if words else called


def exchange(lead: str, old: str, new: str, trail: str, *, coloured: bool, columns: int) -> str:
    """Give words that become others in one place, with some words round them, in lines of at most `columns`.

    White space is a space there, and a paragraph break a sign.
    """
    behind = "" if any(side.endswith("\n\n") for side in (old, new)) else _PARTING.split(trail)[0]
    if old.endswith(" ") and new.endswith(" "):
        old, new, behind = old[:-1], new[:-1], f" {behind}"
    before = _PARTING.split(lead)[-1]
    before = before if len(before) <= _AROUND else before[-_AROUND:].partition(" ")[2]
    behind = behind if len(behind) <= _AROUND else behind[:_AROUND].rpartition(" ")[0]
    parts = ((before, "same"), (old.rstrip("\n"), "deleted"), (new.rstrip("\n"), "inserted"), (behind, "same"))
    told = [(visible(" ".join(_PARTING.sub(f" {_BREAK} ", text).split("\n"))), kind) for text, kind in parts if text]
    return "\n".join(_wrapped(_marked(told, coloured=coloured), columns))


def print_redline(text: str) -> None:
    """Print a redline: its words were made visible, its escapes are its own."""
    sys.stdout.write((text or "(the words are the same)") + "\n")


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[_Block]:
    """Cut the pieces where paragraphs part."""
    old = new = 0
    block = _Block(0, 0)
    for piece in pieces:
        for at, part in enumerate(_PARTING.split(piece.text)):
            old += len(part) * (piece.kind != "inserted")
            new += len(part) * (piece.kind != "deleted")
            if part and piece.kind != "same":
                block.editorial = block.editorial and piece.editorial
            if at % 2:
                if piece.kind != "same":
                    block.stretches.append((_BREAK, piece.kind))
                yield block
                block = _Block(old, new)
            elif part:
                block.stretches.append((visible(part), piece.kind))
    yield block


def _told(blocks: list[_Block]) -> Iterator[_Block]:
    """Leave out the marks of paragraph breaks that came or went with a whole paragraph: they say nothing new."""
    for block, behind in pairwise([*blocks, _Block(0, 0)]):
        if block.stretches and block.stretches[-1][0] == _BREAK:
            kind = block.stretches[-1][1]
            if any(each.kinds == {kind} for each in (block, behind)):
                block.stretches.pop()
        yield block


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
        width, gap = sum(columns_of(text) for text, _ in word), len(space)
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
