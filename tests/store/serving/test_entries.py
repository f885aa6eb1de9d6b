"""The server's log: one signed entry for each accepted move, none lost in a crash, so that a rewind shows."""

from __future__ import annotations

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from drafter.model.problem import Refused
from drafter.model.terms import Stance
from drafter.store.repository import Repository
from drafter.store.serving.entries import read_entry
from drafter.store.serving.installing import install
from drafter.store.syncing import export
from tests.store.acts import CI, plain_git
from tests.store.served import Clone, cloned, knocked, pushed, refs_of, served

REF = "refs/heads/positions/DEU"


@pytest.fixture
def server(treaty: Repository, tmp_path: Path) -> Path:
    return served(treaty, tmp_path / "server.git")


@pytest.fixture
def deu(server: Path, tmp_path: Path) -> Clone:
    return cloned(server, tmp_path / "deu", "DEU")


def entries(server: Path) -> list[dict[str, str]]:
    """The entries, oldest first, without the beginning."""
    raw = plain_git(server, "log", "--first-parent", "--reverse", "--format=%B%x00", "log").split("\0")[:-1]
    read = [read_entry(each.lstrip("\n").rstrip("\n") + "\n") for each in raw]
    assert None not in read
    return [dict(each.trailers) for each in read if each is not None][1:]


def check_log(server: Path) -> None:
    """Every ref stands where its newest entry says, and the entries of each follow one another."""
    refs: dict[str, str] = {}
    for number, each in enumerate(entries(server), 1):
        assert each["Seq"] == str(number)
        assert each["Old"] == refs.get(each["Ref"], "0" * 40)
        refs[each["Ref"]] = each["New"]
    assert refs == refs_of(server)


def test_each_accepted_push_gets_an_entry_signed_with_the_key_of_the_server(
    server: Path, deu: Clone, tmp_path: Path
) -> None:
    commit = deu.take("scope", Stance.SUPPORT)
    assert knocked(server, deu.root, "positions/DEU")[0] == 0
    newest = entries(server)[-1]
    assert (newest["Ref"], newest["New"], newest["Old"]) == ("refs/heads/positions/DEU", commit, "0" * 40)
    assert "Late" not in newest
    assert plain_git(server, "rev-parse", "log^2").strip() == commit
    check_log(server)
    signers = tmp_path / "signers"
    signers.write_text(f'log@cyber-treaty.invalid namespaces="git" {(server / "drafter/server-key.pub").read_text()}')
    for each in plain_git(server, "rev-list", "--first-parent", "log").split():
        plain_git(server, "-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-commit", each)


def test_a_refused_push_gets_no_entry(server: Path, deu: Clone) -> None:
    deu.take("scope", Stance.SUPPORT)
    before = plain_git(server, "rev-parse", "log")
    assert knocked(server, deu.root, "positions/DEU:refs/heads/positions/FRA")[0] != 0
    assert plain_git(server, "rev-parse", "log") == before
    assert list((server / "drafter" / "accepted").glob("*")) == []


def test_a_move_between_which_and_its_entry_the_server_died_is_logged_late_with_its_pusher(
    server: Path, deu: Clone
) -> None:
    hook = server / "hooks" / "post-receive"
    real = hook.read_text()
    hook.write_text("#!/bin/sh\nkill -9 $$\n")
    first = deu.take("scope", Stance.SUPPORT)
    pushed(deu.root, "positions/DEU", DRAFTER_PUSHER="DEU")
    assert refs_of(server)["refs/heads/positions/DEU"] == first
    assert first not in [each["New"] for each in entries(server)]
    hook.write_text(real)
    second = deu.take(CI, Stance.OPPOSE)
    assert knocked(server, deu.root, "positions/DEU", DRAFTER_PUSHER="DEU-2")[0] == 0
    late, own = entries(server)[-2:]
    assert (late["New"], late["Late"], late["Pusher"]) == (first, "yes", "DEU")
    assert (own["New"], own.get("Late"), own["Pusher"]) == (second, None, "DEU-2")
    check_log(server)
    assert list((server / "drafter" / "accepted").glob("*")) == []


def test_moves_that_passed_no_hook_are_logged_late_and_without_a_pusher(server: Path, deu: Clone) -> None:
    first, second = deu.take("scope", Stance.SUPPORT), deu.take(CI, Stance.OPPOSE)
    plain_git(server, "fetch", "--quiet", str(deu.root), f"{first}:refs/heads/positions/DEU")
    plain_git(server, "fetch", "--quiet", str(deu.root), f"{second}:refs/heads/positions/DEU")
    third = deu.take("preamble", Stance.RESERVE)
    assert knocked(server, deu.root, "positions/DEU")[0] == 0
    newest = entries(server)[-3:]
    assert [(each["New"], each.get("Late")) for each in newest] == [(first, "yes"), (second, "yes"), (third, None)]
    check_log(server)


