"""The small treaty with a negotiation in it, built once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor

from drafter.model.ids import SECRETARIAT
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.repository import Repository
from tests.conftest import OPENED, acting_for, treaty_files
from tests.store.acts import day, table


@pytest.fixture(autouse=True)
def all_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that shows every colour, wherever the tests are run."""
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture(autouse=True)
def unpainted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work out a screen when it is looked at, not whenever a terminal, of which there is none, would be sent it."""
    if request.node.get_closest_marker("painted") is not None:
        return
    paint = Compositor.render_update

    def looked_at(compositor: Compositor, full: bool = False, **more: Any) -> object:
        if full:
            return paint(compositor, full, **more)
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", looked_at)


@pytest.fixture(scope="session")
def built_talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rival wordings, an addition, and positions on it."""
    where = tmp_path_factory.mktemp("talks") / "treaty"
    with recording.found(where, treaty_files(), acting_for(SECRETARIAT), "Open", date=OPENED) as repo:
        recording.issue(repo, acting_for(SECRETARIAT), "Rev.1", date=day(2))
        table(repo, "DEU", "refrain from", "not conduct", id="000001", on=3)
        table(repo, "AUS", "refrain from", "avoid", id="000002", on=4)
        table(
            repo, "FJI", "critical infrastructure.", "critical infrastructure and submarine cables.", id="000003", on=5
        )
        cables = Target(amendment="FJI-000003")
        recording.position(repo, acting_for("MDV"), cables, Stance.SUPPORT, cosponsor=True, date=day(6))
        recording.position(repo, acting_for("AUS"), cables, Stance.OPPOSE, statement="Too wide.", date=day(6))
    return where


@pytest.fixture
def talks(built_talks: Path, tmp_path: Path) -> Iterator[Repository]:
    """A copy that a test may change."""
    with Repository.open(Path(shutil.copytree(built_talks, tmp_path / "talks", symlinks=True))) as repo:
        yield repo
