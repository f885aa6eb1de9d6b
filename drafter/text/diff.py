"""What changed between two texts: edits as ranges of tokens, from which both texts can always be rebuilt."""

from dataclasses import dataclass
from typing import Literal

from drafter.text.paragraphs import Step


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens `start:end` of the base became tokens `start2:end2` of the new text. One of the ranges may be empty."""

    start: int
    end: int
    start2: int
    end2: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text as a redline shows it."""

    kind: Literal["same", "deleted", "inserted"]
    text: str
    editorial: bool = False


@dataclass(frozen=True, slots=True)
class Diff:
    """The edits that lead from a base to a new text: sorted, not touching, none empty.

    `steps` says what became of each paragraph (moved, renumbered, split, ...).
    """

    base: tuple[str, ...]
    new: tuple[str, ...]
    edits: tuple[Edit, ...]
    steps: tuple[Step, ...] = ()

    def deleted(self, edit: Edit) -> str:
        """The words of the base that an edit takes out."""
        return "".join(self.base[edit.start : edit.end])

    def inserted(self, edit: Edit) -> str:
        """The words that an edit puts in."""
        return "".join(self.new[edit.start2 : edit.end2])

    def editorial(self, edit: Edit) -> bool:
        """Whether an edit changes nothing but white space, quotation marks or the encoding of letters."""
        raise NotImplementedError

    def pieces(self) -> tuple[Piece, ...]:
        """The redline: what is the same, deleted and inserted. 'same' and 'deleted' joined give the base, 'same' and
        'inserted' the new text."""
        raise NotImplementedError

    def origins(self) -> tuple[int | None, ...]:
        """For each token of the new text the token of the base that it was, also through a moved paragraph, or None when
        the new text brought it in. This is what blame follows."""
        raise NotImplementedError


def diff(base: str, new: str) -> Diff:
    """Compare two texts: paragraphs first, then words inside each pair. The same result in every process."""
    raise NotImplementedError
