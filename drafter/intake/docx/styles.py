"""The styles of a Word file, and how a value is read in its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from drafter.model.word import W

_HEADING = re.compile(r"heading ([1-9])\Z")


class Styles:
    """Names, levels and weights of styles, with those on which they are based."""

    def __init__(self, root: etree._Element | None) -> None:
        found = () if root is None else root.iter(f"{{{W}}}style")
        self._elements = {attribute(each, "styleId"): each for each in found}

    def name(self, id: str) -> str:
        """Give the name of a style in small letters."""
        element = self._elements.get(id)
        return value(element, "name").lower() if element is not None else id.lower()

    def level(self, id: str) -> int:
        """Give the level of a heading's style, from 1; 0 for what is none."""
        for element in self._line(id):
            named = _HEADING.match(value(element, "name").lower())
            if named is not None:
                return int(named[1])
            own = value(element.find(f"{{{W}}}pPr"), "outlineLvl")
            if own.isdigit() and int(own) < 9:
                return int(own) + 1
        return 0

    def weight(self, id: str) -> tuple[bool, bool]:
        """Say whether a style sets words in italics, and in bold."""
        return on(self.setting("i", None, id), "i"), on(self.setting("b", None, id), "b")

    def setting(self, name: str, own: etree._Element | None, *ids: str) -> etree._Element | None:
        """Give the properties of letters that settle one of them: the words' own, else the first of their styles'.

        Own words go before those of a style, and those of a style before what it is based on.
        """
        styled = (element.find(f"{{{W}}}rPr") for id in ids for element in self._line(id))
        says = (each for each in (own, *styled) if each is not None and each.find(f"{{{W}}}{name}") is not None)
        return next(says, None)

    def numbered(self, id: str) -> etree._Element | None:
        """Give the list to which the paragraphs of a style belong."""
        for element in self._line(id):
            layout = element.find(f"{{{W}}}pPr")
            found = layout.find(f"{{{W}}}numPr") if layout is not None else None
            if found is not None:
                return found
        return None

    def _line(self, id: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while id in self._elements and id not in seen:
            seen.add(id)
            yield self._elements[id]
            id = value(self._elements[id], "basedOn")


def on(layout: etree._Element | None, name: str) -> bool:
    """Say whether a property that is on or off is on."""
    element = layout.find(f"{{{W}}}{name}") if layout is not None else None
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


def value(element: etree._Element | None, name: str) -> str:
    """Give the value of a property; nothing where it is not set."""
    found = element.find(f"{{{W}}}{name}") if element is not None else None
    return attribute(found, "val") if found is not None else ""


def attribute(element: etree._Element, name: str) -> str:
    """Give an attribute of an element; nothing where it is missing."""
    return element.get(f"{{{W}}}{name}") or ""
