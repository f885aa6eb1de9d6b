"""Where in a clause file a finding stands."""

from __future__ import annotations

from drafter.model.clause import Clause
from drafter.model.problem import Problem, Severity


def in_body(
    clause: Clause, offset: int, rule: str, message: str, remedy: str, severity: Severity = "warning"
) -> Problem:
    """Make the problem for an offset in the body of a clause."""
    line = clause.source.count("\n", 0, clause.front.body + offset) + 1
    return Problem(rule=rule, message=message, remedy=remedy, file=clause.path, line=line, severity=severity)


def in_front(clause: Clause, key: str, rule: str, message: str, remedy: str, severity: Severity = "warning") -> Problem:
    """Make the problem for an entry of the front matter; line 1 when it is not there."""
    entry = clause.front.field(key)
    line = entry.line if entry is not None else 1
    return Problem(rule=rule, message=message, remedy=remedy, file=clause.path, line=line, severity=severity)
