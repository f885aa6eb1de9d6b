"""What a selection of amendments would give, were it adopted."""

from __future__ import annotations

from drafter.draft.selection import select
from drafter.model.terms import ClauseStatus, Stance
from tests.draft.building import JPN, NOR, RUS, WSM, Talks, article, worked_example

CI = "critical-infrastructure"
ALL = "1. States shall not conduct or knowingly support cyber operations that damage infrastructure, including"


def test_a_selection_gives_the_text_and_what_remains_in_brackets() -> None:
    chosen = select(worked_example().at(), [NOR, RUS])
    assert chosen.taken == (NOR, RUS)
    assert (chosen.text(CI) or "").endswith(
        "1. States shall not conduct or knowingly support cyber operations that damage infrastructure.\n"
    )
    assert dict(chosen.brackets) == {CI: 1}
    assert [pair.clause for pair in chosen.changed] == [CI]


def test_everything_selected_leaves_no_bracket() -> None:
    chosen = select(worked_example().at(), [NOR, RUS, WSM])
    assert ALL in (chosen.text(CI) or "")
    assert dict(chosen.brackets) == {}
    assert chosen.near


def test_nothing_of_a_selection_is_on_record() -> None:
    negotiation = worked_example().at()
    select(negotiation, [NOR])
    assert negotiation.by_id[NOR].live
    assert select(negotiation, []).negotiation == negotiation


def test_who_would_still_oppose_is_told_by_amendment() -> None:
    chosen = select(worked_example().at(), [NOR, RUS, WSM])
    by_id = {tally.target.amendment: tally for tally in chosen.tallies}
    assert by_id[WSM].opposes == ("RUS",)
    assert by_id[RUS].reserves == ("NOR",)
    assert by_id[NOR].retains == ("JPN",)
    assert chosen.opposed_by == ("JPN", "RUS")


def test_amendments_that_want_the_same_words_are_told_apart_with_both_wordings() -> None:
    talks = worked_example()
    clause = talks.clauses[CI]
    talks.amend("IND-000001", {CI: clause.body.replace("refrain from", "abstain from")})
    chosen = select(talks.at(), [NOR, "IND-000001"])
    assert chosen.taken == (NOR,)
    (refused,) = chosen.refused
    assert (refused.amendment, refused.overlaps) == ("IND-000001", (NOR,))
    (clause_id, words) = refused.conflicts[0]
    assert (clause_id, words.theirs) == (CI, "abstain from")


def test_a_retain_cannot_be_had_with_what_it_is_against() -> None:
    chosen = select(worked_example().at(), [NOR, JPN])
    assert chosen.taken == (NOR,)
    assert [(each.amendment, each.overlaps) for each in chosen.refused] == [(JPN, (NOR,))]
    assert select(worked_example().at(), [RUS, JPN]).taken == (RUS, JPN)


def test_a_retain_of_a_provision_stands_beside_changes_of_the_others() -> None:
    talks = Talks(article("scope", "1. It applies to States.\n\n2. It is open to all.\n"))
    talks.retain("AUS-000001", "scope:2")
    talks.amend("FRA-000001", {"scope": "1. It applies to all States.\n\n2. It is open to all.\n"})
    talks.amend("FRA-000002", {"scope": "1. It applies to States.\n\n2. It is open to some.\n"})
    assert select(talks.at(), ["AUS-000001", "FRA-000001"]).refused == ()
    assert [each.amendment for each in select(talks.at(), ["AUS-000001", "FRA-000002"]).refused] == ["AUS-000001"]


def test_a_withdrawn_amendment_may_be_selected() -> None:
    talks = worked_example()
    talks.withdraw(RUS)
    chosen = select(talks.at(), [RUS])
    assert chosen.taken == (RUS,)
    assert "damage infrastructure." in (chosen.text(CI) or "")


def test_an_amendment_that_the_text_says_already_is_told() -> None:
    talks = worked_example()
    body = talks.clauses[CI].body.replace("critical ", "")
    talks.decide("adopt", [CI, RUS], bodies={CI: body}, status={RUS: "accepted"})
    chosen = select(talks.at(), [RUS])
    assert (chosen.taken, chosen.contained, chosen.changed) == ((RUS,), (RUS,), ())


def test_a_sub_amendment_needs_its_parent() -> None:
    talks = worked_example()
    change = talks.amendments[NOR].changes[0].after
    assert change is not None
    talks.amend("DEU-000001", {CI: change.body.replace("knowingly", "deliberately")}, to=NOR)
    alone = select(talks.at(), ["DEU-000001"])
    assert alone.taken == ()
    assert NOR in alone.refused[0].reason
    both = select(talks.at(), ["DEU-000001", NOR])
    assert both.taken == (NOR, "DEU-000001")
    assert "not conduct or deliberately support" in (both.text(CI) or "")


def test_settled_text_would_be_reopened() -> None:
    talks = Talks(article("scope", "It applies to States.\n", status=ClauseStatus.AGREED))
    talks.amend("FRA-000001", {"scope": "It applies to all States.\n"})
    talks.position("DEU", "FRA-000001", Stance.OPPOSE)
    chosen = select(talks.at(), ["FRA-000001"])
    assert chosen.reopened == ("scope",)
    assert chosen.negotiation.treaty.by_id["scope"].status is ClauseStatus.OPEN
    assert chosen.opposed_by == ("DEU",)


def test_a_clause_that_would_be_deleted_has_no_text() -> None:
    talks = Talks(article("scope", "It applies to States.\n"))
    talks.amend("FRA-000001", {"scope": None})
    assert select(talks.at(), ["FRA-000001"]).text("scope") is None
