"""Where refs stand: here, at the remote, and up to where they were verified; and what lies between two commits."""

from __future__ import annotations

from drafter.model.ids import AMENDMENTS_PREFIX, MAIN_REF, POSITIONS_PREFIX, TAGS_PREFIX, is_negotiated
from drafter.store.repository import Repository
from drafter.store.snapshot import refs_under
from drafter.store.syncing.report import Transfer
from drafter.store.verifying import amendment_of
from drafter.store.verifying import verified as noted

_MOST_SUBJECTS = 5


def local(repo: Repository) -> dict[str, str]:
    """Give the refs of the negotiation as this clone has them; its other branches are its own affair."""
    return {ref: id for ref, id in refs_under(repo, "refs/heads/", TAGS_PREFIX).items() if is_negotiated(ref)}


def drop(repo: Repository, prefix: str) -> None:
    """Remove every ref below a prefix."""
    lines = "".join(f"delete {ref}\n" for ref in refs_under(repo, prefix))
    if lines:
        repo.git.run("update-ref", "--stdin", given=lines.encode())


def verified(repo: Repository) -> dict[str, str]:
    """Give up to where each ref of the negotiation was verified in this clone."""
    return {ref: id for ref, id in noted(repo).items() if is_negotiated(ref)}


def is_issued(repo: Repository, id: str) -> bool:
    """Whether an object is the tag of a record: others are their owner's affair."""
    ((_, kind, raw),) = repo.git.objects([id])
    return kind == "tag" and b"\nDrafter-Record: " in raw


def move(repo: Repository, ref: str, old: str | None, new: str | None, why: str) -> bool:
    """Move a ref, or remove it (None), if it still is where it was. Raises Refused.

    Gives False when somebody moved it meanwhile.
    """
    return repo.move(ref, old, new, f"drafter sync: {why}", CLERK)


CLERK = {"GIT_COMMITTER_NAME": "drafter sync", "GIT_COMMITTER_EMAIL": "sync@localhost.invalid"}
"""Who moved a ref, in git's own log of the clone: not a delegate, who only recorded."""


def transfer(repo: Repository, ref: str, old: str | None, new: str) -> Transfer:
    """Say what lies between two tips of a ref: its own line only, not what that joins, but of positions both lines.

    What joins two of these says nothing itself. Of main what was adopted is told first.
    """
    if ref.startswith(TAGS_PREFIX):
        return Transfer(ref, old, new, 1, (f"issued as {ref.removeprefix(TAGS_PREFIX)}",))
    if old is None and ref.startswith(AMENDMENTS_PREFIX):
        own = _versions(repo, ref.removeprefix(AMENDMENTS_PREFIX), new)
        count, newest = len(own), own[:_MOST_SUBJECTS]
    else:
        span = [new] if old is None else [new, f"^{old}"]
        line = "--first-parent"
        # A join may be all that is new: then that is told.
        if ref.startswith(POSITIONS_PREFIX) and repo.git.run("rev-list", "--no-merges", "--max-count=1", *span):
            line = "--no-merges"
        count = int(repo.git.run("rev-list", "--count", line, *span))
        newest = _newest(repo, line, *span)
        if ref == MAIN_REF:
            # What everybody wants to know first is what was adopted; it may lie behind forty clauses that were marked.
            newest = list(dict.fromkeys([*_newest(repo, line, "--merges", *span), *newest]))[:_MOST_SUBJECTS]
    commits = repo.commits(newest)
    return Transfer(ref, old, new, count, tuple(commits[id].message.partition("\n")[0] for id in newest))


def _newest(repo: Repository, *asked: str) -> list[str]:
    return repo.git.run("rev-list", f"--max-count={_MOST_SUBJECTS}", *asked).decode().split()


def _versions(repo: Repository, id: str, tip: str) -> list[str]:
    """Give the records of an amendment, newest first, whether main holds them by now or not.

    What it was tabled on is not among them: main, or the records of the amendment that it is to amend.
    """
    found: list[str] = []
    commit = repo.commit(tip)
    while amendment_of(commit) == id:
        found.append(commit.id)
        if not commit.parents:
            break
        commit = repo.commit(commit.parents[0])
    return found
