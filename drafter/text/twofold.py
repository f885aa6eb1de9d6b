"""Words that a merge would have twice, or keep for one side though the other takes them out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from drafter.text.diff import diff
from drafter.text.parting import FEWEST_WORDS
from drafter.text.reconcile import Agreed, Conflict, Piece
from drafter.text.tokens import tokens


def may_be_twofold(pieces: Sequence[Piece]) -> bool:
    """Whether a merge is clean and both sides took out as many words as make a sentence: else none stands twice."""
    if any(isinstance(piece, Conflict) for piece in pieces):
        return False
    return any(len(piece.base.split()) >= FEWEST_WORDS for piece in pieces if _taken_out(piece))


def twofold(base: str, ours: str, theirs: str, pieces: Sequence[Piece]) -> bool:
    """Whether a sentence that both sides took out of its place stands elsewhere otherwise than both want it.

    One side has put it into another paragraph, and the other into a third one, or nowhere.
    """
    if not may_be_twofold(pieces):
        return False
    gone = set(_tokens_taken_out(base, pieces))
    agreed = [_standing(base, text, pieces, number) for number, text in enumerate((ours, theirs))]
    apart = [
        each for each in gone if any(each in side for side in agreed) and not all(side.get(each) for side in agreed)
    ]
    old = tokens(base)
    return sum(old[each][0].isalnum() for each in apart) >= FEWEST_WORDS


def _taken_out(piece: Piece) -> bool:
    return isinstance(piece, Agreed) and piece.side == "both" and piece.base not in ("", piece.ours)


def _tokens_taken_out(base: str, pieces: Sequence[Piece]) -> Iterator[int]:
    ends = list(accumulate(len(piece.base) for piece in pieces))
    at = 0
    for index, token in enumerate(tokens(base)):
        if _taken_out(pieces[bisect_right(ends, at)]):
            yield index
        at += len(token)


def _standing(base: str, text: str, pieces: Sequence[Piece], side: int) -> dict[int, bool]:
    """The tokens of the base that stand in the text of one side, and whether both sides have them there."""
    ends = list(accumulate(len((piece.ours, piece.theirs)[side]) for piece in pieces))
    found: dict[int, bool] = {}
    at = 0
    compared = diff(base, text)
    for token, origin in zip(compared.new, compared.origins(), strict=True):
        if origin is not None:
            piece = pieces[bisect_right(ends, at)]
            found[origin] = isinstance(piece, Agreed) and piece.side == "both"
        at += len(token)
    return found
