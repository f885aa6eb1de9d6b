"""Keys: found, made, asked for their passphrase; and nothing but a listed key signs for a delegate who has one."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.model.ids import SECRETARIAT
from drafter.model.problem import Refused
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import keys, passphrase, reading, recording
from drafter.store.identity import become, current
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from drafter.store.verifying.signature import Signed, check_commit
from drafter.store.verifying.signers import allowed_signers
from tests.conftest import SIGNATORIES, acting_for, roster, treaty_files
from tests.store.acts import day, plain_git

SCOPE = Target("scope")


def make_key(place: Path, *, kind: str = "ed25519", passphrase: str = "") -> str:
    """A key as ssh-keygen makes it; gives the public one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", "", "-f", str(place)], check=True)
    return " ".join(place.with_name(f"{place.name}.pub").read_text().split()[:2])


@pytest.fixture(autouse=True)
def nobody_answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No agent, and nobody who answers what ssh asks, before and after each test."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    passphrase.answer_with(None)
    yield
    passphrase.answer_with(None)
    passphrase.forget()


@pytest.fixture
def founded(found_treaty: Callable[..., Repository]) -> Callable[[str], Repository]:
    """Founds the small treaty with a key listed for the delegate of France."""

    def found(public: str) -> Repository:
        listed = SIGNATORIES.replace('email = "fra@example.org"', f'email = "fra@example.org", keys = ["{public}"]')
        return found_treaty(files={**treaty_files(), "signatories.toml": listed.encode()})

    return found


def test_a_listed_key_in_the_home_is_found_and_signs(founded: Callable[[str], Repository], hostile_home: Path) -> None:
    make_key(hostile_home / ".ssh" / "id_rsa", kind="rsa")
    repo = founded(make_key(hostile_home / ".ssh" / "id_ed25519"))
    who = become(repo, reading.read(repo).treaty.roster, "FRA")
    assert who.key == str(hostile_home / ".ssh" / "id_ed25519")
    act = recording.position(repo, current(repo, reading.read(repo).treaty.roster), SCOPE, Stance.SUPPORT)
    assert act.signed
    assert verify(repo).ok


def test_a_delegate_with_a_listed_key_records_nothing_without_it(
    founded: Callable[[str], Repository], tmp_path: Path
) -> None:
    repo = founded(make_key(tmp_path / "elsewhere"))
    with pytest.raises(Refused, match=r"a key is listed for fra@example[.]org, and it is not here"):
        recording.position(repo, acting_for("FRA"), SCOPE, Stance.SUPPORT)
    make_key(tmp_path / "other")
    with pytest.raises(Refused, match=r"is not listed for fra@example[.]org"):
        recording.position(repo, acting_for("FRA", key=str(tmp_path / "other")), SCOPE, Stance.SUPPORT)
    assert recording.position(repo, acting_for("DEU"), SCOPE, Stance.SUPPORT).signed is False


def test_a_passphrase_is_asked_for_by_the_program_once(founded: Callable[[str], Repository], tmp_path: Path) -> None:
    repo = founded(make_key(tmp_path / "locked", passphrase="open sesame"))
    who = acting_for("FRA", key=str(tmp_path / "locked"))
    with pytest.raises(Refused, match="nothing was recorded"):
        recording.position(repo, who, SCOPE, Stance.SUPPORT)
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return "open sesame"

    passphrase.answer_with(answer)
    recording.position(repo, who, SCOPE, Stance.SUPPORT)
    recording.position(repo, who, SCOPE, Stance.OPPOSE)
    assert len(asked) == 1
    assert str(tmp_path / "locked") in asked[0]
    assert verify(repo).ok


def test_a_refused_passphrase_records_nothing(founded: Callable[[str], Repository], tmp_path: Path) -> None:
    repo = founded(make_key(tmp_path / "locked", passphrase="open sesame"))
    answers: list[str | None] = [None, "wrong"]
    for _ in range(2):
        passphrase.answer_with(lambda _: answers[-1])
        with pytest.raises(Refused, match=r"the key is locked.*nothing was recorded.*ssh-add") as refusal:
            recording.position(repo, acting_for("FRA", key=str(tmp_path / "locked")), SCOPE, Stance.SUPPORT)
        assert "\n" not in str(refusal.value)
        answers.pop()
    assert reading.read(repo).positions == ()


def test_a_made_key_is_its_owners_alone_and_signs(founded: Callable[[str], Repository]) -> None:
    made = keys.make("fra@example.org", "a passphrase")
    assert made.file.stat().st_mode & 0o077 == 0
    assert keys.make("fra@example.org").file != made.file
    repo = founded(made.key.text)
    passphrase.answer_with(lambda _: "a passphrase")
    found = keys.find_listed(repo, [made.key])
    assert found is not None
    recording.position(repo, acting_for("FRA", key=str(found.file)), SCOPE, Stance.SUPPORT)
    assert verify(repo).ok


