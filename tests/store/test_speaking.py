"""A proposal on behalf of a group: whose it is, and for how long."""

from __future__ import annotations

from drafter.draft.consolidate import consolidate
from drafter.draft.standing import Standings
from drafter.export.markdown import markdown
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import acting_for
from tests.store.acts import CI, day, refused, reworded, table

ID = "EUE-000001"


def proponent(repo: Repository) -> str:
    return Standings(reading.read(repo)).proponent(ID)


def test_what_the_spokesperson_tables_for_its_group_is_the_groups(treaty: Repository) -> None:
    tabled = table(treaty, "EUE", "refrain from", "never conduct", id="000001")
    assert proponent(treaty) == "EUE"
    said = recording.propose_for(treaty, acting_for("EUE"), tabled, "EU")
    assert said.subject == f"EUE, on behalf of EU, supports {ID}"
    assert proponent(treaty) == "EU"
    document = consolidate(reading.read(treaty), style="bracketed")
    assert "never conduct - EU\\]" in markdown(document)
    assert verify(treaty).problems == ()


def test_a_new_version_is_the_groups_only_once_that_is_said_of_it(treaty: Repository) -> None:
    tabled = table(treaty, "EUE", "refrain from", "never conduct", id="000001")
    recording.propose_for(treaty, acting_for("EUE"), tabled, "EU")
    revised = recording.revise(
        treaty, acting_for("EUE"), ID, reworded(treaty, "refrain from", "not conduct"), "Shorter."
    )
    assert proponent(treaty) == "EUE"
    recording.propose_for(treaty, acting_for("EUE"), revised, "EU")
    assert proponent(treaty) == "EU"


def test_a_retain_on_behalf_of_a_group_is_the_groups_objection(treaty: Repository) -> None:
    table(treaty, "AUS", "refrain from", "not conduct", id="000001")
    keep = recording.retain(treaty, acting_for("EUE"), [Target(CI, "1")], "Keep.", against="AUS-000001", id=ID)
    recording.propose_for(treaty, acting_for("EUE"), keep, "EU")
    standings = Standings(reading.read(treaty))
    assert standings.blocking(standings.tally(Target(amendment="AUS-000001"))) == ("EU",)


def test_who_may_not_speak_for_a_group_is_refused_before_anything_is_tabled(treaty: Repository) -> None:
    with refused(treaty, "only EUE speaks on behalf of EU"):
        recording.check_speaker(treaty, acting_for("FRA"), "EU")
    with refused(treaty, "an observer"):
        recording.check_speaker(treaty, acting_for("XRC"), "AOSIS")
    with refused(treaty, "there is no group `UE`", "EU"):
        recording.check_speaker(treaty, acting_for("EUE"), "UE")
    recording.check_speaker(treaty, acting_for("FJI"), "AOSIS")


def test_a_version_that_a_colleague_has_replaced_is_not_said_to_be_the_groups(treaty: Repository) -> None:
    tabled = table(treaty, "EUE", "refrain from", "never conduct", id="000001")
    recording.revise(treaty, acting_for("EUE"), ID, reworded(treaty, "refrain from", "not conduct"), "Shorter.")
    with refused(treaty, f"{ID} is on record, but not on behalf of EU", "another version", status=1):
        recording.propose_for(treaty, acting_for("EUE"), tabled, "EU")
    assert not reading.read(treaty).positions_by_target.get(Target(amendment=ID))


def test_a_group_for_which_another_member_speaks_otherwise_since_does_not_propose(treaty: Repository) -> None:
    made = recording.amend(
        treaty, acting_for("FJI"), reworded(treaty, "refrain from", "not conduct"), "Because.", id="FJI-000001",
        date=day(3),
    )  # fmt: skip
    recording.propose_for(treaty, acting_for("FJI"), made, "AOSIS")
    target = Target(amendment="FJI-000001")
    assert Standings(reading.read(treaty)).proponent("FJI-000001") == "AOSIS"
    later = reading.read(treaty).positions_by_target[target][0].date
    recording.position(
        treaty, acting_for("MDV"), target, Stance.OPPOSE, on_behalf_of="AOSIS", date=later.replace("20", "21", 1)
    )
    assert Standings(reading.read(treaty)).proponent("FJI-000001") == "FJI"
