"""What words changes can leave of a text, whatever rules put them together."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from drafter.text.merge import merge
from drafter.text.together import put_together
from tests.text.texts import dear, versions

BASE = "States shall not damage any hospital, and shall report it."
MAIN = "States shall not damage any hospital or school, and shall report it."
PROPOSED = "States shall not damage any hospital, and shall report and repair it."
BOTH = "States shall not damage any hospital or school, and shall report and repair it."


@dear
@given(versions(2, 2))
def test_what_a_merge_gives_has_the_words_that_were_put_together(case: tuple[str, list[str]]) -> None:
    base, (main, proposed) = case
    merged = merge(base, main, proposed)
    assume(merged.clean)
    assert put_together(main, [(base, proposed)], merged.text)
    assert put_together(base, [(base, main), (base, proposed)], merged.text)


def test_the_words_may_go_together_otherwise() -> None:
    assert put_together(MAIN, [(BASE, PROPOSED)], BOTH)
    assert put_together(MAIN, [(BASE, PROPOSED)], BOTH.replace("report and repair", "repair and report"))


@pytest.mark.parametrize(
    "text",
    [
        BOTH.replace(" not", ""),
        BOTH.replace("any hospital", "any large hospital"),
        BOTH.replace("any hospital", "a hospital"),
        BOTH.replace(" and repair", ""),
        BOTH.replace(" or school", ""),
        BOTH.replace("repair", "repair, repair"),
        MAIN,
        PROPOSED,
    ],
)
def test_no_word_may_be_lost_added_or_left_out(text: str) -> None:
    assert not put_together(MAIN, [(BASE, PROPOSED)], text)


def test_where_nothing_meets_a_text_reads_in_one_way_only() -> None:
    assert put_together(BASE, [(BASE, PROPOSED)], PROPOSED)
    assert not put_together(BASE, [(BASE, PROPOSED)], PROPOSED.replace("report and repair", "repair and report"))
    assert put_together(MAIN, [(BASE, BASE)], MAIN)
    assert not put_together(MAIN, [], BOTH)


def test_what_two_bring_in_or_take_out_alike_may_stand_once_or_twice() -> None:
    changes = [(BASE, MAIN), (BASE, BASE.replace("hospital", "hospital or dam"))]
    assert put_together(BASE, changes, BASE.replace("hospital", "hospital or school or dam"))
    assert put_together(BASE, changes, BASE.replace("hospital", "hospital or school, dam")) is False
    assert put_together(MAIN, [(BASE, MAIN)], MAIN)


def test_a_number_goes_with_its_paragraph_and_with_no_other() -> None:
    base = "1. States report.\n\n2. States cooperate.\n"
    renumbered = "1. New.\n\n2. States report.\n\n3. States cooperate.\n"
    deleted = "1. States report.\n"
    merged = "1. New.\n\n2. States report.\n"
    assert put_together(base, [(base, renumbered), (base, deleted)], merged)
    assert put_together(renumbered, [(base, deleted)], merged)
    assert not put_together(renumbered, [(base, deleted)], merged.replace("1. ", ""))
    assert not put_together(renumbered, [(base, deleted)], merged.replace("1. ", "4. "))


def test_what_one_change_alone_asks_for_stands_in_its_order_whoever_else_proposed_nothing_there() -> None:
    assert put_together(BASE, [(BASE, BASE), (BASE, PROPOSED)], PROPOSED)
    turned = PROPOSED.replace("report and repair", "repair and report")
    assert not put_together(BASE, [(BASE, BASE), (BASE, PROPOSED)], turned)
