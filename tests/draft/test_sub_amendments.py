"""What becomes of an amendment to an amendment when the text, its parent or its parent's parent moves."""

from __future__ import annotations

from drafter.draft.proposals import Proposals
from tests.draft.test_proposals import BODY, BRA, FRA, JPN, USA, reason, talks


def test_a_sub_amendment_is_carried_to_its_parents_proposal() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good faith", "good faith and with due diligence")})
    made.amend(USA, {"scope": BODY.replace("good faith", "good faith and with all due diligence")}, to=FRA)
    made.decide("edit", ["scope"], bodies={"scope": BODY.replace("each year", "every two years")})
    proposals = Proposals(made.at())
    carried = proposals.applied(USA, "scope")
    assert carried.outcome == "cleanly"
    assert carried.clause is not None
    assert "all due diligence" in carried.clause.body
    assert "every two years" in carried.clause.body
    assert proposals.rivals(USA) == ()


def test_a_sub_amendment_falls_with_its_parent() -> None:
    made = talks()
    made.amend(FRA, {"scope": BODY.replace("good faith", "good faith and with due diligence")})
    made.amend(USA, {"scope": BODY.replace("good faith", "good faith and with all due diligence")}, to=FRA)
    made.withdraw(FRA)
    proposals = Proposals(made.at())
    assert proposals.showing("scope") == ()
    hindrance = proposals.hindrance(USA, "scope")
    assert hindrance is not None
    assert hindrance.reason == f"{FRA}, which it changes, is withdrawn on 2026-03-01"


def test_a_sub_amendment_outlives_the_adoption_of_its_parent_and_falls_with_one_that_falls_further_up() -> None:
    made = talks()
    first = BODY.replace("good faith", "good faith and with due diligence")
    second = first.replace("due", "all due")
    made.amend(FRA, {"scope": first})
    made.amend(USA, {"scope": second}, to=FRA)
    made.amend(BRA, {"scope": second.replace("diligence", "diligence and care")}, to=USA)
    made.decide("adopt", ["scope", FRA], bodies={"scope": first}, status={FRA: "accepted"})
    proposals = Proposals(made.at())
    assert (reason(made, FRA), reason(made, USA), reason(made, BRA)) == ("", "", "")
    assert [each.amendment.id for each in proposals.showing("scope")] == [USA, BRA]
    assert proposals.stale(USA) is False
    made.withdraw(USA)
    assert reason(made, BRA).startswith(f"{USA}, which it changes, is withdrawn on ")
    assert Proposals(made.at()).showing("scope") == ()


def test_a_sub_amendment_is_carried_to_the_words_with_which_its_parent_was_adopted() -> None:
    made = talks()
    first = BODY.replace("good faith", "good faith and with due diligence")
    made.amend(FRA, {"scope": first})
    made.amend(USA, {"scope": first.replace("each year", "every two years")}, to=FRA)
    modified = BODY.replace("good faith", "entire honesty")
    status = {FRA: "accepted-as-modified"}
    made.decide("adopt", ["scope", FRA], bodies={"scope": modified}, status=status, editorial=["scope"])
    carried = Proposals(made.at()).applied(USA, "scope")
    assert carried.text is not None
    assert modified.replace("each year", "every two years") in carried.text


def test_an_amendment_and_what_changes_it_are_no_rivals_whichever_is_dated_first() -> None:
    made = talks()
    first = BODY.replace("good faith", "entire honesty")
    made.amend(FRA, {"scope": first})
    made.amend(USA, {"scope": first.replace("entire honesty", "entire honesty and candour")}, to=FRA)
    made.amend(BRA, {"scope": first.replace("entire honesty", "entire candour")}, to=USA)
    made.amend(JPN, {"scope": first.replace("entire honesty", "entire trust")}, to=FRA)
    assert (Proposals(made.at()).rivals(FRA), Proposals(made.at()).rivals(JPN)) == ((), (USA, BRA))
    made.amendments = dict(reversed(made.amendments.items()))
    assert (Proposals(made.at()).rivals(FRA), Proposals(made.at()).rivals(JPN)) == ((), (BRA, USA))


def test_what_no_longer_fits_its_parent_says_so_and_what_stands_under_it_with_it() -> None:
    made = talks()
    first = BODY.replace("good faith", "good faith and with due diligence")
    made.amend(FRA, {"scope": first})
    made.amend(USA, {"scope": first.replace("due", "all due")}, to=FRA)
    made.amend(BRA, {"scope": first.replace("due", "all due").replace("each", "every")}, to=USA)
    assert not any(Proposals(made.at()).stale(each) for each in (FRA, USA, BRA))
    made.amend(JPN, {"scope": None}, to=USA)
    made.revise(FRA, {"scope": BODY.replace("good faith", "entire honesty")})
    said = "it no longer fits the text of {}, which it changes"
    assert [reason(made, each) for each in (USA, BRA, JPN)] == [said.format(FRA), said.format(USA), said.format(USA)]
    assert Proposals(made.at()).applies(BRA) == "conflicts"
    assert [Proposals(made.at()).stale(each) for each in (FRA, USA, BRA)] == [False, True, True]


def test_two_changes_of_an_amendment_are_rivals_only_where_they_want_the_same_words_of_it_otherwise() -> None:
    made = talks()
    first = BODY.replace("good faith", "entire honesty towards each other at all times")
    made.amend(FRA, {"scope": first})
    made.amend(USA, {"scope": first.replace("entire", "complete")}, to=FRA)
    made.amend(BRA, {"scope": first.replace("at all times", "always")}, to=FRA)
    made.amend(JPN, {"scope": first.replace("entire", "utter")}, to=FRA)
    proposals = Proposals(made.at())
    assert [proposals.rivals(each) for each in (USA, BRA, JPN)] == [(JPN,), (), (USA,)]
