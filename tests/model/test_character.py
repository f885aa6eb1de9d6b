from __future__ import annotations

import unicodedata

from drafter.model.character import BIDIRECTIONAL_CONTROLS, not_text


def test_controls_surrogates_private_use_separators_and_noncharacters_are_not_text_and_all_else_is() -> None:
    for code in range(0x110000):
        character = chr(code)
        expected = (
            character in BIDIRECTIONAL_CONTROLS
            or unicodedata.category(character) in {"Cc", "Cs", "Co", "Zl", "Zp"}
            or 0xFDD0 <= code <= 0xFDEF
            or code & 0xFFFE == 0xFFFE
        )
        assert (not_text(character, allowed="") is not None) == expected, hex(code)


def test_the_first_character_that_is_not_text_is_named() -> None:
    assert not_text("a\tb\x1b\u202e") == "the control character U+001B"
    assert not_text("a\tb\u202e\x1b") == "the bidirectional control U+202E"
    assert not_text("a\nb", allowed="\t\n") is None
