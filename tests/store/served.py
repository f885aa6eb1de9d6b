"""A server of the small treaty, and delegations' clones of it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from drafter.model.ids import LOG_REF
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.store import recording
from drafter.store.plumbing import NO_OBJECT
from drafter.store.repository import Repository
from drafter.store.serving import __main__ as serving
from drafter.store.serving.installing import install
from drafter.store.syncing import Report, sync
from tests.built import PLAIN_LOCALE
from tests.conftest import acting_for
from tests.store.acts import plain_git


@dataclass(frozen=True)
class Clone:
    """A delegate's clone."""

    root: Path
    code: str
    nth: int = 0

    def sync(self, named: str | None = None, *, chosen: Mapping[str, str] | None = None, send: bool = True) -> Report:
        """Exchange with the server."""
        with Repository.open(self.root) as repo:
            return sync(repo, acting_for(self.code, self.nth), named, chosen=chosen, send=send)

    def act(self, work: Callable[[Repository], object]) -> object:
        """Do something in the clone's repository."""
        with Repository.open(self.root) as repo:
            return work(repo)

    def take(self, target: str, stance: Stance, statement: str = "") -> str:
        """Record a position on a clause; gives its commit."""
        with Repository.open(self.root) as repo:
            who = acting_for(self.code, self.nth)
            return recording.position(repo, who, Target(target), stance, statement=statement).commit

    def refs(self) -> dict[str, str]:
        """The refs of the negotiation."""
        return refs_of(self.root)


_MADE = TemporaryDirectory()
"""Servers and clones as they were made first, by what they hold: each further one is a copy."""


def served(treaty: Repository, place: Path) -> Path:
    """Make a server that holds the treaty; gives its bare repository."""
    made = _made("server", treaty.root)
    if not made.exists():
        plain_git(treaty.root, "clone", "--quiet", "--bare", str(treaty.root), str(made))
        plain_git(made, "config", "--unset-all", "remote.origin.url", check=False)
        install(made)
    return Path(shutil.copytree(made, place))


def cloned(address: str | Path, place: Path, code: str, nth: int = 0) -> Clone:
    """Clone as a delegate does: plain git, then a first exchange."""
    made = _made(code, Path(address)) if Path(address).is_dir() else place
    if not made.exists():
        plain_git(place.parent, "clone", "--quiet", str(address), str(made))
        assert Clone(made, code, nth).sync().ok
    if made != place:
        shutil.copytree(made, place, symlinks=True)
        plain_git(place, "config", "remote.origin.url", str(address))
        plain_git(place, "update-index", "-q", "--refresh")
    return Clone(place, code, nth)


def _made(what: str, held: Path) -> Path:
    holds = hashlib.sha256(plain_git(held, "for-each-ref", "refs/heads", "refs/tags").encode()).hexdigest()
    return Path(_MADE.name) / f"{what}-{holds}"


def refs_of(root: Path) -> dict[str, str]:
    """Main, amendments, positions and issues of a repository."""
    listed = plain_git(root, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/tags")
    return dict(line.split() for line in listed.splitlines() if not line.startswith(LOG_REF))


def everything_in(bare: Path) -> tuple[object, ...]:
    """All that a refused push must leave as it is: refs, every object, nothing half done."""
    objects = plain_git(bare, "cat-file", "--batch-all-objects", "--batch-check")
    files = sorted(str(each.relative_to(bare)) for each in (bare / "objects").rglob("*"))
    return (plain_git(bare, "for-each-ref"), objects, files, sorted((bare / "drafter" / "accepted").glob("*")))


def pushed(clone: Path, *refspecs: str, remote: str = "origin", **environment: str) -> tuple[int, str]:
    """Push with plain git, with force; gives the exit status and what was said."""
    done = subprocess.run(
        ["git", "-C", str(clone), "push", "--force", remote, *refspecs],
        check=False,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "LC_ALL": PLAIN_LOCALE,
            **environment,
        },
    )
    return done.returncode, done.stderr


def knocked(server: Path, clone: Path, *refspecs: str, move: bool = True, **environment: str) -> tuple[int, str]:
    """Push as `pushed` does, with the hooks in this process: what they let in is then brought by git without them.

    Unless it is not to `move` yet. The quarantine is where the clone itself keeps its objects.
    """
    stands = dict(
        line.split() for line in plain_git(server, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    )

    @cache
    def named(here: str, *options: str) -> str:
        return plain_git(clone, "rev-parse", *options, here).strip() if here else NO_OBJECT

    told = []
    for here, _, there in (each.partition(":") for each in refspecs):
        ref = there or named(here, "--symbolic-full-name")
        told.append(f"{stands.get(ref, NO_OBJECT)} {named(here)} {ref}\n")
    held = plain_git(clone, "rev-parse", "--path-format=absolute", "--git-path", "objects").strip()
    quarantine = {"GIT_OBJECT_DIRECTORY": held, "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(server / "objects")}
    status, said = _hook("pre-receive", "".join(told), GIT_DIR=str(server), **quarantine, **environment)
    if status == 0 and move:
        unguarded = "--receive-pack=git -c core.hooksPath=/dev/null receive-pack"
        status, why = pushed(clone, unguarded, str(server), *refspecs, remote="--quiet")
        assert status == 0, why
        status, logged = _hook("post-receive", "", GIT_DIR=str(server), **environment)
        said += logged
    return status, said


def _hook(name: str, told: str, **environment: str) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(StringIO()) as said:
        for variable, value in environment.items():
            patch.setenv(variable, value)
        return serving.main(name, told.encode()), said.getvalue()


def next_second() -> None:
    """Wait until what was just received is a thing of the past: in the second of a change both lists are in force."""
    second = int(time.time())
    while int(time.time()) == second:
        time.sleep(0.01)
