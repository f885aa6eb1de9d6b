"""The list by which a Chair takes amendments up: in the order of the text, not in that of tabling."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Paragraph, Verbatim
from drafter.draft.inline import Deleted, Inserted, Words
from drafter.draft.marshalled import marshalled
from drafter.draft.printing import printed
from drafter.draft.proposals import Proposals
from drafter.draft.summary import amendment_rows
from drafter.export.markdown import markdown
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


def taken_up(talks: Talks, *clauses: str) -> list[Verbatim]:
    document = consolidate(talks.at(), style="marshalled", clauses=clauses)
    return [each for each in document.blocks if isinstance(each, Verbatim)]


def words(entry: Verbatim) -> list[str]:
    return [printed(each.content) for each in entry.content if isinstance(each, Paragraph)]


def test_the_list_for_the_vote_holds_each_amendment_on_the_table_once_with_the_words_that_it_changes() -> None:
    talks = Talks(article("scope", BODY))
    talks.amend("BRA-000001", {"scope": BODY.replace("Last", "Final")})
    talks.amend("FRA-000001", {"scope": BODY.replace("report", "report at once")})
    talks.amend("NOR-000001", {"scope": BODY.replace("One", "Single")})
    talks.amend("JPN-000001", {"scope": None})
    talks.withdraw("NOR-000001")
    assert [(each.number, each.amendment, words(each)) for each in taken_up(talks)] == [
        (1, "JPN-000001", []),
        (2, "FRA-000001", ["2. States shall:", "(b) report{+ at once+}."]),
        (3, "BRA-000001", ["3. [-Last-]{+Final+} word."]),
    ]


def test_in_the_list_for_the_vote_an_amendment_of_several_clauses_has_one_number() -> None:
    talks = Talks(article("first", BODY), article("second", BODY, number="2", order="200"))
    talks.amend("FRA-000001", {"second": BODY.replace("Last", "Final")})
    talks.amend("BRA-000001", {"second": BODY.replace("One", "Other"), "first": BODY.replace("Last", "Final")})
    assert [(each.number, each.amendment, each.clause) for each in taken_up(talks)] == [
        (1, "BRA-000001", "first"), (1, "BRA-000001", "second"), (2, "FRA-000001", "second"),
    ]  # fmt: skip
    assert [(each.number, each.amendment) for each in taken_up(talks, "second")] == [
        (1, "BRA-000001"), (2, "FRA-000001"),
    ]  # fmt: skip


def test_in_the_list_for_the_vote_a_sub_amendment_shows_what_it_changes_of_the_words_of_the_other() -> None:
    talks = Talks(article("scope", BODY))
    talks.amend("BRA-000001", {"scope": BODY.replace("act;", "do so;")})
    talks.amend("NOR-000001", {"scope": BODY.replace("act;", "do so at once;")}, to="BRA-000001")
    assert [words(each)[1] for each in taken_up(talks)] == ["(a) do so{+ at once+};", "(a) [-act-]{+do so+};"]
    assert [each.hindrance for each in taken_up(talks)] == ["", ""]
    talks.decide("edit", ["scope"], bodies={"scope": BODY.replace("act;", "move;")})
    assert [words(each)[1] for each in taken_up(talks)] == ["(a) do so{+ at once+};", "(a) [-act-]{+do so+};"]
    assert taken_up(talks)[1].hindrance == "the words that it changes have been changed since it was tabled"


def test_in_the_list_for_the_vote_another_number_and_heading_are_words_that_change() -> None:
    talks = Talks(article("scope", "Words.\n", heading="Scope"))
    talks.amend("FRA-000001", {"scope": talks.clauses["scope"].with_value("heading", "Field")})
    assert [words(each) for each in taken_up(talks)] == [["Article 1. [-Scope-]{+Field+}"]]


def test_the_list_for_the_vote_says_of_the_same_words_whose_they_are_too() -> None:
    talks = Talks(article("scope", BODY))
    for name in ("BRA-000001", "FRA-000001"):
        talks.amend(name, {"scope": BODY.replace("Last", "Final")})
    said = markdown(consolidate(talks.at(), style="marshalled"))
    assert "#### 2. FRA: FRA-000001\n\n> Proposal: modify, the same words as BRA-000001\n" in said
    assert "- `[-…-]`: words taken out\n- `{+…+}`: words put in\n" in said


@given(st.lists(st.sampled_from(["One", "Last", "act", "report", "shall"]), min_size=1, unique=True), st.data())
def test_what_the_list_for_the_vote_puts_in_and_leaves_are_the_words_of_the_proposal(
    changed: list[str], data: st.DataObject
) -> None:
    proposed = BODY
    for word in changed:
        proposed = proposed.replace(word, data.draw(st.sampled_from(["", "another", "a\n\nb", f"{word} indeed"])))
    talks = Talks(article("scope", BODY))
    clause = talks.clauses["scope"].with_body(proposed)
    talks.amend("FRA-000001", {"scope": clause})
    for entry in taken_up(talks):
        for block in entry.content:
            assert isinstance(block, Paragraph)
            assert all(isinstance(each, Words | Inserted | Deleted) for each in block.content)
            kept = "".join(_plain(each) for each in block.content if not isinstance(each, Deleted)).strip()
            gone = "".join(_plain(each) for each in block.content if not isinstance(each, Inserted)).strip()
            assert kept in clause.body
            assert gone in BODY


def _plain(each: object) -> str:
    if isinstance(each, Words):
        return each.text
    assert isinstance(each, Inserted | Deleted)
    return "".join(map(_plain, each.content))
