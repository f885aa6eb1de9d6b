"""What belongs with an amendment: what it changes, objects to, repeats or takes over, and what does so to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from drafter.draft.keeping import keeps_from
from drafter.draft.proposals import Proposals
from drafter.model.amendment import Amendment
from drafter.model.ids import CROCKFORD

_NAMED = re.compile(rf"\b[A-Z]{{3}}-[{CROCKFORD}]{{2,6}}\b")
_TAKEN_OVER = re.compile(rf"\A[A-Z]{{3}} takes over ([A-Z]{{3}}-[{CROCKFORD}]{{6}}):")
"""How tablings of before there was a trailer said whose words they took over."""


def family(proposals: Proposals, id: str) -> Mapping[str, tuple[str, ...]]:
    """Give the amendments that belong with one by how they do, as `changed by`, each once and in order of tabling."""
    found: dict[str, str] = {}
    for how, other in _kin(proposals, id):
        if other != id and other in proposals.negotiation.by_id:
            found.setdefault(other, how)
    order = [each.id for each in proposals.negotiation.amendments if each.id in found]
    return {how: tuple(each for each in order if found[each] == how) for how in dict.fromkeys(found.values())}


def _kin(proposals: Proposals, id: str) -> Iterator[tuple[str, str]]:
    """Give how, and with which other one; the closest first."""
    amendments = proposals.negotiation.amendments
    this = proposals.negotiation.by_id[id]
    yield "changes", this.parent or ""
    yield from (("changed by", each.id) for each in amendments if each.parent == id)
    live = proposals.negotiation.live if this.live else ()
    yield "against", this.against or ""
    yield from (("against", each.id) for each in live if keeps_from(this, each))
    yield from (("objection by", each.id) for each in amendments if each.against == id)
    yield from (("objection by", each.id) for each in live if keeps_from(each, this))
    yield "takes over", _taken_over(proposals, this)
    yield from (("taken over by", each.id) for each in amendments if _taken_over(proposals, each) == id)
    beside = proposals.about(this.clauses[0]) if this.clauses else ()
    yield from (("said again by", each.id) for each in beside if proposals.not_accepted_before(each.id) == id)
    if this.live:
        yield "says again", proposals.not_accepted_before(id) or ""
        yield "same as", proposals.duplicate_of(id) or ""
        yield from (("same as", each.id) for each in beside if proposals.duplicate_of(each.id) == id)
        yield from (("nearly same as", each) for each in proposals.nearly_same_as(id))
    yield from (("named in its decision", each) for each in _named(this, proposals))
    yield from (("named in the decision on", each.id) for each in amendments if id in _named(each, proposals))


def _taken_over(proposals: Proposals, amendment: Amendment) -> str:
    """Give the amendment that one takes over; by its subject alone only what nobody puts forward any more."""
    if amendment.taken_over is not None:
        return amendment.taken_over
    found = _TAKEN_OVER.match(amendment.versions[0].subject)
    left = proposals.negotiation.by_id.get(found[1]) if found is not None else None
    return left.id if left is not None and left.status.left else ""


def _named(amendment: Amendment, proposals: Proposals) -> list[str]:
    """Give the amendments that the reason of a decision names, as the secretariat writes them: `By NOR-NT.`"""
    begun = _NAMED.findall(amendment.decided_because)
    meant = ([id for id in proposals.negotiation.by_id if id.startswith(each)] for each in begun)
    return [ids[0] for ids in meant if len(ids) == 1]
