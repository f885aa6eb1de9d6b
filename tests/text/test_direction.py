"""Which way a line runs: by its words, not by the label before them."""

from __future__ import annotations

import pytest

from drafter.text.direction import direction

ARABIC = "تتعهد الدول بالامتناع."


@pytest.mark.parametrize(
    "before", ["", "1. ", "(a) ", "1. (a) ", "(iv) ", "[(b) ", "⟦", "{+(c) ", "\u2068[(a) ", "Alt 2: ", "“"]
)
def test_words_from_right_to_left_run_so_behind_any_label(before: str) -> None:
    assert direction(before + ARABIC) == "right"


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("(a) States", "left"),
        ("(a) States (الدول)", "left"),
        ("a word of the text, الدول", "left"),
        ("(a)", "left"),
        ("(أ) الدول", "right"),
        ("1. 2026", None),
        ("", None),
    ],
)
def test_the_first_letter_of_the_words_says_which_way_they_run(line: str, want: str | None) -> None:
    assert direction(line) == want
