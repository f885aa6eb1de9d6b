"""Whose word counts, and for what."""

from __future__ import annotations

import pytest

from drafter.draft.brackets import Brackets
from drafter.draft.standing import Standings
from drafter.model.target import Target
from drafter.model.terms import Adoption, Stance
from tests.draft.building import ROSTER, Talks, article

A, B = "AUS-000001", "USA-000001"
ON_A = Target(amendment=A)


def talks(source: str = ROSTER) -> Talks:
    made = Talks(article("scope", "1. States shall act.\n\n2. States shall report.\n"), source=source)
    made.amend(A, {"scope": "1. States shall promptly act.\n\n2. States shall report.\n"})
    return made


def test_silence_is_not_consent() -> None:
    standings = Standings(talks().at())
    tally = standings.tally(ON_A)
    assert tally.proposes == ("AUS",)
    assert tally.supports == tally.accepts == ()
    assert "FRA" in tally.silent
    assert (tally.states_for, tally.states_against) == (1, 0)


def test_a_member_without_a_word_of_its_own_stands_with_its_group() -> None:
    made = talks()
    made.position("EUE", A, Stance.SUPPORT, on_behalf_of="EU")
    standings = Standings(made.at())
    france = standings.of("FRA", ON_A)
    assert (france.stance, france.group, france.departs) == (Stance.SUPPORT, "EU", ())
    assert standings.of("EUE", ON_A).group == "EU"
    assert standings.of("BRA", ON_A).stance is Stance.NONE


def test_a_members_own_word_wins_over_its_groups_and_shows_as_a_departure() -> None:
    made = talks()
    made.position("EUE", A, Stance.SUPPORT, on_behalf_of="EU")
    made.position("FRA", A, Stance.OPPOSE)
    standings = Standings(made.at())
    france = standings.of("FRA", ON_A)
    assert (france.stance, france.group, france.departs) == (Stance.OPPOSE, None, ("EU",))
    assert standings.tally(ON_A).blocked_by == ("FRA",)
    assert standings.of("DEU", ON_A).departs == ()


def test_a_record_of_none_falls_back_to_the_group() -> None:
    made = talks()
    made.position("EUE", A, Stance.SUPPORT, on_behalf_of="EU")
    made.position("FRA", A, Stance.OPPOSE)
    made.position("FRA", A, Stance.NONE)
    france = Standings(made.at()).of("FRA", ON_A)
    assert (france.stance, france.group) == (Stance.SUPPORT, "EU")


def test_of_several_groups_the_first_in_the_file_that_holds_a_position_speaks() -> None:
    made = talks()
    made.position("IND", A, Stance.OPPOSE, on_behalf_of="G77")
    assert Standings(made.at()).of("FJI", ON_A).group == "G77"
    made.position("WSM", A, Stance.ACCEPT, on_behalf_of="AOSIS")
    fiji = Standings(made.at()).of("FJI", ON_A)
    assert (fiji.stance, fiji.group, fiji.departs) == (Stance.ACCEPT, "AOSIS", ("G77",))


def test_where_any_member_may_speak_the_newest_word_is_the_groups() -> None:
    made = talks()
    made.position("BRA", A, Stance.SUPPORT, on_behalf_of="G77")
    made.position("IND", A, Stance.RESERVE, on_behalf_of="G77")
    assert Standings(made.at()).groups(ON_A)["G77"].stance is Stance.RESERVE


def test_a_position_on_an_earlier_text_counts_neither_for_nor_against() -> None:
    made = talks()
    made.position("EUE", A, Stance.SUPPORT, on_behalf_of="EU")
    made.position("BRA", A, Stance.OPPOSE)
    made.position("EST", A, Stance.SUPPORT, cosponsor=True)
    made.revise(A, {"scope": "1. States shall swiftly act.\n\n2. States shall report.\n"})
    standings = Standings(made.at())
    tally = standings.tally(ON_A)
    assert tally.supports == tally.opposes == ()
    assert set(tally.stale) == {"AUT", "BRA", "DEU", "EST", "FRA", "EUE"}
    assert standings.cosponsors(A) == ()
    assert standings.of("EST", ON_A).phrase == "supports (stale)"


def test_an_own_word_on_an_earlier_text_is_not_replaced_by_the_groups() -> None:
    made = talks()
    made.position("FRA", A, Stance.OPPOSE)
    made.revise(A, {"scope": "1. States shall swiftly act.\n\n2. States shall report.\n"})
    made.position("EUE", A, Stance.SUPPORT, on_behalf_of="EU")
    standings = Standings(made.at())
    assert (standings.of("FRA", ON_A).stance, standings.of("FRA", ON_A).stale) == (Stance.OPPOSE, True)
    assert "FRA" not in standings.tally(ON_A).supports


def test_cosponsors_are_those_who_say_so_themselves() -> None:
    made = talks()
    made.position("WSM", A, Stance.SUPPORT, cosponsor=True, on_behalf_of="AOSIS")
    made.position("NOR", A, Stance.SUPPORT, cosponsor=True)
    made.position("JPN", A, Stance.SUPPORT)
    standings = Standings(made.at())
    assert standings.cosponsors(A) == ("AOSIS", "NOR")
    assert not standings.of("TUV", ON_A).cosponsors


