"""A record is on the disk, not on its way there, before a ref leads to it."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from drafter.model.ids import SECRETARIAT
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import acting_for
from tests.store.acts import plain_git

WRITES = ("hash-object", "commit-tree", "update-ref")
"""`mktree` writes in the same way; it is ended before it could tell."""


def flushes(trace: Path) -> Counter[str]:
    """How often each command of git had the disk take what it wrote, by what git tells of itself."""
    commands: dict[str, str] = {}
    found: Counter[str] = Counter()
    for line in trace.read_text().splitlines():
        event = json.loads(line)
        if event["event"] == "start":
            commands[event["sid"]] = next((each for each in event["argv"] if each in WRITES), "")
        elif event["event"] == "data" and event["key"] == "fsync/hardware-flush":
            found[commands[event["sid"]]] += int(event["value"])
        elif event["event"] == "counter" and (event["category"], event["name"]) == ("fsync", "hardware-flush"):
            # As git tells it since 2.40.
            found[commands[event["sid"]]] += event["count"]
    return found


def test_objects_and_refs_of_a_record_are_written_through_to_the_disk(
    treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace, git = tmp_path / "trace", shutil.which("git")
    stub = tmp_path / "bin" / "git"
    stub.parent.mkdir()
    stub.write_text(f'#!/bin/sh\nGIT_TRACE2_EVENT="{trace}" exec "{git}" "$@"\n')
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", f"{stub.parent}:{os.environ['PATH']}")
    with Repository.open(treaty.root) as repo:
        recording.position(repo, acting_for("DEU"), Target("scope"), Stance.SUPPORT)
    found = flushes(trace)
    assert [command for command in WRITES if not found[command]] == []


def stub(place: Path, before: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do something each time before ssh-keygen signs, as a delegate's key takes its time to be unlocked or touched."""
    command = place / "bin" / "ssh-keygen"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\n{before}\nexec "{shutil.which("ssh-keygen")}" "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}:{os.environ['PATH']}")


@pytest.mark.parametrize("cleaning", ["prune --expire=now", "gc --quiet --prune=now"])
def test_what_is_being_recorded_is_not_cleaned_away_while_its_delegate_signs(
    treaty: Repository, tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch, cleaning: str
) -> None:
    stub(tmp_path, f'git -C "{treaty.root}" {cleaning}', monkeypatch)
    with Repository.open(treaty.root) as repo:
        act = recording.position(repo, acting_for("DEU", key=str(key)), Target("scope"), Stance.SUPPORT)
    plain_git(treaty.root, "fsck", "--strict", "--no-dangling")
    assert plain_git(treaty.root, "rev-parse", "positions/DEU").strip() == act.commit
    assert "support" in plain_git(treaty.root, "show", "positions/DEU:clauses/scope.toml")
    with Repository.open(treaty.root) as repo:
        assert [str(each.position.target) for each in reading.read(repo).positions] == ["scope"]


def test_what_an_issue_is_of_is_not_cleaned_away_while_the_secretariat_signs_it(
    treaty: Repository, tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub(tmp_path, f'git -C "{treaty.root}" prune --expire=now', monkeypatch)
    with Repository.open(treaty.root) as repo:
        recording.issue(repo, acting_for(SECRETARIAT, key=str(key)), "Rev.1")
    plain_git(treaty.root, "fsck", "--strict", "--no-dangling")
    assert plain_git(treaty.root, "log", "-1", "--format=%s", "Rev.1").strip() == "Issue Rev.1"


def test_two_exchanges_in_one_clone_note_at_once_how_far_it_is_sound(
    treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording.status(treaty, acting_for(SECRETARIAT), Target("scope"), "provisional")
    git, asked, place = shutil.which("git"), tmp_path / "asked", "refs/drafter/verified/heads/main"
    other = f'"{git}" -C "{treaty.root}" update-ref {place} main~1'
    command = tmp_path / "bin" / "git"
    command.parent.mkdir()
    # Another one notes when this one is about to.
    command.write_text(
        f'#!/bin/sh\ncase "$*" in *update-ref*) test -e "{asked}" || {{ : > "{asked}"; {other}; }} ;; esac\n'
        f'exec "{git}" "$@"\n'
    )
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}:{os.environ['PATH']}")
    with Repository.open(treaty.root) as repo:
        assert verify(repo).notices == ()
    assert asked.exists()
    assert plain_git(treaty.root, "rev-parse", place) == plain_git(treaty.root, "rev-parse", "main")
