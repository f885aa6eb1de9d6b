"""Brackets cut no emphasis: where a mark comes or goes, the words that it sets are in the bracket."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafter.text.alternatives import Proposal, alternatives
from drafter.text.dialect import emphasized
from tests.text.regions import all_regions
from tests.text.texts import law

WORD = st.sampled_from(
    ["a", "b", "c", "shall", "*a*", "*b c*", "**d**", "*a **b** c*", "*a", "b*", "**c", "d**", "_e_", "\\*", "[x]", ","]
)
LINE = st.lists(WORD, min_size=1, max_size=8).map(" ".join)
ANYHOW = st.text(alphabet=st.sampled_from("ab *_\\.[,\n"), max_size=14)


@law
@given(LINE | ANYHOW, st.lists(LINE | ANYHOW, min_size=1, max_size=3))
def test_every_proposal_is_still_chosen_to_the_byte(base: str, proposed: list[str]) -> None:
    made = alternatives(base, [Proposal(str(place), text) for place, text in enumerate(proposed)])
    assert made.choose(None) == base
    for place, text in enumerate(proposed):
        assert made.choose(str(place)) == text


def wordings(base: str, new: str) -> list[tuple[str, str]]:
    """The base and the proposed words of each region, where one proposal stands alone."""
    made = alternatives(base, [Proposal("NOR", new)])
    return [("".join(map(str, each.base)), "".join(map(str, each.choices[0].content))) for each in all_regions(made)]


def test_words_that_are_set_otherwise_stand_whole_on_both_sides() -> None:
    assert wordings("*Recalling* the Charter", "Recalling the Charter") == [("*Recalling*", "Recalling")]
    assert wordings("States *shall* act.", "States **must** act.") == [("*shall*", "**must**")]
    assert wordings("*Recalling* the Charter in full", "*Recalling the Charter* in full") == [
        ("*Recalling* the Charter", "*Recalling the Charter*")
    ]


def test_a_word_changed_between_two_marks_stands_alone() -> None:
    assert wordings("*Recalling also* the Charter", "*Recalling further* the Charter") == [("also", "further")]


def test_marks_that_are_escaped_set_nothing() -> None:
    assert wordings("a \\* b c", "a \\* d c") == [("b", "d")]
    marked = "a \\*b\\* *c* d \\\n  **f**"
    assert [marked[start:end] for start, end, _ in emphasized(marked)] == ["*c*", "**f**"]


def test_a_thousand_marks_that_come_and_go_take_no_longer_than_as_many_words() -> None:
    base = " ".join(f"*w {place}* x" for place in range(1000))
    made = alternatives(base, [Proposal("NOR", base.replace("*", ""))])
    assert len(all_regions(made)) == 1000
    assert made.choose("NOR") == base.replace("*", "")
