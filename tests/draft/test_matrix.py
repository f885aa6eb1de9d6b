"""Positions by signatory and by clause, members folded into their groups."""

from __future__ import annotations

import csv

from drafter.draft.matrix import Matrix, position_rows
from drafter.export.fields import names
from drafter.export.table import csv_table, matrix_csv, matrix_table
from drafter.model.terms import Stance
from drafter.tui.present.matrix import mark
from tests.draft.building import CRITICAL, NOR, WSM, Talks, article, worked_example


def test_members_fold_into_their_group_unless_they_spoke() -> None:
    made = worked_example()
    made.position("FJI", WSM, Stance.RESERVE)
    matrix = Matrix(made.at())
    folded = {column.code for column in matrix.columns if column.folded}
    assert "TUV" in folded
    assert "FJI" not in folded
    assert "NOR" not in folded
    line = next(line for line in matrix.lines if str(line.target) == WSM)
    cells = {column.code: cell for column, cell in zip(matrix.columns, matrix.cells(line), strict=True)}
    assert (cells["TUV"].mark, cells["TUV"].group) == ("+", "AOSIS")
    assert (cells["FJI"].mark, cells["FJI"].departs) == ("r", ("AOSIS",))
    assert cells["RUS"].mark == "x"
    assert matrix.tally(line).blocked_by == ("RUS",)
    shown = matrix_table(matrix).splitlines()[0].split()
    assert "FJI" in shown
    assert "TUV" not in shown, "its group says it"


def test_amendments_stand_under_their_clause_and_who_proposes_is_marked() -> None:
    matrix = Matrix(worked_example().at(), clauses=["critical-infrastructure"])
    assert [str(line.target) for line in matrix.lines][:2] == ["critical-infrastructure", NOR]
    table = matrix_table(matrix)
    header, _, row, *_ = table.splitlines()
    assert header.split()[:2] == ["target", "AOSIS"]
    assert "P" in row
    assert "C" in row


def test_a_proposal_of_a_group_is_the_groups_in_its_column() -> None:
    made = worked_example()
    matrix = Matrix(made.at())
    line = next(line for line in matrix.lines if str(line.target) == WSM)
    cells = {cell.party: cell for cell in matrix.cells(line)}
    assert (cells["AOSIS"].mark, cells["AOSIS"].phrase) == ("P", "proposes")
    line = next(line for line in matrix.lines if str(line.target) == NOR)
    own = next(cell for cell in matrix.cells(line) if cell.party == "NOR")
    assert (own.mark, own.stance) == ("P", Stance.SUPPORT), "who proposes is for it"
    made.position("WSM", NOR, Stance.SUPPORT, on_behalf_of="AOSIS")
    matrix = Matrix(made.at())
    assert next(cell for cell in matrix.cells(line) if cell.party == "AOSIS").mark == "+", "it is Norway's own"


def test_an_observer_that_tables_a_paper_is_shown_as_proposing_it_and_as_nothing_else() -> None:
    made = worked_example()
    assert "XRC" not in {column.code for column in Matrix(made.at()).columns}
    made.amend("XRC-000001", {"critical-infrastructure": CRITICAL.replace("damage", "harm")})
    matrix = Matrix(made.at())
    cells = {str(line.target): {cell.party: cell for cell in matrix.cells(line)}["XRC"] for line in matrix.lines}
    assert {target: cell.mark for target, cell in cells.items() if cell.mark != "."} == {"XRC-000001": "P"}
    assert matrix.tally(next(line for line in matrix.lines if str(line.target) == "XRC-000001")).proposes == ()
    assert "XRC" in matrix_table(matrix).splitlines()[0]


def test_a_group_blocks_under_its_name_and_a_member_that_it_does_not_speak_for_under_its_own() -> None:
    made = worked_example()
    made.position("WSM", NOR, Stance.OPPOSE, on_behalf_of="AOSIS")
    made.position("FJI", NOR, Stance.ACCEPT)
    matrix = Matrix(made.at())
    line = next(line for line in matrix.lines if str(line.target) == NOR)
    assert matrix.blocked_by(line) == ("AOSIS", "JPN")
    row = next(row for row in matrix_table(matrix).splitlines() if row.startswith(NOR))
    assert row.endswith("AOSIS JPN")


