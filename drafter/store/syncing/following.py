"""Following what arrived: local refs move forward to what is sound, and never lose a record of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter.model.ids import AMENDMENTS_PREFIX, LOG_REF, MAIN_REF, TAGS_PREFIX, owner, place_of
from drafter.model.problem import Refused
from drafter.store.plumbing import NO_OBJECT, GitFailed, lines_of
from drafter.store.recording.worktree import moving_main, showing_main
from drafter.store.repository import Repository
from drafter.store.syncing.report import Alarm, Kept, Report, Transfer
from drafter.store.syncing.standing import CLERK, is_issued, local, move, transfer, verified
from drafter.store.verifying import Examination, RefChange, Trust, amendment_of, examine, note


@dataclass(frozen=True, slots=True)
class Diverged:
    """Refs of which this clone and the other side hold two lines."""

    own: Sequence[str]
    """Those of who acts: they are joined, or one line gives way."""
    by_carrier: Sequence[str]
    """Those of others that the server was never sent as they are here."""


MOST_DESCRIBED = 200
"""Refs of which an exchange tells what arrived on them: a new clone gets all of a large negotiation."""


def examined(
    repo: Repository, tips: Mapping[str, str], received: int, log: str | None = None, *, whole: bool = False
) -> Examination:
    """Verify refs as they stand elsewhere, from where this clone verified them last.

    `log`: where the server's log stands there; `whole`: whether these are that server's refs, all of them.
    """
    before = verified(repo)
    changes = []
    unchanged: dict[str, str] = {}
    for ref, tip in tips.items():
        old = before.get(ref)
        if old is not None and old != tip:
            old = _shared(repo, ref, old, tip)
        if old != tip:
            changes.append(RefChange(ref, old, tip))
        else:
            # What was verified here may go beyond it: own acts that are not sent yet.
            unchanged[ref] = tip
    if not changes:
        return Examination(sound=dict(tips))
    if MAIN_REF not in before:
        # A clone that never verified anything: what arrives stands on what it holds.
        changes += [
            RefChange(ref, None, id)
            for ref, id in local(repo).items()
            if ref not in tips and ref != LOG_REF and not ref.startswith(TAGS_PREFIX)
        ]
    known = {ref: id for ref, id in before.items() if ref not in tips}
    known |= {change.ref: change.old for change in changes if change.old is not None}
    known |= unchanged
    root = repo.history(before[MAIN_REF])[-1] if MAIN_REF in before else None
    found = examine(repo, changes, Trust(tips=known, root=root, received=received, log=log, whole=whole))
    problems = tuple(each for each in found.problems if each.ref in tips or each.ref == MAIN_REF or not each.commit)
    return Examination(problems, found.checked, {**known, **found.sound}, found.notices)


def _shared(repo: Repository, ref: str, one: str, other: str) -> str | None:
    """Give up to where two lines of one ref are the same, or None.

    Of two issues under one name neither stands on the other, and what two tablings stand on is no version of either:
    whether one may be there is for `follow` to say.
    """
    found = repo.meeting(one, other) if not ref.startswith(TAGS_PREFIX) else None
    if found is not None and ref.startswith(AMENDMENTS_PREFIX):
        return found if amendment_of(repo.commit(found)) == ref.removeprefix(AMENDMENTS_PREFIX) else None
    return found


def follow(
    repo: Repository,
    tips: Mapping[str, str],
    sound: Mapping[str, str],
    code: str | None,
    report: Report,
    *,
    of_server: bool = False,
) -> Diverged:
    """Move local refs forward to what is sound of `tips`, main first, and give those that have diverged.

    What can't be followed is in the report: a foreign line that contradicts this clone's as an alarm. A ref that
    somebody moves meanwhile is left for the next exchange. Where this clone holds more than what is sound, no more than
    that is noted as verified: it may have come by another way, as with `git clone`. `of_server`: whether `tips` are
    those of the server, which keeps what it once was sent: then the secretariat's own issue of another text under a
    name that is taken there was never sent.
    """
    diverged: list[str] = []
    by_carrier: list[str] = []
    same: dict[str, str] = {}
    ahead: dict[str, str] = {}
    moved: list[tuple[str, str | None, str]] = []
    here, shown = local(repo), _checked_out(repo)
    for ref in sorted(tips, key=lambda each: (each != MAIN_REF, each)):
        old, new = here.get(ref), sound.get(ref)
        if new is None:
            continue
        if old == new:
            same[ref] = new
        elif old is None or (not ref.startswith(TAGS_PREFIX) and repo.is_ancestor(old, new)):
            if old is not None and ref in shown and ref != MAIN_REF:
                why = f"it is checked out in {shown[ref]}; `git switch main` there, and sync again"
                report.kept.append(Kept(ref, (why,), sending=False))
            else:
                moved.append((ref, old, new))
        elif ref.startswith(TAGS_PREFIX) or not repo.is_ancestor(new, old):
            own_issue = of_server and ref.startswith(TAGS_PREFIX) and is_issued(repo, old)
            if owner(ref) == code and ref != LOG_REF and (own_issue or not ref.startswith(TAGS_PREFIX)):
                diverged.append(ref)
            elif of_server and _never_received(repo, ref, tips, sound):
                by_carrier.append(ref)
            else:
                report.alarms.append(Alarm(ref, "forked", forked(ref, old, new)))
        else:
            ahead[ref] = new
    done = _move_all(repo, moved, report)
    known = verified(repo) if ahead else {}
    unknown = {ref: new for ref, new in ahead.items() if ref not in known}
    note(repo, {**unknown, **same, **{ref: new for ref, _, new in done}})
    for place, (ref, old, new) in enumerate(done):
        described = place < MOST_DESCRIBED
        report.arrived.append(transfer(repo, ref, old, new) if described else Transfer(ref, old, new, None, ()))
    return Diverged(diverged, by_carrier)


def _never_received(repo: Repository, ref: str, tips: Mapping[str, str], sound: Mapping[str, str]) -> bool:
    """Whether the server takes nothing back though a ref is another line here, as far as this clone knows.

    Its log is sound and goes on from the one that is known here, and what it received on the ref is on it: so it was
    found sound. Then what is here came by a bundle, and its delegates set it aside before the server had it.
    """
    log, known = sound.get(LOG_REF), local(repo).get(LOG_REF)
    if log is None or log != tips.get(LOG_REF) or sound[ref] != tips[ref]:
        return False
    if known is not None and not repo.is_ancestor(known, log):
        return False
    if not ref.startswith(TAGS_PREFIX):
        return True
    # An issue is a commit of its own: what the log received hangs on it.
    mine = f"{ref}^{{commit}}"
    return is_issued(repo, local(repo)[ref]) and repo.git.run("rev-list", "--max-count=1", mine, f"^{log}") != b""


def _move_all(
    repo: Repository, moved: Sequence[tuple[str, str | None, str]], report: Report
) -> list[tuple[str, str | None, str]]:
    """Move refs forward, all in one go where nobody is in the way; gives those that moved."""
    branches = [each for each in moved if each[0] != MAIN_REF]
    lines = "".join(f"update {ref} {new} {old or NO_OBJECT}\n" for ref, old, new in branches)
    at_once = ("update-ref", "--create-reflog", "-m", "drafter sync: arrived", "--stdin")
    done = []
    for each in (each for each in moved if each[0] == MAIN_REF):
        if _moved(repo, *each, report):
            done.append(each)
    if (
        branches
        and _own_names(repo, branches)
        and repo.git.ask(*at_once, given=lines.encode(), environment=CLERK).status == 0
    ):
        return done + branches
    return done + [each for each in branches if _moved(repo, *each, report)]


def _own_names(repo: Repository, moved: Sequence[tuple[str, str | None, str]]) -> bool:
    try:
        for ref, _, _ in moved:
            repo.check_own_name(ref)
    except Refused:
        return False
    return True


def _moved(repo: Repository, ref: str, old: str | None, new: str, report: Report) -> bool:
    try:
        return follow_main(repo, old, new) if ref == MAIN_REF else move(repo, ref, old, new, "arrived")
    except Refused as error:
        report.kept.append(Kept(ref, (str(error.problem),), sending=False))
        return False


def _checked_out(repo: Repository) -> dict[str, str]:
    """Give the branches that a work tree shows, and where."""
    listed = repo.git.run("for-each-ref", "--format=%(refname) %(worktreepath)", "refs/heads/")
    lines = [line.partition(" ") for line in lines_of(listed)]
    return {ref: place for ref, _, place in lines if place}


def follow_main(repo: Repository, old: str | None, new: str) -> bool:
    """Move main forward, and the work tree that shows it. Gives False when main moved meanwhile. Raises Refused."""
    with moving_main(repo), showing_main(repo) as shown:
        if shown is None or old is None:
            return move(repo, MAIN_REF, old, new, "arrived")
        shown.check(old)
        shown.check_follows(old, new)
        if not move(repo, MAIN_REF, old, new, "arrived"):
            return False
        try:
            shown.follow(old, new)
        except GitFailed:
            # The next act on main, or the next exchange, brings the work tree up to date.
            return True
        return True


def forked(ref: str, old: str, new: str) -> str:
    """Say that two lines of one ref contradict each other."""
    place = place_of(ref)
    if ref.startswith(TAGS_PREFIX):
        return f"{place} is {old[:12]} here and {new[:12]} there: one name was issued for two texts"
    return f"{place} stands at {old[:12]} here and at {new[:12]} there, and neither holds the other"
