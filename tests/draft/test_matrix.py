"""Positions by signatory and by clause, members folded into their groups."""

from __future__ import annotations

import csv

from drafter.draft.matrix import Matrix, position_rows
from drafter.export.fields import names
from drafter.export.table import csv_table, matrix_csv, matrix_table
from drafter.model.terms import Stance
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


def test_amendments_stand_under_their_clause_and_who_proposes_is_marked() -> None:
    matrix = Matrix(worked_example().at(), clause="critical-infrastructure")
    assert [str(line.target) for line in matrix.lines][:2] == ["critical-infrastructure", NOR]
    table = matrix_table(matrix)
    header, _, row, *_ = table.splitlines()
    assert header.split()[:2] == ["target", "AOSIS"]
    assert "P" in row
    assert "C" in row


def test_the_matrix_in_words_says_what_the_marks_say_and_nothing_of_who_is_silent() -> None:
    made = worked_example()
    made.position("DEU", NOR, Stance.RESERVE)
    made.position("EUE", NOR, Stance.SUPPORT, on_behalf_of="EU")
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
    assert [row.target for row in position_rows(made.at(), clause="other")] == ["other"]


def test_a_position_on_an_earlier_text_is_marked_stale() -> None:
    made = Talks(article("scope", CRITICAL))
    made.position("USA", "scope", Stance.SUPPORT)
    made.decide("edit", ["scope"], bodies={"scope": CRITICAL.replace("damage", "harm")})
    assert [row.stale for row in position_rows(made.at())] == [True]
    assert "(+)" in matrix_table(Matrix(made.at()))


def test_a_formula_in_a_statement_is_text_in_a_spreadsheet() -> None:
    made = Talks(article("scope", CRITICAL))
    made.position("USA", "scope", Stance.SUPPORT, statement='=HYPERLINK("http://x")')
    made.position("AUS", "scope", Stance.SUPPORT, statement="@here, \x1b[31mtwo\nlines")
    rows = position_rows(made.at())
    table = csv_table(names(type(rows[0])), rows)
    assert "\"'=HYPERLINK(" in table
    assert "'@here" in table
    assert "\x1b" not in table
