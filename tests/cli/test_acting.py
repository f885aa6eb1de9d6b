"""Keys, as delegates and the secretariat type them: made, listed, consented to, and recovered in everybody's sight."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.cli.conftest import Drafter, git
from tests.cli.test_schema import check

AUS = "aus@example.org"


def public_of(said: str) -> str:
    """The file of the key that `drafter as` names."""
    (found,) = re.findall(r"^A key of yours is (\S+\.pub), ", said, re.MULTILINE)
    return str(found)


def command_of(said: str) -> list[str]:
    """The command that a delegate is to send to the secretariat, behind `drafter`."""
    (found,) = re.findall(r"drafter (delegate .+)$", said, re.MULTILINE)
    return shlex.split(found)


def test_a_key_is_made_listed_and_signs(place: Path, drafter: Drafter, hostile_home: Path) -> None:
    said = drafter("-C", place, "as", "AUS", "--new-key")
    assert said.status == 0, said.error
    (line,) = re.findall(r'^  keys = \["(ssh-ed25519 \S+)"\]$', said.out, re.MULTILINE)
    public = public_of(said.out)
    assert Path(public).read_text().startswith(line)
    assert Path(public).with_suffix("").stat().st_mode & 0o077 == 0
    # The line that it prints is the secretariat's command, on a computer that has none of the delegate's files.
    assert public not in command_of(said.out)
    listed = drafter("-C", place, *command_of(said.out), "--as", "XXS")
    assert listed.status == 0, listed.error
    said = drafter("-C", place, "as", "AUS", "--format", "json")
    check("as", said.data)
    assert (said.data["listed"], said.data["key"]) == (True, public.removesuffix(".pub"))
    recorded = drafter("-C", place, "position", "scope", "support", "--format", "json").data
    assert (recorded["signatory"], recorded["signed"]) == ("AUS", True)
    assert drafter("-C", place, "verify", "--anew").status == 0


def test_a_key_without_its_public_one_beside_it_is_said_to_sign(
    place: Path, drafter: Drafter, hostile_home: Path, tmp_path: Path
) -> None:
    made = Path(public_of(drafter("-C", place, "as", "AUS", "--new-key").out))
    alone = made.with_suffix("").rename(tmp_path / "key")
    said = drafter("-C", place, "as", "AUS", "--key", alone)
    assert f"Your records are signed with {alone}." in said.out
    assert "not here" not in said.out
    assert drafter("-C", place, "position", "scope", "support", "--format", "json").data["signed"] is True


def test_the_key_of_one_role_is_not_offered_to_another_on_the_same_computer(
    place: Path, drafter: Drafter, hostile_home: Path
) -> None:
    ours = public_of(drafter("-C", place, "as", "AUS", "--new-key").out)
    said = drafter("-C", place, "as", "XXS")
    assert said.status == 0, said.error
    assert "You have no key" in said.out
    assert public_of(drafter("-C", place, "as", "AUS").out) == ours
    ssh = hostile_home / ".ssh"
    ssh.mkdir(exist_ok=True)
    for suffix in ("", ".pub"):
        (ssh / f"id_ed25519{suffix}").write_bytes(Path(ours).with_suffix(suffix).read_bytes())
    assert drafter("-C", place, *command_of(drafter("-C", place, "as", "AUS").out), "--as", "XXS").status == 0
    assert "You have no key" in drafter("-C", place, "as", "XXS").out


def test_a_second_key_needs_consent_and_a_recovery_is_shown_to_everybody(
    place: Path, drafter: Drafter, hostile_home: Path, tmp_path: Path
) -> None:
    first = public_of(drafter("-C", place, "as", "AUS", "--new-key").out)
    change = ("delegate", "key", "AUS", AUS)
    assert drafter("-C", place, *change, "--add", first, "--as", "XXS").status == 0
    said = drafter("-C", place, "as", "AUS", "--new-key").out
    assert "Another key is listed for you. Consent with it first: `drafter as AUS --key FILE`" in said
    second = public_of(said)
    refused = drafter("-C", place, *change, "--add", second, "--as", "XXS")
    assert (refused.status, refused.error.count("\n")) == (2, 1)
    assert "AUS has not consented" in refused.error
    assert drafter("-C", place, "as", "AUS", "--key", first.removesuffix(".pub")).status == 0
    consent = drafter("-C", place, *change, "--add", second)
    assert consent.status == 0, consent.error
    assert drafter("-C", place, *command_of(consent.out), "--as", "XXS").status == 0
    third = public_of(drafter("-C", place, "as", "AUS", "--new-key").out)
    said = drafter("-C", place, *change, "--add", third, "--as", "XXS", "--recovery", "--format", "json")
    assert said.status == 0, said.error
    assert said.data["subject"].endswith("(a recovery)")
    git(tmp_path, "clone", "-q", "--bare", str(place), "server.git")
    git(tmp_path, "clone", "-q", str(tmp_path / "server.git"), "fra")
    said = drafter("-C", tmp_path / "fra", "sync")
    assert said.status == 0, said.out
    assert "NOTICE" in said.out
    assert "changed the delegates of AUS without its consent" in said.out
    verified = drafter("-C", tmp_path / "fra", "verify", "--anew", "--format", "json").data
    assert verified["ok"] is True
    assert {each["rule"] for each in verified["notices"]} == {"recovery"}


def test_a_delegate_ends_an_old_key_with_a_newer_one(place: Path, drafter: Drafter, hostile_home: Path) -> None:
    change = ("delegate", "key", "AUS", AUS)
    first = public_of(drafter("-C", place, "as", "AUS", "--new-key").out)
    assert drafter("-C", place, *change, "--add", first, "--as", "XXS").status == 0
    second = public_of(drafter("-C", place, "as", "AUS", "--new-key").out)
    assert drafter("-C", place, "as", "AUS", "--key", first.removesuffix(".pub")).status == 0
    assert drafter("-C", place, *change, "--add", second).status == 0
    assert drafter("-C", place, *change, "--add", second, "--as", "XXS").status == 0
    # With the key that ends it would take back itself, and all that is recorded behind it.
    refused = drafter("-C", place, *change, "--retire", first)
    assert (refused.status, refused.error.count("\n")) == (2, 1)
    assert "ends the key with which you would sign" in refused.error
    assert drafter("-C", place, "as", "AUS", "--key", second.removesuffix(".pub")).status == 0
    said = drafter("-C", place, *change, "--retire", first)
    assert said.status == 0, said.error
    # The line that it prints names the key and the moment, and no file.
    assert first not in command_of(said.out)
    done = drafter("-C", place, *command_of(said.out), "--as", "XXS", "--format", "json")
    assert done.status == 0, done.error
    assert "recovery" not in done.data["subject"]
    assert drafter("-C", place, "position", "scope", "support", "--format", "json").data["signed"] is True
    verified = drafter("-C", place, "verify", "--anew", "--format", "json").data
    assert (verified["problems"], verified["notices"]) == ([], [])


def test_what_a_stolen_key_has_signed_is_listed_and_nothing_else(
    place: Path, drafter: Drafter, hostile_home: Path
) -> None:
    change = ("delegate", "key", "AUS", AUS)
    first = public_of(drafter("-C", place, "as", "AUS", "--new-key").out)
    before = drafter("-C", place, "position", "scope", "accept", "--format", "json").data
    assert drafter("-C", place, *change, "--add", first, "--as", "XXS").status == 0
    stolen = drafter("-C", place, "position", "scope", "support", "--format", "json").data
    drafter("-C", place, "position", "scope", "reserve", "--as", "FRA")
    revoked = drafter("-C", place, *change, "--revoke", first, "--as", "XXS", "--recovery")
    assert revoked.status == 0, revoked.error
    assert f"`drafter log --key {first}` lists what it has signed" in revoked.out
    # By its file, and by the end of its line.
    for named in (first, Path(first).read_text().split()[1][-20:]):
        listed = drafter("-C", place, "log", "--key", named, "--format", "json")
        assert listed.status == 0, listed.error
        assert [each["commit"] for each in listed.data] == [stolen["commit"], before["commit"]]
    assert drafter("-C", place, "log", "--key", first, "--signatory", "FRA", "--format", "json").data == []
    unknown = drafter("-C", place, "log", "--key", "nobody")
    assert (unknown.status, unknown.error.count("\n")) == (2, 1)
    assert "`nobody` names none of the listed keys" in unknown.error


def test_what_a_delegation_consents_to_can_be_sent_as_one_line(
    place: Path, drafter: Drafter, hostile_home: Path
) -> None:
    first = public_of(drafter("-C", place, "as", "AUS", "--new-key").out)
    assert drafter("-C", place, "delegate", "key", "AUS", AUS, "--add", first, "--as", "XXS").status == 0
    adviser = "Adviser of Australia's <adviser@example.org>"
    key = " ".join(Path(public_of(drafter("-C", place, "as", "AUS", "--new-key").out)).read_text().split()[:2])
    assert drafter("-C", place, "as", "AUS", "--email", AUS, "--key", first.removesuffix(".pub")).status == 0
    reason = "lost; in Geneva"
    for change in (
        ["add", "AUS", adviser, "--key", key],
        ["key", "AUS", "adviser@example.org", "--revoke", key.split()[1], "--log", "7", "--reason", reason],
        ["remove", "AUS", adviser],
    ):
        consent = drafter("-C", place, "delegate", *change, "--email", AUS)
        assert consent.status == 0, consent.error
        done = drafter("-C", place, *command_of(consent.out), "--as", "XXS", "--format", "json")
        assert done.status == 0, done.error
        assert "recovery" not in done.data["subject"]


def test_a_consent_is_taken_back_by_who_gave_it(place: Path, drafter: Drafter, hostile_home: Path) -> None:
    first = public_of(drafter("-C", place, "as", "AUS", "--new-key").out)
    assert drafter("-C", place, "delegate", "key", "AUS", AUS, "--add", first, "--as", "XXS").status == 0
    key = Path(public_of(drafter("-C", place, "as", "AUS", "--new-key").out)).read_text().strip()
    assert drafter("-C", place, "as", "AUS", "--email", AUS, "--key", first.removesuffix(".pub")).status == 0
    change = ("delegate", "key", "AUS", AUS, "--add", key)
    assert drafter("-C", place, *change).status == 0
    for who in ("FRA", "XXS"):
        refused = drafter("-C", place, "delegate", "keep", "AUS", "--as", who)
        assert (refused.status, "only a delegate of AUS takes back its consent" in refused.error) == (2, True)
    kept = drafter("-C", place, "delegate", "keep", "AUS")
    assert (kept.status, "AUS takes back its consent to another list of delegates" in kept.out) == (0, True)
    assert "AUS has not consented" in drafter("-C", place, *change, "--as", "XXS").error
    again = drafter("-C", place, "delegate", "keep", "AUS")
    assert (again.status, "AUS has consented to no other list" in again.error) == (2, True)


def test_what_is_no_public_key_is_named(place: Path, drafter: Drafter, hostile_home: Path, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a key")
    for given in ("ssh-ed25519 AAAA", str(tmp_path / "none"), str(tmp_path / "text"), str(tmp_path), "ssh-"):
        said = drafter("-C", place, "delegate", "key", "AUS", AUS, "--add", given, "--as", "XXS")
        assert (said.status, said.error.count("\n")) == (2, 1), said.error


def test_one_command_marks_the_clauses_from_one_to_another(place: Path, drafter: Drafter) -> None:
    status = ("-C", place, "status", "--as", "XXS")
    said = drafter(*status, "preamble..scope", "provisional", "--format", "json")
    assert said.status == 0, said.error
    listed = drafter("-C", place, "list", "--format", "json").data
    ids = [row["id"] for row in listed]
    meant = ids[: ids.index("scope") + 1]
    assert [each["target"] for each in said.data] == meant
    for each in said.data:
        check("recorded", each)
    assert {row["status"] for row in listed[: len(meant)]} == {"provisional"}
    assert drafter("-C", place, "verify").status == 0
    for range, told in (
        ("scope..preamble", "write preamble..scope"),
        ("scope..", "has no end"),
        ("..scope", "has no beginning"),
        ("scope..cables", "no clause `cables`"),
    ):
        refused = drafter(*status, range, "agreed")
        assert (refused.status, refused.error.count("\n"), told in refused.error) == (2, 1, True), refused
