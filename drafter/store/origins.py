"""Which commit recorded each position of a branch, who made it, and what it says.

The commit can be far back in its branch. The branches are walked from their tips only as far as needed, all side by
side, and from a tip on whose branch is known (`recorded`) only what is new is walked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from drafter.model.problem import Problem
from drafter.model.target import Target, parse_target
from drafter.store.credentials import Credentials, targets
from drafter.store.declared import plain_reader
from drafter.store.objects import parse_commit
from drafter.store.plumbing import Object
from drafter.store.recorded import Branch
from drafter.store.repository import Repository

_AT_ONCE = 256
_SIDE_BY_SIDE = 48
_GROUPS = 4
"""Groups of branches, while git reads for the next ones the last one's answer is looked at."""


class Said(NamedTuple):
    """What a record says of one position, and who made it. Its values are as the trailers write them."""

    target: Target
    commit: str
    epoch: int
    delegate: str
    email: str
    signed: bool
    stance: str
    regarding: str
    statement: str
    conditions: tuple[str, ...] = ()


@dataclass
class Walked:
    """What the records of one branch say of the files at its tip that were asked about."""

    said: dict[str, Said] = field(default_factory=dict)
    """The newest record about a file, by path."""
    perhaps: dict[str, list[Said]] = field(default_factory=dict)
    """Where two lines were joined, the record that was not kept may come first: all about a file, by path."""
    flaws: list[str] = field(default_factory=list)
    """Commits on the way that are no records."""
    joins_known: bool = False
    """Whether the walk came to the tip at which the branch is known: what it didn't find out is as it was there."""


def find_origins(
    repo: Repository,
    tips: Mapping[str, str],
    asked: Mapping[str, Collection[str]],
    known: Mapping[str, Branch | None],
    credentials: Credentials,
) -> Mapping[str, Walked]:
    """Look for the records of the files (paths, by code) of these branches (tips, by code), back to what is known.

    No further back than needed; but a branch that joins two lines is read from there to its beginning, or to what is
    known: which of its records are those that were kept, only the files say.
    """
    walks = [_Walk(repo, code, tip, asked[code], known.get(code), credentials) for code, tip in tips.items()]
    size = max(1, min(_SIDE_BY_SIDE, len(walks) // _GROUPS))
    groups = [_Group(walks[start : start + size]) for start in range(0, len(walks), size)]
    repo.git.converse((group.take, group.wanted()) for group in groups)
    return {walk.code: walk.found for walk in walks}


class _Group:
    """Branches that are walked side by side."""

    def __init__(self, walks: Sequence[_Walk]) -> None:
        self._walks = walks

    def wanted(self) -> list[str]:
        """Give the commits to read next."""
        self._walks = [walk for walk in self._walks if walk.goes_on()]
        return [id for walk in self._walks for id in walk.front]

    def take(self, objects: Sequence[Object]) -> list[str]:
        """Take in the commits that were wanted; give those to read next."""
        found = iter(objects)
        for walk in self._walks:
            walk.step(islice(found, len(walk.front)))
        return self.wanted()


class _Walk:
    """The way back from one tip to what is known."""

    def __init__(
        self,
        repo: Repository,
        code: str,
        tip: str,
        asked: Collection[str],
        kept: Branch | None,
        credentials: Credentials,
    ) -> None:
        self.code = code
        self.front: Sequence[str] = (tip,)
        """The commits to read next, newest first."""
        self.found = Walked()
        self._repo = repo
        self._kept = kept.tip if kept is not None else None
        self._credentials = credentials
        self._read_plain = plain_reader(credentials.treaty, code)
        self._missing = set(asked)
        """The files of which it is not known yet who recorded them."""
        self._joined: list[str] | None = None
        """Once the branch is found to join two lines: what is left of it, children before parents."""

    def goes_on(self) -> bool:
        """Whether there is something to read, and something to find."""
        front = self.front
        if front and front[0] == self._kept:
            self.found.joins_known = True
            self.front = ()
        return bool(self.front and self._missing)

    def step(self, commits: Iterator[Object]) -> None:
        """Take in the commits at the front, and go on to those before them."""
        parents: Sequence[str] = ()
        for id, kind, raw in commits:
            plain = self._read_plain(raw) if kind == "commit" else None
            target = _declared(*plain.group("kind", "target")) if plain is not None else None
            if plain is None or target is None:
                parents = self._look_closely(id, raw if kind == "commit" else b"")
                continue
            path, about = target
            if path in self._missing:
                author, email, epoch, signature, stance, regarding, statement = plain.group(
                    "author", "email", "epoch", "signature", "stance", "regarding", "statement"
                )
                said = Said(
                    about, id, int(epoch), author.decode(), email.decode(), signature is not None,
                    stance.decode(), regarding.decode(), statement.decode() if statement is not None else "",
                )  # fmt: skip
                self._take(path, said)
            parent = plain["parent"]
            parents = (parent.decode(),) if parent is not None else ()
        if self._joined is None and len(parents) > 1:
            self._joined = self._before(self.front[-1])
        if self._joined is None:
            self.front = parents
        else:
            self.front, self._joined = self._joined[:_AT_ONCE], self._joined[_AT_ONCE:]

    def _look_closely(self, id: str, raw: bytes) -> Sequence[str]:
        """Read a commit that is not visibly plain. Gives its parents."""
        commit = parse_commit(id, raw)
        message = self._credentials.message(commit, "position", self.code)
        if isinstance(message, Problem):
            self.found.flaws.append(message.message)
            return commit.parents
        named = targets(message)
        path = named[0].path if len(named) == 1 else ""
        if path in self._missing:
            stance, regarding = message.one("Stance") or "", message.one("Regarding") or ""
            made_by = (commit.id, commit.epoch, commit.author, commit.email, commit.signed)
            said = Said(named[0], *made_by, stance, regarding, message.statement, message.all("Condition"))
            self._take(path, said)
        return commit.parents

    def _take(self, path: str, said: Said) -> None:
        if self._joined is None:
            self._missing.discard(path)
            self.found.said[path] = said
        else:
            self.found.perhaps.setdefault(path, []).append(said)

    def _before(self, join: str) -> list[str]:
        known: list[str] = []
        if self._kept is not None:
            self.found.joins_known = self._repo.is_ancestor(self._kept, join)
            known = [f"^{self._kept}"] if self.found.joins_known else []
        return self._repo.git.run("rev-list", "--topo-order", join, *known).decode().split()[1:]


@lru_cache(maxsize=8192)
def _declared(kind: bytes, named: bytes) -> tuple[str, Target] | None:
    """Give the path of the position file that a record declares, and its target; None when it is not of that kind."""
    target = parse_target(named.decode())
    return (target.path, target) if target is not None and target.kind.capitalize().encode() == kind else None
