from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from drafter.text.alternatives import Proposal
from drafter.text.duplicates import duplicates, nearly_equal
from tests.text.texts import dear, versions

BASE = "1. States shall protect hospitals at all times.\n\n2. Each Party shall report once a year.\n"


def found(*texts: str) -> list[tuple[str, str, bool]]:
    """The pairs of proposals A, B, ... found, and whether they are equal."""
    proposals = [Proposal(chr(65 + n), text) for n, text in enumerate(texts)]
    return [(pair.earlier, pair.later, pair.equal) for pair in duplicates(BASE, proposals)]


def test_equal_proposals_are_found() -> None:
    text = BASE.replace("hospitals", "hospitals and ambulances")
    assert found(text, text) == [("A", "B", True)]


def test_proposals_that_differ_in_layout_only_are_equal() -> None:
    text = BASE.replace("hospitals", "“medical” units")
    assert found(text, text.replace("“", '"').replace("”", '"').replace("once a", "once  a")) == [("A", "B", True)]


def test_nearly_equal_proposals_are_found_and_not_called_equal() -> None:
    one = BASE.replace("hospitals", "hospitals, ambulances and all medical personnel on duty")
    assert found(one, one.replace("personnel", "staff")) == [("A", "B", False)]


def test_different_changes_of_one_paragraph_are_no_duplicates() -> None:
    assert found(BASE.replace("hospitals", "schools"), BASE.replace("at all times", "in war")) == []


def test_the_same_words_at_different_places_are_no_duplicates() -> None:
    assert found(BASE.replace("States", "All States"), BASE.replace("Each Party", "All Each Party")) == []


def test_a_sub_amendment_is_no_duplicate_of_its_parent() -> None:
    text = BASE.replace("hospitals", "hospitals, ambulances and all medical personnel on duty")
    child = Proposal("B", text.replace("all medical", "medical"), "A")
    assert duplicates(BASE, [Proposal("A", text), child]) == ()


@dear
@given(versions(2, 4))
def test_every_pair_of_equal_proposals_is_found(case: tuple[str, list[str]]) -> None:
    base, texts = case
    proposals = [Proposal(chr(65 + n), text) for n, text in enumerate(texts)]
    pairs = {(pair.earlier, pair.later) for pair in duplicates(base, proposals) if pair.equal}
    for n, one in enumerate(proposals):
        for other in proposals[n + 1 :]:
            if one.text == other.text != base:
                assert (one.name, other.name) in pairs


@dear
@given(versions(2, 4), st.lists(st.integers(0, 3), max_size=3))
def test_every_pair_of_nearly_equal_proposals_is_found_and_no_other(
    case: tuple[str, list[str]], again: list[int]
) -> None:
    base, texts = case
    near = [f"{texts[nth % len(texts)]} more" for nth in again]
    proposals = [Proposal(chr(65 + n), text) for n, text in enumerate([*texts, *near])]
    assert {(pair.earlier, pair.later) for pair in duplicates(base, proposals)} == {
        (one.name, other.name) for one, other in combinations(proposals, 2) if nearly_equal(base, one.text, other.text)
    }
