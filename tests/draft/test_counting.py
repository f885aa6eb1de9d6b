"""Numbers that count on, in the manner of the first."""

from __future__ import annotations

import pytest

from drafter.draft.counting import counted_on


@pytest.mark.parametrize(
    ("numbers", "counted"),
    [
        ("1|2|2 bis|3", "1|2|3|4"),
        ("4|4A|4B|7", "4|5|6|7"),
        ("I|II|II bis|III|IV", "I|II|III|IV|V"),
        ("A|B|B bis|C", "A|B|C|D"),
        ("a|abis|b", "a|b|c"),
        ("i|ii|iiter|iii", "i|ii|iii|iv"),
        ("c|d|dbis", "c|d|e"),
        ("h|i|j|jbis", "h|i|j|k"),
        ("II|III|III\u00a0bis|IV", "II|III|IV|V"),
        ("5|5-bis|5\u2011ter|6", "5|6|7|8"),
        ("5|5 бис|6", "5|6|7"),
        ("1|7|5", "1|2|3"),
    ],
)
def test_an_insertion_counts_as_one_more(numbers: str, counted: str) -> None:
    assert counted_on(numbers.split("|")) == counted.split("|")


def test_behind_z_come_aa_and_bb() -> None:
    letters = [chr(ord("a") + nth) for nth in range(26)]
    assert counted_on([*letters, "aa", "bb"]) == [*letters, "aa", "bb"]
    assert counted_on([*letters, "zbis"]) == [*letters, "aa"]


@pytest.mark.parametrize("numbers", ["1|a", "4-1|4-2", "2 bis|3", "I|B", "四|五", "1|one"])
def test_what_is_no_series_of_numbers_is_not_counted(numbers: str) -> None:
    assert counted_on(numbers.split("|")) is None
