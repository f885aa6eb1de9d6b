import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.text.attribution import Parties, Stance, Voice, attribute
from tests.text.texts import law

PARTIES = Parties(
    (("G77", ("BRA", "FJI", "IND", "TUV")), ("AOSIS", ("FJI", "TUV")), ("SOLO", ("USA",))),
    ("AUS", "BRA", "FJI", "IND", "JPN", "NOR", "RUS", "TUV", "USA"),
)


def said(change: str, **stances: str) -> str:
    """The attribution of a change, from what each party says; the proponent `proposes`."""
    voices = [Voice(party, stance) for party, stance in stances.items()]  # type: ignore[arg-type]
    return str(attribute(voices, PARTIES, change))  # type: ignore[arg-type]


def test_a_proponent_stands_before_those_who_support_it() -> None:
    assert said("replacement", AUS="supports", NOR="proposes", JPN="cosponsors") == "NOR, AUS, JPN"


def test_groups_stand_before_signatories() -> None:
    assert said("replacement", AUS="proposes", AOSIS="proposes") == "AOSIS, AUS"


def test_the_order_is_that_of_the_signatories_file() -> None:
    assert said("replacement", USA="proposes", RUS="proposes", AUS="proposes") == "AUS, RUS, USA"


def test_a_groups_name_replaces_its_members_when_all_say_the_same() -> None:
    assert said("insertion", FJI="proposes", TUV="supports") == "AOSIS"
    assert said("insertion", FJI="proposes", AUS="supports") == "FJI, AUS"


def test_a_groups_name_does_not_replace_its_members_when_one_says_something_else() -> None:
    assert said("insertion", FJI="proposes", TUV="reserves") == "FJI; TUV reserve"


def test_the_largest_group_that_holds_together_is_named() -> None:
    assert said("replacement", BRA="proposes", FJI="supports", IND="supports", TUV="supports") == "G77"


def test_a_group_is_not_named_for_members_who_speak_only_through_another_one() -> None:
    assert said("insertion", FJI="proposes", G77="supports", BRA="opposes", AOSIS="accepts") == "FJI, G77; BRA delete"
    parties = Parties((("ALL", ("AUS", "FJI", "TUV")), ("AOSIS", ("FJI", "TUV"))), ("AUS", "FJI", "TUV"))
    voices = [Voice("FJI", "proposes"), Voice("ALL", "supports"), Voice("AUS", "opposes")]
    assert str(attribute(voices, parties, "insertion")) == "FJI, ALL; AUS delete"


def test_a_group_that_says_something_else_itself_is_not_named_for_its_members() -> None:
    assert said("insertion", FJI="proposes", TUV="proposes", AOSIS="accepts") == "FJI, TUV"
    assert said("insertion", FJI="proposes", TUV="proposes", AOSIS="reserves") == "FJI, TUV; AOSIS reserve"


def test_a_group_of_one_does_not_hide_its_member() -> None:
    assert said("replacement", USA="proposes") == "USA"


def test_a_member_that_says_what_its_group_says_is_not_named_twice() -> None:
    assert said("insertion", AOSIS="proposes", FJI="cosponsors") == "AOSIS"


def test_a_members_own_voice_shows_as_a_departure_from_its_group() -> None:
    assert said("insertion", AOSIS="proposes", FJI="opposes") == "AOSIS; FJI delete"


def test_a_member_that_says_what_its_group_says_is_not_named_apart_because_another_departs() -> None:
    assert said("insertion", AOSIS="proposes", FJI="cosponsors", TUV="opposes") == "AOSIS; TUV delete"


def test_a_proponent_is_named_beside_its_group_unless_the_group_holds_together() -> None:
    assert said("insertion", FJI="proposes", AOSIS="supports", TUV="opposes") == "FJI, AOSIS; TUV delete"
    assert said("insertion", FJI="proposes", AOSIS="supports", TUV="supports") == "AOSIS"
    assert said("insertion", FJI="proposes", AOSIS="supports") == "AOSIS"


def test_a_group_stands_among_the_proponents_when_one_of_those_whom_it_replaces_is_one() -> None:
    assert said("insertion", AUS="proposes", FJI="proposes", TUV="supports") == "AOSIS, AUS"
    assert said("insertion", AUS="proposes", AOSIS="proposes", TUV="supports") == "AOSIS, AUS"
    assert said("insertion", AUS="proposes", FJI="supports", TUV="supports") == "AUS, AOSIS"


