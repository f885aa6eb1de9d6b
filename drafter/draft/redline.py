"""A redline, paragraph by paragraph: what was put in and taken out between two texts of a clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from drafter.text.diff import diff
from drafter.text.inline import Deleted, Inline, Inserted, Words
from drafter.text.paragraphs import STANDARD_BREAK, Paragraph, paragraphs


@dataclass(frozen=True, slots=True)
class RedlineParagraph:
    """A paragraph as a redline shows it. `new` is the paragraph's index in the new text, None for a deleted one."""

    content: tuple[Inline, ...]
    label: str
    separator: str
    change: Literal["", "added", "deleted", "moved"] = ""
    new: int | None = None

    @property
    def changed(self) -> bool:
        """Whether anything in it differs from the old text."""
        return any(not isinstance(each, Words) for each in self.content)


def redline(old: str, new: str) -> tuple[RedlineParagraph, ...]:
    """Compare two bodies.

    A paragraph that has moved is shown taken out where it was and put in where it is. Words and insertions joined
    are the new text, words and deletions the old one, but for the white space between paragraphs; where that was put
    in or taken out, it is an insertion or in a deletion.
    """
    return tuple(paragraph for _, _, paragraph in placed(old, new))


def placed(old: str, new: str) -> Iterator[tuple[int, int, RedlineParagraph]]:
    """Compare two bodies, and say for each paragraph of the redline which paragraphs of the old body it shows.

    They are a range of indexes; it is empty, and says where, for a paragraph that is put in.
    """
    gone, come = paragraphs(old).items, paragraphs(new).items
    index = 0
    for step in diff(old, new).steps:
        if step.kind == "moved":
            for place in range(step.start2, step.end2):
                yield index, index, _put_in(come[place], "moved", place)
            continue
        for at in range(index, step.start):
            yield at, at + 1, _taken_out(gone[at], "moved")
        index = step.end
        before, after = gone[step.start : step.end], come[step.start2 : step.end2]
        if len(before) == len(after) == 1:
            yield step.start, step.end, _changed(before[0].text, after[0], step.start2)
        elif not after:
            for at, paragraph in enumerate(before, step.start):
                yield at, at + 1, _taken_out(paragraph, "deleted")
        elif not before:
            for place, paragraph in enumerate(after, step.start2):
                yield step.start, step.start, _put_in(paragraph, "added", place)
        else:
            for recut in _recut(before, after, step.start2):
                yield step.start, step.end, recut
    for at in range(index, len(gone)):
        yield at, at + 1, _taken_out(gone[at], "moved")


def _put_in(paragraph: Paragraph, change: Literal["added", "moved"], place: int) -> RedlineParagraph:
    content = (Inserted(paragraph.text),)
    return RedlineParagraph(content, paragraph.label.strip(), paragraph.separator, change, place)


def _taken_out(paragraph: Paragraph, change: Literal["deleted", "moved"]) -> RedlineParagraph:
    content = (Deleted(paragraph.text),)
    return RedlineParagraph(content, paragraph.label.strip(), paragraph.separator, change)


def _changed(before: str, after: Paragraph, place: int) -> RedlineParagraph:
    content = words(before, after.text)
    return RedlineParagraph(content, after.label.strip(), after.separator, "", place)


def _recut(before: Sequence[Paragraph], after: Sequence[Paragraph], place: int) -> Iterator[RedlineParagraph]:
    """Paragraphs that were split or joined: their words compared in one piece, shown as the new text has them."""
    old = "".join(each.text + each.separator for each in before).rstrip()
    pieces = list(words(old, "".join(each.text + each.separator for each in after).rstrip()))
    for number, paragraph in enumerate(after):
        content: list[Inline] = []
        left = len(paragraph.text)
        while pieces and (left > 0 or isinstance(pieces[0], Deleted)):
            piece = pieces.pop(0)
            if isinstance(piece, Deleted):
                content.append(piece)
                continue
            assert isinstance(piece, Words | Inserted)
            head, tail = piece.text[:left], piece.text[left:]
            content.append(Words(head) if isinstance(piece, Words) else Inserted(head))
            left -= len(head)
            if tail:
                pieces.insert(0, Words(tail) if isinstance(piece, Words) else Inserted(tail))
        # Where a paragraph was split its end was put in. The last one ends as the old text does.
        parted = isinstance(pieces[0], Inserted) if pieces else False
        _drop(pieces, len(paragraph.separator))
        if parted and STANDARD_BREAK in paragraph.separator and number < len(after) - 1:
            content.append(Inserted(paragraph.separator))
        yield RedlineParagraph(tuple(content), paragraph.label.strip(), paragraph.separator, "", place + number)


def _drop(pieces: list[Inline], length: int) -> None:
    """Leave out a separator at the front of the pieces; the paragraphs themselves show it."""
    while pieces and length > 0 and isinstance(pieces[0], Words | Inserted):
        piece = pieces.pop(0)
        assert isinstance(piece, Words | Inserted)
        tail = piece.text[length:]
        length -= len(piece.text) - len(tail)
        if tail:
            pieces.insert(0, Words(tail) if isinstance(piece, Words) else Inserted(tail))


def words(old: str, new: str) -> tuple[Inline, ...]:
    """Compare the words of two texts and give one run of redline."""
    found: list[Inline] = []
    for piece in diff(old, new).pieces():
        if piece.kind == "same":
            found.append(Words(piece.text))
        else:
            found.append(Inserted(piece.text) if piece.kind == "inserted" else Deleted(piece.text))
    return tuple(found)
