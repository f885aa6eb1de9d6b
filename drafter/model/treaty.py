"""A treaty: agreed text and parties at one commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf

from drafter.model.clause import Clause, parse_clause, text_sha256
from drafter.model.ids import ROSTER_FILE
from drafter.model.problem import Problem
from drafter.model.provision import provision
from drafter.model.signatory import Roster, parse_roster
from drafter.model.target import Target


@dataclass(frozen=True)
class Treaty:
    """Agreed text and parties at one commit of main."""

    roster: Roster
    clauses: tuple[Clause, ...]
    """In the order of the treaty."""
    commit: str
    date: str
    """When the commit was made, as `2026-03-02T09:00:00Z`."""
    root: str
    """Main's root commit: the trust anchor, and part of the treaty's name in records."""

    @cached_property
    def by_id(self) -> Mapping[str, Clause]:
        """The clauses by id."""
        return {clause.id: clause for clause in self.clauses}

    @property
    def name(self) -> str:
        """How records name this treaty, so that none can be transplanted into another one's repository."""
        return f"{self.roster.id}/{self.root[:12]}"

    def text_sha256(self, target: Target) -> str | None:
        """Hash the agreed text of a clause or provision; None when there is no such text."""
        clause = self.by_id.get(target.clause)
        if clause is None or not target.label:
            return clause.text_sha256 if clause is not None else None
        found = provision(clause.body, target.label)
        return text_sha256(clause.body[found.start : found.end]) if found is not None else None


def parse_treaty(
    files: Mapping[str, bytes], *, commit: str, date: str, root: str
) -> tuple[Treaty | None, tuple[Problem, ...]]:
    """Read a treaty from its files by path. Gives None, and every problem, when one of them can't be read."""
    problems: list[Problem] = []
    roster: Roster | None = None
    if ROSTER_FILE in files:
        roster, found = parse_roster(files[ROSTER_FILE])
        problems.extend(found)
    else:
        problems.append(
            Problem(
                rule="signatories",
                message=f"{ROSTER_FILE} is missing",
                remedy="`drafter init` writes one",
                file=ROSTER_FILE,
            )
        )
    clauses, found = parse_clauses(files)
    problems.extend(found)
    if problems or roster is None:
        return None, tuple(problems)
    return Treaty(roster, clauses, commit, date, root), ()


def parse_clauses(files: Mapping[str, bytes]) -> tuple[tuple[Clause, ...], tuple[Problem, ...]]:
    """Read the clause files among `files`. Gives the clauses that can be read, in order, and the problems."""
    problems: list[Problem] = []
    clauses: dict[str, Clause] = {}
    for path in sorted(files):
        if not path.startswith("clauses/"):
            continue
        read = parse_clause(path, files[path])
        if isinstance(read, Problem):
            problems.append(read)
        elif read.id in clauses:
            message = f"the id `{read.id}` is already that of {clauses[read.id].path}"
            problems.append(
                Problem(rule="duplicate-id", message=message, remedy="give one of them another id", file=path, line=1)
            )
        else:
            clauses[read.id] = read
    return in_order(clauses.values()), tuple(problems)


def order_after(treaty: Treaty, clause: str, new: str, proposed: Iterable[Clause] = ()) -> str:
    """Give the order of a file that puts the clause with the id `new` right behind `clause`.

    It stands behind what is `proposed` for the same place already, as long as there is room, so that proposals stand in
    the order in which they are tabled; where one of those has its id it is an alternative to that, at its place.
    Raises KeyError when the treaty has no such clause, ValueError when there is no room: then `new` has to sort
    behind `clause` and before its neighbour, as `scope-bis` does behind `scope`.
    """
    before = treaty.by_id[clause]
    position = treaty.clauses.index(before)
    behind = treaty.clauses[position + 1] if position + 1 < len(treaty.clauses) else None
    low, high = int(before.order), int(behind.order) if behind is not None else inf
    there = in_order(each for each in proposed if each.id not in treaty.by_id and low < int(each.order) < high)
    for each in there:
        if each.id == new:
            return each.order
    for start in (int(there[-1].order), low) if there else (low,):
        if high - start >= 2:
            middle = (start + int(behind.order)) // 2 if behind is not None else start + 10
            return str(middle).zfill(len(before.order))
        if start > low and new > there[-1].id:
            return there[-1].order
    if new > before.id and (behind is None or high > low or new < behind.id):
        return before.order
    raise ValueError(f"no room between {clause} and {behind.id if behind is not None else 'the end'}")


def in_order(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Sort clauses in the order of the treaty."""
    return tuple(sorted(clauses, key=lambda clause: clause.sort_key))
