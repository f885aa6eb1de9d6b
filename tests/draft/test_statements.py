"""Statements for the record: what is said on words once they are agreed, and as long as they stand."""

from __future__ import annotations

import pytest

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Statement, Style
from drafter.draft.final import to_be_signed
from drafter.model.terms import ClauseStatus, Degree, Stance
from tests.draft.building import Talks, article

TEXT = "1. States shall refrain.\n\n2. Each State shall:\n\n(a) report;\n\n(b) act.\n"


def talks(status: ClauseStatus = ClauseStatus.OPEN) -> Talks:
    return Talks(
        article("c1", TEXT, order="100", status=status), article("c2", "Other words.\n", order="200", number="2")
    )


def agree(made: Talks, *clauses: str, status: str = "agreed") -> None:
    for clause in clauses:
        made.decide("status", [clause], status={clause: status})


def statements(made: Talks, style: Style = "clean", *clauses: str) -> tuple[Statement, ...]:
    return consolidate(made.at(), style=style, clauses=clauses).statements


def texts(made: Talks, *clauses: str) -> list[str]:
    return [each.text for each in statements(made, "clean", *clauses)]


def test_what_is_said_on_agreed_words_is_a_statement_for_the_record_in_the_order_of_the_text() -> None:
    made = talks()
    agree(made, "c2", "c1", status="adopted")
    made.position("RUS", "c1:2.b", Stance.RESERVE, statement="Fourth.")
    made.position("NOR", "c2", Stance.SUPPORT, statement="Fifth.")
    made.position("AUS", "c1:2", Stance.OPPOSE, statement="Third.")
    made.position("WSM", "c1", Stance.ACCEPT, statement="First.", on_behalf_of="AOSIS")
    made.position("FRA", "c1", Stance.NONE, statement="Second.")
    made.position("JPN", "c1", Stance.SUPPORT)
    assert texts(made) == ["First.", "Second.", "Third.", "Fourth.", "Fifth."]
    assert texts(made, "c2") == ["Fifth."]
    first, _, third, *_ = found = statements(made)
    assert (first.signatory, first.name, first.on_behalf_of, first.stance) == ("WSM", "Samoa", "AOSIS", "accept")
    assert (first.target, first.about, first.group) == ("c1", "article 1", "Alliance of Small Island States")
    assert (third.target, third.about) == ("c1:2", "article 1, paragraph 2")
    assert statements(made, "bracketed") == found


def test_what_was_said_while_words_were_negotiated_is_none() -> None:
    made = talks()
    made.position("FRA", "c1", Stance.SUPPORT, statement="We can live with it.")
    made.amend("RUS-000001", {"c2": "Others.\n"})
    made.position("AUS", "RUS-000001", Stance.OPPOSE, statement="We can't.")
    agree(made, "c1", "c2", status="provisional")
    made.position("NOR", "c1", Stance.ACCEPT, statement="Subject to capital.")
    agree(made, "c1", "c2")
    assert texts(made) == []
    made.position("FRA", "c1", Stance.SUPPORT, statement="We join the consensus.")
    assert texts(made) == ["We join the consensus."]


def test_it_stays_when_agreed_words_are_adopted_and_falls_when_they_are_opened_or_changed() -> None:
    made = talks()
    agree(made, "c1", "c2")
    made.position("FRA", "c1", Stance.ACCEPT, statement="On the first.")
    made.position("FRA", "c2", Stance.ACCEPT, statement="On the other.")
    agree(made, "c1", status="adopted")
    assert texts(made) == ["On the first.", "On the other."]
    agree(made, "c1", status="open")
    assert texts(made) == ["On the other."]
    agree(made, "c1")
    assert texts(made) == ["On the other."]
    made.decide("edit", ["c2"], bodies={"c2": "Corrected words.\n"})
    assert texts(made) == []


def test_on_words_that_were_agreed_from_the_beginning_every_statement_is_one() -> None:
    made = talks(ClauseStatus.AGREED)
    made.position("FRA", "c1:2.a", Stance.ACCEPT, statement="Words.")
    assert texts(made) == ["Words."]
    made.decide("status", ["c2"], status={"c2": "agreed"})
    assert texts(made) == ["Words."]


