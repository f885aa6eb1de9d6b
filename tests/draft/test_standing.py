"""Whose word counts, and for what."""

from __future__ import annotations

import pytest

from drafter.draft.brackets import Brackets
from drafter.draft.standing import Standings
from drafter.model.target import Target
from drafter.model.terms import Adoption, Stance
from tests.draft.building import ROSTER, Talks, article, roster

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
    assert (standings.of("EST", ON_A).phrase, standings.of("EST", ON_A).note) == ("supports", "stale")


def test_a_position_on_a_clause_that_was_deleted_is_about_no_text_any_more() -> None:
    made = talks()
    made.position("FRA", "scope", Stance.SUPPORT)
    made.position("DEU", "scope:2", Stance.OPPOSE)
    standing = made.clauses["scope"]
    made.clauses["scope"] = standing.with_value("status", "deleted")
    gone = Standings(made.at())
    assert gone.of("FRA", Target("scope")).stale
    assert gone.tally(Target("scope", "2")).blocked_by == ()
    made.clauses["scope"] = standing
    assert not Standings(made.at()).of("FRA", Target("scope")).stale


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


def test_a_proposal_stays_its_proposers_while_its_own_word_for_the_group_is_on_an_earlier_text() -> None:
    made = talks()
    made.amend("BRA-000002", {"scope": "1. States shall act.\n"})
    made.position("BRA", "BRA-000002", Stance.SUPPORT)
    assert Standings(made.at()).proponent("BRA-000002") == "BRA"
    made.position("BRA", "BRA-000002", Stance.RESERVE, on_behalf_of="G77")
    assert Standings(made.at()).proponent("BRA-000002") == "BRA"
    made.position("IND", "BRA-000002", Stance.SUPPORT, on_behalf_of="G77")
    assert Standings(made.at()).proponent("BRA-000002") == "BRA", "no word of its own makes it the group's"
    made.position("BRA", "BRA-000002", Stance.SUPPORT, on_behalf_of="G77")
    assert Standings(made.at()).proponent("BRA-000002") == "G77"
    made.revise("BRA-000002", {"scope": "1. States shall swiftly act.\n"})
    assert Standings(made.at()).proponent("BRA-000002") == "BRA"
    made.position("IND", "BRA-000002", Stance.SUPPORT, on_behalf_of="G77")
    assert Standings(made.at()).proponent("BRA-000002") == "BRA"


def test_a_proposal_is_no_longer_its_groups_when_the_group_spoke_last_on_an_earlier_text() -> None:
    made = talks()
    made.amend("BRA-000002", {"scope": "1. States shall act.\n"})
    made.position("IND", "BRA-000002", Stance.SUPPORT, on_behalf_of="G77")
    earlier = made.positions["IND", Target(amendment="BRA-000002")]
    made.revise("BRA-000002", {"scope": "1. States shall swiftly act.\n"})
    made.position("BRA", "BRA-000002", Stance.SUPPORT, on_behalf_of="G77")
    assert Standings(made.at()).proponent("BRA-000002") == "G77"
    # India had not seen the new version when it spoke, later than Brazil.
    made.positions["IND", Target(amendment="BRA-000002")] = earlier._replace(date=made.date())
    assert Standings(made.at()).proponent("BRA-000002") == "BRA"


def test_who_spoke_for_a_group_that_it_left_is_heard_as_the_group_and_not_once_more() -> None:
    made = talks()
    made.position("EUE", A, Stance.OPPOSE, on_behalf_of="EU")
    made.roster = roster(ROSTER.replace('spokesperson = "EUE"\n', ""))
    standings = Standings(made.at())
    assert standings.voices(ON_A, standings.tally(ON_A).opposes) == ("EU",)


def test_who_has_left_the_talks_stands_in_nobodys_way_with_what_it_asked_to_keep() -> None:
    made = talks()
    made.retain("JPN-000009", "scope", against=A)
    assert Standings(made.at()).tally(ON_A).keeps == ("JPN",)
    made.roster = roster(ROSTER.replace('[signatories.JPN]\nname = "Japan"\n', ""))
    assert Standings(made.at()).tally(ON_A).keeps == ()


