"""Where words come from: each word of a text followed through its versions, moves and merges included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby
from typing import Literal, NamedTuple

from drafter.text.diff import diff
from drafter.text.merge import Agreed, merge
from drafter.text.tokens import tokens


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a named proposal makes of its own base."""

    name: str
    base: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a text, and the proposals that were taken up in it, in their order.

    `modified` says that it was declared to be other than the plain merge of them; then a word that a proposal has in
    the same place is that proposal's, wherever the merge put it.
    """

    text: str
    proposed: tuple[Proposed, ...] = ()
    modified: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What put a word in, out or elsewhere: a version, by its number, and those of its proposals that did.

    No name: it was done in the version itself.
    """

    version: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text with one source."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that are not in the one text as they are in the other, with everything that is behind it.

    They stand at the tokens `start:end` of the older text; where words were put in or moved to, the two are equal.
    """

    kind: Literal["deleted", "inserted", "moved"]
    text: str
    start: int
    end: int
    sources: tuple[Source, ...]
    """In the order of the versions: what brought the words in or took them out, and what moved them."""


class Came(NamedTuple):
    """Whence a token of a newer text: `token` is the one of the older text that it was, None for a new one.

    `names` are the proposals that brought it in or, when it has `moved`, those that moved it.
    """

    token: int | None
    moved: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """How a text became its next version, token by token."""

    came: tuple[Came, ...]
    """For each token of the newer text."""
    went: tuple[tuple[str, ...] | None, ...]
    """For each token of the older text: the proposals that took it out, or None when it still stands."""
    plain: bool
    """Whether the newer text is the merge of all the proposals, to the byte."""


def descent(versions: Sequence[Version]) -> tuple[Source, ...]:
    """Say for each token of the last version what brought it in. The first version brings in all of its words.

    A word that was taken out and put back comes from the version that put it back. A paragraph that moved keeps its
    sources.
    """
    text = ""
    sources: tuple[Source, ...] = ()
    for number, version in enumerate(versions):
        came = passage(text, version).came
        sources = tuple(Source(number, each.names) if each.token is None else sources[each.token] for each in came)
        text = version.text
    return sources


def runs(versions: Sequence[Version]) -> tuple[Run, ...]:
    """Give the last version as stretches with one source each; joined they are the text."""
    if not versions:
        return ()
    sourced = zip(tokens(versions[-1].text), descent(versions), strict=True)
    return tuple(
        Run("".join(token for token, _ in group), source) for source, group in groupby(sourced, lambda pair: pair[1])
    )


def stretches(base: str, versions: Sequence[Version]) -> tuple[Stretch, ...]:
    """Say what became of a text through its later versions: words taken out, put in and moved, in its order.

    What was taken out and put back again is not told, so that there is nothing to tell of two equal texts. Without
    the words taken out, the older text has the words that the newer one has without those put in; no word of the
    newer text comes from the versions in between that is not told.
    """
    old = tokens(base)
    followed = follow(base, versions)
    here, gone = followed.came, followed.went
    text = versions[-1].text if versions else base
    back, back2, changed = _reinstated(base, text, gone, [index for index, _ in here])
    new = tokens(text)
    found: list[Stretch] = []
    at = 0
    waiting: list[tuple[str, Literal["deleted", "inserted", "moved"], int, tuple[Source, ...]]] = []
    for token, (index, sources) in enumerate([*here, (len(old), ())]):
        if index is None:
            if token not in back2:
                waiting.append((new[token], "inserted", token, sources))
        elif sources and token in changed:
            waiting.append((new[token], "moved", token, sources))
        elif not sources and index >= at:
            deleted = [(old[each], each, gone[each]) for each in range(at, index) if each in gone and each not in back]
            found += _joined([(word, "deleted", place, (source,)) for word, place, source in deleted], None)
            found += _joined(waiting, index)
            waiting = []
            at = index + 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Followed:
    """The tokens of a text and of what became of it through its versions."""

    came: tuple[tuple[int | None, tuple[Source, ...]], ...]
    """For each token of the newer text: the one of the older text that it was, None for a new one; and what brought
    it in or moved it, in the order of the versions."""
    went: Mapping[int, Source]
    """For each token of the older text that did not stay, what took it out."""


def follow(base: str, versions: Sequence[Version]) -> Followed:
    """Follow each token of a text through its later versions, one after the other."""
    here: list[tuple[int | None, tuple[Source, ...]]] = [(index, ()) for index in range(len(tokens(base)))]
    gone: dict[int, Source] = {}
    text = base
    for number, version in enumerate(versions):
        step = passage(text, version)
        for token, names in enumerate(step.went):
            index = here[token][0]
            if names is not None and index is not None:
                gone[index] = Source(number, names)
        here = [_onwards(here, each, Source(number, each.names)) for each in step.came]
        text = version.text
    return Followed(tuple(here), gone)


@lru_cache(maxsize=1024)
def passage(before: str, version: Version) -> Passage:
    """Follow each token from a text to its next version.

    First through the merges of what was taken up in it, where each piece says whose it is; then through what the
    version changed beside them.
    """
    merged = _Merged(before)
    taken = [merged.take(proposed) for proposed in version.proposed]
    plain = all(taken) and merged.text == version.text
    merged.become(version)
    return Passage(tuple(merged.came), tuple(merged.went), plain)


def _onwards(
    here: Sequence[tuple[int | None, tuple[Source, ...]]], came: Came, source: Source
) -> tuple[int | None, tuple[Source, ...]]:
    if came.token is None:
        return None, (source,)
    index, sources = here[came.token]
    return index, (*sources, source) if came.moved else sources


def _reinstated(
    base: str, text: str, gone: Mapping[int, Source], kept: Sequence[int | None]
) -> tuple[set[int], set[int], set[int]]:
    """Find the words that were taken out and put back: their tokens in the one text and in the other.

    The third set are the tokens of the newer text that differ when the two texts are compared directly. That
    comparison may take another of several equal words for the one that stayed, so each pair is followed to its end.
    """
    found = diff(base, text)
    directly: dict[int, int] = {}
    at = at2 = 0
    for start, end, start2, end2 in [
        *((edit.start, edit.end, edit.start2, edit.end2) for edit in found.edits),
        (len(found.base), len(found.base), len(found.new), len(found.new)),
    ]:
        directly.update(zip(range(at, start), range(at2, start2), strict=True))
        at, at2 = end, end2
    back: set[int] = set()
    back2: set[int] = set()
    for index in gone:
        token = directly.get(index)
        while token is not None and (stayed := kept[token]) is not None:
            token = directly.get(stayed)
        if token is not None:
            back.add(index)
            back2.add(token)
    return back, back2, {token for edit in found.edits for token in range(edit.start2, edit.end2)}


def _joined(
    words: Sequence[tuple[str, Literal["deleted", "inserted", "moved"], int, tuple[Source, ...]]], at: int | None
) -> Iterator[Stretch]:
    """Join neighbouring words of one kind with the same sources; they stand `at` a place of the base, or are in it."""
    run: list[str] = []
    for number, (word, kind, place, sources) in enumerate(words):
        run.append(word)
        follows = words[number + 1] if number + 1 < len(words) else None
        if follows is None or follows[1:] != (kind, place + 1, sources):
            start = place + 1 - len(run) if at is None else at
            yield Stretch(kind, "".join(run), start, place + 1 if at is None else at, sources)
            run = []


class _Merged:
    """A text on its way to the next version."""

    def __init__(self, before: str) -> None:
        self.before = before
        self.text = before
        self.came = [Came(index) for index in range(len(tokens(before)))]
        self.went: list[tuple[str, ...] | None] = [None] * len(self.came)

    def take(self, proposed: Proposed) -> bool:
        """Merge a proposal in, and say whether that was possible; one that conflicts leaves the text as it is."""
        result = merge(proposed.base, self.text, proposed.text, first="ours")
        if not result.clean:
            return False
        pieces = [piece for piece in result.pieces if isinstance(piece, Agreed)]
        came = list(_through_merge(pieces, self, proposed))
        self._settle(result.text, came, (proposed.name,))
        for index in _deleted_by(proposed, self.before):
            names = self.went[index]
            if names is not None and proposed.name not in names:
                self.went[index] = (*names, proposed.name)
        return True

    def become(self, version: Version) -> None:
        """Take in what the version changed beside the merge."""
        if version.text == self.text:
            return
        found = diff(self.text, version.text)
        changed = {index for edit in found.edits for index in range(edit.start2, edit.end2)}
        names = _names(version) if version.modified else {}
        origins = found.origins()
        # What the merge takes out and the version leaves as it stood was not put back: nobody has changed it.
        left = diff(self.before, version.text).origins()
        still = {self.came[origin].token for origin in origins if origin is not None}
        came = []
        for index, (origin, stood) in enumerate(zip(origins, left, strict=True)):
            new = origin is None or self.came[origin].token is None
            if new and stood is not None and stood not in still:
                came.append(Came(stood))
            elif origin is None:
                came.append(Came(None, False, names.get(index, ())))
            elif index in changed and self.came[origin].token is not None:
                came.append(Came(self.came[origin].token, True))
            elif self.came[origin].token is None and index in names:
                # Several may have brought in a word of which the merge knows one.
                behind = {*self.came[origin].names, *names[index]}
                came.append(Came(None, False, tuple(each.name for each in version.proposed if each.name in behind)))
            else:
                came.append(self.came[origin])
        standing = [names is None for names in self.went]
        self._settle(version.text, came, ())
        if not version.modified:
            return
        for proposed in version.proposed:
            for index in _deleted_by(proposed, self.before):
                taken_out = self.went[index]
                if standing[index] and taken_out is not None:
                    self.went[index] = (*taken_out, proposed.name)

    def _settle(self, text: str, came: list[Came], names: tuple[str, ...]) -> None:
        """Go on to the next text; a token of the first one that is no longer there was taken out by `names`."""
        claimed: set[int] = set()
        for index, each in enumerate(came):
            if each.token in claimed:
                came[index] = Came(None, False, names)
            elif each.token is not None:
                claimed.add(each.token)
        for token, taken_out in enumerate(self.went):
            if token in claimed:
                self.went[token] = None
            elif taken_out is None:
                self.went[token] = names
        self.text, self.came = text, came


def _through_merge(pieces: Sequence[Agreed], ours: _Merged, proposed: Proposed) -> Iterator[Came]:
    """Say of each token of a clean merge whether it is one of our text or the proposal's."""
    owners = list(_owners(pieces))
    here, there = _Places(ours.text), _Places(proposed.text)
    origins = diff(proposed.base, proposed.text).origins()
    ours_by_base = {base: token for token, base in enumerate(diff(proposed.base, ours.text).origins())}
    joint = (proposed.name,)
    at = number = 0
    for token in tokens("".join(piece.text for piece in pieces)):
        while owners[number].end <= at:
            number += 1
        owner, known = owners[number], None
        # A token over the seam of two pieces is made of both: it is new.
        if at + len(token) <= owner.end:
            place = (here if owner.ours else there).exactly(owner.at + at - owner.start, token)
            if place is not None and owner.ours:
                known = ours.came[place]
                if owner.both and known.token is None:
                    known = Came(None, False, tuple(dict.fromkeys((*known.names, *joint))))
            elif place is not None and (base := origins[place]) is not None and base in ours_by_base:
                moved = ours.came[ours_by_base[base]]
                known = moved if moved.token is None else Came(moved.token, True, joint)
        yield Came(None, False, joint) if known is None else known
        at += len(token)