def test_consent_on_conditions_is_not_put_on_record_as_if_it_were_without_any() -> None:
    made = talks(ClauseStatus.AGREED)
    made.amend("RUS-000001", {"c2": "Others.\n"})
    made.position(
        "FRA", "c1", Stance.ACCEPT, statement="Words.", on={"c2": Degree.REQUIRED, "RUS-000001": Degree.UNWANTED}
    )
    (said,) = statements(made)
    assert [(each.degree, each.target, each.state) for each in said.conditions] == [
        ("required", "article 2", "met"),
        ("unwanted", "RUS-000001", "open"),
    ]


def test_a_text_says_that_it_takes_account_of_what_was_said_after_it_was_agreed() -> None:
    made = talks(ClauseStatus.AGREED)
    before = consolidate(made.at(), style="clean")
    made.position("NOR", "c2", Stance.ACCEPT, statement="On open words.")
    assert consolidate(made.at(), style="clean") == before
    made.position("FRA", "c1", Stance.ACCEPT, statement="Words.")
    after = consolidate(made.at(), style="clean")
    assert after.records_until == after.statements[0].date > before.records_until


def test_a_text_with_brackets_names_the_conditions_of_who_stands_there_on_conditions() -> None:
    made = talks(ClauseStatus.AGREED)
    made.amend("RUS-000001", {"c2": "Others.\n"})
    made.amend("AUS-000001", {"c1": TEXT.replace("act", "work")})
    made.position("NOR", "RUS-000001", Stance.ACCEPT, on={"AUS-000001": Degree.REQUIRED})
    made.position("FRA", "RUS-000001", Stance.ACCEPT)
    made.position("EST", "c1:2", Stance.OPPOSE, on={"RUS-000001": Degree.DESIRED})
    negotiation = made.at()
    said = consolidate(negotiation, style="bracketed").conditional
    assert [(each.signatory, each.about) for each in said] == [
        ("EST", "article 1, paragraph 2"),
        ("NOR", "RUS-000001"),
    ]
    assert [each.about for each in consolidate(negotiation, style="bracketed", clauses=["c2"]).conditional] == [
        "RUS-000001"
    ]
    assert consolidate(negotiation, style="bracketed", changes_only=True).conditional == said
    assert consolidate(negotiation, style="bracketed", selected=["AUS-000001"]).conditional != ()
    assert consolidate(negotiation, style="bracketed", attributed=False).conditional == ()
    assert consolidate(negotiation, style="clean").conditional == ()
    made.revise("RUS-000001", {"c2": "Yet others.\n"})
    assert [each.signatory for each in consolidate(made.at(), style="bracketed").conditional] == ["EST"]


def test_conditions_on_what_was_withdrawn_are_nobodys_any_more() -> None:
    made = talks(ClauseStatus.AGREED)
    made.amend("RUS-000001", {"c2": "Others.\n"})
    made.position("NOR", "RUS-000001", Stance.ACCEPT, on={"c1": Degree.REQUIRED})
    assert [each.signatory for each in consolidate(made.at(), style="bracketed").conditional] == ["NOR"]
    made.withdraw("RUS-000001")
    assert consolidate(made.at(), style="bracketed").conditional == ()


@pytest.mark.parametrize("style", ["redline", "compilation", "comparison", "marshalled"])
def test_other_papers_are_about_proposals_and_changes_and_have_none(style: Style) -> None:
    made = talks(ClauseStatus.AGREED)
    before = made.at()
    made.position("FRA", "c1", Stance.ACCEPT, statement="Words.")
    assert consolidate(made.at(), style=style, since=before).statements == ()


def test_a_text_without_names_or_as_it_would_be_or_to_be_signed_has_none() -> None:
    made = talks(ClauseStatus.AGREED)
    made.position("FRA", "c1", Stance.ACCEPT, statement="Words.")
    made.amend("RUS-000001", {"c2": "Others.\n"})
    assert consolidate(made.at(), style="bracketed", attributed=False).statements == ()
    assert consolidate(made.at(), style="clean", selected=["RUS-000001"]).statements == ()
    assert consolidate(made.at(), style="bracketed", changes_only=True).statements == ()
    document = consolidate(made.at(), style="clean")
    assert document.statements
    assert to_be_signed(document, made.at().treaty.roster).statements == ()
