"""The five stances side by side."""

from __future__ import annotations

from textual import events

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


class StanceSwitch(Switch):
    """The five stances: by their keys in the matrix, or 1 to 5 where a keyboard has no `~`."""

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
