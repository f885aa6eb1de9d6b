"""What a person chooses among the wordings of both sides reads as a text, whichever it is."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from drafter.model.amendment import Change
from drafter.model.clause import Clause, compose_clause
from drafter.model.terms import Kind
from drafter.text.choice import three_way
from tests.text.texts import canonical, dear, versions

FIRST = "1. States cooperate in good faith. They report. They meet yearly."
SECOND = "2. Disputes go to arbitration."
THIRD = "3. Nothing in it affects the Charter."
BASE = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n"


def clause(body: str) -> Clause:
    return compose_clause("scope", "210", kind=Kind.ARTICLE, number="4", heading="Scope", body=body)


def chosen(base: str, ours: str, theirs: str, side: str) -> str:
    """The body where that side's words are chosen everywhere."""
    way = three_way(Change("scope", clause(base), clause(theirs)), clause(ours), first=None)
    assert way is not None
    return way.composed([getattr(each.conflict, side) for each in way.disputed]).body


@pytest.mark.parametrize(("one", "other"), [(FIRST, FIRST[:-1]), (SECOND, SECOND[:-1]), (THIRD, THIRD[:-1])])
def test_a_paragraph_that_one_deletes_and_the_other_changes_goes_with_its_blank_line_or_stays(
    one: str, other: str
) -> None:
    changed = BASE.replace(one, f"{other} at once.")
    without = "\n\n".join(each for each in (FIRST, SECOND, THIRD) if each != one) + "\n"
    for ours, theirs in ((changed, without), (without, changed)):
        assert chosen(BASE, ours, theirs, "ours") == ours
        assert chosen(BASE, ours, theirs, "theirs") == theirs
        assert chosen(BASE, ours, theirs, "base") == BASE


def test_a_row_that_one_deletes_and_the_other_changes_goes_with_its_line_end_or_stays() -> None:
    table = "They are:\n\n| Gas | Share |\n|---|---|\n| CO2 | 10 |\n| CH4 | 20 |\n\nThey apply.\n"
    changed, without = table.replace("| 10 |", "| 15 |"), table.replace("| CO2 | 10 |\n", "")
    for ours, theirs in ((changed, without), (without, changed)):
        assert chosen(table, ours, theirs, "ours") == ours
        assert chosen(table, ours, theirs, "theirs") == theirs


def test_the_base_of_a_sentence_in_dispute_keeps_its_paragraphs_apart() -> None:
    swapped = BASE.replace(FIRST[3:35], "x").replace(SECOND[3:], FIRST[3:35]).replace("x", SECOND[3:])
    without = f"{FIRST}\n\n{THIRD}\n"
    assert chosen(BASE, swapped, without, "base") == BASE
    assert chosen(BASE, without, swapped, "base") == BASE


@dear
@given(versions(2, 2))
def test_no_choice_leaves_an_empty_paragraph(case: tuple[str, list[str]]) -> None:
    base, ours, theirs = (canonical(text) for text in (case[0], *case[1]))
    assume(base and ours and theirs)
    for side in ("base", "ours", "theirs"):
        assert "\n\n\n" not in chosen(base, ours, theirs, side)
