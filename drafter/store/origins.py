"""Which commit recorded each position of a branch, and who made it.

The commit can be far back in its branch. The branches are walked from their tips only as far as needed, all side by
side, and from a tip on whose branch is known (`recorded`) only what is new is walked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from drafter.model.position import Position
from drafter.model.problem import Problem
from drafter.model.record import Message
from drafter.model.target import parse_target
from drafter.store.credentials import Credentials, targets
from drafter.store.declared import plain_reader
from drafter.store.objects import Commit, date_of, parse_commit
from drafter.store.plumbing import Object
from drafter.store.recorded import Branch, Origin
from drafter.store.repository import Repository

_AT_ONCE = 256
_SIDE_BY_SIDE = 48


@lru_cache(maxsize=8192)
def _declared_path(kind: bytes, named: bytes) -> str | None:
    """Give the path of the position file that a record declares, or None when its target is not one of that kind."""
    target = parse_target(named.decode())
    return target.path if target is not None and target.kind.capitalize().encode() == kind else None


@dataclass
class Reading:
    """The positions of one signatory at one tip, while it is found out who recorded them."""

    code: str
    tip: str
    files: Mapping[str, tuple[str, Position]]
    """Object and position by path, in the order of the targets."""
    unreadable: Mapping[str, str]
    """Why a file is no position, by path."""
    origins: dict[str, Origin] = field(default_factory=dict)
    flaws: list[str] = field(default_factory=list)
    """Commits on the way that are no records."""

    def branch(self) -> Branch:
        """Give what was found."""
        held = [(position, self.origins[path]) for path, (_, position) in self.files.items()]
        return Branch.found(self.code, self.tip, held, self.unreadable, self.flaws)


def find_origins(
    repo: Repository, readings: Sequence[Reading], known: Mapping[str, Branch | None], credentials: Credentials
) -> None:
    """Fill in the origin of every file of every branch, as far as possible from what is known at earlier tips."""
    walks = [_Walk(repo, each, known.get(each.code), credentials) for each in readings]
    groups = [_Group(walks[start : start + _SIDE_BY_SIDE]) for start in range(0, len(walks), _SIDE_BY_SIDE)]
    repo.git.converse((group.take, group.wanted()) for group in groups)
    for walk in walks:
        walk.finish()


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
            walk.step(list(islice(found, len(walk.front))))
        return self.wanted()


class _Walk:
    """The way back from one tip to what is known."""

    def __init__(self, repo: Repository, branch: Reading, kept: Branch | None, credentials: Credentials) -> None:
        self.branch = branch
        self.front = [branch.tip]
        """The commits to read next, newest first."""
        self._repo = repo
        self._kept = kept
        self._credentials = credentials
        self._read_plain = plain_reader(credentials.treaty, branch.code)
        self._missing = dict(branch.files)
        """The files of which it is not known yet who recorded them."""
        self._met_kept = False
        self._joined: list[str] | None = None
        """Once the branch is found to join two lines: what is left of it, children before parents."""

    def goes_on(self) -> bool:
        """Whether there is something to read, and something to find."""
        if self._kept is not None and self.front[:1] == [self._kept.tip]:
            self._met_kept = True
            self.front = []
        return bool(self.front and self._missing)

    def step(self, commits: Sequence[Object]) -> None:
        """Take in the commits at the front, and go on to those before them."""
        parents: Sequence[str] = ()
        for id, kind, raw in commits:
            plain = self._read_plain(raw) if kind == "commit" else None
            path = _declared_path(*plain.group("kind", "target")) if plain is not None else None
            if plain is not None and path is not None:
                if path in self._missing:
                    self._take_plain(id, plain, path)
                parent = plain["parent"]
                parents = (parent.decode(),) if parent is not None else ()
            else:
                commit = parse_commit(id, raw if kind == "commit" else b"")
                parents = commit.parents
                message = self._credentials.message(commit, "position", self.branch.code)
                if isinstance(message, Problem):
                    self.branch.flaws.append(message.message)
                else:
                    self._take(commit, message)
        if self._joined is None and len(parents) > 1:
            self._joined = self._before(commits[-1][0])
        if self._joined is None:
            self.front = list(parents)
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
        for path, (blob, _) in self._missing.items():
            known = kept.origins.get(path) if kept is not None else None
            same = known is not None and known.blob == blob
            self.branch.origins[path] = known if same and known else Origin(blob, flaw="no record says it")

    def _take_plain(self, id: str, said: re.Match[bytes], path: str) -> None:
        position = self._missing[path][1]
        stance, regarding, statement, epoch, author, email, signature = said.group(
            "stance", "regarding", "statement", "epoch", "author", "email", "signature"
        )
        agrees = (
            stance.decode() == position.stance.value
            and regarding.decode() == position.commit
            and (statement or b"").decode() == position.statement
        )
        self._record(path, agrees, id, int(epoch), author.decode(), email.decode(), signature is not None)

    def _take(self, commit: Commit, message: Message) -> None:
        named = targets(message)
        path = named[0].path if len(named) == 1 else ""
        if path in self._missing:
            agrees = _agree(message, self._missing[path][1])
            self._record(path, agrees, commit.id, commit.epoch, commit.author, commit.email, commit.signed)

    def _record(self, path: str, agrees: bool, commit: str, epoch: int, name: str, email: str, signed: bool) -> None:
        # Where two lines were joined, the record that was not kept may come first.
        if agrees or self._joined is None:
            flaw = None if agrees else f"the message of {commit[:12]} says something else"
            blob, _ = self._missing.pop(path)
            self.branch.origins[path] = Origin(blob, commit, date_of(epoch), name, email, signed, flaw)


def _agree(message: Message, position: Position) -> bool:
    """Whether the trailers say what the file says. The tree is the authority; where they disagree, nothing counts."""
    return (
        message.one("Stance") == position.stance.value
        and message.one("Regarding") == position.commit
        and message.statement == position.statement
    )
