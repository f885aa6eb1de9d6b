"""The end that nobody chose: a window that is closed, a connection that breaks, a signal."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.tui.drafts import Drafts
from tests.built import DRAFTER
from tests.e2e.terminal import PATIENCE, Terminal
from tests.e2e.test_session import propose


def _runs(process: int) -> bool:
    try:
        # What has ended, and nobody has asked how, is no longer one that runs.
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="who runs is seen in /proc")
@pytest.mark.parametrize("before", ["", "trap '' HUP; "])
def test_who_loses_the_terminal_leaves_no_program_behind_and_finds_the_words_again(
    demo: Path, terminal: Callable[..., Terminal], before: str
) -> None:
    screen = terminal(120, 40)
    noted = demo.parent / "process"
    run = f"{before}echo $$ >{shlex.quote(str(noted))}; exec {shlex.join([str(DRAFTER), '-C', str(demo)])}"
    screen.start("sh", "-c", run, cwd=demo.parent)
    screen.wait_for("The States Parties to this Convention", "Help")
    propose(screen)
    process = int(noted.read_text())
    assert _runs(process)
    screen.close()
    deadline = time.monotonic() + PATIENCE
    while _runs(process):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    (draft,) = Drafts(demo / ".git").all("FRA")
    assert draft.body.startswith("1. All States")


def test_a_program_that_is_told_to_end_leaves_the_terminal_as_it_was(
    demo: Path, terminal: Callable[..., Terminal]
) -> None:
    screen = terminal(120, 40)
    screen.start(DRAFTER, "-C", str(demo), cwd=demo.parent)
    screen.wait_for("The States Parties to this Convention", "Help")
    screen.kill_program("TERM")
    assert screen.wait_for_exit() == 128 + 15
    assert "The States Parties" not in screen.screen()
