"""What a document says in its own words, round the text: in the six languages of the United Nations.

The notation of brackets (`A delete`, `Alt 1`, `keep`) is the same in all of them, so that one version of a text can be
laid beside another; the legend explains it in each. So are the subjects of records, which are what was recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from drafter.model.language import ENGLISH

RIVALS = (
    "{} wants words otherwise than {}. The wordings stand side by side, each under its own name: accept one and reject "
    "the others. Accepting all gives a text that nobody proposed"
)
"""What a file of tracked changes says of two that want the same words otherwise."""
ROLL_CALL_RULE = (
    "At a conference a text is adopted by two thirds of the States present and voting, unless they decide by the same "
    "majority to apply another rule. A State that abstains does not vote."
)
"""VCLT 9(2); Rules of Procedure of the General Assembly of the United Nations, rule 86, on who is voting."""
_MONTHS = "January February March April May June July August September October November December"


class Phrase(str):
    """A sentence in English with what stands in the places of its template, so that it can be said again."""

    template: str
    values: tuple[object, ...]

    def __new__(cls, template: str, *values: object) -> Phrase:
        """Make a sentence of a template, with values in its places."""
        made = super().__new__(cls, template.format(*values))
        made.template, made.values = template, values
        return made

    def __getnewargs__(self) -> tuple[object, ...]:  # type: ignore[override]
        return (self.template, *self.values)


@dataclass(frozen=True, slots=True)
class Saying:
    """Says in one language what the program says in English."""

    language: str
    """Of the six; English for a treaty in any other one."""
    phrases: Mapping[str, str]
    """Templates by what they are in English."""
    months: tuple[str, ...]
    form: str
    """How a day is written, with its `{day}`, `{month}` and `{year}`."""

    def __call__(self, english: str, *values: object) -> str:
        """Say a phrase, with values in the places that the English one has for them."""
        if isinstance(english, Phrase):
            values = tuple(self(each) if isinstance(each, Phrase) else each for each in english.values)
            english = english.template
        said = self.phrases.get(english, english)
        return said.format(*values) if values else said

    def date(self, date: str) -> str:
        """Say a recorded date in words: `2 March 2026, 09:00 UTC`."""
        year, month, day = date[:10].split("-")
        first = "1er" if self.language == "fr" and day == "01" else int(day)
        said = self.form.format(day=first, month=self.months[int(month) - 1], year=year)
        comma = {"ar": "، ", "zh": "，"}.get(self.language, ", ")
        return f"{said}{comma}{date[11:16]} UTC" if len(date) > 10 else said

    def listed(self, *parts: str) -> str:
        """Put what is said of one thing in a line."""
        return {"ar": "؛ ", "fr": " ; ", "zh": "；"}.get(self.language, "; ").join(parts)

    @property
    def colon(self) -> str:
        """What stands between a name and what it names."""
        return {"fr": " : ", "zh": "："}.get(self.language, ": ")


IN_ENGLISH = Saying(ENGLISH, {}, tuple(_MONTHS.split()), "{day} {month} {year}")


@cache
def saying(language: str) -> Saying:
    """Give how documents speak that are in a language, as BCP 47 names it."""
    from drafter.draft.languages import arabic, chinese, french, russian, spanish

    known = {"ar": arabic, "es": spanish, "fr": french, "ru": russian, "zh": chinese}
    main = language.partition("-")[0]
    if main not in known:
        return IN_ENGLISH
    return Saying(main, known[main].PHRASES, known[main].MONTHS, known[main].DATE)
