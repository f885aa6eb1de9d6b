"""What stands in the editor at the beginning: nothing that was typed is lost, nothing is placed by guess."""

from __future__ import annotations

from dataclasses import replace

from drafter.model.clause import Clause
from drafter.model.treaty import in_order
from drafter.tui.desk import Desk
from drafter.tui.drafts import Draft
from drafter.tui.present.beginning import Beginning, beginning, place
from drafter.tui.present.proposal import edited_body, new_body, new_clause
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


def test_a_sub_amendment_is_revised_on_the_words_that_it_amends() -> None:
    talks = worked_example()
    parent = talks.amendments[NOR].changes[0].after
    assert parent is not None
    talks.amend("AUS-000001", {CI: parent.with_body(parent.body.replace("damage", "harm"))}, to=NOR)
    talks.decide("edit", [CI], bodies={CI: CRITICAL + "\n2. Each Party shall report.\n"})
    begun = beginning(Desk(talks.at(), Who("AUS")), CI, "revise", "AUS-000001", None)
    assert (begun.base, begun.before) == (talks.amendments[NOR].commit, parent)
    assert begun.text == parent.body.replace("damage", "harm")


def test_a_new_article_stands_right_behind_its_neighbour_however_close_the_next_one_is() -> None:
    for gap, order in ((20, "110"), (1, "100.5"), (0, "100")):
        treaty = (
            Talks(article("scope", "Scope.\n", order="100"), article("terms", "Terms.\n", order=str(100 + gap)))
            .at()
            .treaty
        )
        made = new_clause(treaty, treaty.by_id["scope"], "1 bis", "Aim", "An aim.\n", frozenset(treaty.by_id))
        assert made.order == order
        assert [each.id for each in in_order((*treaty.clauses, made))] == ["scope", made.id, "terms"]


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


def revising(colleague: str, typed: str, heading: str | None = None) -> Beginning:
    """What a draft of a new version begins with, once a colleague has recorded another version than it began on."""
    on = Desk(worked_example().at(), Who("NOR"))
    shown = beginning(on, CI, "revise", NOR, None).shown
    assert shown is not None
    old = shown.with_body(colleague)
    begun = replace(
        draft(on, typed), signatory="NOR", what="revise", amendment=NOR, version="1" * 40, version_source=old.source
    )
    return beginning(on, CI, "revise", NOR, begun if heading is None else replace(begun, heading=heading))


NEW = CRITICAL.replace("refrain from", "not conduct or knowingly support")


def test_a_revision_begun_on_the_version_that_stands_comes_back_as_typed() -> None:
    on = Desk(worked_example().at(), Who("NOR"))
    typed = replace(draft(on, CRITICAL.replace("damage", "harm")), signatory="NOR", what="revise", amendment=NOR)
    version = on.negotiation.by_id[NOR].commit
    begun = beginning(on, CI, "revise", NOR, replace(typed, version=version))
    assert (begun.text, begun.note, begun.version) == (typed.body, "Your draft is back.", version)


def test_what_a_colleague_recorded_since_and_what_was_typed_are_merged() -> None:
    """The colleague put `not conduct or knowingly support` in the place of `avoid`."""
    old = CRITICAL.replace("refrain from", "avoid")
    begun = revising(old, old.replace("infrastructure.", "infrastructure and cables."))
    assert begun.text == NEW.replace("infrastructure.", "infrastructure and cables.")
    assert f"a newer version of {NOR} since you began this draft: both are merged" in begun.note
    assert begun.newer is not None
    assert "avoid" in begun.newer[0]
    assert begun.disputed is None


def test_words_that_a_colleague_and_a_draft_both_changed_are_nobodys_to_drop() -> None:
    old = CRITICAL.replace("refrain from", "avoid")
    begun = revising(old, old.replace("avoid", "abstain from"))
    assert begun.disputed is not None
    (each,) = begun.disputed.disputed
    sides = [text.strip() for _, text in each.sides]
    assert sides == ["avoid", "not conduct or knowingly support", "abstain from"]


def test_two_insertions_of_a_colleague_and_a_draft_at_one_point_are_a_choice() -> None:
    old = NEW.replace("infrastructure.", "infrastructure")
    begun = revising(old, old.rstrip("\n") + ", at sea.\n")
    assert begun.disputed is not None


def test_a_draft_that_is_no_clause_replaces_no_version_but_the_one_that_it_was_begun_on() -> None:
    begun = revising(NEW, NEW, heading="Two\nlines")
    assert (begun.version, begun.heading, begun.text) == ("1" * 40, "Two\nlines", NEW)
    assert "newer version" in begun.note


def test_the_writing_begins_at_the_paragraph_that_was_under_the_cursor() -> None:
    text = "*Recalling* the Charter,\n\n*Mindful* of the safety of civilians,\n\n1. States shall refrain.\n"
    shown = "Mindful of the [safety - AUS / security - RUS] of civilians,"
    assert place(text, "", shown) == text.index("*Mindful*")
    assert place(text, "1", shown) == text.index("States")
    assert place(text, "", "Article 4. Protection of critical infrastructure") is None
    assert place("", "", shown) is None
