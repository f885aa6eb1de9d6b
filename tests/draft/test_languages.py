"""What documents say in their own words is said in each language of the United Nations, and of nothing else."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import drafter
from drafter.draft import languages, legend
from drafter.draft.conditions import Fulfilment
from drafter.draft.languages import IN_ENGLISH, Phrase, saying
from drafter.export.facts import LEFT_OUT, STYLES
from drafter.model.terms import AmendmentAction, AmendmentStatus, ClauseStatus, Degree, Stance
from drafter.text.printing import NO_TEXT, STANDS

SPOKEN = ("ar", "es", "fr", "ru", "zh")
ROOMS = ("draft", "export")
SAYS = re.compile(r"(?:.*[._])?say|Phrase|Hindrance")


def sources() -> Iterator[ast.AST]:
    """Give every piece of the source of the rooms that make documents."""
    for room in ROOMS:
        for file in (Path(drafter.__file__).parent / room).rglob("*.py"):
            if file.parent.name != "languages" or file.name == "__init__.py":
                yield from ast.walk(ast.parse(file.read_text("utf-8")))


def handed_over(first: ast.expr) -> Iterator[str]:
    """Give the phrases that one call may say."""
    if isinstance(first, ast.IfExp):
        yield from (*handed_over(first.body), *handed_over(first.orelse))
    elif isinstance(first, ast.Constant) and isinstance(first.value, str):
        yield first.value


def closed_lists() -> Iterator[str]:
    """Give the words that are said by their names in a list."""
    yield from STYLES.values()
    yield from LEFT_OUT.values()
    yield from (each.phrase for each in (*ClauseStatus, *AmendmentStatus))
    yield from (each.value for each in AmendmentAction)
    yield from (f"{{}} {each.phrase} {{}}" for each in Stance)
    yield from (f"{each.value}: {{}}" for each in Degree)
    yield from (each.phrase for each in Fulfilment)
    tables = (legend._ATTRIBUTED, legend._UNATTRIBUTED, legend._SIGNS, legend._REDLINE, legend._COMPARED)
    yield from (meaning for table in (*tables, legend._ANNEXED) for _, meaning in table.values())
    yield from (legend._OWN[1], NO_TEXT, STANDS)


@pytest.mark.parametrize("language", SPOKEN)
def test_everything_that_a_document_says_is_known_in_the_language(language: str) -> None:
    known = saying(language).phrases
    calls = (each for each in sources() if isinstance(each, ast.Call) and each.args and SAYS.fullmatch(name(each)))
    said = {*closed_lists(), *(phrase for call in calls for phrase in handed_over(call.args[0]))}
    assert sorted(said - known.keys()) == []


def name(call: ast.Call) -> str:
    return ast.unparse(call.func)


def test_nothing_is_translated_that_no_document_says() -> None:
    there = {each.value for each in sources() if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    assert sorted(saying("fr").phrases.keys() - there - set(closed_lists())) == []


@pytest.mark.parametrize("language", SPOKEN)
def test_what_is_said_in_another_language_has_the_same_places_for_values(language: str) -> None:
    for english, other in saying(language).phrases.items():
        places = english.count("{}")
        values = [f"<{number}>" for number in range(places)]
        spoken = saying(language)(english, *values)
        assert all(spoken.count(value) == 1 for value in values), (english, other)
    assert saying(language).phrases.keys() == saying("fr").phrases.keys()


def test_a_language_is_spoken_in_every_country_and_others_are_english() -> None:
    assert saying("fr-CA")("Legend") == saying("fr")("Legend") == "Légende"
    assert saying("sw") is IN_ENGLISH
    assert IN_ENGLISH("Changes since {}", "Rev.1") == "Changes since Rev.1"


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("en", "1 March 2026, 09:05 UTC"),
        ("ar", "1 آذار/مارس 2026، 09:05 UTC"),
        ("es", "1 de marzo de 2026, 09:05 UTC"),
        ("fr", "1er mars 2026, 09:05 UTC"),
        ("ru", "1 марта 2026 года, 09:05 UTC"),
        ("zh", "2026年3月1日，09:05 UTC"),
    ],
)
def test_a_date_is_said_as_the_language_says_it(language: str, date: str) -> None:
    assert saying(language).date("2026-03-01T09:05:00Z") == date


def test_a_sentence_is_said_again_with_what_stands_in_it_and_only_phrases_are_translated() -> None:
    what = Phrase("{}, which it changes, is {}", "FRA-000001", Phrase("withdrawn"))
    assert what == "FRA-000001, which it changes, is withdrawn"
    assert saying("fr")(what) == "FRA-000001, qu’il modifie : retiré"
    # A heading that is a word of ours stays the treaty's.
    assert saying("fr")(Phrase("{} asks to keep {} as it is", "FRA-000001", "Text")).endswith("Text en l’état")
    assert saying("ru")(pickle.loads(pickle.dumps(what))) == saying("ru")(what)


def test_words_with_braces_in_them_stand_as_they_are() -> None:
    assert saying("fr")("Note: {}.", "le renvoi {x}") == "Note : le renvoi {x}."
    assert languages.IN_ENGLISH("Note: {}.", "{0}") == "Note: {0}."
