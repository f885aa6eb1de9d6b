"""What a heading of a treaty designates, in the languages of the UN: `Article 4 bis: Scope`, `PART II`, `第四條`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from drafter.model.label import CYRILLIC_ORDINALS, LATIN_ORDINALS
from drafter.model.scripts import HAN_DIGITS
from drafter.model.terms import Kind

_WORDS = {
    Kind.ARTICLE: "article|art\\.|artículo|articulo|artikel|статья|المادة|مادة",
    Kind.PART: "part|chapter|title|section|partie|chapitre|titre|parte|capítulo|título|sección|часть|глава|раздел|титул"
    "|الجزء|الباب|الفصل|القسم",
    Kind.ANNEX: "annex|annexe|appendix|schedule|anexo|apéndice|приложение|المرفق",
    Kind.PREAMBLE: "preamble|préambule|preámbulo|преамбула|الديباجة|序言|前言|弁言|序文",
}
INSERTED = "|".join((*LATIN_ORDINALS, *CYRILLIC_ORDINALS))
"""What stands behind the number of an inserted article, after a space, a hyphen or nothing."""
_SPELT = "one|two|three|four|five|six|seven|eight|nine|ten|first|premier|première|primera?|первая"
_NUMBER = (
    rf"(?:(?-i:\d{{1,4}}(?:\.\d{{1,4}}){{0,3}}(?:(?:er|re)(?!\w)|\.?[ºª°])?|[IVXLCDM]{{1,12}}(?:\.\d{{1,4}})?|[A-Z])|{_SPELT})"
    rf"(?:[ \u00a0\u2011-]?(?:{INSERTED}|مكررا?(?!\u064b))\b|(?-i:[a-zA-Z])(?!\w))?"
)
_SEPARATOR = r"[ \t\u00a0]*[-.:–—\u2013\u2014][-.:–— \t\u00a0]*|[ \t\u00a0]+"
_NUMBERED = (
    rf"(?P<name>(?P<word>{'|'.join(f'(?P<{kind.value}>{words})' for kind, words in _WORDS.items())})"
    rf"(?:[ \t\u00a0]+(?P<number>{_NUMBER}))?)(?P<rest>(?![\w]).*)\Z"
)
_HAN_DIGITS = f"{HAN_DIGITS}0-9"
_HAN = (
    rf"(?P<name>第[ \u3000]*(?P<number>[{_HAN_DIGITS}]{{1,8}}(?: ?(?:{'|'.join(LATIN_ORDINALS)}))?)[ \u3000]*"
    rf"(?:(?P<article>條|条)|(?P<part>章|部分|部|編|编|篇|節|节))(?:之(?P<again>[{_HAN_DIGITS}]{{1,8}}))?)(?P<rest>.*)\Z"
)
_HAN_ANNEX = rf"(?P<name>附[件錄录]\s*(?P<number>[{_HAN_DIGITS}A-Z]{{1,8}})?)(?P<rest>(?!\w).*)\Z"
_BARE = re.compile(r"(?P<number>\d{1,4}(?:\.\d{1,4})*|[IVXLC]{1,12})[.)][ \t]+(?P<rest>\S.*)\Z", re.DOTALL)
_LEADING_SEPARATOR = re.compile(rf"(?:{_SEPARATOR})?")
_CALLED = {
    "ar": ("المادة {}", "الجزء {}", "المرفق {}", "الديباجة {}"),
    "en": ("Article {}", "Part {}", "Annex {}", "Preamble {}"),
    "es": ("Artículo {}", "Parte {}", "Anexo {}", "Preámbulo {}"),
    "fr": ("Article {}", "Partie {}", "Annexe {}", "Préambule {}"),
    "ru": ("Статья {}", "Часть {}", "Приложение {}", "Преамбула {}"),
    "zh": ("第{}条", "第{}部分", "附件{}", "序言{}"),
    "zh-Hant": ("第{}條", "第{}部分", "附件{}", "序言{}"),
}
"""How a heading calls a clause of each kind (article, part, annex, preamble) in the languages of the United Nations."""


@dataclass(frozen=True, slots=True)
class Designation:
    """A heading as read: what the clause is, how it is called (literally), its number and the words of its heading."""

    kind: Kind
    name: str
    number: str
    heading: str
    bracketed: bool = False
    """Whether the designation stands in square brackets: `[Article 3 bis]`."""


def designation(heading: str) -> Designation | None:
    """Read the designation at the beginning of a heading, or give None when it has none.

    Emphasis round the words is left out; the words themselves are kept as they are.
    """
    text = unemphasized(heading)
    bracketed = False
    enclosed = re.match(r"[*_]*\[(?P<inner>[^\[\]]*)\][*_]*(?P<rest>.*)\Z", text, re.DOTALL)
    if enclosed is not None and designated(enclosed["inner"].strip()) is not None:
        text, bracketed = f"{enclosed['inner'].strip()} {enclosed['rest'].strip()}".strip(), True
    else:
        emphatic = re.match(r"(?P<mark>\*\*|__|\*|_)(?P<inner>[^*_]+)(?P=mark)(?P<rest>.*)\Z", text, re.DOTALL)
        if emphatic is not None and designated(emphatic["inner"].strip()) is not None:
            text = f"{emphatic['inner'].strip()}{emphatic['rest']}"
    found = designated(text)
    if found is None:
        return None
    words = unemphasized(found.heading)
    return Designation(found.kind, found.name, found.number, words, bracketed)


def designated(text: str) -> Designation | None:
    """Read a designation and the words behind it; no emphasis, no brackets."""
    match = _match(_NUMBERED, text)
    if match is not None:
        kind = next(kind for kind in _WORDS if match[kind.value])
        number = match["number"] or ""
        if not number and kind in (Kind.ARTICLE, Kind.PART):
            return None
        if kind is Kind.PREAMBLE and (number or _words(match["rest"])):
            return None
        return Designation(kind, _spaced(match["name"]), _spaced(number), _words(match["rest"]))
    match = _match(_HAN, text)
    if match is not None:
        number = match["number"] + (f"-{match['again']}" if match["again"] else "")
        kind = Kind.ARTICLE if match["article"] else Kind.PART
        return Designation(kind, match["name"], number, _words(match["rest"]))
    match = _match(_HAN_ANNEX, text)
    if match is not None:
        return Designation(Kind.ANNEX, match["name"], match["number"] or "", _words(match["rest"]))
    return None


def called(kind: Kind, number: str, language: str) -> str:
    """Call a clause as a heading does: `Artículo 4 bis`, `第4条`; in English where the language is none of the UN."""
    main = language.partition("-")[0]
    traditional = main == "zh" and any(each in language.split("-") for each in ("Hant", "TW", "HK", "MO"))
    words = _CALLED.get("zh-Hant" if traditional else main, _CALLED["en"])
    form = words[(Kind.ARTICLE, Kind.PART, Kind.ANNEX, Kind.PREAMBLE).index(kind)]
    return form.format(number) if number else form.replace("第{}", "").replace("{}", "").strip()


def before_heading(designation: str) -> str:
    """Give what stands between a designation and the words of a heading: a full stop, in Chinese a wide space."""
    return "\u3000" if "\u4e00" <= designation[:1] <= "\u9fff" else ". "


def own_words(kind: Kind, number: str, language: str) -> str:
    """Give what the file of a new clause has to say of how it is called: nothing where kind and number say it."""
    said = called(kind, number, language)
    return "" if said == called(kind, number, "en") else said


@cache
def renumbered(own: str, kind: Kind, number: str) -> str:
    """Give how a clause calls itself, with the number that it has: with `4 bis`, `Artículo 4` is `Artículo 4 bis`.

    Where it says anything else than what it is and its number, that stands.
    """
    found = designated(own)
    if found is None or found.kind is not kind or found.heading or found.number == number or not number:
        return own
    for form in (_NUMBERED, _HAN_ANNEX):
        match = _match(form, own)
        if match is not None and found.number:
            return own[: match.start("number")] + number + own[match.end("number") :]
    match = _match(_HAN, own)
    if match is not None:
        return f"第{number}{match['article'] or match['part']}"
    return f"{own}{number}" if _match(_HAN_ANNEX, own) else f"{own} {number}"


def bare_number(heading: str) -> tuple[str, str] | None:
    """Read `4. Scope` as its number and its words, or give None."""
    match = _BARE.match(unemphasized(heading))
    return (match["number"], unemphasized(match["rest"])) if match is not None else None


def unemphasized(text: str) -> str:
    """Take off emphasis that encloses the whole of a text: `*(purpose)*`, `**Scope**`."""
    text = text.strip()
    while True:
        match = re.fullmatch(r"(\*{1,3}|_{1,3})(?P<inner>[^\s*_](?:[^*_]*[^\s*_])?)[ ]?\1", text)
        if match is None:
            return text
        text = match["inner"].strip()


def _match(form: str, text: str) -> re.Match[str] | None:
    return _compiled(form).match(text)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    # These take their time, and a program that shows an English treaty needs none.
    return re.compile(form, re.DOTALL | (re.IGNORECASE if form is _NUMBERED else 0))


def _words(rest: str) -> str:
    separator = _LEADING_SEPARATOR.match(rest)
    return rest[separator.end() if separator is not None else 0 :].strip()


def _spaced(text: str) -> str:
    return re.sub(r"[ \t]+", " ", text)
