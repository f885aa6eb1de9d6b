from hypothesis import given

from drafter.text.duplicates import nearly_equal
from tests.text.texts import dear, versions

BASE = "1. States shall protect hospitals at all times.\n\n2. Each Party shall report once a year.\n"


def test_proposals_that_differ_in_layout_only_say_the_same() -> None:
    text = BASE.replace("hospitals", "“medical” units")
    assert nearly_equal(BASE, text, text.replace("“", '"').replace("”", '"').replace("once a", "once  a"))


def test_proposals_that_share_most_of_what_they_change_are_nearly_equal() -> None:
    one = BASE.replace("hospitals", "hospitals, ambulances and all medical personnel on duty")
    assert nearly_equal(BASE, one, one.replace("personnel", "staff"))
    assert not nearly_equal(
        BASE, one, one.replace("ambulances and all medical personnel", "schools and teaching staff")
    )


def test_different_changes_of_one_paragraph_are_not_alike() -> None:
    assert not nearly_equal(BASE, BASE.replace("hospitals", "schools"), BASE.replace("at all times", "in war"))


def test_the_same_words_at_different_places_are_not_alike() -> None:
    assert not nearly_equal(BASE, BASE.replace("States", "All States"), BASE.replace("Each Party", "All Each Party"))


def test_the_same_words_taken_out_at_different_places_are_not_alike() -> None:
    base = "States shall report. States shall report.\n"
    assert not nearly_equal(base, "States shall. States shall report.\n", "States shall report. States shall.\n")


@dear
@given(versions(2, 2))
def test_two_texts_are_alike_either_way_and_one_that_changes_nothing_is_like_no_other(
    case: tuple[str, list[str]],
) -> None:
    base, (one, other) = case
    assert nearly_equal(base, one, other) == nearly_equal(base, other, one)
    assert nearly_equal(base, one, one) == (one != base)
    assert not nearly_equal(base, one, base)
