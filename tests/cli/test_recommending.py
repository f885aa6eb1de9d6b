"""What the Chair recommends to do with an amendment, as the secretariat types it and everybody reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from drafter.model.target import Target
from drafter.store import recording
from drafter.store.repository import Repository
from tests.cli.conftest import Drafter, Said
from tests.cli.test_schema import check
from tests.conftest import acting_for
from tests.store.acts import CI, clause, day, refs, table

DEU, FJI = "DEU-000001", "FJI-000002"


@pytest.fixture
def tabled(treaty: Repository) -> Repository:
    """Two amendments."""
    table(treaty, "DEU", "refrain from", "not conduct", id="000001", on=3)
    table(treaty, "FJI", "without undue delay", "at once", id="000002", on=3)
    return treaty


def recommended(drafter: Drafter, repo: Repository, *what: str, code: str = "XXS") -> Said:
    return drafter("-C", repo.root, "recommend", *what, "--as", code)


def listed(drafter: Drafter, repo: Repository, id: str = DEU) -> dict[str, Any]:
    said = drafter("-C", repo.root, "amendments", "--format", "json")
    check("amendments", said.data)
    return next(row for row in said.data if row["id"] == id)


def test_a_recommendation_stands_beside_the_amendment_and_decides_nothing(tabled: Repository, drafter: Drafter) -> None:
    before = clause(tabled, CI).source
    said = recommended(drafter, tabled, DEU, "not-accepted", "--reason", "Too far.")
    assert said.status == 0, said.error
    assert f"Recommend {DEU}: not accepted" in said.out
    row = listed(drafter, tabled)
    assert (row["status"], row["recommendation"], row["recommendation_stale"]) == ("tabled", "not-accepted", False)
    assert listed(drafter, tabled, FJI)["recommendation"] is None
    header, first, *_ = drafter("-C", tabled.root, "amendments").out.splitlines()
    assert "recommended" in header
    assert "not-accepted" in first
    shown = drafter("-C", tabled.root, "show", DEU).out
    assert "recommended    not accepted\nwhy            Too far.\n" in shown
    check("show", drafter("-C", tabled.root, "show", DEU, "--format", "json").data)
    assert clause(tabled, CI).source == before
    assert "[refrain from / not conduct - DEU]" in drafter("-C", tabled.root, "consolidate").out.replace("\\", "")
    assert drafter("-C", tabled.root, "verify", "--anew").status == 0


def test_the_list_for_the_vote_says_what_is_recommended_and_why(tabled: Repository, drafter: Drafter) -> None:
    assert recommended(drafter, tabled, DEU, "accepted-as-modified", "--reason", "With Friday's words.").status == 0
    out = drafter("-C", tabled.root, "consolidate", "--style", "marshalled").out
    entry = out[out.index(DEU) : out.index(FJI)]
    assert "> Recommendation: accepted as modified\n>\n> Reason: With Friday's words." in entry
    assert "Recommendation" not in out[out.index(FJI) :]


def test_a_reader_of_the_page_sees_what_is_recommended(tabled: Repository, drafter: Drafter, tmp_path: Path) -> None:
    assert recommended(drafter, tabled, DEU, "not-accepted").status == 0
    assert drafter("-C", tabled.root, "consolidate", "-o", tmp_path / "page.html").status == 0
    page = (tmp_path / "page.html").read_text()
    assert page.count("<dt>Recommended</dt><dd>not accepted</dd>") == 1


def test_a_recommendation_is_about_the_version_that_stood(tabled: Repository, drafter: Drafter) -> None:
    assert recommended(drafter, tabled, DEU, "accepted").status == 0
    now = clause(tabled, CI)
    revised = {CI: now.with_body(now.body.replace("refrain from", "never conduct"))}
    recording.revise(tabled, acting_for("DEU"), DEU, revised, "Shorter.")
    row = listed(drafter, tabled)
    assert (row["recommendation"], row["recommendation_stale"]) == ("accepted", True)
    assert "accepted, of an older version" in drafter("-C", tabled.root, "show", DEU).out
    marshalled = drafter("-C", tabled.root, "consolidate", "--style", "marshalled").out
    assert "Recommendation: accepted, of an older version" in marshalled
    assert recommended(drafter, tabled, DEU, "accepted").status == 0
    assert listed(drafter, tabled)["recommendation_stale"] is False


def test_a_recommendation_is_no_change_of_the_text(tabled: Repository, drafter: Drafter) -> None:
    recording.issue(tabled, acting_for("XXS"), "Rev.1", date=day(5))
    assert recommended(drafter, tabled, DEU, "accepted").status == 0
    assert recording.status(tabled, acting_for("XXS"), Target(amendment=FJI), "deferred").subject
    for style in ("bracketed", "redline"):
        out = drafter("-C", tabled.root, "consolidate", "--style", style, "--since", "Rev.1").out
        assert f"Mark {FJI} as deferred" in out
        assert "Recommend" not in out


def test_none_takes_a_recommendation_back(tabled: Repository, drafter: Drafter) -> None:
    assert recommended(drafter, tabled, DEU, FJI, "deferred").status == 0
    said = recommended(drafter, tabled, DEU, "none")
    assert f"Recommend nothing on {DEU} any more" in said.out
    assert listed(drafter, tabled)["recommendation"] is None
    assert listed(drafter, tabled, FJI)["recommendation"] == "deferred"


def test_what_is_deferred_is_still_to_be_decided_and_its_recommendation_shown(
    tabled: Repository, drafter: Drafter
) -> None:
    recording.status(tabled, acting_for("XXS"), Target(amendment=DEU), "deferred", date=day(5))
    assert recommended(drafter, tabled, DEU, "accepted").status == 0
    assert listed(drafter, tabled)["recommendation"] == "accepted"
    assert "recommended    accepted" in drafter("-C", tabled.root, "show", DEU).out


def test_once_decided_an_amendment_has_its_status_and_no_recommendation(tabled: Repository, drafter: Drafter) -> None:
    assert recommended(drafter, tabled, DEU, "not-accepted").status == 0
    recording.adopt(tabled, acting_for("XXS"), [DEU])
    row = listed(drafter, tabled)
    assert (row["status"], row["recommendation"]) == ("accepted", None)
    assert "recommended" not in drafter("-C", tabled.root, "amendments").out.splitlines()[0]


@pytest.mark.parametrize(
    ("what", "code", "said"),
    [
        ((DEU, "accepted"), "FRA", "only the secretariat recommends"),
        ((DEU, "withdrawn"), "XXS", "`withdrawn` can't be recommended on an amendment"),
        ((DEU, "none"), "XXS", f"nothing is recommended on {DEU}"),
        ((FJI, DEU, "deferred"), "XXS", f"{FJI} is withdrawn"),
        (("scope", "accepted"), "XXS", "there is no amendment `scope`"),
    ],
)
def test_what_can_not_be_recommended_is_refused_in_a_line_and_nothing_is_recorded(
    tabled: Repository, drafter: Drafter, what: tuple[str, ...], code: str, said: str
) -> None:
    recording.withdraw(tabled, acting_for("FJI"), FJI, "", date=day(4))
    before = refs(tabled)
    found = recommended(drafter, tabled, *what, code=code)
    assert (found.status, found.error.count("\n")) == (2, 1)
    assert said in found.error
    assert refs(tabled) == before


def test_the_same_recommendation_is_recorded_once(tabled: Repository, drafter: Drafter) -> None:
    assert recommended(drafter, tabled, DEU, "deferred").status == 0
    before = refs(tabled)
    said = recommended(drafter, tabled, DEU, "deferred")
    assert f"on {DEU} it is recommended already: deferred" in said.error
    assert refs(tabled) == before
