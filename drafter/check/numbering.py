"""Numbers of clauses and labels of provisions: none twice, none left out."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.place import in_body, in_front
from drafter.model.clause import Clause
from drafter.model.label import Label, follows, leading_labels
from drafter.model.problem import Problem
from drafter.model.provision import paragraphs, repeated
from drafter.model.terms import Kind
from drafter.model.treaty import Treaty


def clause_numbers(treaty: Treaty) -> Iterator[Problem]:
    """No two articles, and no two annexes, have the same number. Parts may count anew within another part."""
    seen: dict[tuple[str, str], Clause] = {}
    for clause in treaty.standing:
        if clause.kind is Kind.PART or not clause.number:
            continue
        key = (clause.kind.value, "".join(clause.number.casefold().split()))
        other = seen.setdefault(key, clause)
        if other is not clause:
            message = f"{clause.designation} is already the number of {other.path}"
            remedy = "give it a number of its own, such as `4 bis`"
            yield in_front(clause, "number", "duplicate-number", message, remedy, "error")


def repeated_labels(clause: Clause) -> Iterator[Problem]:
    """No label stands twice at the same place: a provision must have an address of its own."""
    for each in repeated(clause.body):
        message = f"the label {each.labels[-1]} stands twice (`{clause.id}:{each.label}`)"
        yield in_body(clause, each.start, "repeated-label", message, "change one of them")


def misnumbered(before: Clause | None, after: Clause) -> tuple[str, ...]:
    """Say which labels stand twice, or don't count on, in a clause as it would read, and did not so before.

    Two additions that are each right may bear one number, and a part of an amendment may leave a gap.
    """

    def said(clause: Clause | None) -> list[str]:
        if clause is None or clause.deleted:
            return []
        return [each.message for rule in (repeated_labels, label_sequence) for each in rule(clause)]

    known = said(before)
    return tuple(each for each in said(after) if each not in known)


def label_sequence(clause: Clause) -> Iterator[Problem]:
    """Labels count on from the first (`1.`, `(a)`, `(i)`); an inserted one is *bis* of the one before it."""
    last: dict[tuple[str, ...], Label] = {}
    seen: set[tuple[str, ...]] = set()
    for row in paragraphs(clause.body):
        labels, _ = leading_labels(clause.body[row.start : row.end])
        outer = len(row.path) - len(labels)
        for nth, label in enumerate(labels):
            parent, path = row.path[: outer + nth], row.path[: outer + nth + 1]
            if path in seen or "-" in label.key:
                continue
            seen.add(path)
            before = last.get(parent)
            last[parent] = label
            if before is None:
                in_order = label.key in ("1", "a", "i")
            else:
                kinds = {before.kind, label.kind}
                in_order = any(follows(Label(before.text, before.key, kind), label) for kind in kinds)
            if not in_order:
                behind = f"behind {before.text}" if before is not None else "as the first"
                message = f"the label {label.text} stands {behind}"
                remedy = "put the label in that comes before it, or number an insertion as *bis*"
                yield in_body(clause, row.start, "label-sequence", message, remedy)
