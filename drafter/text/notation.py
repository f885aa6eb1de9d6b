"""Alternatives in the notation of the field: square brackets with names, as consolidated texts print them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from drafter.text.alternatives import Alternatives
from drafter.text.attribution import NOBODY, Attribution, Parties, Voice
from drafter.text.inline import Inline


@dataclass(frozen=True, slots=True)
class Retain:
    """A party that asks to keep the text as it is (NOC).

    `against` limits it to the words that these proposals touch, `label` to one numbered paragraph of the clause (`1`, `2 bis`,
    `1.a` as in a provision's address); None is no limit.
    """

    party: str
    against: frozenset[str] | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class BracketedParagraph:
    """A paragraph of a bracketed text, ready to be shown.

    `content` is all of it, label included. `kind` `alternative` is one of several whole wordings (`heading` is `Alt 1`, ...),
    `row` one of a table of proposals too many for brackets (`heading` is empty, `content` a redline); both end with their
    `attribution` in round brackets. `base` is the paragraph of the base that it shows, None for an added one. `number` is the
    literal label without white space. `names` are the amendments that show in it.
    """

    kind: Literal["base", "added", "deleted", "moved", "alternative", "row"]
    content: tuple[Inline, ...]
    base: int | None = None
    number: str = ""
    names: tuple[str, ...] = ()
    heading: str = ""
    attribution: Attribution = NOBODY


def bracketed(
    alternatives: Alternatives,
    voices: Mapping[str, Sequence[Voice]],
    parties: Parties,
    *,
    retains: Sequence[Retain] = (),
) -> tuple[BracketedParagraph, ...]:
    """Bracket a clause. `voices` says for each proposal who proposes, supports, reserves on and opposes it.

    Brackets nested deeper than three, or more than half of a paragraph in dispute, give `Alt 1`, `Alt 2`; more than six
    alternatives, or five times the length of the base, a row a proposal.
    """
    raise NotImplementedError


def plain(paragraphs: Sequence[BracketedParagraph], *, attributed: bool = True) -> str:
    """Print bracketed paragraphs, a blank line between them. Without names: `[refrain from][not conduct]`."""
    raise NotImplementedError


def plain_inline(content: Sequence[Inline], *, attributed: bool = True) -> str:
    """Print one run of inline text, as `plain` does."""
    raise NotImplementedError


def own_brackets(text: str) -> str:
    """Square brackets that belong to the text itself, as printed beside derived ones: `⟦shall⟧`."""
    raise NotImplementedError
