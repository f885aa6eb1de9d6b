"""Bracketed text as a tree: what the terminal, Markdown and the document tree all show."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from drafter.text.attribution import NOBODY, Attribution


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
    """One reading of a bracket. `role`: the base's words or proposed ones. `names` are the amendments behind it; on a base
    wording, those that delete (or move) it. `attribution` is what is printed behind ` - `."""

    content: tuple["Inline", ...]
    role: Literal["base", "proposed"]
    names: tuple[str, ...] = ()
    attribution: Attribution = NOBODY


@dataclass(frozen=True, slots=True)
class Bracket:
    """Words in dispute: rival wordings with the base's first, base words that somebody wants out, or words that somebody
    wants in. The last two have one wording."""

    kind: Literal["alternatives", "deletion", "insertion"]
    wordings: tuple[Wording, ...]


Inline: TypeAlias = Words | Inserted | Deleted | Bracket
