"""Calling a text agreed: what is still open is said."""

from __future__ import annotations

import pytest

from drafter.draft.settling import unsettled
from drafter.draft.standing import Standings
from drafter.model.terms import Stance
from tests.draft.building import Talks, article

A, B = "AUS-000001", "USA-000001"


def talks() -> Talks:
    made = Talks(article("scope", "1. States shall act.\n\n2. States shall report.\n"), article("other", "Other.\n"))
    made.amend(A, {"scope": "1. States shall promptly act.\n\n2. States shall report.\n"})
    return made


def said(made: Talks, clause: str = "scope", status: str = "agreed") -> str:
    return unsettled(Standings(made.at()), clause, status)


def test_a_clause_on_which_nothing_is_open_is_agreed_without_a_word() -> None:
    made = talks()
    made.position("RUS", A, Stance.OPPOSE)
    assert said(made, "other") == ""


@pytest.mark.parametrize("status", ["provisional", "agreed-ad-referendum", "agreed", "adopted"])
def test_who_calls_a_clause_agreed_is_told_which_amendments_are_on_the_table(status: str) -> None:
    made = talks()
    assert said(made, status=status) == f"1 amendment to it is on the table ({A})"
    made.amend(B, {"scope": "1. States shall act at once.\n\n2. States shall report.\n"})
    assert said(made, status=status) == f"2 amendments to it are on the table ({A}, {B})"


@pytest.mark.parametrize("status", ["open", "bracketed"])
def test_an_open_clause_is_called_open_without_a_word(status: str) -> None:
    assert said(talks(), status=status) == ""


def test_what_was_decided_or_withdrawn_is_not_on_the_table() -> None:
    made = talks()
    made.retain("JPN-000001", "scope:1", against=A)
    assert said(made) == f"2 amendments to it are on the table ({A}, JPN-000001)"
    made.withdraw(A)
    assert said(made) == "", "what a retain was against is gone, and with it what it asks for"


def test_who_opposes_a_paragraph_of_the_clause_opposes_that_it_is_agreed() -> None:
    made = talks()
    made.withdraw(A)
    made.position("RUS", "scope:2", Stance.OPPOSE)
    made.position("FRA", "scope", Stance.OPPOSE)
    made.position("JPN", "scope", Stance.RESERVE)
    assert said(made) == "FRA, RUS opposed its text"


def test_for_whom_a_group_opposes_the_group_is_named() -> None:
    made = talks()
    made.withdraw(A)
    made.position("EUE", "scope:2", Stance.OPPOSE, on_behalf_of="EU")
    assert said(made) == "EU opposed its text"


def test_of_many_the_first_are_named() -> None:
    made = talks()
    for number in range(2, 9):
        made.amend(f"AUS-00000{number}", {"scope": f"1. States shall act {number}.\n\n2. States shall report.\n"})
    assert said(made).startswith("8 amendments to it are on the table (AUS-000001,")
    assert said(made).endswith("AUS-000006 and 2 more)")
