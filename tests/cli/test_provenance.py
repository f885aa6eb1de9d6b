"""`blame`, `what-if` and `diff --accounted` as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.cli.app import run
from drafter.model.ids import SECRETARIAT
from drafter.model.target import parse_target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.repository import Repository
from tests.conftest import acting_for
from tests.store.acts import CI, clause, day, table
from tests.store.test_history import commit_by_hand

XXS = acting_for(SECRETARIAT)
Drafter = Callable[..., tuple[int, str, str]]


@pytest.fixture
def drafter(treaty: Repository, capsys: pytest.CaptureFixture[str]) -> Drafter:
    """Runs a command on the small treaty: exit status, output, errors."""

    def typed(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(_no_interface, ["-C", str(treaty.root), *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return typed


def _no_interface(directory: Path) -> int:
    raise AssertionError(directory)


@pytest.fixture
def adopted(treaty: Repository) -> Repository:
    """The small treaty after Rev.1, an adoption and Rev.2."""
    recording.issue(treaty, XXS, "Rev.1", date=day(3))
    table(treaty, "FRA", "refrain from", "not conduct or knowingly support", id="000001", on=4)
    recording.adopt(treaty, XXS, ["FRA-000001"], date=day(5))
    recording.issue(treaty, XXS, "Rev.2", date=day(6))
    return treaty


def test_blame_names_the_amendment_the_signatory_and_the_dates(adopted: Repository, drafter: Drafter) -> None:
    status, out, _ = drafter("blame", f"{CI}:1")
    assert status == 0
    assert "FRA-000001  not conduct or knowingly support" in out
    assert "FRA-000001 of FRA, tabled 2026-03-04 by Delegate of France; adopted 2026-03-05 in" in out


def test_blame_as_json_joins_to_the_text(adopted: Repository, drafter: Drafter) -> None:
    status, out, _ = drafter("blame", CI, "--format", "json")
    rows = json.loads(out)
    assert status == 0
    assert "".join(row["text"] for row in rows if row["part"] == "text") == clause(adopted).body
    (brought_in,) = [row for row in rows if row["signatory"] == "FRA"]
    assert (brought_in["amendment"], brought_in["tabled"], brought_in["date"]) == ("FRA-000001", day(4), day(5))


def test_blame_at_an_earlier_text_knows_nothing_of_what_came_later(adopted: Repository, drafter: Drafter) -> None:
    _, out, _ = drafter("blame", CI, "--at", "Rev.1")
    assert "FRA" not in out
    assert "refrain from" in out


def test_blame_of_an_amendment_is_refused_in_one_line(adopted: Repository, drafter: Drafter) -> None:
    status, out, err = drafter("blame", "FRA-000001")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


def test_all_is_accounted_for_between_two_issues(adopted: Repository, drafter: Drafter) -> None:
    status, out, _ = drafter("diff", "--from", "Rev.1", "--to", "Rev.2", "--accounted")
    assert status == 0
    assert "[-refrain from-]{+not conduct or knowingly support+}" in out
    assert "1 change, 0 unattributed" in out


def test_a_plain_commit_makes_the_answer_no(adopted: Repository, drafter: Drafter) -> None:
    made = commit_by_hand(adopted, clause(adopted).path, clause(adopted).source.replace("damage", "may damage"))
    status, out, _ = drafter("diff", "--from", "Rev.1", "--accounted")
    assert status == 1
    assert f"{made[:10]}, " in out.partition("Unattributed:")[2]
    status, out, _ = drafter("diff", "--from", "Rev.1", "--accounted", "--format", "json")
    told = json.loads(out)
    assert status == 1
    assert [each["new"] for each in told["unattributed"]] == ["may "]
    assert told["unattributed"][0]["behind"][0]["commit"] == made
    assert [each["commit"] for each in told["unrecorded"]] == [made]
    assert not told["accounted"]


def test_the_positions_of_accounted_edits_are_those_of_the_diff(adopted: Repository, drafter: Drafter) -> None:
    between = ("diff", "--from", "Rev.1", "--to", "Rev.2", "--format", "json")
    plain, accounted = (json.loads(drafter(*between, *more)[1])["edits"] for more in ((), ("--accounted",)))
    place = ("clause", "old", "new", "start", "end")
    assert [[each[key] for key in place] for each in accounted] == [[each[key] for key in place] for each in plain]


def test_what_if_gives_text_conflicts_and_opposition(adopted: Repository, drafter: Drafter) -> None:
    table(adopted, "DEU", "damage", "harm", id="000002", on=7)
    table(adopted, "AUS", "damage", "destroy", id="000003", on=8)
    status, out, _ = drafter("what-if", "DEU-000002")
    assert status == 0
    assert "[-damage-]{+harm+}" in out
    status, out, _ = drafter("what-if", "DEU-000002", "AUS", "--format", "json")
    told = json.loads(out)
    assert status == 1
    assert told["taken"] == ["DEU-000002"]
    assert told["refused"][0]["overlaps"] == ["DEU-000002"]
    assert told["refused"][0]["conflicts"][0]["theirs"] == "destroy"


def test_words_beside_those_of_an_amendment_are_not_said_to_be_its(adopted: Repository, drafter: Drafter) -> None:
    table(adopted, "DEU", "damage", "harm", id="000002", on=7)
    table(adopted, "AUS", "operations", "activities", id="000003", on=8)
    _, out, _ = drafter("what-if", "DEU-000002", "AUS-000003")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert any(line.endswith(f"beside AUS-000003, changed before it, in {CI}: [-damage-]{{+harm+}}") for line in lines)
    assert any(line.endswith(f"AUS-000003 in {CI}: [-operations-]{{+activities+}}") for line in lines)
    _, out, _ = drafter("what-if", "DEU-000002", "AUS-000003", "--format", "json")
    assert {(each["by"], each["text"]) for each in json.loads(out)["near"]} == {
        ("text", "harm"),
        ("amendment", "activities"),
    }


def test_who_asks_that_the_words_be_kept_is_told_as_itself_where_its_group_says_otherwise(
    adopted: Repository, drafter: Drafter
) -> None:
    table(adopted, "AUS", "damage", "destroy", id="000003", on=7)
    about = parse_target("AUS-000003")
    assert about is not None
    recording.position(adopted, acting_for("EUE"), about, Stance.SUPPORT, on_behalf_of="EU", date=day(8))
    kept = parse_target(f"{CI}:1")
    assert kept is not None
    recording.retain(adopted, acting_for("DEU"), [kept], "Germany keeps them.", against="AUS-000003", date=day(9))
    assert "AUS-000003: retained by DEU\n" in drafter("what-if", "AUS-000003")[1]
    recording.position(adopted, acting_for("DEU"), about, Stance.ACCEPT, date=day(10))
    assert "retained by" not in drafter("what-if", "AUS-000003")[1]
