"""The numbers that Word counts for the items of its lists: they become literal text, as every number of a treaty is."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from drafter.model.word import W

_LEVEL = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """The lists of one file, counted as its paragraphs are met."""

    def __init__(self, root: etree._Element | None, of_style: Callable[[str], etree._Element | None]) -> None:
        self._of_style = of_style
        elements = () if root is None else root
        named = [each for each in elements if isinstance(each.tag, str)]
        self._abstract = {_get(each, "abstractNumId"): each for each in named if each.tag == f"{{{W}}}abstractNum"}
        self._lists = {_get(each, "numId"): each for each in named if each.tag == f"{{{W}}}num"}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, layout: etree._Element, style: str) -> str:
        """Give the number of a paragraph, `(a)` or `1.`, or nothing when it is in no list."""
        own = layout.find(f"{{{W}}}numPr")
        inherited = self._of_style(style)
        number = _child(own, "numId") or _child(inherited, "numId")
        level = _child(own, "ilvl") or _child(inherited, "ilvl") or "0"
        found = self._lists.get(number)
        if found is None or not level.isdigit() or number == "0":
            return ""
        abstract = _child(found, "abstractNumId")
        return self._next(abstract, number, found, int(level))

    def _next(self, abstract: str, number: str, found: etree._Element, level: int) -> str:
        counts = self._counts.setdefault(abstract, {})
        override = self._override(found, level)
        if override is not None and (number, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((number, level))
        start = override if override is not None else self._start(abstract, level)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        rule = self._rule(abstract, level)
        if rule is None:
            return ""
        kind = _child(rule, "numFmt")
        if kind == "bullet":
            return "–"
        pattern = _child(rule, "lvlText")

        def counted(match: re.Match[str]) -> str:
            above = int(match[1]) - 1
            outer = self._rule(abstract, above)
            value = counts.get(above, self._start(abstract, above))
            return _numeral(value, _child(outer, "numFmt") if outer is not None else "decimal")

        return _LEVEL.sub(counted, pattern).strip()

    def _rule(self, abstract: str, level: int) -> etree._Element | None:
        element = self._abstract.get(abstract)
        for each in () if element is None else element.iter(f"{{{W}}}lvl"):
            if _get(each, "ilvl") == str(level):
                return each
        return None

    def _start(self, abstract: str, level: int) -> int:
        rule = self._rule(abstract, level)
        start = _child(rule, "start") if rule is not None else ""
        return int(start) if start.isdigit() else 1

    def _override(self, found: etree._Element, level: int) -> int | None:
        for each in found.iter(f"{{{W}}}lvlOverride"):
            if _get(each, "ilvl") == str(level):
                start = _child(each, "startOverride")
                return int(start) if start.isdigit() else None
        return None


def _numeral(value: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter") and value > 0:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in ("lowerRoman", "upperRoman") and value > 0:
        out, left = "", value
        for size, numeral in (*_ROMAN, *_ROMAN_ONES):
            while left >= size:
                out, left = out + numeral, left - size
        return out.upper() if kind == "upperRoman" else out
    if kind == "decimalZero":
        return f"{value:02d}"
    return "" if kind == "none" else str(value)


def _child(element: etree._Element | None, name: str) -> str:
    found = element.find(f"{{{W}}}{name}") if element is not None else None
    return _get(found, "val") if found is not None else ""


def _get(element: etree._Element, name: str) -> str:
    return element.get(f"{{{W}}}{name}") or ""
