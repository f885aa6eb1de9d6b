"""Exchange by a file: what a courier brings is verified like what a server brings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drafter.model.problem import Refused
from drafter.model.terms import Stance
from drafter.store.repository import Repository
from drafter.store.syncing import bring, export
from tests.conftest import SIGNATORIES, acting_for, treaty_files
from tests.store.acts import CI, plain_git
from tests.store.served import Clone, cloned, refs_of, served


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
