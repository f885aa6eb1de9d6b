"""The numbered provisions of a clause and their addresses.

A provision is addressed by clause id and labels (`critical-infrastructure:1.a`), never by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from drafter.model.label import Label, after_roman, follows, leading_labels

PARAGRAPH = re.compile(r"\S[^\r\n]*(?:\r?\n[^\S\r\n]*+\S[^\r\n]*)*")
"""A paragraph: lines up to one that is blank or holds only white space."""

PROVISION_LABEL = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*(?:\.[0-9a-z]+(?:-[0-9a-z]+)*)*\Z")
"""The part of an address behind the colon."""


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
    """Path of the innermost provision that the paragraph opens or continues; empty outside of all."""
    labels: tuple[str, ...]
    """The labels with which it begins, as printed; none when it continues what stands before it."""

    @property
    def opens(self) -> bool:
        """Whether the paragraph begins with a label."""
        return bool(self.labels)


@lru_cache(maxsize=4096)
def paragraphs(body: str) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a body in order, each with the provision to which it belongs.

    `1.` is outermost, unless it begins a list below `一、`; another kind of label nests in the labels before it when it
    is new there (`(a)`, then `(i)`), and goes on with its own list otherwise. A paragraph without a label belongs to
    what is open both before and behind it, and in any case to the paragraph `1.` in which it stands: the closing words
    of a list are not words of its last item.
    """
    places = []
    for match in PARAGRAPH.finditer(body):
        text = match[0].rstrip()
        labels, words = leading_labels(text)
        places.append((match.start(), match.start() + words, match.start() + len(text), labels))
    first_labels = [labels[0] for *_, labels in places if labels]
    open_labels: list[Label] = []
    rows: list[Paragraph] = []
    seen = 0
    for start, words, end, labels in places:
        if labels:
            seen += 1
            _open(open_labels, labels, following=first_labels[seen] if seen < len(first_labels) else None)
        in_force = open_labels if labels else [label for label in open_labels[:1] if label.kind == "number"]
        path = tuple(label.key for label in in_force)
        rows.append(Paragraph(start, words, end, path, tuple(label.text for label in labels)))
    return _continued(rows)


def _continued(rows: list[Paragraph]) -> tuple[Paragraph, ...]:
    """Give paragraphs without a label the path that is open both before and behind them."""
    found: list[Paragraph] = []
    behind: tuple[str, ...] = ()
    for row in reversed(rows):
        if row.opens:
            # What the next label stands in was open before it too.
            behind = row.path[: len(row.path) - len(row.labels)]
        elif len(behind) > len(row.path):
            row = replace(row, path=behind)
        found.append(row)
    return tuple(reversed(found))


@lru_cache(maxsize=4096)
def provisions(body: str) -> tuple[Provision, ...]:
    """Give the numbered provisions of a body in the order of the text, each with what is nested in it."""
    opened: list[Provision] = []
    rows = paragraphs(body)
    for index, paragraph in enumerate(rows):
        outer = len(paragraph.path) - len(paragraph.labels)
        for nth in range(len(paragraph.labels)):
            path = paragraph.path[: outer + nth + 1]
            end = paragraph.end
            for at in range(index + 1, len(rows)):
                later = rows[at]
                opens_beside = len(later.path) - len(later.labels) < len(path)
                if opens_beside or later.path[: len(path)] != path:
                    break
                end = later.end
            opened.append(Provision(path, paragraph.labels[: nth + 1], paragraph.start, paragraph.words, end))
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


def _open(open_labels: list[Label], labels: tuple[Label, ...], following: Label | None) -> None:
    """Put the labels of a paragraph into those that are open. `following` is the next label of the body."""
    first = labels[0]
    if first.kind == "roman" and _is_letter(open_labels, first, following if len(labels) == 1 else None):
        first = replace(first, kind="letter")
    if _begins_below(open_labels, first):
        first = replace(first, kind=f"inner-{first.kind}")
    if first.kind == "number":
        open_labels.clear()
    else:
        alike = [at for at, label in enumerate(open_labels) if label.kind == first.kind]
        if alike:
            del open_labels[next((at for at in reversed(alike) if follows(open_labels[at], first)), alike[-1]) :]
    open_labels.append(first)
    open_labels.extend(labels[1:])


def _begins_below(open_labels: list[Label], label: Label) -> bool:
    """Whether a number belongs to a list below one of other numerals: `1.` below `一、`, `（1）` below `（一）`."""
    above = [each for each in open_labels if each.kind == label.kind]
    if not above or above[-1].counted_in_digits == label.counted_in_digits:
        return False
    return label.key == "1" or any(each.kind == f"inner-{label.kind}" for each in open_labels)


def _is_letter(open_labels: list[Label], label: Label, following: Label | None) -> bool:
    """Whether `(i)`, `(v)` or `(x)` is a letter: it follows one, and does not go on with, or begin, Roman numerals."""
    if not any(each.kind == "letter" and follows(each, label) for each in open_labels):
        return False
    if label.key != "i" and not any(each.kind == "roman" and follows(each, label) for each in open_labels):
        return True
    if following is not None and following.key == after_roman(label.key):
        return False
    return label.key == "i" or (following is not None and follows(replace(label, kind="letter"), following))
