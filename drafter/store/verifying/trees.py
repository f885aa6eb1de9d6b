"""Trees that two programs may read differently: a file that is listed twice, out of order, or under an odd mode.

git itself refuses them where `fsckObjects` is set; a clone may have got them without. An entry that is too many shows
as one that was added when it comes and as one that was deleted when it goes, so that trees of positions, of which
nothing is ever deleted, need to be looked at where a branch stands only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.store.objects import tree_flaw
from drafter.store.plumbing import EMPTY_TREE, Pair
from drafter.store.verifying.ground import Ground
from drafter.store.verifying.keyring import Flaw


def tree_flaws(ground: Ground, pairs: Sequence[Pair]) -> Mapping[Pair, Flaw]:
    """Look at each second tree, and at the directories in it that the first has not; gives those that are wrong."""
    looked_at = ground.directories(pairs)
    ids = list(dict.fromkeys(id for some in looked_at.values() for id in some))
    wrong: dict[str, str] = {}
    for id, kind, raw in ground.repo.git.objects(ids):
        why = tree_flaw(raw) if kind == "tree" else "it is none"
        if why is not None:
            wrong[id] = why
    found: dict[Pair, Flaw] = {}
    for pair, some in looked_at.items():
        bad = next((id for id in some if id in wrong), None)
        if bad is not None:
            found[pair] = ("path", f"of the tree {bad[:12]}: {wrong[bad]}")
    return found


def first_flawed(ground: Ground, commits: Sequence[str]) -> tuple[str, Flaw] | None:
    """Find the first of these commits whose tree is wrong, and why, or None."""
    trees = {id: commit.tree or EMPTY_TREE for id, commit in ground.repo.commits(commits).items()}
    outside = {parent for id in commits for parent in ground.parents(id)[:1]} - set(trees)
    trees.update((id, commit.tree or EMPTY_TREE) for id, commit in ground.repo.commits(sorted(outside)).items())
    # Each beside the one before it: a branch may hold thousands, and what is wrong came in with one of them.
    pairs = {id: (trees[parents[0]] if (parents := ground.parents(id)) else EMPTY_TREE, trees[id])
             for id in commits}  # fmt: skip
    broken = tree_flaws(ground, list(pairs.values()))
    return next(((id, broken[pair]) for id, pair in pairs.items() if pair in broken), None)
