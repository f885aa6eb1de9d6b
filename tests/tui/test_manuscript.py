"""A proposal while it is written: what is typed is what is kept, shown and recorded, and it says nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model.target import Target
from drafter.model.terms import ClauseStatus, Stance
from drafter.tui.deeds import Retaining, Standing, Tabling
from drafter.tui.desk import Desk
from drafter.tui.drafts import Drafts
from drafter.tui.manuscript import Manuscript, Typed, manuscript
from drafter.tui.present.beginning import beginning
from drafter.tui.present.proposal import Proposal
from drafter.tui.who import Who
from tests.draft.building import CRITICAL, worked_example

CI = "critical-infrastructure"
DESK = Desk(worked_example().at(), Who("FRA"))
HEADING = DESK.negotiation.treaty.by_id[CI].heading


def written(what: str = "modify", amendment: str = "") -> Manuscript:
    return Manuscript(DESK, CI, what, amendment, beginning(DESK, CI, what, amendment, None))


def proposed(manuscript: Manuscript, typed: Typed) -> Proposal:
    found = manuscript.proposal(typed)
    assert isinstance(found, Proposal), found
    return found


@given(st.text(alphabet="abc [/]{}*_#\u0301\u05d0 .\n", max_size=60), st.text(alphabet="why [x]\n", max_size=20))
def test_the_draft_on_disk_holds_every_character_typed(body: str, rationale: str) -> None:
    typed = Typed(heading=HEADING, body=body, rationale=rationale)
    draft = written().draft(typed)
    assert (draft.heading, draft.body, draft.rationale) == (HEADING, body, rationale)
    assert draft.base_source == DESK.negotiation.treaty.by_id[CI].source


def test_a_draft_that_waits_is_gone_on_with(tmp_path: Path) -> None:
    drafts, typed = Drafts(tmp_path), Typed(heading=HEADING, body="Other words.", rationale="Why")
    assert manuscript(DESK, CI, "modify", "", drafts).resumed is None
    drafts.save(written().draft(typed))
    again = manuscript(DESK, CI, "modify", "", drafts)
    assert again.resumed is not None
    assert (again.begun.text, again.begun.rationale) == ("Other words.", "Why")
    assert manuscript(DESK, CI, "delete", "", drafts).resumed is None


@pytest.mark.parametrize("what", ["modify", "delete", "retain", "add"])
def test_what_stands_in_the_fields_at_the_beginning_says_nothing(what: str) -> None:
    begun = written(what).begun
    typed = Typed(begun.number, begun.heading, begun.text.rstrip("\n"), "")
    assert written(what).says_nothing(typed)
    assert not written(what).says_nothing(replace(typed, rationale="Because"))
    assert not written(what).says_nothing(replace(typed, body=typed.body + " more"))


def test_only_the_words_typed_are_proposed() -> None:
    typed = Typed(number="99", heading=HEADING, body=CRITICAL.replace("damage", "harm"))
    proposal = proposed(written(), typed)
    assert proposal.before is not None
    assert proposal.after is not None
    assert proposal.after.body == CRITICAL.replace("damage", "harm")
    assert proposal.after.number == proposal.before.number
    deed = written().deed(proposal, "Why")
    assert isinstance(deed, Tabling)
    assert (deed.proposed, deed.to, deed.base) == ({CI: proposal.after}, None, DESK.negotiation.treaty.commit)
    assert deed.draft == written().draft(typed).name


def test_a_deletion_and_a_retain_propose_no_words_whatever_stands_in_the_fields() -> None:
    typed = Typed(heading="Other", body="Other words.")
    gone = proposed(written("delete"), typed)
    assert gone.after is not None
    assert (gone.after.status, gone.after.body) == (ClauseStatus.DELETED, CRITICAL)
    kept = written("retain", f"{CI}:1")
    deed = kept.deed(proposed(kept, typed), "")
    assert isinstance(deed, Retaining)
    assert deed.targets == (Target(CI, "1"),)
    assert written("retain", f"{CI}:9").proposal(typed) == "Article 4, paragraph 9 is not there any more."


def test_a_new_article_stands_behind_the_clause_with_an_id_of_its_own() -> None:
    proposal = proposed(written("add"), Typed("4 bis", "Cables", "States shall protect cables."))
    assert proposal.before is None
    assert proposal.after is not None
    assert (proposal.after.number, proposal.after.id) == ("4 bis", "cables")
    assert proposal.after.sort_key > DESK.negotiation.treaty.by_id[CI].sort_key


def test_a_sub_amendment_is_an_amendment_to_the_words_of_another() -> None:
    parent = DESK.negotiation.live[0]
    sub = written("sub", parent.id)
    proposal = proposed(sub, Typed(heading=HEADING, body=sub.begun.text + "\n\nMore."))
    deed = sub.deed(proposal, "")
    assert isinstance(deed, Tabling)
    assert (deed.to, deed.base) == (parent.id, parent.commit)


def test_to_start_again_gives_the_text_that_stands_and_keeps_the_rationale() -> None:
    anew = written().anew(Typed(number="", heading="Mine", body="Mine", rationale="Why"))
    assert anew == Typed("", HEADING, CRITICAL.rstrip("\n"), "Why")
    assert written("add").anew(Typed("4 bis", "Mine", "Mine", "Why")) == Typed("4 bis", "", "", "Why")


def test_instead_of_the_same_words_a_second_time_one_co_sponsors_the_first() -> None:
    first = DESK.negotiation.live[0]
    deed = written().cosponsor(first.id, "Why")
    assert isinstance(deed, Standing)
    assert (deed.stance, deed.cosponsor, deed.statement) == (Stance.SUPPORT, True, "Why")
    assert deed.seen == DESK.negotiation.current_text_sha256(Target(amendment=first.id))
