"""The labels of numbered provisions: literal text at the beginning of a paragraph, never a counter.

`1.`, `2 bis.`, `(a)`, `(iv)`, `(1)`, `(A)`, and two in a row (`1. (a)`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

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
_BASE = re.compile(rf"(?P<key>.+?)(?:{'|'.join(LATIN_ORDINALS)})?\Z")
_TENS = ("", "x", "xx", "xxx")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_AFTER_ROMAN = dict(pairwise([tens + ones for tens in _TENS for ones in _ONES][1:]))


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


def follows(before: Label, label: Label) -> bool:
    """Whether a label comes next after another one of its kind: `(b)` or `(a bis)` after `(a)`, `3.` after `2 bis.`"""
    base = _BASE.match(before.key)
    if base is None:
        return False
    key = base["key"]
    if label.key != before.key and label.key.startswith(key) and label.key[len(key) :] in LATIN_ORDINALS:
        return True
    if before.kind == "roman":
        return _AFTER_ROMAN.get(key) == label.key
    if key.isdigit():
        return label.key == str(int(key) + 1)
    return len(key) == 1 and label.key == chr(ord(key) + 1)


def after_roman(key: str) -> str | None:
    """Give the Roman numeral behind another (`ii` behind `i`), or None."""
    return _AFTER_ROMAN.get(key)


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