def test_nobody_co_sponsors_what_is_its_own_proposal() -> None:
    made = talks()
    made.amend("BRA-000002", {"scope": "1. States shall act.\n"})
    on_it = Target(amendment="BRA-000002")
    made.position("BRA", "BRA-000002", Stance.SUPPORT, on_behalf_of="G77")
    made.position("IND", "BRA-000002", Stance.SUPPORT, cosponsor=True, on_behalf_of="G77")
    made.position("NOR", "BRA-000002", Stance.SUPPORT, cosponsor=True)
    standings = Standings(made.at())
    assert standings.proponent("BRA-000002") == "G77"
    assert standings.cosponsors("BRA-000002") == ("NOR",)
    made.position("BRA", "BRA-000002", Stance.SUPPORT, cosponsor=True)
    assert "BRA" not in Standings(made.at()).cosponsors("BRA-000002")
    brazil = Standings(made.at()).of("BRA", on_it)
    assert (brazil.phrase, brazil.cosponsors) == ("proposes", False)


def test_only_who_supports_co_sponsors() -> None:
    made = talks()
    made.position("NOR", A, Stance.ACCEPT, cosponsor=True)
    standings = Standings(made.at())
    assert standings.cosponsors(A) == ()
    assert standings.of("NOR", ON_A).mark == Stance.ACCEPT.mark


def test_a_proponent_stands_by_its_text_whatever_it_or_its_group_said_before() -> None:
    made = talks()
    made.amend("FRA-000002", {"scope": "1. States shall act.\n"})
    on_it = Target(amendment="FRA-000002")
    made.position("EUE", "FRA-000002", Stance.OPPOSE, on_behalf_of="EU")
    france = Standings(made.at()).of("FRA", on_it)
    assert (france.stance, france.stale, france.proposes, france.departs) == (Stance.SUPPORT, False, True, ("EU",))
    made.position("FRA", "FRA-000002", Stance.RESERVE)
    made.revise("FRA-000002", {"scope": "1. States shall swiftly act.\n"})
    france = Standings(made.at()).of("FRA", on_it)
    assert (france.stance, france.stale, france.departs) == (Stance.SUPPORT, False, ())


def test_a_group_that_spoke_on_the_text_as_it_stands_is_heard_before_one_that_did_earlier() -> None:
    made = talks()
    made.position("WSM", A, Stance.SUPPORT, on_behalf_of="AOSIS")
    made.revise(A, {"scope": "1. States shall swiftly act.\n\n2. States shall report.\n"})
    fiji = Standings(made.at()).of("FJI", ON_A)
    assert (fiji.group, fiji.stale) == ("AOSIS", True)
    made.position("IND", A, Stance.OPPOSE, on_behalf_of="G77")
    fiji = Standings(made.at()).of("FJI", ON_A)
    assert (fiji.group, fiji.stance, fiji.stale, fiji.departs) == ("G77", Stance.OPPOSE, False, ())


def test_everybody_with_a_seat_is_counted_once_and_who_said_nothing_is_silent() -> None:
    made = talks()
    made.position("EUE", A, Stance.SUPPORT, on_behalf_of="EU")
    made.position("RUS", A, Stance.NONE)
    tally = Standings(made.at()).tally(ON_A)
    assert tally.supports == ("AUT", "DEU", "FRA", "EUE")
    assert tally.silent == ("BRA", "EST", "FJI", "IND", "JPN", "NOR", "RUS", "TUV", "USA", "WSM")


def test_an_observer_holds_no_position() -> None:
    made = talks()
    made.position("XRC", A, Stance.OPPOSE)
    standings = Standings(made.at())
    assert standings.of("XRC", ON_A).stance is Stance.NONE
    assert standings.tally(ON_A).consensus
    assert Brackets(made.at()).voices(A)[1:] == ()


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


def test_where_nobody_is_for_a_text_two_thirds_are_not_for_it_either() -> None:
    made = talks()
    on_a_paragraph = Target("scope", "1")
    assert not Standings(made.at()).tally(on_a_paragraph).two_thirds
    made.position("JPN", "scope:1", Stance.RESERVE)
    assert not Standings(made.at()).tally(on_a_paragraph).adoptable(Adoption.TWO_THIRDS)


def test_each_rule_of_adoption_is_asked_by_itself() -> None:
    made = talks()
    made.position("EST", A, Stance.SUPPORT)
    made.position("BRA", A, Stance.OPPOSE)
    tally = Standings(made.at()).tally(ON_A)
    assert tally.adoptable(Adoption.TWO_THIRDS)
    assert not tally.adoptable(Adoption.CONSENSUS)
    on_a_paragraph = Standings(made.at()).tally(Target("scope", "1"))
    assert on_a_paragraph.adoptable(Adoption.CONSENSUS)
    assert not on_a_paragraph.adoptable(Adoption.TWO_THIRDS)


