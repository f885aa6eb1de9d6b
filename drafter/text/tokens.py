"""Text as a sequence of tokens: the units that are compared, merged and bracketed."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

import regex

# Scripts written without spaces: a dictionary would find words, but differently in every context, so a small
# insertion would mark text that did not change. One character with its marks is a token, as in UAX 29.
_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_EXTEND = r"[\p{M}\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]"
_LETTER = rf"[\p{{L}}--[{_SPACELESS}]]"
# Most characters of most texts are ASCII; asking that first spares the look-up of Unicode properties.
_BEYOND_ASCII = r"(?=[^\x00-\x7f])"
_LETTERS = rf"(?:[A-Za-z]|{_BEYOND_ASCII}{_LETTER})(?:[A-Za-z]++|{_BEYOND_ASCII}(?:{_LETTER}|{_EXTEND}))*+"

_TOKEN = regex.compile(
    rf"""
    {_LETTERS}(?:['’ʼ]{_LETTERS})*+                     # word
    | [\s\x1c-\x1f]++                                    # white space, as str.isspace means it
    | \p{{N}}(?:[0-9]++|[.,](?=\p{{N}})|{_BEYOND_ASCII}(?:{_EXTEND}|\p{{N}}))*+      # number
    | [!-/:-@\]_`|~](?=[\x00-\x7f])                      # punctuation
    | \{{[\w.:-]{{1,120}}\}}                             # cross-reference
    | \[\^[\w-]{{1,40}}\]                                # footnote mark
    | \\[!-/:-@\[-`{{-~]                                 # escape
    | \p{{GCB=Prepend}}++(?=[\s\x1c-\x1f])                # would take the white space along
    | \X                                                 # any other grapheme cluster
    """,
    regex.VERBOSE | regex.VERSION1,
)

# The same for texts whose letters are Latin or Cyrillic without combining marks, four times as fast.
_PLAIN_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏʼЀ-ҁҊ-ԯ"
_PLAIN_SIGNS = "\u00a0«»§–—‘’“”„…"
_BEYOND_PLAIN = re.compile(rf"[^\x00-\x7f{_PLAIN_SIGNS}{_PLAIN_LETTERS}]")
_PLAIN_TOKEN = re.compile(
    rf"""[{_PLAIN_LETTERS}]+(?:['’ʼ][{_PLAIN_LETTERS}]+)* | [ ](?=\S) | \s+ | [0-9]+(?:[.,][0-9]+)*
    | \{{[\w.:-]{{1,120}}\}} | \[\^[\w-]{{1,40}}\] | \\[!-/:-@\[-`{{-~] | .""",
    re.VERBOSE,
)

SHORT = 1000
"""Texts of up to so many characters are remembered: most paragraphs are compared with many others."""

_SPACELESS_CHARACTER = regex.compile(rf"[{_SPACELESS}]", regex.VERSION1)
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛ʼ", "'") | dict.fromkeys("“”„‟", '"'))


def tokens(text: str) -> tuple[str, ...]:
    """Cut a text into tokens; joining them gives the text back, for every str.

    A token is a run of white space, a word (letters with their marks and inner apostrophes), a number (`1,000.5`),
    one character with its marks of a script that is written without spaces (Han, kana, Thai, Lao, Khmer, Myanmar),
    a `{cross-reference}`, a footnote mark `[^1]`, an escape, or else one grapheme cluster (UAX 29).

    White space is never in a token with anything else, not even with a mark that stands on it. So a text may be cut
    where white space begins or ends, and its parts tokenised apart.
    """
    return _short(text) if len(text) <= SHORT else _cut(text)


@lru_cache(maxsize=4096)
def _short(text: str) -> tuple[str, ...]:
    return _cut(text)


def _cut(text: str) -> tuple[str, ...]:
    plain = text.isascii() or not _BEYOND_PLAIN.search(text)
    return tuple(_PLAIN_TOKEN.findall(text) if plain else _TOKEN.findall(text))


def base_tokens(text: str) -> tuple[str, ...]:
    """The tokens of a text with which many others are compared: also of a long one they are remembered for a while."""
    return tokens(text) if len(text) <= SHORT else _measured(text)[0]


def tokens_beside(base: str, new: str) -> tuple[str, ...]:
    """The tokens of a text that has much in common with another one at either end; only the middle is cut."""
    if len(new) <= SHORT or len(base) <= SHORT:
        return tokens(new)
    words, ends = _measured(base)
    head = common_head(base, new)
    # A space behind a sign of both texts begins a token in both, and so does a sign behind a space.
    first = base.rfind(" ", 1, max(head, 1))
    while first > 0 and base[first - 1].isspace():
        first -= 1
    first = max(first, 0)
    room = min(len(base), len(new)) - first
    tail = common_head(base[len(base) - room :][::-1], new[len(new) - room :][::-1])
    last = base.find(" ", len(base) - tail)
    while 0 <= last < len(base) and base[last].isspace():
        last += 1
    if last < 0:
        last = len(base)
    middle = new[first : len(new) - (len(base) - last)]
    return words[: bisect_right(ends, first)] + _cut(middle) + words[bisect_right(ends, last) :]


@lru_cache(maxsize=16)
def _measured(text: str) -> tuple[tuple[str, ...], list[int]]:
    """The tokens of a long text and where each of them ends."""
    words = _cut(text)
    return words, list(accumulate(map(len, words)))


def common_head(one: Sequence[str], other: Sequence[str]) -> int:
    """How many characters two texts, or how many tokens two token sequences, have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
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
    return 0.25 if len(token) < 3 else 1.0
