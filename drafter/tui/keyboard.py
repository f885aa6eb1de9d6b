"""What is typed, given out one key at a time, so that somebody who types ahead loses no word and misplaces none."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.dom import DOMNode
from textual.screen import Screen

from drafter.tui.styled import Styled

if TYPE_CHECKING:
    from textual.app import App

T = TypeVar("T")

Typed = events.Key | events.Paste

_TURN, _REST, _TYPING = 0.004, 0.02, 0.1
"""Seconds of work after which a thread rests, and for how long, when the last key is not longer ago than this."""

_LOST = 1.0
"""Seconds after which a key counts as answered: what it was given to may have closed."""


class Keyboard:
    """Holds what is typed until what was typed before it has been answered, and until the screen in front is laid out.

    Without it the letters that follow the key of a dialog go to the screen below it, or to nobody.
    """

    def __init__(self, app: App[int], deliver: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._typed: deque[Typed] = deque()
        self._last: Typed | None = None
        """What was given out last."""
        self._at = 0.0
        """When a key or the mouse was last used."""
        self.waiting = False
        """Whether what was typed first can only be answered later."""
        self.forgetting: Collection[str] = ("escape",)
        """The keys that forget it."""
        self._answering = 0
        self._number = 0
        self._attended: Screen[object] | None = None
        self._patience: asyncio.TimerHandle | None = None

    async def take(self, typed: Typed) -> None:
        """Take what was typed. While a key waits, Esc and the keys that leave forget it first."""
        if self.waiting and self._forgets(typed):
            self.forget()
        self._typed.append(typed)
        await self._go_on()

    def wait(self) -> bool:
        """Hold the key that is being answered, and what is typed after it, until `go_on`: it can't be answered yet.

        Gives False when nothing is held: no key is being answered, or one that forgets it was typed already.
        """
        if not self._answering or self._last is None:
            return False
        forgotten = [nth for nth, each in enumerate(self._typed) if self._forgets(each)]
        if forgotten:
            for _ in range(forgotten[-1]):
                self._typed.popleft()
            return False
        self._typed.appendleft(self._last)
        self.waiting = True
        return True

    def forget(self) -> None:
        """Drop what is held: it will not be answered."""
        if self.waiting:
            self._app.clear_notifications()
            self.drop()

    def drop(self) -> None:
        """Drop what is typed and not yet given out."""
        self._typed.clear()
        self.waiting = False

    async def go_on(self) -> None:
        """Give out what was held."""
        if self.waiting:
            self._app.clear_notifications()
            self.waiting = False
            await self._go_on()

    def _forgets(self, typed: Typed) -> bool:
        return isinstance(typed, events.Key) and typed.key in self.forgetting

    def _leaves(self, typed: Typed) -> bool:
        """Whether it leaves the program: that is an answer to nothing, and holds whatever has come in front."""
        return self._forgets(typed) and isinstance(typed, events.Key) and typed.key != "escape"

    def used(self) -> None:
        """Note that a key or the mouse is being used."""
        self._at = time.monotonic()

    def politely(self, things: Iterable[T]) -> Iterator[T]:
        """Give things to a thread that works on one after the other, and let it rest as long as keys are used.

        Threads of Python take turns: beside one that never rests, each key waits for many of them.
        """
        begun = time.monotonic()
        for each in things:
            now = time.monotonic()
            if now - begun >= _TURN:
                if now - self._at < _TYPING:
                    time.sleep(_REST)
                begun = time.monotonic()
            yield each

    def displayed(self, screen: Screen[object]) -> None:
        """Note since when a screen can be read."""
        if isinstance(screen, Styled) and screen.displayed is None:
            screen.displayed = time.monotonic()

    async def opened(self, screen: Screen[object]) -> None:
        """Go on with a screen that is laid out. One that asks gets no answer from before it could be read."""
        if screen is not self._app.screen:
            return
        # What waits was typed for the screen that was in front.
        self.forget()
        if isinstance(screen, Styled) and screen.asks:
            since = screen.displayed
            self._typed = deque(
                each for each in self._typed if (since is not None and each.time >= since) or self._leaves(each)
            )
        await self._go_on()

    async def _go_on(self) -> None:
        if self.waiting or self._answering or not self._typed or not self._open(self._app.screen):
            return
        self._number += 1
        self._answering = self._number
        receiver = self._app.focused or self._app.screen
        self._last = self._typed.popleft()
        await self._deliver(self._last)
        self._patience = asyncio.get_running_loop().call_later(
            _LOST, self._app.call_later, self._answered, self._number
        )
        self._follow(receiver, self._number)

    def _open(self, screen: Screen[object]) -> bool:
        if isinstance(screen, Styled):
            return screen.laid_out
        if screen.focused is None and screen is not self._attended:
            self._attended = screen
            self._app.watch(screen, "focused", self._focused, init=False)
        return screen.focused is not None

    def _focused(self) -> None:
        self._app.call_later(self._go_on)

    def _follow(self, node: DOMNode | None, number: int) -> None:
        """Go the way that the key goes, behind it: from what it was given to up to the app, which acts last."""
        if node is self._app or node is None or not node.call_later(self._follow, node.parent, number):
            self._app.call_later(self._answered, number)

    async def _answered(self, number: int) -> None:
        if number == self._answering:
            self._answering = 0
            if self._patience is not None:
                self._patience.cancel()
            await self._go_on()
