"""What is under the cursor."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.model.target import Target


@dataclass(frozen=True, slots=True)
class Subject:
    """What is under the cursor: a clause or provision, the amendments behind the words there, or one amendment."""

    target: Target | None = None
    clause: str = ""
    names: tuple[str, ...] = ()
    exact: bool = False
    """Whether `names` are those of the very words that were gone to, not of the whole paragraph."""

    @property
    def amendment(self) -> str | None:
        """The amendment that an act would be about, when there is exactly one."""
        if self.target is not None and self.target.amendment:
            return self.target.amendment
        return self.names[0] if len(self.names) == 1 else None


NOTHING = Subject()
