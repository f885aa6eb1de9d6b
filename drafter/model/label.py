"""The labels of numbered provisions: literal text at the beginning of a paragraph, never a counter.

`1.`, `2 bis.`, `(a)`, `(iv)`, `(1)`, `(A)`, and two in a row (`1. (a)`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LATIN_ORDINALS = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
"""What an inserted provision or article is called: never a renumbering in the middle of talks."""

_SUFFIX = rf"(?:[ \u00a0]?(?P<suffix>{'|'.join(LATIN_ORDINALS)}|[a-z](?=\.)))?"
_LABEL = re.compile(
    rf"""(?:
        (?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,4}})*){_SUFFIX}\.
      | \((?P<enclosed>[ivx]{{1,5}}|[a-z]{{1,2}}|[A-Z]{{1,2}}|[0-9]{{1,4}}){_SUFFIX.replace("suffix", "suffix2")}\)
    )(?=[ \t\u00a0]|$)""",
    re.VERBOSE,
)
_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})\Z")


@dataclass(frozen=True, slots=True)
class Label:
    """One label: as printed (`2 bis.`), as an address writes it (`2bis`), and its kind, which gives its depth."""

    text: str
    key: str
    kind: str
    """`number`, `letter`, `roman`, `capital` or `enclosed-number`."""


def leading_labels(paragraph: str) -> tuple[tuple[Label, ...], int]:
    """Read the labels at the beginning of a paragraph.

    Gives the labels, outermost first and each of another kind, and the offset at which the words begin. A letter
    that is also a Roman numeral is given as `roman`: what it is depends on its neighbours, see `provision.paragraphs`.
    """
    labels: list[Label] = []
    at = 0
    while len(labels) < 4:
        match = _LABEL.match(paragraph, at)
        if match is None or (labels and match["number"] is not None):
            break
        label = _label(match)
        if any(label.kind == outer.kind for outer in labels):
            break
        labels.append(label)
        at = match.end()
        while at < len(paragraph) and paragraph[at] in " \t\u00a0":
            at += 1
    return tuple(labels), at


def _label(match: re.Match[str]) -> Label:
    suffix = match["suffix"] or match["suffix2"] or ""
    if match["number"] is not None:
        return Label(match[0], match["number"].replace(".", "-") + suffix, "number")
    enclosed = match["enclosed"]
    if enclosed.isdigit():
        kind = "enclosed-number"
    elif enclosed.isupper():
        kind = "capital"
    elif _ROMAN.match(enclosed):
        kind = "roman"
    else:
        kind = "letter"
    return Label(match[0], enclosed.lower() + suffix, kind)