def test_a_proposal_is_its_groups_when_its_proposer_says_so_itself() -> None:
    made = talks()
    made.amend("WSM-000002", {"scope": "1. States shall act.\n"})
    assert Standings(made.at()).proponent("WSM-000002") == "WSM"
    made.position("WSM", "WSM-000002", Stance.SUPPORT, on_behalf_of="AOSIS")
    assert Standings(made.at()).proponent("WSM-000002") == "AOSIS"
    made.position("FJI", A, Stance.SUPPORT, on_behalf_of="AOSIS")
    assert Standings(made.at()).proponent(A) == "AUS"


def test_who_spoke_for_a_group_before_another_member_did_otherwise_is_heard_for_itself() -> None:
    made = talks()
    made.position("BRA", A, Stance.SUPPORT, on_behalf_of="G77")
    made.position("IND", A, Stance.OPPOSE, on_behalf_of="G77")
    standings = Standings(made.at())
    brazil, india = standings.of("BRA", ON_A), standings.of("IND", ON_A)
    assert (brazil.stance, brazil.group, brazil.departs) == (Stance.SUPPORT, None, ("G77",))
    assert (india.stance, india.group) == (Stance.OPPOSE, "G77")
    voices = {voice.party: voice.stance for voice in Brackets(made.at()).voices(A)}
    assert (voices["BRA"], voices["G77"]) == ("supports", "opposes")
    assert "IND" not in voices


def test_a_proposal_is_no_longer_its_groups_when_the_group_says_otherwise_later() -> None:
    made = talks()
    made.amend("BRA-000002", {"scope": "1. States shall act.\n"})
    made.position("BRA", "BRA-000002", Stance.SUPPORT, on_behalf_of="G77")
    made.position("IND", "BRA-000002", Stance.OPPOSE, on_behalf_of="G77")
    assert Standings(made.at()).proponent("BRA-000002") == "BRA"
    voices = {voice.party: voice.stance for voice in Brackets(made.at()).voices("BRA-000002")}
    assert voices == {"BRA": "proposes", "G77": "opposes"}


def test_an_observer_holds_no_position() -> None:
    made = talks()
    made.position("XRC", A, Stance.OPPOSE)
    standings = Standings(made.at())
    assert standings.of("XRC", ON_A).stance is Stance.NONE
    assert standings.tally(ON_A).consensus


def test_a_reserve_does_not_block_and_an_objection_does() -> None:
    made = talks()
    made.position("JPN", A, Stance.RESERVE)
    assert Standings(made.at()).tally(ON_A).adoptable(Adoption.CONSENSUS)
    made.position("RUS", A, Stance.OPPOSE)
    tally = Standings(made.at()).tally(ON_A)
    assert not tally.adoptable(Adoption.CONSENSUS)
    assert tally.reserves == ("JPN",)
    assert tally.blocked_by == ("RUS",)


def test_two_thirds_counts_states_that_vote_yes_or_no() -> None:
    made = talks()
    made.position("BRA", A, Stance.OPPOSE)
    made.position("EUE", A, Stance.SUPPORT)
    made.position("JPN", A, Stance.RESERVE)
    tally = Standings(made.at()).tally(ON_A)
    assert (tally.states_for, tally.states_against, tally.two_thirds) == (1, 1, False)
    made.position("USA", A, Stance.ACCEPT)
    tally = Standings(made.at()).tally(ON_A)
    assert (tally.states_for, tally.states_against, tally.two_thirds) == (2, 1, True)


def test_an_unsigned_word_does_not_count_where_signatures_are_required() -> None:
    made = talks(ROSTER.replace('signatures = "optional"', 'signatures = "required"'))
    made.position("RUS", A, Stance.OPPOSE)
    assert Standings(made.at()).tally(ON_A).consensus


def test_who_retains_the_base_against_an_amendment_is_named() -> None:
    made = talks()
    made.retain("JPN-000001", "scope:1", against=A)
    assert Standings(made.at()).tally(ON_A).retains == ("JPN",)


def test_to_ask_that_the_words_be_kept_is_a_formal_objection() -> None:
    made = talks()
    made.retain("JPN-000001", "scope:1", against=A)
    tally = Standings(made.at()).tally(ON_A)
    assert (tally.blocked_by, tally.consensus, tally.adoptable(Adoption.CONSENSUS)) == (("JPN",), False, False)
    assert tally.states_against == 0, "it is a proposal, not a vote"


@pytest.mark.parametrize("stance", [Stance.SUPPORT, Stance.ACCEPT])
def test_who_asked_that_the_words_be_kept_and_can_live_with_others_objects_no_longer(stance: Stance) -> None:
    made = talks()
    made.retain("JPN-000001", "scope:1", against=A)
    made.position("JPN", A, stance)
    assert Standings(made.at()).tally(ON_A).consensus
    made.revise(A, {"scope": "1. Another text.\n"})
    assert Standings(made.at()).tally(ON_A).blocked_by == ("JPN",), "that was about another text"


def test_who_opposes_and_asks_that_the_words_be_kept_is_named_once() -> None:
    made = talks()
    made.retain("JPN-000001", "scope:1", against=A)
    made.position("JPN", A, Stance.OPPOSE)
    assert Standings(made.at()).tally(ON_A).blocked_by == ("JPN",)


def test_an_observers_wish_that_the_words_be_kept_blocks_nothing() -> None:
    made = talks()
    made.retain("XRC-000001", "scope:1", against=A)
    assert Standings(made.at()).tally(ON_A).consensus