def test_a_group_that_takes_its_word_back_or_spoke_on_an_earlier_text_co_sponsors_no_longer() -> None:
    made = talks()
    made.position("WSM", A, Stance.SUPPORT, cosponsor=True, on_behalf_of="AOSIS")
    made.revise(A, {"scope": "1. States shall swiftly act.\n\n2. States shall report.\n"})
    assert Standings(made.at()).cosponsors(A) == ()
    assert Standings(made.at()).of("TUV", ON_A).note == "stale"
    made.position("WSM", A, Stance.NONE, on_behalf_of="AOSIS")
    standings = Standings(made.at())
    assert standings.groups(ON_A) == {}
    assert {standings.of(code, ON_A).stance for code in ("FJI", "TUV", "WSM")} == {Stance.NONE}


def test_a_word_on_behalf_of_a_group_that_is_no_longer_listed_is_the_speakers_own() -> None:
    made = talks()
    made.position("IND", A, Stance.OPPOSE, on_behalf_of="G77")
    made.roster = roster(ROSTER.replace("[groups.G77]", "[groups.G90]"))
    standings = Standings(made.at())
    assert standings.groups(ON_A) == {}
    assert standings.tally(ON_A).blocked_by == ("IND",)
    assert standings.of("IND", ON_A).group is None


def test_how_a_signatory_stands_is_said_in_one_word_where_the_text_is_not_named() -> None:
    made = talks()
    made.position("EST", A, Stance.SUPPORT, cosponsor=True)
    made.position("BRA", A, Stance.OPPOSE)
    standings = Standings(made.at())
    said = {code: standings.of(code, ON_A).alone for code in ("AUS", "EST", "BRA")}
    assert said == {"AUS": "proposes", "EST": "co-sponsors", "BRA": Stance.OPPOSE.alone}
    assert (standings.of("BRA", ON_A).counts, standings.of("FRA", ON_A).counts) == (True, False)
    made.revise(A, {"scope": "1. States shall swiftly act.\n\n2. States shall report.\n"})
    later = Standings(made.at()).of("BRA", ON_A)
    assert (later.counts, later.alone, later.note) == (False, Stance.OPPOSE.alone, "stale")


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
    assert "JPN" not in tally.silent


def test_who_asks_that_words_be_kept_from_everybody_objects_to_all_that_change_them_and_to_no_other() -> None:
    made = talks()
    made.amend(B, {"scope": "1. States shall act.\n\n2. States shall report yearly.\n"})
    made.retain("JPN-000001", "scope:2")
    standings = Standings(made.at())
    tallies = [standings.tally(Target(amendment=id)) for id in (A, B)]
    assert [tally.blocked_by for tally in tallies] == [(), ("JPN",)]
    assert standings.keepers(tallies[1]) == ("JPN",)
    made.retain("RUS-000001", "scope")
    assert Standings(made.at()).tally(ON_A).blocked_by == ("RUS",)


@pytest.mark.parametrize("stance", [Stance.SUPPORT, Stance.ACCEPT])
def test_who_asked_that_the_words_be_kept_and_can_live_with_others_objects_no_longer(stance: Stance) -> None:
    made = talks()
    made.retain("JPN-000001", "scope:1", against=A)
    made.position("JPN", A, stance)
    assert Standings(made.at()).tally(ON_A).consensus
    made.revise(A, {"scope": "1. Another text.\n"})
    assert Standings(made.at()).tally(ON_A).blocked_by == ("JPN",), "that was about another text"


def test_a_group_that_is_for_an_amendment_takes_back_no_objection_of_its_member() -> None:
    """A member's own word wins for that member."""
    made = talks()
    made.position("EUE", A, Stance.SUPPORT, on_behalf_of="EU")
    made.retain("DEU-000001", "scope:1", against=A)
    made.position("EUE", A, Stance.ACCEPT, on_behalf_of="EU")
    standings = Standings(made.at())
    tally = standings.tally(ON_A)
    assert (tally.keeps, standings.blocking(tally), tally.consensus) == (("DEU",), ("DEU",), False)
    made.position("DEU", A, Stance.ACCEPT)
    assert Standings(made.at()).tally(ON_A).consensus


