"""The parties to a new treaty."""

from __future__ import annotations

import re

import pytest

from drafter.intake.states import signatories_file, treaty_id, un_parties
from drafter.model.problem import Problem
from drafter.model.signatory import Delegate, Roster
from drafter.model.terms import SignatoryKind

CHAIR = Delegate("The Chair", "chair@conference.example.org")


def made(parties: str, title: str = "Sample") -> tuple[bytes, Roster]:
    read = signatories_file(parties, id="sample", title=title, founder=CHAIR, file="parties.toml")
    assert not isinstance(read, Problem), read
    return read


def test_all_members_of_the_united_nations_are_listed_without_delegates() -> None:
    _, roster = made(un_parties())
    assert len(roster.signatories) == 193
    assert all(each.kind is SignatoryKind.STATE and not each.delegates for each in roster.signatories)
    assert (roster.name("CIV"), roster.name("TUR"), roster.name("USA")) == (
        "Côte d'Ivoire",
        "Türkiye",
        "United States of America",
    )


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
def test_a_treaty_in_a_language_of_the_united_nations_names_all_members_in_it(language: str) -> None:
    _, english = made(un_parties())
    _, roster = made(un_parties(language))
    assert [each.code for each in roster.signatories] == [each.code for each in english.signatories]
    assert [each.members for each in roster.groups] == [each.members for each in english.groups]
    names = [each.name for each in (*roster.signatories, *roster.groups)]
    assert len(set(names)) == 198
    # Articles are no part of a name in a list, and stars and notes of the source none of a name.
    assert not [each for each in names if re.search(r"\((?:l'|le|la|les|el|los|las)\)|[*<>]|^\s|\s$", each)]
    latin = [each for each in names if re.search(r"[A-Za-z]", each)]
    assert not latin if language in ("ar", "ru", "zh") else len(latin) == 198
    groups = {each.code: each.name for each in english.groups}
    assert not [each.code for each in roster.groups if each.name == groups[each.code]]


def test_states_are_called_as_the_united_nations_call_them() -> None:
    told = {tag: made(un_parties(tag))[1] for tag in ("fr-CA", "es", "ru", "zh", "ar")}
    assert told["fr-CA"].name("IRN") == "Iran (République islamique d')"
    assert told["fr-CA"].name("CIV") == "Côte d'Ivoire"
    assert told["es"].name("TUR") == "Türkiye"
    assert told["ru"].name("DEU") == "Германия"
    assert told["zh"].name("FRA") == "法国"
    assert told["ar"].name("EGY") == "مصر"


@pytest.mark.parametrize("tag", ["en", "de", "zh-Hant", "zh-TW", "pt-BR"])
def test_in_any_other_language_states_are_called_in_english(tag: str) -> None:
    assert un_parties(tag) == un_parties()


def test_the_secretariat_is_called_in_the_language_of_the_treaty() -> None:
    read = signatories_file("", id="x", title="T", founder=CHAIR, language="fr")
    assert not isinstance(read, Problem)
    assert read[1].secretariat.name == "Secrétariat"


def test_every_member_is_in_a_regional_group() -> None:
    _, roster = made(un_parties())
    assert [group.code for group in roster.groups] == ["AFRICA", "APG", "EEG", "GRULAC", "WEOG"]
    assert [len(group.members) for group in roster.groups] == [54, 55, 23, 33, 29]
    assert all(roster.groups_of(each.code) for each in roster.signatories)


def test_who_begins_the_treaty_is_the_first_delegate_of_the_secretariat() -> None:
    source, roster = made("", title='The "New" Treaty\\')
    assert roster.secretariat.delegates == (CHAIR,)
    assert roster.title == 'The "New" Treaty\\'
    assert source.endswith(b"\n")


def test_a_file_of_parties_is_kept_to_the_byte() -> None:
    parties = '# Ours\n[signatories.FRA]\nname = "France" # first\n'
    source, roster = made(parties)
    assert source.decode().endswith(parties)
    assert [each.code for each in roster.signatories] == ["FRA"]


def test_a_whole_signatories_file_is_taken_as_it_is() -> None:
    parties, _ = made("")
    again, roster = made(parties.decode())
    assert again == parties
    assert roster.id == "sample"


def test_a_problem_is_told_with_the_line_of_the_file_that_was_given() -> None:
    read = signatories_file(
        '\n[signatories.FRANCE]\nname = "x"\n', id="x", title="T", founder=CHAIR, file="parties.toml"
    )
    assert isinstance(read, Problem)
    assert (read.file, read.line) == ("parties.toml", 2)


def test_a_secretariat_that_does_not_list_the_founder_is_a_problem() -> None:
    read = signatories_file("[secretariat]\n", id="x", title="T", founder=CHAIR, file="parties.toml")
    assert isinstance(read, Problem)
    assert "chair@conference.example.org" in read.remedy


def test_the_id_of_a_treaty_comes_from_its_title() -> None:
    assert treaty_id("Digital Geneva Convention") == "digital-geneva-convention"
    assert treaty_id("條約") == "treaty"
    assert len(treaty_id("x" * 200)) <= 60
