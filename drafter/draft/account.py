"""Every change between two texts of the treaty with what is behind it, and what has nothing on record behind it.

In February 2025 a delegation objected that text had been deleted without strikethrough and marked agreed without
consultation. Every changed word between two issues must be traceable to a recorded decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from drafter.draft.origin import (
    Origin,
    Part,
    origin_of_file,
    origin_of_value,
    origin_of_words,
    part_of,
    plainly,
    values,
    versions,
)
from drafter.model.amendment import Change
from drafter.model.clause import Clause
from drafter.model.decision import Decision
from drafter.model.terms import ClauseStatus
from drafter.model.treaty import Treaty, in_order
from drafter.text.descent import Source, Stretch, stretches
from drafter.text.tokens import tokens

ChangeKind = Literal["inserted", "deleted", "moved", "replaced", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounted:
    """One change with everything that is behind it.

    `part`: `heading` or `text` for words, `clause` for a whole clause that was added or removed, otherwise the key of
    the front matter. `old` and `new` are the words or values. `start` and `end` are token positions in the older
    `Clause.text`.
    """

    clause: str
    part: str
    change: ChangeKind
    old: str
    new: str
    start: int = 0
    end: int = 0
    origins: tuple[Origin, ...]
    """Oldest first; several when words were put in by one decision and moved by another, or a value changed twice."""

    @property
    def attributed(self) -> bool:
        """Whether all that is behind it is on record."""
        return all(origin.attributed for origin in self.origins)


@dataclass(frozen=True, slots=True)
class Account:
    """The changes between two texts in the order of the treaty, and the commits between that are no records."""

    changes: tuple[Accounted, ...]
    unrecorded: tuple[Decision, ...]
    """They are named even when they left no trace."""

    @property
    def unattributed(self) -> tuple[Accounted, ...]:
        """The changes that nothing on record is behind."""
        return tuple(each for each in self.changes if not each.attributed)


def account(before: Treaty, after: Treaty, decisions: Sequence[Decision]) -> Account:
    """Account for every change between two texts. `decisions` are all of main's between them, oldest first.

    What was changed and changed back between them is no change. Raises ValueError when the decisions don't lead from
    the one text to the other.
    """
    touched = {change.clause for decision in decisions for change in decision.changes}
    clauses = {**before.by_id, **after.by_id}
    found: list[Accounted] = []
    for clause in in_order(clauses.values()):
        was, becomes = before.by_id.get(clause.id), after.by_id.get(clause.id)
        if clause.id not in touched:
            if was != becomes:
                raise ValueError(f"no decision leads to the text of {clause.id}")
            continue
        found.extend(_of_clause(clause.id, was, becomes, decisions))
    return Account(tuple(found), tuple(each for each in decisions if each.act is None))


def _of_clause(
    clause: str, before: Clause | None, after: Clause | None, decisions: Sequence[Decision]
) -> Iterator[Accounted]:
    touching = [(decision, change) for decision in decisions if (change := decision.change(clause)) is not None]
    if touching[0][1].before != before or touching[-1][1].after != after:
        raise ValueError(f"the decisions do not lead from the one text of {clause} to the other")
    yield from _file(clause, before, after, touching)
    yield from _values(clause, before, touching)
    for part in ("heading", "text"):
        yield from _words(clause, part, before, [decision for decision, _ in touching])


def _file(
    clause: str, before: Clause | None, after: Clause | None, touching: Sequence[tuple[Decision, Change]]
) -> Iterator[Accounted]:
    """The clause as a whole: added or removed."""
    if (before is None) == (after is None):
        return
    origins = [
        origin_of_file(decision, change)
        for decision, change in touching
        if (change.before is None) != (change.after is None)
    ]
    yield Accounted(
        clause=clause,
        part="clause",
        change="added" if before is None else "removed",
        old=before.title if before is not None else "",
        new=after.title if after is not None else "",
        origins=tuple(origins),
    )


def _values(clause: str, before: Clause | None, touching: Sequence[tuple[Decision, Change]]) -> Iterator[Accounted]:
    """The front matter but for the heading, key by key; of an added clause what changed after it was added."""
    first: dict[str, str] | None = values(before) if before is not None else None
    now = first
    behind: dict[str, list[Origin]] = {}
    for decision, change in touching:
        if change.after is None:
            continue
        then = values(change.after)
        if first is None or now is None:
            first = now = then
        for key in sorted({*now, *then}):
            if now.get(key) != then.get(key):
                origins = behind.setdefault(key, [])
                origins.append(origin_of_value(decision, change, key, then.get(key, "")))
            if then.get(key) == first.get(key):
                behind.pop(key, None)
        now = then
    for key, origins in behind.items():
        old, new = (first or {}).get(key, ""), (now or {}).get(key, "")
        deleted = key == "status" and new == ClauseStatus.DELETED.value
        yield Accounted(
            clause=clause,
            part=key,
            change="removed" if deleted else "changed",
            old=old,
            new=new,
            origins=tuple(origins),
        )


def _words(clause: str, part: Part, before: Clause | None, touching: Sequence[Decision]) -> Iterator[Accounted]:
    base = part_of(before, part)
    lines = versions(touching, clause, part)
    plain = plainly(base, lines)
    # The text of a clause is its heading and its body.
    above = len(tokens(before.text)) - len(tokens(base)) if before is not None and part == "text" else 0

    def origins(sources: Sequence[Source]) -> tuple[Origin, ...]:
        return tuple(
            origin_of_words(touching[source.version], clause, source, plain=plain[source.version]) for source in sources
        )

    for one, other in _paired(stretches(base, lines)):
        yield Accounted(
            clause=clause,
            part=part,
            change="replaced" if other is not None else one.kind,
            old="" if one.kind == "inserted" else one.text,
            new=other.text if other is not None else "" if one.kind == "deleted" else one.text,
            start=above + one.start,
            end=above + one.end,
            origins=origins(one.sources),
        )


def _paired(told: Sequence[Stretch]) -> Iterator[tuple[Stretch, Stretch | None]]:
    """Pair words that were taken out with those put in at the same place, when the same is behind both."""
    waiting: Stretch | None = None
    for each in told:
        if waiting is not None and (each.kind, each.start, each.sources) == ("inserted", waiting.end, waiting.sources):
            yield waiting, each
            waiting = None
            continue
        if waiting is not None:
            yield waiting, None
        waiting = each if each.kind == "deleted" else None
        if waiting is None:
            yield each, None
    if waiting is not None:
        yield waiting, None
