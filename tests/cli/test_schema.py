"""What is printed as JSON is what the published schemas say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from drafter.export.schema import schemas, text
from tests.cli.conftest import Drafter

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


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("consolidate", "consolidate -f json"),
        ("consolidate", "consolidate -f json --style clean"),
        ("consolidate", "consolidate -f json --style redline --since Rev.1"),
        ("consolidate", "consolidate -f json --style compilation"),
        ("consolidate", "consolidate -f json --style comparison"),
        ("consolidate", "consolidate -f json --unattributed --at Rev.1"),
        ("list", "list"),
        ("amendments", "amendments"),
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
