"""The negotiation that is attacked, played once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.store.attacks.stage import Stage, build


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The negotiation, verified as it stands."""
    stage = build(tmp_path_factory.mktemp("stage"))
    with Repository.open(stage.root) as repo:
        found = verify(repo)
    assert found.ok, found.problems
    return stage.root


@pytest.fixture
def stage(played: Path, tmp_path: Path) -> Stage:
    """A copy of it, to be attacked."""
    shutil.copytree(played, tmp_path / "hub.git")
    return Stage(tmp_path / "hub.git")
