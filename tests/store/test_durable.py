"""A record is on the disk, not on its way there, before a ref leads to it."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.repository import Repository
from tests.conftest import acting_for

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
