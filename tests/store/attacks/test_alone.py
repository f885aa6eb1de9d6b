"""The lines of shell in docs/verification.md verify a clone without this program."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.cli.app import run
from drafter.store.reading import agreed_at
from drafter.store.repository import Repository
from drafter.store.verifying.signers import allowed_signers
from tests.store.acts import plain_git
from tests.store.attacks.stage import Stage, commit, keys, stance

GUIDE = Path(__file__).parents[3] / "docs" / "verification.md"


def shell(stage: Stage, directory: Path) -> str:
    """What the lines of the guide print."""
    (lines,) = re.findall(r"```sh\n(# verify\.sh .*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    signers = directory / "signers"
    with Repository.open(stage.root) as repo:
        signers.write_text(allowed_signers(agreed_at(repo, stage.main)))
    ran = subprocess.run(
        ["sh", "-c", lines, "verify.sh", str(stage.root), str(signers)], capture_output=True, text=True, check=True
    )
    assert ran.stderr == ""
    return ran.stdout


def test_plain_git_finds_every_signature_good_that_the_program_does(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(lambda _: 0, ["-C", str(stage.root), "verify", "--anew", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["problems"]) == (True, [])
    # Into this repository's configuration: nothing else has to be told to git.
    assert run(lambda _: 0, ["-C", str(stage.root), "verify", "--allowed-signers"]) == 0
    shown = plain_git(stage.root, "log", "--show-signature", "--format=commit %H %ae", "--branches", "--tags")
    commits = [line.split(" ")[1:] for line in shown.splitlines() if line.startswith("commit ")]
    good = re.findall(r'^Good "git" signature for (\S+) with ED25519 key', shown, re.MULTILINE)
    assert good == [email for _, email in commits]
    assert len(commits) == said["checked"] > 10
    assert "No principal matched" not in shown


def test_the_lines_of_shell_find_nothing_in_a_sound_clone(stage: Stage, tmp_path: Path) -> None:
    assert shell(stage, tmp_path) == ""


def test_the_lines_of_shell_find_what_nobody_and_what_somebody_else_signed(stage: Stage, tmp_path: Path) -> None:
    ref = stage.root / "refs/heads/positions/DEU"
    for draft in (
        replace(stance(stage), signed=False),
        replace(stance(stage), key=keys()["fra@example.org"]),
    ):
        wrong = commit(stage, draft)
        ref.parent.mkdir(parents=True, exist_ok=True)
        ref.write_text(f"{wrong}\n")
        assert f"refs/heads/positions/DEU {wrong}: signed by" in shell(stage, tmp_path)
