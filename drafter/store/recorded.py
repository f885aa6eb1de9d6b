"""Which commit recorded each current position.

The commit that recorded a file can be far back in its branch. The branches are walked from their tips only as far as
needed, all side by side, and what was found is kept in `.git/drafter/recorded-<version>/<CODE>.json` with the tip at
which it held, so that the next reading walks only what is new. The files are disposable: one that is missing, old or
broken costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drafter.model.position import Position
from drafter.model.problem import Problem
from drafter.model.record import Message
from drafter.store.credentials import Credentials, targets
from drafter.store.objects import Commit
from drafter.store.repository import Repository

VERSION = 1

_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Origin:
    """Who recorded a position file, when and in which commit; `flaw` says why it doesn't count."""

    blob: str
    commit: str = ""
    date: str = ""
    delegate: str = ""
    email: str = ""
    signed: bool = False
    flaw: str | None = None


@dataclass
class Branch:
    """The positions of one signatory as they stand: the files that could be read, by path."""

    code: str
    tip: str
    files: Mapping[str, tuple[str, Position]]
    """Object and position by path."""
    origins: dict[str, Origin] = field(default_factory=dict)
    flaws: list[str] = field(default_factory=list)
    """Commits on the way that are no records."""


def find_origins(repo: Repository, branches: list[Branch], credentials: Credentials, *, keep: bool = True) -> None:
    """Fill in the origin of every file of every branch. `keep`: these are the tips of now, remember what was found."""
    kept = {branch.code: _load(repo, branch.code, credentials.treaty) for branch in branches}
    walks = [
        _Walk(repo, branch, kept[branch.code], credentials)
        for branch in branches
        if not _take_all(branch, kept[branch.code])
    ]
    walking = walks
    while walking := [walk for walk in walking if walk.goes_on()]:
        commits = repo.commits(id for walk in walking for id in walk.front)
        for walk in walking:
            walk.step(commits)
    for walk in walks:
        walk.finish()
        if keep:
            _store(repo, walk.branch, credentials.treaty)


@dataclass(frozen=True, slots=True)
class _Kept:
    tip: str
    origins: Mapping[str, Origin]
    flaws: tuple[str, ...]


class _Walk:
    """The way back from one tip to what is known."""

    def __init__(self, repo: Repository, branch: Branch, kept: _Kept | None, credentials: Credentials) -> None:
        self.branch = branch
        self.front = [branch.tip]
        """The commits to read next, newest first."""
        self._repo = repo
        self._kept = kept
        self._credentials = credentials
        self._met_kept = False
        self._joined: list[str] | None = None
        """Once the branch is found to join two lines: what is left of it, children before parents."""

    def goes_on(self) -> bool:
        if self._kept is not None and self.front[:1] == [self._kept.tip]:
            self._met_kept = True
            self.front = []
        return bool(self.front) and len(self.branch.origins) < len(self.branch.files)

    def step(self, commits: Mapping[str, Commit]) -> None:
        """Take in the commits at the front, and go on to those before them."""
        for id in self.front:
            message = self._credentials.message(commits[id], "position", self.branch.code)
            if isinstance(message, Problem):
                self.branch.flaws.append(message.message)
            else:
                self._take(commits[id], message)
        last = commits[self.front[-1]]
        if self._joined is None and len(last.parents) > 1:
            self._joined = self._before(last.id)
        if self._joined is None:
            self.front = list(last.parents)
        else:
            self.front, self._joined = self._joined[:_AT_ONCE], self._joined[_AT_ONCE:]

    def _before(self, join: str) -> list[str]:
        known: list[str] = []
        if self._kept is not None:
            answer = self._repo.git.ask("merge-base", "--is-ancestor", self._kept.tip, join)
            self._met_kept = answer.status == 0
            known = [f"^{self._kept.tip}"] if self._met_kept else []
        return self._repo.git.run("rev-list", "--topo-order", join, *known).decode().split()[1:]

    def finish(self) -> None:
        """Give what is left: from what was kept, otherwise without an origin."""
        kept = self._kept if self._met_kept else None
        if kept is not None:
            self.branch.flaws.extend(kept.flaws)
        for path, (blob, _) in self.branch.files.items():
            if path not in self.branch.origins:
                known = kept.origins.get(path) if kept is not None else None
                same = known is not None and known.blob == blob
                self.branch.origins[path] = known if same and known else Origin(blob, flaw="no record says it")

    def _take(self, commit: Commit, message: Message) -> None:
        for target in targets(message)[:1]:
            path = target.path
            if path not in self.branch.files or path in self.branch.origins:
                return
            blob, position = self.branch.files[path]
            flaw = None if _agree(message, position) else f"the message of {commit.id[:12]} says something else"
            # Where two lines were joined, the record that was not kept may come first.
            if flaw is None or self._joined is None:
                self.branch.origins[path] = Origin(
                    blob, commit.id, commit.date, commit.author, commit.email, commit.signed, flaw
                )


def _agree(message: Message, position: Position) -> bool:
    """Whether the trailers say what the file says. The tree is the authority; where they disagree, nothing counts."""
    return (
        targets(message) == (position.target,)
        and message.one("Stance") == position.stance.value
        and message.one("Regarding") == position.commit
        and message.statement == position.statement
    )


def _take_all(branch: Branch, kept: _Kept | None) -> bool:
    """Take every origin from what was kept, when it was kept at this very tip."""
    if kept is None or kept.tip != branch.tip:
        return False
    for path, (blob, _) in branch.files.items():
        known = kept.origins.get(path)
        if known is None or known.blob != blob:
            branch.origins.clear()
            return False
        branch.origins[path] = known
    branch.flaws.extend(kept.flaws)
    return True


def _file(repo: Repository, code: str) -> Path:
    return repo.common_dir / "drafter" / f"recorded-{VERSION}" / f"{code}.json"


def _load(repo: Repository, code: str, treaty: str) -> _Kept | None:
    try:
        data = json.loads(_file(repo, code).read_bytes())
        if data["treaty"] != treaty:
            return None
        return _Kept(data["tip"], {path: Origin(*row) for path, row in data["files"].items()}, tuple(data["flaws"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _store(repo: Repository, branch: Branch, treaty: str) -> None:
    """Write the file whole or not at all; two readers at once write the same or one after the other."""
    files = {
        path: [each.blob, each.commit, each.date, each.delegate, each.email, each.signed, each.flaw]
        for path, each in branch.origins.items()
    }
    data = {"treaty": treaty, "tip": branch.tip, "flaws": branch.flaws, "files": files}
    place = _file(repo, branch.code)
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{branch.code}-", dir=place.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(data, stream)
            Path(temporary).replace(place)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
