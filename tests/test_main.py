"""The program's own door: `drafter` in a terminal opens the interface at once, and errors stay one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from drafter import main
from drafter.model.problem import refuse


@pytest.mark.parametrize(
    ("typed", "opened"),
    [([], Path()), (["-C", "somewhere"], Path("somewhere")), (["list"], None), (["-C"], None), (["--help"], None)],
)
def test_only_the_bare_command_in_a_terminal_opens_the_interface_at_once(
    typed: list[str], opened: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main._to_open(typed) == opened
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False, raising=False)
    assert main._to_open(typed) is None


def test_the_interface_opens_without_the_command_line() -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom drafter import main\n"
        "main._open_interface = lambda directory: print('click' in sys.modules) or 0\n"
        "sys.exit(main._open_at_once(Path()))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_what_ends_the_interface_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(directory: Path) -> int:
        raise refuse("the treaty is gone", "fetch it again")

    monkeypatch.setattr(main, "_open_interface", broken)
    assert main._open_at_once(Path()) == 2
    said = capsys.readouterr().err
    assert said.startswith("drafter: ")
    assert said.count("\n") == 1
    assert "the treaty is gone" in said
