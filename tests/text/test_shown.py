"""What a paragraph shows to its reader."""

from __future__ import annotations

from hypothesis import given

from drafter.text.shown import BAR, Signs, plain, shown
from tests.text.texts import ANY_TEXT, law


def test_emphasis_is_a_weight_and_its_marks_are_gone() -> None:
    found = shown("*Recalling* the **Charter** and ***all***", Signs())
    assert found.text == "Recalling the Charter and all"
    assert found.weights == "eeeeeeeee" + "p" * 5 + "sssssss" + "p" * 5 + "bbb"


def test_a_reference_is_one_sign_the_same_wherever_it_stands() -> None:
    signs = Signs()
    one, other = shown("see {scope:1.a}", signs), shown("*{scope:1.a}* or {scope}", signs)
    assert one.text[-1] == other.text[0] != other.text[-1]
    assert [signs.target(each) for each in (one.text[-1], other.text[-1], "x")] == ["scope:1.a", "scope", None]


def test_a_private_character_of_the_text_is_no_sign() -> None:
    signs = Signs()
    signs.sign("scope")
    assert shown("\U000f0000", signs).text == "‹U+F0000›"
    assert plain("\U000f0000").text == "‹U+F0000›"


def test_what_would_deceive_is_visible_and_ordinary_typing_from_right_to_left_is_kept() -> None:
    assert plain("\u202ea\x1b").text == "‹RLO›a␛"
    assert plain("می\u200cخواهم \u200f").text == "می\u200cخواهم \u200f"


def test_an_escaped_bar_is_a_character_and_a_bar_of_a_row_parts_its_cells() -> None:
    assert shown("| a \\| b | c |", Signs()).text == f"| a {BAR} b | c |"
    assert shown("\\| a", Signs()).text == f"{BAR} a"
    assert shown("a | b", Signs()).text == "a | b"


@law
@given(ANY_TEXT)
def test_each_character_has_one_weight(text: str) -> None:
    found = shown(text, Signs())
    assert len(found.text) == len(found.weights)
