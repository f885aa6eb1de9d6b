"""Amendments in the order of the text: the list by which a Chair takes them up, and by which a room votes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from drafter.draft.abridged import changed_words
from drafter.draft.blocks import Line, blocks
from drafter.draft.compilation import content, verbatim
from drafter.draft.document import Paragraph, Table, Verbatim
from drafter.draft.emphasis import set_apart
from drafter.draft.languages import Phrase
from drafter.draft.proposals import Proposals
from drafter.draft.redline import RedlineParagraph, redline, words
from drafter.draft.reference import References
from drafter.draft.standing import Standings
from drafter.model.amendment import Amendment
from drafter.model.clause import Clause
from drafter.model.provision import provision, provisions
from drafter.model.target import Target
from drafter.model.terms import ClauseStatus
from drafter.model.treaty import with_proposed
from drafter.text.diff import diff

_WHOLE = -1
"""Stands before the first word of a clause: where it goes as a whole, or its number or heading changes."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an amendment begins: by the clause's place in the text and by a character of its body."""

    clause: int
    offset: int
    target: Target


def marshalled(proposals: Proposals) -> Mapping[str, Target]:
    """Give all amendments in the order of the text, each with the clause or provision of the first words that it
    changes or asks to keep; those that begin at the same words in order of tabling.

    Of an amendment that is settled, or conflicts with today's text, it is the place in its own base. A sub-amendment
    stands right before the amendment that it changes: what amends is voted on before what it amends (rules of procedure
    of the UN General Assembly, 90 and 130). Which of several at one place is furthest removed is for the Chair to say.
    """
    negotiation = proposals.negotiation
    ordered = with_proposed(negotiation.treaty.clauses, negotiation.proposed)
    order = {clause.id: at for at, clause in enumerate(ordered)}
    places = {each.id: _first(each, proposals, order) for each in negotiation.amendments}
    below: dict[str | None, list[Amendment]] = {}
    for each in negotiation.amendments:
        parent = each.parent if each.parent in negotiation.by_id else None
        below.setdefault(parent, []).append(each)

    def taken(parent: str | None) -> Iterator[str]:
        among = below.get(parent, ())
        for each in sorted(among, key=lambda each: (places[each.id].clause, places[each.id].offset)):
            yield from taken(each.id)
            yield each.id

    return {id: places[id].target for id in taken(None)}


def to_be_taken(
    proposals: Proposals, references: References, standings: Standings, within: Collection[str]
) -> Iterator[tuple[str, Verbatim]]:
    """Give what is on the table in that order, numbered, each with the words that it changes of today's text.

    With each stands the clause below whose heading it belongs. Of an amendment of several clauses there is one entry
    for each, under one number. With clauses `within` which a text is confined, it is given what concerns these, under
    the numbers of the whole list. What doesn't apply to the text as it stands says why, and shows its own base.
    """
    negotiation = proposals.negotiation
    live = ((id, target) for id, target in marshalled(proposals).items() if negotiation.by_id[id].live)
    for number, (id, target) in enumerate(live, 1):
        amendment = negotiation.by_id[id]
        concerned = [target.clause, *(each for each in amendment.clauses if each != target.clause)]
        concerned = [each for each in concerned if not within or each in within]
        for clause in concerned:
            hindrance, twin = proposals.hindrance(id, clause), proposals.duplicate_of(id)
            full = verbatim(amendment, clause, negotiation, references, standings)
            yield (
                concerned[0],
                replace(
                    full,
                    content=_changes(amendment, clause, proposals, references),
                    number=number,
                    about=Phrase("the same words as {}", twin) if twin and not full.about else full.about,
                    hindrance=hindrance.reason if hindrance is not None else "",
                ),
            )


def _changes(
    amendment: Amendment, clause: str, proposals: Proposals, references: References
) -> tuple[Paragraph | Table, ...]:
    """Give what an amendment changes of a clause, as a redline; all of one that it adds, nothing of one it deletes."""
    change = amendment.change(clause)
    if change is None or change.proposed_text is None:
        return ()
    applied = proposals.applied(amendment.id, clause)
    before, after = change.before, change.after
    if applied.clause is not None:
        before, after = proposals.under(amendment, clause), applied.clause
    assert after is not None
    if before is None:
        return content(after, references)
    compared = redline(before.body, after.body)
    if before.title != after.title:
        compared = (RedlineParagraph(words(before.title, after.title), "", "\n\n"), *compared)
    lines = [
        Line(
            content=references.resolve(set_apart(each.content)),
            label=each.label,
            separator=each.separator,
            change=each.change,
        )
        for each in compared
    ]
    shown = changed_words([*blocks(clause, after.body, lines, {})])
    return tuple(replace(block, anchor="") for block in shown if isinstance(block, Paragraph | Table))


def _first(amendment: Amendment, proposals: Proposals, order: Mapping[str, int]) -> _Place:
    """Find where an amendment begins."""
    found = [_of_change(amendment, clause, proposals, order) for clause in amendment.clauses]
    return min(found, key=lambda place: (place.clause, place.offset))


def _of_change(amendment: Amendment, clause: str, proposals: Proposals, order: Mapping[str, int]) -> _Place:
    standing = proposals.negotiation.treaty.by_id.get(clause)
    last = len(order)
    change = amendment.change(clause)
    if change is None:
        return min(
            (_of_kept(target, standing, order.get(clause, last)) for target in amendment.retains),
            key=lambda place: place.offset,
        )
    before, after = change.before, change.after
    if amendment.live:
        applied = proposals.applied(amendment.id, clause)
        if applied.clause is not None and standing is not None and amendment.parent is None:
            before, after = standing, applied.clause
    whole = _Place(order.get(clause, last), _WHOLE, Target(clause))
    if before is None or after is None or after.status is ClauseStatus.DELETED:
        return whole
    if (before.designation, before.heading) != (after.designation, after.heading):
        return whole
    words = diff(before.body, after.body)
    if not words.edits:
        return whole
    offset = len("".join(words.base[: words.edits[0].start]))
    holding = [each for each in provisions(before.body) if each.start <= offset <= each.end]
    label = holding[-1].label if holding else ""
    return _Place(order.get(clause, last), offset, Target(clause, label))


def _of_kept(target: Target, standing: Clause | None, clause: int) -> _Place:
    place = provision(standing.body, target.label) if standing is not None and target.label else None
    return _Place(clause, place.start if place is not None else _WHOLE, target)
