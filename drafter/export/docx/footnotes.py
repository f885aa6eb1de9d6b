"""Footnotes of the treaty as footnotes of the Word file: raised where they are called, their words below the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count, takewhile

from lxml import etree
from lxml.etree import QName

from drafter.export.docx import styles
from drafter.export.docx.xml import style_of, w
from drafter.model.word import W
from drafter.text.tokens import FOOTNOTE

_CALL = re.compile(FOOTNOTE)
_LEAD = re.compile(rf"(?P<mark>{FOOTNOTE}): ")
_TEXT = (f"{{{W}}}t", f"{{{W}}}delText")
_LETTERS = f"{{{W}}}rPr"
_CHANGES = (f"{{{W}}}ins", f"{{{W}}}del")
_COMMENTS = tuple(f"{{{W}}}{tag}" for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"))
SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
"""The lines above footnotes, which Word wants among them."""


def footnotes(blocks: list[etree._Element]) -> etree._Element | None:
    """Take the footnotes out of the paragraphs of a file and give the part that holds them; None when it has none.

    Those of a clause are its last paragraphs (`[^1]: ...`), each called once, in their order, and they come and go
    with their calls. Others stay as they are written: read back, they would not be the same. Each keeps its mark.
    """
    made: list[etree._Element] = []
    ids = map(str, count(1))
    for clause in _clauses(blocks):
        notes = list(takewhile(_lead, reversed(clause)))[::-1]
        marks = [_mark(each) for each in notes]
        words = [text for block in clause[: len(clause) - len(notes)] for text in block.iter(*_TEXT)]
        calls = [(call, text) for text in words for call in _CALL.findall(text.text or "") if call in marks]
        if [call for call, _ in calls] != marks or len({*marks}) != len(marks):
            continue
        if any(_standings(note, text) != 1 for note, (_, text) in zip(notes, calls, strict=True)):
            continue
        # The last call first: what stands before it stays in its run.
        taken = [_taken(*each) for each in reversed([*zip(notes, calls, ids, strict=False)])]
        made.extend(reversed(taken))
        for note in notes:
            blocks.remove(note)
    separators = (w("footnote", w("p", w("r", w(kind))), id=id, type=kind) for id, kind in SEPARATORS)
    return w("footnotes", *separators, *made) if made else None


def _clauses(blocks: Sequence[etree._Element]) -> Iterator[list[etree._Element]]:
    """Give the paragraphs and tables of each clause that are its text."""
    found: list[etree._Element] | None = None
    for block in (*blocks, w("p", w("pPr", w("pStyle", val=styles.FRONT)))):
        style = style_of(block)
        if style in (styles.PART, styles.ARTICLE, styles.FRONT):
            if found:
                yield found
            found = [] if style != styles.FRONT else None
        if found is not None and style in (None, *styles.OF_TREATY):
            found.append(block)


def _lead(block: etree._Element) -> re.Match[str] | None:
    """Match the beginning of a footnote: its mark, with a colon, and words behind it."""
    words = [text.text or "" for text in block.iter(*_TEXT)]
    if style_of(block) != styles.PROVISION or not words or not _LEAD.match("".join(words).rstrip()):
        return None
    return _LEAD.match(words[0])


def _mark(note: etree._Element) -> str:
    lead = _lead(note)
    assert lead is not None
    return lead["mark"]


def _standings(note: etree._Element, call: etree._Element) -> int:
    """Count whose changes bring or take a footnote: its call, its first words and its end have to agree."""
    first = next(note.iter(*_TEXT))
    layout = note.find(f"{{{W}}}pPr/{{{W}}}rPr")
    of_words = [list(text.iterancestors(*_CHANGES)) for text in (call, first)]
    return len({frozenset(map(_change, each)) for each in (*of_words, list(layout) if layout is not None else [])})


def _change(element: etree._Element) -> tuple[str, str | None, str | None]:
    return QName(element).localname, element.get(f"{{{W}}}author"), element.get(f"{{{W}}}date")


def _taken(note: etree._Element, called: tuple[str, etree._Element], id: str) -> etree._Element:
    """Give a paragraph as a footnote, and call it where its mark stands; its comments stand at the call."""
    mark, call = called
    name = mark[2:-1]
    raised = _raised(call, mark, name, w("footnoteReference", customMarkFollows="1", id=id))
    _raised(next(note.iter(*_TEXT)), f"{mark}:", name)
    paragraph = next(raised.iterancestors(f"{{{W}}}p"))
    top = next(each for each in (raised, *raised.iterancestors()) if each.getparent() is paragraph)
    comments = list(note.iter(*_COMMENTS))
    starts, ends, runs = ([each for each in comments if each.tag == tag] for tag in _COMMENTS)
    for each in starts:
        top.addprevious(each)
    # What calls a comment is a run of its own.
    for each in (*reversed([*map(_parent, runs)]), *reversed(ends)):
        top.addnext(each)
    right = note.find(f"{{{W}}}pPr/{{{W}}}bidi") is not None
    note[0] = w("pPr", w("pStyle", val=styles.FOOTNOTE), *((w("bidi"),) if right else ()))
    return w("footnote", note, id=id)


def _raised(text: etree._Element, written: str, mark: str, *call: etree._Element) -> etree._Element:
    """Put a raised mark where one is written, in a run of its own between what stands before and behind it."""
    run = _parent(text)
    before, _, behind = (text.text or "").rpartition(written)
    raised = w("r", w("rPr", w("rStyle", val=styles.FOOTNOTE_MARK)), *call, w(QName(text).localname, text=mark))
    following = deepcopy(text)
    rest = w("r", *map(deepcopy, run.iterfind(_LETTERS)), following, *list(text.itersiblings()))
    text.text, following.text = before, behind
    run.addnext(rest)
    run.addnext(raised)
    for part, words in ((run, text), (rest, following)):
        if not words.text:
            part.remove(words)
        if all(each.tag == _LETTERS for each in part):
            _parent(part).remove(part)
    return raised


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent
