"""The positions of one signatory with the commit that recorded each, remembered by the tip of their branch.

The commit that recorded a file can be far back in its branch. The branches are walked from their tips only as far as
needed, all side by side, and what was found is kept, in memory and in `.git/drafter/recorded-<version>/<CODE>.json`:
at the same tip nothing is read again, after it only what is new is walked. The files are disposable: one that is
missing, old or broken costs time and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from drafter.model.position import Position, Recorded
from drafter.model.problem import Problem
from drafter.model.record import Message
from drafter.model.signatory import Roster
from drafter.model.target import Target, parse_target
from drafter.model.terms import Stance
from drafter.store import kept
from drafter.store.credentials import Credentials, targets
from drafter.store.declared import plainly_declared
from drafter.store.objects import Commit, date_of, parse_commit
from drafter.store.plumbing import Object
from drafter.store.repository import Repository

VERSION = 2

_AT_ONCE = 256
_SIDE_BY_SIDE = 48
_COLUMNS = 14
_STANCES = {stance.value: stance for stance in Stance}


@lru_cache(maxsize=8192)
def _target(named: str) -> Target:
    target = parse_target(named)
    if target is None:
        raise ValueError(named)
    return target


@lru_cache(maxsize=8192)
def _declared_path(kind: bytes, named: bytes) -> str | None:
    """Give the path of the position file that a record declares, or None when its target is not one of that kind."""
    target = parse_target(named.decode())
    return target.path if target is not None and target.kind.capitalize().encode() == kind else None


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
class Reading:
    """The positions of one signatory at one tip, while it is found out who recorded them."""

    code: str
    tip: str
    files: Mapping[str, tuple[str, Position]]
    """Object and position by path."""
    unreadable: Mapping[str, str]
    """Why a file is no position, by path."""
    origins: dict[str, Origin] = field(default_factory=dict)
    flaws: list[str] = field(default_factory=list)
    """Commits on the way that are no records."""

    def branch(self) -> Branch:
        """Give what was found."""
        rows = [_row(position, self.origins[path]) for path, (_, position) in self.files.items()]
        return Branch(self.code, self.tip, rows, dict(self.unreadable), self.flaws)


Row = Sequence[Any]
"""A position with its origin, as it is kept: see `_row`."""


@dataclass
class Branch:
    """The positions of one signatory at one tip: a pure function of what git holds there."""

    code: str
    tip: str
    rows: Sequence[Row]
    """By target. Tens of thousands are read at once, and most are looked at once: nothing is made of them before."""
    unreadable: Mapping[str, str]
    flaws: Sequence[str]
    counted: tuple[Roster, tuple[Recorded, ...]] | None = None
    """What counts of it, all of it, by that roster; None when that is not known or something doesn't count."""

    @cached_property
    def origins(self) -> Mapping[str, Origin]:
        """Who recorded each file, by path."""
        return {_target(row[0]).path: _origin(row) for row in self.rows}

    def recorded(
        self, counts: Callable[[Position, Origin], str | None], surely: Callable[[str, str, bool], bool]
    ) -> tuple[list[Recorded], list[tuple[str, str]]]:
        """Give the positions that count, and the path of each other one with why it doesn't.

        `counts` says why one doesn't, or None; it is not asked about an ordinary record of somebody (name, e-mail
        address, whether signed) who `surely` speaks for the signatory.
        """
        code = self.code
        found: list[Recorded] = []
        others: list[tuple[str, str]] = []
        sure: dict[tuple[str, str, bool], bool] = {}
        for row in self.rows:
            named, text, regarding, stance, cosponsor, group, statement, _, commit, date, name, email, signed, flaw = (
                row
            )
            position = Position(
                signatory=code,
                target=_target(named),
                text_sha256=text,
                commit=regarding,
                stance=_STANCES[stance],
                cosponsor=cosponsor,
                on_behalf_of=group,
                statement=statement,
            )
            who = (name, email, signed)
            if who not in sure:
                sure[who] = surely(name, email, signed)
            if flaw is not None or group is not None or not sure[who]:
                why = counts(position, _origin(row))
                if why is not None:
                    others.append((position.target.path, why))
                    continue
            found.append(Recorded(position=position, commit=commit, date=date, delegate=name, signed=signed))
        return found, others


