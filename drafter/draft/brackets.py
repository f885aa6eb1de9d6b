"""The bracketed text of each clause, derived from live amendments and positions; nobody types a bracket."""

from __future__ import annotations

from drafter.draft.proposals import Proposals
from drafter.draft.standing import Standings
from drafter.model.negotiation import Negotiation


class Brackets:
    """The brackets of a negotiation, worked out clause by clause when they are asked for."""

    def __init__(
        self, negotiation: Negotiation, proposals: Proposals | None = None, standings: Standings | None = None
    ) -> None:
        self.negotiation = negotiation
        self.proposals = proposals or Proposals(negotiation)
        self.standings = standings or Standings(negotiation)

    def count(self, clause: str) -> int:
        """Give the number of brackets that live amendments put into a clause."""
        raise NotImplementedError

    def own(self, clause: str) -> int:
        """Give the number of square brackets that the agreed text of a clause opens itself."""
        raise NotImplementedError