def test_the_matrix_in_words_says_what_the_marks_say_and_nothing_of_who_is_silent() -> None:
    made = worked_example()
    made.position("DEU", NOR, Stance.RESERVE)
    made.position("EUE", NOR, Stance.SUPPORT, on_behalf_of="EU")
    made.position("IND", NOR, Stance.SUPPORT, cosponsor=True, on_behalf_of="G77")
    made.position("FRA", "critical-infrastructure", Stance.OPPOSE)
    made.decide("edit", ["critical-infrastructure"], bodies={"critical-infrastructure": "1. Nothing.\n"})
    matrix = Matrix(made.at())
    rows = list(csv.DictReader(matrix_csv(matrix).splitlines()))
    assert [row["target"] for row in rows] == [str(line.target) for line in matrix.lines]
    of = {row["target"]: row for row in rows}
    assert of["critical-infrastructure"]["FRA"] == "opposes (stale)"
    assert of["critical-infrastructure"]["title"] == "Article 4. Protection of critical infrastructure"
    assert (of[NOR]["NOR"], of[NOR]["EST"], of[NOR]["DEU"]) == ("proposes", "co-sponsors", "reserves its position")
    assert (of[NOR]["EU"], of[NOR]["clause"]) == ("supports", "critical-infrastructure")
    assert of[NOR]["G77"] == "co-sponsors"
    assert of[WSM]["blocked_by"] == "RUS"
    header = list(rows[0])
    marks = matrix_table(matrix).splitlines()
    assert [*header[:1], *header[3:-1]] == marks[0].removesuffix("blocked by").split()
    for row, line in zip(rows, marks[1:], strict=True):
        said = [each.strip("()") == "." for each in line.split()[1 : len(header) - 3]]
        assert [row[code] == "" for code in header[3:-1]] == said
    assert set(header[3:-1]) == {code for code in header[3:-1] if any(row[code] for row in rows)}


def test_rows_are_by_signatory_or_by_clause() -> None:
    made = Talks(article("scope", CRITICAL), article("other", CRITICAL, order="050"))
    made.position("USA", "scope", Stance.SUPPORT)
    made.position("AUS", "scope:1", Stance.OPPOSE)
    made.position("USA", "other", Stance.ACCEPT)
    rows = position_rows(made.at())
    assert [(row.signatory, row.target) for row in rows] == [("AUS", "scope:1"), ("USA", "other"), ("USA", "scope")]
    rows = position_rows(made.at(), by="clause")
    assert [row.target for row in rows] == ["other", "scope", "scope:1"]
    assert [row.target for row in position_rows(made.at(), clauses=["other"])] == ["other"]


def test_a_position_on_an_earlier_text_is_marked_stale() -> None:
    made = Talks(article("scope", CRITICAL))
    made.position("USA", "scope", Stance.SUPPORT)
    made.decide("edit", ["scope"], bodies={"scope": CRITICAL.replace("damage", "harm")})
    assert [row.stale for row in position_rows(made.at())] == [True]
    assert "+?" in matrix_table(Matrix(made.at()))


def test_a_sign_says_whether_a_mark_is_stale_a_groups_or_a_departure_and_says_it_alike_everywhere() -> None:
    made = worked_example()
    made.position("FJI", WSM, Stance.RESERVE)
    made.position("USA", "critical-infrastructure", Stance.SUPPORT)
    made.decide(
        "edit", ["critical-infrastructure"], bodies={"critical-infrastructure": CRITICAL.replace("damage", "harm")}
    )
    matrix = Matrix(made.at())
    signs = {(str(line.target), cell.party): cell.sign for line in matrix.lines for cell in matrix.cells(line)}
    assert signs["critical-infrastructure", "USA"] == "+?"
    assert (signs[WSM, "TUV"], signs[WSM, "FJI"], signs[WSM, "WSM"], signs[WSM, "EST"]) == ("(+)", "r!", "P", "+")
    assert {mark(cell).strip() for line in matrix.lines for cell in matrix.cells(line)} == set(signs.values())


def test_a_formula_in_a_statement_is_text_in_a_spreadsheet() -> None:
    made = Talks(article("scope", CRITICAL))
    made.position("USA", "scope", Stance.SUPPORT, statement='=HYPERLINK("http://x")')
    made.position("AUS", "scope", Stance.SUPPORT, statement="@here, \x1b[31mtwo\nlines")
    rows = position_rows(made.at())
    table = csv_table(names(type(rows[0])), rows)
    assert "\"'=HYPERLINK(" in table
    assert "'@here" in table
    assert "\x1b" not in table


def departures(made: Talks) -> dict[str, tuple[str, ...]]:
    return {row.signatory: row.departs for row in position_rows(made.at())}


