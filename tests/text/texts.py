"""Texts that a treaty may hold and an attacker may send, and changed versions of them."""

import os
import re
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from drafter.text.paragraphs import paragraphs as cut_up
from tests.text.readback import standard_layout

# Stated here and not in a profile: which one is loaded depends on which test file was read before.
law = settings(
    max_examples=1000 if os.environ.get("CI") else 100,
    deadline=None,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example),
)
"""For the laws of the text engine: a hundred examples at the desk, a thousand where a change is judged."""
dear = settings(law, max_examples=max(100, law.max_examples // 2))
"""For laws of many texts at once: half as many examples as for the others."""

WORDS = (
    *("shall", "should", "refrain", "from", "the", "of", "to", "and", "a", "Party", "Parties", "States", "critical"),
    *("infrastructure", "damage", "operations", "knowingly", "support", "not", "including", "submarine", "cables,"),
    *("hospitals;", "annually.", "report.", "each"),
)

HOSTILE = (
    *("[", "]", "[shall]", "/", "-", "and/or", "\\", "\\*", "\\-", "⟦", "⟧", "∅", "¶", "␣", "‹U+0020›", "{+x+}", "+}"),
    *("{a:1.a}", "[^1]", "Alt 1: x (y)", "No text", "{amendments in these brackets: X 1.1}", "(a)", "1.", "2 bis."),
    *("café", "cafe\u0301", "“quoted”", '"quoted"', "don’t", "1,000.5", "北京条约", "か゚", "ข้าว", "ກົດ", "ភាសា", "မြန်မာ"),
    *(
        "العَرَبِيَّة",
        "שָׁלוֹם",
        "می\u200cخواهم",
        "\u202eevil",
        "\u2068",
        "\u2069",
        "\u200b",
        "\u0600",
        "👨\u200d👩\u200d👧",
        "🇨🇭",
    ),
    *(
        "\ud800",
        "\udc00x",
        "\ue000",
        "\U00010000",
        "\U000f0000",
        "\x00",
        "\x1b[31m",
        "\x85",
        "\u0301",
        "|",
        "| a | b |",
    ),
    *("x" * 10_000, "x" * 9_999 + "y"),
)

ANY_TEXT = st.text(st.characters(), max_size=30)
ANY_CHARACTERS = st.text(st.characters(), min_size=1, max_size=3)

GAPS = ("", "  ", "\u00a0", "\n", "\t", "\u202f", "\r\n")

# A word with the gap behind it is one draw, since drawing is what an example costs; None stands for any characters.
PIECES: tuple[str | None, ...] = (
    *(f"{word} " for word in WORDS * 4),
    *(f"{word} " for word in HOSTILE),
    *HOSTILE,
    *(word + gap for word in ("shall", "Parties", "[X]", "か") for gap in GAPS),
    *[None] * 4,
)

PIECE = st.sampled_from(PIECES)
WORD = st.sampled_from([*WORDS, *WORDS, *HOSTILE])
ROW = st.sampled_from(["| shall | act |", "| Party | [X] |", "| --- | --- |", "| 医院 | 2 bis. |", "||"])
BREAK = st.sampled_from(["\n\n"] * 6 + ["\n\n\n", "\r\n\r\n", "\n \n"])
LABEL = st.sampled_from(["", "", "1. ", "2. ", "2 bis. ", "(a) ", "1. (a) ", "(iv)\t"])
NUMBER = re.compile(r"^(?:\d+(?: bis)?\.|\([a-z]+\))\s")
LEAD = st.sampled_from(["", "", "", "\n\n", " "])
END = st.sampled_from(["", "\n", "\n\n"])
CHANGE = st.sampled_from(
    ["words", "words", "words", "add", "delete", "move", "copy", "join", "join", "split", "row", "label"]
)
VERSION = st.sampled_from(["changed"] * 6 + ["other", "base", "any"])


def _prose(draw: st.DrawFn) -> str:
    """The body of a paragraph."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 9))):
        piece = draw(PIECE)
        parts.append(draw(ANY_CHARACTERS) if piece is None else piece)
    return "".join(parts).removesuffix(" ")


def a_text(draw: st.DrawFn) -> str:
    """What `texts` draws: a strategy made for each example would cost more than what it gives."""
    parts = [draw(LEAD)]
    for _ in range(draw(st.integers(0, 3))):
        if draw(st.integers(0, 9)) == 0:
            parts += (draw(ROW) + "\n" for _ in range(draw(st.integers(1, 3))))
        parts += (draw(LABEL), _prose(draw), draw(BREAK))
    return "".join((*parts, draw(END)))


def changed_text(draw: st.DrawFn, text: str) -> str:
    """What `changed` draws."""
    paragraphs = text.split("\n\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(paragraphs)))
        what = draw(CHANGE)
        if what == "add":
            paragraphs.insert(at, draw(LABEL) + _prose(draw))
        elif at < len(paragraphs):
            paragraph = paragraphs.pop(at)
            if what == "words":
                words = paragraph.split(" ")
                start = draw(st.integers(0, len(words)))
                end = min(len(words), start + draw(st.integers(0, 4)))
                come = [draw(WORD) for _ in range(draw(st.integers(0, 3)))]
                paragraphs.insert(at, " ".join([*words[:start], *come, *words[end:]]))
            elif what == "move":
                paragraphs.insert(draw(st.integers(0, len(paragraphs))), paragraph)
            elif what == "label":
                paragraphs.insert(at, draw(LABEL) + NUMBER.sub("", paragraph))
            elif what == "copy":
                paragraphs[at:at] = [paragraph, paragraph]
            elif what == "join" and at < len(paragraphs):
                # What stood as a paragraph of its own may lose its number.
                other = paragraphs[at]
                paragraphs[at] = f"{paragraph} {NUMBER.sub('', other) if draw(st.booleans()) else other}"
            elif what == "row":
                rows = paragraph.split("\n")
                start = draw(st.integers(0, len(rows)))
                rows[start : start + draw(st.integers(0, 1))] = [draw(ROW)] * draw(st.integers(0, 1))
                paragraphs.insert(at, "\n".join(rows))
            elif what == "split":
                words = paragraph.split(" ")
                places = sorted(draw(st.integers(0, len(words))) for _ in range(draw(st.integers(1, 3))))
                runs = [words[start:end] for start, end in pairwise([0, *places, len(words)])]
                paragraphs[at:at] = [draw(LABEL) * bool(nth) + " ".join(run) for nth, run in enumerate(runs)]
    return "\n\n".join(paragraphs)


def _version(draw: st.DrawFn, base: str) -> str:
    what = draw(VERSION)
    if what == "changed":
        return changed_text(draw, base)
    if what == "other":
        return a_text(draw)
    return base if what == "base" else draw(ANY_TEXT)


# Few words that come again and again: whatever may slide, touch, overlap or be taken for another one does.
FEW = st.sampled_from(["a ", "a ", "b ", "b ", "c ", "d ", "e ", ", ", ". ", "[", "] ", "(", ") ", "/ ", "\n\n", "1. "])
FEWER = st.sampled_from(["a ", "b ", "a", ","])


def _crowded(draw: st.DrawFn, least: int, most: int) -> tuple[str, list[str]]:
    """A short base of few words, and versions in which a run or two of them is another one."""
    word = FEW if draw(st.booleans()) else FEWER
    base = [draw(word) for _ in range(draw(st.integers(0, 10)))]
    versions = []
    for _ in range(draw(st.integers(least, most))):
        versions.append("".join(_crowded_change(draw, base, word)))
    return "".join(base), versions


def _crowded_change(draw: st.DrawFn, base: Sequence[str], word: st.SearchStrategy[str]) -> list[str]:
    words = list(base)
    for _ in range(draw(st.integers(1, 2))):
        start = draw(st.integers(0, len(words)))
        end = min(len(words), start + draw(st.integers(0, 4)))
        words[start:end] = [draw(word) for _ in range(draw(st.integers(0, 3)))]
    return words


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of a few paragraphs, well formed or not."""
    return a_text(draw)


@st.composite
def changed(draw: st.DrawFn, text: str) -> str:
    """A version of a text in which words and paragraphs come, go, change and move."""
    return changed_text(draw, text)


@st.composite
def lineages(draw: st.DrawFn, least: int, most: int) -> tuple[str, list[tuple[str, int | None]]]:
    """A base and texts that each change it, or one of those before, which is named by its place."""
    crowded = draw(st.booleans())
    word = FEW if draw(st.booleans()) else FEWER
    words = [[draw(word) for _ in range(draw(st.integers(0, 10)))] if crowded else [a_text(draw)]]
    parents: list[int] = []
    for _ in range(draw(st.integers(least, most))):
        parents.append(draw(st.integers(0, len(words) - 1)))
        changed = words[parents[-1]]
        words.append(_crowded_change(draw, changed, word) if crowded else [changed_text(draw, changed[0])])
    base, *found = map("".join, words)
    return base, [(text, parent - 1 if parent else None) for text, parent in zip(found, parents, strict=True)]


@st.composite
def versions(draw: st.DrawFn, least: int, most: int) -> tuple[str, list[str]]:
    """A base and some versions of it; now and then one that has nothing to do with it, or the base itself."""
    if draw(st.integers(0, 2)) == 0:
        return _crowded(draw, least, most)
    base = a_text(draw)
    return base, [_version(draw, base) for _ in range(draw(st.integers(least, most)))]


def canonical(text: str) -> str:
    """The text in the standard layout: a blank line between paragraphs, a line end between rows of a table."""
    cut = (each.text for each in cut_up(text.replace("\r\n", "\n")).items)
    return standard_layout([each for each in cut if "\n" not in each])


REARRANGING = st.sampled_from(["put in", "take out", "replace", "add", "delete", "move", "join", "split", "sentence"])


def _known(draw: st.DrawFn, paragraphs: list[list[str]], initial: str) -> list[list[str]]:
    """A version of some paragraphs of words; those that it brings in begin with its letter, no two are equal."""
    changed = [list(words) for words in paragraphs]
    fresh = (f"{initial}{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(100))
    for _ in range(draw(st.integers(1, 3))):
        what, at = draw(REARRANGING), draw(st.integers(0, max(len(changed) - 1, 0)))
        if what == "add" or not changed:
            changed.insert(at, [next(fresh) for _ in range(draw(st.sampled_from([1, 3, 8])))])
            continue
        words, other = changed[at], changed[draw(st.integers(0, len(changed) - 1))]
        start = draw(st.integers(0, len(words)))
        end = min(len(words), start + draw(st.integers(0, 8)))
        if what in ("put in", "replace"):
            words[start : end if what == "replace" else start] = [next(fresh) for _ in range(draw(st.integers(1, 3)))]
        elif what == "take out":
            del words[start:end]
        elif what == "split":
            changed[at : at + 1] = [words[:start], words[start:]]
        elif what in ("delete", "move"):
            del changed[at]
            if what == "move":
                changed.insert(draw(st.integers(0, len(changed))), words)
        elif other is not words:
            run = list(words) if what == "join" else words[start:end]
            place = draw(st.sampled_from([0, len(other)]))
            if what == "join":
                words.clear()
            else:
                del words[start:end]
            other[place:place] = run
        changed = [words for words in changed if words]
    return changed


@st.composite
def known_words(draw: st.DrawFn, least: int, most: int) -> tuple[str, list[str]]:
    """A base in which no word comes twice, and versions of which it is known for each word what became of it."""
    names = iter([f"q{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(200)])
    sizes = draw(st.lists(st.sampled_from([2, 4, 8, 12, 20]), min_size=1, max_size=5))
    base = [[next(names) + draw(st.sampled_from(["", "", "", ",", ";", "."])) for _ in range(size)] for size in sizes]
    versions = [_known(draw, base, "rstuvw"[n]) for n in range(draw(st.integers(least, most)))]
    written = ["".join(f"{' '.join(words)}\n\n" for words in each).removesuffix("\n") for each in (base, *versions)]
    return written[0], written[1:]