class Memory:
    """What is known of positions branches, of one treaty in one repository."""

    def __init__(self, directory: Path, treaty: str) -> None:
        self._directory = directory / f"recorded-{VERSION}"
        self._treaty = treaty
        self._branches: dict[str, Branch | None] = {}

    def known(self, code: str) -> Branch | None:
        """Give what is known of a signatory's branch, at whatever tip, or None."""
        if code not in self._branches:
            self._branches[code] = self._load(code)
        return self._branches[code]

    def keep(self, branch: Branch) -> None:
        """Remember a branch."""
        self._branches[branch.code] = branch
        data = {
            "treaty": self._treaty,
            "tip": branch.tip,
            "flaws": list(branch.flaws),
            "unreadable": dict(branch.unreadable),
            "rows": branch.rows,
        }
        kept.keep(self._file(branch.code), data)

    def _file(self, code: str) -> Path:
        return self._directory / f"{code}.json"

    def _load(self, code: str) -> Branch | None:
        try:
            data: Any = kept.load(self._file(code))
            if data["treaty"] != self._treaty:
                return None
            branch = Branch(code, str(data["tip"]), data["rows"], dict(data["unreadable"]), list(data["flaws"]))
            return branch if all(map(_sound, branch.rows)) else None
        except (ValueError, LookupError, TypeError, AttributeError):
            return None


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
        self._met_kept = False
        self._joined: list[str] | None = None
        """Once the branch is found to join two lines: what is left of it, children before parents."""

    def goes_on(self) -> bool:
        if self._kept is not None and self.front[:1] == [self._kept.tip]:
            self._met_kept = True
            self.front = []
        return bool(self.front) and len(self.branch.origins) < len(self.branch.files)

    def step(self, commits: Sequence[Object]) -> None:
        """Take in the commits at the front, and go on to those before them."""
        parents: Sequence[str] = ()
        for id, kind, raw in commits:
            plain = plainly_declared(raw, self._credentials.treaty, self.branch.code) if kind == "commit" else None
            path = _declared_path(plain["kind"], plain["target"]) if plain is not None else None
            if plain is not None and path is not None:
                if path in self.branch.files and path not in self.branch.origins:
                    self._take_plain(id, plain, path)
                parents = (plain["parent"].decode(),) if plain["parent"] is not None else ()
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
        for path, (blob, _) in self.branch.files.items():
            if path not in self.branch.origins:
                known = kept.origins.get(path) if kept is not None else None
                same = known is not None and known.blob == blob
                self.branch.origins[path] = known if same and known else Origin(blob, flaw="no record says it")

    def _take_plain(self, id: str, said: re.Match[bytes], path: str) -> None:
        position = self.branch.files[path][1]
        stance, regarding, statement, epoch, author, email, signature = said.group(
            "stance", "regarding", "statement", "epoch", "author", "email", "signature"
        )
        agrees = (
            stance.decode() == position.stance.value
            and regarding.decode() == position.commit
            and (statement or b"").decode() == position.statement
        )
        date = date_of(int(epoch))
        self._record(path, agrees, id, date, author.decode(), email.decode(), signed=signature is not None)

    def _take(self, commit: Commit, message: Message) -> None:
        named = targets(message)
        path = named[0].path if len(named) == 1 else ""
        if path in self.branch.files and path not in self.branch.origins:
            agrees = _agree(message, self.branch.files[path][1])
            self._record(path, agrees, commit.id, commit.date, commit.author, commit.email, signed=commit.signed)

    def _record(
        self, path: str, agrees: bool, commit: str, date: str, delegate: str, email: str, *, signed: bool
    ) -> None:
        # Where two lines were joined, the record that was not kept may come first.
        if agrees or self._joined is None:
            flaw = None if agrees else f"the message of {commit[:12]} says something else"
            blob = self.branch.files[path][0]
            self.branch.origins[path] = Origin(blob, commit, date, delegate, email, signed, flaw)


def _agree(message: Message, position: Position) -> bool:
    """Whether the trailers say what the file says. The tree is the authority; where they disagree, nothing counts."""
    return (
        message.one("Stance") == position.stance.value
        and message.one("Regarding") == position.commit
        and message.statement == position.statement
    )


def _row(position: Position, origin: Origin) -> Row:
    return [
        str(position.target),
        position.text_sha256,
        position.commit,
        position.stance.value,
        position.cosponsor,
        position.on_behalf_of,
        position.statement,
        origin.blob,
        origin.commit,
        origin.date,
        origin.delegate,
        origin.email,
        origin.signed,
        origin.flaw,
    ]


def _sound(row: Row) -> bool:
    """Whether a row that was kept can be read back."""
    return len(row) == _COLUMNS and row[3] in _STANCES and bool(_target(row[0]))


def _origin(row: Row) -> Origin:
    return Origin(*row[7:])
