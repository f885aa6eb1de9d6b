"""Elements of WordprocessingML, written short."""

from __future__ import annotations

import re

from lxml import etree

from drafter.model.word import W

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def w(tag: str, /, *children: etree._Element, text: str | None = None, **attributes: str) -> etree._Element:
    """Make an element `w:tag` with attributes `w:name`."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W})
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name.removesuffix('_')}", storable(value))
    if text is not None:
        element.text = storable(text)
    element.extend(children)
    return element


def style_of(block: etree._Element) -> str | None:
    """Give the style of a paragraph; None for a table."""
    style = block.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    return style.get(f"{{{W}}}val") if style is not None else None


def storable(text: str) -> str:
    """Give text that XML can hold. Treaty text has been made visible before; this guards names and titles."""
    return _FORBIDDEN.sub("\ufffd", text)


def serialized(element: etree._Element) -> bytes:
    """Write an element and what is in it, as a part of a package without its declaration."""
    etree.cleanup_namespaces(element)
    return etree.tostring(element, encoding="UTF-8", xml_declaration=False)
