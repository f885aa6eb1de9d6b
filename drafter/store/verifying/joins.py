"""Two lines of one signatory's positions joined: each record of both is kept, and where both speak one was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drafter.model.consent import CONSENT_FILE
from drafter.model.record import Message, parse_message
from drafter.store.credentials import targets
from drafter.store.objects import Commit
from drafter.store.plumbing import EMPTY_TREE, Difference, Entry
from drafter.store.repository import Repository
from drafter.store.verifying.ground import Ground, Read
from drafter.store.verifying.keyring import Flaw


def join_flaw(ground: Ground, read: Read) -> Flaw | None:
    """Say why a join loses a record or brings in something of its own, or None."""
    ours, theirs = read.commit.parents
    base = ground.repo.meeting(ours, theirs)
    common = ground.repo.commit(base).tree if base is not None else EMPTY_TREE
    trees = [ground.repo.commit(id).tree for id in (ours, theirs)]
    pairs = [(common, tree) for tree in (*trees, read.commit.tree)]
    found = ground.differences(pairs)
    mine, other, joined = ({each.path: each for each in found[pair]} for pair in pairs)
    said = {*mine, *spoken_of(ground.repo, ours, theirs)}, {*other, *spoken_of(ground.repo, theirs, ours)}
    both = False
    for path in sorted({*mine, *other, *joined}):
        before = next(side[path].before for side in (mine, other, joined) if path in side)
        choice = [_stands(side, path, before) for side, own in zip((mine, other), said, strict=True) if path in own]
        stands = _stands(joined, path, before)
        if stands is None or stands not in choice:
            return "join", f"{path} is on neither side as the join has it"
        both = both or len(set(choice)) > 1
    if both != bool(read.message.all("Resolves")):
        return "join", "it says that it resolves a difference exactly when there is one"
    return None


def spoken_of(repo: Repository, line: str, other: str | None) -> frozenset[str]:
    """Give the files of which records of one line speak that the other line has not.

    A line may say again what was said before the two parted: that it was said is what counts, not whether it differs.
    Raises Refused when git fails.
    """
    listed = repo.git.run("rev-list", line, *([f"^{other}"] if other is not None else [])).decode().split()
    found: set[str] = set()
    resolved: set[str] = set()
    for message in _messages(repo.commits(listed).values()):
        found.update(_files(message))
        resolved.update(message.all("Resolves"))
    # Which of two records stays is said by a join, too.
    for message in _messages(repo.commits(_commits_among(repo, resolved)).values()):
        found.update(_files(message))
    return frozenset(found)


def _stands(side: Mapping[str, Difference], path: str, before: Entry | None) -> Entry | None:
    return side[path].after if path in side else before


def _messages(commits: Iterable[Commit]) -> Iterable[Message]:
    read = (parse_message(commit.message) for commit in commits)
    return (message for message in read if isinstance(message, Message))


def _files(message: Message) -> Iterable[str]:
    """Give the files that a record of positions writes: none when it is a join."""
    if message.one("Action") == "roster":
        return (CONSENT_FILE,)
    return (target.path for target in targets(message)) if message.one("Action") is None else ()


def _commits_among(repo: Repository, ids: Iterable[str]) -> list[str]:
    """Give those of these ids that are commits here: a join may name whatever it likes."""
    given = "".join(f"{id}\n" for id in sorted(ids)).encode()
    listed = repo.git.run("cat-file", "--batch-check=%(objecttype) %(objectname)", given=given) if given else b""
    return [line.split(" ")[1] for line in listed.decode().splitlines() if line.startswith("commit ")]
