"""TOML that anybody may have written is read in a time that goes with its length."""

from __future__ import annotations

import pytest

from drafter.model.consent import consented
from drafter.model.signatory import parse_roster
from drafter.model.toml import parse_toml

NAME = ".".join(["a"] * 100_000)


@pytest.mark.parametrize(
    "source", [f"{NAME} = 1\n", f"[{NAME}]\n", f"a = {{ {NAME} = 1 }}\n", f"{NAME.replace('a', chr(34) * 2)} = 1\n"]
)
def test_a_name_of_a_hundred_thousand_parts_keeps_nobody_from_reading_who_takes_part(source: str) -> None:
    roster, (problem, *_) = parse_roster(source)
    assert roster is None
    assert "a name of more than 200 parts" in problem.message
    assert problem.line == 1
    assert consented("FRA", source.encode()) is None


def test_as_many_delegates_as_there_are_may_stand_in_one_line() -> None:
    listed = ", ".join(
        f'{{ name = "J. F. K. {number}", email = "j.f.k.{number}@fra.example.org" }}' for number in range(200)
    )
    found = parse_toml(f"delegates = [{listed}]\n")["delegates"]
    assert len(found) == 200


@pytest.mark.parametrize(
    "source", ["delegates = " + "[" * 30_000, "delegates = 3", 'delegates = "FRA"', "delegates = [[]]"]
)
def test_a_consent_in_no_form_is_none_and_ends_nothing(source: str) -> None:
    assert consented("FRA", f'signatory = "FRA"\n{source}\n'.encode()) is None
