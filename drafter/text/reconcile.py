"""The words of one paragraph that two sides changed, brought together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from drafter.text.diff import replacements
from drafter.text.parting import FEWEST_WORDS
from drafter.text.tokens import LIGHTEST, tokens, weight
from drafter.text.words import Replacement, sentence_rank

Side = Literal["base", "ours", "theirs", "both"]
First: TypeAlias = Literal["ours", "theirs"] | None

BETWEEN = 1.0
"""Changes of two sides with less than a word kept between them are one conflict: otherwise `should refrain` and
`shall abstain` merge into `should abstain`, which nobody proposed."""
NEAR = 12.0
"""How many words off the other side's change is still near."""
_FAR = int(NEAR / LIGHTEST)
"""Tokens that are never near, whatever they are."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A stretch on which the merge is certain: `text`, and who changed it (`base`: nobody).

    `near`: the other side changed something within twelve words of it; a person has to read it before it is adopted.
    `base`, `ours` and `theirs` are what the three texts have here; those of all pieces joined give each text back.
    """

    text: str
    side: Side
    near: bool
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed the same words differently. `start` is the token of the base at which it begins."""

    base: str
    ours: str
    theirs: str
    start: int


Piece: TypeAlias = Agreed | Conflict


def three_way(base: str, ours: str, theirs: str, at: int) -> tuple[Piece, ...]:
    """Decide one stretch as a whole; nothing when it is empty on all sides."""
    if base == ours == theirs:
        return (Agreed(base, "base", False, base, base, base),) if base else ()
    if ours == theirs:
        return (Agreed(ours, "both", False, base, ours, theirs),)
    if theirs == base:
        return (Agreed(ours, "ours", False, base, ours, theirs),)
    if ours == base:
        return (Agreed(theirs, "theirs", False, base, ours, theirs),)
    return (Conflict(base, ours, theirs, at),)


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Changes of one or both sides that overlap or touch, over base tokens `start:end`."""

    start: int
    end: int
    ours: tuple[Replacement, ...]
    theirs: tuple[Replacement, ...]

    @property
    def same(self) -> bool:
        """Whether both sides make the same change."""
        return self.ours == self.theirs


def merged_words(base: str, ours: str, theirs: str, at: int = 0, first: First = None) -> tuple[Piece, ...]:
    """Merge one paragraph by its words. `at` is the token of the whole base at which the paragraph begins."""
    old = tokens(base)
    pieces: list[Piece] = []
    start = 0
    for cluster in _clusters(old, replacements(base, ours), replacements(base, theirs)):
        pieces.append(_kept(old, start, cluster.start))
        before = "".join(old[cluster.start : cluster.end])
        mine, yours = _reads(old, cluster, cluster.ours), _reads(old, cluster, cluster.theirs)
        if first and not before:
            pieces += _put_in(mine, yours, at + cluster.start, first)
        else:
            pieces += three_way(before, mine, yours, at + cluster.start)
        start = cluster.end
    return (*pieces, _kept(old, start, len(old)))


def _put_in(mine: str, yours: str, at: int, first: First) -> Sequence[Piece]:
    """Bring two different insertions at one point together: both stay, but no words that they have in common twice.

    What continues the sentence there stands in it, and a sentence of its own before or behind, whosever comes first.
    """
    words, words2 = tokens(mine), tokens(yours)
    for some, part, is_ours in ((words, words2, True), (words2, words, False)):
        if (place := _place_in(some, part)) is not None:
            shared = "".join(part)
            return [
                _alone("".join(some[:place]), ours=is_ours),
                Agreed(shared, "both", False, "", shared, shared),
                _alone("".join(some[place + len(part) :]), ours=is_ours),
            ]
    if not _runs(words).isdisjoint(_runs(words2)):
        return [Conflict("", mine, yours, at)]
    both = [_alone(mine, ours=True), _alone(yours, ours=False)]
    rank, rank2 = sentence_rank(words), sentence_rank(words2)
    return both if rank < rank2 or (rank == rank2 and first == "ours") else both[::-1]


