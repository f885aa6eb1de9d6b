"""Lists read aloud: nothing is said by a column or a mark alone."""

from __future__ import annotations

import pytest

from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.repository import Repository
from tests.cli.conftest import Drafter
from tests.conftest import acting_for
from tests.store.acts import day, table


@pytest.fixture
def said(treaty: Repository, drafter: Drafter, monkeypatch: pytest.MonkeyPatch) -> Drafter:
    """Runs a command as it prints, then as it is read aloud: what one has kept is not given for the other."""
    table(treaty, "DEU", "refrain from", "not conduct", id="000001", on=3)
    proposed = Target(amendment="DEU-000001")
    recording.position(treaty, acting_for("FRA"), proposed, Stance.OPPOSE, statement="Too narrow.", date=day(4))

    def run(*arguments: str) -> object:
        drafter("-C", treaty.root, *arguments)
        monkeypatch.setenv("DRAFTER_SPOKEN", "1")
        return drafter("-C", treaty.root, *arguments)

    return run  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (("list",), "scope: kind article; number 1; heading Scope; status open; amendments 0; brackets 0."),
        (("amendments",), "DEU-000001: clauses critical-infrastructure; action modify; status tabled; applies cleanly"),
        (("positions",), "FRA: target DEU-000001; clauses critical-infrastructure; stance oppose; date 2026-03-04"),
        (("positions", "--matrix"), "DEU-000001: DEU proposes; FRA opposes; blocked by FRA."),
        (("log",), "by FRA; action oppose; subject FRA opposes DEU-000001."),
    ],
)
def test_a_list_that_is_read_aloud_names_each_value_and_leaves_out_what_is_empty(
    said: Drafter, command: tuple[str, ...], line: str
) -> None:
    printed = said(*command)
    assert printed.status == 0
    assert line in printed.out
    assert "  " not in printed.out
