"""Verifying a whole repository, from where it was verified last."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from drafter.model.ids import LOG_REF, TAGS_PREFIX
from drafter.store.altered import alterations
from drafter.store.plumbing import NO_OBJECT, GitFailed
from drafter.store.repository import Repository
from drafter.store.snapshot import VERIFIED_PREFIX, all_refs, verified
from drafter.store.verifying.examination import Examination, RefChange, Trust, Violation
from drafter.store.verifying.examining import examine

_HEADS, _REMOTES = "refs/heads/", "refs/remotes/"
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class _View:
    """The refs of one repository as this one sees them: its own, or those that it received from a remote."""

    prefix: str
    """What stands here for `refs/`: `refs/`, or `refs/remotes/origin/` for `refs/heads/`."""
    refs: Mapping[str, str]
    """By the names that they have in that repository."""
    remote: bool

    def local(self, ref: str) -> str:
        """Give the name that a ref has here."""
        return self.prefix + ref.removeprefix(_HEADS) if self.remote else ref


def verify(repo: Repository, *, anew: bool = False) -> Examination:
    """Check every record since this repository was verified last, and note how far it is sound.

    Its own branches and issues, and what it received from remotes. `anew`: check everything. Raises Refused.
    """
    refs = all_refs(repo)
    known = {} if anew else {ref: id for ref, id in refs.items() if ref.startswith(VERIFIED_PREFIX)}
    altered = tuple(alterations(repo))
    hidden = tuple(Violation("", each.place, "replace", each.message) for each in altered if not each.beside)
    beside = tuple(Violation("", each.place, "notes", each.message) for each in altered if each.beside)
    found = Examination(hidden, notices=beside)
    received: dict[str, str] = {}
    for view in _views(refs):
        examination = _examine(repo, view, known, received)
        if view.remote:
            received.update({ref: id for ref, id in examination.sound.items() if ref.startswith(_HEADS)})
        problems, notices = (
            tuple(replace(each, ref=view.local(each.ref)) for each in some)
            for some in (examination.problems, examination.notices)
        )
        found = Examination(
            (*found.problems, *problems),
            found.checked + examination.checked,
            {**found.sound, **{view.local(ref): id for ref, id in examination.sound.items()}},
            (*found.notices, *notices),
        )
    try:
        note(repo, found.sound)
    except GitFailed as error:
        # A clone that nobody may write to, or on a disk that is full, can be verified all the same.
        said = f"how far this was verified can't be noted, and is verified again the next time: {error.problem.message}"
        unnoted = Violation("", VERIFIED_PREFIX.removesuffix("/"), "unnoted", said)
        return replace(found, notices=(*found.notices, unnoted))
    return found


def note(repo: Repository, sound: Mapping[str, str]) -> None:
    """Note how far refs were verified, beside other exchanges in this clone. Raises Refused when git fails."""
    failed = None
    for _ in range(_ATTEMPTS):
        have = verified(repo)
        moves = [
            f"update {VERIFIED_PREFIX}{ref.removeprefix('refs/')} {id} {have.get(ref, NO_OBJECT)}\n"
            for ref, id in sorted(sound.items())
            if have.get(ref) != id
        ]
        if not moves:
            return
        answer = repo.git.ask("update-ref", "--stdin", given="".join(moves).encode())
        if answer.status == 0:
            return
        failed = GitFailed("update-ref", answer.status, answer.said)
        if not answer.moved:
            break
    if failed is not None:
        raise failed


def _examine(repo: Repository, view: _View, known: Mapping[str, str], received: Mapping[str, str]) -> Examination:
    """Examine what is new in a view; what of it was `received` from a remote was examined there."""
    before: dict[str, str] = {}
    for ref, id in known.items():
        name = f"refs/{ref.removeprefix(VERIFIED_PREFIX)}"
        if view.remote and name.startswith(view.prefix):
            before[_HEADS + name.removeprefix(view.prefix)] = id
        elif not view.remote and name.startswith((_HEADS, TAGS_PREFIX)):
            before[name] = id
    if view.remote:
        before.update(_exchanged(repo, view, known, before))
    changes: list[RefChange] = []
    sound = dict(before)
    for ref, id in view.refs.items():
        old = before.get(ref)
        there = None if view.remote else received.get(ref)
        if there is not None and _stands_on(repo, id, old):
            if _stands_on(repo, there, id):
                sound[ref] = id
                continue
            old = there if _stands_on(repo, id, there) else old
        if old != id:
            changes.append(RefChange(ref, old, id))
    changes += [RefChange(ref, id, None) for ref, id in before.items() if ref not in view.refs]
    tips = {**(received if not view.remote else {}), **sound}
    tips.update({each.ref: each.old for each in changes if each.old is not None})
    trust = trust_in(repo, tips, view.refs.get(LOG_REF), remote=view.remote)
    found = examine(repo, changes, trust)
    return Examination(found.problems, found.checked, {**sound, **found.sound}, found.notices)


def _exchanged(
    repo: Repository, view: _View, known: Mapping[str, str], before: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give how far refs of a remote were verified when this clone fetched them, as it notes that of its own refs."""
    for ref, id in view.refs.items():
        here = known.get(VERIFIED_PREFIX + ref.removeprefix("refs/"))
        if here is None or ref in before:
            continue
        if _stands_on(repo, id, here):
            yield ref, here
        elif _stands_on(repo, here, id):
            yield ref, id


def _stands_on(repo: Repository, commit: str, old: str | None) -> bool:
    return old is None or repo.is_ancestor(old, commit)


def trust_in(repo: Repository, tips: Mapping[str, str], log: str | None, *, remote: bool = False) -> Trust:
    """Give what an examination in this repository relies on: of its own refs, or of what it received from a remote."""
    closed = remote or repo.bare
    # What no entry of the log holds was made here, and will be received when it is sent: not before now.
    clock = int(time.time())
    received = clock if log is not None and not closed else None
    return Trust(tips=tips, received=received, log=log, closed=closed, tags=not remote, whole=closed, clock=clock)


def _views(refs: Mapping[str, str]) -> Iterator[_View]:
    remotes = sorted({ref.split("/")[2] for ref in refs if ref.startswith(_REMOTES)})
    for remote in remotes:
        prefix = f"{_REMOTES}{remote}/"
        yield _View(
            prefix,
            {
                _HEADS + ref.removeprefix(prefix): id
                for ref, id in refs.items()
                if ref.startswith(prefix) and ref != f"{prefix}HEAD"
            },
            remote=True,
        )
    apart = (_REMOTES, "refs/replace/", "refs/drafter/")
    yield _View("refs/", {ref: id for ref, id in refs.items() if not ref.startswith(apart)}, remote=False)
