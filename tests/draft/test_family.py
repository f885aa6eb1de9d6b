"""The family of an amendment: what belongs with it is named from either side."""

from __future__ import annotations

from dataclasses import replace

from drafter.draft.family import family
from drafter.draft.proposals import Proposals
from tests.draft.building import CRITICAL, JPN, NOR, Talks, worked_example

CHANGED = {"critical-infrastructure": CRITICAL.replace("refrain from", "not conduct or knowingly support")}


def belongs(talks: Talks, id: str) -> dict[str, tuple[str, ...]]:
    return dict(family(Proposals(talks.at()), id))


def test_an_objection_and_what_it_is_against_name_each_other() -> None:
    talks = worked_example()
    assert belongs(talks, JPN) == {"against": (NOR,)}
    assert belongs(talks, NOR) == {"objection by": (JPN,)}


def test_who_asks_to_keep_words_from_all_names_what_would_change_them_and_is_named_by_it() -> None:
    talks = worked_example()
    talks.retain("EST-000009", "critical-infrastructure:1")
    others = belongs(talks, "EST-000009")["against"]
    assert NOR in others
    assert JPN not in others
    assert belongs(talks, NOR) == {"objection by": (JPN, "EST-000009")}
    talks.withdraw(NOR)
    assert belongs(talks, "EST-000009")["against"] == tuple(each for each in others if each != NOR)
    assert belongs(talks, NOR) == {"objection by": (JPN,)}


def test_a_sub_amendment_is_named_by_what_it_changes_after_that_is_withdrawn_too() -> None:
    talks = worked_example()
    talks.amend("FRA-000009", {"critical-infrastructure": CRITICAL.replace("refrain from", "not conduct")}, to=NOR)
    talks.withdraw(NOR)
    assert belongs(talks, NOR)["changed by"] == ("FRA-000009",)
    assert belongs(talks, "FRA-000009") == {"changes": (NOR,)}


def test_what_was_withdrawn_names_who_has_taken_it_over() -> None:
    talks = worked_example()
    talks.withdraw(NOR)
    talks.amend("EST-000009", CHANGED, subject=f"EST takes over {NOR}: article 4")
    assert belongs(talks, NOR)["taken over by"] == ("EST-000009",)
    assert belongs(talks, "EST-000009") == {"takes over": (NOR,)}


def test_what_is_on_the_table_is_taken_over_by_nobody_whatever_a_subject_says() -> None:
    talks = worked_example()
    talks.amend("EST-000009", CHANGED, subject=f"EST takes over {NOR}: article 4")
    assert not {"takes over", "taken over by"} & {*belongs(talks, NOR), *belongs(talks, "EST-000009")}


def test_the_same_words_are_named_from_both_sides() -> None:
    talks = worked_example()
    talks.amend("EST-000009", CHANGED)
    assert belongs(talks, NOR)["same as"] == ("EST-000009",)
    assert belongs(talks, "EST-000009")["same as"] == (NOR,)


def test_words_that_were_not_accepted_name_who_says_them_again() -> None:
    talks = worked_example()
    talks.decide("status", [NOR], status={NOR: "not-accepted"})
    talks.amend("EST-000009", CHANGED)
    assert belongs(talks, NOR)["said again by"] == ("EST-000009",)
    assert belongs(talks, "EST-000009")["says again"] == (NOR,)


def test_what_was_superseded_names_by_which_as_the_secretariat_wrote_it() -> None:
    talks = worked_example()
    talks.amend("USA-000009", {"critical-infrastructure": CRITICAL.replace("damage", "harm")})
    talks.decide("status", ["USA-000009"], status={"USA-000009": "superseded"})
    held = talks.amendments["USA-000009"]
    talks.amendments["USA-000009"] = replace(held, decided_because=f"By {NOR[:-2]}, and not by FRA-ZZ.")
    assert belongs(talks, "USA-000009") == {"named in its decision": (NOR,)}
    assert belongs(talks, NOR)["named in the decision on"] == ("USA-000009",)
