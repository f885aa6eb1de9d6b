"""A row for each clause and each amendment, and the words that changed."""

from __future__ import annotations

from drafter.draft.comparison import between, edits, of_amendment
from drafter.draft.summary import amendment_rows, clause_rows
from drafter.export.data import plain
from drafter.export.fields import names
from drafter.model.terms import AmendmentStatus, Stance
from tests.draft.building import CRITICAL, JPN, NOR, RUS, WSM, article, worked_example

CLAUSE = "critical-infrastructure"


def test_the_rows_have_the_keys_that_others_rely_on() -> None:
    at = worked_example().at()
    clauses, amendments = clause_rows(at), amendment_rows(at)
    assert names(type(clauses[0]))[:7] == ("id", "kind", "number", "heading", "status", "amendments", "brackets")
    assert names(type(amendments[0]))[:9] == (
        "id",
        "signatory",
        "clauses",
        "action",
        "status",
        "subject",
        "cosponsors",
        "stale",
        "applies",
    )
    assert plain(clauses)[0]["amendments"] == 4
    assert plain(clauses)[0]["brackets"] == 3
    assert plain(amendments)[0]["clauses"] == [CLAUSE]


def test_amendments_are_kept_by_clause_status_and_signatory_or_group() -> None:
    talks = worked_example()
    talks.withdraw(RUS)
    at = talks.at()
    assert [row.id for row in amendment_rows(at, by="AOSIS")] == [WSM]
    assert [row.id for row in amendment_rows(at, by="WSM")] == [WSM]
    assert [row.id for row in amendment_rows(at, status=AmendmentStatus.WITHDRAWN)] == [RUS]
    assert amendment_rows(at, clauses=["elsewhere"]) == ()


def test_an_amendment_row_says_who_stands_where() -> None:
    talks = worked_example()
    talks.position("FRA", NOR, Stance.ACCEPT)
    rows = {row.id: row for row in amendment_rows(talks.at())}
    assert (rows[NOR].cosponsors, rows[NOR].supports, rows[NOR].accepts) == (("EST",), ("EST",), ("FRA",))
    assert (rows[WSM].on_behalf_of, rows[WSM].opposes, rows[WSM].consensus) == ("AOSIS", ("RUS",), False)
    assert (rows[JPN].action, rows[JPN].against, rows[JPN].applies) == ("retain", NOR, "cleanly")


def test_what_was_adopted_is_contained_in_the_text() -> None:
    talks = worked_example()
    talks.decide(
        "adopt", [CLAUSE, NOR], bodies={CLAUSE: CRITICAL.replace("refrain", "desist")}, status={NOR: "accepted"}
    )
    assert {row.id: row.applies for row in amendment_rows(talks.at())}[NOR] == "contained"


def test_edits_are_words_at_their_place_in_the_base() -> None:
    talks = worked_example()
    [edit] = edits(of_amendment(talks.amendments[NOR]))
    assert (edit.clause, edit.old, edit.new) == (CLAUSE, "refrain from", "not conduct or knowingly support")
    assert edit.end - edit.start == 3


def test_added_and_deleted_clauses_are_among_the_differences() -> None:
    before = worked_example()
    after = worked_example()
    del after.clauses[CLAUSE]
    after.clauses["new"] = article("new", "1. Words.\n", order="100")
    pairs = between(before.at().treaty, after.at().treaty)
    assert [(pair.clause, pair.before is None, pair.after is None) for pair in pairs] == [
        ("new", True, False),
        (CLAUSE, False, True),
    ]
    assert between(before.at().treaty, after.at().treaty, clause="new") == pairs[:1]
    assert between(before.at().treaty, before.at().treaty) == ()


def test_only_what_is_on_the_table_is_a_duplicate() -> None:
    talks = worked_example()
    talks.amend("FRA-000001", {CLAUSE: CRITICAL.replace("critical ", "")})
    assert {row.id: row.duplicate_of for row in amendment_rows(talks.at())}["FRA-000001"] == RUS
    talks.withdraw("FRA-000001")
    assert {row.id: row.duplicate_of for row in amendment_rows(talks.at())}["FRA-000001"] is None


def test_the_brackets_of_a_clause_that_was_deleted_are_settled() -> None:
    talks = worked_example()
    talks.clauses["fund"] = article("fund", "States shall [contribute].\n", order="900", number="9")
    assert [row.own_brackets for row in clause_rows(talks.at())] == [0, 1]
    talks.decide("status", ["fund"], status={"fund": "deleted"})
    assert [row.own_brackets for row in clause_rows(talks.at())] == [0, 0]
