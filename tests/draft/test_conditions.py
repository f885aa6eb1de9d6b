"""A position that depends on other texts counts for its own once they have come about, and never before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.draft.brackets import Brackets
from drafter.draft.conditions import conditioned
from drafter.draft.consolidate import consolidate
from drafter.draft.matrix import Matrix, position_rows
from drafter.draft.settling import unsettled
from drafter.draft.standing import Standings
from drafter.export.plain import plain
from drafter.model.target import Target
from drafter.model.terms import Degree, Stance
from tests.draft.building import ROSTER, Talks, article, roster

A, B = "AUS-000001", "USA-000002"
ON_A = Target(amendment=A)
SCOPE = "1. States shall act.\n\n2. States shall report.\n"
DUTY = "1. States shall help.\n"
ASKS = (Degree.REQUIRED, Degree.DESIRED)


def talks(source: str = ROSTER) -> Talks:
    made = Talks(article("scope", SCOPE), article("duty", DUTY, order="200", number="2"), source=source)
    made.amend(A, {"scope": SCOPE.replace("act", "promptly act")})
    made.amend(B, {"duty": DUTY.replace("help", "help at once")})
    return made


def adopted(made: Talks) -> None:
    made.decide("adopt", [B], bodies={"duty": DUTY.replace("help", "help at once")}, status={B: "accepted"})


def modified(made: Talks) -> None:
    made.decide("adopt", [B], bodies={"duty": DUTY.replace("help", "help soon")}, status={B: "accepted-as-modified"})


def left(status: str) -> Callable[[Talks], None]:
    return lambda made: made.decide("status", [B], status={B: status})


def revised(made: Talks) -> None:
    made.revise(B, {"duty": DUTY.replace("help", "help within a day")})


def reworded(made: Talks) -> None:
    made.decide("edit", ["duty"], bodies={"duty": "1. States may help.\n"})


def deleted(made: Talks) -> None:
    made.decide("status", ["duty"], status={"duty": "deleted"})


def nothing(made: Talks) -> None:
    pass


@pytest.mark.parametrize(
    ("about", "happens", "asked", "unwanted"),
    [
        (B, nothing, "open", "open"),
        (B, left("deferred"), "open", "open"),
        (B, adopted, "met", "not-met"),
        (B, modified, "changed", "changed"),
        (B, revised, "changed", "changed"),
        (B, left("not-accepted"), "not-met", "met"),
        (B, left("superseded"), "not-met", "met"),
        (B, lambda made: made.withdraw(B), "not-met", "met"),
        ("duty", nothing, "met", "open"),
        ("duty:1", nothing, "met", "open"),
        ("duty", reworded, "changed", "changed"),
        ("duty:1", reworded, "changed", "changed"),
        ("duty", deleted, "not-met", "met"),
    ],
)
def test_a_condition_is_met_by_what_its_author_saw_and_by_nothing_else(
    about: str, happens: Callable[[Talks], None], asked: str, unwanted: str
) -> None:
    for degree in Degree:
        made = talks()
        made.position("FRA", A, Stance.ACCEPT, on={about: degree})
        happens(made)
        (recorded,) = made.at().positions
        (found,) = conditioned(made.at(), recorded.position.conditions)
        assert (found.degree, found.target) == (degree.value, about)
        assert found.state == (asked if degree in ASKS else unwanted)


@pytest.mark.parametrize("stance", [Stance.SUPPORT, Stance.ACCEPT])
def test_consent_on_a_condition_that_binds_counts_once_that_is_met(stance: Stance) -> None:
    made = talks()
    made.position("FRA", A, stance, on={B: Degree.REQUIRED})
    tally = Standings(made.at()).tally(ON_A)
    assert tally.depends == ("FRA",)
    assert tally.supports == tally.accepts == ()
    assert "FRA" not in tally.silent
    assert (tally.states_for, tally.states_against, tally.blocked_by) == (1, 0, ())
    adopted(made)
    tally = Standings(made.at()).tally(ON_A)
    assert tally.depends == ()
    assert (*tally.supports, *tally.accepts) == ("FRA",)
    assert tally.states_for == 2


@pytest.mark.parametrize("degree", [Degree.DESIRED, Degree.UNWANTED])
def test_a_wish_takes_no_consent_away(degree: Degree) -> None:
    made = talks()
    made.position("FRA", A, Stance.SUPPORT, on={B: degree})
    assert Standings(made.at()).tally(ON_A).supports == ("FRA",)


@pytest.mark.parametrize("stance", [Stance.RESERVE, Stance.OPPOSE])
def test_an_objection_stands_whatever_its_conditions_until_it_is_lifted(stance: Stance) -> None:
    made = talks()
    made.position("FRA", A, stance, on={B: Degree.REQUIRED})
    adopted(made)
    tally = Standings(made.at()).tally(ON_A)
    assert (tally.reserves, tally.opposes) == ((("FRA",), ()) if stance is Stance.RESERVE else ((), ("FRA",)))


def test_a_stale_position_is_stale_and_nothing_else_whatever_its_conditions() -> None:
    made = talks()
    made.position("FRA", A, Stance.SUPPORT, on={B: Degree.REQUIRED})
    made.revise(A, {"scope": SCOPE.replace("act", "always act")})
    tally = Standings(made.at()).tally(ON_A)
    assert (tally.stale, tally.depends) == (("FRA",), ())
    [row] = position_rows(made.at())
    assert (row.stale, row.depends) == (True, False)


def test_a_members_conditional_word_is_not_covered_by_the_name_of_its_group() -> None:
    made = talks()
    made.position("EUE", A, Stance.SUPPORT, on_behalf_of="EU")
    made.position("FRA", A, Stance.SUPPORT, on={B: Degree.UNACCEPTABLE})
    standings = Standings(made.at())
    assert standings.tally(ON_A).depends == ("FRA",)
    text = str(Brackets(made.at()).voices(A))
    assert "Voice(party='FRA', stance='depends')" in text
    assert standings.of("DEU", ON_A).counts


def test_a_group_speaks_on_conditions_for_its_members() -> None:
    made = talks()
    made.position("EUE", A, Stance.ACCEPT, on_behalf_of="EU", on={B: Degree.REQUIRED})
    standings = Standings(made.at())
    assert standings.tally(ON_A).depends == ("AUT", "DEU", "FRA", "EUE")
    assert standings.voices(ON_A, standings.tally(ON_A).depends) == ("EU",)
    france = standings.of("FRA", ON_A)
    assert (france.phrase, france.note, france.counts, france.group) == ("can accept", "on conditions", False, "EU")


def test_who_proposes_a_text_stands_by_it_whatever_else_it_asks_for() -> None:
    made = talks()
    made.position("AUS", A, Stance.SUPPORT, on={B: Degree.REQUIRED})
    standings = Standings(made.at())
    assert (standings.of("AUS", ON_A).phrase, standings.of("AUS", ON_A).counts) == ("proposes", True)
    assert standings.conditional(ON_A, ()) == ()
    assert standings.tally(ON_A).proposes == ("AUS",)


def test_a_proposal_is_not_a_groups_as_long_as_the_group_is_for_it_on_conditions_alone() -> None:
    made = talks()
    made.amend("FRA-000003", {"scope": SCOPE.replace("report", "report yearly")})
    source = ROSTER.replace('spokesperson = "EUE"', "")
    made.roster = roster(source)
    made.position("FRA", "FRA-000003", Stance.SUPPORT, on_behalf_of="EU", on={B: Degree.REQUIRED})
    assert Standings(made.at()).proponent("FRA-000003") == "FRA"
    adopted(made)
    assert Standings(made.at()).proponent("FRA-000003") == "EU"


def test_brackets_never_name_who_depends_among_those_who_ask_for_the_words() -> None:
    made = talks()
    made.position("FRA", A, Stance.SUPPORT, on={B: Degree.REQUIRED})
    made.position("NOR", A, Stance.SUPPORT)
    made.position("JPN", A, Stance.RESERVE)

    def bracketed() -> str:
        return plain(consolidate(made.at(), style="bracketed"))

    assert "[promptly - AUS, NOR; FRA on conditions; JPN reserve] act" in bracketed()
    adopted(made)
    assert "[promptly - AUS, FRA, NOR; JPN reserve] act" in bracketed()


def test_a_group_that_keeps_the_words_does_not_stand_for_a_member_that_would_on_conditions() -> None:
    made = talks()
    made.retain("EUE-00000R", "scope:1", against=A)
    made.position("EUE", "EUE-00000R", Stance.SUPPORT, on_behalf_of="EU")
    made.position("FRA", "EUE-00000R", Stance.SUPPORT, on={B: Degree.REQUIRED})
    text = plain(consolidate(made.at(), style="bracketed"))
    assert "EU" not in text.partition("[")[2].partition("]")[0].replace("EUE", "")
    assert "FRA" not in text.partition("[")[2].partition("]")[0]
    assert "[promptly - AUS; AUT, DEU, EUE delete]" in text


def test_of_a_package_whose_parts_depend_on_each_other_all_conditions_are_met_once_it_is_whole() -> None:
    made = talks()
    on_b = Target(amendment=B)
    made.position("FRA", A, Stance.ACCEPT, on={B: Degree.REQUIRED})
    made.position("EUE", B, Stance.ACCEPT, on_behalf_of="EU", on={A: Degree.REQUIRED, "scope:2": Degree.REQUIRED})
    standings = Standings(made.at())
    assert (standings.conditional(ON_A, [A]), standings.conditional(on_b, [B])) == (("FRA",), ("EU",))
    assert (standings.conditional(ON_A, [A, B]), standings.conditional(on_b, [A, B])) == ((), ())
    made.position("NOR", A, Stance.SUPPORT, on={B: Degree.UNACCEPTABLE})
    assert Standings(made.at()).conditional(ON_A, [A, B]) == ("NOR",)


def test_the_matrix_marks_who_depends_and_lists_on_what() -> None:
    made = talks()
    made.position("FRA", A, Stance.ACCEPT, on={B: Degree.REQUIRED, "duty": Degree.UNWANTED})
    matrix = Matrix(made.at())
    (line,) = (each for each in matrix.lines if each.target == ON_A)
    (cell,) = (each for each in matrix.cells(line) if each.party == "FRA")
    assert (cell.sign, cell.phrase, cell.note) == ("~*", "can accept", "on conditions")
    (row,) = position_rows(made.at())
    assert row.depends
    assert [each.phrase for each in row.conditions] == [
        f"required: {B} (not met yet)",
        "unwanted: duty (not met yet)",
    ]
    adopted(made)
    (row,) = position_rows(made.at())
    assert not row.depends


def test_who_would_be_for_the_text_on_conditions_opposes_nothing() -> None:
    made = talks()
    made.withdraw(A)
    made.position("FRA", "scope", Stance.SUPPORT, on={B: Degree.REQUIRED})
    assert unsettled(Standings(made.at()), "scope", "agreed") == ""


@given(
    st.dictionaries(st.sampled_from([B, "duty", "duty:1", "scope:2"]), st.sampled_from(Degree)),
    st.sampled_from([Stance.SUPPORT, Stance.ACCEPT, Stance.RESERVE, Stance.OPPOSE]),
    st.lists(st.sampled_from([adopted, modified, revised, reworded, left("not-accepted")]), max_size=2),
)
def test_conditions_only_ever_take_consent_away(
    on: dict[str, Degree], stance: Stance, happen: list[Callable[[Talks], None]]
) -> None:
    tallies = []
    for conditions in (on, {}):
        made = talks()
        made.position("FRA", A, stance, on=conditions)
        for happens in happen:
            happens(made)
        tallies.append(Standings(made.at()).tally(ON_A))
    with_them, without = tallies
    assert {*with_them.supports} <= {*without.supports}
    assert {*with_them.accepts} <= {*without.accepts}
    assert (with_them.opposes, with_them.reserves, with_them.silent) == (
        without.opposes, without.reserves, without.silent
    )  # fmt: skip
    assert {*with_them.depends} == {*without.supports, *without.accepts} - {*with_them.supports, *with_them.accepts}
