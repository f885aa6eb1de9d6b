"""Keeping a clone tidy: what came in record by record is packed from time to time, and nothing is thrown away.

Git does it by itself (`git gc --auto`) only for who works with its own commands, and drops what no ref leads to. After
years of exchanges every record would lie in six files of its own, and every ref in one.
"""

from __future__ import annotations

import os

from drafter.store.repository import Repository, partial

MOST_LOOSE = 5000
"""Objects in files of their own: a thousand records take a second to pack."""
MOST_PACKS = 50
"""Packs: git looks for an object in one after the other. The same number as `gc.autoPackLimit`."""
MOST_REFS = 200
"""Refs in files of their own: a command lists a thousand in 15 milliseconds, and packed ones in 2."""

_SAMPLE = "17"
"""One of the 256 directories of loose objects: git too guesses by this one how many there are."""


def tidy(repo: Repository) -> None:
    """Pack what lies about in a clone, if it is much. What can't be packed stays as it is."""
    if _refs_of_their_own(repo) > MOST_REFS:
        repo.git.ask("pack-refs", "--all")
    objects = repo.common_dir / "objects"
    loose = 256 * sum(1 for _ in (objects / _SAMPLE).glob("*"))
    packs = sum(1 for _ in (objects / "pack").glob("*.pack"))
    if (loose > MOST_LOOSE or packs > MOST_PACKS) and not partial(repo.git):
        # Each pack then is at least twice as large as the next: what is packed already is seldom written anew.
        # It takes in what no ref leads to as well (git-repack(1), --geometric).
        repo.git.ask("repack", "-d", "-l", "--geometric=2", "--quiet")


def _refs_of_their_own(repo: Repository) -> int:
    return sum(len(files) for _, _, files in os.walk(repo.common_dir / "refs"))
