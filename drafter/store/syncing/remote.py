"""A remote: how this clone is set up for it, and the three calls that go over the network."""

from __future__ import annotations

import fcntl
import math
import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from drafter.model.problem import Problem, Refused, refuse
from drafter.store.plumbing import FULL_DISK, UNWRITABLE, Answer, lines_of
from drafter.store.process import EndlessError
from drafter.store.repository import Repository
from drafter.store.snapshot import refs_under
from drafter.store.syncing.report import DEFAULT, Progress
from drafter.store.syncing.standing import drop
from drafter.text.visible import visible

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
_ADDRESS = re.compile(r"(?:(?:file|ssh|https?)://|[^:/\s]+@?[^:/\s]*:|[./~])\S", re.IGNORECASE)
_PROGRESS = re.compile(r"(?:remote: )?(?P<what>[A-Z][A-Za-z ]+): +\d+% \((?P<done>\d+)/(?P<of>\d+)\)")
_BROKEN = re.compile(r"^error: object (?P<id>[0-9a-f]{40}): [A-Za-z]+: (?P<why>.*\S)[^\S\n]*$", re.MULTILINE)
_TAGS = "refs/drafter/tags/"

PATIENCE = "drafter.patience"
SILENT = 300
"""Seconds for which a server may say nothing, unless the clone's setting says otherwise: then it hangs."""

CLONE = {
    "fetch.prune": "false",
    "transfer.fsckObjects": "true",
    "core.logAllRefUpdates": "always",
    "gc.pruneExpire": "never",
    "gc.reflogExpire": "never",
    "gc.reflogExpireUnreachable": "never",
}
"""The clone's git configuration: nothing that it once held is forgotten, nothing broken comes in."""

_SSH = ("-oConnectTimeout=20", "-oServerAliveInterval=15", "-oServerAliveCountMax=3")
_OPTIONS = ("-c", "http.lowSpeedLimit=1", "-c", "fetch.prune=false",
            "-c", "protocol.ext.allow=never", "-c", "fetch.fsckObjects=true", "-c", "push.followTags=false",
            "-c", "push.gpgSign=false", "-c", "push.pushOption=", "-c", "fetch.writeCommitGraph=false")  # fmt: skip

_NOWHERE = ("there is no repository at that address", "check the address")
_PASSWORD = ("it asks for a user name or password", "store them with a git credential helper")
_OBJECT_IDS = (
    "its repository names objects otherwise than this clone",
    "the secretariat makes one with `git init --bare --object-format=sha1`",
)
_BROKE = ("the connection broke", "nothing is lost; try again")
_SILENT = ("it does not answer", "try again later")
_FAILURES = {
    "hash algorithm": _OBJECT_IDS,
    "mismatched algorithms": _OBJECT_IDS,
    "could not resolve host": ("its name is unknown", "check the address and the network"),
    "permission denied (publickey": (
        "it does not accept your key",
        "load the key with `ssh-add`, or ask the secretariat",
    ),
    "host key verification failed": (
        "its host key is not the known one",
        "compare it with what the secretariat published",
    ),
    "authentication failed": (
        "it does not accept the user name or password",
        "mend them in your git credential helper",
    ),
    "could not read username": _PASSWORD,
    "could not read password": _PASSWORD,
    "terminal prompts disabled": _PASSWORD,
    "connection refused": ("nothing answers there", "try again later"),
    "timed out": _SILENT,
    "does not appear to be a git repository": _NOWHERE,
    "no such repository": _NOWHERE,
    "not found": _NOWHERE,
    "no such file or directory": _NOWHERE,
    "dubious ownership": (
        "it belongs to another user",
        "if you trust it, list it as safe.directory in your git settings",
    ),
    "returned error: 403": ("it refuses your account", "ask the secretariat"),
    "connection reset": _BROKE,
    "connection closed by": _BROKE,
    "broken pipe": _BROKE,
    "hung up unexpectedly": _BROKE,
    "early eof": _BROKE,
    "unexpected disconnect": _BROKE,
    "rpc failed": _BROKE,
}
"""What git says on its standard error, and what that means to a delegate."""

_GOES = "tell the secretariat: that has to go"
_DAMAGED = ("what it holds is damaged on the server", "tell the secretariat")
_UNDELIVERED = {
    "maximum allowed tree depth": ("it has directories in directories without end, and git reads none of it", _GOES),
    "attempting to allocate": ("it holds what unfolds to more than git may take at once", _GOES),
    "couldn't find remote ref": ("it is not there any more", "sync again"),
    "not our ref": ("it moved meanwhile", "sync again"),
    "repository corruption": _DAMAGED,
    "bad pack header": _DAMAGED,
    "necessary objects": _DAMAGED,
}
"""What git says where a remote was reached and what was asked of it did not come, and what that means."""


