"""The numbered provisions of a clause and their addresses.

A provision is addressed by clause id and labels (`critical-infrastructure:1.a`), never by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from drafter.model.label import Label, leading_labels

PARAGRAPH = re.compile(r"[^\r\n]+(?:\r?\n(?!\r?\n|\Z)[^\r\n]*)*")
"""A paragraph: lines up to a blank one."""

PROVISION_LABEL = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*(?:\.[0-9a-z]+(?:-[0-9a-z]+)*)*\Z")
"""The part of an address behind the colon."""

_DEPTH = {"number": 0, "letter": 1, "roman": 2, "enclosed-number": 3, "capital": 4}


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered provision: its place in the body, with what is nested in it.

    `path` holds the keys from the outermost label inwards, `labels` the labels as printed. `start` and `end`
    are character offsets in the body; `words` is the offset behind the labels.
    """

    path: tuple[str, ...]
    labels: tuple[str, ...]
    start: int
    words: int
    end: int

    @property
    def label(self) -> str:
        """The address behind the colon: `1.a`."""
        return ".".join(self.path)

    @property
    def depth(self) -> int:
        """How deep the provision is nested, from 0."""
        return len(self.path) - 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a body: its place, where its words begin behind the labels, and the provision it opens."""

    start: int
    words: int
    end: int
    path: tuple[str, ...]
    """Path of the innermost provision that the paragraph opens or continues; empty before the first label."""
    opens: bool
    """Whether the paragraph begins with a label."""


@lru_cache(maxsize=4096)
def paragraphs(body: str) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a body in order, each with the provision to which it belongs.

    A paragraph without a label continues the numbered provision before it at depth 0, as the closing words of a
    list do.
    """
    found: list[Paragraph] = []
    open_labels: list[Label] = []
    for match in PARAGRAPH.finditer(body):
        labels, words = leading_labels(match[0])
        for position, label in enumerate(labels):
            _nest(open_labels, label, doubled=position > 0)
        if not labels:
            del open_labels[1:]
        path = tuple(label.key for label in open_labels)
        found.append(Paragraph(match.start(), match.start() + words, match.end(), path, bool(labels)))
    return tuple(found)


@lru_cache(maxsize=4096)
def provisions(body: str) -> tuple[Provision, ...]:
    """Give the numbered provisions of a body in the order of the text, each with what is nested in it."""
    opened: list[Provision] = []
    rows = paragraphs(body)
    for index, paragraph in enumerate(rows):
        if not paragraph.opens:
            continue
        labels, _ = leading_labels(body[paragraph.start : paragraph.end])
        for nth in range(len(labels)):
            path = paragraph.path[: len(paragraph.path) - (len(labels) - 1 - nth)]
            end = paragraph.end
            for later in rows[index + 1 :]:
                if later.path[: len(path)] != path or (later.opens and later.path == path):
                    break
                end = later.end
            printed = tuple(label.text for label in labels[: nth + 1])
            opened.append(Provision(path, printed, paragraph.start, paragraph.words, end))
    return tuple(opened)


def provision(body: str, label: str) -> Provision | None:
    """Give the provision with that address (`1.a`), or None. The first one when an address stands twice."""
    return next((each for each in provisions(body) if each.label == label), None)


def repeated(body: str) -> Iterator[Provision]:
    """Give each provision whose address stands already before it in the body."""
    seen: set[tuple[str, ...]] = set()
    for each in provisions(body):
        if each.path in seen:
            yield each
        seen.add(each.path)


def _nest(open_labels: list[Label], label: Label, *, doubled: bool) -> None:
    """Put `label` at its depth below the open ones: `(i)` is a letter after `(h)`, a Roman numeral otherwise."""
    if label.kind == "roman" and not doubled and _continues_letters(open_labels, label):
        label = Label(label.text, label.key, "letter")
    depth = _DEPTH[label.kind]
    while (
        open_labels
        and _DEPTH[open_labels[-1].kind] >= depth
        and not (doubled and open_labels[-1].kind != label.kind and _DEPTH[open_labels[-1].kind] < depth)
    ):
        open_labels.pop()
    open_labels.append(label)


def _continues_letters(open_labels: list[Label], label: Label) -> bool:
    letters = [each for each in open_labels if each.kind == "letter"]
    if not letters:
        return False
    before = letters[-1].key
    if any(each.kind == "roman" for each in open_labels) and label.key != _after(before):
        return False
    return label.key == _after(before) and not (label.key == "i" and before != "h")


def _after(letter: str) -> str:
    return chr(ord(letter) + 1) if len(letter) == 1 else ""
