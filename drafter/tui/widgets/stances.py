"""The five stances side by side."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset

from drafter.model.terms import Stance
from drafter.tui.keymap import Keys
from drafter.tui.widgets.switches import Switch

_WORDS = {
    Stance.SUPPORT: "support",
    Stance.ACCEPT: "can accept",
    Stance.RESERVE: "reserve",
    Stance.OPPOSE: "oppose",
    Stance.NONE: "none",
}


class StanceSwitch(Switch, can_focus=True):
    """The five stances: by their keys in the matrix, 1 to 5 where a keyboard has no `~`, or left and right."""

    DEFAULT_CSS = "StanceSwitch:focus { background: $cursor-ground; }"

    def __init__(self, bound: Keys, stance: Stance) -> None:
        super().__init__(
            "", [(each.value, f"{each.mark} {_WORDS[each]}") for each in Stance], stance.value, id="stance"
        )
        self._keys = {str(nth): each for nth, each in enumerate(Stance, 1)}
        self._keys |= {key: each for each in Stance for key in bound.of(f"stance.{each.value}")}

    def on_key(self, event: events.Key) -> None:
        """Choose a stance."""
        if event.key in self._keys:
            event.stop()
            self.choose(self._keys[event.key].value)

    def key_left(self) -> None:
        """Choose the stance before."""
        self.step(-1)

    def key_right(self) -> None:
        """Choose the next stance."""
        self.step()

    @property
    def caret(self) -> Offset:
        """Where the stance that is chosen stands on the screen."""
        placed = zip(self._placed(), self._values, strict=True)
        start = next((start for (_, start, _), (key, _) in placed if key == self.value), 0)
        return self.content_region.offset + Offset(start, 0)
