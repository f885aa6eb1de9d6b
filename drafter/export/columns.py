"""Rows of one kind as columns: what tens of thousands of rows have in common is written once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

from drafter.export.data import plain
from drafter.export.fields import names


def columns(kind: type[NamedTuple], rows: Sequence[NamedTuple]) -> dict[str, Any]:
    """Give the columns of rows by name, each in the shortest of three forms.

    `each`: a value a row. `values` and `index`: for each row the place of its value among the values. `most` and
    `others`: the value of most rows, and by the number of the row, from 0, that of each other one.
    """
    return {name: _column([getattr(row, name) for row in rows]) for name in names(kind)}


def _column(found: Sequence[Hashable]) -> dict[str, Any]:
    counted = Counter(found)
    most, times = counted.most_common(1)[0] if counted else ("", 0)
    if 2 * times > len(found):
        others = {str(row): plain(value) for row, value in enumerate(found) if value != most}
        return {"most": plain(most), "others": others}
    if 4 * len(counted) < len(found):
        places = {value: place for place, value in enumerate(counted)}
        return {"values": [plain(value) for value in counted], "index": [places[value] for value in found]}
    return {"each": [plain(value) for value in found]}