def _place_in(words: Sequence[str], part: Sequence[str]) -> int | None:
    """Where some words stand in others, or None."""
    return next((at for at in range(len(words)) if words[at : at + len(part)] == part), None)


def _runs(found: Sequence[str]) -> set[tuple[str, ...]]:
    """All runs of so many words as make the same thing said twice."""
    words = [token for token in found if token[0].isalnum()]
    return set(zip(*(words[start:] for start in range(FEWEST_WORDS)), strict=False))


def _alone(text: str, *, ours: bool) -> Agreed:
    """What one side alone puts in."""
    return Agreed(text, "ours", False, "", text, "") if ours else Agreed(text, "theirs", False, "", "", text)


def _kept(old: Sequence[str], start: int, end: int) -> Agreed:
    text = "".join(old[start:end])
    return Agreed(text, "base", False, text, text, text)


def _clusters(old: Sequence[str], ours: Sequence[Replacement], theirs: Sequence[Replacement]) -> list[_Cluster]:
    # A change that both make is one from the beginning, so that it doesn't matter whose is looked at first.
    alone = [_Cluster(each.start, each.end, (each,), (each,) if each in theirs else ()) for each in ours]
    alone += [_Cluster(each.start, each.end, (), (each,)) for each in theirs if each not in ours]
    alone.sort(key=lambda cluster: (cluster.start, cluster.end))
    fused: list[_Cluster] = []
    for cluster in alone:
        while fused and _too_close(old, fused[-1], cluster):
            cluster = _together(fused.pop(), cluster)
        fused.append(cluster)
    return fused


def _together(one: _Cluster, other: _Cluster) -> _Cluster:
    return _Cluster(one.start, max(one.end, other.end), (*one.ours, *other.ours), (*one.theirs, *other.theirs))


def _too_close(old: Sequence[str], one: _Cluster, other: _Cluster) -> bool:
    if one.same or other.same or not ((one.ours and other.theirs) or (one.theirs and other.ours)):
        return False
    return sum(weight(token) for token in old[one.end : other.start]) < BETWEEN


def _reads(old: Sequence[str], cluster: _Cluster, changes: Sequence[Replacement]) -> str:
    words: list[str] = []
    at = cluster.start
    for each in changes:
        words += old[at : each.start]
        words += each.words
        at = each.end
    words += old[at : cluster.end]
    return "".join(words)


def judged(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Mark the changes that have one of the other side near them."""
    apart = [0.0]
    for piece in pieces:
        kept = isinstance(piece, Agreed) and piece.side == "base"
        apart.append(apart[-1] + (_weighed(piece.base) if kept else 0.0))
    changed = [(number, _sides(piece)) for number, piece in enumerate(pieces) if _sides(piece)]
    close: set[int] = set()
    for place, (number, sides) in enumerate(changed):
        for number2, sides2 in changed[place + 1 :]:
            if apart[number2] - apart[number + 1] > NEAR:
                break
            if sides | sides2 == {"ours", "theirs"} and not sides == sides2 == {"ours", "theirs"}:
                close |= {number, number2}
    for number, piece in enumerate(pieces):
        if number in close and isinstance(piece, Agreed) and piece.side in ("ours", "theirs"):
            yield replace(piece, near=True)
        else:
            yield piece


def _weighed(text: str) -> float:
    """What a text weighs; of one that is far too long to be near anything, what it weighs at least."""
    least = LIGHTEST * len(text.split(None, _FAR))
    return least if least > NEAR else sum(map(weight, tokens(text)))


def _sides(piece: Piece) -> frozenset[str]:
    if isinstance(piece, Conflict):
        return frozenset({"ours", "theirs"})
    if piece.side == "base" or piece.base.isspace() or (piece.ours + piece.theirs).isspace():
        return frozenset()
    return frozenset({"ours", "theirs"}) if piece.side == "both" else frozenset({piece.side})
