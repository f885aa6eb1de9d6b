"""What is listed as changed since an issue: all that was decided and proposed after it, and nothing before."""

from __future__ import annotations

from drafter.draft.changes import changes_since, decisions_since, previous_issue
from tests.draft.building import Talks, article


def talks() -> Talks:
    made = Talks(article("scope", "States shall act.\n"))
    made.amend("FRA-000001", {"scope": "States shall act now.\n"}, subject="before")
    made.decide("edit", ["scope"], bodies={"scope": "States may act.\n"}, subject="decided before")
    made.issue("Rev.1")
    made.decide("edit", ["scope"], bodies={"scope": "States must act.\n"}, subject="decided after")
    made.amend("AUS-000001", {"scope": "States must act at once.\n"}, subject="after")
    return made


def test_what_an_issue_had_already_is_no_change_since_it() -> None:
    at = talks().at()
    assert [each.subject for each in changes_since(at, at.issues[0])] == ["decided after", "after"]
    assert [each.subject for each in changes_since(at, at.issues[0], proposals=False)] == ["decided after"]


def test_since_a_commit_that_is_no_act_its_date_decides() -> None:
    at = talks().at()
    before, after = at.decisions
    assert decisions_since(at, "0" * 40, before.date) == decisions_since(at, before.commit, "")
    assert [each.commit for each in decisions_since(at, "0" * 40, "")] == [before.commit, after.commit]


def test_the_issue_before_an_issued_text_is_not_that_text_itself() -> None:
    made = talks()
    assert (previous_issue(made.at()) or made.issues[0]).name == "Rev.1"
    second = made.issue("Rev.2")
    assert (previous_issue(second) or second.issues[1]).name == "Rev.1"
    assert (previous_issue(made.at()) or second.issues[0]).name == "Rev.2"