class Broken(Refused):
    """A connection that broke: as a server's does on which more call at once than it hears."""


class Undelivered(Refused):
    """A remote was reached, and what was asked of it did not come: git can't read it, there or here."""

    def __init__(self, address: str, why: str, remedy: str) -> None:
        super().__init__(Problem(rule="network", message=f"{visible(address)}: {why}", remedy=remedy))
        self.reason = f"{why}; {remedy}"
        """The same of one ref, without the address."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A remote of this clone, by its name in git's configuration."""

    name: str
    address: str
    set_up: tuple[str, ...] = ()

    @property
    def branches(self) -> str:
        """Where git keeps its branches in this clone."""
        return f"refs/remotes/{self.name}/"

    @property
    def tags(self) -> str:
        """Where its tags are kept, until they are verified."""
        return f"{_TAGS}{self.name}/"

    def tracking(self, ref: str) -> str:
        """Give the ref of this clone that says where a branch or tag of the remote stood."""
        if ref.startswith("refs/tags/"):
            return self.tags + ref.removeprefix("refs/tags/")
        return self.branches + ref.removeprefix("refs/heads/")


def find(repo: Repository, named: str | None) -> Remote:
    """Find a remote by its name or address, and set the clone up for it. Without `named` it is origin, or the only one.

    An address that is new becomes origin, when there is none yet. Raises Refused.
    """
    known = _known(repo)
    if named is None:
        named = DEFAULT if DEFAULT in known or len(known) != 1 else next(iter(known))
        if named not in known:
            remedy = "name the address of the secretariat's server once: `drafter sync ADDRESS`"
            raise refuse("this clone has no remote", remedy, rule="remote")
    address = known.get(named)
    if address is None:
        by_address = next((name for name, where in known.items() if where == named), None)
        if by_address is not None:
            named, address = by_address, known[by_address]
        else:
            address, named = _new(repo, named, known), DEFAULT
    if not _NAME.match(named):
        raise refuse(f"`{named}` can't be the name of a remote", "rename it with `git remote rename`", rule="remote")
    return Remote(named, address, _set_up(repo, named))


def forget_another(repo: Repository, remote: Remote) -> None:
    """Forget the issues of another server that had this name: git has forgotten its branches with it.

    Otherwise every issue would be told as gone from a server that never had it.
    """
    if not refs_under(repo, remote.branches):
        drop(repo, remote.tags)


def advertised(repo: Repository, remote: Remote, progress: Progress) -> dict[str, str]:
    """Ask where the remote's branches and tags stand. Raises Refused when it can't be reached."""
    progress("asking the server", 0, 0)
    answer = call(repo, remote, progress, "ls-remote", "--refs", "--quiet", remote.name, "refs/heads/*", "refs/tags/*")
    found = {}
    for line in lines_of(answer.out):
        id, _, ref = line.partition("\t")
        found[ref] = id
    return found


def fetch(repo: Repository, remote: Remote, progress: Progress, refs: Iterable[str]) -> None:
    """Fetch refs to where they are kept until they are verified: no force, no prune.

    A ref that the remote rewound stays as it was, the others move. Raises Undelivered when one of them can't be had,
    and so none; Refused when the remote can't be reached.
    """
    progress("fetching", 0, 0)
    with _cleared_up(repo):
        call(
            repo, remote, progress,
            "fetch", "--no-tags", "--no-prune", "--no-auto-maintenance", "--no-write-fetch-head", "--progress",
            "--no-recurse-submodules", "--refmap=", remote.name, "--stdin",
            given="".join(f"{ref}:{remote.tracking(ref)}\n" for ref in refs), rejected=True,
        )  # fmt: skip


@contextmanager
def _cleared_up(repo: Repository) -> Iterator[None]:
    """Remove what git leaves of what it refused, as large as it is, at every exchange.

    But not while another process of this program fetches into the same clone: it might be what that one is getting.
    """
    packs = repo.common_dir / "objects" / "pack"
    before = set(packs.glob("tmp_*"))
    with ExitStack() as held:
        stream = None
        with suppress(OSError):
            (repo.common_dir / "drafter").mkdir(exist_ok=True)
            stream = held.enter_context((repo.common_dir / "drafter" / "fetching.lock").open("w"))
            fcntl.flock(stream, fcntl.LOCK_SH)
        try:
            yield
        except Undelivered:
            with suppress(OSError):
                if stream is not None:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    for each in set(packs.glob("tmp_*")) - before:
                        each.unlink(missing_ok=True)
            raise


