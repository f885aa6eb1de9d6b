"""Characters that no name, subject or statement may hold: they are not text, or make it read as another text."""

from __future__ import annotations

import re

BIDIRECTIONAL_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Embeddings, overrides and isolates. The marks U+200E, U+200F and U+061C are ordinary Arabic and Hebrew typing."""

# Controls, line and paragraph separators, surrogates, private use and noncharacters: all fixed for ever by Unicode's
# stability policy. A search of this class looks at a text once, where asking for each category takes 20 times as long.
_NOT_TEXT = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
    + "".join(rf"\U000{plane:X}FFFE\U000{plane:X}FFFF" for plane in range(1, 15))
    + "]"
)


def not_text(text: str, allowed: str = "\t") -> str | None:
    """Name the first character that is not text (`the control character U+001B`), or give None.

    Unassigned characters pass: which ones are assigned depends on the Unicode version of the reader, and two
    readers must not disagree about a record. Noncharacters do not pass, they are never assigned.
    """
    # None of these is printable, in whatever version of Unicode, and to ask for that is several times as fast.
    if (text.replace("\n", "") if "\n" in allowed else text).isprintable():
        return None
    for found in _NOT_TEXT.finditer(text):
        character = found[0]
        if character in BIDIRECTIONAL_CONTROLS:
            return f"the bidirectional control U+{ord(character):04X}"
        if character not in allowed:
            return f"the control character U+{ord(character):04X}"
    return None