@pytest.mark.parametrize("kind", ["ecdsa", "rsa"])
def test_other_kinds_of_keys_are_verified_by_ssh_keygen(
    founded: Callable[[str], Repository], tmp_path: Path, kind: str
) -> None:
    repo = founded(make_key(tmp_path / "key", kind=kind))
    act = recording.position(repo, acting_for("FRA", key=str(tmp_path / "key")), SCOPE, Stance.SUPPORT)
    assert verify(repo).ok
    ((_, _, raw),) = repo.git.objects([act.commit])
    assert isinstance(check_commit(raw), Signed)
    assert check_commit(raw.replace(b"FRA supports", b"FRA opposes")) == "its signature is not one of this content"


def test_plain_git_verifies_with_the_file_that_is_written(founded: Callable[[str], Repository], tmp_path: Path) -> None:
    repo = founded(make_key(tmp_path / "key"))
    act = recording.position(repo, acting_for("FRA", key=str(tmp_path / "key")), SCOPE, Stance.SUPPORT, date=day(3))
    signers = tmp_path / "signers"
    signers.write_text(allowed_signers(reading.agreed_at(repo, reading.read(repo).treaty.commit)))
    settings = ("-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={signers}")
    shown = plain_git(repo.root, *settings, "log", "--format=%G? %GS", "-1", act.commit)
    assert shown == "G fra@example.org\n"


def test_an_own_key_speaks_for_nobody_else(founded: Callable[[str], Repository], tmp_path: Path) -> None:
    repo = founded(make_key(tmp_path / "key"))
    recording.position(repo, acting_for("DEU", key=str(tmp_path / "key")), SCOPE, Stance.SUPPORT)
    assert {each.rule for each in verify(repo).problems} == {"key"}


def test_in_a_clone_that_verifies_nothing_else_counts(founded: Callable[[str], Repository], tmp_path: Path) -> None:
    repo = founded(make_key(tmp_path / "key"))
    who = acting_for("FRA", key=str(tmp_path / "key"))
    recording.position(repo, who, SCOPE, Stance.SUPPORT, date=day(3))
    assert verify(repo).ok
    recording.position(repo, who, Target("preamble"), Stance.SUPPORT, date=day(4))
    recording.position(repo, acting_for("DEU", key=str(tmp_path / "key")), SCOPE, Stance.OPPOSE, date=day(4))
    read = reading.read(repo)
    assert [(each.position.signatory, str(each.position.target)) for each in read.positions] == [
        ("FRA", "preamble"),
        ("FRA", "scope"),
    ]
    (problem,) = read.problems
    assert problem.rule == "key"
    assert problem.file == "positions/DEU"
    assert not verify(repo).ok
    assert reading.read(repo).positions == read.positions


def listing(*public: str, code: str = "FRA") -> Callable[[bytes], bytes]:
    """A change of signatories.toml: these are the keys of the delegate of France."""

    def change(source: bytes) -> bytes:
        from drafter.intake.delegates import with_keys
        from drafter.model.key import Key

        written = with_keys(source.decode(), code, f"{code.lower()}@example.org", tuple(map(Key, public)))
        assert isinstance(written, str), written
        return written.encode()

    return change


def test_everybody_is_told_when_a_group_begins_to_speak_for_a_state(treaty: Repository) -> None:
    def widened(source: bytes) -> bytes:
        text = source.replace(b'members = ["FRA", "DEU"]', b'members = ["FRA", "DEU", "AUS"]')
        return text.replace(b'spokesperson = "EUE"', b'spokesperson = "FRA"').replace(b'"Fiji"', b'"Republic of Fiji"')

    recording.roster(treaty, acting_for(SECRETARIAT), widened, "Tidy", date=day(3))
    found = verify(treaty)
    assert found.ok
    assert {each.rule for each in found.notices} == {"parties"}
    assert [each.message for each in found.notices] == [
        "FJI is now called Republic of Fiji, and was Fiji",
        "the group EU now speaks for AUS",
        "FRA now speaks for the group EU, and before that EUE",
    ]


