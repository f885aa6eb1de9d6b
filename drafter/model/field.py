"""One entry of the front matter of a clause file, and what is said of one that can't be read."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of the front matter: its text or list of texts, and where its value stands in the source."""

    key: str
    value: str | tuple[str, ...] | None
    """None for a value that is neither a scalar nor a list of scalars: kept, not understood."""
    line: int
    start: int
    end: int


def broken(message: str, line: int, file: str) -> Problem:
    """Say what is wrong with the front matter, and how it is written."""
    return Problem(
        rule="front-matter",
        message=message,
        remedy='write one `key: value` a line, with values that hold `:` or `#` in "quotes"',
        file=file,
        line=line,
    )