@dataclass(frozen=True, slots=True)
class _Owner:
    """Characters `start:end` of a merged text, and where they stand in our text or in the proposal."""

    start: int
    end: int
    ours: bool
    both: bool
    at: int


def _owners(pieces: Sequence[Agreed]) -> Iterator[_Owner]:
    at = ours = theirs = 0
    for piece in pieces:
        end = at + len(piece.text)
        if piece.text:
            # White space between paragraphs can be that of neither side: then it is the merge's, so the proposal's.
            mine = piece.text == piece.ours and piece.side != "theirs"
            yield _Owner(at, end, mine, piece.side == "both", ours if mine else theirs)
        at, ours, theirs = end, ours + len(piece.ours), theirs + len(piece.theirs)


class _Places:
    """Where the tokens of a text begin."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        places = accumulate(map(len, self._tokens), initial=0)
        self._at = dict(zip(places, range(len(self._tokens)), strict=False))

    def exactly(self, at: int, token: str) -> int | None:
        """Give the number of the token that is this one and begins there, or None."""
        index = self._at.get(at)
        return index if index is not None and self._tokens[index] == token else None


def _deleted_by(proposed: Proposed, text: str) -> Iterator[int]:
    """Give the tokens of a text that stand in a proposal's base, and no longer in the proposal."""
    kept = set(diff(proposed.base, proposed.text).origins())
    for index, base in enumerate(diff(proposed.base, text).origins()):
        if base is not None and base not in kept:
            yield index


def _names(version: Version) -> dict[int, tuple[str, ...]]:
    """Give the tokens of a version that its proposals have in the same place and brought in themselves."""
    names: dict[int, tuple[str, ...]] = {}
    for proposed in version.proposed:
        new = [origin is None for origin in diff(proposed.base, proposed.text).origins()]
        for index, place in enumerate(diff(proposed.text, version.text).origins()):
            if place is not None and new[place]:
                names[index] = (*names.get(index, ()), proposed.name)
    return names
