"""The line at the bottom: the keys that matter here, made from the registry of actions and clickable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from drafter.tui.actions import Action


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the bar. `why_not` says why it does nothing now."""

    action: Action
    shown: str
    why_not: str | None = None


class KeyBar(Widget):
    """One line of keys, as many as there is room for. A click does what the key does."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        background: $bar-ground;
        color: $words;
    }
    """

    @dataclass
    class Pressed(Message):
        """A key of the bar was clicked."""

        action: Action

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[Key, ...] = ()

    def show(self, keys: Sequence[Key]) -> None:
        """Show other keys, the most important ones first."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self.refresh()

    def render(self) -> Content:
        """Paint the keys that there is room for; those that do nothing now are dim and in round brackets."""
        parts: list[Content] = []
        for key, _, _ in self._placed():
            if key.why_not is None:
                parts += [Content.styled(key.shown, ".bar--key"), Content(f" {key.action.text}  ")]
            else:
                parts.append(Content.styled(f"({key.shown} {key.action.text})  ", ".bar--off"))
        return Content(" ") + Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        for key, start, end in self._placed():
            if start <= event.x < end:
                self.post_message(self.Pressed(key.action))
                return

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say in the tooltip what the key does, or why it does nothing now."""
        for key, start, end in self._placed():
            if start <= event.x < end:
                self.tooltip = Content(f"Not now: {key.why_not}" if key.why_not else key.action.help)
                return
        self.tooltip = None

    def _placed(self) -> list[tuple[Key, int, int]]:
        """Give the keys that fit with the columns that they take: the last two always fit (help and palette)."""
        widths = [len(key.shown) + len(key.action.text) + (3 if key.why_not is None else 5) for key in self._keys]
        room = self.size.width - 1
        fixed = sum(widths[-2:])
        placed: list[tuple[Key, int, int]] = []
        at = 1
        for nth, (key, width) in enumerate(zip(self._keys, widths, strict=True)):
            if nth < len(widths) - 2 and at + width + fixed > room + 1:
                continue
            placed.append((key, at, at + width))
            at += width
        return placed
