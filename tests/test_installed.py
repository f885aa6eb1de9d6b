"""A program that is upgraded, removed or broken while it runs says so in a line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from drafter import installed
from tests.test_rooms import PACKAGE


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A place where drafter is installed for this test only."""
    shutil.copytree(PACKAGE, tmp_path / "site" / "drafter", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "site"


def ran(site: Path, program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-B", "-c", program, str(site)]
    return subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)


_LATER = """import os, pathlib, sys
sys.path.insert(0, sys.argv[1])
import drafter.main
site = pathlib.Path(sys.argv[1], 'drafter')
assert drafter.main.__file__ == str(site / 'main.py')
sys.argv = ['drafter', 'list']
"""


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        ("(site / 'cli' / 'app.py').unlink(); (site / '__init__.py').unlink();", "upgraded or removed while it ran"),
        # As pip does, and as installers do that link files from a store of theirs and keep their dates.
        (
            "(site / 'cli/app.py').write_text('from drafter.cli import gone'); os.utime(site / 'main.py', (2e9, 2e9));",
            "upgraded or",
        ),
        (
            "new = site / 'new.py'; new.write_text('__version__ = \"9\"'); os.utime(new, (1, 1));"
            " new.replace(site / '__init__.py'); (site / 'cli/app.py').write_text('run = None');",
            "upgraded or removed while it ran (TypeError",
        ),
        ("(site / 'cli' / 'app.py').unlink();", "a part of drafter can't be loaded (ModuleNotFoundError"),
    ],
    ids=["removed", "replaced", "linked", "broken"],
)
def test_a_program_that_changes_while_it_runs_says_so_in_one_line(site: Path, happens: str, said: str) -> None:
    done = ran(site, f"{_LATER}{happens}drafter.main.main()")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert "what was recorded is safe" in done.stderr


def test_an_error_of_the_program_itself_is_none_of_the_installation() -> None:
    assert installed.explained(ValueError("a bug")) is None
