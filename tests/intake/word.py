"""Word files changed as a delegate changes them in Word: under tracking or not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from io import BytesIO

from lxml import etree

from drafter.model.word import W

LATER = "2026-05-04T08:30:00Z"


def repacked(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Give a file with other parts: bytes for a name, or None to leave it out."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as other:
        for name in dict.fromkeys((*archive.namelist(), *parts)):
            content = parts[name] if name in parts else archive.read(name)
            if content is not None:
                other.writestr(name, content)
    return buffer.getvalue()


def with_part(data: bytes, kind: str, inside: str) -> bytes:
    """Give a file with these elements in a part that it doesn't have yet: `footnotes`, `numbering`."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    type = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    added = f'<Relationship Id="rId-{kind}" Type="{type}" Target="{kind}.xml"/></Relationships>'
    return repacked(
        data,
        {
            f"word/{kind}.xml": f'<w:{kind} xmlns:w="{W}">{inside}</w:{kind}>'.encode(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", added).encode(),
        },
    )


def footnoted(data: bytes, notes: str) -> bytes:
    """Give a file with these elements in its part for footnotes."""
    return with_part(data, "footnotes", notes)


class Delegate:
    """Somebody who changes a file in Word."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.document = etree.fromstring(archive.read("word/document.xml"))
            comments = archive.read("word/comments.xml") if "word/comments.xml" in archive.namelist() else None
        self.comments = etree.fromstring(comments) if comments else None

    def saved(self) -> bytes:
        """Save the file."""
        parts: dict[str, bytes | None] = {"word/document.xml": etree.tostring(self.document)}
        if self.comments is not None:
            parts["word/comments.xml"] = etree.tostring(self.comments)
        return repacked(self.data, parts)

    def insert(self, text: str, *, behind: str) -> Delegate:
        """Put words in behind others."""
        self._at(behind, lambda: [self._tracked("ins", _run(text))])
        return self

    def call_note(self, id: str, *, behind: str) -> Delegate:
        """Put in the call of a footnote."""
        call = _element("r", _element("footnoteReference", id=id))
        self._at(behind, lambda: [self._tracked("ins", call)])
        return self

    def delete(self, words: str) -> Delegate:
        """Take words out; those that another puts in are then struck out in their insertion."""
        run, before, after = self._cut(words)
        struck = self._tracked("del", _run(words, "delText", like=run))
        self._replace(run, [*_runs(before, run), struck, *_runs(after, run)])
        return self

    def retype(self, words: str, other: str) -> Delegate:
        """Change words without tracking."""
        run, before, after = self._cut(words)
        self._replace(run, [*_runs(before + other + after, run)])
        return self

    def add_paragraph(self, text: str, *, behind: str, style: str = "DrafterProvision") -> Delegate:
        """Put a paragraph in behind another one."""
        paragraph = next(each for each in self.document.iter(_w("p")) if behind in "".join(each.itertext()))
        layout = _element("pPr", _element("pStyle", val=style), _element("rPr", self._tracked("ins")))
        paragraph.addnext(_element("p", layout, self._tracked("ins", _run(text))))
        return self

    def delete_paragraph(self, holding: str) -> Delegate:
        """Take a paragraph out with its end."""
        paragraph = next(each for each in self.document.iter(_w("p")) if holding in "".join(each.itertext()))
        for run in list(paragraph.iter(_w("r"))):
            struck = deepcopy(run)
            for words in struck.iter(_w("t")):
                words.tag = _w("delText")
            self._replace(run, [self._tracked("del", struck)])
        layout = paragraph.find(_w("pPr"))
        assert layout is not None
        layout.append(_element("rPr", self._tracked("del")))
        return self

    def comment(self, text: str, *, on: str) -> Delegate:
        """Comment on a paragraph."""
        if self.comments is None:
            self.comments = etree.Element(_w("comments"), nsmap={"w": W})
            raise AssertionError("the file has no part for comments")
        self.comments.append(
            _element("comment", _element("p", _run(text)), id="9001", author=self.name, date=LATER, initials="X")
        )
        paragraph = next(each for each in self.document.iter(_w("p")) if on in "".join(each.itertext()))
        paragraph.append(_element("r", _element("commentReference", id="9001")))
        return self

    def without(self, tag: str) -> Delegate:
        """Drop all elements of a kind, as another program does that doesn't know them."""
        for element in list(self.document.iter(_w(tag))):
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
        return self

    def _at(self, words: str, made: Callable[[], list[etree._Element]]) -> None:
        run, before, after = self._cut(words)
        self._replace(run, [*_runs(before + words, run), *made(), *_runs(after, run)])

    def _cut(self, words: str) -> tuple[etree._Element, str, str]:
        for run in self.document.iter(_w("r")):
            text = "".join(run.itertext(_w("t")))
            if words in text:
                before, _, after = text.partition(words)
                return run, before, after
        raise AssertionError(f"{words!r} is not in the file")

    def _replace(self, run: etree._Element, others: list[etree._Element]) -> None:
        parent = run.getparent()
        assert parent is not None
        if parent.tag != _w("ins") or not any(each.tag == _w("ins") for each in others):
            for other in others:
                run.addprevious(other)
            parent.remove(run)
            return
        # Word parts the insertion of somebody else round the one that comes into it.
        for other in others:
            if other.tag == _w("ins"):
                parent.addprevious(other)
            else:
                part = etree.Element(parent.tag, dict(parent.attrib))
                part.append(other)
                parent.addprevious(part)
        outer = parent.getparent()
        assert outer is not None
        outer.remove(parent)

    def _tracked(self, tag: str, *children: etree._Element) -> etree._Element:
        return _element(tag, *children, id="7000", author=self.name, date=LATER)


def _runs(text: str, like: etree._Element) -> list[etree._Element]:
    return [_run(text, like=like)] if text else []


def _run(text: str, tag: str = "t", like: etree._Element | None = None) -> etree._Element:
    run = _element("r")
    letters = like.find(_w("rPr")) if like is not None else None
    if letters is not None:
        run.append(etree.fromstring(etree.tostring(letters)))
    words = _element(tag)
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run


def _element(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    element = etree.Element(_w(tag), {_w(name): value for name, value in attributes.items()}, nsmap={"w": W})
    element.extend(children)
    return element


def _w(tag: str) -> str:
    return f"{{{W}}}{tag}"
