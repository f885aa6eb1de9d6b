"""Whatever makes plain git show something else than what was signed is named by `verify` and by `doctor`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.model.ids import MAIN_REF, SECRETARIAT
from drafter.model.problem import Refused
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.doctor import Finding, examine_clone
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from tests.conftest import acting_for
from tests.store.acts import plain_git
from tests.store.served import cloned, served

DEU, AUS = "refs/heads/positions/DEU", "refs/heads/positions/AUS"
WHO = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")


def replaced(root: Path) -> str:
    plain_git(root, "replace", "main", "main~1")
    return "refs/replace/"


def grafted(root: Path) -> str:
    (root / ".git" / "info").mkdir(exist_ok=True)
    (root / ".git" / "info" / "grafts").write_text(plain_git(root, "rev-parse", "main"))
    return "info/grafts"


def renamed(root: Path) -> str:
    (root / ".mailmap").write_text("Delegate of Australia <aus@example.org> <deu@example.org>\n")
    assert "Delegate of Australia" in plain_git(root, "log", "-1", "positions/DEU")
    return ".mailmap"


def renamed_by_a_setting(root: Path) -> str:
    (root / ".git" / "names").write_text("Delegate of Australia <aus@example.org> <deu@example.org>\n")
    plain_git(root, "config", "mailmap.file", str(root / ".git" / "names"))
    assert "Delegate of Australia" in plain_git(root, "log", "-1", "positions/DEU")
    return "mailmap.file"


def under_another_name(root: Path) -> str:
    plain_git(root, "symbolic-ref", AUS, DEU)
    return AUS


@pytest.fixture
def spoken(treaty: Repository) -> Path:
    recording.position(treaty, acting_for("DEU"), Target("scope"), Stance.SUPPORT)
    recording.status(treaty, acting_for(SECRETARIAT), Target("scope"), "provisional")
    return treaty.root


def told(root: Path) -> tuple[list[tuple[str, str]], tuple[Finding, ...]]:
    """What `verify` and `doctor` say of what is shown otherwise."""
    with Repository.open(root) as repo:
        found = verify(repo, anew=True)
    said = [(each.ref, each.message) for each in found.problems if each.rule == "replace"]
    return said, tuple(each for each in examine_clone(root) if each.rule == "replaced")


@pytest.mark.parametrize("alter", [replaced, grafted, renamed, renamed_by_a_setting, under_another_name])
def test_what_makes_git_show_something_else_is_named_with_its_place(spoken: Path, alter: Callable[[Path], str]) -> None:
    assert told(spoken) == ([], ())
    place = alter(spoken)
    said, findings = told(spoken)
    assert len(said) == len(findings) == 1
    assert place in said[0][0]
    assert findings[0].severity == "error"
    assert place.removeprefix("refs/heads/") in findings[0].message


def test_a_note_below_a_record_is_nobodys_word_and_no_violation(spoken: Path) -> None:
    plain_git(spoken, *WHO, "notes", "add", "-m", "Germany withdraws this.", "positions/DEU")
    assert "Germany withdraws this." in plain_git(spoken, "log", "-1", "positions/DEU")
    with Repository.open(spoken) as repo:
        found = verify(repo, anew=True)
    assert found.ok
    assert [(each.ref, each.rule) for each in found.notices] == [("refs/notes/commits", "notes")]
    assert [each.severity for each in examine_clone(spoken) if each.rule == "replaced"] == ["note"]


def test_a_clone_that_borrows_from_another_is_told_that_it_needs_it(spoken: Path, tmp_path: Path) -> None:
    plain_git(tmp_path, "clone", "-q", "--reference", str(spoken), str(spoken), "clone")
    (found,) = [each for each in examine_clone(tmp_path / "clone") if each.rule == "borrowed"]
    assert str(spoken) in found.message


def test_what_cannot_be_noted_is_verified_all_the_same(spoken: Path) -> None:
    """An auditor reads a clone to which nobody may write; or another git holds a ref."""
    lock = spoken / ".git" / "refs" / "drafter" / "verified" / "heads" / "main.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()
    with Repository.open(spoken) as repo:
        found = verify(repo)
    assert found.ok
    assert found.checked == 3
    assert [each.rule for each in found.notices] == ["unnoted"]
    lock.unlink()
    with Repository.open(spoken) as repo:
        assert (verify(repo).checked, verify(repo).checked) == (3, 0)


def test_a_record_from_a_time_that_is_still_to_come_is_told_by_the_doctor(spoken: Path) -> None:
    assert [each for each in examine_clone(spoken) if each.rule == "clock"] == []
    with Repository.open(spoken) as repo:
        recording.position(repo, acting_for("DEU"), Target("preamble"), Stance.RESERVE, date="2280-01-01T00:00:00Z")
    (found,) = [each for each in examine_clone(spoken) if each.rule == "clock"]
    assert "positions/DEU is dated 2280-01-01T00:00:00Z" in found.message
    assert MAIN_REF not in found.message


@pytest.mark.parametrize(("name", "other"), [("main", "agreed"), ("positions/AUS", "positions/DEU")])
def test_nothing_is_recorded_on_another_branch_that_stands_under_the_name_of_ones_own(
    spoken: Path, name: str, other: str
) -> None:
    acts: dict[str, Callable[[Repository], object]] = {
        "main": lambda repo: recording.status(repo, acting_for(SECRETARIAT), Target("scope"), "agreed"),
        "positions/AUS": lambda repo: recording.position(repo, acting_for("AUS"), Target("scope"), Stance.OPPOSE),
    }
    if name == "main":
        plain_git(spoken, "branch", other, "main")
    plain_git(spoken, "symbolic-ref", f"refs/heads/{name}", f"refs/heads/{other}")
    before = plain_git(spoken, "for-each-ref")
    with Repository.open(spoken) as repo, pytest.raises(Refused) as refused:
        acts[name](repo)
    assert f"{name} is {other} under another name" in str(refused.value)
    assert plain_git(spoken, "for-each-ref") == before


def test_what_arrives_does_not_move_another_branch_that_stands_under_the_name_of_one(
    treaty: Repository, tmp_path: Path
) -> None:
    server = served(treaty, tmp_path / "server.git")
    deu, fra = cloned(server, tmp_path / "deu", "DEU"), cloned(server, tmp_path / "fra", "FRA")
    deu.take("scope", Stance.SUPPORT)
    assert deu.sync().ok
    assert fra.sync().ok
    plain_git(fra.root, "branch", "mine", "positions/DEU")
    plain_git(fra.root, "symbolic-ref", DEU, "refs/heads/mine")
    old = plain_git(fra.root, "rev-parse", "mine")
    deu.take("scope", Stance.OPPOSE)
    assert deu.sync().ok
    report = fra.sync()
    assert "positions/DEU is mine under another name" in "".join(
        why for each in report.kept for why in each.reasons if each.ref == DEU
    )
    assert plain_git(fra.root, "rev-parse", "mine") == old
