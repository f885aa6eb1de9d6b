"""Ids are matched before they become paths or refs; misspelt ones are met with the nearest names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model.ids import amendment_ref, meant, nearest, positions_ref

STANCES = ["support", "accept", "reserve", "oppose", "none"]
CLAUSES = ["preamble", "scope", "use-of-terms", "critical-infrastructure", "electoral-processes"]


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("suport", STANCES, ["support"]),
        ("supprot", STANCES, ["support"]),
        ("oposse", STANCES, ["oppose"]),
        ("acc", STANCES, ["accept"]),
        ("SUPPORT", STANCES, ["support"]),
        ("critical", CLAUSES, ["critical-infrastructure"]),
        ("infrastructure", CLAUSES, ["critical-infrastructure"]),
        ("scoep", CLAUSES, ["scope"]),
        ("xyzzy", CLAUSES, []),
        ("", STANCES, []),
    ],
)
def test_a_misspelt_name_is_met_with_the_nearest(word: str, known: list[str], expected: list[str]) -> None:
    assert nearest(word, known) == expected


def test_what_was_meant_is_asked_or_said_otherwise() -> None:
    assert meant("suport", STANCES, "use one") == "did you mean support?"
    assert meant("xyzzy", STANCES, "use one") == "use one"


@given(st.text(), st.lists(st.text()))
def test_the_nearest_names_are_known_ones_and_do_not_depend_on_their_order(word: str, known: list[str]) -> None:
    near = nearest(word, known)
    assert len(near) <= 3
    assert set(near) <= set(known)
    assert near == nearest(word, reversed(known))


def test_a_very_long_word_is_answered_at_once() -> None:
    assert nearest("x" * 1_000_000, CLAUSES * 100) == []


@pytest.mark.parametrize("name", ["FRA-7K3QXD\n", "../FRA-7K3QXD", "FRA-7K3QXI", "fra-7k3qxd", "FRA", "--upload-pack"])
def test_no_other_text_becomes_a_ref(name: str) -> None:
    for ref in (amendment_ref, positions_ref):
        if (ref, name) != (positions_ref, "FRA"):
            with pytest.raises(ValueError, match="not a"):
                ref(name)
    assert amendment_ref("FRA-7K3QXD") == "refs/heads/amendments/FRA-7K3QXD"
