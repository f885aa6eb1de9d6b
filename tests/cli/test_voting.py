"""A vote by roll-call, from the sheet to the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Drafter
from tests.cli.test_schema import check


def cast(drafter: Drafter, place: Path, file: Path, *votes: str) -> list[str]:
    """Fill in the votes of the first States, with `yes` for the others; give the lines of the file."""
    assert drafter("-C", place, "roll-call", "-o", file).status == 0
    head, *lines = file.read_text("utf-8").splitlines()
    given = [*votes, *["yes"] * (len(lines) - len(votes))]
    filled = [head, *(line + vote for line, vote in zip(lines, given, strict=True))]
    file.write_text("\n".join(filled) + "\n", "utf-8")
    return filled


def test_the_votes_that_are_typed_into_the_sheet_are_counted(place: Path, tmp_path: Path, drafter: Drafter) -> None:
    file = tmp_path / "votes.csv"
    states = len(cast(drafter, place, file, "No", "abstain", "ABSENT")) - 1
    said = drafter("-C", place, "roll-call", "--votes", file, "-f", "json")
    check("roll-call", said.data)
    counted = {key: said.data[key] for key in ("yes", "no", "abstain", "absent", "present_and_voting")}
    assert counted == {"yes": states - 3, "no": 1, "abstain": 1, "absent": 1, "present_and_voting": states - 2}
    check("roll-call", drafter("-C", place, "roll-call", "-f", "json").data)
    text = drafter("-C", place, "roll-call", "--votes", file)
    assert f"{states - 3} to 1, with 1 abstaining" in text.out
    assert f"{states - 3} to 1, with 1 abstaining" in text.error


def test_a_file_that_excel_saved_is_read(place: Path, tmp_path: Path, drafter: Drafter) -> None:
    file = tmp_path / "votes.csv"
    lines = cast(drafter, place, file)
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(line.replace(",", ";") for line in lines).encode())
    assert drafter("-C", place, "roll-call", "--votes", file).status == 0


@pytest.mark.parametrize(
    ("vote", "line", "said"),
    [
        ("", "", "there is no vote of"),
        ("maybe", "", "`maybe` is no vote"),
        ("yes", "FRA,France,no", "FRA votes twice"),
        ("yes", "ZZZ,Nowhere,no", "ZZZ is no State"),
        ("yes", "FRA,no", "FRA"),
    ],
)
def test_no_vote_is_guessed(vote: str, line: str, said: str, place: Path, tmp_path: Path, drafter: Drafter) -> None:
    file = tmp_path / "votes.csv"
    cast(drafter, place, file, vote)
    with file.open("a", encoding="utf-8") as end:
        end.write(line)
    refused = drafter("-C", place, "roll-call", "--votes", file)
    assert (refused.status, refused.out) == (2, "")
    assert said in refused.error


@pytest.mark.parametrize("asked", [("--first", "XXS"), ("-f", "pdf"), ("-o", "sheet.odt"), ("FRA-ZZ",)])
def test_what_is_no_vote_is_refused_in_one_line(asked: tuple[str, ...], place: Path, drafter: Drafter) -> None:
    refused = drafter("-C", place, "roll-call", *asked)
    assert (refused.status, refused.error.count("\n")) == (2, 1)
