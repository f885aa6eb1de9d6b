"""Text as a sequence of tokens: the units that are compared, merged and bracketed."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain

import regex

# Scripts written without spaces: a dictionary would find words, but differently in every context, so a small
# insertion would mark text that did not change. One character with its marks is a token, as in UAX 29.
_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_EXTEND = r"[\p{M}\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]"
_LETTER = rf"[\p{{L}}--[{_SPACELESS}]]"
# Most characters of most texts are ASCII; asking that first spares the look-up of Unicode properties.
_BEYOND_ASCII = r"(?=[^\x00-\x7f])"
# A letter and what follows it in a word: in `CO2` and `4bis` too nobody changes a half.
_REST = rf"(?:[A-Za-z0-9]++|{_BEYOND_ASCII}(?:{_LETTER}|\p{{Nd}}|{_EXTEND}))*+"
_LETTERS = rf"(?:[A-Za-z]|{_BEYOND_ASCII}{_LETTER}){_REST}"
_WORD = rf"{_LETTERS}(?:['’ʼ]{_LETTERS})*+"

FOOTNOTE = r"\[\^[\w-]{1,40}\]"
"""A mark of a footnote, which brackets nothing."""

_TOKEN = regex.compile(
    rf"""
    {_WORD}                                              # word
    | [\s\x1c-\x1f]++                                    # white space, as str.isspace means it
    | \p{{N}}(?:[0-9]++|[.,](?=\p{{N}})|{_BEYOND_ASCII}(?:{_EXTEND}|\p{{N}}))*+(?:{_WORD})?+   # number
    | [!-/:-@\]_`|~](?=[\x00-\x7f])                      # punctuation
    | \{{[\w.:-]{{1,120}}\}}{_EXTEND}*+                    # cross-reference
    | {FOOTNOTE}{_EXTEND}*+                              # footnote mark
    | \\[!-/:-@\[-`{{-~]{_EXTEND}*+                        # escape
    | \p{{GCB=Prepend}}++(?=[\s\x1c-\x1f])                # would take the white space along
    | \X                                                 # any other grapheme cluster
    """,
    regex.VERBOSE | regex.VERSION1,
)

# The same for texts whose letters are Latin or Cyrillic without combining marks, four times as fast.
_PLAIN_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏʼЀ-ҁҊ-ԯ"
_PLAIN_WORD = f"[{_PLAIN_LETTERS}][{_PLAIN_LETTERS}0-9]*(?:['’ʼ][{_PLAIN_LETTERS}][{_PLAIN_LETTERS}0-9]*)*"
_PLAIN_SIGNS = "\u00a0«»§–—‘’“”„…"
_BEYOND_PLAIN = re.compile(rf"[^\x00-\x7f{_PLAIN_SIGNS}{_PLAIN_LETTERS}]")
_PLAIN_TOKEN = re.compile(
    rf"""{_PLAIN_WORD} | [ ](?=\S) | \s+ | [0-9]+(?:[.,][0-9]+)*(?:{_PLAIN_WORD})?
    | \{{[\w.:-]{{1,120}}\}} | {FOOTNOTE} | \\[!-/:-@\[-`{{-~] | .""",
    re.VERBOSE,
)

SHORT = 1000
"""Texts of up to so many characters are remembered: most paragraphs are compared with many others."""

LONGEST_PART = 64
"""What stands between two spaces, up to so many characters, is remembered with its tokens: treaties repeat words."""

_SPACELESS_CHARACTER = regex.compile(rf"[{_SPACELESS}]", regex.VERSION1)
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛ʼ", "'") | dict.fromkeys("“”„‟", '"'))


def tokens(text: str) -> tuple[str, ...]:
    """Cut a text into tokens; joining them gives the text back, for every str.

    A token is a run of white space, a word (letters with their marks and inner apostrophes, and digits between or
    behind them: `CO2`), a number (`1,000.5`) with the letters right behind it (`4bis`), one character with its marks of
    a script that is written without spaces (Han, kana, Thai, Lao, Khmer, Myanmar), a `{cross-reference}`, a footnote
    mark `[^1]`, an escape, or else one grapheme cluster (UAX 29).

    White space is never in a token with anything else, not even with a mark that stands on it. So a text may be cut
    where white space begins or ends, and its parts tokenised apart.
    """
    return _short(text) if len(text) <= SHORT else _long(text)


def _cut(text: str) -> tuple[str, ...]:
    parts = text.split()
    if len(parts) > 1 and " ".join(parts) == text and len(max(parts, key=len)) <= LONGEST_PART:
        return tuple(chain.from_iterable(map(_part, parts)))[:-1]
    return _matched(text)


def _matched(text: str) -> tuple[str, ...]:
    plain = text.isascii() or not _BEYOND_PLAIN.search(text)
    return tuple(_PLAIN_TOKEN.findall(text) if plain else _TOKEN.findall(text))


@lru_cache(maxsize=16384)
def _part(text: str) -> tuple[str, ...]:
    """The tokens of what stands between two spaces, and the second space."""
    return (*_matched(text), " ")


_short = lru_cache(maxsize=4096)(_cut)
_long = lru_cache(maxsize=64)(_cut)


def beside(base: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, int]]:
    """The tokens of two texts, and how many they have in common at either end.

    The second is cut only where it is not the same as the first: most proposals change a few words of a paragraph.
    """
    old, begins = _with_starts(base)
    head, tail = common_ends(base, new)
    # Where white space begins or ends on both sides.
    first = base.rfind(" ", 0, max(head - 1, 0)) + 1
    while first and base[first].isspace():
        first = base.rfind(" ", 0, first - 1) + 1
    last = base.find(" ", len(base) - tail + 1)
    while last >= 0 and base[last - 1].isspace():
        last = base.find(" ", last + 1)
    if last < 0:
        last = len(base)
    start, end = bisect_left(begins, first), bisect_left(begins, last)
    middle = _cut(new[first : len(new) - len(base) + last])
    head, tail = common_ends(old[start:end], middle)
    return old, (*old[:start], *middle, *old[end:]), (start + head, len(old) - end + tail)


@lru_cache(maxsize=64)
def _with_starts(text: str) -> tuple[tuple[str, ...], list[int]]:
    """The tokens of a text with which others are compared, and the character at which each of them begins."""
    return tokens(text), starts(text)


def starts(text: str) -> list[int]:
    """The character at which each token of a text begins, and where the last one ends."""
    return list(accumulate(map(len, tokens(text)), initial=0))


def common_ends(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How much two texts, or token sequences, have in common at the beginning, and how much of the rest at the end."""
    head = common_head(one, other)
    return head, common_tail(one, other, min(len(one), len(other)) - head)


def common_tail(one: Sequence[str], other: Sequence[str], most: int) -> int:
    """How much two texts or token sequences have in common at their end, up to so many."""
    if not most or one[-1] != other[-1]:
        return 0
    end, end2 = len(one), len(other)
    low, high = 1, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[end - middle : end - low] == other[end2 - middle : end2 - low]:
            low = middle
        else:
            high = middle - 1
    return low


def common_head(one: Sequence[str], other: Sequence[str]) -> int:
    """How many characters two texts, or how many tokens two token sequences, have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    if not high or one[0] != other[0]:
        return 0
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def layout_key(text: str) -> str:
    """What is left of a text when white space, the style of quotation marks and the encoding of letters are ignored.

    Two texts with one key differ editorially at most.
    """
    if text.isascii():
        return "".join(text.split())
    return unicodedata.normalize("NFC", "".join(text.split())).translate(_QUOTES)


@lru_cache(maxsize=65536)
def token_key(token: str) -> str:
    """What two tokens must have in common to be the same word: the encoding of letters and quotation marks aside."""
    return token if token.isascii() else unicodedata.normalize("NFC", token).translate(_QUOTES)


HYPHENS = frozenset("-\u2010\u2011")

LIGHTEST = 0.25
"""What a token other than white space weighs at least."""


@lru_cache(maxsize=65536)
def weight(token: str) -> float:
    """How much of a sentence a token carries: the measure for what may be given up to keep a change in one piece.

    A word is 1, a word of up to three letters or a character of a script without spaces 0.5, punctuation 0.25,
    white space nothing. No stop words, so the same for every language.
    """
    if token.isspace():
        return 0.0
    if token[0].isalnum():
        return 0.5 if len(token) <= 3 or _SPACELESS_CHARACTER.match(token) else 1.0
    return LIGHTEST if len(token) < 3 else 1.0
