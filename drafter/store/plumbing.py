"""Running git. The one place that does: GitPython as the wrapper of git's plumbing, on one thread.

The user's own configuration and environment must not change what is read or recorded, so every call runs without
them, and without hooks.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from drafter.model.problem import Problem, Refused, refuse
from drafter.store.process import pieces
from drafter.text.visible import visible

LEAST_GIT = (2, 38)
"""`merge-tree --write-tree`, and `cat-file --batch-command` before it."""

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
NO_OBJECT = "0" * 40

MOST_AT_ONCE = {"GIT_ALLOC_LIMIT": "256m"}
"""The most that git may take for one object: a few thousand bytes can be packed so that they unfold to gigabytes."""

_ENVIRONMENT = {
    **MOST_AT_ONCE,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_DEFAULT_HASH": "sha1",
    "GIT_DEFAULT_REF_FORMAT": "files",
}
# What a clone's own configuration could still change.
_OVERRIDES = (
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.fsmonitor=false",
    "core.filesRefLockTimeout=1000",
    "color.ui=never",
    "log.showSignature=false",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
    "tag.gpgSign=false",
    "gc.auto=0",
    "maintenance.auto=false",
    # A record is on the disk before a ref leads to it: git leaves loose objects to the system, for half a minute.
    "core.fsync=committed,reference",
)
_USERS = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
"""Where a user says that their own configuration stands."""
_AT_ONCE = 2048
_LISTED = "listed"
"""The kind of a tree of which the entries are kept as `mktree` reads them."""
_LINE_END = re.compile(rb"[\r\n]+")
_ON_THE_WAY = 512
FULL_DISK = ("no space left on device", "out of diskspace", "disk quota exceeded", "file too large")
"""What the system says when nothing more can be written."""

UNWRITABLE = ("insufficient permission", "read-only file system", "unable to create directory", "unable to create temp")
"""What git says where nobody, or not this user, may write."""

_DAMAGED = ("missing object", "bad object", "is corrupt", "is empty", "unable to read", "bad tree")
DAMAGED = "`drafter doctor --fix` brings back what can be had"
"""What to do when a part of the repository can't be read."""


PARTIAL = "this clone holds a part only (`git clone --filter`) and asks the server for the rest; make a whole one"
"""What to do where a clone was made with a filter, and the server can't be asked."""


class GitFailed(Refused):
    """A call of git that failed for a reason outside the negotiation: a full disk, a lock, a damaged object."""

    def __init__(self, command: str, status: int, said: str) -> None:
        lines = [line for line in said.splitlines() if line.strip() and not line.startswith("hint:")]
        fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
        full = [line for line in lines if any(each in line.lower() for each in FULL_DISK)]
        # What git says last then is that it could not add (null).
        denied = [line for line in lines if any(each in line.lower() for each in UNWRITABLE)]
        telling = (full or denied or fatal or lines or [f"exit status {status}"])[-1]
        reason = visible(telling.removeprefix("fatal: ").removeprefix("error: "))
        remedy = "nothing was recorded; mend that and try again"
        if full:
            remedy = "the disk is full, nothing was recorded: make room and try again"
        elif denied:
            remedy = "nothing was recorded; ask whoever keeps this repository to let you write there"
        elif "promisor remote" in said:
            remedy = PARTIAL
        elif any(each in said for each in _DAMAGED):
            remedy = DAMAGED
        elif _locked(said):
            remedy = "another git process is at work; when none is, `drafter doctor --fix`, or delete that lock file"
        super().__init__(Problem(rule="git", message=f"git {command} failed: {reason}", remedy=remedy))
        self.said = said
        self.local = bool(full or denied)
        """Whether this computer is in the way, and not what was read or asked for."""
        self.locked = _locked(said)
        """Whether another process of git, or what one left behind, is in the way."""


def _locked(said: str) -> bool:
    return ".lock" in said and "File exists" in said


@dataclass(frozen=True, slots=True)
class Answer:
    """What one call of git gave."""

    status: int
    out: bytes
    said: str
    """Its standard error."""

    @property
    def moved(self) -> bool:
        """Whether a ref was not moved because it is not where it was said to be."""
        return any(each in self.said for each in ("but expected", "reference already exists"))


