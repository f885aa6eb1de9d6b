"""The smaller parts of a Word file: settings, header, footer and properties."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from drafter.export.docx import styles
from drafter.export.docx.xml import serialized, storable, w

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Which kind of property set it is: that of custom properties."""


def settings() -> bytes:
    """Switch the tracking of changes on, so that whoever opens the file goes on under tracking."""
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
    return serialized(w("settings", w("trackRevisions"), w("defaultTabStop", val="425"), w("compat", mode)))


def header(left: str, right: str, width: int) -> bytes:
    """Say on each page which text it is."""
    return serialized(w("hdr", w("p", _edge(styles.HEADER, width), *_ends(left, right))))


def footer(left: str, width: int) -> bytes:
    """Say on each page of which commit it is, and the page."""
    numbers = (*_field("PAGE"), _text(" / "), *_field("NUMPAGES"))
    return serialized(w("ftr", w("p", _edge(styles.FOOTER, width), *_ends(left, ""), *numbers)))


def core(title: str, date: str) -> bytes:
    """Give the properties that every package has. Nothing in them is of the day of the export."""
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI})
    etree.SubElement(root, f"{{{_DC}}}title").text = storable(title)
    for name in ("created", "modified"):
        element = etree.SubElement(root, f"{{{_TERMS}}}{name}")
        element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        element.text = date
    return etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def custom(properties: Sequence[tuple[str, str]]) -> bytes:
    """Give properties of our own."""
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _TYPES})
    for number, (name, value) in enumerate(properties, start=2):
        element = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT, pid=str(number), name=name)
        etree.SubElement(element, f"{{{_TYPES}}}lpwstr").text = storable(value)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def _edge(style: str, width: int) -> etree._Element:
    return w("pPr", w("pStyle", val=style), w("tabs", w("tab", val="right", pos=str(width))))


def _ends(left: str, right: str) -> tuple[etree._Element, ...]:
    return _text(left), w("r", w("tab")), _text(right)


def _text(text: str) -> etree._Element:
    element = w("t", text=text)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", element)


def _field(instruction: str) -> tuple[etree._Element, ...]:
    shown = _text("1")
    begin, separate, end = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    return begin, w("r", w("instrText", text=instruction)), separate, shown, end