def push(repo: Repository, remote: Remote, progress: Progress, refs: Mapping[str, str]) -> Answer:
    """Push objects to refs, in one go, without force. Gives git's answer, whatever it is."""
    progress("sending", 0, 0)
    return call(
        repo, remote, progress,
        "push", "--porcelain", "--progress", "--no-verify", "--no-follow-tags", "--recurse-submodules=no",
        remote.name, *(f"{id}:{ref}" for ref, id in refs.items()),
        rejected=True,
    )  # fmt: skip


def call(
    repo: Repository,
    remote: Remote,
    progress: Progress,
    *arguments: str,
    given: str = "",
    rejected: bool = False,
    within: Path | None = None,
) -> Answer:
    """Run one command of git on the network, never asking on the terminal; `within`: in another repository.

    Raises Refused with what to do when the remote can't be reached, Broken when the connection broke, Undelivered when
    what was asked for can't be had; with `rejected` a remote that says no is an answer.
    """

    def told(line: str) -> None:
        match = _PROGRESS.match(line)
        if match is not None:
            progress(match["what"].lower(), int(match["done"]), int(match["of"]))

    patience = _patience(repo)
    # A web server may hold back all that the hooks say until they are done: git shall wait as long as we do.
    there = [f"--git-dir={within}"] if within is not None else []
    options = (*there, *_OPTIONS, "-c", f"http.lowSpeedTime={math.ceil(patience)}")
    try:
        answer = repo.git.network(
            *arguments, told=told, patience=patience, given=given.encode(), environment=_environment(repo),
            options=options,
        )  # fmt: skip
    except TimeoutError:
        why = f"it has said nothing for {patience:g} seconds"
        remedy = f"nothing is lost; try again later, or wait longer with `git config {PATIENCE} SECONDS`"
        raise refuse(f"{visible(remote.address)}: {why}", remedy, rule="network") from None
    except EndlessError:
        why = "it says more than any negotiation holds, without an end"
        remedy = "nothing is lost; tell the secretariat"
        raise refuse(f"{visible(remote.address)}: {why}", remedy, rule="network") from None
    if answer.status == 0 or (rejected and "rejected]" in answer.said + answer.out.decode("utf-8", "replace")):
        return answer
    raise unreachable(remote, answer)


def unreachable(remote: Remote, answer: Answer) -> Refused:
    """Say in one line why the network failed."""
    said = answer.said.lower()
    full = [line for line in said.splitlines() if any(each in line for each in FULL_DISK)]
    if full:
        theirs = full[-1].startswith("remote:")
        why = f"{visible(remote.address)}: its disk is full" if theirs else "the disk is full"
        remedy = "nothing is lost; tell the secretariat" if theirs else "nothing is lost; make room and try again"
        return refuse(why, remedy, rule="network")
    denied = [line for line in said.splitlines() if any(each in line for each in UNWRITABLE) and "remote:" not in line]
    if denied:
        remedy = "nothing is lost; ask whoever keeps this repository to let you write there"
        return refuse(f"this clone can't be written: {visible(denied[-1])}", remedy, rule="network")
    broken = _BROKEN.search(answer.said)
    if broken is not None:
        why = f"it holds a broken object, {broken['id'][:12]}: {visible(broken['why'])}; nothing of it was taken in"
        return Undelivered(remote.address, why, "tell the secretariat, and compare with other delegations")
    for sign, (why, remedy) in _UNDELIVERED.items():
        if sign in said:
            return Undelivered(remote.address, why, remedy)
    for sign, (why, remedy) in _FAILURES.items():
        if sign in said:
            found = refuse(f"{visible(remote.address)}: {why}", remedy, rule="network")
            return Broken(found.problem) if (why, remedy) == _BROKE else found
    if Path(remote.address).is_file():
        # git says no more than that it failed.
        remedy = (
            f"write one with `drafter bundle export FILE`, or name the server: git remote set-url {remote.name} ADDRESS"
        )
        return refuse(f"{visible(remote.address)}: it is a file, and nothing can be sent to it", remedy, rule="network")
    lines = [line for line in answer.said.splitlines() if line.startswith(("fatal:", "error:", "ssh:", "remote:"))]
    reason = visible(lines[-1] if lines else f"git ended with status {answer.status}")
    return Undelivered(remote.address, reason, "nothing is lost; mend that and try again")


