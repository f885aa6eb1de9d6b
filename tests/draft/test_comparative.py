"""The comparative table: proposals beside the text, each in the column of who proposes it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Comparison, Paragraph, Reading
from drafter.draft.inline import Deleted, Inline, Inserted, Words
from drafter.export.markdown import markdown
from tests.draft.building import JPN, NOR, RUS, WSM, Talks, article, worked_example


def tables(talks: Talks) -> list[Comparison]:
    document = consolidate(talks.at(), style="comparison")
    return [block for block in document.blocks if isinstance(block, Comparison)]


def words(content: tuple[Inline, ...], *, new: bool) -> str:
    left_out = Deleted if new else Inserted
    return "".join(
        each.text if isinstance(each, Words) else words(each.content, new=new)
        for each in content
        if isinstance(each, Words | Inserted | Deleted) and not isinstance(each, left_out)
    )


def test_each_proponent_has_a_column_with_its_proposal() -> None:
    (table,) = tables(worked_example())
    columns = [(side.proponent, side.amendments) for side in table.columns]
    assert columns == [("AOSIS", (WSM,)), ("JPN", (JPN,)), ("NOR", (NOR,)), ("RUS", (RUS,))]
    (row,) = table.rows
    read = {side.proponent: readings for side, readings in zip(table.columns, row.readings, strict=True)}
    assert words(read["NOR"][0].paragraphs[0], new=True).startswith("1. States shall not conduct or knowingly")
    assert words(read["RUS"][0].paragraphs[0], new=False) == words(row.base or (), new=True)
    assert read["JPN"] == (Reading(JPN, "retain"),)


def test_the_line_below_the_head_of_a_table_is_no_row_to_compare_until_somebody_changes_it() -> None:
    talks = Talks(article("scope", "| Zone | Depth |\n|---|---|\n| North | 100 |\n"))
    talks.amend("FRA-000001", {"scope": "| Zone | Depth |\n|---|---|\n| North | 300 |\n"})
    (table,) = tables(talks)
    assert [words(row.base or (), new=True) for row in table.rows] == ["| Zone | Depth |", "| North | 100 |"]
    talks.amend("BRA-000001", {"scope": "| Zone | Depth | Days |\n|---|---|---|\n| North | 100 | 2 |\n"})
    assert len(tables(talks)[0].rows) == 3


def test_proposals_of_one_paragraph_leave_the_others_the_same() -> None:
    talks = Talks(article("scope", "1. One.\n\n2. Two.\n\n3. Three.\n"))
    talks.amend("FRA-000001", {"scope": "1. One.\n\n2. Two and more.\n\n2 bis. New.\n\n3. Three.\n"})
    talks.amend("BRA-000001", {"scope": "1. One.\n\n3. Three.\n"})
    (table,) = tables(talks)
    kinds = {
        side.proponent: [[each.kind for each in row.readings[at]] for row in table.rows]
        for at, side in enumerate(table.columns)
    }
    assert kinds["FRA"] == [["same"], ["changed"], ["added"], ["same"]]
    assert kinds["BRA"] == [["same"], ["deleted"], [], ["same"]]


def test_who_proposes_nothing_but_another_number_has_it_in_its_column() -> None:
    talks = Talks(article("scope", "1. Words.\n", number="4"))
    talks.amend("FRA-000001", {"scope": talks.clauses["scope"].with_value("number", "4 bis")})
    talks.amend("BRA-000001", {"scope": "1. Words and more.\n"})
    (table,) = tables(talks)
    assert [words(row.base or (), new=True) for row in table.rows] == ["Article 4", "1. Words."]
    read = {side.proponent: readings for side, readings in zip(table.columns, table.rows[0].readings, strict=True)}
    assert words(read["FRA"][0].paragraphs[0], new=True) == "Article 4 bis"
    assert read["BRA"] == (Reading("BRA-000001", "same"),)


def test_a_sub_amendment_names_whose_words_its_column_holds() -> None:
    talks = Talks(article("scope", "Words.\n"))
    talks.amend("KEN-000001", {"middle": article("middle", "New words.\n", order="200", number="1 bis")})
    talks.amend("FRA-000001", {"middle": "New and better words.\n"}, to="KEN-000001")
    assert "FRA: FRA-000001 (changes KEN-000001)" in markdown(consolidate(talks.at(), style="comparison"))


def test_a_proposal_that_no_longer_applies_stands_in_the_annex() -> None:
    talks = worked_example()
    talks.decide("edit", ["critical-infrastructure"], bodies={"critical-infrastructure": "1. Others words.\n"})
    document = consolidate(talks.at(), style="comparison")
    assert {NOR, RUS, WSM} <= {entry.amendment for entry in document.annex}


def test_a_clause_without_proposals_stands_as_it_is() -> None:
    talks = worked_example()
    talks.clauses["end"] = article("end", "1. Words.\n", order="900")
    document = consolidate(talks.at(), style="comparison")
    assert [block.clause for block in document.blocks if isinstance(block, Paragraph)] == ["end"]


LINES = st.lists(st.sampled_from(["1. One word.", "2. Two words more.", "(a) And a third.", "Four."]), min_size=1)


@given(LINES, LINES)
def test_every_word_of_text_and_proposal_is_in_its_column(old: list[str], new: list[str]) -> None:
    talks = Talks(article("scope", "\n\n".join(old) + "\n"))
    talks.amend("FRA-000001", {"scope": "\n\n".join(new) + "\n"})
    for table in tables(talks):
        assert [words(row.base, new=True) for row in table.rows if row.base is not None] == old
        found = []
        for row in table.rows:
            for reading in row.readings[0]:
                if reading.kind == "same":
                    assert row.base is not None
                    found.append(words(row.base, new=True))
                found.extend(words(each, new=True) for each in reading.paragraphs)
        assert " ".join(" ".join(found).split()) == " ".join(" ".join(new).split())


def test_below_a_comparison_stands_why_each_of_its_amendments_was_tabled() -> None:
    talks = Talks(article("scope", "Words.\n"))
    talks.amend("BRA-000001", {"scope": "Other words.\n"})
    talks.amend("FRA-000001", {"scope": "Clear words.\n"}, rationale="So that everybody | sees\n\nwhat is meant.")
    (table,) = tables(talks)
    assert [(each.amendment, each.text) for each in table.rationales] == [
        ("FRA-000001", "So that everybody | sees\n\nwhat is meant.")
    ]
    shown = markdown(consolidate(talks.at(), style="comparison"))
    assert "> Rationale, FRA-000001: So that everybody \\| sees what is meant.\n" in shown
    assert "Rationale, BRA" not in shown
