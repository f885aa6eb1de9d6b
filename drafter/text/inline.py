"""Bracketed text as a tree: what the terminal, Markdown and the document tree all show."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from drafter.text.attribution import NOBODY, Attribution
from drafter.text.paragraphs import STANDARD_BREAK


@dataclass(frozen=True, slots=True)
class Words:
    """Text that stands as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Inserted:
    """Text that a redline shows as put in. `label` says by whom or what, or is empty."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Deleted:
    """Text that a redline shows as taken out. `label` says by whom or what, or is empty."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """One reading of a bracket.

    `role`: the base's words or proposed ones. `names` are the amendments behind it; on a base wording, those that
    delete (or move) it. `attribution` is what is printed behind ` - `. Empty content reads as nothing at all and is
    printed `∅`.
    """

    content: tuple["Inline", ...]
    role: Literal["base", "proposed"]
    names: tuple[str, ...] = ()
    attribution: Attribution = NOBODY


@dataclass(frozen=True, slots=True)
class Bracket:
    """Words in dispute.

    `alternatives` are rival wordings, the base's first. `deletion` are base words that somebody wants out,
    `insertion` words that somebody wants in; they have one wording, and without it the space that is left over goes
    too. White space at either end of the wordings stands outside of the bracket.
    """

    kind: Literal["alternatives", "deletion", "insertion"]
    wordings: tuple[Wording, ...]


Inline: TypeAlias = Words | Inserted | Deleted | Bracket


@dataclass(frozen=True, slots=True)
class BracketedParagraph:
    """A paragraph of a bracketed text, ready to be shown.

    `content` is all of it, label included. `kind` `alternative` is one of several whole wordings, the base's first,
    the others as a redline of that; it has a `heading` (`Alt 1`, ...) and ends with its `attribution` in round
    brackets; empty content reads `No text`. `base` is the paragraph of the base that it shows, None for an added one.
    `number` is the literal label without white space. `names` are the amendments that show in it. `separator` is the
    white space behind it in the base.
    """

    kind: Literal["base", "added", "deleted", "moved", "alternative"]
    content: tuple[Inline, ...]
    base: int | None = None
    number: str = ""
    names: tuple[str, ...] = ()
    heading: str = ""
    attribution: Attribution = NOBODY
    separator: str = STANDARD_BREAK
