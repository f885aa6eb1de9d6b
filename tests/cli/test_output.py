"""What is printed for programs is what the standard writer would print; what is written to a file is written whole."""

from __future__ import annotations

import json
import os
import resource
import select
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.cli.output import printed_json
from drafter.text.visible import visible
from tests.cli.conftest import DRAFTER, Drafter

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


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_list_that_a_full_disk_takes_in_part_is_told_whatever_python_keeps_back(
    unbuffered: str, tmp_path: Path
) -> None:
    for name, words in (("a.md", "Words.\n"), ("b.md", "Other words of the same treaty. " * 500)):
        (tmp_path / name).write_text(words)
    with (tmp_path / "printed").open("wb") as printed:
        done = subprocess.run(
            [DRAFTER, "diff", "--no-index", "a.md", "b.md", "--format", "json"],
            cwd=tmp_path,
            stdout=printed,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        )
    assert (done.returncode, done.stderr) == (2, b"drafter: File too large; mend that and try again\n")


def test_who_reads_line_by_line_gets_each_line_when_it_is_said() -> None:
    says = "from drafter.cli.streams import speak_utf8; speak_utf8(); print('It is served.'); input()"
    with subprocess.Popen(
        [sys.executable, "-c", says],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as speaker:
        assert speaker.stdin is not None
        try:
            assert select.select([speaker.stdout], [], [], 60)[0]
        finally:
            speaker.stdin.close()
