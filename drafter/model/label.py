"""The labels of numbered provisions: literal text at the beginning of a paragraph, never a counter.

`1.`, `2 bis.`, `(a)`, `a)`, `(iv)`, `(1)`, `(A)`, and two in a row (`1. (a)`); in Arabic `١ -` and `(أ)`, in Russian
`2 бис.` and `а)`, in Chinese `一、`, `二之二、`, `（一）` and `(甲)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from drafter.model.scripts import ARABIC_DIGITS, BRANCHES, HAN_DIGITS, LETTERS, STEMS, arabic

LATIN_ORDINALS = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
"""What an inserted provision or article is called: never a renumbering in the middle of talks."""
CYRILLIC_ORDINALS = ("бис", "тер", "кватер", "квинквиес")
_HAN_ORDINALS = tuple(f"之{numeral}" for numeral in "二三四五六七八九十")
_AGAIN = "مكرر\u064b?(?:ا\u064b?)?"
_ARABIC_ORDINALS = ("ثانيا", "ثالثا", "رابعا")
"""What stands behind `مكررا` (bis) for ter, quater and quinquies."""
_AS_LATIN = {
    written: latin
    for ordinals in (LATIN_ORDINALS, CYRILLIC_ORDINALS, _HAN_ORDINALS, ("", *_ARABIC_ORDINALS))
    for written, latin in zip(ordinals, LATIN_ORDINALS, strict=False)
}

_SUFFIX = rf"(?:[ \u00a0]?(?P<suffix>{'|'.join(LATIN_ORDINALS)}|[a-z](?=\.)))?"
_LABEL = re.compile(
    rf"""(?:
        (?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,4}})*){_SUFFIX}\.
      | \(?(?P<enclosed>[ivx]{{1,5}}|[a-z]{{1,2}}|[A-Z]{{1,2}}|[0-9]{{1,4}}){_SUFFIX.replace("suffix", "suffix2")}\)
    )(?=[ \t\u00a0]|$)""",
    re.VERBOSE,
)
_COUNTED = f"[{HAN_DIGITS}]{{1,5}}|[0-9]{{1,4}}"
_LETTER = f"[{''.join(filter(str.isalpha, LETTERS))}]"
_HAN = r"\u3001-\u9fff“‘"
_ORDINAL = (
    rf"(?:{_AGAIN})(?:[ \u00a0](?:{'|'.join(_ARABIC_ORDINALS)})\u064b?)?"
    rf"|{'|'.join((*LATIN_ORDINALS, *CYRILLIC_ORDINALS, *_HAN_ORDINALS))}"
)
# `一、二两款` and `甲、乙双方` begin a sentence and are no labels; nor is the number of a paragraph in `第一款规定`.
_OTHER_LABEL = rf"""(?:
    (?P<arabic>[{ARABIC_DIGITS}]{{1,4}})(?:[ \u00a0](?P<again>{_ORDINAL}))?[ \u00a0]?[-–.](?=[\s\u0600-\u065f]|$)
  | (?P<cyrillic>[0-9]{{1,4}})[ \u00a0-]?(?P<bis>{"|".join(CYRILLIC_ORDINALS)})\.(?=\s|$)
  | (?P<han>{_COUNTED})(?P<of_han>{"|".join(_HAN_ORDINALS)})?、(?!(?:{_COUNTED})(?:[、和及至两兩款项項条條段]|$))
  | (?P<point>[0-9]{{1,4}})[.．](?=[{_HAN}]|$)
  | (?P<stem>[{STEMS}])、(?![{STEMS}])
  | 第(?P<paragraph>{_COUNTED})款(?P<of_paragraph>{"|".join(_HAN_ORDINALS)})?(?=\s|$)
  | (?P<ring>[㈠-㈩])
  | [(（]?(?P<enclosed>{_COUNTED}|[{ARABIC_DIGITS}]{{1,4}}|هـ|{_LETTER}|[ivx]{{1,5}}|[a-zA-Z])
    (?:[ \u00a0]?(?P<ordinal>{_ORDINAL}))?[)）](?=[\s\u0600-\u065f{_HAN}]|$)
)"""
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

    @property
    def counted_in_digits(self) -> bool:
        """Whether the label is written with digits, of whatever script: `1.`, `(١)`; not so `一、` and `㈠`."""
        return self.text.strip("(（")[0].isdecimal()


def leading_labels(paragraph: str) -> tuple[tuple[Label, ...], int]:
    """Read the labels at the beginning of a paragraph.

    Gives the labels, outermost first and each of another kind, and the offset at which the words begin. A letter
    that is also a Roman numeral is given as `roman`: what it is depends on its neighbours, see `provision.paragraphs`.
    """
    labels: list[Label] = []
    at = 0
    while len(labels) < 4:
        match = _LABEL.match(paragraph, at)
        if match is not None:
            label = _label(match)
        elif (match := _other_label(paragraph, at)) is not None:
            label = _label_of_another_script(match)
        else:
            break
        if any(label.kind == outer.kind for outer in labels) or (labels and label.kind == "number"):
            break
        labels.append(label)
        at = match.end()
        while at < len(paragraph) and paragraph[at] in " \t\u00a0\u3000":
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
    letter = key.rstrip("2")
    return len(letter) == 1 and label.key in (chr(ord(letter) + 1), f"{key}2")


def after_roman(key: str) -> str | None:
    """Give the Roman numeral behind another (`ii` behind `i`), or None."""
    return _AFTER_ROMAN.get(key)


def _label(match: re.Match[str]) -> Label:
    suffix = match["suffix"] or match["suffix2"] or ""
    if match["number"] is not None:
        return Label(match[0], match["number"].replace(".", "-") + suffix, "number")
    enclosed = match["enclosed"]
    kind = "enclosed-number" if enclosed.isdigit() else _latin(enclosed)
    return Label(match[0], enclosed.lower() + suffix, kind)


def _other_label(paragraph: str, at: int) -> re.Match[str] | None:
    if paragraph[at : at + 8].isascii():
        return None
    return _of_other_scripts().match(paragraph, at)


@cache
def _of_other_scripts() -> re.Pattern[str]:
    # A program that shows an English treaty needs none.
    return re.compile(_OTHER_LABEL, re.VERBOSE)


def _label_of_another_script(match: re.Match[str]) -> Label:
    if match["ring"]:
        return Label(match[0], str(ord(match["ring"]) - ord("㈠") + 1), "enclosed-number")
    number = match["arabic"] or match["cyrillic"] or match["han"] or match["point"] or match["paragraph"]
    if number:
        ordinal = match["again"] or match["bis"] or match["of_han"] or match["of_paragraph"]
        return Label(match[0], arabic(number) + _ordinal(ordinal), "number")
    if match["stem"]:
        return Label(match[0], LETTERS[match["stem"]], "letter")
    enclosed, ordinal = match["enclosed"], _ordinal(match["ordinal"])
    if enclosed in LETTERS:
        return Label(match[0], LETTERS[enclosed] + ordinal, "roman" if enclosed in BRANCHES else "letter")
    written = arabic(enclosed)
    return Label(match[0], written.lower() + ordinal, "enclosed-number" if written.isdigit() else _latin(written))


def _ordinal(written: str | None) -> str:
    """Give how an address writes what an insertion is called: `bis`, `бис`, `之二` and `مكررا` are all `bis`."""
    if not written:
        return ""
    return _AS_LATIN[re.sub(rf"{_AGAIN}|[ \u00a0\u064b]", "", written)]


def _latin(letters: str) -> str:
    """The kind of a label that is written with Latin letters."""
    if letters.isupper():
        return "capital"
    return "roman" if _ROMAN.match(letters) else "letter"
