"""The name of a ref that holds what some programs take for the end of a line names one ref, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.model.ids import SECRETARIAT
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import reading, recording
from drafter.store.doctor import examine_clone
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import acting_for
from tests.store.acts import plain_git
from tests.store.served import Clone, everything_in, pushed, served

NAMES = ["positions/DEU\u2028x", "main\u2029x", "amendments/FRA-000001\x85x", "x\u2028y"]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_server_refuses_it(treaty: Repository, tmp_path: Path, name: str) -> None:
    server = served(treaty, tmp_path / "server.git")
    before = everything_in(server)
    status, told = pushed(treaty.root, f"main:refs/heads/{name}", remote=str(server))
    assert status != 0
    assert "is no ref of a negotiation" in told
    assert everything_in(server) == before


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_where_no_server_refused_it_a_clone_reads_as_if_it_were_not_there(
    treaty: Repository, tmp_path: Path, name: str
) -> None:
    recording.position(treaty, acting_for("DEU"), Target("scope"), Stance.SUPPORT)
    forge = tmp_path / "forge.git"
    plain_git(tmp_path, "clone", "--quiet", "--bare", str(treaty.root), str(forge))
    other = plain_git(forge, "rev-parse", "main").strip()
    for kind in ("heads", "tags"):
        plain_git(forge, "update-ref", f"refs/{kind}/{name}", other)
    plain_git(tmp_path, "clone", "--quiet", str(forge), "clone")
    clone = Clone(tmp_path / "clone", SECRETARIAT)
    plain_git(clone.root, "branch", "--quiet", name, "main")
    assert clone.sync().ok
    with Repository.open(clone.root) as repo:
        assert [str(each.position.target) for each in reading.read(repo).positions] == ["scope"]
        assert {each.rule for each in verify(repo, anew=True).problems} == {"ref-name"}
    assert all(each.severity != "error" for each in examine_clone(clone.root))
