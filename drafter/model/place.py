"""Where clauses stand: the digits at the beginning of their files' names, read as decimal numbers.

Between two whole numbers there is room for more, `010.5` behind `010`: clauses are put in for as long as talks last,
and no file of another one has to be renamed for it.
"""

from __future__ import annotations

ORDER = r"[0-9]{1,12}(?:\.[0-9]{0,11}[1-9])?"
"""How a place is written. Each fraction in one way only: names of files stand for places, and none twice."""
_DIGITS = 12
"""Most digits behind the point."""
WHOLE: int = 10**_DIGITS
"""How far apart two whole numbers are."""


def place_of(order: str) -> int:
    """Read a place that is written as `ORDER` says."""
    whole, _, fraction = order.partition(".")
    return int(whole) * WHOLE + int(fraction.ljust(_DIGITS, "0"))


def order_of(place: int, width: int) -> str:
    """Write a place, its whole number in at least so many digits."""
    whole, fraction = divmod(place, WHOLE)
    digits = str(fraction).zfill(_DIGITS).rstrip("0") if fraction else ""
    return str(whole).zfill(width) + (f".{digits}" if digits else "")


def place_between(low: int, high: int, *, share: int = 2) -> int | None:
    """Give a place between two others, with as few digits behind the point as do; None where there is no room left.

    It takes the `share`th part of the room, so that others find theirs behind it.
    """
    for digits in range(_DIGITS + 1):
        unit: int = 10 ** (_DIGITS - digits)
        first, end = low // unit, -(-high // unit)
        room = end - first
        # Whole numbers are used up before there are any points.
        if room >= (share if digits else 2):
            return (first + max(room // share, 1)) * unit
    return None
