"""The numbers that Word counts for the items of its lists: they become literal text, as every number of a treaty is."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from drafter.intake.docx.numerals import numeral
from drafter.intake.docx.styles import attribute, on, value
from drafter.model.word import W

_LEVEL = re.compile(r"%([1-9])")


class Numbering:
    """The lists of one file, counted as its paragraphs are met."""

    def __init__(self, root: etree._Element | None, of_style: Callable[[str], etree._Element | None]) -> None:
        self._of_style = of_style
        elements = () if root is None else root
        named = [each for each in elements if isinstance(each.tag, str)]
        self._abstract = {attribute(each, "abstractNumId"): each for each in named if each.tag == f"{{{W}}}abstractNum"}
        self._lists = {attribute(each, "numId"): each for each in named if each.tag == f"{{{W}}}num"}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self.unknown: set[str] = set()
        """Formats of numbers that were met and are not known here."""

    def label(self, layout: etree._Element, style: str, *, counts: bool = True) -> str:
        """Count a paragraph, and give its number, `(a)` or `1.`, or nothing when it is in no list.

        When it doesn't count, those behind it are numbered as if it were not there.
        """
        own = layout.find(f"{{{W}}}numPr")
        inherited = self._of_style(style)
        number = value(own, "numId") or value(inherited, "numId")
        level = value(own, "ilvl") or value(inherited, "ilvl") or "0"
        found = self._lists.get(number)
        if found is None or not level.isdigit():
            return ""
        abstract = value(found, "abstractNumId")
        before, begun = dict(self._counts.get(abstract, {})), set(self._begun)
        label = self._next(abstract, number, found, int(level))
        if not counts:
            self._counts[abstract], self._begun = before, begun
        return label

    def _next(self, abstract: str, number: str, found: etree._Element, level: int) -> str:
        counts = self._counts.setdefault(abstract, {})
        override = self._override(found, level)
        if override is not None and (number, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((number, level))
        start = override if override is not None else self._start(found, level)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [each for each in counts if each > level]:
            restart = value(self._rule(found, deeper), "lvlRestart")
            if not restart.isdigit() or level < int(restart):
                del counts[deeper]
        rule = self._rule(found, level)
        pattern = value(rule, "lvlText")
        if value(rule, "numFmt") == "bullet":
            # What a bullet looks like depends on a font; one that is blank continues the item before it.
            return "–" if pattern.strip() else ""
        legal = on(rule, "isLgl")

        def counted(match: re.Match[str]) -> str:
            above = int(match[1]) - 1
            outer = self._rule(found, above)
            reached = counts.get(above, self._start(found, above))
            kind = value(outer, "numFmt")
            written = numeral(reached, "decimal" if legal else kind)
            if written is None:
                self.unknown.add(kind)
                return str(reached)
            return written

        return _LEVEL.sub(counted, pattern).strip()

    def _rule(self, found: etree._Element, level: int) -> etree._Element | None:
        """Give how a level of a list is numbered: as the list itself says, else as what it is an instance of does."""
        abstract = self._abstract.get(value(found, "abstractNumId"))
        style = value(abstract, "numStyleLink")
        if style:
            abstract = next((each for each in self._abstract.values() if value(each, "styleLink") == style), abstract)
        overrides = (each for each in found.iter(f"{{{W}}}lvlOverride") if attribute(each, "ilvl") == str(level))
        for element in (*overrides, abstract):
            for each in () if element is None else element.iter(f"{{{W}}}lvl"):
                if attribute(each, "ilvl") == str(level):
                    return each
        return None

    def _start(self, found: etree._Element, level: int) -> int:
        start = value(self._rule(found, level), "start")
        return int(start) if start.isdigit() else 1

    def _override(self, found: etree._Element, level: int) -> int | None:
        for each in found.iter(f"{{{W}}}lvlOverride"):
            if attribute(each, "ilvl") == str(level):
                start = value(each, "startOverride")
                return int(start) if start.isdigit() else None
        return None
