"""What was typed about an amendment that no longer stands: it stays within reach, as a proposal of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.tui.desk import Desk
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.drafts import Draft, Drafts
from drafter.tui.messages import Recorded
from drafter.tui.present.beginning import Beginning, beginning, begun
from drafter.tui.present.freed import place_of, set_free
from drafter.tui.who import Who
from tests.conftest import acting_for
from tests.draft.building import CRITICAL, Talks, article
from tests.store.acts import CI
from tests.tui.seat import piloted, seated

DEU = "DEU-000001"
SOFTER = CRITICAL.replace("shall", "should")
HOSPITALS = article("hospitals", "Hospitals are spared.\n", order="150", number="1 bis", heading="Hospitals")


def talks() -> Talks:
    found = Talks(article(CI, CRITICAL, order="100"), article("scope", "All States.\n", order="200", number="2"))
    found.amend(DEU, {CI: SOFTER})
    return found


def typed(talks: Talks, body: str, *, what: str = "sub", amendment: str = DEU, clause: str = CI) -> Draft:
    """A draft of France about an amendment as it stands."""
    on = Desk(talks.at(), Who("FRA"))
    started = beginning(on, clause, what, amendment, None)
    before = started.before
    return Draft(
        signatory="FRA",
        clause=clause,
        what=what,
        amendment=amendment,
        base=started.base,
        base_source=before.source if before is not None else "",
        heading=started.heading,
        body=body,
        rationale="Why",
    )


def opened(talks: Talks, draft: Draft, directory: Path, clause: str = CI) -> tuple[str, Draft, Beginning]:
    """Open the clause as it stands now: what is said, the draft that comes back, and what stands in the fields."""
    drafts, now = Drafts(directory), Desk(talks.at(), Who("FRA"))
    drafts.save(draft)
    said = set_free(drafts, now, clause)
    (back,) = begun(drafts, now, clause)
    return said, back, beginning(now, clause, back.what, back.amendment, back)


def test_a_draft_about_an_amendment_that_stands_stays_what_it_is(tmp_path: Path) -> None:
    draft = typed(talks(), SOFTER.replace("damage", "harm"))
    said, back, _ = opened(talks(), draft, tmp_path)
    assert (said, back) == ("", draft)


@pytest.mark.parametrize("fallen", ["withdrawn", "adopted"])
def test_what_a_sub_amendment_alone_changes_is_proposed_when_its_parent_no_longer_stands(
    tmp_path: Path, fallen: str
) -> None:
    later = talks()
    draft = typed(later, SOFTER.replace("damage", "harm"))
    if fallen == "withdrawn":
        later.withdraw(DEU)
    else:
        later.decide("adopt", [DEU], bodies={CI: SOFTER}, status={DEU: "accepted"})
    said, back, begins = opened(later, draft, tmp_path)
    agreed = later.at().treaty.by_id[CI]
    assert (back.what, back.amendment, back.rationale) == ("modify", "", "Why")
    assert begins.text == agreed.body.replace("damage", "harm")
    assert (begins.base, begins.before) == (later.main, agreed)
    assert said == f"It was begun as an amendment to {DEU}, which no longer stands here. " + (
        "Your words stand in the agreed text now."
    )


def test_where_a_sub_amendment_is_about_words_of_its_parent_all_that_was_typed_stays(tmp_path: Path) -> None:
    later = talks()
    draft = typed(later, SOFTER.replace("should", "should, where possible,"))
    later.withdraw(DEU)
    said, back, begins = opened(later, draft, tmp_path)
    assert back.what == "modify"
    assert begins.text == CRITICAL.replace("shall", "should, where possible,")
    assert (begins.base, begins.before) == (later.main, later.at().treaty.by_id[CI])
    assert f"The words of {DEU} are among yours now: read what changes." in said


@pytest.mark.parametrize("what", ["sub", "revise"])
def test_what_was_typed_about_an_article_that_nobody_proposes_any_more_proposes_a_new_one(
    tmp_path: Path, what: str
) -> None:
    later = talks()
    id = "AUS-000002" if what == "sub" else "FRA-000002"
    later.amend(id, {"hospitals": HOSPITALS})
    draft = typed(later, "Hospitals and clinics are spared.\n", what=what, amendment=id, clause="hospitals")
    later.withdraw(id)
    now = Desk(later.at(), Who("FRA"))
    assert place_of(now, draft) == CI
    said, back, begins = opened(later, draft, tmp_path)
    assert (back.what, back.clause) == ("add", CI)
    assert (begins.number, begins.heading, begins.text) == (
        "1 bis", "Hospitals", "Hospitals and clinics are spared.\n"
    )  # fmt: skip
    assert begins.note == "Your draft is back."
    assert said.endswith("It proposes a new article now.")


def test_a_draft_on_an_article_that_would_have_been_the_first_comes_back_on_the_first() -> None:
    later = talks()
    first = article("hospitals", "Hospitals are spared.\n", order="050")
    later.amend("AUS-000002", {"hospitals": first})
    draft = typed(later, "All hospitals are spared.\n", amendment="AUS-000002", clause="hospitals")
    assert place_of(Desk(later.at(), Who("FRA")), draft) == "hospitals"
    later.withdraw("AUS-000002")
    assert place_of(Desk(later.at(), Who("FRA")), draft) == CI


def test_a_draft_about_an_amendment_that_nobody_knows_any_more_comes_back_too(tmp_path: Path) -> None:
    later = talks()
    draft = typed(later, SOFTER.replace("damage", "harm"))
    del later.amendments[DEU]
    _, back, begins = opened(later, draft, tmp_path)
    assert (back.what, begins.text) == ("modify", CRITICAL.replace("damage", "harm"))


def test_a_draft_set_free_replaces_none_that_waits(tmp_path: Path) -> None:
    later = talks()
    draft = typed(later, SOFTER.replace("damage", "harm"))
    waits = typed(later, CRITICAL.replace("damage", "disrupt"), what="modify", amendment="")
    later.withdraw(DEU)
    Drafts(tmp_path).save(waits)
    drafts = Drafts(tmp_path)
    drafts.save(draft)
    assert set_free(drafts, Desk(later.at(), Who("FRA")), CI) == ""
    assert set(drafts.all("FRA")) == {draft, waits}


@piloted
async def test_a_draft_of_a_sub_amendment_whose_parent_is_withdrawn_is_recorded_as_a_proposal_of_its_own(
    talks: Repository,
) -> None:
    async with seated(talks) as seat:
        await seat.press("n", "a")
        await seat.asks(AmendDialog)
        await seat.press("ctrl+t")
        await seat.asks(Choosing)
        await seat.type("amend the words of DEU-000001")
        await seat.press("enter")
        await seat.shows("amend an amendment")
        area = seat.app.screen.query_one("#body", TextArea)
        area.load_text(area.text.replace("damage", "harm"))
        await seat.until(lambda: Drafts(talks.git_dir).all("FRA"))
        await seat.press("escape")
        recording.withdraw(talks, acting_for("DEU"), "DEU-000001", "")
        seat.app.session.look()
        await seat.until(lambda: seat.app.desk and not seat.app.desk.negotiation.by_id["DEU-000001"].live)
        await seat.press("a")
        dialog = await seat.asks(AmendDialog)
        assert "begun as an amendment to DEU-000001, which no longer stands" in seat.pane("#note")
        assert "harm critical" in dialog.query_one("#body", TextArea).text
        await seat.press("ctrl+s")
        await seat.asks(Confirm)
        await seat.press("y")
        await seat.until(lambda: seat.told(Recorded))
    (made,) = (each for each in reading.read(talks).live if each.signatory == "FRA")
    assert made.parent is None
    agreed = reading.read(talks).treaty.by_id[CI]
    assert made.changes[0].proposed_text == agreed.text.replace("damage", "harm")
