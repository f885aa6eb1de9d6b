"""Sentences that a merge would have twice, or keep for one side though the other takes them out.

Where each change stands for itself a merge is certain of it. But what one side has put elsewhere, the other may have
put into a third place, or taken out; and both may have brought in the same. Then a person has to decide.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from drafter.model.provision import paragraphs as numbered
from drafter.text.diff import diff
from drafter.text.paragraphs import paragraphs
from drafter.text.parting import FEWEST_WORDS, PART_WORDS
from drafter.text.reconcile import Agreed, Conflict, Piece
from drafter.text.tokens import common_ends, starts, tokens, weight
from drafter.text.words import SENTENCE_ENDS

_END = re.compile(f"[{re.escape(''.join(sorted(SENTENCE_ENDS)))}]")
LIGHTEST_SENTENCE = 1.0
"""A sentence that weighs less, such as the `and` behind a point of a list, may stand wherever it likes."""


def sentences_taken_out(pieces: Iterable[Piece]) -> bool:
    """Whether both sides took out a sentence, or as many words as make one: without, none has left its place."""
    return any(
        not piece.ours or len(piece.base.split()) >= FEWEST_WORDS or _END.search(piece.base)
        for piece in pieces
        if _taken_out(piece)
    )


def brought_in(base: str, text: str) -> set[str]:
    """The sentences of a text that its base has not, to ask whether two texts bring in the same."""
    head, tail = common_ends(base, text)
    start = max(text.rfind(each, 0, head) for each in SENTENCE_ENDS) + 1
    ending = _END.search(text, len(text) - tail)
    end = ending.start() if ending is not None else len(text)
    return _sentences(text[start:end]) - _sentences(base[start : len(base) - len(text) + end])


def _sentences(text: str) -> set[str]:
    return {" ".join(each.split()) for each in _END.split(text)} - {""}


def settled(base: str, ours: str, theirs: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Make one conflict of all that stands between two places of a sentence that would stand twice.

    That is one which both sides took out of its place, and which stands elsewhere otherwise than both want it; or one,
    or a paragraph of however few words, which both bring in, in different places.
    """
    found: list[Piece] = []
    at = 0
    spans = _Merged(base, ours, theirs, pieces).twofold()
    for first, last in _joined((first, _with_break(pieces, last)) for first, last in spans):
        found += pieces[at:first]
        run = pieces[first : last + 1]
        one = Conflict(
            "".join(each.base for each in run),
            "".join(each.ours for each in run),
            "".join(each.theirs for each in run),
            _token_at(base, sum(len(each.base) for each in pieces[:first])),
        )
        if len({one.base, one.ours, one.theirs}) < 3:
            return [Conflict(base, ours, theirs, 0)]
        found.append(one)
        at = last + 1
    return [*found, *pieces[at:]]


def _with_break(pieces: Sequence[Piece], last: int) -> int:
    """Take the break behind a paragraph along that neither side has there: in the words of the base it has one."""
    while last + 1 < len(pieces) and isinstance(behind := pieces[last + 1], Agreed):
        if behind.text or not (behind.base + behind.ours + behind.theirs).isspace():
            break
        last += 1
    return last


def _taken_out(piece: Piece) -> bool:
    return isinstance(piece, Agreed) and piece.side == "both" and piece.base not in ("", piece.ours)


def _token_at(text: str, at: int) -> int:
    """The token that stands at a character."""
    return bisect_right(list(accumulate(map(len, tokens(text)))), at)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            first, last = found[-1][0], max(found.pop()[1], last)
        found.append((first, last))
    return found


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: tuple[str, ...]
    tokens: tuple[int, ...]
    """Where the words stand in their text."""
    whole: bool
    """Whether it has no other words than these, which were asked for."""


