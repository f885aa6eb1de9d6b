"""Each example that reads is run: those of the documents and those of the commands' own help, on the sample talks."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from drafter.cli.app import COMMANDS, Commands, command, not_served
from tests.cli.conftest import Drafter
from tests.test_docs import typed

READING = {
    "list",
    "show",
    "amendments",
    "positions",
    "log",
    "diff",
    "blame",
    "what-if",
    "consolidate",
    "check",
    "roll-call",
}
NOT_THERE = ("--key", "--no-index", "returned.docx", "votes.csv")
"""What an example reads that the sample talks don't have."""


def examples() -> Iterator[tuple[str, str]]:
    yield from typed()
    group = command(lambda _: 0, not_served)
    assert isinstance(group, Commands)
    for name in COMMANDS:
        found = group.get_command(click.Context(group), name)
        for line in (found.epilog or "").splitlines() if found is not None else ():
            if line.strip().startswith("drafter "):
                yield f"{name} --help", line.strip()


READ = [
    (place, line)
    for line, place in {line: place for place, line in examples()}.items()
    if len(line.split()) > 1 and line.split()[1] in READING and not any(each in line for each in NOT_THERE)
]


@pytest.mark.parametrize(("place", "line"), READ)
def test_an_example_that_reads_does_what_it_says(
    place: str, line: str, built_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drafter: Drafter
) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line.partition(" > ")[0], comments=True)[1:]
    said = drafter("-C", built_demo, *words)
    assert said.status == 0, f"{place}: {said.error}"
    assert said.out or "wrote" in said.error
    assert "-o" not in words or (tmp_path / words[words.index("-o") + 1]).stat().st_size > 1000
    assert "wrote" in said.error or said.error == ""
