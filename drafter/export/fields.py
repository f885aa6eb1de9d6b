"""The names of what a value holds: the columns of a table and the keys of an object are its fields, in their order."""

from __future__ import annotations

from dataclasses import fields
from functools import cache


@cache
def names(kind: type) -> tuple[str, ...]:
    """Give the names of the fields of a kind of value, a dataclass or a named tuple."""
    found: tuple[str, ...] | None = getattr(kind, "_fields", None)
    return found if found is not None else tuple(field.name for field in fields(kind))
