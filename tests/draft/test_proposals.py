"""What follows for an amendment when the text, its parent or its rivals move."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from drafter.draft.proposals import Proposals
from drafter.draft.summary import amendment_rows
from drafter.model.terms import AmendmentStatus, ClauseStatus
from drafter.text.carry import plan
from drafter.text.merge import merge
from tests.draft.building import ROSTER, Talks, article

BODY = "1. States shall act in good faith.\n\n2. States shall report to the Conference each year.\n"
FRA, BRA, USA, JPN = "FRA-000001", "BRA-000001", "USA-000001", "JPN-000001"


def talks(status: ClauseStatus = ClauseStatus.OPEN, source: str = ROSTER) -> Talks:
    return Talks(article("scope", BODY, status=status), article("other", "Words.\n", order="200"), source=source)


def test_an_amendment_of_todays_text_applies_and_is_not_stale() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good faith", "the best of faith")})
    proposals = Proposals(made.at())
    assert (proposals.applies(FRA), proposals.stale(FRA)) == ("cleanly", False)


def test_an_amendment_whose_base_has_moved_elsewhere_is_stale_and_carried() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("each year", "every two years")})
    proposals = Proposals(made.at())
    assert (proposals.applies(FRA), proposals.stale(FRA)) == ("cleanly", True)
    carried = proposals.applied(FRA, "scope").clause
    assert carried is not None
    assert carried.body == BODY.replace("good", "best").replace("each year", "every two years")


def test_an_amendment_whose_words_were_changed_conflicts_and_names_the_decision() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("good", "utmost good")}, subject="Edit scope")
    proposals = Proposals(made.at())
    assert proposals.applies(FRA) == "conflicts"
    hindrance = proposals.hindrance(FRA, "scope")
    assert hindrance is not None
    assert hindrance.decision is not None
    assert hindrance.decision.subject == "Edit scope"
    assert not proposals.showing("scope")


def test_no_decision_is_blamed_for_words_that_another_one_may_have_changed() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("good", "entire")})
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("good", "entire").replace("each", "every")})
    hindrance = Proposals(made.at()).hindrance(FRA, "scope")
    assert hindrance is not None
    assert hindrance.decision is None
    assert hindrance.reason.endswith("by one of 2 decisions")


def test_an_amendment_that_the_text_says_already_is_contained() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("good", "best")})
    proposals = Proposals(made.at())
    assert proposals.applies(FRA) == "contained"
    assert not proposals.showing("scope")


def test_rivals_want_the_same_words_otherwise() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.amend(BRA, {"scope": BODY.replace("States shall act", "All States shall act")})
    made.amend("BRA-000002", {"scope": BODY.replace("in good faith", "honestly")})
    made.amend(USA, {"scope": BODY.replace("each year", "every two years")})
    proposals = Proposals(made.at())
    assert proposals.rivals(FRA) == ("BRA-000002",)
    assert proposals.rivals("BRA-000002") == (FRA,)
    assert proposals.rivals(BRA) == ()
    assert proposals.rivals(USA) == ()


def test_two_changes_of_a_heading_are_rivals_when_only_one_can_be_adopted() -> None:
    made = Talks(article("scope", BODY, heading="Protection of critical infrastructure"))
    headings = {FRA: "Security of critical infrastructure", BRA: "Protection of critical works"}
    for name, proposed in {**headings, USA: "Protection of critical installations"}.items():
        made.amend(name, {"scope": made.clauses["scope"].with_value("heading", proposed)})
    proposals = Proposals(made.at())
    assert (proposals.rivals(FRA), proposals.rivals(BRA)) == ((), (USA,))
    adopted = plan(made.at().treaty, [made.at().by_id[name] for name in headings])
    assert adopted.clauses["scope"].heading == "Security of critical works"
    assert len(adopted.near) == 2


def test_who_deletes_a_clause_and_who_changes_it_are_rivals() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.amend(USA, {"scope": None})
    made.amend(BRA, {"scope": None})
    proposals = Proposals(made.at())
    assert proposals.rivals(FRA) == (USA, BRA)
    assert proposals.rivals(USA) == (FRA,)


def test_equal_proposals_are_duplicates_of_the_first() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.amend(USA, {"scope": BODY.replace("good", "best")})
    made.amend(BRA, {"scope": BODY.replace("good", "finest")})
    proposals = Proposals(made.at())
    assert [proposals.duplicate_of(name) for name in (FRA, USA, BRA)] == [None, FRA, None]


def test_words_that_were_not_accepted_and_are_proposed_again_say_so_by_whomever_and_on_a_newer_text() -> None:
    """What was rejected is considered again only when the room decides so (General Assembly, rule 81)."""
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.amend(USA, {"scope": BODY.replace("good", "finest")})
    made.decide("status", [FRA], status={FRA: "not-accepted"})
    assert Proposals(made.at()).said_before(FRA) is None
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("each year", "every two years")})
    made.amend(BRA, {"scope": BODY.replace("good", "best").replace("each year", "every two years")})
    proposals = Proposals(made.at())
    assert [proposals.not_accepted_before(each) for each in (USA, BRA)] == [None, FRA]
    day = next(act.date[:10] for act in made.decisions if act.action == "status")
    assert proposals.said_before(BRA) == f"the same words as {FRA}, not accepted on {day}"
    (listed,) = [each for each in amendment_rows(made.at()) if each.id == BRA]
    assert listed.not_accepted_before == FRA
    made.decide("status", [FRA], status={FRA: "tabled"})
    assert Proposals(made.at()).said_before(BRA) is None


LONG = BODY + "\n3. The Parties protect hospitals.\n"


def test_nearly_equal_proposals_of_different_signatories_are_found() -> None:
    made = Talks(article("scope", LONG))
    changed = LONG.replace("hospitals", "hospitals, ambulances and all medical personnel who are on duty")
    made.amend(FRA, {"scope": changed})
    made.amend(USA, {"scope": changed.replace("personnel", "staff")})
    made.amend(BRA, {"scope": changed})
    made.amend(JPN, {"scope": LONG.replace("good", "best")})
    made.amend("FRA-000002", {"scope": changed.replace("personnel", "workers")})
    proposals = Proposals(made.at())
    assert proposals.nearly_same_as(FRA) == (USA,)
    assert proposals.nearly_same_as(USA) == (FRA, BRA, "FRA-000002")
    assert proposals.nearly_same_as(BRA) == (USA, "FRA-000002")
    assert proposals.nearly_same_as(JPN) == ()


def test_nearly_equal_new_articles_and_sub_amendments_are_found() -> None:
    made = talks()
    text = "1. A fund is established to train those who protect networks of hospitals in all Parties.\n"
    made.amend(FRA, {"new": article("new", text, order="150", number="1 bis")})
    made.amend(USA, {"newer": article("newer", text.replace("all", "developing"), order="160", number="1 bis")})
    assert Proposals(made.at()).nearly_same_as(USA) == (FRA,)
    longer = text.replace("hospitals", "hospitals, water works and the providers of electric power")
    made.amend(BRA, {"new": article("new", longer, order="150", number="1 bis")}, to=FRA)
    made.amend(
        JPN, {"new": article("new", longer.replace("water works", "wells"), order="150", number="1 bis")}, to=FRA
    )
    proposals = Proposals(made.at())
    assert proposals.nearly_same_as(JPN) == (BRA,)
    assert BRA not in proposals.nearly_same_as(FRA)


def test_the_same_new_article_under_two_ids_is_a_duplicate() -> None:
    made = talks()
    made.amend(FRA, {"new": article("new", "1. All.\n", order="150", number="1 bis")})
    made.amend(USA, {"newer": article("newer", "1. All.\n", order="160", number="1 bis")})
    assert Proposals(made.at()).duplicate_of(USA) == FRA
    assert Proposals(made.at()).added == ("new", "newer")


def test_a_retain_whose_text_has_changed_does_not_speak_any_more() -> None:
    made = talks()
    made.retain(JPN, "scope:1")
    assert [amendment.id for amendment, _ in Proposals(made.at()).retaining("scope")] == [JPN]
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("each", "every")})
    proposals = Proposals(made.at())
    assert proposals.stale(JPN)
    assert proposals.retaining("scope") == ()


def test_a_retain_against_an_amendment_ends_with_it() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.retain(JPN, "scope:1", against=FRA)
    assert len(Proposals(made.at()).retaining("scope")) == 1
    made.withdraw(FRA)
    assert Proposals(made.at()).retaining("scope") == ()


def test_settled_text_that_is_touched_again_is_reopened_visibly() -> None:
    made = talks(ClauseStatus.AD_REFERENDUM)
    assert Proposals(made.at()).reopened_by("scope") == ()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    assert Proposals(made.at()).reopened_by("scope") == (FRA,)
    made.decide(
        "adopt",
        ["scope", FRA],
        bodies={"scope": BODY.replace("good", "best")},
        status={"scope": "open", FRA: "accepted"},
    )
    assert Proposals(made.at()).reopened_by("scope") == (FRA,)
    made.decide("status", ["scope"], status={"scope": "agreed"})
    assert Proposals(made.at()).reopened_by("scope") == ()


def test_all_who_reopened_settled_text_are_named_in_order_of_tabling_and_nobody_else() -> None:
    made = talks(ClauseStatus.AGREED)
    made.amend(BRA, {"scope": BODY.replace("year", "second year")})
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.amend(USA, {"other": "Other words.\n"})
    made.decide(
        "adopt",
        ["scope", "other", FRA, USA],
        bodies={"scope": BODY.replace("good", "best"), "other": "Other words.\n"},
        status={"scope": "open", FRA: "accepted", USA: "accepted"},
    )
    made.amend("DEU-000001", {"scope": BODY.replace("good", "best").replace("Conference", "Parties")})
    proposals = Proposals(made.at())
    assert proposals.reopened_by("scope") == (BRA, FRA)
    assert proposals.reopened_by("other") == ()
    made.withdraw(BRA)
    assert Proposals(made.at()).reopened_by("scope") == (FRA,)


def test_only_decisions_on_the_text_since_its_base_are_behind_what_stops_an_amendment() -> None:
    made = talks()
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("Conference", "Parties")})
    base = made.clauses["scope"].body
    made.amend(FRA, {"scope": base.replace("good", "best")})
    made.retain(JPN, "scope:1")
    assert not Proposals(made.at()).stale(JPN)
    made.decide("status", ["scope"], status={"scope": "bracketed"})
    made.decide("edit", ["other"], bodies={"other": "Other words.\n"})
    assert not Proposals(made.at()).stale(JPN)
    made.decide("edit", ["scope"], bodies={"scope": base.replace("good", "bad")}, subject="Correct article 1")
    made.decide("status", ["scope"], status={"scope": "open"})
    hindrance = Proposals(made.at()).hindrance(FRA, "scope")
    assert hindrance is not None
    assert hindrance.decision is not None
    assert hindrance.decision.subject == "Correct article 1"
    assert Proposals(made.at()).stale(JPN)
    made.decide("edit", ["scope"], bodies={"scope": base.replace("good", "no")})
    hindrance = Proposals(made.at()).hindrance(FRA, "scope")
    assert hindrance is not None
    assert hindrance.decision is None
    assert "by one of 2 decisions" in str(hindrance.reason)


def test_a_retain_against_an_amendment_is_stale_once_that_has_another_version() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.retain(JPN, "scope:1", against=FRA)
    assert not Proposals(made.at()).stale(JPN)
    made.revise(FRA, {"scope": BODY.replace("good", "the very best")})
    assert Proposals(made.at()).stale(JPN)


def test_a_retain_speaks_in_each_clause_for_what_it_keeps_there() -> None:
    made = talks()
    made.retain(JPN, "scope:1", "other")
    proposals = Proposals(made.at())
    assert [str(target) for _, target in proposals.retaining("scope")] == ["scope:1"]
    assert [str(target) for _, target in proposals.retaining("other")] == ["other"]


def test_proposals_that_no_longer_fit_are_no_duplicates_of_each_other() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.amend(USA, {"scope": BODY.replace("good", "utmost")})
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("good", "bad")})
    proposals = Proposals(made.at())
    assert (proposals.applies(FRA), proposals.applies(USA)) == ("conflicts", "conflicts")
    assert proposals.duplicate_of(USA) is None
    assert proposals.nearly_same_as(USA) == ()


def test_proposals_are_alike_only_when_they_change_the_same_clauses_and_stand_on_the_same_text() -> None:
    made = Talks(article("scope", LONG), article("other", LONG, order="200"))
    changed = LONG.replace("hospitals", "hospitals, ambulances and all medical personnel who are on duty")
    made.amend(FRA, {"scope": changed})
    made.amend(USA, {"scope": changed.replace("personnel", "staff"), "other": changed})
    made.amend(BRA, {"scope": changed.replace("personnel", "workers")}, to=FRA)
    made.amend(JPN, {"other": changed.replace("personnel", "staff")})
    made.retain("AUS-000001", "scope")
    proposals = Proposals(made.at())
    for id in (FRA, USA, BRA, JPN, "AUS-000001"):
        assert proposals.nearly_same_as(id) == ()
    made.amend("EST-000001", {"scope": changed.replace("personnel", "persons"), "other": changed})
    assert Proposals(made.at()).nearly_same_as(USA) == ("EST-000001",)


def reason(made: Talks, amendment: str, clause: str = "scope") -> str:
    found = Proposals(made.at()).hindrance(amendment, clause)
    return found.reason if found is not None else ""


def test_why_an_amendment_does_not_show_in_a_clause_is_said_of_that_clause() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.amend(USA, {"new": article("new", "1. Words.\n", order="150", number="1 bis")})
    made.amend(BRA, {"scope": BODY.replace("good", "better")}, to=FRA)
    made.retain(JPN, "scope:2", "other")
    assert {reason(made, id) for id in (FRA, BRA, JPN)} == {""}
    made.clauses["new"] = article("new", "1. Other words.\n", order="150", number="1 bis")
    made.decide("edit", ["scope"], bodies={"scope": BODY.split("\n\n")[0].replace("good", "best") + "\n"})
    assert reason(made, FRA) == "the text says this already"
    (by,) = [act for act in made.decisions if act.action == "edit"]
    hindrance = Proposals(made.at()).hindrance(FRA, "scope")
    assert hindrance is not None
    assert hindrance.decision == by
    assert reason(made, USA, "new") == "there is a clause with this id already"
    assert reason(made, JPN) == "what it asks to keep is no longer there"
    assert reason(made, JPN, "other") == ""


def test_an_amendment_of_a_clause_that_was_deleted_or_is_gone_says_so() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.decide("adopt", ["scope"], status={"scope": "deleted"})
    assert reason(made, FRA) == "the clause that it changes has been deleted"
    del made.clauses["scope"]
    assert reason(made, FRA) == "it has no base: the clause no longer exists"


WORDS = st.sampled_from(["shall", "not", "act", "report", "promptly", "1.", "(a)"])
BODIES = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=4).map("\n\n".join)


@given(BODIES, BODIES, BODIES)
@example(
    "1. not not not\n\nshall shall 1. shall\n\nshall\n\n1. 1.",
    "shall shall\n\nshall shall 1. shall\n\nshall\n\n1. 1.",
    "1. not not not\n\nshall\n\nshall\n\nshall",
)
def test_rivals_are_those_whose_words_a_merge_finds_in_conflict(base: str, one: str, other: str) -> None:
    made = Talks(article("scope", base))
    made.amend(FRA, {"scope": one})
    made.amend(BRA, {"scope": other})
    proposals = Proposals(made.at())
    clean = merge(base, one, other, first="ours").clean
    assert (BRA in proposals.rivals(FRA)) == (not clean and len(proposals.showing("scope")) == 2)


def test_an_amendment_is_stale_only_while_the_text_is_another_than_the_one_it_was_tabled_on() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.amend(USA, {"scope": BODY.replace("good", "utmost")})
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("each", "every")})
    made.withdraw(USA)
    assert [Proposals(made.at()).stale(each) for each in (FRA, USA)] == [True, False]
    made.decide("edit", ["scope"], bodies={"scope": BODY})
    assert not Proposals(made.at()).stale(FRA)
    made.retain(JPN, "scope:1")
    made.decide("adopt", ["scope"], status={"scope": "deleted"})
    assert [Proposals(made.at()).stale(each) for each in (FRA, USA, JPN)] == [True, False, True]
    made.withdraw(JPN)
    assert not Proposals(made.at()).stale(JPN)


def test_a_decision_that_a_delegation_had_not_seen_when_it_tabled_is_one_after_its_base() -> None:
    made = talks()
    made.decide("status", ["scope"], status={"scope": "bracketed"})
    seen = made.main
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("good", "bad")}, subject="Correct article 1")
    made.retain(JPN, "scope:1")
    made.amendments[JPN] = replace(made.amendments[JPN], base=seen)
    assert Proposals(made.at()).stale(JPN)
    assert reason(made, JPN) == "the text that it asks to keep has been changed since it was tabled"


def test_retains_are_the_same_when_they_keep_the_same_words_against_the_same_amendment() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")})
    made.retain(JPN, "scope:1", "other", against=FRA)
    made.retain(USA, "scope:1", "other")
    made.retain(BRA, "other", "scope:1", against=FRA)
    made.retain("AUS-000001", "scope:2", against=FRA)
    made.retain("RUS-000001", "scope:1", against=FRA)
    made.amendments["RUS-000001"] = replace(made.amendments["RUS-000001"], against="EST-000009")
    proposals = Proposals(made.at())
    assert {id: proposals.duplicate_of(id) for id in made.amendments} == dict.fromkeys(made.amendments) | {BRA: JPN}
    assert reason(made, "RUS-000001") == "EST-000009, against which it was tabled, no longer stands"


def test_a_retain_asks_for_nothing_once_its_clause_is_deleted_or_gone() -> None:
    made = talks()
    made.retain(JPN, "scope")
    made.retain(USA, "scope:2")
    made.decide("adopt", ["scope"], status={"scope": "deleted"})
    assert [Proposals(made.at()).applies(each) for each in (JPN, USA)] == ["conflicts", "conflicts"]
    assert reason(made, JPN) == "what it asks to keep is no longer there"
    del made.clauses["scope"]
    assert Proposals(made.at()).applies(JPN) == "conflicts"


def test_what_became_of_an_amendment_is_said_with_its_day_or_its_reason() -> None:
    made = talks()
    for id in (FRA, USA, BRA):
        made.amend(id, {"scope": BODY.replace("good", "best")})
    made.withdraw(FRA)
    made.decide("status", [USA], status={USA: "not-accepted"})
    made.amendments[USA] = replace(made.amendments[USA], decided_because="No quorum.\nBy BRA-000001.")
    made.decide("adopt", ["scope", BRA], bodies={"scope": BODY.replace("good", "best")}, status={BRA: "accepted"})
    assert reason(made, FRA) == "withdrawn on 2026-03-01"
    assert reason(made, USA) == "not accepted (No quorum. By BRA-000001.)"
    assert reason(made, BRA) == ""
    # Withdrawn once, and decided since: what was decided last is what became of it.
    made.amendments[FRA] = replace(made.amendments[FRA], status=AmendmentStatus.SUPERSEDED)
    assert reason(made, FRA) == "superseded"


def test_a_new_clause_that_stands_by_now_is_no_proposal_of_another_one() -> None:
    made = talks()
    made.amend(FRA, {"new": article("new", "1. Words.\n", order="150", number="1 bis")})
    made.amend(USA, {"new": article("new", "1. Other words.\n", order="150", number="1 bis")})
    assert Proposals(made.at()).added == ("new",)
    made.decide(
        "adopt",
        ["new", FRA],
        bodies={"new": article("new", "1. Words.\n", order="150", number="1 bis")},
        status={FRA: "accepted"},
    )
    assert Proposals(made.at()).added == ()
    made.amend(BRA, {"new": "1. No words.\n"})
    del made.clauses["new"]
    assert Proposals(made.at()).added == ("new",)
    made.withdraw(USA)
    assert Proposals(made.at()).added == ()


def test_the_reason_for_a_withdrawal_is_no_rationale_of_the_words() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good", "best")}, rationale="It is the best.")
    made.withdraw(FRA)
    *kept, last = made.amendments[FRA].versions
    made.amendments[FRA] = replace(made.amendments[FRA], versions=(*kept, replace(last, rationale="Nobody agreed.")))
    assert made.amendments[FRA].rationale == "It is the best."
