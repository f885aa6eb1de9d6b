"""What a delegate does whose colleague is at work on the same texts."""

from __future__ import annotations

from textual.widgets import TextArea

from drafter.store import recording
from drafter.store.repository import Repository
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.position import PositionDialog
from tests.conftest import acting_for
from tests.store.acts import refs, reworded
from tests.tui.seat import Seat


async def opposing(seat: Seat) -> None:
    """Open the dialog, and choose to oppose."""
    await seat.press("n", "n")
    await seat.until(lambda: seat.subject.names == ("FJI-000003",))
    await seat.press("p")
    await seat.asks(PositionDialog)
    await seat.press("x")


async def newer_version(seat: Seat, old: str, new: str) -> None:
    """Begin a new version of FRA-000009, with other words, and leave it as a draft."""
    await seat.press("n", "n", "a")
    await seat.asks(AmendDialog)
    await as_new_version(seat)
    area = seat.app.screen.query_one("#body", TextArea)
    place = area.text.index(old)
    line = area.text[:place].count("\n")
    area.move_cursor((line, area.text.split("\n")[line].index(old)))
    await seat.press(*["delete"] * len(old))
    await seat.type(new)
    await seat.shows("Draft kept on disk")
    await seat.press("escape")
    await seat.until(lambda: not isinstance(seat.app.screen, AmendDialog))


async def as_new_version(seat: Seat) -> None:
    """Choose to propose a new version."""
    await seat.press("ctrl+t")
    await seat.asks(Choosing)
    await seat.type("new version of your")
    await seat.press("enter")


async def colleague_revises(seat: Seat, repo: Repository, old: str, new: str, *, date: str | None = None) -> None:
    """Have a colleague record a newer version, and the interface see it."""
    recording.revise(repo, acting_for("FRA"), "FRA-000009", reworded(repo, old, new), "", date=date)
    tip = refs(repo)["refs/heads/amendments/FRA-000009"]
    seat.app.session.look()
    await seat.until(lambda: seat.app.desk and seat.app.desk.negotiation.by_id["FRA-000009"].commit == tip)
