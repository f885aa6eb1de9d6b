"""The bare repository that serves, as its hooks find it: without a check of what it holds, and in quarantine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from drafter.model.ids import MAIN_REF, TAGS_PREFIX
from drafter.store.plumbing import Plumbing
from drafter.store.repository import Repository
from drafter.store.snapshot import refs_under

QUARANTINED = "GIT_OBJECT_DIRECTORY"
BESIDE_QUARANTINE = "GIT_ALTERNATE_OBJECT_DIRECTORIES"
_QUARANTINE = ("GIT_QUARANTINE_PATH", QUARANTINED, BESIDE_QUARANTINE)
"""By these git shows a pre-receive hook the objects of a push, which are not in the repository yet."""

ROOT = "drafter.root"
MOST_COMMITS = "drafter.mostCommits"
"""Settings of the server in its own git configuration: main's root commit, and how many commits a push may bring."""


def open_bare(directory: Path, environment: Mapping[str, str] | None = None) -> Repository:
    """Open a bare repository whatever it holds, even nothing. `environment` is that of a hook's quarantine."""
    return Repository(Plumbing(directory, directory, environment), directory, directory, directory, bare=True)


def quarantine() -> dict[str, str]:
    """Give the variables of the quarantine that this process runs in; none outside of a push."""
    return {name: os.environ[name] for name in _QUARANTINE if name in os.environ}


def own_directory(repo: Repository) -> Path:
    """Give the directory in the repository where the server keeps its key, and what is not in the log yet."""
    return repo.git_dir / "drafter"


def server_key(repo: Repository) -> Path:
    """Give the file of the key that signs the log."""
    return own_directory(repo) / "server-key"


def setting(repo: Repository, name: str) -> str | None:
    """Read a setting of the server, or None."""
    answer = repo.git.ask("config", "--local", "--get", name)
    return answer.out.decode("utf-8", "replace").strip() or None if answer.status == 0 else None


def all_tips(repo: Repository) -> dict[str, str]:
    """Give the object that each branch and tag names, the log's too."""
    return refs_under(repo, "refs/heads/", TAGS_PREFIX)


def pin(repo: Repository, root: str | None = None) -> str | None:
    """Write main's root commit to the server's configuration, once there is one; gives it."""
    known = setting(repo, ROOT)
    tips = all_tips(repo)
    if known is None and root is None and MAIN_REF in tips:
        root = repo.history(tips[MAIN_REF])[-1]
    if known is None and root is not None:
        repo.git.run("config", "--local", ROOT, root)
    return known or root
