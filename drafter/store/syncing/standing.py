"""Where refs stand: here, at the remote, and up to where they were verified; and what lies between two commits."""

from __future__ import annotations

from drafter.model.ids import AMENDMENT_ID, AMENDMENTS_PREFIX, ISSUE_NAME, LOG_REF, MAIN_REF, POSITIONS_PREFIX
from drafter.model.ids import SIGNATORY_CODE as CODE
from drafter.store.plumbing import NO_OBJECT, GitFailed, lines_of
from drafter.store.repository import Repository
from drafter.store.snapshot import TAGS_PREFIX
from drafter.store.syncing.report import Transfer
from drafter.store.verifying import amendment_of
from drafter.store.verifying import verified as noted

_MOST_SUBJECTS = 5


def negotiated(ref: str) -> bool:
    """Whether a ref is one of a negotiation: only those are followed and sent."""
    if ref in (MAIN_REF, LOG_REF):
        return True
    for prefix, form in ((AMENDMENTS_PREFIX, AMENDMENT_ID), (POSITIONS_PREFIX, CODE), (TAGS_PREFIX, ISSUE_NAME)):
        if ref.startswith(prefix):
            return bool(form.match(ref.removeprefix(prefix)))
    return False


def refs_under(repo: Repository, prefix: str) -> dict[str, str]:
    """Give what each ref below a prefix names, by what follows the prefix."""
    listed = repo.git.run("for-each-ref", "--format=%(objectname) %(refname)", prefix)
    found = {}
    for line in lines_of(listed):
        id, _, ref = line.partition(" ")
        found[ref.removeprefix(prefix)] = id
    return found


def local(repo: Repository) -> dict[str, str]:
    """Give the refs of the negotiation as this clone has them; its other branches are its own affair."""
    return {f"refs/{name}": id for name, id in refs_under(repo, "refs/").items() if negotiated(f"refs/{name}")}


def verified(repo: Repository) -> dict[str, str]:
    """Give up to where each ref of the negotiation was verified in this clone."""
    return {ref: id for ref, id in noted(repo).items() if negotiated(ref)}


def is_issued(repo: Repository, id: str) -> bool:
    """Whether an object is the tag of a record: others are their owner's affair."""
    ((_, kind, raw),) = repo.git.objects([id])
    return kind == "tag" and b"\nDrafter-Record: " in raw


def is_ancestor(repo: Repository, old: str, new: str) -> bool:
    """Whether one commit is another's ancestor, or itself."""
    return old == new or repo.git.ask("merge-base", "--is-ancestor", old, new).status == 0


def meeting(repo: Repository, one: str, other: str) -> str | None:
    """Give the newest commit that two lines share, or None."""
    answer = repo.git.ask("merge-base", one, other)
    return answer.out.decode().strip() or None if answer.status == 0 else None


def move(repo: Repository, ref: str, old: str | None, new: str | None, why: str) -> bool:
    """Move a ref, or remove it (None), if it still is where it was. Raises Refused.

    Gives False when somebody moved it meanwhile.
    """
    repo.check_own_name(ref)
    answer = repo.git.ask(
        "update-ref", "--create-reflog", "-m", f"drafter sync: {why}", ref, new or NO_OBJECT, old or NO_OBJECT,
        environment=CLERK,
    )  # fmt: skip
    if answer.status == 0:
        return True
    if any(each in answer.said for each in ("but expected", "reference already exists")):
        return False
    raise GitFailed("update-ref", answer.status, answer.said)


CLERK = {"GIT_COMMITTER_NAME": "drafter sync", "GIT_COMMITTER_EMAIL": "sync@localhost.invalid"}
"""Who moved a ref, in git's own log of the clone: not a delegate, who only recorded."""


def transfer(repo: Repository, ref: str, old: str | None, new: str) -> Transfer:
    """Say what lies between two tips of a ref: its own line only, not what that joins, but of positions both lines.

    What joins two of these says nothing itself.
    """
    if ref.startswith(TAGS_PREFIX):
        return Transfer(ref, old, new, 1, (f"issued as {ref.removeprefix(TAGS_PREFIX)}",))
    span = [new] if old is None else [new, f"^{old}"]
    if old is None and ref.startswith(AMENDMENTS_PREFIX):
        span.append(f"^{MAIN_REF}")
    if old is None and ref.startswith(AMENDMENTS_PREFIX):
        # A sub-amendment stands on the records of what it amends.
        commits = repo.commits(repo.git.run("rev-list", "--first-parent", *span).decode().split())
        own = [id for id, each in commits.items() if amendment_of(each) == ref.removeprefix(AMENDMENTS_PREFIX)]
        count, newest = len(own), own[:_MOST_SUBJECTS]
    else:
        line = "--first-parent"
        # A join may be all that is new: then that is told.
        if ref.startswith(POSITIONS_PREFIX) and repo.git.run("rev-list", "--no-merges", "--max-count=1", *span):
            line = "--no-merges"
        count = int(repo.git.run("rev-list", "--count", line, *span))
        newest = repo.git.run("rev-list", line, f"--max-count={_MOST_SUBJECTS}", *span).decode().split()
        commits = repo.commits(newest)
    return Transfer(ref, old, new, count, tuple(commits[id].message.partition("\n")[0] for id in newest))
