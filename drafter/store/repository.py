"""A treaty repository: found, and fit to be worked with."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from drafter.model.ids import MAIN_REF, ROSTER_FILE
from drafter.model.problem import Problem, Refused, refuse
from drafter.store.objects import Commit, parse_commit, parse_tag, parse_tree
from drafter.store.plumbing import DAMAGED, LEAST_GIT, NO_OBJECT, Answer, Entry, GitFailed, Plumbing
from drafter.text.visible import visible

if TYPE_CHECKING:
    # What only looks where the refs stand doesn't need them.
    from drafter.model.amendment import Change
    from drafter.model.clause import Clause
    from drafter.model.signatory import Roster
    from drafter.store.recorded import Memory


@dataclass(frozen=True, slots=True)
class Place:
    """Where a repository is, and how it is to be read: what another process needs to open the same one."""

    root: Path
    """The work tree, or the directory of a bare repository."""
    git_dir: Path
    common_dir: Path
    """The directory that all work trees share."""
    bare: bool
    environment: Mapping[str, str]
    """With what git is run beside what it always is: that of a push that is not let in yet."""


class Repository:
    """An open treaty repository. Use it from one thread, and close it.

    Objects that were read are remembered: they never change.
    """

    def __init__(self, git: Plumbing, root: Path, git_dir: Path, common_dir: Path, *, bare: bool) -> None:
        self.git = git
        self.root = root
        """The work tree, or the directory of a bare repository."""
        self.git_dir = git_dir
        self.common_dir = common_dir
        """The directory that all work trees share."""
        self.bare = bare
        self.clauses: dict[tuple[str, Entry], Clause | Problem] = {}
        """Clause files that were read, by path and object."""
        self.changes: dict[tuple[str, str], tuple[Change, ...] | Problem] = {}
        """What a commit changes in the clauses of another, by both."""
        self.memories: dict[str, Memory] = {}
        """What is known of positions branches, by the treaty's name."""
        self.rosters: dict[str, tuple[Roster | None, tuple[Problem, ...]]] = {}
        """Files of signatories that were read, by object."""
        self.histories: dict[str, tuple[str, ...]] = {}
        """First parents of main, newest first, by tip."""
        self.examinations: dict[object, object] = {}
        """What was found wrong with what came since the repository was verified, by the moves of refs."""
        self._commits: dict[str, Commit] = {}
        self._trees: dict[str, bytes] = {}

    @classmethod
    def open(cls, path: Path) -> Repository:
        """Open the treaty repository that holds `path`, searched upwards like git.

        Raises Refused, with what to do, when there is none, or git or the repository is not fit: no git or too old
        a one, shallow, SHA-256, reftable, no main, no treaty on main.
        """
        directory = path if path.is_dir() else path.parent
        if not directory.is_dir():
            raise refuse(
                f"there is no directory {path}", "name the directory of a treaty repository", rule="repository"
            )
        git = Plumbing(directory.resolve())
        check_git(git)
        asked = (
            "rev-parse", "--absolute-git-dir", "--git-common-dir", "--is-bare-repository", "--is-shallow-repository",
            "--show-object-format", "--show-cdup",
        )  # fmt: skip
        # Configuration of the user counts here only: it says which repositories of others are trusted.
        found = git.ask(*asked, users_configuration=True)
        if found.status != 0 and "config" in found.said:
            # What is broken in it is no matter of the treaty.
            found = git.ask(*asked)
        if found.status != 0:
            raise _not_opened(found, path)
        lines = found.out.decode("utf-8", "surrogateescape").split("\n")
        git_dir = Path(lines[0])
        common_dir = (directory.resolve() / lines[1]).resolve()
        bare, shallow, form = lines[2] == "true", lines[3] == "true", lines[4]
        check_form(path, common_dir, shallow=shallow, form=form)
        inside = lines[5] if len(lines) > 5 else ""
        root = git_dir if bare else git_dir.parent if _within(directory, git_dir) else (directory / inside).resolve()
        repo = cls(Plumbing(root, git_dir), root, git_dir, common_dir, bare=bare)
        try:
            repo._check_main(path)
        except Refused:
            repo.close()
            raise
        return repo

    @classmethod
    def at(cls, place: Place) -> Repository:
        """Open a repository again that was found fit."""
        git = Plumbing(place.root, place.git_dir, place.environment)
        return cls(git, place.root, place.git_dir, place.common_dir, bare=place.bare)

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.root, self.git_dir, self.common_dir, self.bare, self.git.environment)

    def commits(self, ids: Iterable[str]) -> dict[str, Commit]:
        """Read commits. Raises Refused when an object is missing."""
        wanted = dict.fromkeys(ids)
        missing = [id for id in wanted if id not in self._commits]
        for id, kind, raw in self.git.objects(missing):
            self._commits[id] = parse_commit(id, raw if kind == "commit" else b"")
        return {id: self._commits[id] for id in wanted}

    def commit(self, id: str) -> Commit:
        """Read one commit."""
        return self.commits([id])[id]

    def raw_trees(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Read trees as they are. Only the last few are remembered: a treaty's is large, and amendments are many."""
        wanted = dict.fromkeys(ids)
        found = {id: self._trees[id] for id in wanted if id in self._trees}
        for id, kind, raw in self.git.objects([id for id in wanted if id not in found]):
            found[id] = self._trees[id] = raw if kind == "tree" else b""
        while len(self._trees) > _REMEMBERED_TREES:
            del self._trees[next(iter(self._trees))]
        return found

    def trees(self, ids: Iterable[str]) -> dict[str, dict[str, Entry]]:
        """Read trees: the entries of each by name."""
        return {id: parse_tree(raw) for id, raw in self.raw_trees(ids).items()}

    def tree(self, id: str) -> dict[str, Entry]:
        """Read one tree."""
        return self.trees([id])[id]

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Read blobs."""
        return {id: raw for id, _, raw in self.git.objects(list(dict.fromkeys(ids)))}

    def entry(self, tree: str, path: str) -> Entry | None:
        """Give what stands at a path below a tree, or None."""
        *directories, name = path.split("/")
        for each in directories:
            below = self.tree(tree).get(each)
            if below is None or not below.directory:
                return None
            tree = below.id
        return self.tree(tree).get(name)

    def peeled(self, id: str) -> str:
        """Give the commit that a tag is of, or the commit that it is itself."""
        ((_, kind, raw),) = self.git.objects([id])
        tag = parse_tag(id, raw) if kind == "tag" else None
        return tag.commit if tag is not None else id

    def is_ancestor(self, old: str, new: str) -> bool:
        """Whether one commit is another's ancestor, or itself."""
        return old == new or self.git.ask("merge-base", "--is-ancestor", old, new).status == 0

    def meeting(self, one: str, other: str) -> str | None:
        """Give the newest commit that two lines share, or None."""
        answer = self.git.ask("merge-base", one, other)
        return answer.out.decode().strip() or None if answer.status == 0 else None

    def history(self, tip: str) -> tuple[str, ...]:
        """Give the first parents of a commit of main, from itself to the root."""
        known = self.histories.get(tip)
        if known is None:
            parents = self.commit(tip).parents
            if parents and parents[0] in self.histories:
                known = (tip, *self.histories[parents[0]])
            else:
                known = tuple(self.git.run("rev-list", "--first-parent", tip).decode().split())
            self.histories[tip] = known
        return known

    def check_own_name(self, ref: str) -> None:
        """Check that a ref is not another one under its name: git would move that one. Raises Refused."""
        try:
            led = (self.common_dir / ref).read_bytes().partition(b"ref:")
        except OSError:
            return
        if led[1] and not led[0]:
            other = visible(led[2].decode("utf-8", "replace").strip().removeprefix("refs/heads/"))
            remedy = f"`git symbolic-ref -d {ref}`, and ask who put it there"
            raise refuse(f"{ref.removeprefix('refs/heads/')} is {other} under another name", remedy, rule="replace")

    def move(self, ref: str, old: str | None, new: str | None, why: str, environment: Mapping[str, str]) -> bool:
        """Move a ref, or remove it (None), if it still is where it was; gives False when somebody moved it meanwhile.

        `environment`: in whose name git's own log of it says so, and `why`. Raises Refused.
        """
        self.check_own_name(ref)
        answer = self.git.ask(
            "update-ref", "--create-reflog", "-m", why, ref, new or NO_OBJECT, old or NO_OBJECT, environment=environment
        )
        if answer.status != 0 and not answer.moved:
            raise GitFailed("update-ref", answer.status, answer.said)
        return answer.status == 0

    def keep_made(self, *, done: bool = False) -> None:
        """Write again what was written to be recorded and is gone. `done`: a ref leads to it now.

        Before a ref does, git cleans it away as nobody's (`git gc --prune=now`), and a delegate may take minutes to
        unlock the key that signs. Raises GitFailed.
        """
        for id in self.git.made:
            if not (self.common_dir / "objects" / id[:2] / id[2:]).is_file():
                self.git.write_again(id)
        if done:
            self.git.made.clear()

    def close(self) -> None:
        """End the git processes that were kept."""
        self.git.close()

    def __enter__(self) -> Repository:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check_main(self, path: Path) -> None:
        answer = self.git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{MAIN_REF}^{{commit}}")
        if answer.status != 0:
            if self.git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", MAIN_REF).status == 0:
                raise refuse(f"{path}: main leads to an object that can't be read", DAMAGED, rule="repository")
            if self.bare:
                raise refuse(
                    f"{path}: the bare repository has no branch main", "push the treaty's main to it", rule="repository"
                )
            # A server may say that a clone begins with another branch.
            there = self.git.run("for-each-ref", "--count=1", "--format=%(refname)", "refs/remotes/*/main")
            remedy = "the server has one: `git switch main`, then `drafter sync` verifies it" if there else _BEGIN
            raise refuse(f"{path}: there is no branch main", remedy, rule="repository")
        entries: Mapping[str, Entry] = self.tree(self.commit(answer.out.decode().strip()).tree)
        if ROSTER_FILE not in entries or "clauses" not in entries:
            lacking = ROSTER_FILE if ROSTER_FILE not in entries else "clauses/"
            raise refuse(f"{path}: not a treaty repository, main has no {lacking}", _BEGIN, rule="repository")


_REMEMBERED_TREES = 64
_BEGIN = "begin one with `drafter init DIR`, or look at the sample with `drafter demo`"


def _within(directory: Path, git_dir: Path) -> bool:
    return directory.resolve() == git_dir or git_dir in directory.resolve().parents


def check_git(git: Plumbing) -> None:
    """Check that git is there, and new enough. Raises Refused."""
    said = git.run("version").decode("utf-8", "replace")
    match = re.search(r"(\d+)\.(\d+)", said)
    if match is None or (int(match[1]), int(match[2])) < LEAST_GIT:
        least = ".".join(map(str, LEAST_GIT))
        raise refuse(f"this is {said.strip() or 'an unknown git'}", f"install git {least} or newer", rule="git")


def partial(git: Plumbing) -> bool:
    """Whether a repository was cloned with a filter: what it lacks it asks for when that is read."""
    return bool(git.run("config", "--local", "--get-regexp", r"^remote\..*\.promisor$", accept=(0, 1)))


def check_form(path: Path, common_dir: Path, *, shallow: bool, form: str) -> None:
    """Check that a repository has the supported form, and all of its records. Raises Refused."""
    if form != "sha1":
        raise _unsupported(path, f"{form} object ids", _SHA1)
    if (common_dir / "reftable").is_dir():
        raise _unsupported(path, *_REFTABLE)
    if shallow:
        remedy = "fetch the rest with `git fetch --unshallow`"
        raise refuse(f"{path}: the clone is shallow, its records are not complete", remedy, rule="repository")


_SHA1 = "make a repository with `git init --object-format=sha1`"
_REFTABLE = "reftable refs", "run `git refs migrate --ref-format=files` in it (git 2.48 or newer)"


def _unsupported(path: Path, what: str, remedy: str) -> Refused:
    return refuse(f"{path}: a repository with {what} is not supported", remedy, rule="repository")


def _closed(place: Path) -> bool:
    return place.is_dir() and not os.access(place, os.R_OK | os.X_OK)


def _not_opened(found: Answer, path: Path) -> Refused:
    said = found.said
    closed = next((each for each in (path, *path.absolute().parents) if _closed(each / ".git")), None)
    if closed is not None:
        return refuse(f"{closed / '.git'} can't be read", "ask whoever keeps this repository", rule="repository")
    if "not a git repository" in said:
        return refuse(f"{path}: not a treaty repository, and none above it", _BEGIN, rule="repository")
    if "dubious ownership" in said:
        remedy = f"if you trust it: git config --global --add safe.directory {path.resolve()}"
        return refuse(f"{path}: the repository belongs to another user", remedy, rule="repository")
    if "safe.bareRepository" in said:
        remedy = "work in a clone of it, or, if you trust it: git config --global safe.bareRepository all"
        return refuse(f"{path}: your git settings let no bare repository be opened", remedy, rule="repository")
    if "refstorage" in said.lower():
        return _unsupported(path, *_REFTABLE)
    if "objectformat" in said.lower() or "object format" in said.lower():
        return _unsupported(path, "such object ids", _SHA1)
    return GitFailed("rev-parse", found.status, said)
