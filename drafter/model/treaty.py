"""A treaty: agreed text and parties at one commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

from drafter.model.clause import Clause, parse_clause, standing, text_sha256
from drafter.model.ids import ROSTER_FILE
from drafter.model.place import WHOLE, order_of, place_between
from drafter.model.problem import Problem
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
    def standing(self) -> tuple[Clause, ...]:
        """The clauses that are part of the text: not those that are deleted."""
        return tuple(clause for clause in self.clauses if not clause.deleted)

    @property
    def name(self) -> str:
        """How records name this treaty, so that none can be transplanted into another one's repository."""
        return f"{self.roster.id}/{self.root[:12]}"

    def text_sha256(self, target: Target) -> str | None:
        """Hash the agreed text of a clause or provision; None when there is no such text, or none any more."""
        clause = standing(self.by_id.get(target.clause))
        if clause is None or not target.label:
            return clause.text_sha256 if clause is not None else None
        words = clause.words(target.label)
        return text_sha256(words) if words is not None else None


def parse_treaty(files: Mapping[str, bytes]) -> tuple[Roster | None, tuple[Clause, ...], tuple[Problem, ...]]:
    """Read the files of a treaty by path: its signatories.toml, the clauses that can be read, and every problem."""
    if ROSTER_FILE in files:
        roster, problems = parse_roster(files[ROSTER_FILE])
    else:
        remedy = "`drafter init` writes one"
        missing = Problem(rule="signatories", message=f"{ROSTER_FILE} is missing", remedy=remedy, file=ROSTER_FILE)
        roster, problems = None, (missing,)
    clauses, unread = parse_clauses(files)
    return roster, clauses, (*problems, *unread)


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


APART = 1000
"""How far apart the orders of clauses are, where nothing else stands between them."""
SHARE_OF_ROOM = 16
"""Of the room that is left behind a proposed clause, the next one takes so small a part: dozens have room in one place,
and others between them."""


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
    low, high = before.place, behind.place if behind is not None else inf
    there = in_order(each for each in proposed if each.id not in treaty.by_id and low < each.place < high)
    for each in there:
        if each.id == new:
            return each.order
    last = there[-1].place if there else low
    width = len(before.order.partition(".")[0])
    if behind is None:
        return order_at_end(order_of(last, width))
    found = place_between(last, behind.place, share=SHARE_OF_ROOM if there else 2)
    if found is not None:
        return order_of(found, width)
    if there:
        return there[-1].order
    if new > before.id and (high > low or new < behind.id):
        return before.order
    raise ValueError(f"no room between {clause} and {behind.id}")


def order_at_end(last: str) -> str:
    """Give the order of a file behind the last one, in as many digits: so they stand in any list of files."""
    whole = last.partition(".")[0]
    far = str(int(whole) + APART).zfill(len(whole))
    return far if len(far) == len(whole) else str(int(whole) + 10).zfill(len(whole))


def settled(new: Clause, standing: Iterable[Clause]) -> Clause:
    """Give a new clause the place at which it comes into a text: what has its order there already stands before it.

    Two delegations that know nothing of each other propose theirs for one place under one order, and the names of files
    say nothing about which comes first. It gets the next whole number, or a part of one where that is taken.
    """
    others = [each for each in standing if each.id != new.id]
    if all(each.sort_key < new.sort_key for each in others if each.place == new.place):
        return new
    width = len(new.order.partition(".")[0])
    behind = replace(new, order=order_of(new.place + WHOLE, width))
    following = [each for each in others if each.place > new.place]
    if all(behind.sort_key < each.sort_key for each in following):
        return behind
    found = place_between(new.place, min(each.place for each in following))
    return replace(new, order=order_of(found, width)) if found is not None else new


def with_proposed(standing: Iterable[Clause], proposed: Iterable[Clause]) -> tuple[Clause, ...]:
    """Put proposed clauses, in order of tabling, among those of a text: where they share a place they stand behind
    those, and in that order."""
    return tuple(sorted((*in_order(standing), *proposed), key=lambda clause: clause.place))


def in_order(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Sort clauses in the order of the treaty."""
    return tuple(sorted(clauses, key=lambda clause: clause.sort_key))
