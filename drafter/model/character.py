"""Characters that no name, subject or statement may hold: they are not text, or make it read as another text."""

from __future__ import annotations

import unicodedata

BIDIRECTIONAL_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Embeddings, overrides and isolates. The marks U+200E, U+200F and U+061C are ordinary Arabic and Hebrew typing."""

_NOT_TEXT = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})


def not_text(text: str, allowed: str = "\t") -> str | None:
    """Name the first character that is not text (`the control character U+001B`), or give None.

    Unassigned characters pass: which ones are assigned depends on the Unicode version of the reader, and two
    readers must not disagree about a record. Noncharacters do not pass, they are never assigned.
    """
    for character in text:
        code = ord(character)
        if character in BIDIRECTIONAL_CONTROLS:
            return f"the bidirectional control U+{code:04X}"
        if character not in allowed and (
            unicodedata.category(character) in _NOT_TEXT or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
        ):
            return f"the control character U+{code:04X}"
    return None
