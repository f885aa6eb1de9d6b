"""Each screen as it looks, and the dialogs in which two delegates of one delegation meet: text and picture, at two
sizes, in both themes and without colour.

What is compared lies in `pictures/`. After a change that is meant, write them anew with `DRAFTER_PICTURES=write pytest
tests/tui/test_pictures.py`, and look at them in a browser before they are committed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable
from itertools import zip_longest
from pathlib import Path

import pytest
from textual.widgets import TextArea

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.repository import Repository
from drafter.store.syncing import Choice, Report, Side
from drafter.tui.app import Drafter
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.confirm import Confirm
from drafter.tui.dialogs.page import Page
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.dialogs.resolve import ResolveDialog
from drafter.tui.dialogs.telling import Telling
from drafter.tui.themes import OURS
from tests.conftest import acting_for
from tests.store.acts import CI, day, reworded
from tests.tui.colleague import colleague_revises, newer_version, opposing
from tests.tui.seat import Seat, piloted, seated

PICTURES = Path(__file__).parent / "pictures"
FRANCE, CABLES = acting_for("FRA"), Target(amendment="FJI-000003")
WRITE = os.environ.get("DRAFTER_PICTURES") == "write"

pytestmark = pytest.mark.painted

SCREENS = {
    "read": (("1", "n"), "[refrain from / not conduct - DEU / avoid - AUS]"),
    "diff": (("2",), "[-refrain from-]"),
    "positions": (("3",), "Preamble The Parties to this Treaty"),
    "log": (("4",), "Issue Rev.1"),
    "draft": (("5",), "Nothing is agreed until everything is agreed"),
}
"""The keys that lead to each screen, and words that it shows once everything has been worked out."""


Look = Callable[[str], Awaitable[None]]
"""Compares what is on the screen now with the pictures of a name."""

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture(params=["in both themes", "without colour"])
def themes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The themes in which one is looked at."""
    if request.param == "in both themes":
        return tuple(theme.name for theme in OURS)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TEXTUAL_THEME", "ansi-dark")
    monkeypatch.setattr(Drafter.theme, "_default", "ansi-dark")
    return ("ansi-dark",)


@SIZES
def test_every_screen_looks_as_it_was_approved(
    talks: Repository, size: tuple[int, int], themes: tuple[str, ...]
) -> None:
    _seen(talks, size, themes, _screens)


@SIZES
def test_who_meets_a_colleagues_position_sees_both_as_it_was_approved(
    talks: Repository, size: tuple[int, int], themes: tuple[str, ...]
) -> None:
    _seen(talks, size, themes, _meets_a_position)


@SIZES
def test_who_meets_a_colleagues_version_sees_both_as_it_was_approved(
    talks: Repository, size: tuple[int, int], themes: tuple[str, ...]
) -> None:
    recording.amend(talks, FRANCE, reworded(talks, "undue delay", "delay"), "", id="FRA-000009", date=day(7))
    _seen(talks, size, themes, _meets_a_version)


@SIZES
def test_which_of_two_records_stays_is_asked_as_it_was_approved(
    talks: Repository, size: tuple[int, int], themes: tuple[str, ...]
) -> None:
    _seen(talks, size, themes, _meets_a_record)


@piloted
async def _seen(
    talks: Repository,
    size: tuple[int, int],
    themes: tuple[str, ...],
    way: Callable[[Seat, Repository, Look], Awaitable[None]],
) -> None:
    async with seated(talks, size=size) as seat:

        async def look(name: str) -> None:
            await _same(seat, PICTURES / f"{name}-{size[0]}x{size[1]}.txt")
            for theme in themes:
                seat.app.theme = theme
                kind = "plain" if theme not in {each.name for each in OURS} else theme.removeprefix("drafter-")
                await _same(seat, PICTURES / f"{name}-{size[0]}x{size[1]}-{kind}.svg")

        await way(seat, talks, look)


async def _screens(seat: Seat, _: Repository, look: Look) -> None:
    for name, (keys, words) in SCREENS.items():
        await seat.press(*keys)
        await seat.until(lambda words=words: words in seat.flat, words)
        await look(name)


async def _meets_a_position(seat: Seat, talks: Repository, look: Look) -> None:
    """Oppose, while a colleague reserves the delegation's position on the same text."""
    await opposing(seat)
    seat.app.screen.query_one(TextArea).focus()
    await seat.type("Too wide")
    recording.position(talks, FRANCE, CABLES, Stance.RESERVE, statement="The capital studies it.", date=day(8))
    await seat.press("ctrl+s")
    await seat.asks(Telling)
    await look("position-refused")
    await seat.press("enter")
    await seat.asks(PositionDialog)
    await seat.until(lambda: "submarine cables" in seat.pane("#exact"))
    await look("position-again")


async def _meets_a_version(seat: Seat, talks: Repository, look: Look) -> None:
    """Begin a new version, while a colleague records two: of other words first, then of the same ones."""
    await newer_version(seat, "damage", "harm")
    await colleague_revises(seat, talks, "without undue delay", "at once", date=day(8))
    await seat.press("a")
    await seat.asks(AmendDialog)
    await seat.until(lambda: "What your delegation's newer version changed" in seat.pane("#preview"))
    await look("revision-merged")
    await seat.press("escape")
    await seat.until(lambda: not isinstance(seat.app.screen, AmendDialog))
    await colleague_revises(seat, talks, "damage", "impair", date=day(9))
    await seat.press("a")
    await seat.asks(ResolveDialog)
    await look("revision-disputed")


async def _meets_a_record(seat: Seat, _: Repository, look: Look) -> None:
    """Exchange records, when a colleague has sent another position on the same text."""
    mine = Side("1" * 40, "Delegate of France", day(8), "oppose: The scope is too wide.")
    theirs = Side("2" * 40, "Adviser of France", day(7), "support, as co-sponsor: We depend on cables.")
    choice = Choice("refs/heads/positions/FRA", CI, mine, theirs)
    seat.app.exchanging.ended(Report("origin", choices=[choice]))
    await seat.asks(Page)
    await look("exchange-waits")
    await seat.press("enter")
    await seat.asks(Confirm)
    await look("exchange-which")


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
