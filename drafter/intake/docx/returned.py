"""What a Word file brings back: proposals, and what could not be carried over."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.model.amendment import Change
from drafter.model.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAmendment:
    """What one author wants of one clause."""

    author: str
    """As the file names the author; empty for changes that were not tracked, when nobody is named."""
    signatory: str | None
    """Whose name the author's is: a signatory's name or code, or one of its delegates; None for others."""
    change: Change
    """The clause as it stands today, or in the amendment that is changed, and as proposed."""
    rationale: str
    """The author's comments in this clause."""
    to: str | None = None
    """The amendment whose words are changed: it is a sub-amendment."""
    tracked: bool = True


@dataclass(frozen=True, slots=True)
class ReadAmendments:
    """What a file proposes, in the order of the treaty, and what could not be carried over."""

    amendments: tuple[ReadAmendment, ...]
    problems: tuple[Problem, ...]
    commit: str
    """The commit of main whose text the file was made from; empty when the file doesn't say."""
    treaty: str
    """The treaty's name in records; empty when the file doesn't say."""
