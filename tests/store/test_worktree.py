"""The work tree that shows main follows it; what the user edits is never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.model.ids import SECRETARIAT
from drafter.model.target import Target
from drafter.store import reading, recording
from drafter.store.recording import deciding
from drafter.store.repository import Repository
from tests.conftest import acting_for
from tests.store.acts import CI, day, plain_git, refs, refused, table

XXS = acting_for(SECRETARIAT)
FILE = f"clauses/310-{CI}.md"


@pytest.fixture
def tabled(treaty: Repository) -> Repository:
    """The small treaty with an amendment of France."""
    table(treaty, "FRA", "refrain from", "not conduct", id="000001")
    return treaty


def test_the_work_tree_follows_an_adoption(tabled: Repository) -> None:
    recording.adopt(tabled, XXS, ["FRA-000001"], date=day(4))
    assert "not conduct" in (tabled.root / FILE).read_text()
    assert plain_git(tabled.root, "status", "--porcelain") == ""


@pytest.mark.parametrize("staged", [False, True])
def test_with_local_changes_an_act_on_main_is_refused(tabled: Repository, *, staged: bool) -> None:
    file = tabled.root / "clauses/210-scope.md"
    file.write_text(file.read_text() + "\nMine.\n")
    if staged:
        plain_git(tabled.root, "add", ".")
    with refused(tabled, "local changes in clauses/210-scope.md", "git restore"):
        recording.adopt(tabled, XXS, ["FRA-000001"])
    with refused(tabled, "local changes"):
        recording.status(tabled, XXS, Target("scope"), "agreed")
    assert file.read_text().endswith("Mine.\n")


def test_a_file_in_the_way_is_not_overwritten(tabled: Repository) -> None:
    from drafter.model.clause import compose_clause
    from drafter.model.terms import Kind

    new = compose_clause("cables", "315", kind=Kind.ARTICLE, number="4 bis", body="Cables.\n")
    recording.amend(tabled, acting_for("DEU"), {"cables": new}, "x", id="DEU-000001", date=day(3))
    (tabled.root / new.path).write_text("mine")
    with refused(tabled, "can't follow", "315-cables.md"):
        recording.adopt(tabled, XXS, ["DEU-000001"])
    assert (tabled.root / new.path).read_text() == "mine"


def test_another_branch_that_is_checked_out_stays_as_it_is(tabled: Repository) -> None:
    plain_git(tabled.root, "checkout", "-q", "-b", "mine")
    (tabled.root / FILE).write_text("mine")
    recording.adopt(tabled, XXS, ["FRA-000001"], date=day(4))
    assert (tabled.root / FILE).read_text() == "mine"
    assert plain_git(tabled.root, "branch", "--show-current").strip() == "mine"


def test_main_in_a_linked_work_tree_follows_too(tabled: Repository, tmp_path: Path) -> None:
    plain_git(tabled.root, "checkout", "-q", "--detach")
    plain_git(tabled.root, "worktree", "add", "-q", str(tmp_path / "linked"), "main")
    recording.adopt(tabled, XXS, ["FRA-000001"], date=day(4))
    assert "not conduct" in (tmp_path / "linked" / FILE).read_text()
    assert plain_git(tmp_path / "linked", "status", "--porcelain") == ""
    assert "refrain from" in (tabled.root / FILE).read_text()


def test_a_bare_repository_adopts_without_a_work_tree(tabled: Repository, tmp_path: Path) -> None:
    plain_git(tmp_path, "clone", "-q", "--mirror", str(tabled.root), "bare.git")
    with Repository.open(tmp_path / "bare.git") as bare:
        recording.adopt(bare, XXS, ["FRA-000001"], date=day(4))
        assert "not conduct" in reading.read(bare).treaty.by_id[CI].body
    assert {each.name for each in (tmp_path / "bare.git").iterdir()}.isdisjoint({"clauses", "index"})


def test_a_work_tree_that_a_killed_act_left_behind_follows_with_the_next(
    tabled: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(deciding, "_follow", lambda *_: None)
        recording.adopt(tabled, XXS, ["FRA-000001"], date=day(4))
    assert plain_git(tabled.root, "status", "--porcelain") == f"M  {FILE}\n"
    recording.status(tabled, XXS, Target("scope"), "agreed", date=day(5))
    assert plain_git(tabled.root, "status", "--porcelain") == ""
    assert "not conduct" in (tabled.root / FILE).read_text()
    assert len(refs(tabled)) == 2