def _patience(repo: Repository) -> float:
    """Say for how many seconds a server may say nothing. Raises Refused when the setting is none."""
    said = repo.git.ask("config", "--get", PATIENCE).out.decode("utf-8", "replace").strip()
    try:
        patience = float(said) if said else SILENT
    except ValueError:
        patience = 0
    if not 0 < patience < math.inf:
        raise refuse(f"`{visible(said)}` is not a number of seconds", f"git config {PATIENCE} {SILENT}", rule="config")
    return patience


def _environment(repo: Repository) -> dict[str, str]:
    """Give the environment of network calls: the user's own transports, and no question on the terminal."""
    kept = {
        name: os.environ[name]
        for name in ("GIT_ASKPASS", "GIT_PROXY_COMMAND", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_SSL_NO_VERIFY",
                     "GIT_TRACE", "GIT_TRACE_CURL")
        if name in os.environ
    }  # fmt: skip
    configured = repo.git.ask("config", "--get", "core.sshCommand", users_configuration=True)
    ssh = os.environ.get("GIT_SSH_COMMAND") or configured.out.decode("utf-8", "replace").strip()
    if not ssh:
        ssh = shlex.quote(os.environ["GIT_SSH"]) if "GIT_SSH" in os.environ else "ssh"
    # A program that asks in a window of its own may ask; the terminal belongs to the interface.
    asks = "SSH_ASKPASS" in os.environ
    options = [*_SSH, *([] if asks else ["-oBatchMode=yes"])]
    return {
        **kept,
        "GIT_SSH_COMMAND": " ".join([ssh, *options]),
        **({"SSH_ASKPASS_REQUIRE": "force"} if asks else {}),
        "LC_ALL": "C.UTF-8",
    }


def _known(repo: Repository) -> dict[str, str]:
    listed = repo.git.run("config", "--local", "--null", "--get-regexp", r"^remote\..*\.url$", accept=(0, 1))
    found: dict[str, str] = {}
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        key, _, address = entry.partition("\n")
        if key:
            found.setdefault(key[len("remote.") : -len(".url")], address)
    return found


def _new(repo: Repository, address: str, known: Mapping[str, str]) -> str:
    place = Path(address).expanduser()
    if place.is_file():
        remedy = f"take it in with `drafter bundle import {shlex.quote(address)}`"
        raise refuse(f"`{address}` is a file, not a server", remedy, rule="remote")
    if not _ADDRESS.match(address) and not place.is_dir():
        remedy = f"the remotes are {', '.join(known)}" if known else "name an address: ssh://, https://, a directory"
        raise refuse(f"there is no remote `{address}`", remedy, rule="remote")
    if address.startswith("-") or "::" in address.partition("/")[0]:
        raise refuse(f"`{address}` is not an address", "use ssh://, https:// or a directory", rule="remote")
    # An address from which nothing ever came was mistyped, or its server not there yet.
    if DEFAULT in known and refs_under(repo, f"refs/remotes/{DEFAULT}/"):
        remedy = f"git remote set-url {DEFAULT} {shlex.quote(address)}"
        raise refuse(f"this clone belongs to {known[DEFAULT]}", f"if it moved: {remedy}", rule="remote")
    whole = str(place.resolve()) if place.is_dir() else address
    repo.git.run("config", "--local", f"remote.{DEFAULT}.url", whole)
    return whole


def _set_up(repo: Repository, name: str) -> tuple[str, ...]:
    """Write what is not set yet: no force, no prune, no tags behind our back. Gives what was written."""
    wanted = {
        **CLONE,
        f"remote.{name}.fetch": f"refs/heads/*:refs/remotes/{name}/*",
        f"remote.{name}.tagOpt": "--no-tags",
        f"remote.{name}.prune": "false",
    }
    listed = repo.git.run("config", "--local", "--null", "--list").decode("utf-8", "surrogateescape")
    now: dict[str, list[str]] = {}
    for entry in listed.split("\0"):
        key, _, value = entry.partition("\n")
        now.setdefault(key.lower(), []).append(value)
    written = []
    for key, value in wanted.items():
        if now.get(key.lower()) != [value]:
            repo.git.run("config", "--local", "--replace-all", key, value)
            written.append(f"{key} = {value}")
    return tuple(written)
