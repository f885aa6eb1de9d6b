"""Proposals of different signatories that say the same, or nearly the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from drafter.text.alternatives import Proposal


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two proposals that change the same words alike. `likeness` is 1 for equal texts (but for layout), less when nearly equal."""

    earlier: str
    later: str
    likeness: float

    @property
    def equal(self) -> bool:
        """Whether the two texts differ in layout at most."""
        return self.likeness == 1


def duplicates(base: str, proposals: Sequence[Proposal]) -> tuple[Duplicate, ...]:
    """Pairs of proposals on one base that are equal or nearly equal, most alike first: offer co-sponsorship."""
    raise NotImplementedError