class _Text:
    """One of the three texts of a merge, and in which piece each of its tokens stands."""

    def __init__(self, text: str, shares: Iterable[str]) -> None:
        self.text = text
        self.tokens = tokens(text)
        ends = list(accumulate(map(len, shares)))
        self.starts = starts(text)
        self.pieces = [bisect_right(ends, at) for at in self.starts[:-1]]

    def sentences(self, wanted: Callable[[int], bool]) -> Iterator[_Sentence]:
        """The wanted words of each sentence; a label is nobody's words."""
        text = paragraphs(self.text)
        for paragraph, start in zip(text.items, text.starts(), strict=False):
            run: list[int] = []
            for at in range(start + len(tokens(paragraph.label)), start + paragraph.size):
                if self.tokens[at] in SENTENCE_ENDS:
                    yield from self._sentence(run, wanted)
                    run = []
                elif self.tokens[at][0].isalnum():
                    run.append(at)
            yield from self._sentence(run, wanted)

    def wholes(self, wanted: Callable[[int], bool]) -> Iterator[_Sentence]:
        """Paragraphs all of whose words are wanted, with their labels, whosever those are."""
        text = paragraphs(self.text)
        for paragraph, start in zip(text.items, text.starts(), strict=False):
            first = start + len(tokens(paragraph.label))
            run = [at for at in range(first, start + paragraph.size) if self.tokens[at][0].isalnum()]
            for each in self._sentence(run, wanted):
                if each.whole:
                    yield _Sentence((*paragraph.number.split(), *each.words), each.tokens, whole=True)

    def chapeau(self, token: int) -> range | None:
        """The tokens of the paragraph under which the point of a list with a token stands; None when it is no point."""
        rows = numbered(self.text)
        at = bisect_right([row.start for row in rows], self.starts[token]) - 1
        if at < 0 or not rows[at].opens:
            return None
        above = (row for row in reversed(rows[:at]) if len(row.path) < len(rows[at].path))
        row = next(above, None)
        return None if row is None else range(*(bisect_left(self.starts, each) for each in (row.words, row.end)))

    def _sentence(self, run: Sequence[int], wanted: Callable[[int], bool]) -> Iterator[_Sentence]:
        found = tuple(at for at in run if wanted(at))
        words = tuple(self.tokens[at] for at in found)
        if sum(map(weight, words)) >= LIGHTEST_SENTENCE:
            yield _Sentence(words, found, len(found) == len(run))


