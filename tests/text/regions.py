"""All regions of the alternatives of a clause, as the laws about them are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.text.alternatives import AddedParagraph, Alternatives, Choice, Passage, Region, nested
from drafter.text.paragraphs import paragraphs
from drafter.text.tokens import tokens


def all_regions(laid: Alternatives) -> tuple[Region, ...]:
    """All regions, outer ones before those nested in them, in the order of the text.

    Whole added, deleted and moved paragraphs are regions as well. Tokens are counted in the whole base text; in an
    added paragraph, and in a wording that a sub-amendment changes, in that.
    """
    return tuple(_regions(laid))


def _regions(laid: Alternatives) -> Iterator[Region]:
    starts = paragraphs(laid.base).starts()
    for paragraph in laid.paragraphs:
        start = starts[paragraph.index]
        if isinstance(paragraph, AddedParagraph):
            content = (*paragraph.label, *paragraph.body)
            yield Region(start, start, (), (Choice(content, paragraph.names),))
            yield from nested(content)
            continue
        inside = shifted((*paragraph.label, *paragraph.body), start)
        gone = (*paragraph.deleted, *paragraph.elsewhere)
        if gone:
            names = tuple(name for name in laid.names if name in gone)
            yield Region(start, start + len(tokens(_base_words(inside))), inside, (Choice((), names),))
        yield from nested(inside)


def shifted(passages: Sequence[Passage], by: int) -> tuple[Passage, ...]:
    """The same passages of the base, with their tokens counted from an earlier place."""
    return tuple(
        each
        if isinstance(each, str)
        else replace(each, start=each.start + by, end=each.end + by, base=shifted(each.base, by))
        for each in passages
    )


def _base_words(passages: Sequence[Passage]) -> str:
    return "".join(each if isinstance(each, str) else _base_words(each.base) for each in passages)
