"""What is printed for programs is what the standard writer would print; what is written to a file is written whole."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from drafter.cli.output import printed_json
from drafter.text.visible import visible
from tests.cli.conftest import Drafter

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


def test_a_file_of_signers_is_written_whole_and_a_device_stays_one(
    place: Path, tmp_path: Path, drafter: Drafter
) -> None:
    link, file = tmp_path / "link", tmp_path / "signers"
    file.write_text("before")
    link.symlink_to(file)
    assert drafter("-C", place, "verify", "--allowed-signers", link).status == 0
    assert (link.is_symlink(), "before" in file.read_text("utf-8")) == (True, False)
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith(".drafter")) == []
    said = drafter("-C", place, "verify", "--allowed-signers", tmp_path / "nowhere" / "signers")
    assert (said.status, "name another file" in said.error) == (2, True)
