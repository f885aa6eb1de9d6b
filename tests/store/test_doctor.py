"""What is wrong with a clone is said in one line each, and mending loses nothing."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from drafter.model.ids import SECRETARIAT
from drafter.model.problem import Refused
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.doctor import STALE, Finding, examine_clone
from drafter.store.driver import ATTRIBUTE
from drafter.store.identity import become
from drafter.store.repository import Repository
from tests.conftest import SIGNATORIES, acting_for, roster
from tests.store.acts import plain_git, reworded, to_reftable
from tests.store.served import Clone, cloned, served


@pytest.fixture
def deu(treaty: Repository, tmp_path: Path) -> Clone:
    """A sound clone of Germany's, on a server."""
    server = served(treaty, tmp_path / "server.git")
    clone = cloned(server, tmp_path / "deu", "DEU")
    with Repository.open(clone.root) as repo:
        become(repo, roster(), "DEU", "deu@example.org")
    return clone


def rules(found: tuple[Finding, ...]) -> list[tuple[str, bool]]:
    assert all("\n" not in str(each) for each in found)
    return [(each.rule, each.mended) for each in found]


def test_nothing_is_wrong_with_a_sound_clone(deu: Clone) -> None:
    assert examine_clone(deu.root) == ()


def test_a_lock_that_a_killed_git_left_is_named_with_its_age_and_removed_on_request(deu: Clone) -> None:
    lock = deu.root / ".git" / "refs" / "heads" / "positions" / "DEU.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    assert [(each.rule, each.severity) for each in examine_clone(deu.root, fix=True)] == [("lock", "note")]
    assert lock.exists()
    long_ago = time.time() - STALE - 3600
    os.utime(lock, (long_ago, long_ago))
    (found,) = examine_clone(deu.root)
    assert "positions/DEU.lock has been locked for 1 hour" in found.message
    assert rules(examine_clone(deu.root, fix=True)) == [("lock", True)]
    assert not lock.exists()
    deu.take("scope", Stance.SUPPORT)


def test_what_a_killed_git_was_writing_is_told_once_it_is_old_and_removed_on_request(deu: Clone) -> None:
    pack = deu.root / ".git" / "objects" / "pack" / "tmp_pack_abc"
    beside = deu.root / ".git" / "drafter" / "again-1" / "objects" / "some.pack"
    for file in (pack, beside):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    assert rules(examine_clone(deu.root, fix=True)) == []
    long_ago = time.time() - STALE - 3600
    for each in (pack, beside.parents[1]):
        os.utime(each, (long_ago, long_ago))
    (found,) = examine_clone(deu.root)
    assert (found.rule, found.severity) == ("leftovers", "note")
    assert found.message.startswith("2 of git's temporary files")
    assert rules(examine_clone(deu.root, fix=True)) == [("leftovers", True)]
    assert not pack.exists()
    assert not beside.parents[1].exists()


def test_a_damaged_object_is_set_aside_and_fetched_again(deu: Clone) -> None:
    plain_git(deu.root, "repack", "-adq")
    (pack,) = (deu.root / ".git" / "objects" / "pack").glob("*.pack")
    plain_git(deu.root, "config", "core.looseCompression", "0")
    kept = pack.read_bytes()
    moved = deu.root / "kept.pack"
    moved.write_bytes(kept)
    for each in pack.parent.glob("pack-*"):
        each.unlink()
    with moved.open("rb") as stream:
        import subprocess

        subprocess.run(["git", "-C", deu.root, "unpack-objects", "-q"], check=True, stdin=stream)
    moved.unlink()
    blob = plain_git(deu.root, "rev-parse", "main:clauses/210-scope.md").strip()
    file = deu.root / ".git" / "objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    file.write_bytes(bytes(raw))
    assert ("objects", False) in rules(examine_clone(deu.root))
    assert ("objects", True) in rules(examine_clone(deu.root, fix=True))
    assert examine_clone(deu.root) == ()
    assert (deu.root / ".git" / "drafter" / "damaged" / blob).exists()
    assert "all States" in plain_git(deu.root, "cat-file", "-p", blob)


