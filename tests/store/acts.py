"""Short ways to say what delegates do in the small treaty, for the tests of the store."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from drafter.model.clause import Clause
from drafter.model.negotiation import Act
from drafter.model.problem import Refused
from drafter.store import reading, recording
from drafter.store.repository import Repository
from tests.built import PLAIN_LOCALE
from tests.conftest import acting_for

CI = "critical-infrastructure"


def day(number: int) -> str:
    """A day of March 2026."""
    return f"2026-03-{number:02d}T09:00:00Z"


def clause(repo: Repository, id: str = CI) -> Clause:
    """A clause as main holds it."""
    return reading.read(repo).treaty.by_id[id]


def reworded(repo: Repository, old: str, new: str, id: str = CI) -> dict[str, Clause | None]:
    """A proposal that replaces words in a clause."""
    now = clause(repo, id)
    assert old in now.body
    return {id: now.with_body(now.body.replace(old, new))}


def table(repo: Repository, code: str, old: str, new: str, *, id: str, on: int = 3, clause: str = CI) -> Act:
    """Table an amendment that replaces words."""
    return recording.amend(
        repo, acting_for(code), reworded(repo, old, new, clause), "Because.", id=f"{code}-{id}", date=day(on)
    )


def plain_git(where: Path, *arguments: str, check: bool = True) -> str:
    """What git says to somebody who has nothing else, with a configuration of their own."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": PLAIN_LOCALE}
    ran = subprocess.run(
        ["git", "-C", str(where), *arguments], check=check, capture_output=True, text=True, env=environment
    )
    return ran.stdout


def refs(repo: Repository) -> Mapping[str, str]:
    """Every ref and what it names."""
    listed = plain_git(repo.root, "for-each-ref", "--format=%(refname) %(objectname)")
    return dict(line.split() for line in listed.splitlines())


class refused:
    """Expects a refusal of one line that holds these words, and that it changed no ref, index or work tree."""

    def __init__(self, repo: Repository, *words: str, status: int = 2) -> None:
        self._repo, self._words, self._status = repo, words, status

    def __enter__(self) -> None:
        self._before = self._state()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        assert error is not None, "it was not refused"
        if not isinstance(error, Refused):
            return False
        said = str(error)
        assert "\n" not in said
        for word in self._words:
            assert word in said, said
        assert error.status == self._status
        assert self._state() == self._before
        return True

    def _state(self) -> tuple[object, ...]:
        work_tree = () if self._repo.bare else (plain_git(self._repo.root, "status", "--porcelain"),)
        return (refs(self._repo), plain_git(self._repo.root, "symbolic-ref", "HEAD"), *work_tree)


def to_reftable(place: Path) -> None:
    """Keep the refs of a repository in a reftable; before git 2.46, which can't, only its settings say so."""
    # What git 2.46 and 2.47 can't migrate.
    shutil.rmtree(place / ".git" / "logs")
    plain_git(place, "refs", "migrate", "--ref-format=reftable", check=False)
    if not (place / ".git" / "reftable").is_dir():
        plain_git(place, "config", "core.repositoryformatversion", "1")
        plain_git(place, "config", "extensions.refstorage", "reftable")
