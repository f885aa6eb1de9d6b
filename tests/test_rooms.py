"""Who may import whom, seen in a fresh process: what a room pulls in when all of it is imported."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "drafter"

BARRED = {
    "model": {"textual", "rich", "git", "click", "diff_match_patch", "markdown_it", "nacl"},
    "text": {"textual", "rich", "git", "click", "nacl"},
    "draft": {"textual", "rich", "git", "click", "nacl"},
    "check": {"textual", "rich", "git", "click", "nacl"},
    "intake": {"textual", "rich", "git", "click", "nacl"},
    "export": {"textual", "rich", "git", "click", "nacl"},
    "store": {"textual", "rich", "click"},
    "cli": {"textual", "rich"},
}
"""Packages that a room doesn't load, directly or through others. `cli` may load git through the store."""


def modules(room: str) -> list[str]:
    found = []
    for file in sorted((PACKAGE / room).rglob("*.py")):
        dotted = ".".join(("drafter", *file.relative_to(PACKAGE).with_suffix("").parts))
        found.append(dotted.removesuffix(".__init__"))
    return found


@pytest.mark.parametrize("room", BARRED)
def test_a_room_loads_nothing_that_belongs_to_another(room: str) -> None:
    program = (
        f"import importlib, sys\nfor name in {modules(room)!r}: importlib.import_module(name)\nprint(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert not BARRED[room] & {name.partition(".")[0] for name in loaded}


def test_difflib_compares_nothing_here() -> None:
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(alias.name == "difflib" for alias in node.names), file
            elif isinstance(node, ast.ImportFrom):
                assert node.module != "difflib", file
