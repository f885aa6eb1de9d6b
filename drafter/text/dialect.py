"""The inline dialect: emphasis, strong and escapes, and nothing else. Brackets, links and HTML are text."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from markdown_it import MarkdownIt

Weight = Literal["plain", "emphasis", "strong", "both"]

_ESCAPABLE = frozenset(string.punctuation)
_MARKS: dict[Weight, str] = {"plain": "", "emphasis": "*", "strong": "**", "both": "***"}


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


@lru_cache(maxsize=4096)
def emphasized(words: str) -> tuple[tuple[int, int, int], ...]:
    """Say where pairs of marks stand in words of the dialect: start and end of each, the marks among them, and how many
    characters the mark has at either end. Nothing of words that can't be followed."""
    core = words.strip(" \t\n")
    if "*" not in core and "_" not in core:
        return ()
    at = words.index(core[0])
    opened: list[int] = []
    found: list[tuple[int, int, int]] = []
    for token in _dialect().parseInline(core)[0].children or ():
        if token.nesting > 0:
            opened.append(at)
            at += len(token.markup)
        elif token.nesting < 0:
            at += len(token.markup)
            found.append((opened.pop(), at, len(token.markup)))
        elif token.type in ("softbreak", "hardbreak"):
            at = words.index("\n", at) + 1
            at += len(words[at:]) - len(words[at:].lstrip(" \t"))
        else:
            for character in token.content:
                at += words.startswith(f"\\{character}", at) and character in _ESCAPABLE
                if not words.startswith(character, at):
                    return ()
                at += 1
    return tuple(sorted(found))


def without_marks(words: str) -> str:
    """Give the words without the marks of emphasis, for places that can't show it."""
    return "".join(run.text for run in runs(words))


def written(text: str, weight: Weight) -> str:
    """Write plain text in the dialect: marks escaped, set in a weight, white space outside of the marks."""
    core = text.strip()
    if not core or weight == "plain":
        return escaped(text)
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    return f"{before}{_MARKS[weight]}{escaped(core)}{_MARKS[weight]}{after}"


def escaped(text: str) -> str:
    """Write plain text in the dialect, so that no character of it is a mark."""
    return re.sub(r"([\\*_])", r"\\\1", text)
