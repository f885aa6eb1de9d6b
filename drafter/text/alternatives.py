"""A base and all live proposals as one text: where they differ, what each of them says, and who stands behind it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed text. `name` is the amendment's id; `text` the whole text of the clause as it would read, empty for a
    deletion of the clause. `parent` names the proposal that a sub-amendment changes."""

    name: str
    text: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A wording that some proposals put in the place of a region's base words; empty content is a deletion.

    `content` is agreed text and, where a sub-amendment changes this wording, regions of its own. `names` are in order of tabling.
    """

    content: tuple["Passage", ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Base tokens `start:end` (counted in the whole base text) that somebody wants to read otherwise.

    `base` is the base wording, in which further regions may be nested; the wordings of a region all differ. `editorial`: they
    differ only in white space, quotation marks or the encoding of letters.
    """

    start: int
    end: int
    base: tuple["Passage", ...]
    choices: tuple[Choice, ...]
    editorial: bool = False


Passage: TypeAlias = str | Region


@dataclass(frozen=True, slots=True)
class BaseParagraph:
    """A paragraph of the base, with the regions of its label and of its body, and who wants it out (`deleted`) or somewhere
    else (`moved`: name and the paragraph of the base before which it would stand)."""

    index: int
    start: int
    label: tuple[Passage, ...]
    body: tuple[Passage, ...]
    deleted: tuple[str, ...] = ()
    moved: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AddedParagraph:
    """A paragraph that some proposals put in before base paragraph `index`. `moved_from` is the paragraph of the base that
    it was, when it has only been moved (and perhaps changed)."""

    index: int
    label: str
    body: str
    names: tuple[str, ...]
    moved_from: int | None = None


class Disputed(ValueError):
    """Proposals that want the same words to read differently cannot be chosen together. `names` are those proposals."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"{', '.join(names)} want the same words to read differently")
        self.names = names


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The alternatives of one clause. `names` are all proposals in order of tabling."""

    base: str
    names: tuple[str, ...]
    paragraphs: tuple[BaseParagraph | AddedParagraph, ...]
    separators: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def choose(self, choice: str | Collection[str] | None) -> str:
        """The text with the wordings of the chosen proposals.

        None gives the base, a name exactly that proposal, both to the byte; a collection of names all of them together.
        Raises Disputed when the chosen want the same words to read differently, KeyError for an unknown name.
        """
        raise NotImplementedError

    def regions(self) -> tuple[Region, ...]:
        """All regions, outer ones before those nested in them, in the order of the text. Whole added, deleted and moved
        paragraphs are regions as well."""
        raise NotImplementedError


def alternatives(base: str, proposals: Sequence[Proposal]) -> Alternatives:
    """Lay proposals, in order of tabling, over their base. Which regions there are does not depend on that order."""
    raise NotImplementedError