def tip_of(clone: Clone, name: str) -> str:
    return plain_git(clone.root, "rev-parse", name).strip()


def emptied(root: Path, id: str) -> None:
    """Leave of an object what a battery that dies may leave."""
    file = root / ".git" / "objects" / id[:2] / id[2:]
    file.chmod(0o644)
    file.write_bytes(b"")


def test_where_nobody_has_the_last_record_its_branch_is_led_back_and_the_record_named(deu: Clone) -> None:
    deu.take("scope", Stance.SUPPORT)
    assert deu.sync().ok
    whole = tip_of(deu, "positions/DEU")
    deu.take("preamble", Stance.OPPOSE)
    emptied(deu.root, tip_of(deu, "positions/DEU"))
    with pytest.raises(Refused, match="`drafter doctor --fix`"):
        deu.take("preamble", Stance.OPPOSE)
    _, found = examine_clone(deu.root, fix=True)
    assert (found.rule, found.mended) == ("lost", False)
    assert f"positions/DEU leads to {whole[:12]} again; lost, for nobody else has it: DEU opposes the preamble" in str(
        found
    )
    assert tip_of(deu, "positions/DEU") == whole
    assert examine_clone(deu.root) == ()
    deu.take("preamble", Stance.OPPOSE)
    assert deu.sync().ok


def test_a_record_whose_file_is_lost_is_led_back_before_like_one_whose_commit_is(deu: Clone) -> None:
    deu.take("scope", Stance.SUPPORT)
    whole = tip_of(deu, "positions/DEU")
    deu.take("preamble", Stance.OPPOSE)
    emptied(deu.root, tip_of(deu, "positions/DEU:clauses/preamble.toml"))
    shutil.rmtree(deu.root / ".git" / "logs")
    found = examine_clone(deu.root, fix=True)
    assert ("lost", False) in rules(found)
    assert tip_of(deu, "positions/DEU") == whole


def test_a_branch_whose_only_record_nobody_has_is_gone_and_named(deu: Clone) -> None:
    deu.take("scope", Stance.SUPPORT)
    emptied(deu.root, tip_of(deu, "positions/DEU"))
    _, found = examine_clone(deu.root, fix=True)
    assert "positions/DEU is gone; lost, for nobody else has it: DEU supports article 1" in str(found)
    assert plain_git(deu.root, "branch", "--list", "positions/DEU") == ""
    deu.take("scope", Stance.SUPPORT)


def test_no_branch_is_led_back_while_who_may_have_its_records_cannot_be_asked(deu: Clone) -> None:
    deu.take("scope", Stance.SUPPORT)
    assert deu.sync().ok
    tip = tip_of(deu, "positions/DEU")
    emptied(deu.root, tip)
    server = Path(plain_git(deu.root, "config", "remote.origin.url").strip())
    away = server.rename(server.with_name("away.git"))
    assert rules(examine_clone(deu.root, fix=True))[0] == ("objects", False)
    assert (deu.root / ".git" / "refs" / "heads" / "positions" / "DEU").read_text().strip() == tip
    away.rename(server)
    assert rules(examine_clone(deu.root, fix=True)) == [("objects", True)]
    assert tip_of(deu, "positions/DEU") == tip
    assert examine_clone(deu.root) == ()


def test_a_branch_that_says_nothing_is_no_delegation_that_is_silent(deu: Clone) -> None:
    deu.take("scope", Stance.SUPPORT)
    tip = tip_of(deu, "positions/DEU")
    (deu.root / ".git" / "refs" / "heads" / "positions" / "DEU").write_bytes(b"")
    with Repository.open(deu.root) as repo, pytest.raises(Refused) as refusal:
        reading.read(repo)
    assert str(refusal.value) == (
        "the branch positions/DEU of this clone is damaged; `drafter doctor --fix` brings back what can be had"
    )
    found = examine_clone(deu.root, fix=True)
    assert rules(found)[:2] == [("objects", True), ("ref", True)]
    assert str(found[1]) == f"positions/DEU was damaged, and leads to {tip[:12]} again: nothing is lost; mended"
    with Repository.open(deu.root) as repo:
        assert [each.position.signatory for each in reading.read(repo).positions] == ["DEU"]


