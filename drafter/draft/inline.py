"""The words of a document as a tree: text, cross-references, brackets with their wordings, and redline marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from drafter.text.attribution import NOBODY, Attribution


@dataclass(frozen=True, slots=True)
class Words:
    """Text that stands as it is, in the inline dialect (emphasis, strong, escapes), see `emphasis.runs`."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference `{critical-infrastructure:1.a}`, and how it prints: `article 4, paragraph 1 (a)`."""

    target: str
    """The address, without braces."""
    text: str
    """The printed form; the source with its braces when the reference leads nowhere."""
    resolved: bool

    @property
    def source(self) -> str:
        """The reference as the text has it."""
        return f"{{{self.target}}}"


Plain: TypeAlias = Words | Reference


@dataclass(frozen=True, slots=True)
class Inserted:
    """What a redline shows as put in. `label` says what is behind it (`document.Behind`); elsewhere it is empty."""

    content: tuple[Plain, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a redline shows as taken out. `label` says what is behind it (`document.Behind`); elsewhere it is empty."""

    content: tuple[Plain, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """One reading of a bracket, the base's or a proposed one; `names` are the amendments behind it."""

    content: tuple[Inline, ...]
    role: Literal["base", "proposed"]
    names: tuple[str, ...] = ()
    attribution: Attribution = NOBODY


@dataclass(frozen=True, slots=True)
class Bracket:
    """Words in dispute: rival wordings, base words that somebody wants out, or words that somebody wants in."""

    kind: Literal["alternatives", "deletion", "insertion"]
    wordings: tuple[Wording, ...]


Inline: TypeAlias = Words | Reference | Inserted | Deleted | Bracket


def brackets(content: Iterable[Inline]) -> Iterator[Bracket]:
    """Give the brackets of some content in the order in which they open."""
    for each in content:
        if isinstance(each, Bracket):
            yield each
            for wording in each.wordings:
                yield from brackets(wording.content)


def unattributed(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Give the content without a name in it, neither of parties nor of amendments."""
    return tuple(
        Bracket(
            each.kind,
            tuple(Wording(unattributed(wording.content), wording.role) for wording in each.wordings),
        )
        if isinstance(each, Bracket)
        else each
        for each in content
    )
