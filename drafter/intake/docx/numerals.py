"""How Word writes a number of a list, by the name of its format (ECMA-376, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_HEBREW = ((400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"),
           (40, "מ"), (30, "ל"), (20, "כ"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"), (4, "ד"),
           (3, "ג"), (2, "ב"), (1, "א"))  # fmt: skip
_HAN = "〇一二三四五六七八九"


def numeral(value: int, kind: str) -> str | None:
    """Write a number in a format, or give None for a format that is not known here, or has no sign for the number."""
    if kind == "none":
        return ""
    if kind in ("", "decimal", "decimalHalfWidth"):
        return str(value)
    written = _FORMATS.get(kind)
    return written(value) if written is not None and value > 0 else None


def _letters(alphabet: str) -> Callable[[int], str]:
    """`a` to `z`, then `aa`, `bb`."""
    return lambda value: alphabet[(value - 1) % len(alphabet)] * ((value - 1) // len(alphabet) + 1)


def _roman(value: int) -> str:
    out = ""
    for size, sign in (*_ROMAN, *_ROMAN_ONES):
        out += sign * (value // size)
        value %= size
    return out


def _hebrew(value: int) -> str:
    out = ""
    for size, sign in _HEBREW:
        out += sign * (value // size)
        value %= size
    # Fifteen and sixteen are not written with letters of the name of God.
    return out.replace("יה", "טו").replace("יו", "טז")


def _han(value: int) -> str | None:
    """Count as treaties in Chinese and Japanese do: 十, 十一, 二十, 一百零三."""
    if value >= 1000:
        return None
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    out = f"{_HAN[hundreds]}百" if hundreds else ""
    if tens:
        out += "十" if tens == 1 and not hundreds else f"{_HAN[tens]}十"
    elif hundreds and ones:
        out += "零"
    return out + (_HAN[ones] if ones else "")


def _han_digits(value: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(value))


def _ordinal(value: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{value}{'th' if value % 100 in (11, 12, 13) else ends.get(value % 10, 'th')}"


def _upper(written: Callable[[int], str]) -> Callable[[int], str]:
    return lambda value: written(value).upper()


_FORMATS: Mapping[str, Callable[[int], str | None]] = {
    "lowerLetter": _letters(_LATIN),
    "upperLetter": _upper(_letters(_LATIN)),
    "lowerRoman": _roman,
    "upperRoman": _upper(_roman),
    "decimalZero": lambda value: f"{value:02d}",
    "ordinal": _ordinal,
    "russianLower": _letters(_RUSSIAN),
    "russianUpper": _upper(_letters(_RUSSIAN)),
    "arabicAlpha": _letters(_ARABIC),
    "arabicAbjad": _letters(_ABJAD),
    "hebrew1": _hebrew,
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "taiwaneseCounting": _han,
    "taiwaneseCountingThousand": _han,
    "japaneseCounting": _han,
    "koreanDigital2": _han_digits,
    "ideographDigital": _han_digits,
    "taiwaneseDigital": _han_digits,
    "decimalFullWidth": lambda value: str(value).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
}
