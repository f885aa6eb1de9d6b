"""Numerals and letters of other scripts, as ids and addresses write them: with `0` to `9` and `a` to `z`.

A letter is told by its place in its list: `(أ)`, `(а)` and `(甲)` are all `a`, so that a provision has one address in
every language. What a path or a ref is made of never holds anything but ASCII.
"""

from __future__ import annotations

import re

HAN_DIGITS = "〇零一二三四五六七八九十百千"
ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"

ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
"""The letters of Arabic in the order in which they number the points of a treaty."""
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
"""The letters of Russian that number points; `ё` and `й` do in some texts, behind `е` and `и`."""
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
"""The twelve that number, in older Chinese texts, what has Roman numerals in others."""

_VALUES = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def _nth(place: int) -> str:
    return chr(ord("a") + place) if place < 26 else 2 * chr(ord("a") + place - 26)


LETTERS = {letter: _nth(place) for letters in (ABJAD, CYRILLIC, STEMS) for place, letter in enumerate(letters)}
LETTERS |= zip(BRANCHES, _ROMAN, strict=True)
LETTERS |= {"ا": "a", "إ": "a", "هـ": "e", "ё": "f2", "й": "i2"}
"""How an address writes a letter. One that only some lists have is the second one of the letter before it."""


def arabic(number: str) -> str:
    """Write a literal number with the digits 0 to 9 where it is Chinese or Arabic (`四十一` and `٤١` are `41`)."""

    def value(numerals: re.Match[str]) -> str:
        total = digit = 0
        if not any(each in _UNITS for each in numerals[0]):
            return "".join(str(_VALUES[each]) for each in numerals[0])
        for each in numerals[0]:
            if each in _UNITS:
                total += (digit or 1) * _UNITS[each]
                digit = 0
            else:
                digit = _VALUES[each]
        return str(total + digit)

    found = re.sub(f"[{HAN_DIGITS}]+", value, number)
    return re.sub(f"[{ARABIC_DIGITS}]+", lambda digits: str(int(digits[0])), found)
