"""What is printed as JSON is what the published schemas say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator

from drafter.cli.app import command
from drafter.cli.session import not_served
from drafter.export.schema import schemas, text
from tests.cli.conftest import Drafter, git
from tests.intake.word import Delegate
from tests.store.acts import CI

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"


def check(name: str, printed: Any) -> None:
    validator = Draft202012Validator(json.loads((PUBLISHED / f"{name}.json").read_text(encoding="utf-8")))
    problems = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(printed)]
    assert not problems, problems[:5]


def test_the_published_schemas_are_those_of_the_program() -> None:
    made = schemas()
    assert {each.stem for each in PUBLISHED.iterdir()} == set(made)
    for name, schema in made.items():
        Draft202012Validator.check_schema(schema)
        assert (PUBLISHED / f"{name}.json").read_text(encoding="utf-8") == text(schema)


RECORDING = {
    *("amend", "revise", "withdraw", "position", "adopt", "edit", "status", "recommend", "issue"),
    *("delegate-add", "delegate-keep", "delegate-key", "delegate-remove"),
}
"""The commands that print what they recorded."""


def printing_json(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The commands with `--format json`, by their whole names."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from printing_json(found, (*path, name))
    for option in command.params:
        if "--format" in option.opts and isinstance(option.type, click.Choice) and "json" in option.type.choices:
            yield "-".join(path)


def test_every_command_that_prints_json_has_a_schema() -> None:
    commands = set(printing_json(command(lambda directory: 0, not_served)))
    assert commands >= {"list", "verify", "bundle-import", *RECORDING}
    assert commands - RECORDING <= set(schemas())
    assert "recorded" in schemas()


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("consolidate", "consolidate -f json"),
        ("consolidate", "consolidate -f json --style clean"),
        ("consolidate", "consolidate -f json --style redline --since Rev.1"),
        ("consolidate", "consolidate -f json --style compilation"),
        ("consolidate", "consolidate -f json --style comparison"),
        ("consolidate", "consolidate -f json --changes-only"),
        ("consolidate", "consolidate -f json --unattributed --at Rev.1"),
        ("list", "list"),
        ("amendments", "amendments"),
        ("amendments", "amendments --order text"),
        ("positions", "positions"),
        ("log", "log"),
        ("show", "show critical-infrastructure"),
        ("show", "show critical-infrastructure:1"),
        ("show", "show NOR-NTA3CC"),
        ("show", "show EST:NOR-NTA3CC"),
        ("diff", "diff"),
        ("diff", "diff NOR-NTA3CC"),
        ("diff-accounted", "diff --accounted --from Rev.1"),
        ("blame", "blame critical-infrastructure"),
        ("renumber", "renumber --paragraphs"),
        ("what-if", "what-if NOR-NTA3CC RUS-0F783T"),
        ("check", "check"),
        ("doctor", "doctor"),
    ],
)
def test_what_is_printed_is_what_the_schema_says(name: str, command: str, built_demo: Path, drafter: Drafter) -> None:
    form = [] if "-f json" in command else ["--format", "json"]
    said = drafter("-C", built_demo, *command.split(), *form)
    assert said.status in (0, 1), said.error
    check(name, said.data)


def test_what_verifying_says_is_what_the_schema_says(demo: Path, drafter: Drafter) -> None:
    said = drafter("-C", demo, "verify", "--format", "json")
    assert said.status == 0, said.error
    check("verify", said.data)


def test_a_recorded_act_and_a_problem_are_what_the_schemas_say(demo: Path, drafter: Drafter) -> None:
    clause = next((demo / "clauses").glob("*-scope.md"))
    clause.write_text(clause.read_text() + "\n{nowhere} twice  spaced \n")
    said = drafter("-C", demo, "check", "--format", "json")
    assert said.data
    check("check", said.data)
    arguments = ("position", "RUS-0F783T", "support", "--as", "AUS", "--format", "json")
    said = drafter("-C", demo, *arguments)
    assert said.status == 0, said.error
    check("recorded", said.data)


def test_a_treaty_that_begins_is_what_the_schema_says(tmp_path: Path, drafter: Drafter) -> None:
    (tmp_path / "draft.md").write_text("# Article 1: Scope\n\n1. [Words.\n")
    draft = ("--title", "A Treaty", "--from", tmp_path / "draft.md")
    me = ("--delegate", "A Person <person@example.org>")
    said = drafter("init", tmp_path / "new", *draft, *me, "--format", "json")
    assert said.status == 0, said.error
    check("init", said.data)


def test_who_acts_is_what_the_schema_says(demo: Path, drafter: Drafter) -> None:
    said = drafter("-C", demo, "as", "AUS", "--format", "json")
    assert said.status == 0, said.error
    check("as", said.data)


def test_a_page_holds_what_the_schema_says(built_demo: Path, tmp_path: Path, drafter: Drafter) -> None:
    drafter("-C", built_demo, "consolidate", "-o", tmp_path / "draft.html")
    source = (tmp_path / "draft.html").read_text()
    held = source.rpartition('id="_data">')[2].partition("</script>")[0]
    check("page", json.loads(held))


def test_an_exchange_is_what_the_schemas_say(place: Path, tmp_path: Path, drafter: Drafter) -> None:
    """With what arrives and is sent, two records that need a choice, and a server that rewinds."""

    def printed(*arguments: str | Path) -> Any:
        said = drafter(*arguments, "--format", "json")
        assert said.status in (0, 1), said.error
        return said.data

    bare = tmp_path / "server.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    check("hook-install", printed("hook", "install", bare))
    drafter("-C", place, "sync", bare)
    one, two = tmp_path / "one", tmp_path / "two"
    for clone, email in ((one, "deu@example.org"), (two, "deu-2@example.org")):
        git(tmp_path, "clone", "--quiet", str(bare), str(clone))
        received = printed("-C", clone, "sync")
        assert received["set_up"]
        check("sync", received)
        drafter("-C", clone, "as", "DEU", "--email", email)
    drafter("-C", one, "position", CI, "support")
    sent = printed("-C", one, "sync")
    assert sent["sent"]
    check("sync", sent)
    check("bundle-export", printed("-C", one, "bundle", "export", tmp_path / "one.bundle"))
    brought = printed("-C", place, "bundle", "import", tmp_path / "one.bundle")
    assert brought["arrived"]
    check("bundle-import", brought)
    drafter("-C", two, "position", CI, "oppose")
    torn = printed("-C", two, "sync")
    assert torn["choices"]
    check("sync", torn)
    git(bare, "update-ref", "refs/heads/positions/DEU", git(place, "rev-parse", "main").strip())
    alarmed = printed("-C", one, "sync")
    assert alarmed["alarms"]
    check("sync", alarmed)


def test_what_was_imported_is_what_the_schema_says(place: Path, tmp_path: Path, drafter: Drafter) -> None:
    (tmp_path / "more.md").write_text("# Article 40: Further measures\n\n1. [Words.\n")
    said = drafter("-C", place, "import", tmp_path / "more.md", "--format", "json")
    assert (said.status, len(said.data["clauses"])) == (0, 1), said.error
    check("import", said.data)
    drafter("-C", place, "consolidate", "--style", "clean", "-o", tmp_path / "clean.docx")
    delegate = Delegate((tmp_path / "clean.docx").read_bytes(), "Delegate of France").delete("critical ")
    (tmp_path / "mine.docx").write_bytes(delegate.saved())
    mine = ("--as", "amendment", "--by", "FRA", "-m", "It is unclear.")
    said = drafter("-C", place, "import", tmp_path / "mine.docx", *mine, "--format", "json")
    assert (said.status, len(said.data["recorded"])) == (0, 1), said.error
    check("import", said.data)
