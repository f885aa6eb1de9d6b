"""The demo, built once for all tests and test processes, as `drafter demo` builds it without a terminal."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

DRAFTER = str(Path(sys.executable).with_name("drafter"))


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's repository. Not to be changed: copy it first."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    directory = shared / "built-demo"
    with (shared / "built-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not directory.exists():
            home = tmp_path_factory.mktemp("home")
            run_demo(directory, {"HOME": str(home), "LC_ALL": "C.UTF-8"})
    return directory


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
