"""Which words are found in what is painted: as a lawyer types them, not as the text happens to spell them."""

from __future__ import annotations

import pytest
from textual.content import Content

from drafter.draft.inline import Bracket, Deleted, Inserted, Wording, Words
from drafter.store.repository import Repository
from drafter.text.attribution import Attribution, Part
from drafter.tui.dialogs.choosing import Choice, Choosing
from drafter.tui.present.prose import passage
from drafter.tui.present.row import Row
from drafter.tui.present.seeking import Sighted, Sought
from tests.tui.seat import piloted, seated


def found(text: Content | str, typed: str) -> list[str]:
    """The stretches of a text that are found."""
    content = text if isinstance(text, Content) else Content(text)
    row = Row(key="x", content=content)
    return [content.plain[start:end] for start, end in Sighted.of(row).places(Sought.typed(typed))]


def bracketed(*content: Words | Bracket | Inserted | Deleted) -> Row:
    shown, contests = passage(content)
    return Row(key="x", content=shown, contests=contests)


def in_row(row: Row, typed: str) -> list[str]:
    return [row.content.plain[start:end] for start, end in Sighted.of(row).places(Sought.typed(typed))]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("the State’s “own” territory", 'state\'s "own"', ["State’s “own”"]),
        ("the State's own territory", "STATE’S", ["State's"]),
        ("l’État côtier", "l'etat cotier", ["l’État côtier"]),
        ("the cafe", "café", ["cafe"]),
        ("States Parties\u00a0– 2016–2026", "parties - 2016-2026", ["Parties\u00a0– 2016–2026"]),
        ("two  spaces\nand a line", "two spaces and", ["two  spaces\nand"]),
        ("co\u00adoperate", "cooperate", ["co\u00adoperate"]),
        ("Maße, Straße", "strasse", ["Straße"]),
        ("the ﬁnal act", "final", ["ﬁnal"]),
        ("كِتَاب", "كتاب", ["كِتَاب"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("[shall] (a) .*", "(a) .*", ["(a) .*"]),
        ("anything", "", []),
    ],
)
def test_quotes_accents_dashes_and_white_space_are_no_part_of_the_words_that_are_sought(
    text: str, typed: str, expected: list[str]
) -> None:
    assert found(text, typed) == expected


@pytest.mark.parametrize(("text", "typed"), [("が", "か"), ("कि", "क्"), ("한국", "하"), ("и", "ы")])
def test_marks_that_make_another_letter_are_part_of_the_words(text: str, typed: str) -> None:
    assert found(text, typed) == []


JAPAN = Attribution((Part(("JPN",), "retain"),))
NORWAY = Attribution((Part(("NOR", "EST"), ""),))
REFRAIN = Bracket(
    "alternatives",
    (
        Wording((Words("refrain from"),), "base", (), JAPAN),
        Wording((Words("not conduct"),), "proposed", ("NOR-7K0001",), NORWAY),
    ),
)
CRITICAL = Bracket("deletion", (Wording((Words("critical "),), "base", ("RUS-0F0001",), JAPAN),))
CABLES = Bracket("insertion", (Wording((Words(", including cables"),), "proposed", ("FJI-3A0001",)),))


@pytest.mark.parametrize(
    "typed",
    [
        "shall refrain from operations",
        "shall not conduct operations",
        "damage critical infrastructure",
        "damage infrastructure",
        "infrastructure, including cables.",
        "infrastructure.",
        "[refrain from - JPN retain / not",
    ],
)
def test_words_are_found_through_the_brackets_that_stand_in_them_by_every_reading(typed: str) -> None:
    row = bracketed(
        Words("States shall "),
        REFRAIN,
        Words(" operations that damage "),
        CRITICAL,
        Words("infrastructure"),
        CABLES,
        Words("."),
    )
    assert len(in_row(row, typed)) == 1


@pytest.mark.parametrize("typed", ["refrain from not conduct", "shall operations", "from conduct"])
def test_words_that_no_reading_of_the_brackets_gives_are_not_found(typed: str) -> None:
    row = bracketed(Words("States shall "), REFRAIN, Words(" operations."))
    assert in_row(row, typed) == []


def test_words_are_found_past_the_names_in_a_bracket_that_holds_another_one() -> None:
    inner = Wording((Words("that damage "), CRITICAL, Words("systems")), "base", ("IND-1A0001",))
    row = bracketed(Words("operations "), Bracket("deletion", (inner,)), Words(" of States"))
    assert len(in_row(row, "operations that damage systems of states")) == 1
    assert len(in_row(row, "operations of states")) == 1


def test_the_words_behind_which_an_amendment_stands_are_found_by_its_name() -> None:
    row = bracketed(Words("States shall "), REFRAIN, Words(" operations."))
    assert in_row(row, "nor-7k") == ["[refrain from - JPN retain / not conduct - NOR, EST]"]
    assert in_row(row, "nor-8") == []
    assert in_row(row, "nor") == ["NOR"]


def test_words_are_found_as_they_were_and_as_they_are_where_a_change_is_shown() -> None:
    row = bracketed(Words("shall "), Deleted((Words("refrain from"),)), Inserted((Words("avoid"),)), Words(" attacks"))
    assert in_row(row, "shall refrain from attacks") == ["shall [-refrain from-]{+avoid+} attacks"]
    assert in_row(row, "shall avoid attacks") == ["shall [-refrain from-]{+avoid+} attacks"]


@piloted
async def test_who_types_article_7_is_offered_that_before_what_has_its_words_apart(talks: Repository) -> None:
    named = ("amend article 35 (7 days)", "amend article 70 (Talks)", "amend article 7 (Scope)")
    async with seated(talks) as seat:
        seat.app.push_screen(Choosing("Which one?", [Choice(each, Content(each)) for each in named]))
        await seat.asks(Choosing)
        await seat.type("article 7")
        await seat.shows("> amend article 7 (Scope)", "article 35", "article 70")
