"""Opening: what is not a fit treaty repository is refused in one line that says what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drafter.model.problem import Refused
from drafter.store import reading
from drafter.store.identity import author
from drafter.store.repository import Repository
from tests.store.acts import plain_git, to_reftable


def opening(path: Path) -> str:
    with pytest.raises(Refused) as refusal:
        Repository.open(path).close()
    assert refusal.value.status == 2
    assert refusal.value.problem.remedy
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


def test_a_repository_is_found_from_below_like_git_does(treaty: Repository) -> None:
    with Repository.open(treaty.root / "clauses") as found:
        assert found.root == treaty.root
        assert found.git_dir == treaty.git_dir


def test_a_repository_is_found_from_inside_its_git_directory(treaty: Repository) -> None:
    with Repository.open(treaty.git_dir) as found:
        assert found.root == treaty.root


def test_a_directory_that_is_no_repository_is_refused(tmp_path: Path) -> None:
    assert "not a treaty repository" in opening(tmp_path)
    assert "no directory" in opening(tmp_path / "a" / "b")


def test_a_repository_without_a_treaty_is_refused(tmp_path: Path) -> None:
    plain_git(tmp_path, "init", "-q", "-b", "main")
    assert "no branch main" in opening(tmp_path)
    plain_git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "x")
    assert "main has no signatories.toml" in opening(tmp_path)


def test_a_bare_clone_is_read_and_a_bare_repository_without_main_is_refused(treaty: Repository, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    plain_git(tmp_path, "init", "-q", "--bare", str(bare))
    assert "bare repository has no branch main" in opening(bare)
    plain_git(treaty.root, "push", "-q", str(bare), "main")
    with Repository.open(bare) as found:
        assert found.bare
        assert reading.read(found).treaty == reading.read(treaty).treaty


def test_a_shallow_clone_is_refused(treaty: Repository, tmp_path: Path) -> None:
    plain_git(treaty.root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "x")
    plain_git(tmp_path, "clone", "-q", "--depth=1", f"file://{treaty.root}", str(tmp_path / "shallow"))
    assert "git fetch --unshallow" in opening(tmp_path / "shallow")


def test_sha256_and_reftable_repositories_are_refused(treaty: Repository, tmp_path: Path) -> None:
    plain_git(tmp_path, "init", "-q", "--object-format=sha256", "long")
    assert "sha256" in opening(tmp_path / "long")
    to_reftable(treaty.root)
    assert "git refs migrate" in opening(treaty.root)


def test_a_bare_repository_that_the_users_git_opens_for_nobody_is_named_with_what_to_do(
    treaty: Repository, tmp_path: Path, hostile_home: Path
) -> None:
    plain_git(tmp_path, "clone", "-q", "--bare", str(treaty.root), "pact.git")
    plain_git(tmp_path, "config", "--file", str(hostile_home / ".gitconfig"), "safe.bareRepository", "explicit")
    assert "work in a clone of it" in opening(tmp_path / "pact.git")


def test_git_that_is_missing_or_too_old_is_refused(
    treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in opening(treaty.root)
    (tmp_path / "git").write_text("#!/bin/sh\necho git version 2.30.2\n")
    (tmp_path / "git").chmod(0o755)
    said = opening(treaty.root)
    assert "git version 2.30.2" in said
    assert "2.38" in said


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("signatories.toml", '"EUE"', '"XYZ"', "signatories.toml:15: group EU names an unknown signatory `XYZ`"),
        ("signatories.toml", "[treaty]", "[treaty", "signatories.toml:1: not TOML"),
        ("clauses/210-scope.md", "status: open", "status: opened", "clauses/210-scope.md:5: unknown status `opened`"),
        ("clauses/210-scope.md", "---\n", "", "clauses/210-scope.md:1: the file doesn't begin with front matter"),
    ],
)
def test_a_broken_file_of_main_is_refused_with_its_line(
    treaty: Repository, path: str, old: str, new: str, said: str
) -> None:
    file = treaty.root / path
    file.write_text(file.read_text().replace(old, new, 1))
    plain_git(treaty.root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-a", "-m", "x")
    with Repository.open(treaty.root) as repo, pytest.raises(Refused, match=said.replace("[", r"\[")):
        reading.read(repo)


def test_two_files_of_one_clause_are_refused(treaty: Repository) -> None:
    (treaty.root / "clauses/220-scope.md").write_bytes((treaty.root / "clauses/210-scope.md").read_bytes())
    plain_git(treaty.root, "add", ".")
    plain_git(treaty.root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "x")
    with pytest.raises(Refused, match=r"clauses/220-scope.md:1: the id `scope` is already that of clauses/210"):
        reading.read(treaty)


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"])
def test_the_environment_of_the_user_leads_nowhere_else(
    treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    read = reading.read(treaty)
    plain_git(tmp_path, "init", "-q", "elsewhere")
    monkeypatch.setenv(variable, str(tmp_path / "elsewhere" / ".git"))
    with Repository.open(treaty.root) as repo:
        assert reading.read(repo) == read


def test_a_linked_work_tree_is_the_same_negotiation(treaty: Repository, tmp_path: Path) -> None:
    plain_git(treaty.root, "worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
    with Repository.open(tmp_path / "linked") as linked:
        assert linked.root == tmp_path / "linked"
        assert linked.common_dir == treaty.common_dir
        assert reading.read(linked) == reading.read(treaty)


def test_closing_leaves_no_process_behind(treaty: Repository) -> None:
    reading.read(treaty)
    treaty.git.tree({})
    kept = [treaty.git._reader.pid, treaty.git._writer.pid]
    treaty.close()
    for each in kept:
        with pytest.raises(ProcessLookupError):
            os.kill(each, 0)


@pytest.mark.parametrize(
    "broken", ["[core]\n\tcompression = much\n", "[core\n", "[safe]\n\tdirectory\n[pack]\n\tthreads = x\n"]
)
def test_a_users_configuration_that_git_cannot_read_is_no_matter_of_the_treaty(
    treaty: Repository, hostile_home: Path, broken: str
) -> None:
    (hostile_home / ".gitconfig").write_text(broken)
    with Repository.open(treaty.root) as found:
        assert reading.read(found).treaty == reading.read(treaty).treaty


def test_a_main_whose_objects_are_elsewhere_is_damaged_and_not_missing(treaty: Repository, tmp_path: Path) -> None:
    """As in a clone that shares objects with one that was removed: nobody is told to begin anew."""
    plain_git(tmp_path, "clone", "-q", "--shared", str(treaty.root), "shared")
    (treaty.root / ".git" / "objects").rename(tmp_path / "gone")
    said = opening(tmp_path / "shared")
    assert "main leads to an object that can't be read" in said
    assert "drafter doctor" in said


def test_a_configuration_that_the_user_keeps_elsewhere_says_who_they_are_and_changes_nothing_recorded(
    treaty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "settings"
    elsewhere.write_text("[user]\n\tname = Ms Hale\n\temail = hale@example.org\n[i18n]\n\tcommitEncoding = latin1\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(elsewhere))
    assert author(tmp_path) == ("Ms Hale", "hale@example.org")
    assert treaty.git.ask("config", "--get", "user.name").out == b""
