"""The inline dialect knows emphasis, strong and escapes; brackets are text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.draft.emphasis import Run, runs, without_marks


def test_emphasis_strong_and_both() -> None:
    assert runs("*Recalling* the **Charter** and ***all***") == (
        Run("Recalling", "emphasis"),
        Run(" the ", "plain"),
        Run("Charter", "strong"),
        Run(" and ", "plain"),
        Run("all", "both"),
    )


@pytest.mark.parametrize(
    "words", ["[Parties](States)", "[shall]", "<b>", "`x`", "&amp;", "http://x", "- [ ]", "# 4", "a * b"]
)
def test_what_other_dialects_take_for_marks_is_text(words: str) -> None:
    assert runs(words) == (Run(words, "plain"),)


def test_an_escape_is_the_character_itself() -> None:
    assert without_marks("\\*not emphasis\\* \\[x\\]") == "*not emphasis* [x]"


@given(st.text(alphabet=st.sampled_from('ab [](){}|\n.1é国-\t"“<>&`~#'), max_size=60))
def test_words_without_marks_lose_nothing(words: str) -> None:
    assert "".join(run.text for run in runs(words)).split() == words.split()
