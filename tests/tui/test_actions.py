"""The registry of actions: everything that a key does is named, explained, and nothing clashes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from drafter.tui.actions import ACTIONS, DIALOGS, Action
from drafter.tui.app import Drafter
from drafter.tui.dialogs.amend import AmendDialog
from drafter.tui.dialogs.compose import ComposeDialog
from drafter.tui.dialogs.dialog import Dialog
from drafter.tui.dialogs.export import Export
from drafter.tui.dialogs.gather import Gather
from drafter.tui.dialogs.help import help_rows
from drafter.tui.dialogs.position import PositionDialog
from drafter.tui.dialogs.resolve import ResolveDialog
from drafter.tui.dialogs.settle import Settle
from drafter.tui.keymap import Keys
from drafter.tui.screens.diff import DiffScreen
from drafter.tui.screens.draft import DraftScreen
from drafter.tui.screens.log import LogScreen
from drafter.tui.screens.positions import PositionsScreen
from drafter.tui.screens.read import ReadScreen
from drafter.tui.screens.room import Room
from drafter.tui.widgets.clause_tree import ClauseTree
from drafter.tui.widgets.docket import Docket
from drafter.tui.widgets.matrix import MatrixView
from drafter.tui.widgets.prose_diff import ProseDiff
from drafter.tui.widgets.reader import Reader
from drafter.tui.widgets.rows import Rows

SCREENS: tuple[type[Room], ...] = (ReadScreen, DiffScreen, PositionsScreen, LogScreen, DraftScreen)
PANES = {
    ReadScreen: (Reader, ClauseTree, Docket),
    DiffScreen: (ProseDiff,),
    PositionsScreen: (MatrixView,),
    LogScreen: (Reader,),
    DraftScreen: (Reader,),
}
IN_FRONT: tuple[type[Dialog[Any]], ...] = (
    AmendDialog,
    ComposeDialog,
    ResolveDialog,
    Gather,
    Settle,
    PositionDialog,
    Export,
)
ANSWERS = {"everywhere": Drafter, "rows": Rows, "prose": Reader, "tree": ClauseTree, "matrix": MatrixView} | {
    place.NAME if issubclass(place, Room) else place.SCOPE: place for place in (*SCREENS, *IN_FRONT)
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_each_action_has_an_id_a_key_a_text_and_a_help(action: Action) -> None:
    area, _, verb = action.id.partition(".")
    assert area
    assert verb
    assert action.keys
    assert 0 < len(action.text) <= 14
    assert action.help.endswith(".")


def test_no_id_stands_twice() -> None:
    assert not [id for id, count in Counter(action.id for action in ACTIONS).items() if count > 1]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_each_action_is_answered_where_the_registry_says(action: Action) -> None:
    assert hasattr(ANSWERS[action.where], f"action_{action.call.partition('(')[0]}")


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.NAME)
def test_no_key_means_two_things_in_one_pane(screen: type[Room]) -> None:
    for pane in PANES[screen]:
        nearest = [action for action in ACTIONS if action.where in pane.SCOPES]
        outer = [action for action in ACTIONS if action.where in (screen.NAME, "everywhere")]
        for actions in (nearest, outer, [*nearest, *outer]):
            keys = Counter(key for action in actions for key in action.keys.split(","))
            assert not [key for key, count in keys.items() if count > 1], (pane, screen)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_no_key_is_one_that_terminals_take_for_another_or_keyboards_lack(action: Action) -> None:
    assert not {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+left_square_bracket"} & set(action.keys.split(","))
    assert not any("bracket" in key or "backslash" in key for key in action.keys.split(","))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.NAME)
def test_the_help_of_a_screen_explains_each_of_its_keys(screen: type[Room]) -> None:
    for pane in PANES[screen]:
        scopes = (*pane.SCOPES, screen.NAME, "everywhere")
        explained = " ".join(row.content.plain for row in help_rows(scopes, screen.NAME, Keys()))
        assert not [action.id for action in ACTIONS if action.where in scopes and action.help not in explained]


@pytest.mark.parametrize("dialog", IN_FRONT, ids=lambda dialog: dialog.SCOPE)
def test_the_help_of_a_dialog_explains_each_of_its_keys_and_none_means_two_things(dialog: type[Dialog[Any]]) -> None:
    explained = " ".join(row.content.plain for row in help_rows((dialog.SCOPE,), dialog.SCOPE, Keys()))
    own = [action for action in ACTIONS if action.where == dialog.SCOPE]
    assert own
    assert not [action.id for action in own if action.help not in explained]
    assert len({key for action in own for key in action.keys.split(",")}) == sum(
        len(action.keys.split(",")) for action in own
    )


def test_each_dialog_with_keys_of_its_own_is_among_those_looked_at() -> None:
    assert {dialog.SCOPE for dialog in IN_FRONT} == set(DIALOGS)
