"""Plain `git merge` on a treaty: by word, in any clone where the merge driver is set."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from drafter.store.driver import ATTRIBUTE, install_merge_driver, merge_driver_installed
from drafter.store.repository import Repository
from tests.built import PLAIN_LOCALE
from tests.store.acts import CI, clause, plain_git


def merged(repo: Repository, ours: tuple[str, str], theirs: tuple[str, str]) -> subprocess.CompletedProcess[str]:
    """Two people change words on branches of their own; one of them merges the other's with plain git."""
    now = clause(repo)
    for branch, (old, new) in (("theirs", theirs), ("ours", ours)):
        plain_git(repo.root, "switch", "-q", "-c", branch, "main")
        (repo.root / now.path).write_bytes(now.source.replace(old, new).encode("utf-8", "surrogateescape"))
        plain_git(repo.root, "-c", "user.name=P", "-c", "user.email=p@example.org", "commit", "-qam", branch)
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": PLAIN_LOCALE}
    command = ["git", "-c", "user.name=P", "-c", "user.email=p@example.org", "merge", "-q", "--no-edit", "theirs"]
    return subprocess.run(command, cwd=repo.root, env=environment, capture_output=True, text=True, check=False)


REFRAIN = ("refrain from", "not conduct or knowingly support")
CABLES = ("infrastructure.", "infrastructure, including submarine cables.")


def test_without_the_driver_git_cannot_merge_two_words_of_one_paragraph(treaty: Repository) -> None:
    assert merge_driver_installed(treaty)
    (treaty.git_dir / "info" / "attributes").unlink()
    assert not merge_driver_installed(treaty)
    assert merged(treaty, REFRAIN, CABLES).returncode == 1


def test_with_the_driver_git_merges_different_words_of_one_paragraph(treaty: Repository) -> None:
    install_merge_driver(treaty)
    ran = merged(treaty, REFRAIN, CABLES)
    assert ran.returncode == 0, ran.stderr + ran.stdout
    text = (treaty.root / clause(treaty).path).read_text()
    assert (
        "1. States shall not conduct or knowingly support cyber operations that damage critical infrastructure,"
        " including submarine cables.\n"
    ) in text
    assert "read this" in ran.stderr + ran.stdout


def test_words_that_conflict_stand_in_the_file_with_both_wordings(treaty: Repository) -> None:
    install_merge_driver(treaty)
    ran = merged(treaty, REFRAIN, ("refrain from", "abstain from"))
    assert ran.returncode == 1
    text = (treaty.root / clause(treaty).path).read_text()
    assert "⟦refrain from⟧⟨ours: not conduct or knowingly support⟩⟨theirs: abstain from⟩ cyber" in text
    assert "<<<<<<<" not in text
    assert f"UU clauses/310-{CI}.md" in plain_git(treaty.root, "status", "--porcelain")


def test_a_file_that_is_not_utf_8_is_left_in_conflict(treaty: Repository) -> None:
    install_merge_driver(treaty)
    ran = merged(treaty, REFRAIN, ("infrastructure.", "infrastructure\udcff."))
    assert ran.returncode == 1
    assert "not UTF-8" in ran.stderr
    assert f"UU clauses/310-{CI}.md" in plain_git(treaty.root, "status", "--porcelain")


def test_setting_the_driver_touches_neither_the_tree_nor_the_global_configuration(
    treaty: Repository, hostile_home: Path
) -> None:
    before = (hostile_home / ".gitconfig").read_text()
    install_merge_driver(treaty)
    install_merge_driver(treaty)
    assert merge_driver_installed(treaty)
    assert plain_git(treaty.root, "status", "--porcelain") == ""
    assert (hostile_home / ".gitconfig").read_text() == before
    attributes = (treaty.git_dir / "info" / "attributes").read_text()
    assert attributes.splitlines().count(ATTRIBUTE) == 1


def test_attributes_that_were_there_are_kept(treaty: Repository) -> None:
    attributes = treaty.git_dir / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.pdf binary")
    install_merge_driver(treaty)
    assert attributes.read_text() == f"*.pdf binary\n{ATTRIBUTE}\n"


def test_a_driver_of_another_installation_is_set_anew(treaty: Repository) -> None:
    install_merge_driver(treaty)
    plain_git(treaty.root, "config", "merge.drafter.driver", "/gone/python -P -m drafter merge-driver %O %A %B %L %P")
    assert not merge_driver_installed(treaty)
    install_merge_driver(treaty)
    assert merge_driver_installed(treaty)


def test_a_package_in_the_work_tree_is_not_what_runs(treaty: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    install_merge_driver(treaty)
    package = treaty.root / "drafter"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text("open('ran', 'w').close()\n")
    assert merged(treaty, REFRAIN, CABLES).returncode == 0
    assert not (treaty.root / "ran").exists()
