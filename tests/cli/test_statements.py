"""What is said on words that are agreed, from the command to the paper."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Drafter
from tests.cli.test_schema import check

ON_RECORD = "the statement stands behind the text, for the record."


def test_what_is_said_on_words_once_they_are_adopted_stands_behind_the_text(place: Path, drafter: Drafter) -> None:
    def says(words: str, *, code: str = "FRA", on: str = "scope") -> str:
        said = drafter("-C", place, "position", on, "accept", "--statement", words, "--as", code)
        assert said.status == 0, said.error
        return said.out

    assert ON_RECORD not in says("While we talk.")
    assert drafter("-C", place, "status", "scope", "adopted", "--as", "XXS").status == 0
    assert "statements" not in drafter("-C", place, "consolidate", "--style", "clean").out.lower()
    assert f"Article 1 is adopted: {ON_RECORD}" in says("We join\n\nthe consensus.")
    assert ON_RECORD in says("We too.", code="MDV")
    assert ON_RECORD not in drafter("-C", place, "position", "scope", "accept", "--as", "AUS").out
    clean = drafter("-C", place, "consolidate", "--style", "clean").out
    section = clean.partition("## Statements for the record\n\n")[2].partition("\n## ")[0]
    assert [line for line in section.splitlines() if line.startswith(">")] == [
        "> We join",
        ">",
        "> the consensus.",
        "> We too.",
    ]
    whole = drafter("-C", place, "consolidate", "--style", "clean", "--format", "json").data
    check("consolidate", whole)
    assert [(each["signatory"], each["target"], each["stance"]) for each in whole["statements"]] == [
        ("FRA", "scope", "accept"),
        ("MDV", "scope", "accept"),
    ]
    assert whole["statements"][0]["commit"] in drafter("-C", place, "log", "--format", "json").out
