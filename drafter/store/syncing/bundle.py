"""Exchange without a network: a file that carries records, from one clone to another by any hand.

Who carries it needs no trust: what it brings is verified like what a server brings.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drafter.model.ids import LOG_REF, MAIN_REF, is_negotiated
from drafter.model.problem import refuse
from drafter.store.destination import destination
from drafter.store.identity import Identity
from drafter.store.plumbing import GitFailed
from drafter.store.process import lives
from drafter.store.repository import Repository
from drafter.store.snapshot import refs_under
from drafter.store.syncing.following import examined, follow
from drafter.store.syncing.joining import join
from drafter.store.syncing.report import Progress, Report, unseen
from drafter.store.syncing.standing import drop, local

_INCOMING = "refs/drafter/incoming/"


@dataclass(frozen=True, slots=True)
class Exported:
    """What a bundle carries."""

    file: Path
    refs: int
    bytes: int


def export(repo: Repository, file: Path, *, unsent: bool = False) -> Exported:
    """Write a file with every branch and issue of the negotiation; with `unsent` only what no remote was seen to hold.

    A file that is there is replaced only once the new one is whole; what is no file is written to. Raises Refused.
    """
    refs = local(repo)
    known: list[str] = []
    if unsent:
        known = sorted(set(refs_under(repo, "refs/remotes/").values()))
        held = set(known)
        refs = {
            ref: id
            for ref, id in refs.items()
            if ref != LOG_REF and id not in held and not any(repo.is_ancestor(id, each) for each in known)
        }
    if not refs:
        raise refuse("everything here was sent already", "export all of it without --unsent", rule="bundle", status=1)
    given = "".join(f"{ref}\n" for ref in refs) + "".join(f"^{id}\n" for id in known)
    with destination(file) as beside:
        repo.git.run("bundle", "create", "--quiet", str(beside.absolute()), "--stdin", given=given.encode())
        size = beside.stat().st_size
    return Exported(file, len(refs), size)


def bring(
    repo: Repository,
    who: Identity | None,
    file: Path,
    *,
    chosen: Mapping[str, str] | None = None,
    progress: Progress = unseen,
) -> Report:
    """Take in what a bundle carries, as `sync` does with what a server holds. Raises Refused when it can't be read."""
    if not file.is_file():
        raise refuse("there is no such file", "name a file that `drafter bundle export` wrote", file=str(file))
    progress("reading", 0, 0)
    place = str(file.absolute())
    checked = repo.git.ask("bundle", "verify", "--quiet", place)
    if checked.status != 0:
        if "prerequisite" in checked.said:
            remedy = "sync first, or ask for a whole one (`drafter bundle export` without --unsent)"
            raise refuse("it stands on records that this clone lacks", remedy, rule="bundle", file=str(file))
        raise refuse("it is not a bundle, or damaged", "ask for it again", rule="bundle", file=str(file))
    report = Report(str(file), place)
    _drop_left(repo)
    own = f"{_INCOMING}{os.getpid()}/"
    try:
        fetched = repo.git.ask(
            "fetch", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--refmap=", "--quiet", place,
            f"refs/heads/*:{own}heads/*", f"refs/tags/*:{own}tags/*",
            options=("-c", "fetch.fsckObjects=true", "-c", "fetch.writeCommitGraph=false"),
        )  # fmt: skip
        if fetched.status != 0:
            failed = GitFailed("fetch", fetched.status, fetched.said)
            if failed.local:
                raise failed
            raise refuse(
                f"it can't be read: {failed.problem.message}", "ask for it again", rule="bundle", file=str(file)
            )
        incoming = {f"refs/{ref.removeprefix(own)}": id for ref, id in refs_under(repo, own).items()}
        tips = {ref: id for ref, id in incoming.items() if is_negotiated(ref)}
        here = local(repo)
        # What main names may be no commit; that is found when it is examined.
        root = repo.history(tips[MAIN_REF])[-1:] if MAIN_REF in tips else ()
        if root and root != repo.history(here[MAIN_REF])[-1:]:
            remedy = "open the clone of that treaty first"
            raise refuse("it is of another treaty", remedy, rule="bundle", file=str(file), status=1)
        # What is older than what the clone has is no news, and a file may be old.
        tips = {ref: id for ref, id in tips.items() if not (ref in here and repo.is_ancestor(id, here[ref]))}
        progress("verifying", 0, 0)
        found = examined(repo, tips, int(time.time()), tips.get(LOG_REF, here.get(LOG_REF)))
        report.checked = found.checked
        report.violations.extend(found.problems)
        report.notices.extend(found.notices)
        sound = {ref: found.sound[ref] for ref in tips if ref in found.sound}
        for ref in follow(repo, tips, sound, who.code if who is not None else None, report).own:
            if who is not None and sound[ref] == tips[ref]:
                join(repo, who, ref, local(repo)[ref], sound[ref], chosen or {}, report)
    finally:
        drop(repo, own)
    return report


def _drop_left(repo: Repository) -> None:
    """Drop what imports that were ended left behind; what another one takes in at this moment stays."""
    left = {ref.removeprefix(_INCOMING).partition("/")[0] for ref in refs_under(repo, _INCOMING)}
    for name in left:
        if not name.isdecimal() or int(name) == os.getpid() or not lives(int(name)):
            drop(repo, f"{_INCOMING}{name}/")
