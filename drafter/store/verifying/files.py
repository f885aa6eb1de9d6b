"""What a file of the record may be: its path, its kind, its size and its characters."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model.character import not_text
from drafter.model.ids import CLAUSE_PATH
from drafter.model.problem import Problem
from drafter.store.agreed import clause_files, read_clauses
from drafter.store.plumbing import Difference
from drafter.store.verifying.ground import Ground
from drafter.store.verifying.keyring import Flaw
from drafter.text.visible import visible

MOST_FILE = 256 * 1024
"""Bytes of a file of a clause."""

_KINDS = {"120000": "a symbolic link", "160000": "another repository", "100755": "a program"}


def file_flaw(difference: Difference) -> Flaw | None:
    """Say why a file may not be what it is, whatever it holds, or None."""
    after = difference.after
    if after is not None and not after.plain:
        return "mode", f"{shown(difference.path)} is {_KINDS.get(after.mode, 'no plain file')}"
    return None


def clause_flaw(ground: Ground, difference: Difference) -> Flaw | None:
    """Say why a file of clauses/ is not that of a clause, or None."""
    if CLAUSE_PATH.match(difference.path) is None:
        return "path", f"{shown(difference.path)} is not the path of a clause"
    if difference.after is None:
        return None
    (read,) = read_clauses(ground.repo, [(difference.path, difference.after)])
    if isinstance(read, Problem):
        return "clause", f"{difference.path}: {read.message}"
    if len(read.source.encode()) > MOST_FILE:
        return "size", f"{difference.path} has more than {MOST_FILE} bytes"
    found = not_text(read.source, allowed="\n\t")
    return ("characters", f"{difference.path} holds {found}") if found is not None else None


def twin_flaw(ground: Ground, tree: str, differences: Sequence[Difference]) -> Flaw | None:
    """Say that two files of a tree are the same clause, when files were added, or None."""
    if all(each.after is None or each.before is not None for each in differences):
        return None
    ids = [
        match["id"] for path in clause_files(ground.repo, ground.repo.tree(tree)) if (match := CLAUSE_PATH.match(path))
    ]
    twin = next((id for id in ids if ids.count(id) > 1), None)
    return ("clause", f"two files are the clause {twin}") if twin is not None else None


def shown(path: str) -> str:
    """Write a path so that nothing in it can be mistaken for another one."""
    return visible(path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
