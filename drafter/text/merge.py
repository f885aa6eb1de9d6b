"""Three-way merge on words. A clean merge is not consent: it says that two changes do not touch, not that they agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Side = Literal["base", "ours", "theirs", "both"]


@dataclass(frozen=True, slots=True)
class Agreed:
    """A stretch on which the merge is certain: `text`, and who changed it (`base`: nobody).

    `near`: the other side changed something within twelve words of it; a person has to read it before it is adopted.
    `base`, `ours` and `theirs` are what the three texts have here; all pieces of a merge joined give each of them back.
    """

    text: str
    side: Side
    near: bool
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed the same words differently. `start` is the token of the base at which it begins."""

    base: str
    ours: str
    theirs: str
    start: int


@dataclass(frozen=True, slots=True)
class Merge:
    """The result of a merge, in the order of the text."""

    pieces: tuple[Agreed | Conflict, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What a person has to decide."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))

    @property
    def near(self) -> tuple[Agreed, ...]:
        """What a person has to read before it is adopted."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Agreed) and piece.near)

    @property
    def clean(self) -> bool:
        """Whether there is no conflict."""
        return not self.conflicts

    @property
    def text(self) -> str:
        """The merged text. Raises ValueError when there is a conflict: nothing is placed by guess."""
        if not self.clean:
            raise ValueError("a merge with conflicts has no text")
        return "".join(piece.text for piece in self.pieces if isinstance(piece, Agreed))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A proposal that could not be taken together with those before it: `overlaps` names them (empty when it no longer fits
    the text itself), `conflicts` says where."""

    name: str
    overlaps: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Combination:
    """Several proposals adopted in one go: the text, the names taken and not taken, and what a person must read (`near`,
    by name)."""

    text: str
    taken: tuple[str, ...]
    refused: tuple[Refusal, ...]
    near: tuple[tuple[str, tuple[Agreed, ...]], ...]


def merge(base: str, ours: str, theirs: str, *, first: Literal["ours", "theirs"] | None = None) -> Merge:
    """Merge two changed texts over their common base.

    Two different insertions at one point are a conflict, unless `first` says whose comes first (the order of tabling): then
    both stay. Swapping the sides mirrors the result.
    """
    raise NotImplementedError


def combine(base: str, proposals: Sequence[tuple[str, str]]) -> Combination:
    """Take proposals (name, whole proposed text) of one base one after the other, in the order given.

    A proposal that overlaps one already taken is left out whole and named with what it overlaps; it is never taken in part.
    """
    raise NotImplementedError
