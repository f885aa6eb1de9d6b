"""Making a bare repository the secretariat's server: hooks, configuration, and the key that signs its log."""

from __future__ import annotations

import os
import pwd
import shlex
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from drafter.model.ids import COMMIT, LOG_REF, MAIN_REF
from drafter.model.problem import Refused, refuse
from drafter.model.signatory import Delegate
from drafter.store.agreed import Agreed
from drafter.store.repository import Repository, check_form, check_git, partial
from drafter.store.serving.entries import append
from drafter.store.serving.place import ROOT, all_tips, open_bare, own_directory, pin, server_key, setting
from drafter.store.verifying import Examination, RefChange, Trust, Violation, examine

HOOKS = ("pre-receive", "post-receive")

CONFIGURATION = {
    "receive.fsckObjects": "true",
    "transfer.fsckObjects": "true",
    "receive.fsck.badFilemode": "error",
    "receive.fsck.zeroPaddedFilemode": "error",
    "receive.fsck.nulInCommit": "error",
    "receive.denyDeletes": "true",
    "receive.denyNonFastForwards": "true",
    "receive.maxInputSize": "20m",
    # What is larger is unpacked piece by piece, and refused by its size.
    "core.bigFileThreshold": "1m",
    "receive.shallowUpdate": "false",
    "receive.autogc": "false",
    "http.receivepack": "true",
    "core.fsync": "all",
    "core.logAllRefUpdates": "always",
    # A configuration of the account that serves must not lead git to other hooks.
    "core.hooksPath": "hooks",
    "gc.pruneExpire": "never",
    "gc.reflogExpire": "never",
    "gc.reflogExpireUnreachable": "never",
}
"""The server's git configuration: nothing is deleted, rewound, forgotten or half written."""

_MARK = "# Written by `drafter hook install`."


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation did."""

    directory: Path
    key: str
    """The public key that signs the log."""
    root: str | None
    """Main's root commit, when there is a main."""
    checked: int
    """How many records that were there already were verified."""
    server: Delegate | None
    """The server and its keys, as main lists them."""
    notices: tuple[Violation, ...] = ()
    """What breaks no rule, but the secretariat shall see."""

    @property
    def listed(self) -> bool:
        """Whether main lists the key as one of the server's."""
        keys = self.server.keys if self.server is not None else ()
        return any(each.text.split()[:2] == self.key.split()[:2] for each in keys)


def install(directory: Path, *, root: str | None = None) -> Installed:
    """Put the hooks, the configuration and the key into a bare repository; what is there already is verified first.

    `root`: main's root commit, which the first push has to bring. Doing it again renews hooks and configuration, and
    keeps the key. Raises Refused when it is no bare repository, not in the supported format, holds hooks of somebody
    else, or records that break a rule.
    """
    repo = _bare(directory)
    try:
        if root is not None and not COMMIT.match(root):
            raise refuse(f"`{root}` is not the id of a commit", "give its forty digits", rule="commit")
        for name in HOOKS:
            hook = repo.git_dir / "hooks" / name
            if hook.exists() and _MARK not in hook.read_text("utf-8", "replace"):
                raise refuse(f"{hook} is there already", "move it away first", rule="hook")
        known = setting(repo, ROOT)
        if root is not None and known is not None and root != known:
            raise refuse(f"this server is for the treaty that begins with {known}", "leave out --root", rule="commit")
        now = int(time.time())
        examination = _examined(repo, root or known, now)
        for name, value in CONFIGURATION.items():
            repo.git.run("config", "--local", "--replace-all", name, value)
        repo.git.run("symbolic-ref", "HEAD", MAIN_REF)
        # Every entry of the log has it.
        repo.git.tree({})
        key = _key(repo)
        pinned = pin(repo, root)
        # Before the hooks: the first push would begin the log as if it had brought all that is there.
        append(repo, now, founding=True)
        for name in HOOKS:
            _write_hook(repo, name)
        return Installed(repo.root, key, pinned, examination.checked, _server(repo), examination.notices)
    except OSError as error:
        raise refuse(f"{error.filename}: {error.strerror}", "mend that and try again", rule="hook") from None
    finally:
        repo.close()


