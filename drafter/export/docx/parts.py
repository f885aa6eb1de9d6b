"""The smaller parts of a Word file: settings, header, footer and properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from drafter.export.docx import styles
from drafter.export.docx.xml import serialized, storable, w
from drafter.text.direction import by_direction

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Which kind of property set it is: that of custom properties."""


def settings(*notes: str) -> bytes:
    """Switch the tracking of changes on, so that whoever opens the file goes on under tracking.

    `notes`: the ids of the lines that stand above footnotes.
    """
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
    lines = (w("footnotePr", *(w("footnote", id=id) for id in notes)),) if notes else ()
    return serialized(w("settings", w("trackRevisions"), w("defaultTabStop", val="425"), *lines, w("compat", mode)))


def header(first: str, last: str, width: int, *, right: bool = False) -> bytes:
    """Say on each page which text it is; `right`: the line begins on the right."""
    return serialized(w("hdr", w("p", _edge(styles.HEADER, width, right=right), *_ends(first, last, right=right))))


def footer(first: str, width: int, *, right: bool = False) -> bytes:
    """Say on each page of which commit it is, and the page."""
    numbers = (*_field("PAGE"), _text(" / "), *_field("NUMPAGES"))
    line = (*_ends(first, "", right=right), *numbers)
    return serialized(w("ftr", w("p", _edge(styles.FOOTER, width, right=right), *line)))


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


def _edge(style: str, width: int, *, right: bool) -> etree._Element:
    tabs = w("tabs", w("tab", val="right", pos=str(width)))
    return w("pPr", w("pStyle", val=style), tabs, *((w("bidi"),) if right else ()))


def _ends(first: str, last: str, *, right: bool) -> tuple[etree._Element, ...]:
    return (*_runs(first, right=right), w("r", w("tab")), *_runs(last, right=right))


def _runs(text: str, *, right: bool) -> Iterator[etree._Element]:
    for stretch, turned in by_direction(text, "right" if right else "left"):
        run = _text(stretch)
        if turned:
            run.insert(0, w("rPr", w("rtl")))
        yield run


def _text(text: str) -> etree._Element:
    element = w("t", text=text)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", element)


def _field(instruction: str) -> tuple[etree._Element, ...]:
    shown = _text("1")
    begin, separate, end = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    return begin, w("r", w("instrText", text=instruction)), separate, shown, end
