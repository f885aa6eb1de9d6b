"""Positions as a list, a row a record, and as a matrix: targets by signatories, members folded into their groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from drafter.draft.conditions import Conditioned, conditioned
from drafter.draft.standing import Standing, Standings, Tally
from drafter.model.negotiation import Negotiation
from drafter.model.position import Recorded
from drafter.model.provision import provisions
from drafter.model.target import Target
from drafter.model.terms import Stance


# A named tuple: a large negotiation has tens of thousands, and each is made in a third of a dataclass's time.
class PositionRow(NamedTuple):
    """One recorded position, as `drafter positions` prints it."""

    signatory: str
    target: str
    stance: str
    stale: bool
    cosponsor: bool
    on_behalf_of: str | None
    statement: str
    commit: str
    """The commit that recorded it."""
    date: str
    delegate: str
    signed: bool
    departs: tuple[str, ...]
    """The signatory's groups that hold another stance on the same text."""
    conditions: tuple[Conditioned, ...]
    """What it depends on."""
    depends: bool
    """Whether it is for its text on conditions that bind and are not met: it doesn't count until they are."""


@dataclass(frozen=True, slots=True)
class Column:
    """A group, a signatory, or an observer that has tabled something.

    `folded`: its column says nothing that its groups' columns don't say.
    """

    code: str
    name: str
    group: bool
    folded: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the matrix: a clause, a provision or an amendment, under the clause that it is about."""

    target: Target
    clause: str
    title: str
    """The heading of the clause, the label of the provision, the subject of the amendment."""


def position_rows(
    negotiation: Negotiation,
    *,
    by: Literal["signatory", "clause"] = "signatory",
    signatory: str | None = None,
    clauses: Collection[str] | None = None,
    standings: Standings | None = None,
) -> tuple[PositionRow, ...]:
    """Give a row for each recorded position, by signatory (file order, then target) or by clause (treaty order).

    `clauses` keeps those on these, on their provisions and on the amendments about them.
    """
    standings = standings or Standings(negotiation)
    kept = [
        recorded
        for recorded in negotiation.positions
        if (signatory is None or recorded.position.signatory == signatory)
        and (clauses is None or any(each in clauses for each in _clauses(negotiation, recorded.position.target)))
    ]
    if by == "clause":
        place = _places(negotiation)
        last = len(place)
        kept.sort(
            key=lambda recorded: (
                min((place.get(each, last) for each in _clauses(negotiation, recorded.position.target)), default=last),
                bool(recorded.position.target.amendment),
                recorded.position.target,
            )
        )
    about: dict[Target, _About] = {}
    rows = []
    for recorded in kept:
        target = recorded.position.target
        known = about.get(target)
        if known is None:
            groups = tuple(held for held in standings.groups(target).values() if not held.stale)
            known = about[target] = _About(str(target), negotiation.current_text_sha256(target), groups)
        rows.append(_position_row(recorded, known, standings))
    return tuple(rows)


class Matrix:
    """Targets by signatories. Columns and lines are cheap; the cells of a line are worked out when asked for."""

    def __init__(
        self, negotiation: Negotiation, *, clauses: Collection[str] | None = None, standings: Standings | None = None
    ) -> None:
        self.standings = standings or Standings(negotiation)
        self.lines = tuple(_lines(negotiation, clauses))
        self.columns = self._columns()

    def cells(self, line: Line) -> tuple[Standing, ...]:
        """Give what each of `columns` says on a line, the folded ones too."""
        target = line.target
        said = {**self.standings.groups(target), **{each.party: each for each in self.standings.on(target)}}
        amendment = self.standings.negotiation.by_id.get(target.amendment)
        if amendment is not None:
            # A group's, where it is the group's; an observer may table a paper, and holds no position on it.
            code = self.standings.proponent(amendment.id)
            said[code] = said.get(code, Standing(code, target))._replace(proposes=True)
        return tuple(said.get(column.code) or Standing(column.code, target) for column in self.columns)

    def tally(self, line: Line) -> Tally:
        """Count a line: who is for it, who blocks it, who has not spoken."""
        return self.standings.tally(line.target)

    def blocked_by(self, line: Line) -> tuple[str, ...]:
        """Name who blocks consensus on a line: a group for those for whom it speaks."""
        return self.standings.blocking(self.tally(line))

    def _columns(self) -> tuple[Column, ...]:
        negotiation = self.standings.negotiation
        roster = negotiation.treaty.roster
        spoken: set[str] = set()
        for line in self.lines:
            if line.target.amendment:
                spoken.add(negotiation.by_id[line.target.amendment].signatory)
            for recorded in self.standings.records(line.target):
                position = recorded.position
                if position.on_behalf_of is None and position.stance is not Stance.NONE:
                    spoken.add(position.signatory)
        holding = {code for line in self.lines for code in self.standings.groups(line.target)}
        groups = tuple(Column(group.code, group.name, True, group.code not in holding) for group in roster.groups)
        seated = {seat.code for seat in self.standings.seats}
        return groups + tuple(
            Column(
                each.code,
                each.name,
                False,
                each.code not in spoken and any(group.code in holding for group in roster.groups_of(each.code)),
            )
            for each in roster.signatories
            if each.code in seated or each.code in spoken
        )


def speaking(columns: Sequence[Column], lines: Sequence[Sequence[Standing]]) -> list[int]:
    """Give the places of the columns that say anything on some lines, apart from what those of their groups say."""
    silent = Stance.NONE.mark
    return [
        place
        for place, column in enumerate(columns)
        if not column.folded and any(cells[place].mark != silent for cells in lines)
    ]


def _lines(negotiation: Negotiation, clauses: Collection[str] | None) -> Iterator[Line]:
    """Give every clause, the provisions that somebody spoke about, and each live amendment under its first clause."""
    spoken: dict[str, list[str]] = {}
    for target in negotiation.positions_by_target:
        if target.label:
            spoken.setdefault(target.clause, []).append(target.label)
    amendments: dict[str, list[Line]] = {}
    for amendment in negotiation.live:
        for about in [each for each in amendment.clauses if clauses is None or each in clauses][:1]:
            line = Line(Target(amendment=amendment.id), about, amendment.subject)
            amendments.setdefault(about, []).append(line)
    standing = negotiation.treaty.by_id
    for each in negotiation.treaty.clauses:
        if clauses is None or each.id in clauses:
            yield Line(Target(each.id), each.id, each.title)
            known = {provision.label: place for place, provision in enumerate(provisions(each.body))}
            for label in sorted(spoken.get(each.id, ()), key=lambda label: (known.get(label, len(known)), label)):
                yield Line(Target(each.id, label), each.id, label)
            yield from amendments.get(each.id, ())
    for about, lines in amendments.items():
        if about not in standing:
            yield from lines


def _clauses(negotiation: Negotiation, target: Target) -> tuple[str, ...]:
    if not target.amendment:
        return (target.clause,)
    amendment = negotiation.by_id.get(target.amendment)
    return amendment.clauses if amendment is not None else ()


def _places(negotiation: Negotiation) -> dict[str, int]:
    return {clause.id: place for place, clause in enumerate(negotiation.treaty.clauses)}


@dataclass(frozen=True, slots=True)
class _About:
    """What all rows about one target share."""

    target: str
    text_sha256: str | None
    groups: tuple[Standing, ...]
    """Those that hold a position on the text as it stands."""


def _position_row(recorded: Recorded, about: _About, standings: Standings) -> PositionRow:
    position = recorded.position
    return PositionRow(
        position.signatory, about.target, position.stance.value, about.text_sha256 != position.text_sha256,
        position.cosponsor, position.on_behalf_of, position.statement,
        recorded.commit, recorded.date, recorded.delegate, recorded.signed,
        standings.departs(recorded, about.groups) if about.groups else (),
        conditioned(standings.negotiation, position.conditions) if position.conditions else (),
        bool(position.conditions) and standings.depends(recorded),
    )  # fmt: skip
