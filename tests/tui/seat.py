"""A seat at the table: the interface driven by keys on a real repository, its screen read as text."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from textual.message import Message
from textual.pilot import Pilot

from drafter.store import identity
from drafter.store.repository import Repository
from drafter.tui.app import Drafter
from drafter.tui.screens.read import ReadScreen
from drafter.tui.screens.room import Room
from drafter.tui.session import Session
from drafter.tui.subject import NOTHING, Subject
from tests.conftest import roster

T = TypeVar("T")

_FRAMES = dict.fromkeys(map(ord, "▕▏▌▊▎│┌┐└┘─▔▁|"), " ")


def piloted(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run an asynchronous test to its end."""

    @functools.wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        asyncio.run(test(*arguments, **named))

    return run


class Seat:
    """The interface and what it says."""

    def __init__(self, app: Drafter, pilot: Pilot[int], messages: list[Message]) -> None:
        self.app = app
        self.pilot = pilot
        self.messages = messages

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type text, character by character."""
        for character in text:
            await self.pilot.press(key_of(character))

    async def until(self, seen: Callable[[], T], what: str = "") -> T:
        """Wait until something holds; it is looked at after each round of messages. Gives what it gave."""
        for _ in range(3000):
            found = seen()
            if found:
                return found
            await self.pilot.pause(0.02)
        raise AssertionError(f"never came: {what or 'what was waited for'}; the screen is\n{self.text}")

    async def shows(self, *texts: str) -> str:
        """Wait until the screen shows all the texts."""
        return await self.until(lambda: self.text if all(text in self.text for text in texts) else "", f"{texts}")

    async def asks(self, dialog: type[Any]) -> Any:
        """Wait until a dialog is open, laid out and quiet."""
        await self.until(lambda: isinstance(self.app.screen, dialog) and self.app.screen.laid_out, dialog.__name__)
        await self.pilot.pause()
        return self.app.screen

    @property
    def text(self) -> str:
        """The screen as text, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def pane(self, selector: str) -> str:
        """What one widget shows, without the line ends."""
        x, y, width, height = self.app.screen.query_one(selector).region
        strips = self.app.screen._compositor.render_strips()[y : y + height]
        lines = ("".join(segment.text for segment in strip.crop(x, x + width)) for strip in strips)
        return " ".join(" ".join(lines).translate(_FRAMES).split())

    @property
    def subject(self) -> Subject:
        """What is under the cursor."""
        return self.app.screen.subject() if isinstance(self.app.screen, Room) else NOTHING

    @property
    def flat(self) -> str:
        """The screen as text without line ends and the gutters of the panes."""
        return " ".join(self.text.translate(_FRAMES).split())

    def said(self, text: str) -> bool:
        """Whether a toast said something."""
        return any(text in notification.message for notification in self.app._notifications)

    def told(self, kind: type[Message]) -> list[Message]:
        """The messages of a kind that were sent so far."""
        return [message for message in self.messages if isinstance(message, kind)]


@asynccontextmanager
async def seated(
    where: Repository | Path,
    code: str | None = "FRA",
    size: tuple[int, int] = (110, 36),
    session: Session | None = None,
) -> AsyncIterator[Seat]:
    """Sit down as a delegation (nobody when None), and wait until the negotiation has been read."""
    if isinstance(where, Repository) and code is not None:
        identity.become(where, roster(), code, roster().by_code[code].delegates[0].email)
    messages: list[Message] = []
    app = Drafter(where.root if isinstance(where, Repository) else where, session)
    async with app.run_test(size=size, message_hook=messages.append) as pilot:
        seat = Seat(app, pilot, messages)
        await seat.until(lambda: app.desk is not None or app.screen.query("#said"), "the first reading")
        if app.desk is not None:
            read = app.screen_stack[0]
            await seat.until(lambda: isinstance(read, ReadScreen) and read.whole, "the brackets")
        yield seat


class Held(Session):
    """A session that opens the repository when it is let."""

    def open(self) -> None:
        """Wait."""

    def go_on(self) -> None:
        """Open it now."""
        super().open()


@asynccontextmanager
async def early(repo: Repository) -> AsyncIterator[tuple[Seat, Held]]:
    """Sit down as France before the treaty is opened, which the session does when it is let."""
    identity.become(repo, roster(), "FRA", roster().by_code["FRA"].delegates[0].email)
    session = Held(repo.root)
    session.look = lambda: None  # type: ignore[method-assign]
    messages: list[Message] = []
    app = Drafter(repo.root, session)
    async with app.run_test(size=(110, 36), message_hook=messages.append) as pilot:
        yield Seat(app, pilot, messages), session


def key_of(character: str) -> str:
    """Give the name of the key that types a character."""
    names = {" ": "space", "\n": "enter", ".": "full_stop", ",": "comma", "-": "minus", "/": "slash", "~": "tilde"}
    return names.get(character, character)
