"""What is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

MEANWHILE = "recorded-meanwhile"
"""The rule that an act replaces only what its delegate saw of the own delegation's records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with an input.

    `rule` names the broken rule in a word or two (`duplicate-id`), `file` is relative to the treaty
    repository, `line` counts from 1, `remedy` says what to do.
    """

    rule: str
    message: str
    remedy: str = ""
    file: str | None = None
    line: int | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        """Say the problem in one line: `file:line: message; remedy`."""
        place = ""
        if self.file is not None:
            place = f"{self.file}:{self.line}: " if self.line is not None else f"{self.file}: "
        said = f"{place}{self.message}"
        said = f"{said}; {self.remedy}" if self.remedy else said
        return " ".join(said.split())


class Refused(Exception):
    """An act or a reading that can't be done, for a reason that the user can mend.

    Raised where input meets the program and turned into one line at its edge. `status` is the exit status:
    1 when the answer is no (a conflict), 2 for wrong use or input.
    """

    def __init__(self, problem: Problem, *, status: Literal[1, 2] = 2) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.status = status


def refuse(
    message: str,
    remedy: str = "",
    *,
    rule: str = "refused",
    file: str | None = None,
    line: int | None = None,
    status: Literal[1, 2] = 2,
) -> Refused:
    """Make the exception for one problem, ready to be raised."""
    return Refused(Problem(rule=rule, message=message, remedy=remedy, file=file, line=line), status=status)