def test_who_was_for_an_amendment_and_asks_since_that_the_words_be_kept_objects() -> None:
    made = talks()
    made.position("JPN", A, Stance.SUPPORT)
    made.retain("JPN-000001", "scope:1", against=A)
    assert Standings(made.at()).tally(ON_A).blocked_by == ("JPN",)


def test_words_that_a_group_asks_to_keep_are_told_under_its_name() -> None:
    made = talks()
    made.retain("EUE-000001", "scope:1", against=A)
    made.retain("JPN-000001", "scope:1", against=A)
    standings = Standings(made.at())
    assert standings.keepers(standings.tally(ON_A)) == ("EUE", "JPN")
    made.position("EUE", "EUE-000001", Stance.SUPPORT, on_behalf_of="EU")
    standings = Standings(made.at())
    assert standings.keepers(standings.tally(ON_A)) == ("EU", "JPN")


def test_of_several_wishes_that_words_be_kept_those_against_an_amendment_are_told_as_long_as_they_stand() -> None:
    made = talks()
    made.amend(B, {"scope": "1. States shall act.\n"})
    made.retain("EUE-000001", "scope:1", against=A)
    made.retain("EUE-000002", "scope:2", against=B)
    made.position("EUE", "EUE-000002", Stance.SUPPORT, on_behalf_of="EU")
    standings = Standings(made.at())
    assert standings.keepers(standings.tally(ON_A)) == ("EUE",)
    assert standings.keepers(standings.tally(Target(amendment=B))) == ("EU",)
    made.position("EUE", A, Stance.ACCEPT)
    standings = Standings(made.at())
    assert standings.keepers(standings.tally(ON_A)) == ()


def test_who_opposes_and_asks_that_the_words_be_kept_is_named_once() -> None:
    made = talks()
    made.retain("JPN-000001", "scope:1", against=A)
    made.position("JPN", A, Stance.OPPOSE)
    assert Standings(made.at()).tally(ON_A).blocked_by == ("JPN",)


def test_an_observers_wish_that_the_words_be_kept_blocks_nothing() -> None:
    made = talks()
    made.retain("XRC-000001", "scope:1", against=A)
    assert Standings(made.at()).tally(ON_A).consensus


def test_who_opposes_is_named_by_its_group_where_that_spoke_for_it() -> None:
    made = talks()
    made.position("EUE", A, Stance.OPPOSE, on_behalf_of="EU")
    made.position("RUS", A, Stance.OPPOSE)
    standings = Standings(made.at())
    assert standings.voices(ON_A, standings.tally(ON_A).opposes) == ("EU", "RUS")
    made.position("DEU", A, Stance.OPPOSE)
    standings = Standings(made.at())
    assert standings.voices(ON_A, standings.tally(ON_A).opposes) == ("EU", "RUS"), "it says the same as its group"
    made.position("FRA", A, Stance.SUPPORT)
    standings = Standings(made.at())
    assert standings.voices(ON_A, standings.tally(ON_A).supports) == ("FRA",), "it departs, and is named for itself"


def test_who_tabled_an_amendment_proposes_it_itself_when_its_group_supports_it() -> None:
    made = talks()
    made.amend("DEU-000002", {"scope": "1. States shall act.\n"})
    made.position("EUE", "DEU-000002", Stance.SUPPORT, on_behalf_of="EU")
    standings, target = Standings(made.at()), Target(amendment="DEU-000002")
    germany, france = standings.of("DEU", target), standings.of("FRA", target)
    assert (germany.proposes, germany.group, germany.recorded, germany.departs) == (True, None, None, ())
    assert (france.stance, france.group) == (Stance.SUPPORT, "EU")
    made.position("EUE", "DEU-000002", Stance.OPPOSE, on_behalf_of="EU")
    standings = Standings(made.at())
    germany = standings.of("DEU", target)
    assert (germany.proposes, germany.group, germany.departs) == (True, None, ("EU",))
    assert "DEU" not in standings.tally(target).opposes


def test_who_tabled_an_amendment_on_behalf_of_its_group_proposes_it_for_the_group() -> None:
    made = talks()
    made.amend("EUE-000002", {"scope": "1. States shall act.\n"})
    made.position("EUE", "EUE-000002", Stance.SUPPORT, on_behalf_of="EU")
    assert Standings(made.at()).of("EUE", Target(amendment="EUE-000002")).group == "EU"
