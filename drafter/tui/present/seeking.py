"""Where words stand in what is painted: as a reader means them, not as they happen to be typed or bracketed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from drafter.tui.present.row import Row
from drafter.tui.present.words import NO_WORDS

_ALIKE = {
    "'": "‘’‚‛ʼʹ`´′＇",
    '"': "“”„‟«»″＂",
    "-": "‐‑‒–—―−",
    "": "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c",
}
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff]"
)
"""Marks that are left out in typing. Those of other scripts, as of kana and Devanagari, make other letters."""

_AMENDMENT = re.compile(r"[A-Z]{3}-[0-9A-Z]*\Z")
_BETWEEN = (" / ", "][")
_OPENING, _CLOSING = ("[-", "{+"), ("-]", "+}")


class _Folding(dict[int, str]):
    """What each character is compared as, worked out when it is first met."""

    def __init__(self) -> None:
        super().__init__({ord(each): plain for plain, some in _ALIKE.items() for each in some})
        self.longer = {chr(code) for code, plain in self.items() if len(plain) != 1}
        """The characters that are not compared as one other."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        bare = _ACCENTS.sub("", normalize("NFKD", character)) if code > 127 else character
        plain = " " if character.isspace() else normalize("NFC", bare).casefold()
        if len(plain) != 1:
            self.longer.add(character)
        self[code] = plain
        return plain


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Give a text as it is compared with what is typed to find it."""
    return text.translate(_FOLDING)


@dataclass(frozen=True, slots=True)
class Sought:
    """Words to find. Capitals, accents, the kind of quotes and dashes, and the amount of white space don't count."""

    words: str
    pattern: re.Pattern[str] | None
    """None when there is nothing to find."""
    amendment: str
    """The beginning of the name of an amendment, if that is what was typed: words stand for it that it is behind."""

    @classmethod
    def typed(cls, typed: str) -> Sought:
        """Take what was typed."""
        words = re.sub(" +", " ", folded(typed))
        parts = [re.escape(part) for part in words.split(" ")]
        name = typed.strip().upper()
        return cls(words, re.compile(" +".join(parts)) if words else None, name if _AMENDMENT.match(name) else "")

    def __bool__(self) -> bool:
        return self.pattern is not None


@dataclass(frozen=True, slots=True)
class Sighted:
    """A row made ready for words to be found in it."""

    row: Row
    folded: str
    origin: tuple[int, ...]
    """Where each character of `folded` stands in the row; empty when that is at the same place."""
    ways: Mapping[int, tuple[int, ...]]
    """Where one may go on reading without the characters between."""

    @classmethod
    def of(cls, row: Row) -> Sighted:
        """Make a row ready."""
        plain = row.content.plain
        compared = folded(plain)
        origin: tuple[int, ...] = ()
        if not _FOLDING.longer.isdisjoint(plain):
            origin = tuple(at for at, each in enumerate(plain) for _ in _FOLDING[ord(each)])
        return cls(row, compared, origin, _ways(row))

    def places(self, sought: Sought) -> list[tuple[int, int]]:
        """Give where words stand in the row, in order: the offsets of their beginnings and ends.

        Words are found through brackets and changes too: `damage critical infrastructure` and `damage infrastructure`
        both stand in `damage [critical - RUS delete] infrastructure`.
        """
        if sought.pattern is None:
            return []
        found = {match.start(): match.end() for match in sought.pattern.finditer(self.folded)}
        if self.origin:
            found = {self.origin[start]: self.origin[end - 1] + 1 for start, end in found.items()}
        for start in self._before_ways(sought.words):
            end = self._through(start, sought.words)
            if end is not None:
                found.setdefault(start, end)
        if sought.amendment:
            for contest in self.row.contests:
                if any(name.startswith(sought.amendment) for name in contest.names):
                    found.setdefault(contest.start, contest.end)
        return sorted(found.items())

    def _before_ways(self, words: str) -> set[int]:
        """Give where words may begin that reach a place at which one may go on elsewhere."""
        if self.origin:
            return {at for way in self.ways for at in range(max(way - len(words), 0), way)}
        starts: set[int] = set()
        for way in self.ways:
            at = self.folded.find(words[0], max(way - len(words), 0), way)
            while at >= 0:
                starts.add(at)
                at = self.folded.find(words[0], at + 1, way)
        return starts

    def _through(self, start: int, words: str) -> int | None:
        """Give the end of words that begin at a place and go on through brackets; None where they don't."""
        plain = self.row.content.plain
        if not words.startswith(_FOLDING[ord(plain[start])] or "\0"):
            return None
        open, seen = [(start, 0)], set()
        while open:
            at, nth = open.pop()
            if nth == len(words):
                return at
            if at >= len(plain) or (at, nth) in seen:
                continue
            seen.add((at, nth))
            if nth:
                open.extend((way, nth) for way in self.ways.get(at, ()))
            next = _FOLDING[ord(plain[at])]
            if words.startswith(next, nth):
                open.append((at + 1, nth + len(next)))
            elif next == " " and words[nth - 1 : nth] == " ":
                open.append((at + 1, nth))
        return None


def _ways(row: Row) -> Mapping[int, tuple[int, ...]]:
    """Say where one may go on reading: into each wording of a bracket, past the bracket where there is one only, past
    the names in it, past what was deleted or inserted."""
    plain = row.content.plain
    ways: dict[int, tuple[int, ...]] = {}

    def way(start: int, *ends: int) -> None:
        ways[start] = (*ways.get(start, ()), *ends)

    opened: list[list[tuple[int, int]]] = []
    for start, end, style in sorted(row.content.spans, key=lambda span: (span.start, span.end)):
        text = plain[start:end]
        if style in (".prose--deleted", ".prose--inserted"):
            if text in _OPENING:
                opened.append([(start, end)])
            elif text in _CLOSING and opened:
                (first, inside), *_ = opened.pop()
                way(first, inside, end)
                way(start, end)
            else:
                way(start, end)
        elif style == ".prose--names":
            way(start, end)
        elif style == ".prose--bracket" and text == "[":
            opened.append([(start, end)])
        elif style == ".prose--bracket" and text in _BETWEEN and opened:
            opened[-1].append((start, end))
        elif style == ".prose--bracket" and text == "]" and opened:
            (first, inside), *others = opened.pop()
            way(first, inside, *(after for _, after in others), *(() if others else (end,)))
            for before in (start, *(before for before, _ in others)):
                way(before, end)
            for after in (inside, *(after for _, after in others)):
                if plain.startswith(NO_WORDS, after):
                    way(after, after + len(NO_WORDS))
    return ways