@pytest.mark.parametrize("gone", ["commit", "file"])
def test_the_words_of_a_lost_act_on_main_are_kept_and_never_look_like_what_was_edited(
    treaty: Repository, tmp_path: Path, gone: str
) -> None:
    xxs = cloned(served(treaty, tmp_path / "server.git"), tmp_path / "xxs", SECRETARIAT)
    whole, path = tip_of(xxs, "main"), plain_git(xxs.root, "ls-files", "clauses/*-critical-infrastructure.md").strip()
    text = (xxs.root / path).read_text()
    who = acting_for(SECRETARIAT)
    xxs.act(lambda repo: recording.edit(repo, who, reworded(repo, "States", "Parties"), "A word."))
    assert "Parties" in (xxs.root / path).read_text()
    emptied(xxs.root, tip_of(xxs, "main" if gone == "commit" else f"main:{path}"))
    (found,) = (each for each in examine_clone(xxs.root, fix=True) if each.rule == "lost")
    assert tip_of(xxs, "main") == whole
    assert (xxs.root / path).read_text() == text
    assert plain_git(xxs.root, "status", "--porcelain") == ""
    (kept,) = (xxs.root / ".git" / "drafter" / "damaged").glob(f"main-*/{path}")
    assert "Parties" in kept.read_text()
    assert str(kept.relative_to(xxs.root).parent.parent) in found.remedy
    xxs.act(lambda repo: recording.edit(repo, who, reworded(repo, "States", "Parties"), "A word."))


def test_what_was_edited_on_a_lost_act_stays(treaty: Repository, tmp_path: Path) -> None:
    xxs = cloned(served(treaty, tmp_path / "server.git"), tmp_path / "xxs", SECRETARIAT)
    path = plain_git(xxs.root, "ls-files", "clauses/*-critical-infrastructure.md").strip()
    xxs.act(lambda repo: recording.edit(repo, acting_for(SECRETARIAT), reworded(repo, "States", "Parties"), "A word."))
    edited = (xxs.root / path).read_text().replace("Parties", "Members")
    (xxs.root / path).write_text(edited)
    emptied(xxs.root, tip_of(xxs, "main"))
    (found,) = (each for each in examine_clone(xxs.root, fix=True) if each.rule == "lost")
    assert (xxs.root / path).read_text() == edited
    assert f"you had edited {path}" in found.remedy
    assert plain_git(xxs.root, "status", "--porcelain") == f" M {path}\n"


def test_a_clone_that_holds_a_part_only_says_so_and_not_that_git_failed(deu: Clone, tmp_path: Path) -> None:
    server = Path(plain_git(deu.root, "config", "remote.origin.url").strip())
    plain_git(server, "config", "uploadpack.allowFilter", "true")
    plain_git(tmp_path, "clone", "--quiet", "--no-checkout", "--filter=tree:0", f"file://{server}", "part")
    assert ("partial", False) in rules(examine_clone(tmp_path / "part"))
    plain_git(tmp_path, "clone", "--quiet", "--no-checkout", "--filter=tree:0", f"file://{server}", "offline")
    server.rename(server.with_name("away.git"))
    with pytest.raises(Refused, match="holds a part only"):
        Repository.open(tmp_path / "offline")


def test_main_is_never_removed(deu: Clone) -> None:
    tip = tip_of(deu, "main")
    plain_git(deu.root, "remote", "remove", "origin")
    plain_git(deu.root, "update-ref", "-d", "refs/heads/log")
    shutil.rmtree(deu.root / ".git" / "logs")
    for pack in (deu.root / ".git" / "objects" / "pack").glob("*"):
        pack.unlink()
    for file in (deu.root / ".git" / "objects").glob("??/*"):
        file.unlink()
    assert rules(examine_clone(deu.root, fix=True))[0] == ("objects", False)
    assert (deu.root / ".git" / "refs" / "heads" / "main").exists() or tip in (
        deu.root / ".git" / "packed-refs"
    ).read_text()


