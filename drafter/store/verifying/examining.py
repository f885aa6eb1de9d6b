"""The one checker that client and server share."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.store.repository import Repository
from drafter.store.verifying.examination import Examination, RefChange
from drafter.store.verifying.trust import Trust


def examine(repo: Repository, changes: Sequence[RefChange], trust: Trust) -> Examination:
    """Check every commit of old..new of each ref by every rule.

    Reads through the git processes of `repo.git` only, so that it works in the quarantine of a push, and writes
    nothing. What a commit breaks is a violation in the result; Raises Refused only when git itself fails.
    """
    raise NotImplementedError
