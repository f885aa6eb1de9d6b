"""A position that depends on other texts, as a delegate types it and everybody reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.model.position import Depends
from drafter.model.target import Target
from drafter.model.terms import Degree, Stance
from drafter.store import recording
from drafter.store.repository import Repository
from tests.cli.conftest import Drafter
from tests.cli.test_schema import check
from tests.conftest import acting_for
from tests.store.acts import CI, day, table

A, B = "FRA-000001", "FJI-000002"


@pytest.fixture
def talks(treaty: Repository) -> Repository:
    """Two amendments, and Australia that can accept the first one on conditions."""
    table(treaty, "FRA", "refrain from", "not conduct", id="000001", on=3)
    table(treaty, "FJI", "without undue delay", "at once", id="000002", on=3)
    return treaty


def accept(drafter: Drafter, repo: Repository, *options: str) -> str:
    said = drafter("-C", repo.root, "position", A, "accept", *options, "--as", "AUS")
    assert said.status == 0, said.error
    return said.out


def test_what_a_position_depends_on_is_read_with_it_everywhere(talks: Repository, drafter: Drafter) -> None:
    out = accept(drafter, talks, "--required", "FJI-", "--unwanted", "scope", "--unacceptable", f"{CI}:2")
    assert f"AUS can accept {A}, on 3 conditions" in out
    shown = drafter("-C", talks.root, "show", f"AUS:{A}")
    assert (
        f"AUS can accept {A}, on conditions: required: {B} (not met yet); unwanted: scope (not met yet); "
        f"unacceptable: {CI}:2 (not met yet)\n"
    ) in shown.out
    assert f"on conditions: required: {B} (not met yet)" in drafter("-C", talks.root, "show", A).out
    assert "accept (on conditions)" in drafter("-C", talks.root, "positions").out
    assert "~*" in drafter("-C", talks.root, "positions", "--matrix").out
    assert "can accept (on conditions)" in drafter("-C", talks.root, "positions", "--matrix", "--format", "csv").out
    assert (
        f"required {B} open; unwanted scope open; unacceptable {CI}:2 open,true"
        in drafter("-C", talks.root, "positions", "--format", "csv").out
    )
    (row,) = (listed := drafter("-C", talks.root, "positions", "--format", "json")).data
    check("positions", listed.data)
    assert row["depends"] is True
    assert row["conditions"][0] == {"degree": "required", "target": B, "state": "open"}
    check("show", drafter("-C", talks.root, "show", A, "--format", "json").data)
    amendments = drafter("-C", talks.root, "amendments", "--format", "json").data
    check("amendments", amendments)
    assert [(each["accepts"], each["depends"]) for each in amendments if each["id"] == A] == [([], ["AUS"])]
    bracketed = drafter("-C", talks.root, "consolidate").out.replace("\\", "")
    assert "[refrain from / not conduct - FRA; AUS on conditions]" in bracketed


def test_the_chair_is_told_whose_conditions_are_not_met_when_it_adopts(talks: Repository, drafter: Drafter) -> None:
    accept(drafter, talks, "--required", B)
    said = drafter("-C", talks.root, "adopt", A, "--as", "XXS")
    assert f"{A} is adopted, for which AUS would be on conditions that are not met" in said.error


def test_a_package_that_is_adopted_whole_meets_the_conditions_of_its_parts(talks: Repository, drafter: Drafter) -> None:
    accept(drafter, talks, "--required", B)
    on_a = [Depends(Degree.REQUIRED, Target(amendment=A))]
    recording.position(talks, acting_for("DEU"), Target(amendment=B), Stance.ACCEPT, conditions=on_a, date=day(9))
    assert f"{A}: on conditions AUS" in drafter("-C", talks.root, "what-if", A).out
    assert "on conditions" not in drafter("-C", talks.root, "what-if", A, B).out
    assert "on conditions" not in drafter("-C", talks.root, "adopt", A, B, "--as", "XXS").error


@pytest.mark.parametrize("form", ["html", "docx", "akn", "json"])
def test_documents_carry_what_a_position_depends_on(
    talks: Repository, drafter: Drafter, tmp_path: Path, form: str
) -> None:
    accept(drafter, talks, "--required", B, "-m", "As a package.")
    made = tmp_path / f"draft.{form}"
    assert drafter("-C", talks.root, "consolidate", "-f", form, "-o", made).status == 0
    if form == "docx":
        from zipfile import ZipFile

        with ZipFile(made) as file:
            text = file.read("word/comments.xml").decode()
        assert f"required: {B} (not met yet)." in text
    else:
        text = made.read_text("utf-8")
        assert {
            "html": f"on condition: required: {B} (not met yet)",
            "akn": f'conditions="required {B} open"',
            "json": "on conditions",
        }[form] in text


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--required", A], "can't depend on"),
        (["--required", "nowhere"], "there is no clause or amendment `nowhere`"),
        (["--required", B, "--unwanted", B], f"two conditions are about {B}"),
    ],
)
def test_a_condition_that_nobody_can_fulfil_is_refused_in_one_line(
    talks: Repository, drafter: Drafter, options: list[str], why: str
) -> None:
    said = drafter("-C", talks.root, "position", A, "accept", *options, "--as", "AUS")
    assert said.status == 2
    assert why in said.error
    assert said.error.count("\n") == 1
