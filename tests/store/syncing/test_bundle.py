"""Exchange by a file: what a courier brings is verified like what a server brings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.model.ids import MAIN_REF, SECRETARIAT
from drafter.model.problem import Refused
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.repository import Repository
from drafter.store.syncing import bring, export
from drafter.store.verifying import verify
from tests.conftest import SIGNATORIES, acting_for, treaty_files
from tests.store.acts import CI, plain_git, table
from tests.store.served import Clone, cloned, refs_of, served

XXS = acting_for(SECRETARIAT)


def test_records_travel_by_file_and_a_courier_may_send_them(treaty: Repository, tmp_path: Path) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    commit = deu.take("scope", Stance.SUPPORT)
    file = tmp_path / "deu.bundle"
    with Repository.open(deu.root) as repo:
        done = export(repo, file, unsent=True)
    assert (done.refs, done.bytes) == (1, file.stat().st_size)
    with Repository.open(fra.root) as repo:
        report = bring(repo, acting_for("FRA"), file)
    assert report.ok
    assert [(each.ref, each.new) for each in report.arrived] == [("refs/heads/positions/DEU", commit)]
    assert [each.ref for each in fra.sync().sent] == ["refs/heads/positions/DEU"]
    assert refs_of(server)["refs/heads/positions/DEU"] == commit
    deu.sync()
    with Repository.open(deu.root) as repo, pytest.raises(Refused, match="sent already"):
        export(repo, file, unsent=True)


def test_a_whole_bundle_stands_on_its_own_and_an_old_one_takes_nothing_back(treaty: Repository, tmp_path: Path) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    deu.take("scope", Stance.SUPPORT)
    with Repository.open(deu.root) as repo:
        export(repo, tmp_path / "old.bundle")
    later = deu.take(CI, Stance.OPPOSE)
    with Repository.open(deu.root) as repo:
        export(repo, tmp_path / "new.bundle")
    for name in ("new", "old", "new"):
        with Repository.open(fra.root) as repo:
            assert bring(repo, None, tmp_path / f"{name}.bundle").ok
        assert fra.refs()["refs/heads/positions/DEU"] == later
    assert plain_git(fra.root, "for-each-ref", "refs/drafter/incoming") == ""


def test_two_clones_to_which_a_server_told_two_histories_find_out_by_a_bundle(
    treaty: Repository, tmp_path: Path
) -> None:
    server = served(treaty, tmp_path / "server.git")
    aus, deu = cloned(server, tmp_path / "aus", "AUS"), cloned(server, tmp_path / "deu", "DEU")
    other = Path(shutil.copytree(server, tmp_path / "other.git"))
    fra = cloned(other, tmp_path / "fra", "FRA")
    aus.take("scope", Stance.SUPPORT)
    assert aus.sync().ok
    plain_git(aus.root, "update-ref", "-d", "refs/heads/positions/AUS")
    aus.take("scope", Stance.OPPOSE)
    plain_git(aus.root, "push", "-q", str(other), "refs/heads/positions/AUS:refs/heads/positions/AUS")
    # Each is in step with what it is shown.
    assert deu.sync().ok
    assert fra.sync().ok
    held = fra.refs()
    with Repository.open(deu.root) as repo:
        export(repo, tmp_path / "deu.bundle")
    with Repository.open(fra.root) as repo:
        report = bring(repo, acting_for("FRA"), tmp_path / "deu.bundle")
    assert {(each.ref, each.kind) for each in report.alarms} == {
        ("refs/heads/log", "forked"),
        ("refs/heads/positions/AUS", "forked"),
    }
    assert fra.refs() == held


def decide(clone: Clone, status: str) -> None:
    clone.act(lambda repo: recording.status(repo, XXS, Target("preamble"), status))


def issue(clone: Clone, status: str) -> None:
    # Two issues of one text may be one tag: they are made in one second.
    decide(clone, status)
    clone.act(lambda repo: recording.issue(repo, XXS, "Rev.9"))


def propose(clone: Clone, words: str) -> None:
    clone.act(lambda repo: table(repo, "AUS", "refrain from", words, id="000009", on=30))


def speak(clone: Clone, words: str) -> None:
    clone.take("scope", Stance.RESERVE, words)


@pytest.mark.parametrize(
    ("code", "ref", "named", "act"),
    [
        (SECRETARIAT, MAIN_REF, "main", decide),
        (SECRETARIAT, "refs/tags/Rev.9", "main", issue),
        ("AUS", "refs/heads/amendments/AUS-000009", "AUS-000009", propose),
        ("AUS", "refs/heads/positions/AUS", "positions/AUS", speak),
    ],
)
def test_what_came_by_a_bundle_and_was_set_aside_by_who_recorded_it_gives_way_when_that_is_asked(
    treaty: Repository, tmp_path: Path, code: str, ref: str, named: str, act: Callable[[Clone, str], None]
) -> None:
    server = served(treaty, tmp_path / "server.git")
    one, fra = cloned(server, tmp_path / "one", code), cloned(server, tmp_path / "fra", "FRA")
    again = cloned(server, tmp_path / "again", code)
    act(one, "provisional")
    with Repository.open(one.root) as repo:
        export(repo, tmp_path / "unsent.bundle", unsent=True)
    with Repository.open(fra.root) as repo:
        assert bring(repo, acting_for("FRA"), tmp_path / "unsent.bundle").ok
    first = fra.refs()
    assert first[ref] == one.refs()[ref]
    # What its author recorded anew is what the server receives.
    act(again, "agreed")
    assert again.sync().ok
    report = fra.sync()
    # The server contradicts nobody: it was never sent what is here.
    assert (report.alarms, report.sent) == ([], [])
    (reason,) = next(each.reasons for each in report.kept if each.ref == ref)
    assert (
        f"`drafter sync --theirs {ref.removeprefix('refs/tags/') if ref.startswith('refs/tags/') else named}`" in reason
    )
    assert fra.refs()[ref] == first[ref]
    # It is nobody's own record about which all is chosen.
    assert not fra.sync(chosen={"all": "theirs"}).ok
    report = fra.sync(chosen={named: "theirs"})
    assert report.ok, report
    assert fra.refs() == again.refs()
    aside = [plain_git(fra.root, "rev-parse", each).strip() for each in report.set_aside]
    assert first[ref] in aside
    assert fra.sync().ok
    assert fra.act(lambda repo: verify(repo, anew=True).ok)


def test_what_the_server_received_and_took_back_never_gives_way(treaty: Repository, tmp_path: Path) -> None:
    server = served(treaty, tmp_path / "server.git")
    aus, fra = cloned(server, tmp_path / "aus", "AUS"), cloned(server, tmp_path / "fra", "FRA")
    before = Path(shutil.copytree(server, tmp_path / "before.git"))
    speak(aus, "No.")
    with Repository.open(aus.root) as repo:
        export(repo, tmp_path / "unsent.bundle", unsent=True)
    assert aus.sync().ok
    # A log is all that tells: the server has shown it to somebody.
    (tmp_path / "deu").mkdir()
    deu = cloned(server, tmp_path / "deu" / "clone", "DEU")
    with Repository.open(fra.root) as repo:
        assert bring(repo, acting_for("FRA"), tmp_path / "unsent.bundle").ok
        fetched = plain_git(deu.root, "rev-parse", "refs/heads/log").strip()
        plain_git(fra.root, "fetch", "-q", str(deu.root), f"{fetched}:refs/heads/log")
    other = cloned(before, tmp_path / "other", "AUS")
    speak(other, "Yes.")
    assert other.sync().ok
    plain_git(fra.root, "config", "remote.origin.url", str(before))
    held = fra.refs()
    report = fra.sync(chosen={"positions/AUS": "theirs", "main": "theirs", "all": "theirs"})
    assert ("refs/heads/positions/AUS", "forked") in [(each.ref, each.kind) for each in report.alarms]
    assert report.set_aside == []
    assert fra.refs() == held


def test_what_breaks_a_rule_in_a_bundle_is_not_followed(treaty: Repository, tmp_path: Path) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    deu.take("scope", Stance.SUPPORT)
    plain_git(deu.root, "update-ref", "refs/heads/positions/AUS", "refs/heads/positions/DEU")
    with Repository.open(deu.root) as repo:
        export(repo, tmp_path / "false.bundle")
    with Repository.open(fra.root) as repo:
        report = bring(repo, acting_for("FRA"), tmp_path / "false.bundle")
    assert {each.ref for each in report.violations} == {"refs/heads/positions/AUS"}
    assert "refs/heads/positions/AUS" not in fra.refs()
    assert "refs/heads/positions/DEU" in fra.refs()


@pytest.mark.parametrize("named", ["main:signatories.toml", "main^{tree}"])
def test_a_main_that_names_no_commit_in_a_bundle_is_not_followed(
    treaty: Repository, tmp_path: Path, named: str
) -> None:
    other = Path(shutil.copytree(treaty.root, tmp_path / "other"))
    id = plain_git(other, "rev-parse", named).strip()
    (other / ".git" / MAIN_REF).write_text(f"{id}\n")
    plain_git(other, "bundle", "create", "-q", str(tmp_path / "odd.bundle"), "--branches")
    before = refs_of(treaty.root)
    report = bring(treaty, None, tmp_path / "odd.bundle")
    assert [(each.ref, each.rule) for each in report.violations] == [(MAIN_REF, "ref-kind")]
    assert refs_of(treaty.root) == before


def test_a_bundle_of_another_treaty_is_refused(treaty: Repository, found_treaty: object, tmp_path: Path) -> None:
    files = {**treaty_files(), "signatories.toml": SIGNATORIES.replace("cyber-treaty", "other-treaty").encode()}
    other = found_treaty("other", files)  # type: ignore[operator]
    export(other, tmp_path / "other.bundle")
    before = refs_of(treaty.root)
    with pytest.raises(Refused, match="another treaty"):
        bring(treaty, None, tmp_path / "other.bundle")
    assert refs_of(treaty.root) == before


@pytest.mark.parametrize("damage", ["cut", "flip", "text"])
def test_a_damaged_bundle_is_one_line_and_changes_nothing(treaty: Repository, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "damaged.bundle"
    shutil.copytree(treaty.root, tmp_path / "other")
    Clone(tmp_path / "other", "DEU").take("scope", Stance.SUPPORT)
    with Repository.open(tmp_path / "other") as repo:
        export(repo, file)
    whole = file.read_bytes()
    middle = len(whole) - 60
    file.write_bytes(
        {
            "cut": whole[:middle],
            "flip": whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :],
            "text": b"Dear colleague,\n",
        }[damage]
    )
    before = refs_of(treaty.root)
    with pytest.raises(Refused, match="ask for it again") as refusal:
        bring(treaty, None, file)
    assert "\n" not in str(refusal.value)
    assert refs_of(treaty.root) == before


def test_a_bundle_is_no_server_and_what_takes_it_in_is_named(treaty: Repository, tmp_path: Path) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu = cloned(server, tmp_path / "deu", "DEU")
    file = tmp_path / "all.bundle"
    plain_git(server, "bundle", "create", "-q", str(file), "--all")
    plain_git(deu.root, "remote", "remove", "origin")
    with pytest.raises(Refused, match=r"is a file, not a server.*drafter bundle import"):
        deu.sync(str(file))
    plain_git(deu.root, "remote", "add", "origin", str(file))
    deu.take("scope", Stance.OPPOSE)
    with pytest.raises(Refused, match=r"nothing can be sent to it.*drafter bundle export FILE"):
        deu.sync()


def test_two_bundles_that_are_taken_in_at_once_do_not_take_anything_from_each_other(
    treaty: Repository, tmp_path: Path
) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    deu.take("scope", Stance.SUPPORT)
    with Repository.open(deu.root) as repo:
        export(repo, tmp_path / "deu.bundle")
    # The number of a process that lives, and of one that was ended.
    going, left = f"refs/drafter/incoming/{os.getppid()}/heads/main", "refs/drafter/incoming/heads/main"
    for ref in (going, left):
        plain_git(fra.root, "update-ref", ref, "main")
    with Repository.open(fra.root) as repo:
        assert bring(repo, acting_for("FRA"), tmp_path / "deu.bundle").ok
    assert plain_git(fra.root, "for-each-ref", "--format=%(refname)", "refs/drafter/incoming").split() == [going]
