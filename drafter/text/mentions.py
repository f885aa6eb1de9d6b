"""Articles and paragraphs that a text names in words: `articles 4 bis and 7`, `paragraph 2 (a) of article 4`.

In English and French. A reference in braces names its target for certain; what is
written in words is read, never guessed: what leads into another instrument (`article 2 of the Charter`) is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.model.label import LATIN_ORDINALS

_ORDINAL = "|".join(LATIN_ORDINALS)
_ARTICLE = rf"(?:\d+|[IVXLC]+)(?:[ \u00a0\u2011-]?(?:{_ORDINAL})\b|[A-Z]\b)?"
_POINT = rf"\([a-z]{{1,5}}(?:[ \u00a0](?:{_ORDINAL}))?\)"
_PARAGRAPH = rf"\d+(?:[ \u00a0]?(?:{_ORDINAL})\b)?(?:[ \u00a0]?{_POINT}){{0,2}}"
_AND = (
    r"(?:[ \u00a0]*,?[ \u00a0]*\b(?:and/or|and|or|to|through|as well as|et|ou|à)[ \u00a0]+"
    r"|[ \u00a0]*,[ \u00a0]*|[ \u00a0]?[-\u2013\u2014&][ \u00a0]?)"
)
_SEVERAL_ARTICLES = rf"{_ARTICLE}(?:{_AND}{_ARTICLE}(?!\d))*"
_SEVERAL_PARAGRAPHS = rf"{_PARAGRAPH}(?:{_AND}{_PARAGRAPH})*"
_WORDS = re.compile(
    rf"\b[Aa]rticles?[ \u00a0](?P<articles>{_SEVERAL_ARTICLES})\b"
    rf"(?:,?[ \u00a0]paragraphe?s?[ \u00a0](?P<of_it>{_SEVERAL_PARAGRAPHS}))?"
    rf"|\b[Pp]aragraphe?s?[ \u00a0](?P<paragraphs>{_SEVERAL_PARAGRAPHS})"
    rf"(?:[ \u00a0](?:of[ \u00a0]|de[ \u00a0]l['\u2019])[Aa]rticle[ \u00a0](?P<its>{_ARTICLE})\b)?"
)
_HERE = r"(?:th(?:is|e present)|part|chapter|section|title)\b"
_ICI = r"(?:la présente|el presente|présente|presente|cette|est[ae])\b"
_KINDS = (
    "Charter|Convention|Covenant|Protocol|Agreement|Treaty|Treaties|Statute|Declaration|Constitution|Resolution|Rule"
)
_INSTRUMENT = rf"(?:[\w-]+[ \u00a0]+){{0,4}}?(?:{_KINDS})s?\b"
_ELSEWHERE = re.compile(
    rf",?[ \u00a0]*(?:\([^)]*\))?,?[ \u00a0]+(?:of[ \u00a0]+(?!{_HERE})|thereof\b"
    rf"|(?:to|in)[ \u00a0]+(?!{_HERE}){_INSTRUMENT}|(?:de|del|du|des)[ \u00a0]+(?!{_ICI}))",
    re.IGNORECASE,
)
"""What follows a reference to another instrument, or to another provision: `of the Charter`, `de la Charte`."""
_KEY = re.compile(rf"(?P<number>\d+)(?:[ \u00a0]?(?:{_ORDINAL})\b)?|{_POINT}")


@dataclass(frozen=True, slots=True)
class Named:
    """A number as the text has it, and where: of an article (`4 bis`), or of a paragraph with its points (`1 (a)`)."""

    words: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.words)

    @property
    def path(self) -> tuple[str, ...]:
        """The keys of a paragraph, as an address has them: `2 bis (a)` is `2bis`, `a`."""
        return tuple(_key(match) for match in _KEY.finditer(self.words))

    def with_path(self, path: tuple[str, ...]) -> str:
        """Write a paragraph with other keys in the places of its own, as many of them; what stands between stays."""
        found: list[str] = []
        at = 0
        for match, key in zip(_KEY.finditer(self.words), path, strict=True):
            said = re.sub(rf"({_ORDINAL})\Z", r" \1", key)
            said = said if match["number"] is not None else f"({said})"
            found += [self.words[at : match.start()], match[0] if key == _key(match) else said]
            at = match.end()
        return "".join(found) + self.words[at:]


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference in words: articles, paragraphs of the last of them, or paragraphs of the clause it stands in."""

    words: str
    start: int
    articles: tuple[Named, ...]
    paragraphs: tuple[Named, ...]
    whole: bool
    """Whether as many numbers were read as the words before them announce, one or several: else some may be missed."""
    outside: bool
    """Whether it leads into another instrument, or what stands behind it says that it may."""

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.words)


def mentions(text: str) -> Iterator[Mention]:
    """Give the references in words, in the order of the text."""
    for match in _WORDS.finditer(text):
        articles = match["articles"] and _named(_ARTICLE, match, "articles")
        its = match["its"] and _named(_ARTICLE, match, "its")
        paragraphs = "of_it" if match["of_it"] is not None else "paragraphs"
        yield Mention(
            match[0], match.start(), articles or its or (),
            _named(_PARAGRAPH, match, paragraphs) if match[paragraphs] is not None else (),
            _whole(match),
            elsewhere(text, match.end()),
        )  # fmt: skip


def _whole(match: re.Match[str]) -> bool:
    at = match.start()
    for group, form in (("articles", _ARTICLE), ("of_it", _PARAGRAPH), ("paragraphs", _PARAGRAPH)):
        if match[group] is not None:
            several = match.string[at : match.start(group)].rstrip(" \u00a0").endswith("s")
            if several != (len(re.findall(form, match[group])) > 1):
                return False
            at = match.end(group)
    return True


def elsewhere(text: str, end: int) -> bool:
    """Whether what stands behind a reference, which ends there, says that it leads out of this text."""
    return _ELSEWHERE.match(text, end) is not None


def number_key(number: str) -> str:
    """Give what two spellings of the number of an article have in common: `4 bis` and `4bis`."""
    return "".join(number.casefold().split())


def _named(form: str, match: re.Match[str], group: str) -> tuple[Named, ...]:
    return tuple(Named(each[0], match.start(group) + each.start()) for each in re.finditer(form, match[group]))


def _key(match: re.Match[str]) -> str:
    return "".join(match[0].strip("()").split())
