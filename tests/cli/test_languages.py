"""A negotiation in another language than English, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Drafter

DRAFT = """# Convenio sobre cables

## Artículo 1. Ámbito

1. El presente Convenio se aplica a los cables.

## Artículo 2. Definiciones

1. Por "cable" se entiende un cable submarino.
"""


@pytest.fixture
def cables(tmp_path: Path, drafter: Drafter) -> Path:
    (tmp_path / "draft.md").write_text(DRAFT, "utf-8")
    founding = ["--from", tmp_path / "draft.md", "--language", "es", "--signatories", "un"]
    place = tmp_path / "cables"
    assert drafter("init", place, *founding, "--delegate", "Secretaría <s@example.org>").status == 0
    assert drafter("-C", place, "delegate", "add", "FRA", "Delegate of France <fra@example.org>").status == 0
    return place


@pytest.mark.parametrize("also_in_words", [False, True])
def test_a_proposed_number_is_that_of_the_heading_once_it_is_adopted(
    also_in_words: bool, cables: Path, tmp_path: Path, drafter: Drafter
) -> None:
    file = tmp_path / "mine.md"
    source = next((cables / "clauses").glob("*-definiciones.md")).read_text("utf-8")
    source = source.replace('number: "2"', 'number: "1 bis"')
    file.write_text(source.replace("Artículo 2", "Artículo 1 bis") if also_in_words else source, "utf-8")
    assert drafter("-C", cables, "amend", "definiciones", "--file", file, "-m", "x", "--as", "FRA").status == 0
    (line,) = drafter("-C", cables, "amendments").out.splitlines()[1:]
    assert drafter("-C", cables, "adopt", line.split()[0], "--as", "XXS").status == 0
    text = drafter("-C", cables, "consolidate", "--style", "clean").out
    assert "### Artículo 1 bis. Definiciones" in text
    assert "Artículo 2" not in text


def test_a_new_article_is_called_as_the_others_are_and_so_is_a_reference_to_it(
    cables: Path, tmp_path: Path, drafter: Drafter
) -> None:
    file = tmp_path / "new.md"
    file.write_text("1. Según {ambito:1}.\n", "utf-8")
    new = ["amend", "--after", "ambito", "--id", "fines", "--number", "1 bis", "--heading", "Fines", "--file", file]
    assert drafter("-C", cables, *new, "-m", "x", "--as", "FRA").status == 0
    text = drafter("-C", cables, "consolidate").out
    assert "### \\[Artículo 1 bis. Fines" in text
    assert "1\\. Según artículo 1, párrafo 1." in text


@pytest.mark.parametrize(("language", "said"), [("fr", "Sont convenues"), ("ar", "قد اتفقت"), ("sw", "Have agreed")])
def test_a_treaty_that_is_still_to_be_written_begins_in_its_language(
    language: str, said: str, tmp_path: Path, drafter: Drafter
) -> None:
    place = tmp_path / "new"
    assert drafter("init", place, "--language", language, "--delegate", "Secretariat <s@example.org>").status == 0
    assert said in drafter("-C", place, "consolidate", "--style", "clean").out


@pytest.mark.parametrize(("tag", "name", "told"), [("fr", "Allemagne", False), ("pt-BR", "Germany", True)])
def test_the_members_of_the_united_nations_are_called_in_the_language_of_the_treaty_or_it_is_said(
    tag: str, name: str, told: bool, tmp_path: Path, drafter: Drafter
) -> None:
    founding = ["--language", tag, "--signatories", "un", "--delegate", "Chair <c@example.org>"]
    said = drafter("init", tmp_path / "new", *founding)
    assert said.status == 0
    assert f'name = "{name}"' in (tmp_path / "new" / "signatories.toml").read_text("utf-8")
    assert ("names of States are in English" in said.out) is told


def test_a_text_from_right_to_left_is_printed_as_it_is_written_to_a_file(tmp_path: Path, drafter: Drafter) -> None:
    (tmp_path / "draft.md").write_text("## المادة 1\n\n1- تحمي الدول الكابلات.\n", "utf-8")
    place, file = tmp_path / "cables", tmp_path / "out.md"
    founding = [
        "--from",
        tmp_path / "draft.md",
        "--language",
        "ar",
        "--signatories",
        "un",
        "--delegate",
        "S <s@example.org>",
    ]
    assert drafter("init", place, *founding).status == 0
    assert drafter("-C", place, "delegate", "add", "FRA", "Delegate <fra@example.org>").status == 0
    (tmp_path / "new.md").write_text("1- تحمي الدول الكابلات البحرية.\n", "utf-8")
    clause = next((place / "clauses").iterdir()).stem.partition("-")[2]
    amend = ["amend", clause, "--file", tmp_path / "new.md", "-m", "x", "--as", "FRA"]
    assert drafter("-C", place, *amend).status == 0
    printed = drafter("-C", place, "consolidate").out
    assert drafter("-C", place, "consolidate", "-o", file).status == 0
    assert printed == file.read_text("utf-8")
    for said in (drafter("-C", place, "consolidate", "-f", "text").out, drafter("-C", place, "show", clause).out):
        assert "[البحرية - FRA]" in said
        assert "FSI" not in said
