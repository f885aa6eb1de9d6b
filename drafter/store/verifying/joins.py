"""Two lines of one signatory's positions joined: each record of both is kept, and where both speak one was chosen."""

from __future__ import annotations

from drafter.store.plumbing import EMPTY_TREE
from drafter.store.verifying.ground import Ground, Read
from drafter.store.verifying.keyring import Flaw


def join_flaw(ground: Ground, read: Read) -> Flaw | None:
    """Say why a join loses a record or brings in something of its own, or None."""
    ours, theirs = read.commit.parents
    answer = ground.repo.git.ask("merge-base", ours, theirs)
    base = answer.out.decode().strip()
    common = ground.repo.commit(base).tree if base else EMPTY_TREE
    trees = [ground.repo.commit(id).tree for id in (ours, theirs)]
    pairs = [(common, tree) for tree in (*trees, read.commit.tree)]
    found = ground.differences(pairs)
    mine, other, joined = ({each.path: each.after for each in found[pair]} for pair in pairs)
    for path in sorted({*mine, *other, *joined}):
        choice = [side[path] for side in (mine, other) if path in side]
        if path not in joined or joined[path] not in choice or joined[path] is None:
            return "join", f"{path} is on neither side as the join has it"
    both = {path for path in mine if path in other and mine[path] != other[path]}
    if bool(both) != bool(read.message.all("Resolves")):
        return "join", "it says that it resolves a difference exactly when there is one"
    return None