def test_what_the_server_remembers_of_its_log_is_disposable(server: Path, deu: Clone) -> None:
    deu.take("scope", Stance.SUPPORT)
    assert knocked(server, deu.root, "positions/DEU")[0] == 0
    for content in ("", "{", "[]", '{"tip": "x", "sequence": 3, "refs": {}, "received": 1}'):
        (server / "drafter" / "logged.json").write_text(content)
        deu.take("scope", Stance.OPPOSE if content else Stance.RESERVE, f"said {content!r}")
        assert knocked(server, deu.root, "positions/DEU")[0] == 0
        check_log(server)


def test_pushes_at_the_same_time_are_each_logged_once(server: Path, tmp_path: Path) -> None:
    codes = ("AUS", "DEU", "FJI", "FRA", "MDV", "EUE")
    clones = []
    for code in codes:
        plain_git(tmp_path, "clone", "--quiet", str(server), code)
        clones.append(Clone(tmp_path / code, code))
        clones[-1].take("scope", Stance.SUPPORT)
    with ThreadPoolExecutor(len(codes)) as pool:
        done = list(pool.map(lambda each: pushed(each.root, f"positions/{each.code}"), clones))
    assert [status for status, _ in done] == [0] * len(codes), done
    check_log(server)
    assert sorted(each["Ref"][-3:] for each in entries(server)[1:]) == sorted(codes)


def test_the_log_can_be_followed_with_plain_git(server: Path, deu: Clone) -> None:
    deu.take("scope", Stance.SUPPORT)
    assert knocked(server, deu.root, "positions/DEU")[0] == 0
    assert subprocess.run(["git", "-C", server, "fsck", "--strict"], check=True, capture_output=True).returncode == 0
    assert len(plain_git(server, "log", "--first-parent", "--format=%s", "log").splitlines()) == 3


def test_a_server_comes_back_from_its_backup_and_from_what_a_clone_holds(
    server: Path, deu: Clone, tmp_path: Path
) -> None:
    """As docs/server.md says it."""
    deu.take("scope", Stance.SUPPORT)
    assert deu.sync().ok
    plain_git(server, "bundle", "create", "-q", str(tmp_path / "backup.bundle"), "--all")
    shutil.copytree(server / "drafter", tmp_path / "keys")
    deu.take(CI, Stance.OPPOSE)
    assert deu.sync().ok
    held, log = refs_of(server), plain_git(server, "rev-parse", "log")
    shutil.rmtree(server)
    plain_git(tmp_path, "init", "-q", "--bare", "--initial-branch=main", str(server))
    plain_git(server, "fetch", "-q", str(tmp_path / "backup.bundle"), "+refs/*:refs/*")
    (server / "drafter").mkdir()
    for name in ("server-key", "server-key.pub"):
        shutil.copy2(tmp_path / "keys" / name, server / "drafter" / name)
    install(server)
    told = {(each.ref, each.kind) for each in deu.sync().alarms}
    assert told == {("refs/heads/log", "rewound"), ("refs/heads/positions/DEU", "rewound")}
    with Repository.open(deu.root) as repo:
        export(repo, tmp_path / "late.bundle")
    everything = ("refs/heads/*:refs/heads/*", "refs/tags/*:refs/tags/*")
    plain_git(server, "fetch", "-q", str(tmp_path / "late.bundle"), *everything)
    install(server)
    assert (refs_of(server), plain_git(server, "rev-parse", "log")) == (held, log)
    deu.take("preamble", Stance.ACCEPT)
    report = deu.sync()
    assert (report.ok, report.alarms) == (True, [])
    assert refs_of(cloned(server, tmp_path / "late", "FRA").root) == refs_of(server)


@pytest.mark.parametrize(("lost", "rule"), [("the last record", "rewound"), ("all of it", "ref-deleted")])
def test_no_server_begins_anew_with_less_than_its_log_received(server: Path, deu: Clone, lost: str, rule: str) -> None:
    commits = [deu.take(target, Stance.SUPPORT) for target in ("scope", CI) if deu.sync().ok]
    assert deu.sync().ok
    log = plain_git(server, "rev-parse", "log")
    plain_git(server, "update-ref", *(["-d"] if lost == "all of it" else []), REF, *commits[: lost != "all of it"])
    with pytest.raises(Refused, match=rf"{rule}.*take in a bundle of whoever has that"):
        install(server)
    assert plain_git(server, "rev-parse", "log") == log
    plain_git(server, "fetch", "--quiet", str(deu.root), f"{REF}:{REF}")
    install(server)
    assert plain_git(server, "rev-parse", "log") == log
    assert deu.sync().ok
    check_log(server)
