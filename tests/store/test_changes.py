from __future__ import annotations

import subprocess

from drafter.store.objects import differing
from drafter.store.plumbing import Entry
from drafter.store.reading import read
from drafter.store.repository import Repository
from tests.store.acts import table


def _written(repo: Repository, raw: bytes, kind: str = "tree") -> str:
    command = ["git", "-C", str(repo.root), "hash-object", "-t", kind, "-w", "--literally", "--stdin"]
    return subprocess.run(command, input=raw, capture_output=True, check=True).stdout.decode().strip()


def test_git_finds_the_differences_of_trees_that_their_bytes_show(treaty: Repository) -> None:
    blob = treaty.git.blob(b"words\n")
    other = treaty.git.blob(b"other words\n")
    inner = treaty.git.tree({"deep.md": Entry("100644", blob)})
    before = {"a b.md": Entry("100644", blob), "é\n.md": Entry("100755", blob), "sub": Entry("40000", inner)}
    kept = {"a b.md": Entry("100644", other), "link": Entry("120000", blob), "sub": Entry("100644", blob)}
    trees = [treaty.git.tree(each) for each in (before, kept, {}, {**before, **kept}, before)]
    pairs = [(first, second) for first in trees for second in trees]
    raw = treaty.raw_trees(trees)
    for (first, second), found in treaty.git.differences(pairs).items():
        gone, come = (
            {each.path: one for each in found if (one := getattr(each, side))} for side in ("before", "after")
        )
        assert (gone, come) == differing(raw[first], raw[second])


def test_a_broken_tree_keeps_nobody_from_reading_the_others(treaty: Repository) -> None:
    table(treaty, "FRA", "refrain", "abstain", id="000001")
    table(treaty, "DEU", "refrain", "desist", id="000002")
    tip = subprocess.run(
        ["git", "-C", str(treaty.root), "cat-file", "commit", "refs/heads/amendments/DEU-000002"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    commit = treaty.commit(treaty.git.run("rev-parse", "refs/heads/amendments/DEU-000002").decode().strip())
    top = treaty.tree(commit.tree)
    raw = treaty.raw_trees([top["clauses"].id])[top["clauses"].id]
    broken = treaty.git.tree({**top, "clauses": Entry("40000", _written(treaty, b"1x0644 z\0" + raw))})
    moved = _written(treaty, tip.replace(commit.tree.encode(), broken.encode()), "commit")
    treaty.git.run("update-ref", "refs/heads/amendments/DEU-000002", moved)
    treaty.close()
    with Repository.open(treaty.root) as repo:
        assert "FRA-000001" in read(repo).by_id
