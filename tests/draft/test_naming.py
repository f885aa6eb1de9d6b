"""Provisions are called in running text as a treaty of the language calls them."""

from __future__ import annotations

import pytest

from drafter.draft.naming import labels


@pytest.mark.parametrize(
    ("language", "found", "said"),
    [
        ("en", ("1.", "(a)", "(i)"), ", paragraph 1 (a) (i)"),
        ("fr", ("1.", "a)"), ", paragraphe 1 a)"),
        ("ru", ("2.", "б)"), ", пункт 2 б)"),
        ("ar", ("١ -", "(أ)"), "، الفقرة ١ (أ)"),
        ("zh", ("一、", "（甲）"), "第一款（甲）"),
        ("zh", ("第二款",), "第二款"),
        ("en", ("(a)",), " (a)"),
    ],
)
def test_a_number_is_told_without_the_signs_that_make_it_a_label(
    language: str, found: tuple[str, ...], said: str
) -> None:
    assert labels(found, language) == said
