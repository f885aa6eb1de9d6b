"""What was recorded, clause by clause in the order of the text: the bulletin of a day of talks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drafter.model.negotiation import Act, Negotiation
from drafter.model.treaty import with_proposed


@dataclass(frozen=True, slots=True)
class AboutClause:
    """The acts about one clause, oldest first."""

    clause: str
    """Its id; empty for what is about no clause: issues, delegates."""
    title: str
    acts: tuple[Act, ...]


def bulletin(acts: Iterable[Act], negotiation: Negotiation) -> tuple[AboutClause, ...]:
    """Sort acts by the clauses that they are about, those last that are about none.

    An act about several clauses stands under each; one about an amendment under the clauses that the amendment is
    about. Clauses that amendments propose stand where they would come.
    """
    found: dict[str, list[Act]] = {}
    for act in sorted(acts, key=lambda act: act.date):
        clauses: dict[str, None] = {}
        for target in act.targets:
            amendment = negotiation.by_id.get(target.amendment)
            clauses |= dict.fromkeys(
                amendment.clauses if amendment is not None else [target.clause or target.amendment]
            )
        for clause in clauses or {"": None}:
            found.setdefault(clause, []).append(act)
    ordered = with_proposed(negotiation.treaty.clauses, negotiation.proposed)
    titles = {each.id: each.title for each in ordered} | {"": "The negotiation as a whole"}
    gone = {id: id for id in found if id not in titles}
    return tuple(
        AboutClause(id, title, tuple(found[id]))
        for id, title in [*((id, titles[id]) for id in titles if id), *gone.items(), ("", titles[""])]
        if id in found
    )
