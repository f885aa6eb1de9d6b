"""The demo, built once for all tests and test processes, as `drafter demo` builds it without a terminal."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

DRAFTER = str(Path(sys.executable).with_name("drafter"))

PLAIN_LOCALE = "C" if DRAFTER.isascii() else "C.UTF-8"
"""A locale of ASCII letters only. Python itself doesn't start in one from a directory whose name has others."""


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo's repository, for reading only: who records, or verifies, takes a copy. In the end that is looked at."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    directory, as_built = shared / "built-demo", shared / "built-demo.state"
    with (shared / "built-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not as_built.exists():
            home = tmp_path_factory.mktemp("home")
            run_demo(directory, {"HOME": str(home), "LC_ALL": "C.UTF-8"})
            as_built.write_text(state(directory))
    yield directory
    assert state(directory) == as_built.read_text(), "a test changed the demo that all tests read"


def copied(built: Path, place: Path) -> Path:
    """Copy a repository that other processes read meanwhile: what they are about to put into its cache stays behind."""
    return Path(shutil.copytree(built, place, symlinks=True, ignore=shutil.ignore_patterns(".*-????????")))


def run_demo(directory: Path, environment: dict[str, str]) -> str:
    """Run `drafter demo DIRECTORY` without a terminal; give what it prints."""
    return subprocess.run(
        [DRAFTER, "demo", str(directory)],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], **environment},
    ).stdout


def refs(directory: Path) -> str:
    """Give every ref of a repository, the program's own included, and where it points."""
    return _git(directory, "for-each-ref", "--format=%(objectname) %(refname)")


def state(directory: Path) -> str:
    """Give what no reading may change: refs, branch, configuration, index and work tree."""
    asked = (["config", "--local", "--list"], ["symbolic-ref", "HEAD"], ["ls-files", "--stage"])
    work_tree = _git(directory, "status", "--porcelain", "--ignored")
    return "".join([refs(directory), *(_git(directory, *each) for each in asked), work_tree])


def _git(directory: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(directory), *arguments],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={
            "PATH": os.environ["PATH"],
            "HOME": "/nonexistent",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_OPTIONAL_LOCKS": "0",
        },
    ).stdout
