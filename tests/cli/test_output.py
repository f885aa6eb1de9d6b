"""What is printed for programs is what the standard writer would print."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from drafter.cli.output import printed_json
from drafter.text.visible import visible

HOSTILE = st.sampled_from(("},\n    {", '"},\n    {"', "[{", "}]", "},", "\\", '"', "\n", "\u2028", "é", "一", "{}"))
texts = st.lists(HOSTILE | st.text(max_size=3)).map("".join)
values = texts | st.none() | st.booleans() | st.integers() | st.just([]) | st.lists(texts, max_size=2) | st.just({})
rows = st.lists(st.dictionaries(texts, values, max_size=4), max_size=4)


@given(rows)
def test_a_table_is_written_as_the_standard_writer_writes_it(table: list[dict[str, object]]) -> None:
    standard = json.dumps(table, ensure_ascii=False, indent=2) + "\n"
    printed = printed_json(table)
    assert json.loads(printed) == table
    if visible(standard) == standard:
        assert printed == standard