def _bare(directory: Path) -> Repository:
    if not directory.is_dir():
        remedy = f"make it with `git init --bare --initial-branch=main {directory}`"
        raise refuse(f"there is no directory {directory}", remedy, rule="repository")
    place = directory.resolve()
    _check_account(place)
    repo = open_bare(place)
    check_git(repo.git)
    asked = repo.git.ask("rev-parse", "--is-bare-repository", "--show-object-format", "--is-shallow-repository")
    answers = asked.out.decode("utf-8", "replace").split()
    try:
        if asked.status != 0 or answers[0] != "true":
            remedy = "make one with `git init --bare` or `git clone --bare`"
            raise refuse(f"{directory} is not a bare git repository", remedy, rule="repository")
        check_form(directory, place, shallow=answers[2] == "true", form=answers[1])
        if partial(repo.git):
            remedy = "make a whole one with `git clone --bare`, without --filter"
            raise refuse(f"{directory} holds a part of the records only", remedy, rule="repository")
    except Refused:
        repo.close()
        raise
    return repo


def _check_account(place: Path) -> None:
    """Refuse root, where another account serves: it could not read the key, nor write where root has written."""
    owner = place.stat().st_uid
    if os.geteuid() == 0 and owner != 0:
        try:
            name = pwd.getpwuid(owner).pw_name
        except KeyError:
            name = f"#{owner}"
        remedy = f"run this as that account: sudo -u {shlex.quote(name)} drafter hook install {shlex.quote(str(place))}"
        raise refuse(f"{place} belongs to the account {name}, which serves it, and you are root", remedy, rule="hook")


def _server(repo: Repository) -> Delegate | None:
    tip = all_tips(repo).get(MAIN_REF)
    return Agreed(repo, repo.commit(tip)).roster.server if tip is not None else None


def _examined(repo: Repository, root: str | None, now: int) -> Examination:
    """Verify what the repository holds already; where there is no log yet, by its own dates. Raises Refused."""
    tips = all_tips(repo)
    log = tips.get(LOG_REF)
    changes = [RefChange(ref, None, id) for ref, id in tips.items() if ref != LOG_REF]
    if not changes:
        return Examination()
    trust = Trust(root=root, received=now, earlier=log is None, log=log, closed=True, whole=log is not None)
    examination = examine(repo, changes, trust)
    if not examination.ok:
        count, first = len(examination.problems), examination.problems[0]
        more = f" (and {count - 1} more)" if count > 1 else ""
        remedy = "begin with a clone of the treaty in which `drafter verify` finds nothing"
        if all(each.rule in ("rewound", "ref-deleted") for each in examination.problems):
            remedy = "take in a bundle of whoever has that (`drafter bundle export`), and install again"
        raise refuse(f"what it holds breaks the rules: {first}{more}", remedy, rule="verify", status=1)
    return examination


def _key(repo: Repository) -> str:
    key = server_key(repo)
    if not key.exists():
        own_directory(repo).mkdir(exist_ok=True)
        made = subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "the server of the negotiation", "-f", str(key)],
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        if made.returncode != 0:
            said = made.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
            raise refuse(f"ssh-keygen made no key: {said}", "install OpenSSH 8.9 or newer", rule="key")
    return key.with_name(f"{key.name}.pub").read_text("utf-8").strip()


def _write_hook(repo: Repository, name: str) -> None:
    """Write one hook, whole or not at all: a push may come meanwhile."""
    hook = repo.git_dir / "hooks" / name
    hook.parent.mkdir(exist_ok=True)
    beside = hook.with_name(f".{name}")
    beside.write_text(
        f"#!/bin/sh\n{_MARK}\nexec {shlex.quote(sys.executable)} -P -m drafter.store.serving {name}\n", "utf-8"
    )
    beside.chmod(0o755)
    beside.replace(hook)