def test_who_says_several_things_of_joined_proposals_is_named_once_for_the_strongest() -> None:
    def of_russia(*stances: Stance) -> str:
        voices = [Voice("NOR", "proposes"), *(Voice("RUS", stance) for stance in stances)]
        return str(attribute(voices, PARTIES, "replacement"))

    assert of_russia("reserves", "opposes") == "NOR; RUS oppose"
    assert of_russia("opposes", "supports", "reserves") == "NOR, RUS"
    assert of_russia("accepts", "reserves") == "NOR; RUS reserve"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("insertion", "NOR; RUS delete; JPN reserve"),
        ("replacement", "NOR; RUS oppose; JPN reserve"),
        ("deletion", "RUS retain; NOR delete; JPN reserve"),
        ("move", "RUS retain; NOR move; JPN reserve"),
        ("renumbering", "NOR renumber; RUS oppose; JPN reserve"),
    ],
)
def test_each_change_has_its_verbs(change: str, expected: str) -> None:
    assert said(change, NOR="proposes", RUS="opposes", JPN="reserves") == expected


def test_asking_to_retain_and_opposing_a_deletion_are_the_same() -> None:
    assert said("deletion", NOR="proposes", RUS="opposes", JPN="retains") == "JPN, RUS retain; NOR delete"


def test_a_member_that_can_accept_what_its_group_rejects_or_asks_for_is_named_apart() -> None:
    assert said("insertion", NOR="proposes", AOSIS="opposes", FJI="accepts") == "NOR; AOSIS delete; FJI accept"
    assert said("deletion", NOR="proposes", AOSIS="reserves", TUV="accepts") == "NOR delete; AOSIS reserve; TUV accept"
    assert said("replacement", AOSIS="proposes", FJI="accepts") == "AOSIS; FJI accept"
    assert said("replacement", AOSIS="accepts", FJI="accepts", NOR="proposes") == "NOR"


def test_a_member_that_spoke_about_an_earlier_text_is_named_apart_where_its_group_is() -> None:
    assert said("insertion", NOR="proposes", AOSIS="supports", FJI="stale") == "NOR, AOSIS; FJI stale"
    assert said("deletion", NOR="proposes", AOSIS="opposes", FJI="stale", TUV="accepts") == (
        "AOSIS retain; NOR delete; TUV accept; FJI stale"
    )
    assert said("replacement", NOR="proposes", FJI="stale") == "NOR"


def test_silence_and_acceptance_are_not_named() -> None:
    assert said("replacement", NOR="proposes", RUS="accepts") == "NOR"
    assert said("base") == ""


def test_who_supports_one_of_two_joined_proposals_asks_for_their_words() -> None:
    voices = [Voice("NOR", "proposes"), Voice("RUS", "opposes"), Voice("USA", "proposes"), Voice("RUS", "supports")]
    assert str(attribute(voices, PARTIES, "replacement")) == "NOR, USA, RUS"


STANCES: tuple[Stance, ...] = ("proposes", "cosponsors", "supports", "accepts", "reserves", "opposes", "retains")
VOICES = st.lists(
    st.builds(Voice, st.sampled_from((*PARTIES.signatories, "G77", "AOSIS", "XAA")), st.sampled_from(STANCES)),
    unique_by=lambda voice: voice.party,
)


@law
@given(VOICES, st.sampled_from(["insertion", "deletion", "replacement", "move", "base"]))
def test_nobody_is_named_for_what_it_did_not_say(voices: list[Voice], change: str) -> None:
    says = {voice.party: voice.stance for voice in voices}
    groups = dict(PARTIES.groups)
    for part in attribute(voices, PARTIES, change).parts:  # type: ignore[arg-type]
        for party in part.parties:
            if party in says:
                assert (says[party] == "reserves") == (part.verb == "reserve")
                assert (says[party] == "accepts") == (part.verb == "accept")
            else:
                assert all(member in says or any(member in groups.get(g, ()) for g in says) for member in groups[party])


@law
@given(VOICES)
def test_every_voice_for_or_against_is_named_itself_or_by_its_group(voices: list[Voice]) -> None:
    groups = dict(PARTIES.groups)
    named = {party for part in attribute(voices, PARTIES, "insertion").parts for party in part.parties}
    for voice in voices:
        if voice.stance != "accepts":
            assert voice.party in named or any(voice.party in groups.get(group, ()) for group in named)


@law
@given(VOICES, st.sampled_from(["insertion", "deletion", "replacement", "move", "base"]))
def test_no_groups_name_stands_for_a_member_that_says_something_else(voices: list[Voice], change: str) -> None:
    groups = dict(PARTIES.groups)
    parts = attribute(voices, PARTIES, change).parts  # type: ignore[arg-type]
    verbs = {party: part.verb for part in parts for party in part.parties}
    for voice in voices:
        over = {verbs[group] for group in groups if group in verbs and voice.party in groups[group]}
        if voice.stance == "accepts" and over:
            told = {verbs.get(party) for party in (voice.party, *groups) if voice.party in groups.get(party, (party,))}
            assert "accept" in told
        elif voice.stance == "reserves" and over:
            assert verbs.get(voice.party, "reserve") == "reserve"


@law
@given(VOICES, st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(voices: list[Voice], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(voices)
    random.shuffle(shuffled)
    assert attribute(voices, PARTIES, "insertion") == attribute(shuffled, PARTIES, "insertion")