class _Merged:
    """A merge, and what became of each word of the base on either side."""

    def __init__(self, base: str, ours: str, theirs: str, pieces: Sequence[Piece]) -> None:
        self._base = _Text(base, (each.base for each in pieces))
        self._sides = (_Text(ours, (each.ours for each in pieces)), _Text(theirs, (each.theirs for each in pieces)))
        self._origins = [diff(base, each.text).origins() for each in self._sides]
        self._agreed = {at for at, each in enumerate(pieces) if isinstance(each, Agreed) and each.side == "both"}
        gone = {at for at, each in enumerate(pieces) if _taken_out(each)}
        stand = [{origin: at for at, origin in enumerate(origins) if origin is not None} for origins in self._origins]
        self._taken_out = {token for token, piece in enumerate(self._base.pieces) if piece in gone}
        self._gone = {
            token
            for token in self._taken_out
            if not all(self._is_agreed(side, stand[side].get(token)) for side in (0, 1))
        }
        self._stand = stand

    def _is_agreed(self, side: int, token: int | None) -> bool:
        return token is not None and self._sides[side].pieces[token] in self._agreed

    def twofold(self) -> Iterator[tuple[int, int]]:
        """The spans of pieces between the places of sentences that would stand twice."""
        yield from self._moved_apart()
        yield from self._outliving()
        come = [list(self._sides[side].sentences(partial(self._is_new, side))) for side in (0, 1)]
        yield from self._parted(come)
        yield from self._alike(*([each for each in side if len(each.words) >= FEWEST_WORDS] for side in come))
        yield from self._alike(*(self._sides[side].wholes(partial(self._is_new, side)) for side in (0, 1)))

    def _outliving(self) -> Iterator[tuple[int, int]]:
        """Sentences, or some words of one, that both took out and one side has again in much the same words.

        Words that the other side brings in alike belong to the sentence as well: it may have fewer of them.
        """
        gone = [
            each
            for each in self._base.sentences(self._taken_out.__contains__)
            if (each.whole or len(each.words) > 1) and not self._gone.isdisjoint(each.tokens)
        ]
        for side in (0, 1) if gone else ():
            for other in self._sides[side].sentences(partial(self._is_brought, side)):
                if not any(self._is_new(side, at) for at in other.tokens):
                    continue
                for sentence in gone:
                    if _says(other.words, sentence.words) or (other.whole and _says(sentence.words, other.words)):
                        yield self._span((self._base, sentence.tokens), (self._sides[side], other.tokens))

    def _parted(self, come: Sequence[Sequence[_Sentence]]) -> Iterator[tuple[int, int]]:
        """A word or two that both took out of a sentence, which one side has as a sentence and the other has, too."""
        gone = [self._base.tokens[token] for token in sorted(self._gone) if self._base.tokens[token][0].isalnum()]
        for side in (0, 1):
            for one in come[side]:
                if one.whole and len(one.words) < FEWEST_WORDS and _stands_in(one.words, gone):
                    for other in come[1 - side]:
                        if _stands_in(one.words, other.words):
                            yield self._span((self._sides[side], one.tokens), (self._sides[1 - side], other.tokens))

    def _alike(self, ours: Iterable[_Sentence], theirs: Iterable[_Sentence]) -> Iterator[tuple[int, int]]:
        """What both bring in alike, but for short points of two lists."""
        known: dict[tuple[str, ...], list[_Sentence]] = {}
        for other in theirs:
            known.setdefault(other.words, []).append(other)
        for one in ours:
            for other in known.get(one.words, ()):
                if len(one.words) > PART_WORDS or not self._of_two_lists(one, other):
                    yield self._span((self._sides[0], one.tokens), (self._sides[1], other.tokens))

    def _moved_apart(self) -> Iterator[tuple[int, int]]:
        """Words that both took out and that stand elsewhere, if they are enough to make a sentence."""
        apart = [token for token in sorted(self._gone) if any(token in each for each in self._stand)]
        if sum(self._base.tokens[token][0].isalnum() for token in apart) >= FEWEST_WORDS:
            yield self._span(
                (self._base, apart),
                *(
                    (text, [stand[token] for token in apart if token in stand])
                    for text, stand in zip(self._sides, self._stand, strict=True)
                ),
            )

    def _of_two_lists(self, one: _Sentence, other: _Sentence) -> bool:
        """Whether what both bring in are points of two lists of the base: `(d) any other matter` may stand in both."""
        found: list[set[int]] = []
        for side, sentence in enumerate((one, other)):
            origins = self._origins[side]
            if any(origins[at] is not None for at in sentence.tokens):
                return False
            chapeau = self._sides[side].chapeau(sentence.tokens[0]) or range(0)
            found.append({origin for at in chapeau if (origin := origins[at]) is not None})
        return bool(found[0] and found[1]) and found[0].isdisjoint(found[1])

    def _is_new(self, side: int, at: int) -> bool:
        """Whether a word is not one that stands where it stood, nor where both want it."""
        origin = self._origins[side][at]
        return self._sides[side].pieces[at] not in self._agreed and (origin is None or origin in self._gone)

    def _is_brought(self, side: int, at: int) -> bool:
        """Whether a word is new or was taken out elsewhere, be it that both have it here."""
        origin = self._origins[side][at]
        return origin is None or origin in self._taken_out

    def _span(self, *places: tuple[_Text, Iterable[int]]) -> tuple[int, int]:
        pieces = [text.pieces[token] for text, run in places for token in run]
        return min(pieces), max(pieces)


def _says(words: Sequence[str], sentence: Sequence[str]) -> bool:
    """Whether some words are most of a sentence, with not many more than it has; of one or two words all are needed."""
    if len(words) > 2 * len(sentence) + 2:
        return False
    if len(sentence) < FEWEST_WORDS:
        return _in_order(words, sentence) == len(sentence)
    enough = len(sentence) // 2 + 1
    shared = (Counter(words) & Counter(sentence)).total()
    return shared >= enough and _in_order(words, sentence) >= enough


def _stands_in(part: Sequence[str], words: Sequence[str]) -> bool:
    """Whether some words stand in others, one behind the other."""
    return any(list(words[at : at + len(part)]) == list(part) for at in range(len(words) - len(part) + 1))


def _in_order(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words two sentences have in common in the same order."""
    before = [0] * (len(others) + 1)
    for word in words:
        now = [0]
        for at, other in enumerate(others):
            now.append(before[at] + 1 if word == other else max(before[at + 1], now[at]))
        before = now
    return before[-1]
