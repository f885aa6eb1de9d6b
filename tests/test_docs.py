"""What the documents tell a person to type is what the program takes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from drafter.cli.app import Commands, command, not_served

ROOT = Path(__file__).parent.parent
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))


def typed() -> Iterator[tuple[str, str]]:
    """Each `drafter ...` line of a shell block, with the document and the line."""
    for document in DOCUMENTS:
        shell = False
        for number, line in enumerate(document.read_text("utf-8").splitlines(), 1):
            if line.startswith("```"):
                shell = line == "```sh"
            elif shell and line.startswith("drafter"):
                yield f"{document.name}:{number}", line


@pytest.mark.parametrize(("place", "line"), list(typed()))
def test_a_documented_command_exists_with_its_options(place: str, line: str) -> None:
    words = shlex.split(line.partition(" > ")[0].replace("...", "x"), comments=True)[1:]
    group = command(lambda _: 0, not_served)
    assert isinstance(group, Commands)
    context = click.Context(group)
    while words and words[0].startswith("-"):
        words = words[2:] if words[0] == "-C" else words[1:]
    if not words:
        return
    found = group.get_command(context, words[0])
    assert found is not None, f"{place}: there is no command {words[0]}"
    while isinstance(found, click.Group):
        context = click.Context(found, parent=context)
        words = words[1:]
        found = found.get_command(context, words[0])
        assert found is not None, f"{place}: there is no command {words[0]}"
    with click.Context(found, parent=context) as inner:
        found.parse_args(inner, words[1:])


def test_relative_links_of_the_documents_lead_somewhere() -> None:
    for document in DOCUMENTS:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
            if link.endswith((".md", "LICENSE")):
                assert (document.parent / link).is_file(), f"{document.name} links to {link}"
