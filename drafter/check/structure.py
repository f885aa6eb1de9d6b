"""What a clause must have, brackets that pair, and no conflict of a merge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.place import in_body, in_front
from drafter.model.clause import Clause
from drafter.model.ids import ROSTER_FILE
from drafter.model.problem import Problem
from drafter.model.terms import Kind
from drafter.model.treaty import Treaty
from drafter.text.balance import unbalanced

_LEFT = re.compile(r"⟧⟨ours: |^(?:<{7}|>{7}|\|{7}) ?", re.MULTILINE)


def unsettled(file: str, text: str) -> Iterator[Problem]:
    """No conflict of a merge is left for a person to settle: neither in this program's notation nor in git's lines."""
    for match in _LEFT.finditer(text):
        yield Problem(
            rule="merge-conflict",
            message="words in conflict were left here by a merge",
            remedy="write the words that were agreed in their place",
            file=file,
            line=text.count("\n", 0, match.start()) + 1,
        )


def balanced_brackets(clause: Clause) -> Iterator[Problem]:
    """Every square bracket has its partner in the same clause."""
    for offset in unbalanced(clause.body):
        said = "is not closed" if clause.body[offset] == "[" else "closes nothing"
        remedy = "put its partner in, or write \\[ or \\] for a bracket that stands alone"
        yield in_body(clause, offset, "unbalanced-bracket", f"a square bracket {said}", remedy)
    if unbalanced(clause.heading):
        message = "a square bracket of the heading has no partner"
        yield in_front(clause, "heading", "unbalanced-bracket", message, "put its partner in")


def empty_clause(clause: Clause) -> Iterator[Problem]:
    """A clause says something, unless it is the heading of a part or kept for the record as deleted."""
    if clause.kind is not Kind.PART and not clause.deleted and not clause.body.strip():
        remedy = "write its text, or set its status to deleted"
        yield in_front(clause, "kind", "empty-clause", f"{clause.designation} has no text", remedy)


def headings(treaty: Treaty) -> Iterator[Problem]:
    """Where most articles have a heading, each has."""
    articles = [each for each in treaty.clauses if each.kind is Kind.ARTICLE and each.number]
    headed = sum(1 for each in articles if each.heading.strip())
    if headed * 2 <= len(articles):
        return
    for clause in articles:
        if not clause.heading.strip() and not clause.deleted:
            message = f"{clause.designation} has no heading, and most articles have one"
            yield in_front(clause, "heading", "missing-heading", message, "write one")


def parties(treaty: Treaty) -> Iterator[Problem]:
    """A group has members, and the secretariat a delegate who can keep the text."""
    for group in treaty.roster.groups:
        if not group.members:
            message = f"group {group.code} has no members"
            yield Problem(
                rule="empty-group",
                message=message,
                remedy="list them, or remove it",
                file=ROSTER_FILE,
                severity="warning",
            )
    if not treaty.roster.secretariat.delegates:
        yield Problem(
            rule="no-secretariat",
            message="the secretariat has no delegate, so nobody can adopt or issue the text",
            remedy='write delegates = [{ name = "...", email = "..." }] under [secretariat]',
            file=ROSTER_FILE,
            severity="warning",
        )