def test_a_row_names_the_groups_that_hold_another_stance_on_the_same_text() -> None:
    made = worked_example()
    made.position("EUE", NOR, Stance.SUPPORT, on_behalf_of="EU")
    made.position("FRA", NOR, Stance.OPPOSE)
    made.position("DEU", NOR, Stance.SUPPORT)
    made.position("AUT", NOR, Stance.NONE)
    made.position("USA", NOR, Stance.OPPOSE)
    told = departures(made)
    assert {code: told[code] for code in ("EUE", "FRA", "DEU", "AUT", "USA")} == {
        "EUE": (),
        "FRA": ("EU",),
        "DEU": (),
        "AUT": (),
        "USA": (),
    }
    made.revise(NOR, {"critical-infrastructure": CRITICAL.replace("damage", "harm")})
    made.position("FRA", NOR, Stance.OPPOSE)
    assert departures(made)["FRA"] == ()


def test_rows_of_one_signatory_are_its_own() -> None:
    made = worked_example()
    rows = position_rows(made.at(), signatory="EST")
    assert [(row.signatory, row.target) for row in rows] == [("EST", NOR), ("EST", WSM)]
    assert position_rows(made.at(), signatory="EST", clauses=["elsewhere"]) == ()


def over_two_articles() -> Talks:
    made = Talks(
        article("scope", CRITICAL), article("other", CRITICAL, order="200"), article("last", "x\n", order="300")
    )
    made.amend("FRA-000001", {"other": "1. Otherwise.\n", "last": "y\n"})
    made.amend("USA-000001", {"added": article("added", "1. More.\n", order="250", number="2 bis")})
    return made


def test_by_clause_a_row_about_an_amendment_of_several_stands_with_the_first_of_them_after_those_on_its_words() -> None:
    made = over_two_articles()
    for target in ("last", "FRA-000001", "other", "scope", "USA-000001"):
        made.position("AUS", target, Stance.ACCEPT)
    rows = [row.target for row in position_rows(made.at(), by="clause")]
    assert rows == ["scope", "other", "FRA-000001", "last", "USA-000001"]


def test_an_amendment_stands_once_under_its_first_clause_or_the_one_asked_about_and_a_new_clause_at_the_end() -> None:
    made = over_two_articles()
    made.position("AUS", "other:1", Stance.ACCEPT)
    assert [str(line.target) for line in Matrix(made.at()).lines] == [
        "scope", "other", "other:1", "FRA-000001", "last", "USA-000001",
    ]  # fmt: skip
    assert [str(line.target) for line in Matrix(made.at(), clauses=["last"]).lines] == ["last", "FRA-000001"]
    assert [str(line.target) for line in Matrix(made.at(), clauses=["added"]).lines] == ["USA-000001"]


def test_provisions_that_somebody_spoke_about_stand_in_the_order_of_the_text() -> None:
    made = Talks(article("scope", "2. First.\n\n1. Second.\n\n10. Third.\n"))
    for label in ("10", "1", "2"):
        made.position("AUS", f"scope:{label}", Stance.ACCEPT)
    assert [line.title for line in Matrix(made.at()).lines] == ["Article 1", "2", "1", "10"]


def column(made: Talks) -> dict[str, bool]:
    return {column.code: column.folded for column in Matrix(made.at()).columns}


def test_a_column_is_folded_only_where_it_repeats_what_its_groups_say() -> None:
    made = Talks(article("scope", CRITICAL))
    assert set(column(made).values()) == {True, False}
    assert not column(made)["FRA"], "its group says nothing"
    made.position("EUE", "scope", Stance.SUPPORT, on_behalf_of="EU")
    made.position("FJI", "scope", Stance.NONE)
    assert {code: column(made)[code] for code in ("EU", "G77", "FRA", "FJI", "USA")} == {
        "EU": False, "G77": True, "FRA": True, "FJI": False, "USA": False,
    }  # fmt: skip
    assert column(made)["EUE"], "it has spoken for its group alone"
    made.position("WSM", "scope", Stance.SUPPORT, on_behalf_of="AOSIS")
    assert column(made)["FJI"], "one of its two groups speaks, and it has taken its word back"
    made.amend("FRA-000001", {"scope": "1. Otherwise.\n"})
    assert not column(made)["FRA"], "it proposes"


def test_a_group_that_co_sponsors_is_marked_as_one_that_does_until_the_text_is_another() -> None:
    made = worked_example()
    made.position("WSM", NOR, Stance.SUPPORT, cosponsor=True, on_behalf_of="AOSIS")

    def cell() -> tuple[str, str]:
        matrix = Matrix(made.at())
        line = next(line for line in matrix.lines if str(line.target) == NOR)
        found = next(each for each in matrix.cells(line) if each.party == "AOSIS")
        return found.sign, found.phrase

    assert cell() == ("C", "co-sponsors")
    made.revise(NOR, {"critical-infrastructure": CRITICAL.replace("damage", "harm")})
    assert cell() == ("+?", "supports")