def test_records_that_are_not_sent_are_counted(deu: Clone) -> None:
    deu.take("scope", Stance.SUPPORT)
    deu.take("preamble", Stance.SUPPORT)
    (found,) = examine_clone(deu.root)
    assert (found.rule, found.severity) == ("unsent", "note")
    assert "positions/DEU: 2 records are not sent" in found.message
    assert deu.sync().ok
    assert examine_clone(deu.root) == ()


def test_an_own_record_that_is_on_no_ref_is_found_and_kept(deu: Clone) -> None:
    lost = deu.take("scope", Stance.SUPPORT, "Lost.")
    plain_git(deu.root, "update-ref", "-d", "refs/heads/positions/DEU")
    (found,) = examine_clone(deu.root, fix=True)
    assert found.rule == "unreachable"
    assert lost[:12] in found.message
    assert plain_git(deu.root, "rev-parse", f"refs/drafter/found/{lost[:12]}").strip() == lost
    assert examine_clone(deu.root) == ()


def test_a_draft_that_is_not_recorded_is_named(deu: Clone) -> None:
    drafts = deu.root / ".git" / "drafter" / "drafts"
    drafts.mkdir(parents=True, exist_ok=True)
    (drafts / "DEU-0123456789abcdef.json").write_text('{"signatory": "DEU", "clause": "scope", "what": "modify"}')
    (found,) = examine_clone(deu.root)
    assert (found.rule, found.severity) == ("draft", "note")
    assert "DEU on scope" in found.message


def test_a_merge_driver_that_is_missing_is_set(deu: Clone) -> None:
    attributes = deu.root / ".git" / "info" / "attributes"
    attributes.write_text(attributes.read_text().replace(ATTRIBUTE, ""))
    assert rules(examine_clone(deu.root)) == [("merge-driver", False)]
    assert rules(examine_clone(deu.root, fix=True)) == [("merge-driver", True)]
    assert examine_clone(deu.root) == ()


def test_a_merge_driver_of_another_installation_is_told_as_that_and_as_no_strangers_program(deu: Clone) -> None:
    plain_git(deu.root, "config", "merge.drafter.driver", "/old/bin/python -P -m drafter merge-driver %O %A %B %L %P")
    (found,) = examine_clone(deu.root)
    assert (found.rule, found.severity) == ("merge-driver", "warning")
    assert "another installation of drafter, /old/bin/python" in found.message
    assert rules(examine_clone(deu.root, fix=True)) == [("merge-driver", True)]
    assert examine_clone(deu.root) == ()


