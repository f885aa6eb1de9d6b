import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.text.visible import visible
from tests.text.texts import law, texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\u202eb\u202c", "a‹RLO›b‹PDF›"),
        ("a\u200eb\u200fc\u061cd", "a‹LRM›b‹RLM›c‹ALM›d"),
        ("pay\u200bload", "pay‹ZWSP›load"),
        ("\ufefftext", "‹BOM›text"),
        ("a\x00b\x7f\x9b", "a␀b␡‹U+009B›"),
        ("over\rwritten", "over␍written"),
        ("\ud800", "‹U+D800›"),
        ("\U000e0041", "‹U+E0041›"),
        ("a\u200db", "a‹ZWJ›b"),
        ("n\u0336o\u0336t", "n‹STRIKE›o‹STRIKE›t"),
        ("n\u0332ot\u20d2", "n‹UNDERLINE›ot‹U+20D2›"),
        ("shall\u2800not", "shall‹BLANK›not"),
        ("≠ é ñ", "≠ é ñ"),
        ("kept\n\tas it is", "kept\n\tas it is"),
        ("شرکت\u200cها", "شرکت\u200cها"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("café [shall]", "café [shall]"),
    ],
)
def test_what_could_deceive_is_shown(text: str, expected: str) -> None:
    assert visible(text) == expected


@law
@given(st.one_of(texts(), st.text()))
def test_nothing_printed_commands_a_terminal_or_turns_the_text_round(text: str) -> None:
    for character in visible(text):
        assert character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
        assert unicodedata.bidirectional(character) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )


@law
@given(st.one_of(texts(), st.text()))
def test_what_is_printed_can_be_encoded(text: str) -> None:
    assert visible(text).encode().decode() == visible(text)


@law
@given(texts())
def test_no_letter_and_no_digit_is_dropped(text: str) -> None:
    def letters(of: str) -> list[str]:
        return [each for each in of if unicodedata.category(each)[0] in "LN" and each not in "\u3164\uffa0\u115f\u1160"]

    shown = iter(visible(text))
    assert all(any(each == other for other in shown) for each in letters(text))
