"""The comparative table: the text and the proposals for it side by side, a column a proponent or group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drafter.draft.document import Abreast, Comparison, Rationale, Reading, ReadingKind, Side
from drafter.draft.emphasis import set_apart
from drafter.draft.inline import Inline, Words
from drafter.draft.proposals import Applied, Proposals
from drafter.draft.redline import placed, words
from drafter.draft.reference import References
from drafter.draft.standing import Standings
from drafter.model.amendment import Amendment
from drafter.model.clause import Clause
from drafter.model.provision import provision
from drafter.model.target import Target
from drafter.text.paragraphs import paragraphs
from drafter.text.shown import is_dashes


def comparison(
    clause: str, anchor: str, proposals: Proposals, references: References, standings: Standings
) -> Comparison | None:
    """Compare a clause with the live proposals for it, carried to today's text; None when there are none.

    Proposals that don't apply to it stand in the annex of the document, as in the bracketed text: to a deleted one none
    does.
    """
    base = proposals.negotiation.treaty.by_id.get(clause)
    making = _Making(base, references)
    compared = [_applied(each, making) for each in proposals.showing(clause)]
    compared.extend(_retained(amendment, target, making) for amendment, target in proposals.retaining(clause))
    if not compared:
        return None
    rank = proposals.negotiation.treaty.roster.rank
    sides: dict[str, list[_Compared]] = {}
    for each in sorted(compared, key=lambda each: rank.get(standings.proponent(each.amendment), len(rank))):
        sides.setdefault(standings.proponent(each.amendment), []).append(each)
    columns = tuple(
        Side(
            proponent,
            tuple(dict.fromkeys(each.amendment for each in side)),
            tuple(dict.fromkeys(code for each in side for code in standings.cosponsors(each.amendment))),
            tuple(
                (each.amendment, parent) for each in side if (parent := _parent(proposals, each.amendment)) is not None
            ),
        )
        for proponent, side in sides.items()
    )
    rows = tuple(making.rows(list(sides.values())))
    known = proposals.negotiation.by_id
    rationales = tuple(
        Rationale(name, known[name].rationale) for side in columns for name in side.amendments if known[name].rationale
    )
    return Comparison(anchor=anchor, clause=clause, columns=columns, rows=rows, rationales=rationales)


_STAYS: frozenset[ReadingKind] = frozenset({"same", "retain"})


@dataclass(slots=True)
class _Compared:
    """One amendment against the paragraphs of the text: `on` by index, `before` what it puts in before an index."""

    amendment: str
    number: Reading | None = None
    heading: Reading | None = None
    on: dict[int, Reading] = field(default_factory=dict)
    before: dict[int, Reading] = field(default_factory=dict)


class _Making:
    """The paragraphs of the text, and how readings of them are put together in rows."""

    def __init__(self, base: Clause | None, references: References) -> None:
        self.base = base
        self.references = references
        self.body = paragraphs(base.body if base is not None else "")

    def rows(self, sides: Sequence[Sequence[_Compared]]) -> Iterator[Abreast]:
        """Give the rows: number and heading where somebody changes them, then paragraph by paragraph."""
        everyone = [each for side in sides for each in side]
        if self.base is not None and any(each.number is not None for each in everyone):
            called = (Words(self.base.designation),)
            yield Abreast(called, "", tuple(self._same(side, [each.number for each in side]) for side in sides))
        if any(each.heading is not None for each in everyone):
            base = self.references.split(self.base.heading) if self.base is not None and self.base.heading else None
            yield Abreast(base, "", tuple(self._same(side, [each.heading for each in side]) for side in sides))
        for index in range(len(self.body.items) + 1):
            if any(index in each.before for each in everyone):
                put_in = tuple(tuple(each.before[index] for each in side if index in each.before) for side in sides)
                yield Abreast(None, "", put_in)
            if index < len(self.body.items):
                paragraph = self.body.items[index]
                readings = tuple(self._same(side, [each.on.get(index) for each in side]) for side in sides)
                # The line below the head of a table has no words.
                if is_dashes(paragraph.text) and {each.kind for side in readings for each in side} <= _STAYS:
                    continue
                yield Abreast(self.references.split(paragraph.text), paragraph.number, readings)

    def _same(self, side: Sequence[_Compared], found: Sequence[Reading | None]) -> tuple[Reading, ...]:
        return tuple(
            reading if reading is not None else Reading(each.amendment, "same")
            for each, reading in zip(side, found, strict=True)
        )


def _parent(proposals: Proposals, amendment: str) -> str | None:
    """Give the pending amendment that a sub-amendment changes."""
    parent = proposals.negotiation.by_id[amendment].parent
    known = proposals.negotiation.by_id.get(parent) if parent is not None else None
    return known.id if known is not None and known.live else None


def _applied(applied: Applied, making: _Making) -> _Compared:
    """Read one proposal against the text, paragraph by paragraph."""
    amendment = applied.amendment.id
    base = making.base
    proposed = applied.clause if applied.clause is not None and not applied.deletes else None
    found = _Compared(amendment)
    old, new = (base.heading if base is not None else ""), (proposed.heading if proposed is not None else "")
    if old != new:
        content = making.references.resolve(set_apart(words(old, new)))
        kind: ReadingKind = "deleted" if proposed is None else "added" if base is None else "changed"
        found.heading = Reading(amendment, kind, (content,))
    if base is not None and proposed is not None and base.designation != proposed.designation:
        content = making.references.resolve(words(base.designation, proposed.designation))
        found.number = Reading(amendment, "changed", (content,))
    lines: dict[tuple[int, int], list[tuple[ReadingKind, tuple[Inline, ...]]]] = {}
    shown = placed(base.body if base is not None else "", proposed.body if proposed is not None else "")
    for start, end, paragraph in shown:
        kind = paragraph.change or ("changed" if paragraph.changed else "same")
        content = making.references.resolve(set_apart(paragraph.content))
        lines.setdefault((start, end), []).append((kind, content))
    for (start, end), told in lines.items():
        kinds = {kind for kind, _ in told}
        kind = kinds.pop() if len(kinds) == 1 else "changed"
        reading = Reading(amendment, kind, () if kind == "same" else tuple(each for _, each in told))
        if start == end:
            found.before[start] = reading
            continue
        found.on[start] = reading
        for joined in range(start + 1, end):
            found.on[joined] = Reading(amendment, "above")
    return found


def _retained(amendment: Amendment, target: Target, making: _Making) -> _Compared:
    """Mark the paragraphs that an amendment asks to keep."""
    found = _Compared(amendment.id)
    place = provision(making.base.body, target.label) if making.base is not None and target.label else None
    for index, at in enumerate(making.body.places()[:-1]):
        if not target.label or (place is not None and place.start <= at < place.end):
            found.on[index] = Reading(amendment.id, "retain")
    return found
