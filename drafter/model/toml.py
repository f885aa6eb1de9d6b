"""TOML that anybody may have written, read in a time that goes with its length."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any

_MOST_PARTS = 200
"""Points in one line, texts apart: reading a name of many parts (`a.a.a`) takes time by the square of their number."""
_HEADER = re.compile(r"\s*\[(?P<name>[^\]\r\n]*)\]")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


def parse_toml(source: str) -> dict[str, Any]:
    """Read TOML. Raises ValueError, with the line (`at line 3`), when it is none, and RecursionError when it nests."""
    for number, line in enumerate(source.split("\n"), 1):
        if line.count(".") > _MOST_PARTS and _TEXT.sub("", line).count(".") > _MOST_PARTS:
            raise ValueError(f"a name of more than {_MOST_PARTS} parts (at line {number}, column 1)")
    return tomllib.loads(source)


def line_of(source: str, where: str, key: str = "", value: str = "") -> int:
    """Find the line of a value, else of its key, else of its table (`groups.EU`); the reader of TOML tells none."""
    lines = source.split("\n")
    section = _section(lines, where)
    if not section and where:
        # FRA = { name = "France" } below [signatories]
        where, _, key = where.rpartition(".")
        section = _section(lines, where)
    named = re.compile(rf"(?:^|[{{,])\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
    of_key = [at for at in section if named.search(lines[at - 1])]
    if not key or not of_key:
        return section[0] if section else 1
    quoted = re.compile(rf"[\"']{re.escape(value)}[\"']")
    of_value = [at for at in section if at >= of_key[0] and quoted.search(lines[at - 1])] if value else []
    return of_value[-1] if of_value else of_key[0]


def _section(lines: Sequence[str], where: str) -> list[int]:
    """Give the numbers of the lines of a table, its header's first; those before any header for no table."""
    name = ""
    found: list[int] = []
    for number, line in enumerate(lines, 1):
        match = _HEADER.match(line)
        if match is not None:
            name = re.sub(r"[\"' ]", "", match["name"])
        if name == where:
            found.append(number)
    return found
