"""The footnotes of a draft stand with the clause that calls them, and none of their words is lost."""

from __future__ import annotations

import pytest

from drafter.intake.markdown import split
from drafter.intake.notes import with_notes

FILE = "draft.md"
DRAFT = """# Pact

The Parties,[^1]

## Article 1. Scope

1. Words.[^2]

2. More words.[^brazil]

## Annex I

Last words.[^4]
"""
NOTES = """
[^1]: On the preamble.
[^2]: Brazil reserves its position
on paragraph 1.
[^brazil]: Brazil prefers none.

    A second paragraph.
[^4]: On the annex.
"""


def bodies(source: str) -> dict[str, str]:
    return {each.designation: each.body for each in with_notes(split(source, FILE), FILE).clauses}


def test_a_footnote_stands_below_the_clause_that_calls_it_and_not_in_the_last_one() -> None:
    assert bodies(DRAFT + NOTES) == {
        "Preamble": "The Parties,[^1]\n\n[^1]: On the preamble.\n",
        "Article 1": "1. Words.[^2]\n\n2. More words.[^brazil]\n\n"
        "[^2]: Brazil reserves its position\non paragraph 1.\n\n"
        "[^brazil]: Brazil prefers none.\n\n    A second paragraph.\n",
        "Annex I": "Last words.[^4]\n\n[^4]: On the annex.\n",
    }


def test_no_word_of_a_footnote_is_lost() -> None:
    source = DRAFT + NOTES
    done = with_notes(split(source, FILE), FILE)
    assert sorted(" ".join(each.body for each in done.clauses).split()) == sorted(
        " ".join(each.body for each in split(source, FILE).clauses).split()
    )
    assert done.problems == ()


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("[^9]: Whose?\n", "the footnote [^9] is called by no clause: its words stand in Annex I"),
        ("[^1]: Both.\n", "the footnote [^1] is called by Preamble, Article 1: its words stand in Annex I"),
    ],
)
def test_a_footnote_of_which_it_is_not_clear_whose_it_is_stays_and_is_told(note: str, told: str) -> None:
    source = DRAFT.replace("1. Words.", "1. Words.[^1]") + "\n" + note
    done = with_notes(split(source, FILE), FILE)
    assert done.source == source
    assert [each.message for each in done.problems] == [told]


@pytest.mark.parametrize(
    "source",
    [
        DRAFT,
        DRAFT + "\n## Notes\n" + NOTES,
        DRAFT + NOTES + "\nWords behind them.\n",
        "# Pact\n\nThe Parties,[^1]\n\n[^1]: A note.\n",
    ],
)
def test_what_is_no_closing_list_of_footnotes_stays_to_the_byte(source: str) -> None:
    assert with_notes(split(source, FILE), FILE).source == source


def test_footnotes_keep_the_line_ends_of_their_text() -> None:
    for body in bodies((DRAFT + NOTES).replace("\n", "\r\n")).values():
        assert "\n" not in body.replace("\r\n", "")
