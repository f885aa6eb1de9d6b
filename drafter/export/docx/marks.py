"""Which of two paragraph ends counts as the new one, where words are put in before and behind both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from drafter.export.docx.xml import style_of
from drafter.model.word import W

_BESIDE = frozenset(f"{{{W}}}{tag}" for tag in ("pPr", "bookmarkStart", "bookmarkEnd"))
_COMMENT = frozenset(f"{{{W}}}{tag}" for tag in ("commentRangeStart", "commentRangeEnd"))


def as_typed(blocks: Sequence[etree._Element]) -> None:
    """Where words are put in at the end of a paragraph and further paragraphs behind it, count the ends as typed.

    Whoever types on at the end of a paragraph makes that end the new one, and the last paragraph ends with the old
    one: Word writes it so. It reads the same with all changes accepted or rejected, and LibreOffice, which takes an
    insertion at the end of a paragraph and one of the next paragraph for one, joins no paragraphs when it rejects it.
    """
    for at, first in enumerate(blocks):
        owner = _ends_with(first)
        if owner is None or _new_end(first) is not None:
            continue
        last: etree._Element | None = None
        for following in blocks[at + 1 :]:
            mark = _new_end(following)
            if mark is None or _owner(mark[0]) != owner or not _all_of(following, owner):
                break
            if style_of(following) != style_of(first):
                break
            last = mark
        if last is not None:
            layout = first.find(f"{{{W}}}pPr")
            assert layout is not None
            layout.append(last)


def _new_end(block: etree._Element) -> etree._Element | None:
    """Give what says that the end of a paragraph is put in, and nothing else of it."""
    mark = block.find(f"{{{W}}}pPr/{{{W}}}rPr") if block.tag == f"{{{W}}}p" else None
    return mark if mark is not None and [each.tag for each in mark] == [f"{{{W}}}ins"] else None


def _ends_with(block: etree._Element) -> tuple[str, str] | None:
    """Say who puts in the last words of a paragraph whose end is not touched."""
    if block.tag != f"{{{W}}}p" or block.find(f"{{{W}}}pPr/{{{W}}}rPr") is not None:
        return None
    words = list(_words(block))
    return _owner(words[-1]) if words and words[-1].tag == f"{{{W}}}ins" else None


def _all_of(block: etree._Element, owner: tuple[str, str]) -> bool:
    """Whether all words of a paragraph are put in by one alone."""
    return all(
        each.tag == f"{{{W}}}ins" and _owner(each) == owner and each.find(f".//{{{W}}}del") is None
        for each in _words(block)
    )


def _words(block: etree._Element) -> Iterator[etree._Element]:
    """Give what has words in a paragraph; links are looked into, the marks of comments passed over."""
    for each in block:
        if each.tag == f"{{{W}}}hyperlink":
            yield from _words(each)
        elif each.tag not in _BESIDE | _COMMENT and each.find(f"{{{W}}}commentReference") is None:
            yield each


def _owner(change: etree._Element) -> tuple[str, str]:
    return change.get(f"{{{W}}}author") or "", change.get(f"{{{W}}}date") or ""
