"""What stands in the editor at the beginning: nothing that was typed is lost, nothing is placed by guess."""

from __future__ import annotations

from dataclasses import replace

from drafter.model.clause import Clause
from drafter.tui.desk import Desk
from drafter.tui.drafts import Draft
from drafter.tui.present.beginning import beginning
from drafter.tui.present.proposal import edited_body, new_body
from drafter.tui.who import Who
from tests.draft.building import CRITICAL, NOR, Talks, article, worked_example

CI = "critical-infrastructure"


def desk(body: str = CRITICAL) -> Desk:
    talks = worked_example()
    if body != CRITICAL:
        talks.decide("edit", [CI], bodies={CI: body})
    return Desk(talks.at(), Who("FRA"))


def draft(on: Desk, body: str) -> Draft:
    before = on.negotiation.treaty.by_id[CI]
    return Draft(
        signatory="FRA",
        clause=CI,
        what="modify",
        base=on.negotiation.treaty.commit,
        base_source=before.source,
        heading=before.heading,
        body=body,
        rationale="Why",
    )


def test_without_a_draft_the_text_that_stands() -> None:
    begun = beginning(desk(), CI, "modify", "", None)
    assert (begun.text, begun.heading, begun.note) == (CRITICAL, "Protection of critical infrastructure", "")


def test_a_draft_on_the_text_that_stands_comes_back_as_typed() -> None:
    typed = CRITICAL.replace("damage", "harm")
    begun = beginning(desk(), CI, "modify", "", draft(desk(), typed))
    assert (begun.text, begun.rationale, begun.note) == (typed, "Why", "Your draft is back.")


def test_a_draft_on_an_older_text_is_carried_over_when_the_changes_do_not_touch() -> None:
    begun = beginning(
        desk(CRITICAL.replace("refrain from", "avoid")),
        CI,
        "modify",
        "",
        draft(desk(), CRITICAL.replace("damage", "harm")),
    )
    assert begun.text == CRITICAL.replace("refrain from", "avoid").replace("damage", "harm")
    assert "carried over" in begun.note


def test_a_draft_on_the_same_words_stays_about_the_older_text() -> None:
    typed = CRITICAL.replace("refrain from", "prevent")
    old = draft(desk(), typed)
    begun = beginning(desk(CRITICAL.replace("refrain from", "avoid")), CI, "modify", "", old)
    assert begun.text == typed
    assert begun.base == old.base
    assert isinstance(begun.before, Clause)
    assert begun.before.body == CRITICAL
    assert "same words" in begun.note


def test_a_draft_whose_base_cannot_be_read_is_kept_and_says_so() -> None:
    old = replace(draft(desk(), "Mine\n"), base_source="broken")
    begun = beginning(desk(CRITICAL.replace("refrain from", "avoid")), CI, "modify", "", old)
    assert begun.text == "Mine\n"
    assert "read what changes" in begun.note


def test_a_sub_amendment_begins_with_the_words_of_the_amendment() -> None:
    begun = beginning(desk(), CI, "sub", NOR, None)
    assert "not conduct or knowingly support" in begun.text


def test_editing_changes_no_byte_that_was_not_typed() -> None:
    before = "1.  Two  spaces \n\n\n\nand blank lines\t\n\n"
    assert edited_body(before, before.rstrip("\n")) == before
    assert edited_body(before, before.rstrip("\n").replace("Two", "Three")) == before.replace("Two", "Three")


def test_a_new_body_has_the_form_of_a_clause() -> None:
    assert new_body("e\u0301\r\n\r\n\r\n\r\nb  \n") == "é\n\nb\n"


def test_a_draft_is_back_as_typed_when_nothing_but_other_words_has_changed() -> None:
    talks = Talks(article(CI, CRITICAL, order="310", number="4"), article("scope", "All States.\n", order="210"))
    old = Desk(talks.at(), Who("FRA"))
    talks.decide("edit", ["scope"], bodies={"scope": "Every State.\n"})
    talks.decide("status", [CI], status={CI: "agreed"})
    now = Desk(talks.at(), Who("FRA"))
    assert now.negotiation.treaty.commit != old.negotiation.treaty.commit
    for what in ("modify", "delete", "retain", "add", "correct"):
        typed = replace(draft(old, CRITICAL.replace("damage", "harm")), what=what)
        begun = beginning(now, CI, what, "", typed)
        assert (begun.text, begun.note) == (typed.body, "Your draft is back.")
        assert begun.base == now.negotiation.treaty.commit


def test_who_goes_on_with_a_revision_is_told_of_the_version_that_a_colleague_recorded_since() -> None:
    on = Desk(worked_example().at(), Who("NOR"))
    typed = replace(draft(on, CRITICAL.replace("damage", "harm")), signatory="NOR", what="revise", amendment=NOR)
    version = on.negotiation.by_id[NOR].commit
    assert beginning(on, CI, "revise", NOR, replace(typed, version=version)).note == "Your draft is back."
    begun = beginning(on, CI, "revise", NOR, replace(typed, version="1" * 40))
    assert begun.text == typed.body
    assert f"another version of {NOR} since" in begun.note
