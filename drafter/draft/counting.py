"""Counting on, in the manner of the first: 1, 2, 3; I, II, III; i, ii, iii; A, B, C; a, b, c."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from drafter.model.designation import INSERTED

_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_INSERTED = rf"(?:[ \u00a0\u2011-]?(?:{INSERTED})|[ \u00a0]?[a-zA-Z])?\Z"
_MOST = 400


def counted_on(numbers: Sequence[str]) -> list[str] | None:
    """Give as many numbers, counted on from the first in its manner; None when not all are numbers of that kind.

    An insertion counts as one more: behind `4`, `4 bis` and `4A` are 5 and 6. Keys of an address are numbers too.
    """
    for written, form in _MANNERS:
        bases = [match["base"] if (match := form.match(each)) else "" for each in numbers]
        places = [_place(each, written) for each in bases]
        if bases[0] != numbers[0] or not all(places):
            continue
        begins = places[0]
        # A list that begins with (c) or (v) counts letters; what begins with `I` and goes on with `B` counts nothing.
        a_letter = written in _ROMANS and len(bases[0]) == 1
        if begins == 1 or written is str or (places == sorted(places) and not a_letter):
            return [written(begins + nth) for nth in range(len(numbers))]
    return None


def _place(number: str, written: Callable[[int], str]) -> int:
    """Give which number it is of those that are written so; 0 when it is none."""
    if written is str:
        return int(number) if number else 0
    return _places(written).get(number, 0)


@cache
def _places(written: Callable[[int], str]) -> Mapping[str, int]:
    return {written(place): place for place in range(1, _MOST)}


def _roman(number: int) -> str:
    found = ""
    for value, numeral in _ROMAN:
        while number >= value:
            found += numeral
            number -= value
    return found


def _roman_capital(number: int) -> str:
    return _roman(number).upper()


def _letter(number: int) -> str:
    """Write a letter; behind `z` come `aa` and `bb`."""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _capital(number: int) -> str:
    return _letter(number).upper()


_ROMANS = (_roman, _roman_capital)
_MANNERS: tuple[tuple[Callable[[int], str], re.Pattern[str]], ...] = tuple(
    (written, re.compile(rf"(?P<base>{base}){_INSERTED}"))
    for written, base in (
        (str, r"\d{1,4}"),
        (_roman, r"[ivxlc]+"),
        (_roman_capital, r"[IVXLC]+"),
        (_letter, r"(?P<letter>[a-z])(?P=letter)*"),
        (_capital, r"(?P<letter>[A-Z])(?P=letter)*"),
    )
)