class Entry(NamedTuple):
    """One entry of a tree."""

    mode: str
    """As git writes it in a tree: `100644`, `40000`."""
    id: str

    @property
    def plain(self) -> bool:
        """Whether it is a plain file: not a directory, a symbolic link or another repository."""
        return self.mode == "100644"

    @property
    def directory(self) -> bool:
        """Whether it is a directory."""
        return self.mode == "40000"


Pair = tuple[str, str]
"""Two trees: what was, and what is."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A path in which two trees differ."""

    path: str
    before: Entry | None
    after: Entry | None


Object = tuple[str, str, bytes]
"""Id, type and content of an object."""


def lines_of(told: bytes) -> list[str]:
    """Give the lines of what git lists, and no others.

    The name of a ref may hold what Python else takes for the end of a line (U+2028): what stands behind that would be a
    line of its own, and what stands before it the name of another ref.
    """
    return told.decode("utf-8", "surrogateescape").removesuffix("\n").split("\n") if told else []


Taker = Callable[[Sequence[Object]], Iterable[str]]
"""Takes objects, and gives the ids of those that it wants next."""


class Plumbing:
    """git in one directory. Keeps two processes for reading objects and writing trees until `close`."""

    def __init__(
        self, directory: Path, git_dir: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        """Run git in `directory`; on `git_dir` once it is known, and every time with `environment` as well.

        Raises Refused when git is missing.
        """
        self.environment: Mapping[str, str] = dict(environment or {})
        """With what git is run beside what it always is."""
        # GitPython starts git when it is imported, and raises for a missing one in its own way.
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        with _without_git_variables():
            from git.cmd import Git
            from git.exc import GitCommandNotFound
        self._not_found = GitCommandNotFound
        self._git = Git(str(directory))
        self._options: list[str] = [part for each in _OVERRIDES for part in ("-c", each)]
        if git_dir is not None:
            self._options = [f"--git-dir={git_dir}", *self._options]
        self.made: dict[str, tuple[str, bytes]] = {}
        """What was written here and no ref may lead to yet: kind and content by id, what others are made of first."""
        self._reader: Any = None
        self._abandoned = False
        self._writer: Any = None

    def ask(
        self,
        *arguments: str,
        given: bytes = b"",
        environment: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
        users_configuration: bool = False,
    ) -> Answer:
        """Run git once with `given` on standard input, and give its answer whatever its exit status is."""
        process = self._start(arguments, environment, options, users_configuration=users_configuration)
        out, said = process.communicate(given)
        return Answer(process.returncode, out, said.decode("utf-8", "replace"))

    def run(
        self,
        *arguments: str,
        given: bytes = b"",
        environment: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
        accept: Container[int] = (0,),
    ) -> bytes:
        """Run git once and give its output. Raises GitFailed when its exit status is not one of `accept`."""
        answer = self.ask(*arguments, given=given, environment=environment, options=options)
        if answer.status not in accept:
            raise GitFailed(arguments[0], answer.status, answer.said)
        return answer.out

    def network(
        self,
        *arguments: str,
        told: Callable[[str], None],
        patience: float,
        given: bytes = b"",
        environment: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
    ) -> Answer:
        """Run git on the network, with the user's configuration; `told` gets each line of its standard error at once.

        `given`: what it reads, to the end, before it says anything. Lines that git overwrites (its progress) are lines
        too. What calls it may be ended at any time, git with it.
        Raises TimeoutError, and ends git with all that it started, after `patience` seconds without a sign of life, and
        EndlessError when there is no end of what it says.
        """
        process = self._start(
            arguments,
            {**MOST_AT_ONCE, "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0", **(environment or {})},
            options,
            users_configuration=True,
        )
        with suppress(OSError):
            process.stdin.write(given)
        with suppress(OSError):
            process.stdin.close()
        out: list[bytes] = []
        said: list[str] = []
        rest = b""
        try:
            for stream, piece in pieces(process, patience):
                if stream is process.stdout:
                    out.append(piece)
                    continue
                *lines, rest = _LINE_END.split(rest + piece)
                for line in (each.decode("utf-8", "replace") for each in lines if each):
                    said.append(line)
                    told(line)
        finally:
            process.stdout.close()
            process.stderr.close()
        said += [rest.decode("utf-8", "replace")] if rest else []
        return Answer(process.proc.wait(), b"".join(out), "\n".join(said))

    def objects(self, ids: Sequence[str]) -> Iterator[Object]:
        """Read objects, all in one process: gives id, type and content of each, in the order of `ids`.

        The ids must be full. Raises GitFailed when an object is missing or damaged.
        """
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            self._send(some)
            yield from self._receive(some)

    def converse(self, takers: Iterable[tuple[Taker, Sequence[str]]]) -> None:
        """Read objects for several takers: each gets those that it asked for, and says which it wants next.

        A taker that wants nothing more is done. While one of them works, git reads for the others; so a taker must not
        read objects by other ways. Raises GitFailed when an object is missing or damaged.
        """
        waiting = deque((taker, list(ids)) for taker, ids in takers if ids)
        asked: deque[tuple[Taker, list[str]]] = deque()
        while waiting or asked:
            # What waits behind a question that git is answering has to fit into the pipe.
            while waiting and (not asked or sum(len(ids) for _, ids in (*asked, waiting[0])) <= _ON_THE_WAY):
                self._send(waiting[0][1])
                asked.append(waiting.popleft())
            taker, ids = asked.popleft()
            wanted = list(taker(self._receive(ids)))
            if wanted:
                waiting.append((taker, wanted))

    def differences(self, pairs: Sequence[Pair]) -> dict[Pair, list[Difference]]:
        """Compare trees, pair by pair: each name that differs, in git's order; a directory is not looked into.

        One process for all; none when there is nothing to compare. Raises GitFailed when a tree is missing or damaged.
        """
        found: dict[Pair, list[Difference]] = {pair: [] for pair in pairs}
        asked = [pair for pair in found if pair[0] != pair[1]]
        if not asked:
            return found
        given = "".join(f"{first} {second}\n" for first, second in asked).encode()
        told = self.run("diff-tree", "--stdin", "--raw", "-z", "--no-abbrev", "--no-renames",
                        "--ignore-submodules=none", given=given)  # fmt: skip
        # A header line stands before the first name of its pair, and behind it when the trees are equal.
        at: list[Difference] = []
        headers = 0
        parts = told.decode("utf-8", "surrogateescape").split("\0")
        for head, name in zip_longest(parts[::2], parts[1::2], fillvalue=""):
            *lines, head = head.split("\n")
            for line in lines:
                first, second = line.split(" ")
                at = found[first, second]
                headers += 1
            if head:
                before, after, old, new, _ = head[1:].split(" ")
                at.append(Difference(name, _entry(before, old), _entry(after, new)))
        if headers < len(asked):
            raise GitFailed("diff-tree", 0, "it compared less than it was asked to")
        return found

    def tree(self, entries: Mapping[str, Entry]) -> str:
        """Write a tree and give its id. Its entries' objects must exist. Raises GitFailed."""
        lines = []
        for name, entry in entries.items():
            kind = {"40000": "tree", "160000": "commit"}.get(entry.mode, "blob")
            lines.append(f"{entry.mode.zfill(6)} {kind} {entry.id}\t{name}\0".encode())
        given = b"".join(lines) + b"\0"
        # A process that is kept doesn't see what was fetched since it looked for packs.
        begun = self._writer is not None
        written = self._written(given)
        if not written and begun:
            self._stop("_writer")
            written = self._written(given)
        if not written:
            raise self._ended("mktree", "_writer")
        self.made[written] = (_LISTED, given)
        return written

    def _written(self, given: bytes) -> str:
        """Give the id of the tree that was written, or nothing when git ended."""
        if self._writer is None:
            self._writer = self._start(("mktree", "--batch", "-z"))
        try:
            self._writer.stdin.write(given)
            self._writer.stdin.flush()
            return str(self._writer.stdout.readline().decode().strip())
        except OSError:
            return ""

    def blob(self, content: bytes) -> str:
        """Write a blob and give its id. Raises GitFailed."""
        id = self.run("hash-object", "-w", "--stdin", given=content).decode().strip()
        self.made[id] = ("blob", content)
        return id

    def write_again(self, id: str) -> None:
        """Write again what was written here and is gone. Raises GitFailed."""
        kind, content = self.made[id]
        if kind == _LISTED:
            self._written(content)
        else:
            self.run("hash-object", "-t", kind, "-w", "--stdin", given=content)

    def close(self) -> None:
        """End the processes that were kept."""
        for name in ("_reader", "_writer"):
            self._stop(name)

    def abandon(self) -> None:
        """Give up what another thread is reading, which fails there; nothing can be begun any more."""
        self._abandoned = True
        reader = self._reader
        if reader is not None:
            with suppress(OSError):
                reader.proc.kill()

    def _send(self, ids: Sequence[str]) -> None:
        if self._reader is None:
            self._reader = self._start(("cat-file", "--batch-command", "--buffer"))
            if self._abandoned:
                self._reader.proc.kill()
        # What went wrong is told by the answer.
        with suppress(OSError):
            asked = "\ncontents ".join(ids)
            self._reader.stdin.write(f"contents {asked}\nflush\n".encode())
            self._reader.stdin.flush()

    def _receive(self, ids: Sequence[str]) -> list[Object]:
        found: list[Object] = []
        with suppress(OSError):
            readline, read = self._reader.stdout.readline, self._reader.stdout.read
            for each in ids:
                header = readline().split()
                if len(header) != 3:
                    break
                size = int(header[2])
                content = read(size)
                if len(content) != size or read(1) != b"\n":
                    break
                found.append((each, header[1].decode(), content))
        if len(found) < len(ids):
            missing = ids[len(found)]
            ended = self._ended("cat-file", "_reader")
            if "missing" in ended.said or not ended.said:
                raise refuse(
                    f"the object {missing} is missing in the repository",
                    "`git fsck` says what else is; fetch it again from another clone",
                    rule="git",
                )
            raise ended
        return found

    def _stop(self, name: str) -> None:
        """End a process that was kept, if there is one."""
        process = getattr(self, name)
        setattr(self, name, None)
        if process is not None:
            with suppress(OSError):
                process.stdin.close()
            process.stdout.close()
            process.stderr.close()
            process.proc.wait()

    def _ended(self, command: str, name: str) -> GitFailed:
        """End a kept process that did not answer as it should, and say why."""
        process = getattr(self, name)
        setattr(self, name, None)
        with suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        said = process.stderr.read().decode("utf-8", "replace")
        process.stderr.close()
        return GitFailed(command, process.proc.wait(), said)

    def _start(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
        *,
        users_configuration: bool = False,
    ) -> Any:
        if self._abandoned:
            raise GitFailed(arguments[0], 0, "it is no longer wanted")
        command = ["git", *self._options, *options, *arguments]
        own = {} if users_configuration else _ENVIRONMENT
        with _without_git_variables(_USERS if users_configuration else ()):
            try:
                started: Any = self._git.execute(
                    command,
                    istream=subprocess.PIPE,
                    as_process=True,
                    env={**own, **self.environment, **(environment or {})},
                    # Of its own session: nothing that git starts may ask on the terminal of the interface.
                    start_new_session=True,
                )
            except (self._not_found, PermissionError):
                raise refuse(
                    "git is not installed", f"install git {'.'.join(map(str, LEAST_GIT))} or newer", rule="git"
                ) from None
        return started


def _entry(mode: str, id: str) -> Entry | None:
    return None if id == NO_OBJECT else Entry(mode.lstrip("0"), id)


@contextmanager
def _without_git_variables(kept: Container[str] = ()) -> Iterator[None]:
    """Hide the caller's GIT_* variables: GitPython passes on all of the environment, and a hook's GIT_DIR with it."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if _of_git(name) and name not in kept}
    try:
        yield
    finally:
        os.environ.update(hidden)


def _of_git(name: str) -> bool:
    return name.startswith("GIT_") and not name.startswith("GIT_PYTHON_") and name != "GIT_EXEC_PATH"