def test_everybody_is_told_who_comes_and_goes_and_by_which_rules_words_count(
    treaty: Repository, tmp_path: Path
) -> None:
    server = f'[server]\nname = "Server"\nemail = "s@example.org"\nkeys = ["{make_key(tmp_path / "server")}"]\n'
    another = '\ndelegates = [{ name = "Another", email = "another@example.org" }, '
    replaced = {
        '"Treaty on Cyber Operations"': '"Treaty on Information Security"',
        '"consensus"': '"two-thirds"',
        '= "Secretariat"\ndelegates = [': f'= "Secretariat"{another}',
        '"Alliance of Small Island States"': '"Small Island States"',
        "[signatories.AUS]": "[signatories.XAA]",
        '"Australia"': '"An Organisation"',
    }

    def changed(source: bytes) -> bytes:
        text = source.decode()
        for old, new in replaced.items():
            assert old in text
            text = text.replace(old, new, 1)
        return f"{text}\n{server}".encode()

    recording.roster(treaty, acting_for(SECRETARIAT), changed, "Tidy", date=day(3))
    found = verify(treaty)
    assert found.ok
    assert [each.message for each in found.notices] == [
        "XAA now takes part",
        "AUS no longer takes part",
        "another@example.org now acts for the secretariat",
        "the server's log is now signed by Server <s@example.org>",
        "the text is now adopted by two-thirds, and was by consensus",
        "the treaty is now called Treaty on Information Security, and was Treaty on Cyber Operations",
        "the group AOSIS is now called Small Island States, and was Alliance of Small Island States",
    ]


def test_a_first_key_needs_no_consent_and_every_later_change_does(treaty: Repository, tmp_path: Path) -> None:
    first, second = make_key(tmp_path / "first"), make_key(tmp_path / "second")
    secretariat, france = acting_for(SECRETARIAT), acting_for("FRA", key=str(tmp_path / "first"))
    recording.roster(treaty, secretariat, listing(first), "Add a key", date=day(3))
    with pytest.raises(Refused, match="FRA has not consented"):
        recording.roster(treaty, secretariat, listing(first, second), "Add a key", date=day(4))
    recording.consent(treaty, france, listing(first, second), date=day(5))
    third = make_key(tmp_path / "third")
    with pytest.raises(Refused, match=r"FRA has consented to another change .* the line that was printed for you"):
        recording.roster(treaty, secretariat, listing(first, third), "Add a key", date=day(6))
    act = recording.roster(treaty, secretariat, listing(first, second), "Add a key", date=day(6))
    assert "Consent: " in plain_git(treaty.root, "log", "-1", "--format=%B", act.commit)
    assert verify(treaty).ok
    assert reading.read(treaty).problems == ()
    recording.roster(treaty, secretariat, listing(first), "Drop a key", recovery=["FRA"], date=day(7))
    found = verify(treaty)
    assert found.ok
    assert [each.rule for each in found.notices] == ["recovery"]
    with pytest.raises(Refused, match="FRA has not consented"):
        recording.roster(treaty, secretariat, listing(first, second), "Again", date=day(8))


def test_a_signatory_consents_to_its_own_delegates_only(treaty: Repository, tmp_path: Path) -> None:
    first = make_key(tmp_path / "first")
    with pytest.raises(Refused, match="consents to changes of its own delegates only"):
        recording.consent(treaty, acting_for("DEU"), listing(first), date=day(3))


def test_keys_only_ever_narrow(treaty: Repository, tmp_path: Path) -> None:
    first = make_key(tmp_path / "first")
    secretariat = acting_for(SECRETARIAT)
    recording.roster(treaty, secretariat, listing(first), "Add a key", date=day(3))
    source = reading.main_files(treaty)["signatories.toml"]
    ended = source.replace(f'"{first}"'.encode(), f'{{ key = "{first}", until = "{day(9)}" }}'.encode())
    recording.roster(treaty, secretariat, lambda _: ended, "Retire a key", recovery=["FRA"], date=day(4))
    with pytest.raises(Refused, match="speaks again, or longer"):
        recording.roster(treaty, secretariat, lambda _: source, "x", recovery=["FRA"], date=day(5))
    longer = ended.replace(day(9).encode(), day(10).encode())
    with pytest.raises(Refused, match="speaks again, or longer"):
        recording.roster(treaty, secretariat, lambda _: longer, "x", recovery=["FRA"], date=day(5))
    moved = source.replace(f', keys = ["{first}"]'.encode(), b"").replace(
        b'email = "aus@example.org"', f'email = "aus@example.org", keys = ["{first}"]'.encode()
    )
    with pytest.raises(Refused, match=r"becomes one of aus@example[.]org"):
        recording.roster(treaty, secretariat, lambda _: moved, "x", recovery=["FRA", "AUS"], date=day(5))


def test_who_has_no_key_is_told_of_nothing_to_find(treaty: Repository) -> None:
    assert keys.find(treaty) == ()
    assert become(treaty, roster(), "FRA") == replace(acting_for("FRA"), key=None)
