"""Each screen as it looks: its text and its picture, at two sizes, in both themes and without colour.

What is compared lies in `pictures/`. After a change that is meant, write them anew with `DRAFTER_PICTURES=write pytest
tests/tui/test_pictures.py`, and look at them in a browser before they are committed.
"""

from __future__ import annotations

import os
import re
from itertools import zip_longest
from pathlib import Path

import pytest

from drafter.store.repository import Repository
from drafter.tui.app import Drafter
from drafter.tui.themes import OURS
from tests.tui.seat import Seat, piloted, seated

PICTURES = Path(__file__).parent / "pictures"
WRITE = os.environ.get("DRAFTER_PICTURES") == "write"

SCREENS = {
    "read": (("1", "n"), "[refrain from / not conduct - DEU / avoid - AUS]"),
    "diff": (("2",), "[-refrain from-]"),
    "positions": (("3",), "Preamble The Parties to this Treaty"),
    "log": (("4",), "Issue Rev.1"),
    "draft": (("5",), "Nothing is agreed until everything is agreed"),
}
"""The keys that lead to each screen, and words that it shows once everything has been worked out."""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_screen_looks_as_it_was_approved_in_both_themes(talks: Repository, size: tuple[int, int]) -> None:
    _looked_at(talks, size, tuple(theme.name for theme in OURS))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_screen_looks_as_it_was_approved_without_colour(
    talks: Repository, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TEXTUAL_THEME", "ansi-dark")
    monkeypatch.setattr(Drafter.theme, "_default", "ansi-dark")
    _looked_at(talks, size, ("ansi-dark",))


@piloted
async def _looked_at(talks: Repository, size: tuple[int, int], themes: tuple[str, ...]) -> None:
    async with seated(talks, size=size) as seat:
        for name, (keys, words) in SCREENS.items():
            await seat.press(*keys)
            await seat.until(lambda words=words: words in seat.flat, words)
            await _same(seat, PICTURES / f"{name}-{size[0]}x{size[1]}.txt")
            for theme in themes:
                seat.app.theme = theme
                look = "plain" if theme not in {each.name for each in OURS} else theme.removeprefix("drafter-")
                await _same(seat, PICTURES / f"{name}-{size[0]}x{size[1]}-{look}.svg")


async def _same(seat: Seat, file: Path) -> None:
    """Wait until the screen is what the file says; say what differs when it never is."""
    if WRITE:
        for _ in range(20):
            await seat.pilot.pause(0.1)
        file.parent.mkdir(exist_ok=True)
        file.write_text(_shown(seat, file), encoding="utf-8", newline="\n")
    approved = file.read_text(encoding="utf-8")
    try:
        await seat.until(lambda: _shown(seat, file) == approved)
    except AssertionError:
        raise AssertionError(f"{file.name}:\n" + _differs(approved, _shown(seat, file))) from None


def _differs(approved: str, shown: str) -> str:
    """Give the lines that differ, with their numbers: those of a screen stand where they stood."""
    pairs = zip_longest(approved.splitlines(), shown.splitlines(), fillvalue="")
    return "\n".join(
        f"{number}: approved {was!r}\n{number}: shown    {now!r}"
        for number, (was, now) in enumerate(pairs, 1)
        if was != now
    )


def _shown(seat: Seat, file: Path) -> str:
    if file.suffix == ".txt":
        return "".join(f"{line.rstrip()}\n" for line in seat.text.split("\n"))
    picture = seat.app.export_screenshot(title="drafter", simplify=True)
    # The name of the picture is a checksum of all its colours, and its font would come from elsewhere.
    picture = re.sub(r"terminal-\d+", "terminal", picture)
    return re.sub(r"\s*@font-face \{.*?\}", "", picture, flags=re.DOTALL)
