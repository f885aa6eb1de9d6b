"""A change of words in print."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.cli.redline import redline

BASE = "Scope\n\n1. States shall refrain from operations.\n\n2. They may cooperate.\n\n3. Text.\n"


def plain(old: str, new: str, columns: int = 100) -> str:
    return redline(old, new, coloured=False, columns=columns)


def test_paragraphs_that_are_the_same_are_left_out_and_marked() -> None:
    new = BASE.replace("refrain from", "not conduct")
    assert plain(BASE, new) == "...\n\n1. States shall [-refrain from-]{+not conduct+} operations.\n\n..."
    assert plain(BASE, BASE) == ""


def test_whole_paragraphs_come_and_go() -> None:
    new = BASE.replace("2. They may cooperate.\n\n", "") + "\n4. More.\n"
    assert plain(BASE, new) == "...\n\n[-2. They may cooperate.-]\n\n...\n\n{+4. More.+}"


def test_a_paragraph_that_is_split_shows_where() -> None:
    assert plain("One. Two.\n", "One.\n\nTwo.\n") == "One.[- -]{+¶+}\n\nTwo."


def test_what_is_no_change_of_words_is_said() -> None:
    one, other, third = (
        "States shall not attack the networks of hospitals.",
        "Each State names one point of contact for all others.",
        "“Nothing” here affects the Charter of the United Nations.",
    )
    old = f"1. {one}\n\n2. {other}\n\n3. {third}\n"
    new = f"1. {other}\n\n2. {one}\n\n3. {third.replace('“', '*').replace('”', '*')}\n".replace("*", '"')
    assert plain(old, new) == (
        f"[-1. {one}-] (moved away)\n\n"
        f"[-2.-]{{+1.+}} {other} (renumbered)\n\n"
        f"{{+2. {one}+}} (moved here)\n\n"
        '3. [-“-]{+"+}Nothing[-”-]{+"+} here affects the Charter of the United Nations. (editorial)'
    )


def test_a_terminal_gets_underline_and_strike_beside_colour() -> None:
    shown = redline("a b c\n", "a x c\n", coloured=True, columns=80)
    assert shown == "a \x1b[31;9mb\x1b[0m\x1b[32;4mx\x1b[0m c"


def test_rows_of_a_table_keep_their_lines() -> None:
    old = "| a | b |\n|---|---|\n| c | d |\n"
    shown = plain(old, old.replace("d", "e"))
    assert "[-d-]{+e+}" in shown
    assert shown.splitlines()[-1].startswith("| c")


def test_nothing_in_a_text_commands_the_terminal() -> None:
    for coloured in (False, True):
        shown = redline("a\n", "a \x1b[2J\u202e\n", coloured=coloured, columns=80)
        assert "\x1b[2J" not in shown
        assert "\u202e" not in shown


words = st.lists(
    st.sampled_from(["States", "shall", "not", "¶", "條約", "(a)", "e\u0301", "x" * 30, "\n\n", "\n"]), max_size=20
)


@given(words.map(" ".join), words.map(" ".join), st.integers(20, 60))
def test_no_word_is_dropped_and_no_line_is_longer_than_it_must_be(old: str, new: str, columns: int) -> None:
    shown = plain(old, new, columns)
    said = re.sub(r"\((?:editorial|renumbered|moved\s(?:away|here))\)|\[-|-\]|\{\+|\+\}|¶|\.\.\.|\s", "", shown)
    if shown:
        changed = re.findall(r"\[-(.*?)-\]|\{\+(.*?)\+\}", shown, re.DOTALL)
        assert changed
        assert all(letter in old + new for letter in said)
    for line in shown.splitlines():
        width = sum(2 if letter in "條約" else 0 if letter == "\u0301" else 1 for letter in line)
        assert width <= columns or " " not in line.strip()


@pytest.mark.parametrize("columns", [20, 40, 100])
def test_lines_are_wrapped_between_words(columns: int) -> None:
    shown = plain("", "one two three four five six seven eight nine ten " * 4, columns)
    assert all(len(line) <= columns for line in shown.splitlines())
    assert shown.replace("\n", " ").split()[0] == "{+one"
