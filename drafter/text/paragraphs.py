"""Paragraphs of a text and their labels."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from drafter.model.label import leading_labels
from drafter.text.tokens import common_ends, layout_key, tokens

STANDARD_BREAK = "\n\n"
"""What parts two paragraphs of a well-formed clause."""

LONGEST_LABEL = 64

# A blank line, or the line end between two rows of a table: a row is a unit of its own. The white space before the
# line end belongs to it; a pattern that begins with it would be looked for at every space.
_BREAK = re.compile(r"\n(?:\s*\n\s*|(?=\|))")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its literal label, its body, and the white space that parts it from the next one.

    The label (`1.`, `2 bis.`, `(a)`) comes with the white space after it. The lead of a text, and label, body and
    separator of all its paragraphs joined, are the text.
    """

    label: str
    body: str
    separator: str

    @property
    def text(self) -> str:
        """Label and body, without the separator."""
        return self.label + self.body

    @property
    def size(self) -> int:
        """How many tokens it has, those of the separator included."""
        return len(tokens(self.label)) + len(tokens(self.body)) + bool(self.separator)

    @property
    def number(self) -> str:
        """The label without the white space, which may be wrapped."""
        return " ".join(self.label.split())


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A text cut into paragraphs. `lead` is white space before the first one, empty in a well-formed clause."""

    lead: str
    items: tuple[Paragraph, ...]

    def starts(self) -> list[int]:
        """The first token of each paragraph, and the number of all tokens."""
        return list(accumulate((each.size for each in self.items), initial=int(bool(self.lead))))

    def places(self) -> list[int]:
        """The character at which each paragraph begins, and where the last one ends."""
        lengths = (len(each.text) + len(each.separator) for each in self.items)
        return list(accumulate(lengths, initial=len(self.lead)))


@lru_cache(maxsize=256)
def paragraphs(text: str) -> Paragraphs:
    """Cut a text at its blank lines; each row of a table is a paragraph of its own.

    No paragraph is empty, and none begins or ends in a paragraph break.
    """
    body = text.lstrip()
    lead = text[: len(text) - len(body)]
    core = body.rstrip()
    if not core:
        return Paragraphs(text, ())
    tail = body[len(core) :]
    items = []
    at = 0
    for match in _BREAK.finditer(core):
        before = core[at : match.start()].rstrip()
        if match.end() > match.start() + 1 or before.endswith("|"):
            items.append(_paragraph(before, core[at + len(before) : match.end()]))
            at = match.end()
    items.append(_paragraph(core[at:], tail))
    return Paragraphs(lead, tuple(items))


def with_white(label: str, body: str) -> tuple[str, str]:
    """Give a label and a body with the white space between them at the body.

    So they are compared where one of several has no words: its label has no white space, which is no change of a label.
    """
    stem = label.rstrip()
    return stem, label[len(stem) :] + body


def differing(base: str, new: str) -> tuple[int, Paragraphs, Paragraphs]:
    """The paragraphs in which two texts differ, without those that are the same at either end.

    Gives the number of the first one and both middles. Only the middle of the new text is parsed.
    """
    old = paragraphs(base)
    head, tail = common_ends(base, new)
    at = len(old.lead)
    first = 0
    while first < len(old.items) and (end := at + _length(old.items[first])) < head:
        at = end
        first += 1
    last = len(old.items)
    behind = len(base)
    # The break before a paragraph, and what stands before the break, have to be the same as well.
    while last > first + 1:
        start = behind - _length(old.items[last - 1])
        if len(base) - start + len(old.items[last - 2].separator) >= tail:
            break
        behind = start
        last -= 1
    if not first:
        at = 0
    middle = paragraphs(new[at : len(new) - (len(base) - behind)])
    return first, Paragraphs(old.lead if not first else "", old.items[first:last]), middle


def _length(paragraph: Paragraph) -> int:
    return len(paragraph.label) + len(paragraph.body) + len(paragraph.separator)


@lru_cache(maxsize=4096)
def _paragraph(text: str, separator: str) -> Paragraph:
    # A line may be wrapped behind its label.
    labels, words = leading_labels(text[:LONGEST_LABEL].replace("\n", " "))
    if labels:
        words = len(text) - len(text[words:].lstrip())
    return Paragraph(text[:words], text[words:], separator)


@lru_cache(maxsize=4096)
def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, punctuation aside."""
    return frozenset(token for token in tokens(text) if token[0].isalnum())


def likeness(one: str, other: str) -> float:
    """How much two texts have in common: Dice's coefficient over their words, from 0 to 1.

    Two texts without a word, rows of dots for instance, are alike when they differ in layout at most.
    """
    if one == other:
        return 1.0
    words, words2 = vocabulary(one), vocabulary(other)
    total = len(words) + len(words2)
    return 2 * len(words & words2) / total if total else float(layout_key(one) == layout_key(other))


def same_ends(one: str, other: str) -> float:
    """The share of the longer of two texts that both begin and end with: a lower bound of how alike they look."""
    longer = max(len(one), len(other))
    if not longer:
        return 1.0
    return sum(common_ends(one, other)) / longer
