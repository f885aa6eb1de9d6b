"""How far the refs may be believed: in a clone that verifies, nothing counts but what is sound."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.model.ids import LOG_REF, MAIN_REF, place_of
from drafter.model.problem import Problem
from drafter.store.repository import Repository
from drafter.store.snapshot import VERIFIED_PREFIX, verified

_REMOTES = "refs/remotes/"


def sound_tips(repo: Repository, tips: Mapping[str, str]) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Give how far each ref may be believed, and what may not be.

    That is all of it in a repository that was never verified. In one that was, what came since is examined now and
    remembered as long as the repository is open; `drafter verify` and `drafter sync` note it for good.
    """
    if not _was_verified(repo):
        return tips, ()
    noted = verified(repo)
    known = {ref: id for ref, id in noted.items() if not ref.startswith(_REMOTES)}
    if MAIN_REF not in known:
        return tips, ()
    received = {f"refs/heads/{ref.split('/', 3)[3]}": id for ref, id in noted.items() if ref.startswith(_REMOTES)}
    moved = {ref: tip for ref, tip in tips.items() if tip not in (known.get(ref), received.get(ref))}
    if not moved:
        return tips, ()
    # What verifies is loaded where something has to be: a clone that is up to date is read far oftener.
    from drafter.store.verifying import Examination, RefChange, examine
    from drafter.store.verifying.verify import trust_in

    changes = tuple(RefChange(ref, known.get(ref), tip) for ref, tip in moved.items())
    found = repo.examinations.get(changes)
    if not isinstance(found, Examination):
        found = examine(repo, changes, trust_in(repo, {**received, **known}, known.get(LOG_REF)))
        repo.examinations.clear()
        repo.examinations[changes] = found
    sound = {ref: found.sound.get(ref) if ref in moved else tip for ref, tip in tips.items()}
    problems = tuple(
        Problem(
            rule=each.rule,
            message=f"the commit {each.commit[:12]} doesn't count: {each.message}",
            remedy="`drafter verify` names all that is wrong",
            file=place_of(each.ref),
        )
        for each in found.problems
    )
    return {ref: tip for ref, tip in sound.items() if tip is not None}, problems


def _was_verified(repo: Repository) -> bool:
    """Whether anything was ever noted, without asking git: most repositories are read far oftener than verified."""
    if (repo.common_dir / VERIFIED_PREFIX).is_dir():
        return True
    try:
        return VERIFIED_PREFIX.encode() in (repo.common_dir / "packed-refs").read_bytes()
    except OSError:
        return False
