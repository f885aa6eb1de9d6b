"""The program as a person runs it: in its own process where that matters, in this one where it doesn't."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drafter.cli.app import run
from drafter.store.repository import Repository
from tests.built import built_demo, copied

__all__ = ["built_demo"]

DRAFTER = str(Path(sys.executable).with_name("drafter"))


@dataclass(frozen=True)
class Said:
    """What one run of the program said."""

    status: int
    out: str
    error: str

    @property
    def data(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


Drafter = Callable[..., Said]


@pytest.fixture
def drafter(capsys: pytest.CaptureFixture[str]) -> Drafter:
    """Runs the program in this process."""

    def ran(*arguments: str | Path) -> Said:
        capsys.readouterr()
        status = run(lambda directory: 99, [str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return ran


@pytest.fixture
def place(treaty: Repository) -> Path:
    """The small treaty, in which nobody is set to act yet."""
    return treaty.root


@pytest.fixture
def demo(built_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo that a test may change."""
    return copied(built_demo, tmp_path / "demo")


def process(*arguments: str | Path, cwd: Path, **environment: str) -> Said:
    """Run the installed program in a process of its own."""
    done = subprocess.run(
        [DRAFTER, *map(str, arguments)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env={"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], **environment},
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def git(directory: Path, *arguments: str, date: str = "") -> str:
    """Plain git, with nobody's configuration, on a date if one is given."""
    done = subprocess.run(
        ["git", "-C", str(directory), *arguments],
        check=True,
        capture_output=True,
        env={
            "PATH": os.environ["PATH"],
            "HOME": "/nonexistent",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
            **({f"GIT_{who}_DATE": date for who in ("AUTHOR", "COMMITTER")} if date else {}),
        },
    )
    return done.stdout.decode("utf-8", "surrogateescape")


def everything(directory: Path) -> dict[str, bytes]:
    """All that a refused command must leave as it is: refs, configuration, index and work tree."""
    found = {"refs": git(directory, "for-each-ref").encode() if (directory / ".git").exists() else b""}
    for path in sorted(directory.rglob("*")):
        inside = path.relative_to(directory)
        kept = inside.parts[0] != ".git" or inside.parts[1:2] in (("config",), ("index",), ("HEAD",))
        if path.is_file() and kept:
            found[str(inside)] = path.read_bytes()
    return found
