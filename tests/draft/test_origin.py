"""What a record covers is attributed to it, and nothing that goes beyond what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from drafter.draft.account import account
from drafter.draft.origin import Origin, blame
from drafter.model.amendment import Amendment, Change
from drafter.model.amendment import Version as Tabled
from drafter.model.clause import Clause, compose_clause
from drafter.model.decision import Decision
from drafter.model.negotiation import Act
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, ClauseStatus, Kind
from drafter.model.treaty import Treaty
from tests.draft.building import commit, roster

SCOPE = compose_clause("scope", "210", kind=Kind.ARTICLE, number="1", heading="Scope", body="States shall act.\n")
REWORDED = SCOPE.with_body("States may act.\n")
NUMBERED = SCOPE.with_value("number", "2")
SETTLED = SCOPE.with_value("status", "agreed")
REMOVED = SCOPE.with_value("status", "deleted")


def decision(
    action: str,
    before: Clause | None,
    after: Clause | None,
    *,
    names: tuple[str, ...] = ("scope",),
    hashes: Mapping[str, str] | None = None,
    adopted: tuple[Amendment, ...] = (),
    editorial: tuple[str, ...] = (),
    status: str | None = None,
) -> Decision:
    """A decision about article 1. Without more its record names the clause and states the hash of its text."""
    change = Change("scope", before, after)
    act = Act(
        commit=commit("decision"), ref="refs/heads/main", date="2026-03-05T09:00:00Z", signatory="XXS",
        delegate="Secretariat", email="secretariat@example.org", record="main", action=action,
        targets=tuple(Target(each) for each in names), subject="Decide", statement="", signed=False,
    )  # fmt: skip
    return Decision(
        commit=act.commit, date=act.date, author=act.delegate, subject=act.subject, act=act, changes=(change,),
        adopted=adopted, editorial=editorial, status=status,
        hashes={"scope": change.text_sha256} if hashes is None else hashes,
    )  # fmt: skip


def amendment(before: Clause | None, after: Clause | None, id: str = "FRA-000001") -> Amendment:
    """An amendment of article 1 that was tabled on this text."""
    tabled = Tabled(
        commit=commit("x"), date="2026-03-03T09:00:00Z", delegate=f"Delegate of {id[:3]}", action="table", subject="S",
        rationale="",
    )  # fmt: skip
    change = Change("scope", before, after)
    return Amendment(
        id=id, signatory=id[:3], base=commit("root"), changes=(change,), versions=(tabled,),
        status=AmendmentStatus.ACCEPTED,
    )  # fmt: skip


def treaty(clause: Clause | None) -> Treaty:
    clauses = (clause,) if clause is not None else ()
    return Treaty(roster(), clauses, commit("main"), "2026-03-02T09:00:00Z", commit("root"))


def behind(made: Decision) -> dict[str, Origin]:
    """What is behind each part of the clause that changed."""
    (change,) = made.changes
    found = account(treaty(change.before), treaty(change.after), [made])
    return {each.part: each.origins[0] for each in found.changes}


def test_words_are_a_decision_where_a_correction_names_their_clause_and_states_its_text() -> None:
    assert behind(decision("edit", SCOPE, REWORDED))["text"].kind == "decision"
    assert behind(decision("edit", SCOPE, REWORDED, names=()))["text"].why == "its record doesn't name the clause"
    lying = decision("edit", SCOPE, REWORDED, hashes={"scope": SCOPE.text_sha256})
    assert behind(lying)["text"].why == "its record states another text than its tree holds"


def test_words_are_an_amendments_where_the_adoption_names_their_clause_and_states_its_text() -> None:
    made = decision("adopt", SCOPE, REWORDED, adopted=(amendment(SCOPE, REWORDED),))
    assert behind(made)["text"].amendments == ("FRA-000001",)
    silent = behind(replace(made, hashes={}))["text"]
    assert (silent.kind, silent.why) == ("unattributed", "its record doesn't state the text of the clause")
    lying = behind(replace(made, hashes={"scope": SCOPE.text_sha256}))["text"]
    assert (lying.kind, lying.signatory) == ("unattributed", "")
    assert made.act is not None
    elsewhere = behind(replace(made, act=replace(made.act, targets=(Target("other"),))))["text"]
    assert (elsewhere.kind, elsewhere.amendments) == ("unattributed", ())


def test_who_adopts_what_does_not_change_the_clause_has_nothing_behind_its_words() -> None:
    other = replace(amendment(SCOPE, REWORDED, "DEU-000001"), changes=(Change("other", SCOPE, REWORDED),))
    found = behind(decision("adopt", SCOPE, REWORDED, adopted=(other,)))["text"]
    assert found.why == "no amendment that it adopts changes this clause, and it declares nothing"
    both = behind(decision("adopt", SCOPE, REWORDED, adopted=(other, amendment(SCOPE, NUMBERED))))["text"]
    assert both.why == "the text is neither the merge of FRA-000001 nor declared as an editorial change"


@pytest.mark.parametrize("action", ["roster", "issue"])
def test_no_other_act_is_behind_words_or_values(action: str) -> None:
    for after in (REWORDED, NUMBERED):
        (found,) = behind(decision(action, SCOPE, after)).values()
        assert found.kind == "unattributed"
        assert f"an act of the kind `{action}`" in found.why


def test_a_status_is_the_one_that_its_record_sets_and_it_sets_nothing_else() -> None:
    assert behind(decision("status", SCOPE, SETTLED, status="agreed"))["status"].kind == "decision"
    other = behind(decision("status", SCOPE, SETTLED, status="provisional"))["status"]
    assert (other.kind, other.why) == ("unattributed", "its record sets the status provisional")
    assert behind(decision("status", SCOPE, SETTLED))["status"].why == "its record sets the status of nothing"
    assert behind(decision("status", SCOPE, NUMBERED, status="2"))["number"].kind == "unattributed"
    assert behind(decision("status", SCOPE, SETTLED, names=(), status="agreed"))["status"].kind == "unattributed"


def test_an_adoption_reopens_a_settled_clause_whose_words_it_changes_and_sets_no_other_status() -> None:
    reopened = SETTLED.with_body(REWORDED.body).with_value("status", "open")
    made = decision("adopt", SETTLED, reopened, adopted=(amendment(SETTLED, SETTLED.with_body(REWORDED.body)),))
    assert behind(made)["status"].kind == "decision"
    settling = decision("adopt", SCOPE, SETTLED, adopted=(amendment(SCOPE, REWORDED),))
    assert behind(settling)["status"].kind == "unattributed"
    opening = decision("adopt", SETTLED, SCOPE, adopted=(amendment(SCOPE, REWORDED),))
    assert behind(opening)["status"].kind == "unattributed"


def test_a_number_is_an_amendments_that_proposes_it_or_a_declared_change() -> None:
    proposed = behind(decision("adopt", SCOPE, NUMBERED, adopted=(amendment(SCOPE, NUMBERED),)))["number"]
    assert proposed.amendments == ("FRA-000001",)
    reworded = (amendment(SCOPE, REWORDED),)
    assert behind(decision("adopt", SCOPE, NUMBERED, adopted=reworded))["number"].kind == "unattributed"
    declared = decision("adopt", SCOPE, NUMBERED, adopted=reworded, editorial=("scope",))
    assert behind(declared)["number"].kind == "editorial"


def test_a_number_that_an_amendment_only_keeps_is_not_its() -> None:
    kept = (amendment(NUMBERED, NUMBERED.with_body(REWORDED.body)),)
    assert behind(decision("adopt", SCOPE, NUMBERED, adopted=kept))["number"].kind == "unattributed"


def test_a_clause_is_marked_deleted_by_an_amendment_that_deletes_it() -> None:
    deleting = behind(decision("adopt", SCOPE, REMOVED, adopted=(amendment(SCOPE, REMOVED),)))["status"]
    assert deleting.amendments == ("FRA-000001",)
    assert behind(decision("adopt", SCOPE, REMOVED, adopted=(amendment(SCOPE, REWORDED),)))["status"].kind == (
        "unattributed"
    )


@pytest.mark.parametrize(("before", "after"), [(None, SCOPE), (SCOPE, None)])
def test_a_clause_is_put_in_or_taken_out_by_who_says_so(before: Clause | None, after: Clause | None) -> None:
    assert behind(decision("edit", before, after))["clause"].kind == "decision"
    assert behind(decision("edit", before, after, names=()))["clause"].kind == "unattributed"
    own = (amendment(before, after),)
    assert behind(decision("adopt", before, after, adopted=own))["clause"].amendments == ("FRA-000001",)
    assert behind(decision("adopt", before, after, adopted=own, hashes={}))["clause"].kind == "unattributed"
    other = (amendment(SCOPE, REWORDED),)
    assert behind(decision("adopt", before, after, adopted=other))["clause"].kind == "unattributed"
    assert behind(decision("adopt", before, after, adopted=other, editorial=("scope",)))["clause"].kind == "editorial"
    assert behind(decision("status", before, after, status="open"))["clause"].kind == "unattributed"


def test_what_the_treaty_was_opened_with_is_original() -> None:
    opened = replace(decision("open", None, SCOPE), opening=True)
    assert {part: origin.kind for part, origin in behind(opened).items()} == {
        "clause": "original", "heading": "original", "text": "original",
    }  # fmt: skip


def test_a_value_that_was_changed_and_changed_back_is_no_change() -> None:
    there, back = decision("edit", SCOPE, NUMBERED), decision("edit", NUMBERED, SCOPE)
    assert account(treaty(SCOPE), treaty(SCOPE), [there, back]).changes == ()
    twice = account(treaty(SCOPE), treaty(NUMBERED), [there, back, there]).changes
    assert [(each.part, each.old, each.new, len(each.origins)) for each in twice] == [("number", "1", "2", 1)]


def test_a_value_of_which_one_change_is_on_record_and_another_is_not_is_unattributed() -> None:
    third = SCOPE.with_value("number", "3")
    found = account(
        treaty(SCOPE), treaty(third), [decision("edit", SCOPE, NUMBERED), decision("roster", NUMBERED, third)]
    )
    assert [origin.attributed for origin in found.changes[0].origins] == [True, False]
    assert found.unattributed == found.changes


def test_behind_a_clause_that_is_gone_is_who_took_it_out_not_who_changed_it_before() -> None:
    made = [decision("edit", SCOPE, REWORDED), decision("adopt", REWORDED, None, adopted=(amendment(REWORDED, None),))]
    found = {each.part: each for each in account(treaty(SCOPE), treaty(None), made).changes}
    assert [origin.amendments for origin in found["clause"].origins] == [("FRA-000001",)]


def test_no_account_is_given_of_a_change_to_which_no_decision_leads() -> None:
    with pytest.raises(ValueError, match="no decision leads to the text of scope"):
        account(treaty(SCOPE), treaty(REWORDED), [])
    with pytest.raises(ValueError, match="do not lead from the one text of scope to the other"):
        account(treaty(SCOPE), treaty(REWORDED), [decision("edit", SCOPE, NUMBERED)])
    with pytest.raises(ValueError, match="do not lead from the one text of scope to the other"):
        account(treaty(SETTLED), treaty(REWORDED), [decision("edit", SCOPE, REWORDED)])


def test_blame_tells_of_a_clause_as_it_was_left_and_of_a_provision_without_the_heading() -> None:
    opened = replace(decision("open", None, SCOPE), opening=True)
    later = decision("edit", SCOPE, REWORDED)
    whole = blame([opened, later], "scope")
    assert [(each.part, each.text, each.origin.kind) for each in whole] == [
        ("heading", "Scope", "original"),
        ("text", "States ", "original"),
        ("text", "may", "decision"),
        ("text", " act.\n", "original"),
    ]
    assert blame([opened, later, decision("edit", REWORDED, None)], "scope") == ()
    assert blame([opened, later], "other") == blame([opened, later], "scope", "9") == ()
    numbered = compose_clause("scope", "210", kind=Kind.ARTICLE, heading="1. Scope", body="1. One.\n\n2. Two.\n")
    part = blame([replace(decision("open", None, numbered), opening=True)], "scope", "1")
    assert [(each.part, each.text) for each in part] == [("text", "1. One.")]


def test_a_clause_status_that_no_amendment_asks_for_is_nobodys() -> None:
    assert ClauseStatus.AGREED.settled
    found = behind(decision("adopt", SCOPE, SETTLED.with_body(REWORDED.body), adopted=(amendment(SCOPE, REWORDED),)))
    assert found["text"].amendments == ("FRA-000001",)
    assert found["status"].kind == "unattributed"