def test_a_remote_that_is_fetched_with_force_is_set_right(deu: Clone) -> None:
    plain_git(deu.root, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    assert rules(examine_clone(deu.root)) == [("remote", False)]
    assert rules(examine_clone(deu.root, fix=True)) == [("remote", True)]
    assert examine_clone(deu.root) == ()


def test_who_acts_and_with_which_key_is_looked_at(deu: Clone, tmp_path: Path) -> None:
    plain_git(deu.root, "config", "drafter.key", str(tmp_path / "gone"))
    assert rules(examine_clone(deu.root)) == [("key", False)]
    plain_git(deu.root, "config", "--unset", "drafter.key")
    plain_git(deu.root, "config", "drafter.email", "nobody@example.org")
    assert rules(examine_clone(deu.root)) == [("identity", False)]
    plain_git(deu.root, "config", "--unset-all", "drafter.email")
    plain_git(deu.root, "config", "--unset-all", "drafter.signatory")
    assert [(each.rule, each.severity) for each in examine_clone(deu.root)] == [("identity", "note")]
    assert SECRETARIAT not in str(examine_clone(deu.root)[0])


def test_an_object_that_is_replaced_is_named(deu: Clone) -> None:
    plain_git(deu.root, "update-ref", f"refs/replace/{'1' * 40}", "main")
    assert ("replaced", False) in rules(examine_clone(deu.root))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("core.sshCommand", "/stick/ssh"),
        ("credential.helper", "!/stick/password"),
        ("credential.https://treaty.example.org.helper", "/stick/password"),
        ("remote.origin.uploadpack", "/stick/pack"),
        ("filter.words.smudge", "/stick/words"),
        ("merge.drafter.driver", "/stick/merge %A"),
        ("merge.drafter.driver", "$(/stick/merge) -P -m drafter merge-driver %O %A %B %L %P"),
        ("include.path", "/stick/settings"),
        ("alias.log", "!/stick/log"),
    ],
)
def test_a_program_that_a_clone_on_a_stick_would_run_is_named_before_it_does(deu: Clone, name: str, value: str) -> None:
    plain_git(deu.root, "config", name, value)
    named = [each.message for each in examine_clone(deu.root) if each.rule == "program"]
    (told,) = named
    assert told.casefold() == f"git runs a program that this clone's own settings name: {name} = {value}".casefold()


def test_a_hook_that_a_clone_on_a_stick_brings_is_named(deu: Clone) -> None:
    hook = deu.root / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n/stick/run\n")
    hook.chmod(0o755)
    (found,) = examine_clone(deu.root)
    assert (found.rule, found.severity) == ("program", "warning")
    assert "hooks/post-checkout" in found.message


def test_a_key_that_is_listed_is_known(deu: Clone, key: Path) -> None:
    public = key.with_suffix(".pub").read_text().strip()
    own = 'email = "deu@example.org"'
    listed = SIGNATORIES.replace(own, f'{own}, keys = ["{public}"]').encode()
    plain_git(deu.root, "config", "drafter.key", str(key))
    assert "key" in {each.rule for each in examine_clone(deu.root)}
    deu.act(lambda repo: recording.roster(repo, acting_for(SECRETARIAT), lambda _: listed, "List a key"))
    assert "key" not in {each.rule for each in examine_clone(deu.root)}


def test_a_git_that_is_too_old_or_missing_is_named(deu: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "bin" / "git"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho git version 2.30.2\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(old.parent))
    (found,) = examine_clone(deu.root, fix=True)
    assert "2.30.2" in found.message
    assert "2.38" in found.remedy
    old.unlink()
    (found,) = examine_clone(deu.root, fix=True)
    assert "git is not installed" in found.message


@pytest.mark.parametrize("form", ["sha256", "reftable", "shallow"])
def test_a_repository_in_a_form_that_is_not_supported_is_named(deu: Clone, tmp_path: Path, form: str) -> None:
    place = tmp_path / form
    if form == "sha256":
        plain_git(tmp_path, "init", "-q", "--object-format=sha256", form)
    elif form == "reftable":
        place = deu.root
        to_reftable(place)
    else:
        deu.take("scope", Stance.SUPPORT)
        assert deu.sync().ok
        server = plain_git(deu.root, "config", "remote.origin.url").strip()
        plain_git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", f"file://{server}", form)
    (found,) = [each for each in examine_clone(place, fix=True) if each.severity == "error"]
    assert form in found.message
    assert not found.mended


def test_what_is_no_repository_is_one_line(tmp_path: Path) -> None:
    (found,) = examine_clone(tmp_path)
    assert "not a treaty repository" in found.message


def test_a_history_that_plain_git_would_show_instead_is_named(deu: Clone) -> None:
    graft = deu.root / ".git" / "info" / "grafts"
    graft.write_text(plain_git(deu.root, "rev-parse", "main"))
    (found,) = (each for each in examine_clone(deu.root, fix=True) if each.rule == "replaced")
    assert str(graft) in found.message
    assert not found.mended
    assert graft.exists()
