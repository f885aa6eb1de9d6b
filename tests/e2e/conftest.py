"""The installed program in a real terminal, on a demo that is built once and copied."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.built import built_demo, copied
from tests.e2e.terminal import Terminal

__all__ = ["built_demo"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    without = shutil.which("tmux") is None and os.environ.get("DRAFTER_E2E") != "required"
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if without:
                item.add_marker(pytest.mark.skip(reason="tmux is not installed"))


@pytest.fixture
def demo(built_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo that a test may change."""
    return copied(built_demo, tmp_path / "treaty")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Opens terminals of a size; they are closed when the test ends."""
    opened: list[Terminal] = []

    def open_terminal(columns: int = 80, rows: int = 24) -> Terminal:
        home = tmp_path / f"home{len(opened)}"
        home.mkdir()
        opened.append(Terminal(home, columns, rows))
        return opened[-1]

    yield open_terminal
    for each in opened:
        each.close()


def git(directory: Path, *arguments: str) -> str:
    """Plain git, as a delegate without this program would use it."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(directory), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["git", "-C", str(directory), "--no-pager", *arguments],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    ).stdout
