"""Keys can be given to other actions; what can't be followed is reported, and the rest holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.store.repository import Repository
from drafter.tui.cheatsheet import cheatsheet
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.choosing import Choosing
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.keymap import read_keymap
from tests.tui.seat import piloted, seated


@pytest.mark.parametrize("key", ["ctrl+t", "ctrl+s"])
def test_what_is_never_answered_together_may_have_one_key(tmp_path: Path, key: str) -> None:
    (tmp_path / "keys.toml").write_text(f'"act.amend" = "{key}"')
    assert read_keymap(tmp_path / "keys.toml")[1] == ()


def test_without_a_file_nothing_is_changed(tmp_path: Path) -> None:
    assert read_keymap(tmp_path / "keys.toml") == ({}, ())


@pytest.mark.parametrize("text", ['"act.amend" = "ctrl+a"', '[act]\namend = "ctrl+a"'])
def test_an_action_gets_its_key(tmp_path: Path, text: str) -> None:
    (tmp_path / "keys.toml").write_text(text)
    assert read_keymap(tmp_path / "keys.toml") == ({"act.amend": "ctrl+a"}, ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"act.amned" = "ctrl+a"', "did you mean act.amend?"),
        ('"act.amend" = 3', "is not given a key"),
        ('"act.amend" = "p"', "`act.amend` and `act.position` have one key"),
        ('"act.amend" = "v"', "`act.amend` and `read.brackets` have one key"),
        ('"amend.record" = "ctrl+e"', "`amend.record` and `amend.editor` have one key"),
        ("[", "not TOML"),
    ],
)
def test_what_cannot_be_followed_is_reported_and_left_out(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "keys.toml").write_text(text)
    keys, problems = read_keymap(tmp_path / "keys.toml")
    assert keys == {}
    assert said in str(problems[0])


@piloted
async def test_a_remapped_key_works_and_shows(talks: Repository, hostile_home: Path) -> None:
    file = hostile_home / ".config" / "drafter" / "keys.toml"
    file.parent.mkdir(parents=True)
    file.write_text('"act.amend" = "ctrl+a"')
    async with seated(talks) as seat:
        await seat.shows("^a Amend")
        await seat.press("n", "a")
        assert not isinstance(seat.app.screen, AmendDialog)
        await seat.press("ctrl+a")
        await seat.asks(AmendDialog)
        await seat.press("escape", "ctrl+p")
        await seat.type("act: Amend")
        await seat.shows("act: Amend  (^a)")


def test_the_cheat_sheet_is_the_registry() -> None:
    assert (Path(__file__).parents[2] / "docs" / "keys.md").read_text() == cheatsheet()


@piloted
async def test_what_is_said_names_the_keys_in_force(talks: Repository, hostile_home: Path) -> None:
    file = hostile_home / ".config" / "drafter" / "keys.toml"
    file.parent.mkdir(parents=True)
    given = {"act.amend": "f6", "act.position": "f7", "act.undo": "f8", "amend.record": "f9", "amend.kind": "f10"}
    given |= {"stance.oppose": "X", "app.help": "H", "position.record": "f12"}
    file.write_text("".join(f'"{id}" = "{key}"\n' for id, key in given.items()))
    async with seated(talks) as seat:
        await seat.shows("H Help")
        await seat.press("H")
        await seat.shows("take a position with f7 or propose other words with f6")
        await seat.press("escape", "n", "f6")
        await seat.asks(AmendDialog)
        await seat.shows("f9 record", "f10 kind")
        await seat.press("f10")
        await seat.asks(Choosing)
        await seat.press("escape", "escape")
        await seat.press("f7")
        await seat.asks(PositionDialog)
        await seat.shows("+ ~ r X . or 1-5")
        await seat.press("X", "tab")
        await seat.shows("f12 records")
        await seat.press("f12", "f12")
        await seat.until(lambda: seat.said("Press f8 to take it back."))
