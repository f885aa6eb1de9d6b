"""A redline, character by character: what is behind each that is shown as changed, and where a change is cut for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple, TypeAlias

from drafter.draft.origin import Origin
from drafter.draft.redline import RedlineParagraph
from drafter.text.inline import Deleted, Inline, Inserted, Words
from drafter.text.paragraphs import paragraphs
from drafter.text.parting import FEWEST_WORDS
from drafter.text.tokens import tokens

Origins: TypeAlias = tuple[Origin, ...]
"""What is behind a change, oldest first; nothing when no commit is known to be."""
Label: TypeAlias = Callable[[Origins | None, bool], str]
"""Names what is behind a change, and whether that put words elsewhere only; None stands for words nothing changed."""


@dataclass(frozen=True, slots=True)
class Traced:
    """What became of each character of a text through the decisions that led to another one."""

    old: str
    new: str
    gone: Mapping[int, Origins]
    """What took a character of the old text out."""
    put: Mapping[int, Origins]
    """What put a character of the new text in or moved it."""
    came: Mapping[int, int]
    """For each character of the new text that the old one had, where that was."""
    commits: Sequence[str]
    """Of the decisions, oldest first."""


def labelled(shown: Sequence[RedlineParagraph], traced: Traced, label: Label) -> tuple[RedlineParagraph, ...]:
    """Label each changed word of a redline. Words that stay between the changes of two are shown as standing."""
    return _Labelled(shown, traced, label).paragraphs


class _Told(NamedTuple):
    """What is behind a character that is shown as changed, and whether that put it elsewhere only."""

    origins: Origins
    moved: bool


class _Mark(NamedTuple):
    """Words that are shown as changed, where they begin in their text, and what is behind each character.

    None stands for one that nothing changed: it is only shown at another place, or stands between two that did change.
    """

    piece: Inserted | Deleted
    at: int
    told: list[_Told | None]

    def cut(self, start: int, end: int) -> _Mark:
        """Give the characters from the one place in it up to the other."""
        return _Mark(type(self.piece)(self.piece.text[start:end]), self.at + start, self.told[start:end])


class _Labelled:
    def __init__(self, shown: Sequence[RedlineParagraph], traced: Traced, label: Label) -> None:
        self._gone, self._put, self._came = traced.gone, traced.put, traced.came
        self._went = {at: at2 for at2, at in traced.came.items()}
        self._label = label
        places = list(_placed(traced.old, traced.new, shown))
        self._same: dict[int, int] = {}
        """For each character of the new text that is shown as standing, the one of the old text."""
        for _, piece, at, at2 in places:
            if isinstance(piece, Words) and at is not None and at2 is not None:
                self._same.update(zip(range(at2, at2 + len(piece.text)), range(at, at + len(piece.text)), strict=True))
        self._same2 = {at: at2 for at2, at in self._same.items()}
        movers = {each for at in self._same if at in self._came for each in self._put.get(at, ())}
        in_order = sorted(movers, key=lambda each: (traced.commits.index(each.commit), each.amendments))
        self._reordered = _Told(tuple(in_order), moved=True) if movers else None
        """What moved words that are shown as standing; they changed places with those that are shown as moved."""
        contents: dict[int, list[Inline]] = {}
        for number, run in groupby(places, lambda place: place[0]):
            moved = shown[number].change == "moved"
            contents[number] = list(self._paragraph([place[1:] for place in run], moved=moved))
        self.paragraphs = tuple(
            replace(each, content=tuple(contents.get(number, ()))) for number, each in enumerate(shown)
        )

    def _paragraph(self, pieces: Sequence[tuple[Inline, int | None, int | None]], *, moved: bool) -> Iterator[Inline]:
        """Label the changes of one paragraph. One that has `moved` says so."""
        waiting: _Mark | None = None
        for piece, at, at2 in pieces:
            mark = self._mark(piece, at, at2, moved=moved)
            if waiting is not None and mark is not None and isinstance(piece, Inserted):
                yield from self._replacement(waiting, mark, moved=moved)
                waiting = None
                continue
            if waiting is not None:
                yield from self._cut(waiting, moved=moved)
            waiting = mark if isinstance(piece, Deleted) else None
            if waiting is None:
                yield from (piece,) if mark is None else self._cut(mark, moved=moved)
        if waiting is not None:
            yield from self._cut(waiting, moved=moved)

    def _mark(self, piece: Inline, at: int | None, at2: int | None, *, moved: bool) -> _Mark | None:
        """Say what is behind each character of a change."""
        if isinstance(piece, Inserted) and at2 is not None:
            told = [self._behind_put(at2 + place) for place in range(len(piece.text))]
            start = at2
        elif isinstance(piece, Deleted) and at is not None:
            told = [self._behind_gone(at + place) for place in range(len(piece.text))]
            start = at
        else:
            return None
        return _Mark(piece, start, [each or self._reordered for each in told] if moved else told)

    def _replacement(self, gone: _Mark, put: _Mark, *, moved: bool) -> Iterator[Inline]:
        """Label words that were taken out and those that stand there now.

        Between the words of one author a word or two that both have are taken along, as in a redline of that alone;
        otherwise they are shown as standing: nobody changed them.
        """
        start = start2 = 0
        alone = len({each for each in (*gone.told, *put.told) if each is not None}) == 1
        for at, at2, size in list(self._islands(gone, put)):
            if alone and len(gone.piece.text[at : at + size].split()) < FEWEST_WORDS:
                told = next(each for each in (*gone.told, *put.told) if each is not None)
                gone.told[at : at + size] = put.told[at2 : at2 + size] = [told] * size
                continue
            yield from self._cut(gone.cut(start, at), moved=moved)
            yield from self._cut(put.cut(start2, at2), moved=moved)
            yield Words(gone.piece.text[at : at + size])
            start, start2 = at + size, at2 + size
        yield from self._cut(gone.cut(start, len(gone.told)), moved=moved)
        yield from self._cut(put.cut(start2, len(put.told)), moved=moved)

    def _islands(self, gone: _Mark, put: _Mark) -> Iterator[tuple[int, int, int]]:
        """Where words that nobody changed stand in the one and in the other, and how many characters they are."""
        found: list[tuple[int, int]] = []
        for at, told in enumerate(gone.told):
            at2 = self._went.get(gone.at + at, -1) - put.at
            if (
                told is None
                and 0 <= at2 < len(put.told)
                and put.told[at2] is None
                and (not found or at2 > found[-1][1])
            ):
                found.append((at, at2))
        for _, run in groupby(enumerate(found), lambda each: (each[1][0] - each[0], each[1][1] - each[0])):
            places = [place for _, place in run]
            at, at2 = places[0]
            text = gone.piece.text[at : at + len(places)]
            if any(character.isalnum() for character in text):
                yield at, at2, len(places)

    def _cut(self, mark: _Mark, *, moved: bool) -> Iterator[Inline]:
        """Cut a change where something else begins to stand behind it."""
        text = mark.piece.text
        place = 0
        labels = (
            self._label(each.origins if each else None, moved and each is not None and each.moved)
            for each in _filled(text, mark.told)
        )
        for label, run in groupby(labels):
            size = sum(1 for _ in run)
            yield type(mark.piece)(text[place : place + size], label)
            place += size

    def _behind_put(self, place: int) -> _Told | None:
        """Say what put a character in. Of several equal words another one may be shown as the one that stayed."""
        seen: set[int] = set()
        while place not in self._put:
            came = self._came.get(place)
            shown = self._same2.get(came) if came is not None else None
            if shown is None or shown in seen:
                return None
            seen.add(shown)
            place = shown
        return _Told(self._put[place], place in self._came)

    def _behind_gone(self, place: int) -> _Told | None:
        """Say what took a character out."""
        seen: set[int] = set()
        while place not in self._gone:
            went = self._went.get(place)
            if went is None:
                return None
            if went in self._put:
                return _Told(self._put[went], moved=True)
            shown = self._same.get(went)
            if shown is None or shown in seen:
                return None
            seen.add(shown)
            place = shown
        return _Told(self._gone[place], moved=False)


def _filled(text: str, found: Sequence[_Told | None]) -> Iterator[_Told | None]:
    """Give white space, and signs that nothing changed, to the words before them; a reference keeps its braces.

    Words that nothing changed are nobody's: to show them at another place was the redline's choice.
    """
    words = (each for character, each in zip(text, found, strict=True) if character.isalnum())
    told = next(words, None) or next((each for each in found if each is not None), None)
    at = 0
    for token in tokens(text):
        begins = at + next((place for place, character in enumerate(token) if character.isalnum()), 0)
        for place, character in enumerate(token, at):
            each = found[max(place, begins)] if found[place] is None else found[place]
            if not character.isspace() and (each is not None or character.isalnum() or place < begins):
                told = each
            yield told
        at += len(token)


def _placed(
    old: str, new: str, shown: Sequence[RedlineParagraph]
) -> Iterator[tuple[int, Inline, int | None, int | None]]:
    """Give each piece of a redline, with its paragraph, and where it stands in the old text and in the new one."""
    starts = paragraphs(new).places()
    at = 0
    for number, paragraph in enumerate(shown):
        at2 = starts[paragraph.new] if paragraph.new is not None else 0
        for piece in paragraph.content:
            assert isinstance(piece, Words | Inserted | Deleted)
            place = place2 = None
            if not isinstance(piece, Inserted):
                place = _next(old, piece.text, at)
                at = place + len(piece.text)
            if not isinstance(piece, Deleted):
                place2, at2 = at2, at2 + len(piece.text)
            yield number, piece, place, place2


def _next(text: str, words: str, at: int) -> int:
    """Give where words stand next: at once, or behind the white space that parts two paragraphs."""
    while not text.startswith(words, at):
        assert text[at : at + 1].isspace(), "a redline that is not of this text"
        at += 1
    return at
