"""A merge that a person has not settled is found before it is read as treaty text."""

from __future__ import annotations

import pytest

from drafter.check import findings
from drafter.model.clause import compose_clause
from drafter.model.terms import Kind
from drafter.text.clausefile import merge_files


def clause(body: str) -> str:
    return compose_clause("scope", "100", kind=Kind.ARTICLE, number="1", heading="Scope", body=body).source


def rules(source: str) -> list[tuple[str, int | None]]:
    found = findings({"clauses/100-scope.md": source.encode()})
    return [(each.rule, each.line) for each in found if each.rule == "merge-conflict"]


def test_words_left_in_conflict_by_the_merge_driver_are_found_with_their_line() -> None:
    merged = merge_files(
        clause("1. Old.\n\n2. States shall refrain.\n"),
        clause("1. Old.\n\n2. States shall abstain.\n"),
        clause("1. Old.\n\n2. States shall desist.\n"),
    )
    assert merged.conflicts
    assert rules(merged.text) == [("merge-conflict", 10)]


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", ">>>>>>> theirs", "||||||| base"])
def test_lines_of_gits_own_merge_are_found(line: str) -> None:
    assert rules(clause(f"1. Old.\n\n{line}\n")) == [("merge-conflict", 10)]


def test_brackets_of_a_text_are_no_conflict() -> None:
    assert rules(clause("1. [Old] ⟦text⟧ ⟨and⟩ <<so on>>.\n")) == []
