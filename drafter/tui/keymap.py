"""Keys that a delegate has given to actions: `act.amend = "ctrl+a"` in keys.toml."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drafter.model.problem import Problem
from drafter.tui.actions import ACTIONS, BY_ID, shown_key, together


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys in force. What names a key on the screen takes it from here."""

    remapped: Mapping[str, str] = field(default_factory=dict)
    """The keys of the actions that were given others, by id, separated by commas."""

    def of(self, id: str) -> tuple[str, ...]:
        """Give the keys of an action, as Textual calls them."""
        return tuple(self.remapped.get(id, BY_ID[id].keys).split(","))

    def __getitem__(self, id: str) -> str:
        """Give the key of an action that is shown, as people read it."""
        return shown_key(self.of(id)[0])

    def all(self, id: str) -> str:
        """Give all keys of an action, as people read them."""
        return " ".join(map(shown_key, self.of(id)))


def keymap_file() -> Path:
    """Give the file of the keys, in the user's configuration."""
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "drafter" / "keys.toml"


def read_keymap(file: Path) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Read which actions have which keys. An entry that can't be followed is a problem, and is left out."""
    if not file.is_file():
        return {}, ()
    import tomllib

    from drafter.model.ids import meant

    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return {}, (Problem(rule="keys", message=f"not TOML: {error}", remedy="mend its syntax", file=str(file)),)
    wanted: dict[str, str] = {}
    problems: list[Problem] = []
    for id, keys in _flat(data):
        if id not in BY_ID:
            remedy = meant(id, BY_ID, "docs/keys.md lists the actions")
            problems.append(_problem(f"there is no action `{id}`", remedy, file))
        elif not isinstance(keys, str) or not keys.strip():
            problems.append(_problem(f"`{id}` is not given a key", 'write "ctrl+a", or several: "a,ctrl+a"', file))
        else:
            wanted[id] = ",".join(key.strip() for key in keys.split(","))
    for id in list(wanted):
        other = _clash(id, wanted)
        if other is not None:
            problems.append(_problem(f"`{id}` and `{other}` have one key", "give one of them another key", file))
            del wanted[id]
    return wanted, tuple(problems)


def _flat(data: Mapping[str, object], above: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for key, value in data.items():
        name = f"{above}{key}"
        found += _flat(value, f"{name}.") if isinstance(value, dict) else [(name, value)]
    return found


def _clash(id: str, wanted: Mapping[str, str]) -> str | None:
    """Give another action that has one of the keys and is answered in the same place."""
    own = BY_ID[id]
    keys = set(wanted[id].split(","))
    for action in ACTIONS:
        if action.id != id and together(own, action) and keys & set(wanted.get(action.id, action.keys).split(",")):
            return action.id
    return None


def _problem(message: str, remedy: str, file: Path) -> Problem:
    return Problem(rule="keys", message=message, remedy=remedy, file=str(file))
