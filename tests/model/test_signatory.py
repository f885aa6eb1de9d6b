"""`signatories.toml`: each problem is told with the line in which it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model.signatory import Roster, parse_roster
from drafter.model.terms import Adoption, SignatoryKind, Signatures

SOURCE = """\
# The parties.
[treaty]
id = "sample"
title = "Sample Treaty"
symbol = "S/1"
adoption = "two-thirds"

[secretariat]
name = "Secretariat"
delegates = [{ name = "Chair", email = "chair@conference.example.org" }]

[groups.EU]
name = "European Union"
members = [
  "FRA",
  "DEU",
]
spokesperson = "EUE"

[signatories.FRA]
name = "France"
delegates = [
  { name = "Delegate of France", email = "fra@fra.example.org", keys = ["ssh-ed25519 AAAA"] },
  { name = "Deputy of France", email = "deputy@fra.example.org" },
]

[signatories.DEU]
name = "Germany"
kind = "state"
delegates = [{ name = "Delegate of Germany", email = "deu@deu.example.org" }]

[signatories.EUE]
name = "European Union"
kind = "reio"
"""


def roster(source: str = SOURCE) -> Roster:
    read, problems = parse_roster(source)
    assert read is not None, problems
    return read


def test_a_roster_is_read_in_the_order_of_the_file() -> None:
    read = roster()
    assert [each.code for each in read.signatories] == ["FRA", "DEU", "EUE"]
    assert list(read.rank) == ["EU", "FRA", "DEU", "EUE"]
    assert (read.adoption, read.signatures) == (Adoption.TWO_THIRDS, Signatures.OPTIONAL)
    assert read.by_code["EUE"].kind is SignatoryKind.REIO
    assert read.by_code["XXS"].delegates[0].name == "Chair"
    assert (read.name("FRA"), read.name("EU"), read.name("ZZZ")) == ("France", "European Union", "ZZZ")
    found = read.delegate("FRA", "deputy@fra.example.org")
    assert found is not None
    assert found.name == "Deputy of France"
    assert read.delegate("DEU", "fra@fra.example.org") is None
    assert read.delegate("ZZZ", "fra@fra.example.org") is None


def test_a_group_speaks_through_its_spokesperson_and_for_its_members() -> None:
    (group,) = roster().groups
    assert group.may_be_spoken_for_by("EUE")
    assert not group.may_be_spoken_for_by("FRA")
    assert [group.holds_for(code) for code in ("FRA", "EUE", "XAA")] == [True, True, False]
    (open_group,) = roster(SOURCE.replace('spokesperson = "EUE"\n', "")).groups
    assert open_group.may_be_spoken_for_by("FRA")


def test_a_byte_order_mark_and_other_line_ends_do_not_stop_the_reading() -> None:
    assert roster("\ufeff" + SOURCE.replace("\n", "\r\n")) == roster()


@pytest.mark.parametrize(
    ("old", "new", "line", "said", "remedy"),
    [
        ('id = "sample"', 'id = "sample', 3, "not TOML", "mend the syntax"),
        ('kind = "reio"\n', 'kind = "reio"\n[x', 35, "not TOML", "mend the syntax"),
        ('id = "sample"', 'id = "Sample"', 3, "`Sample` is not the id", "small letters"),
        ('id = "sample"\n', "", 2, "`id` is missing in [treaty]", "add id"),
        ('title = "Sample Treaty"', "title = 3", 4, "`title` is not text", 'title = "..."'),
        ('title = "Sample Treaty"', 'title = "Sample\\nTreaty"', 4, "control character U+000A", "one line"),
        ('name = "France"', 'name = "Fr\\u202eance"', 21, "bidirectional control U+202E", "one line"),
        ('"two-thirds"', '"consensu"', 6, "unknown adoption `consensu`", "did you mean consensus?"),
        ('[secretariat]\nname = "Secretariat"', "[other]", 8, "unknown table `other`", "remove"),
        ('  "DEU",', '  "DUE",', 16, "unknown signatory `DUE`", "did you mean DEU"),
        ('  "DEU",', '  "FRA",', 16, "names `FRA` twice", "remove one"),
        ('members = [\n  "FRA",\n  "DEU",\n]', 'members = "FRA"', 14, "`members` is not a list of codes", "members ="),
        ('spokesperson = "EUE"', 'spokesperson = "XYZ"', 18, "unknown signatory `XYZ`", "list it"),
        ('spokesperson = "EUE"', "spokesperson = 1", 18, "`spokesperson` is not a code", "spokesperson ="),
        ("[groups.EU]", "[groups.eu]", 12, "`eu` is not the code of a group", "capital letters"),
        ("[groups.EU]", "[groups.FRA]", 12, "`FRA` is not the code of a group", "of its own"),
        ("[groups.EU]", "[groups.XXS]", 12, "`XXS` is not the code of a group", "of its own"),
        ("[signatories.DEU]", "[signatories.DE]", 27, "`DE` is not a code of three capital letters", "ISO 3166"),
        ("[signatories.DEU]", "[signatories.deu]", 27, "`deu` is not a code of three capital letters", "ISO 3166"),
        ("[signatories.DEU]", "[signatories.XXS]", 27, "XXS is the secretariat's code", "[secretariat]"),
        ("[signatories.DEU]", "[signatories.AUX]", 27, "no clone on Windows can hold the positions", "XAA to XZZ"),
        ('kind = "state"', 'kind = "States"', 29, "unknown kind `States`", "did you mean state?"),
        ('kind = "state"', "kind = true", 29, "`kind` is not text", "kind ="),
        ('name = "Germany"\n', "", 27, "`name` is missing in [signatories.DEU]", "add name"),
        ("deu@deu.example.org", "deu@", 30, "`deu@` is not an e-mail address", "name@host"),
        ("deputy@fra.example.org", "deputy@fra.", 24, "`deputy@fra.` is not an e-mail", "name@host"),
        ("Deputy of France", "Deputy <x>", 24, "`Deputy <x>` can't be the name", "leave out"),
        ("Deputy of France", "A. B. Jr.", 24, "`A. B. Jr.` can't be the name", "leave out"),
        ("deputy@fra.example.org", "fra@fra.example.org", 24, "is listed twice for FRA", "remove one"),
        ("deu@deu.example.org", "FRA@fra.example.org", 30, "listed for FRA and for DEU", "an address of its own"),
        ("deu@deu.example.org", "chair@conference.example.org", 30, "listed for XXS and for DEU", "of its own"),
        ('["ssh-ed25519 AAAA"]', '"ssh-ed25519 AAAA"', 22, "`keys` is not a list", "keys ="),
        ('[{ name = "Chair", email = "chair@conference.example.org" }]', "true", 10, "`delegates` is not a list", "["),
        ('[{ name = "Chair", email = "chair@conference.example.org" }]', "[3]", 10, "is not a table", "delegates ="),
        ("# The parties.", "signatories = 3", 20, "", ""),
        ("# The parties.", "server = 3", 1, "`server` is not a table", "[server]"),
        ('[secretariat]\nname = "Secretariat"', "[server]", 8, "`name` is missing in [server]", "add name"),
        ('name = "Secretariat"\n', "name = 3\n", 9, "`name` is not text", "name ="),
        ('symbol = "S/1"', "symbol = 1", 5, "`symbol` is not text", "symbol ="),
        ('members = [\n  "FRA",\n  "DEU",\n]', 'members = ["FRA", 3]', 14, "is not a list of codes", "members ="),
        ('members = [\n  "FRA",\n  "DEU",\n]', "members = [3]", 14, "is not a list of codes", "members ="),
        ('name = "European Union"\nmembers', "members", 12, "`name` is missing in [groups.EU]", "add name"),
        ('name = "Deputy of France", ', "", 20, "`name` is missing in [signatories.FRA]", "add name"),
        (', email = "deputy@fra.example.org"', "", 20, "`email` is missing in [signatories.FRA]", "add email"),
        ("Deputy of France", "Deputy > x", 24, "`Deputy > x` can't be the name", "leave out"),
        ("Deputy of France", " Deputy", 24, "` Deputy` can't be the name", "leave out"),
        ("deputy@fra.example.org", "'deputy@fra.example.org", 24, "is not an e-mail", "name@host"),
        ('["ssh-ed25519 AAAA"]', "[3]", 22, "is neither a public key nor a table", "keys ="),
        ('["ssh-ed25519 AAAA"]', '["ssh-ed25519 AAAA", "ssh-ed25519 AAAA"]', 23, "is listed twice", "of its own"),
        ("# The parties.", "other = 3", 1, "unknown table `other`", "remove"),
    ],
)
def test_a_problem_of_the_roster_is_told_with_line_and_remedy(
    old: str, new: str, line: int, said: str, remedy: str
) -> None:
    assert SOURCE.count(old) == 1
    read, problems = parse_roster(SOURCE.replace(old, new))
    assert read is None
    found = [each for each in problems if said in each.message]
    assert found, problems
    assert found[0].line == line, found[0]
    assert remedy in found[0].remedy
    assert found[0].file == "signatories.toml"
    assert "\n" not in str(found[0])


def test_a_party_in_one_line_is_found_in_its_line() -> None:
    source = SOURCE.replace('[signatories.EUE]\nname = "European Union"\nkind = "reio"\n', "")
    source = source.replace(
        "[signatories.FRA]", '[signatories]\nEUE = { name = "EU", kind = "club" }\n\n[signatories.FRA]'
    )
    _, problems = parse_roster(source)
    assert [(each.line, each.message) for each in problems] == [(21, "unknown kind `club`")]


def test_every_problem_is_told_at_once() -> None:
    _, problems = parse_roster(SOURCE.replace('"state"', '"x"').replace('"reio"', '"y"').replace('"S/1"', "1"))
    assert len(problems) == 3


SERVER = '\n[server]\nname = "Host"\nemail = "log@host.example.org"\nkeys = ["ssh-ed25519 {}"]\n'


def test_the_server_signs_its_log_and_speaks_for_nobody() -> None:
    read = roster(SOURCE + SERVER.format("BBBB"))
    assert read.server is not None
    assert [key.blob for key in read.server.keys] == ["BBBB"]
    assert read.server not in read.by_code["XXS"].delegates
    assert roster().server is None


def test_a_key_of_the_server_is_nobody_elses() -> None:
    _, (problem,) = parse_roster(SOURCE + SERVER.format("AAAA"))
    assert "a key of log@host.example.org is listed twice, also for fra@fra.example.org" in problem.message


def test_a_delegate_that_is_listed_three_times_is_told_once() -> None:
    deputy = '  { name = "Deputy of France", email = "deputy@fra.example.org" },\n'
    _, problems = parse_roster(SOURCE.replace(deputy, deputy * 3))
    assert [each.message for each in problems] == ["deputy@fra.example.org is listed twice for FRA"]


def test_the_secretariat_and_the_rule_of_adoption_have_names_where_the_file_gives_none() -> None:
    read = roster(SOURCE.replace('name = "Secretariat"\n', "").replace('adoption = "two-thirds"\n', ""))
    assert (read.secretariat.name, read.adoption) == ("Secretariat", Adoption.CONSENSUS)


def test_missing_tables_are_named() -> None:
    _, problems = parse_roster("")
    assert [each.message for each in problems] == [
        "the table [treaty] is missing",
        "the table [secretariat] is missing",
    ]


@pytest.mark.parametrize("value", ["1" * 5000, "[" * 5000, '"' * 4999])
def test_hostile_toml_is_a_problem(value: str) -> None:
    read, problems = parse_roster(f"x = {value}")
    assert read is None
    assert problems[0].rule == "toml"


def test_a_file_that_is_not_utf8_is_told_with_its_line() -> None:
    _, (problem,) = parse_roster(SOURCE.encode().replace(b"Germany", b"Alem\xe1"))
    assert (problem.rule, problem.line) == ("utf-8", 28)


@given(st.binary())
def test_any_bytes_give_a_roster_or_problems(source: bytes) -> None:
    read, problems = parse_roster(source)
    assert (read is None) == bool(problems)


def test_the_sample_treaty_has_a_roster() -> None:
    read, problems = parse_roster((Path(__file__).parents[2] / "signatories.toml").read_bytes())
    assert not problems
    assert read is not None


def test_the_language_of_a_treaty_is_read_and_one_that_is_none_makes_no_treaty_unreadable() -> None:
    # Programs that don't know the key take any value; the text counts all the same.
    for written, read in (
        (' language = "fr-CA"', "fr-CA"),
        ('language = "french"', "en"),
        ("language = 7", "en"),
        ("", "en"),
    ):
        assert roster(SOURCE.replace("[treaty]", f"[treaty]\n{written}", 1)).language == read
