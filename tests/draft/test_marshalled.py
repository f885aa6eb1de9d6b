"""The list by which a Chair takes amendments up: in the order of the text, not in that of tabling."""

from __future__ import annotations

from drafter.draft.marshalled import marshalled
from drafter.draft.proposals import Proposals
from drafter.draft.summary import amendment_rows
from tests.draft.building import Talks, article

BODY = "1. One word.\n\n2. States shall:\n\n(a) act;\n\n(b) report.\n\n3. Last word.\n"


def places(talks: Talks) -> list[tuple[str, str]]:
    return [(id, str(target)) for id, target in marshalled(Proposals(talks.at())).items()]


def test_amendments_stand_by_the_first_words_that_they_change_whoever_tabled_first() -> None:
    talks = Talks(article("first", BODY), article("second", BODY, number="2", order="200"))
    talks.amend("BRA-000001", {"second": BODY.replace("One", "Other")})
    talks.amend("FRA-000001", {"first": BODY.replace("report", "report at once")})
    talks.amend("JPN-000001", {"first": BODY.replace("One", "Single").replace("Last", "Final")})
    talks.amend("NOR-000001", {"second": None})
    talks.retain("RUS-000001", "first:2.a")
    assert places(talks) == [
        ("JPN-000001", "first:1"),
        ("RUS-000001", "first:2.a"),
        ("FRA-000001", "first:2.b"),
        ("NOR-000001", "second"),
        ("BRA-000001", "second:1"),
    ]


def test_amendments_that_begin_at_the_same_words_stand_in_order_of_tabling() -> None:
    talks = Talks(article("scope", BODY))
    for name, word in (("NOR-000001", "Single"), ("BRA-000001", "Other"), ("FRA-000001", "Any")):
        talks.amend(name, {"scope": BODY.replace("One", word)})
    assert [name for name, _ in places(talks)] == ["NOR-000001", "BRA-000001", "FRA-000001"]


def test_an_amendment_to_an_amendment_is_taken_up_right_before_it() -> None:
    talks = Talks(article("scope", BODY))
    talks.amend("BRA-000001", {"scope": BODY.replace("act;", "act soon;")})
    talks.amend("FRA-000001", {"scope": BODY.replace("One", "Other")})
    talks.amend("NOR-000001", {"scope": BODY.replace("act;", "act very soon;")}, to="BRA-000001")
    assert [name for name, _ in places(talks)] == ["FRA-000001", "NOR-000001", "BRA-000001"]


def test_a_new_clause_stands_where_it_would_come_and_another_heading_before_all_words() -> None:
    talks = Talks(article("first", BODY), article("second", BODY, number="2", order="200"))
    talks.amend("BRA-000001", {"second": BODY.replace("One", "Other")})
    talks.amend("FRA-000001", {"second": talks.clauses["second"].with_value("heading", "Scope")})
    talks.amend("NOR-000001", {"middle": article("middle", "New.\n", number="1 bis", order="150")})
    assert places(talks) == [("NOR-000001", "middle"), ("FRA-000001", "second"), ("BRA-000001", "second:1")]


def test_the_place_is_that_in_the_text_as_it_stands_today() -> None:
    talks = Talks(article("scope", BODY))
    talks.amend("BRA-000001", {"scope": BODY.replace("Last", "Final")})
    talks.amend("FRA-000001", {"scope": BODY.replace("report", "report at once")})
    talks.decide("edit", ["scope"], bodies={"scope": BODY.replace("3. Last", "4. Last")})
    assert places(talks) == [("FRA-000001", "scope:2.b"), ("BRA-000001", "scope:4")]


def test_the_rows_in_the_order_of_the_text_have_their_place_and_lack_none() -> None:
    talks = Talks(article("scope", BODY))
    talks.amend("BRA-000001", {"scope": BODY.replace("Last", "Final")})
    talks.amend("FRA-000001", {"scope": BODY.replace("One", "Other")})
    talks.withdraw("BRA-000001")
    rows = amendment_rows(talks.at(), in_text=True)
    assert [(row.id, row.place, row.status) for row in rows] == [
        ("FRA-000001", "scope:1", "tabled"),
        ("BRA-000001", "scope:3", "withdrawn"),
    ]
    assert [row.place for row in amendment_rows(talks.at())] == ["", ""]
