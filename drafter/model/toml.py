"""TOML that anybody may have written, read in a time that goes with its length."""

from __future__ import annotations

import re
import tomllib
from typing import Any

_MOST_PARTS = 200
"""Points in one line, texts apart: reading a name of many parts (`a.a.a`) takes time by the square of their number."""
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


def parse_toml(source: str) -> dict[str, Any]:
    """Read TOML. Raises ValueError, with the line (`at line 3`), when it is none, and RecursionError when it nests."""
    for number, line in enumerate(source.split("\n"), 1):
        if line.count(".") > _MOST_PARTS and _TEXT.sub("", line).count(".") > _MOST_PARTS:
            raise ValueError(f"a name of more than {_MOST_PARTS} parts (at line {number}, column 1)")
    return tomllib.loads(source)
