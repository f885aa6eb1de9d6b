"""Conflicts that a merge of clause files has left in a text, for a person to settle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.model.problem import Problem

_LEFT = re.compile(r"⟧⟨ours: |^(?:<{7}|>{7}|\|{7}) ?", re.MULTILINE)


def unsettled(file: str, text: str) -> Iterator[Problem]:
    """No conflict of a merge is left in a text: neither in this program's notation nor in git's lines."""
    for match in _LEFT.finditer(text):
        yield Problem(
            rule="merge-conflict",
            message="words in conflict were left here by a merge",
            remedy="write the words that were agreed in their place",
            file=file,
            line=text.count("\n", 0, match.start()) + 1,
        )
