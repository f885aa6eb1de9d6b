"""Following what arrived: local refs move forward to what is sound, and never lose a record of their own."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.model.ids import LOG_REF, MAIN_REF, owner
from drafter.model.problem import Refused
from drafter.store.plumbing import GitFailed
from drafter.store.recording.worktree import moving_main, showing_main
from drafter.store.repository import Repository
from drafter.store.snapshot import TAGS_PREFIX
from drafter.store.syncing.report import Alarm, Kept, Report
from drafter.store.syncing.standing import is_ancestor, local, mark_verified, meeting, move, transfer, verified
from drafter.store.verifying import Examination, RefChange, Trust, examine

_ATTEMPTS = 5


def examined(repo: Repository, tips: Mapping[str, str], received: int, log: str | None = None) -> Examination:
    """Verify refs as they stand elsewhere, from where this clone verified them last.

    `log`: where the server's log stands there.
    """
    before = verified(repo)
    changes = []
    for ref, tip in tips.items():
        old = before.get(ref)
        if old is not None and old != tip and not ref.startswith(TAGS_PREFIX):
            old = meeting(repo, old, tip)
        if old != tip:
            changes.append(RefChange(ref, old, tip))
    if not changes:
        return Examination(sound=dict(tips))
    known = {ref: id for ref, id in before.items() if ref not in tips}
    known |= {change.ref: change.old for change in changes if change.old is not None}
    known |= {ref: tip for ref, tip in tips.items() if before.get(ref) == tip}
    root = repo.history(before[MAIN_REF])[-1] if MAIN_REF in before else None
    found = examine(repo, changes, Trust(tips=known, root=root, received=received, log=log, closed=False))
    return Examination(found.problems, found.checked, {**known, **found.sound}, found.notices)


def follow(
    repo: Repository, tips: Mapping[str, str], sound: Mapping[str, str], code: str | None, report: Report
) -> list[str]:
    """Move local refs forward to what is sound of `tips`, main first, and give the own refs that have diverged.

    What can't be followed is in the report: a foreign line that contradicts this clone's as an alarm.
    """
    diverged: list[str] = []
    for ref in sorted(tips, key=lambda each: (each != MAIN_REF, each)):
        new = sound.get(ref)
        if new is None:
            continue
        for _ in range(_ATTEMPTS):
            old = local(repo).get(ref) if _ else _now(repo, ref)
            if old == new or (old is not None and _holds(repo, ref, old, new)):
                mark_verified(repo, {ref: new} if old == new else {})
                break
            if old is not None and (ref.startswith(TAGS_PREFIX) or not is_ancestor(repo, old, new)):
                if ref != LOG_REF and not ref.startswith(TAGS_PREFIX) and (owner(ref) == code):
                    diverged.append(ref)
                else:
                    report.alarms.append(Alarm(ref, "forked", _forked(ref, old, new)))
                break
            if _moved(repo, ref, old, new, report):
                mark_verified(repo, {ref: new})
                report.arrived.append(transfer(repo, ref, old, new))
                break
            if report.kept and report.kept[-1].ref == ref:
                break
    return diverged


def _now(repo: Repository, ref: str) -> str | None:
    answer = repo.git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", ref)
    return answer.out.decode().strip() or None if answer.status == 0 else None


def _holds(repo: Repository, ref: str, old: str, new: str) -> bool:
    """Whether the clone has all that arrived, and more."""
    return not ref.startswith(TAGS_PREFIX) and is_ancestor(repo, new, old)


def _moved(repo: Repository, ref: str, old: str | None, new: str, report: Report) -> bool:
    try:
        if ref == MAIN_REF:
            return follow_main(repo, old, new)
        if not ref.startswith(TAGS_PREFIX) and old is not None:
            place = repo.git.run("for-each-ref", "--format=%(worktreepath)", ref).decode("utf-8", "replace").strip()
            if place:
                why = f"it is checked out in {place}; `git switch main` there, and sync again"
                report.kept.append(Kept(ref, (why,), sending=False))
                return False
        return move(repo, ref, old, new, "arrived")
    except Refused as error:
        report.kept.append(Kept(ref, (str(error.problem),), sending=False))
        return False


def follow_main(repo: Repository, old: str | None, new: str) -> bool:
    """Move main forward, and the work tree that shows it. Gives False when main moved meanwhile. Raises Refused."""
    with moving_main(repo), showing_main(repo) as shown:
        if shown is None or old is None:
            return move(repo, MAIN_REF, old, new, "arrived")
        parents = repo.commit(old).parents
        shown.check(old, parents[0] if parents else None)
        shown.check_follows(old, new)
        if not move(repo, MAIN_REF, old, new, "arrived"):
            return False
        try:
            shown.follow(old, new)
        except GitFailed:
            # The next act on main, or the next exchange, brings the work tree up to date.
            return True
        return True


def _forked(ref: str, old: str, new: str) -> str:
    place = ref.removeprefix("refs/heads/").removeprefix("refs/")
    if ref.startswith(TAGS_PREFIX):
        return f"{place} is {old[:12]} here and {new[:12]} there: one name was issued for two texts"
    return f"{place} stands at {old[:12]} here and at {new[:12]} there, and neither holds the other"
