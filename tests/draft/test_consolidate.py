"""The consolidated text says what was agreed and proposed, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.draft import final
from drafter.draft.blocks import body
from drafter.draft.consolidate import consolidate
from drafter.draft.document import NOTICE, Document, Heading, Paragraph, Style, Table
from drafter.draft.inline import Reference, Words
from drafter.model.clause import compose_clause
from drafter.model.problem import Refused
from drafter.model.terms import ClauseStatus, Kind, Stance
from tests.draft.building import Talks, article

TABLE = "The categories:\n\n| Category | Systems |\n|---|:-:|\n| Health | hospitals, \\| and more |\n| Water | |\n"
TEXTS = st.text(alphabet=st.sampled_from('ab [](){}|*_\\\n.1é国-\t"“'), max_size=60)


def parted(*bodies: str) -> Talks:
    return Talks(
        *(
            compose_clause(f"clause-{n}", f"{n:03}", kind=Kind.ARTICLE, number=str(n), heading=f"Number {n}", body=text)
            for n, text in enumerate(bodies, 1)
        )
    )


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_with_nothing_accepted_the_clean_text_is_the_base_byte_for_byte(bodies: list[str]) -> None:
    talks = parted(*bodies)
    document = consolidate(talks.at(), style="clean")
    for clause in talks.at().treaty.clauses:
        assert body(document.blocks, clause.id) == clause.body


@given(TEXTS, TEXTS, TEXTS)
def test_with_one_amendment_selected_the_text_is_that_proposal(base: str, other: str, proposed: str) -> None:
    talks = parted(base, other)
    talks.amend("FRA-000001", {"clause-1": proposed})
    document = consolidate(talks.at(), style="clean", selected=["FRA-000001"])
    assert body(document.blocks, "clause-1") == talks.amendments["FRA-000001"].changes[0].after.body  # type: ignore[union-attr]
    assert body(document.blocks, "clause-2") == talks.clauses["clause-2"].body


def test_a_table_is_a_table_and_its_source_is_kept() -> None:
    document = consolidate(parted(TABLE).at(), style="clean")
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    assert table.alignment == ("", "center")
    assert [row.header for row in table.rows] == [True, False, False]
    assert table.rows[1].cells == ((Words("Health"),), (Words("hospitals, \\| and more"),))
    assert table.rows[2].cells == ((Words("Water"),), ())
    assert body(document.blocks, "clause-1") == TABLE


QUOTAS = "| Party | Quota |\n| --- | --- |\n| A | 1 |\n| B | 2 |\n"
ZONES = "| Zone | Depth |\n| --- | --- |\n| North | 100 |\n"
BOTH = f"{QUOTAS}\n{ZONES}"


@pytest.mark.parametrize(
    ("base", "proposed"),
    [
        (BOTH, BOTH.replace("| B | 2 |", "| B | 3 |")),
        (BOTH, BOTH.replace("| B | 2 |\n", "| B | 2 |\n| C | 3 |\n")),
        (BOTH, BOTH.replace("| B | 2 |\n", "")),
        (BOTH, BOTH.replace("Zone", "Area")),
        (QUOTAS, BOTH),
        (BOTH, QUOTAS),
        (ZONES, BOTH),
        (BOTH, ZONES),
    ],
)
@pytest.mark.parametrize("style", ["bracketed", "redline"])
def test_two_tables_in_a_row_stay_two_whatever_row_of_them_or_which_of_them_comes_or_goes(
    base: str, proposed: str, style: Style
) -> None:
    talks = parted(base)
    talks.amend("FRA-000001", {"clause-1": proposed})
    chosen = ["FRA-000001"] if style == "redline" else []
    tables = [*consolidate(talks.at(), style=style, selected=chosen).blocks[1:]]
    rows = [[row.header for row in table.rows] for table in tables if isinstance(table, Table)]
    assert len(rows) == len(tables)
    assert [(row[0], any(row[1:])) for row in rows] == [(True, False)] * 2
    assert sum(map(len, rows)) == 5 + ("| C |" in proposed)


def test_provisions_have_stable_anchors_addresses_and_depth() -> None:
    document = consolidate(parted("1. All:\n\n(a) one;\n\n(i) deep;\n\n2 bis. Two.\n\nEnd.\n").at(), style="clean")
    found = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert [block.anchor for block in found] == ["clause-1-1", "clause-1-1-a", "clause-1-1-a-i", "clause-1-2bis", ""]
    assert [block.address for block in found][:2] == ["clause-1:1", "clause-1:1.a"]
    assert [block.depth for block in found] == [0, 1, 2, 0, 0]
    assert [block.label for block in found] == ["1.", "(a)", "(i)", "2 bis.", ""]


def test_points_that_are_numbered_alike_are_nested_by_their_indentation() -> None:
    body = (
        "1. Parties aim to:\n\n   1. hold;\n\n   2. pursue:\n\n      1. first;\n\n   3. increase.\n\n"
        "2. Individual efforts\n\n    **Option 1:** Each Party.\n\n    **Option 2:** No text.\n\n(a) one\n\n(b) two\n"
    )
    talks = Talks(article("purpose", body))
    talks.amend("FRA-000001", {"purpose": body.replace("      1. first;\n\n", "      1. at last;\n\n")})
    talks.amend("NOR-000001", {"purpose": body.replace("   3. increase.", "   3. raise.")})
    for style in ("clean", "bracketed"):
        blocks = consolidate(talks.at(), style=style).blocks  # type: ignore[arg-type]
        depths = [block.depth for block in blocks if isinstance(block, Paragraph)]
        assert depths == [0, 1, 1, 2, 1, 0, 1, 1, 1, 1]


def test_a_cross_reference_prints_in_words_and_one_that_leads_nowhere_is_flagged() -> None:
    talks = parted("1. See {clause-2:1.a}, {clause-2}, {clause-9} and {drafting note}.\n", "1. All:\n\n(a) one.\n")
    document = consolidate(talks.at(), style="clean")
    [first, *_] = [block for block in document.blocks if isinstance(block, Paragraph)]
    references = [each for each in first.content if isinstance(each, Reference)]
    assert [each.text for each in references] == ["article 2, paragraph 1 (a)", "article 2", "{clause-9}"]
    assert [each.resolved for each in references] == [True, True, False]
    assert document.notes == ("the reference {clause-9} leads nowhere",)


def test_a_deleted_clause_is_not_in_the_clean_text() -> None:
    talks = Talks(
        article("scope", "Words.\n", order="100"),
        article("gone", "Other words.\n", order="200", status=ClauseStatus.DELETED),
    )
    headings = [block for block in consolidate(talks.at(), style="clean").blocks if isinstance(block, Heading)]
    assert [heading.clause for heading in headings] == ["scope"]


def test_an_issued_text_bears_its_issue_and_a_later_one_says_after_which() -> None:
    talks = parted("Words.\n")
    assert consolidate(talks.at(), style="clean").issue == ""
    issued = talks.issue("Rev.1")
    assert consolidate(issued, style="clean").issue == "Rev.1"
    later = consolidate(talks.at(), style="clean")
    assert (later.issue, later.changes_since) == ("after Rev.1", "Rev.1")


def test_an_unknown_amendment_and_a_redline_without_an_earlier_text_are_refused() -> None:
    at = parted("Words.\n").at()
    with pytest.raises(Refused, match="no amendment FRA-000009"):
        consolidate(at, style="clean", selected=["FRA-000009"])
    with pytest.raises(Refused, match="earlier text"):
        consolidate(at, style="redline")


def headings(document: Document) -> dict[str, Heading]:
    return {block.clause: block for block in document.blocks if isinstance(block, Heading)}


def test_a_changed_clause_names_the_decisions_behind_its_own_words_and_no_others() -> None:
    talks = parted("Words.\n", "Others.\n", "Last.\n")
    before = talks.at()
    talks.decide("edit", ["clause-1"], bodies={"clause-1": "Other words.\n"})
    talks.decide("edit", ["clause-2"], bodies={"clause-2": "Yet others.\n"})
    talks.decide("status", ["clause-2"], status={"clause-2": "agreed"})
    talks.amend("FRA-000001", {"clause-3": "The last.\n"})
    talks.amend("NOR-000001", {"clause-1": "New words.\n"})
    after = talks.at()
    document = consolidate(
        after, style="redline", since=before, decisions=talks.since(before), selected=["FRA-000001", "NOR-000001"]
    )
    behind = {clause: [each.subject for each in one.changed_by] for clause, one in headings(document).items()}
    first, second, _ = (each.subject for each in after.decisions)
    named = [after.by_id[name].subject for name in ("NOR-000001", "FRA-000001")]
    assert behind == {"clause-1": [first, named[0]], "clause-2": [second], "clause-3": [named[1]]}
    assert headings(document)["clause-2"].status == "agreed"


def test_what_only_somebody_proposes_is_called_proposed_and_has_no_status_of_the_text() -> None:
    talks = parted("Words.\n")
    talks.decide("status", ["clause-1"], status={"clause-1": "provisional"})
    talks.amend("NOR-000001", {"clause-1": "Other words.\n"})
    talks.amend("FRA-000001", {"more": article("more", "More.\n", order="500")})
    styles: tuple[Style, ...] = ("bracketed", "compilation", "comparison", "marshalled")
    for style in styles:
        said = {clause: one.status for clause, one in headings(consolidate(talks.at(), style=style)).items()}
        assert said.pop("more") == "proposed"
        assert said == {"clause-1": "provisionally agreed"}


def test_a_text_that_is_adopted_throughout_says_so_only_as_it_stands_and_clean() -> None:
    talks = parted("Words.\n")
    talks.decide("status", ["clause-1"], status={"clause-1": "adopted"})
    talks.amend("FRA-000001", {"clause-1": "Other words.\n"})
    assert consolidate(talks.at(), style="clean").notice == final.NOTICE
    assert consolidate(talks.at(), style="bracketed").notice == NOTICE
    assert consolidate(talks.at(), style="clean", selected=["FRA-000001"]).notice == NOTICE
    talks = parted("Words.\n", "Others.\n")
    talks.decide("status", ["clause-1"], status={"clause-1": "adopted", "clause-2": "adopted"})
    talks.amend("FRA-000001", {"clause-2": None})
    assert consolidate(talks.at(), style="clean", selected=["FRA-000001"]).notice == NOTICE


def test_a_clean_text_takes_account_of_no_proposal_and_one_with_brackets_of_the_newest() -> None:
    talks = parted("Words.\n")
    talks.amend("FRA-000001", {"clause-1": "Other words.\n"})
    talks.position("NOR", "FRA-000001", Stance.OPPOSE)
    negotiation = talks.at()
    assert consolidate(negotiation, style="clean").records_until == negotiation.treaty.date
    assert consolidate(negotiation, style="bracketed").records_until == negotiation.positions[0].date


def test_words_that_are_taken_in_near_other_changes_are_told() -> None:
    talks = parted("One two three four five six seven eight.\n")
    talks.amend("FRA-000001", {"clause-1": "One two three four five six seven nine.\n"})
    talks.decide("edit", ["clause-1"], bodies={"clause-1": "One zero three four five six seven eight.\n"})
    document = consolidate(talks.at(), style="clean", selected=["FRA-000001"])
    assert document.notes == ("FRA-000001 meets other changes in Article 1. Number 1; read the passage",)


def test_a_clause_that_nobody_touches_stands_whole_in_a_comparison_and_a_deleted_one_not_at_all() -> None:
    talks = parted("Words.\n", "Others.\n")
    talks.decide("status", ["clause-2"], status={"clause-2": "deleted"})
    document = consolidate(talks.at(), style="comparison")
    assert body(document.blocks, "clause-1") == "Words.\n"
    assert [block for block in document.blocks if block.clause == "clause-2" and not isinstance(block, Heading)] == []


def test_references_of_an_earlier_text_lead_somewhere_in_its_redline() -> None:
    talks = parted("See {clause-2}.\n", "Others.\n")
    before = talks.at()
    talks.decide("edit", ["clause-1"], bodies={"clause-1": "See nothing.\n"})
    del talks.clauses["clause-2"]
    document = consolidate(talks.at(), style="redline", since=before, decisions=talks.since(before))
    assert not any("leads nowhere" in each for each in document.notes)
    assert document.since == before.treaty.commit[:12]
    assert consolidate(talks.at(), style="clean").since == ""


def test_a_clause_that_is_taken_out_is_called_deleted_where_its_words_are_shown_as_gone() -> None:
    talks = parted("Words.\n", "Others.\n")
    before = talks.at()
    talks.decide("edit", ["clause-2"], bodies={"clause-2": talks.clauses["clause-2"].with_value("status", "deleted")})
    document = consolidate(talks.at(), style="redline", since=before, decisions=talks.since(before))
    said = {clause: (one.status, one.change) for clause, one in headings(document).items()}
    assert said == {"clause-1": ("open", ""), "clause-2": ("deleted", "deleted")}
