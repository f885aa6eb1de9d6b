"""What seldom goes wrong is said in one line as well: what it was, and that nothing was recorded."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.model import record
from drafter.model.ids import SECRETARIAT
from drafter.model.problem import Refused
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.identity import Identity
from drafter.store.recording import commit, worktree
from drafter.store.repository import Repository
from tests.conftest import SIGNATORIES, acting_for, new_key, treaty_files
from tests.store.acts import clause, day, plain_git, refused, table

XXS, DEU = acting_for(SECRETARIAT), acting_for("DEU")
REAL_GIT = shutil.which("git") or "git"


def git_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, on: str, does: str) -> None:
    """Put another git before the real one: of one of its commands it does something else."""
    other = tmp_path / "other" / "git"
    other.parent.mkdir()
    other.write_text(f'#!/bin/sh\ncase " $* " in *" {on} "*) {does} ;; *) exec {REAL_GIT} "$@" ;; esac\n')
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(other.parent), prepend=":")


def test_who_is_overtaken_each_time_is_told_that_nothing_was_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit, "MOST_ATTEMPTS", 3)
    tried: list[int] = []

    def attempt() -> None:
        tried.append(1)
        raise commit.Moved

    with pytest.raises(Refused, match="others record at the same time, without a pause; nothing was recorded"):
        commit.until_recorded(attempt)
    assert len(tried) == 3


def test_a_git_that_writes_another_word_than_was_said_records_nothing(
    treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git_that(tmp_path, monkeypatch, on="commit-tree", does=f'sed s/opposes/supports/ | {REAL_GIT} "$@"')
    with Repository.open(treaty.root) as repo, refused(repo, "git wrote another commit than was meant"):
        recording.position(repo, DEU, Target("scope"), Stance.OPPOSE, date=day(3))


def test_a_work_tree_that_can_not_follow_leaves_the_act_on_record_and_is_named(
    treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    locked = f'{REAL_GIT} "$@"; done=$?; : > {treaty.root}/.git/index.lock; exit $done'
    git_that(tmp_path, monkeypatch, on="update-ref", does=locked)
    with Repository.open(treaty.root) as repo, pytest.raises(Refused) as refusal:
        recording.adopt(repo, XXS, ["FRA-000001"], date=day(5))
    assert "the act is on record, but the work tree did not follow" in str(refusal.value)
    assert "not conduct" in clause(treaty).body


def test_a_key_that_ended_does_not_speak(found_treaty: Callable[..., Repository], tmp_path: Path) -> None:
    key = new_key(tmp_path / "old")
    public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
    email = 'email = "deu@example.org"'
    ended = f'{email}, keys = [{{ key = "{public}", until = "{day(3)}" }}]'
    files = treaty_files() | {"signatories.toml": SIGNATORIES.replace(email, ended).encode()}
    repo = found_treaty("ended", files)
    who = Identity("DEU", reading.read(repo).treaty.roster.by_code["DEU"].delegates[0], str(key))
    with refused(repo, "does not speak", "retired", "use another of your keys"):
        recording.position(repo, who, Target("scope"), Stance.SUPPORT)


def test_more_than_one_record_takes_is_to_be_divided(treaty: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "MOST_MESSAGE", 500)
    shorter = {each.id: each.with_body("Words.\n") for each in reading.read(treaty).treaty.clauses}
    with refused(treaty, "this can't be recorded in one act", "longer than 500 bytes", "divide it"):
        recording.edit(treaty, XXS, shorter, "Shorten it.", date=day(3))


def test_a_correction_holds_text_alone(treaty: Repository) -> None:
    odd = clause(treaty).with_body("1. States\u202e shall.\n")
    with refused(treaty, "the text holds", "remove it"):
        recording.edit(treaty, XXS, {odd.id: odd}, "Correct it.", date=day(3))


@pytest.mark.parametrize("name", ["../evil", ".git/config", ".GIT/config", "/etc/motd", '"quoted"', "bell\a", ""])
def test_no_file_of_a_new_treaty_is_written_beside_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="can't be the path of a file"):
        recording.found(tmp_path / "new" / "treaty", treaty_files() | {name: b""}, XXS, "Open")
    assert not (tmp_path / "new").exists()


def test_where_no_treaty_can_be_founded_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words")
    with pytest.raises(Refused, match="can't be written: Not a directory; nothing was founded"):
        recording.found(tmp_path / "file" / "treaty", treaty_files(), XXS, "Open")
    assert (tmp_path / "file").read_text() == "words"


def test_an_amendment_has_a_status_once(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    about = Target(amendment="FRA-000001")
    recording.status(treaty, XXS, about, "deferred", date=day(5))
    with refused(treaty, "FRA-000001 is deferred", "nothing is to be done"):
        recording.status(treaty, XXS, about, "deferred", date=day(6))


def test_while_another_acts_on_main_nobody_does(treaty: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worktree, "_PATIENCE", 0.0)
    recording.status(treaty, XXS, Target("scope"), "bracketed", date=day(3))
    with (treaty.common_dir / "drafter" / "main.lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with refused(treaty, "another drafter is at work on main", "nothing was recorded; try again"):
            recording.status(treaty, XXS, Target("scope"), "open", date=day(4))
    recording.status(treaty, XXS, Target("scope"), "open", date=day(4))


def test_where_main_can_not_be_held_nothing_is_recorded(treaty: Repository) -> None:
    shutil.rmtree(treaty.common_dir / "drafter", ignore_errors=True)
    (treaty.common_dir / "drafter").write_text("a file")
    with refused(treaty, "can't be written: ", "nothing was recorded"):
        recording.status(treaty, XXS, Target("scope"), "bracketed", date=day(3))


def test_a_repository_without_a_work_tree_shows_no_text_to_be_taken(treaty: Repository, tmp_path: Path) -> None:
    plain_git(tmp_path, "clone", "--quiet", "--bare", str(treaty.root), "bare.git")
    with Repository.open(tmp_path / "bare.git") as bare, refused(bare, "has no work tree", "work in a clone"):
        worktree.files_at_work(bare)
