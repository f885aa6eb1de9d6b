"""Paragraphs of a text, their labels, and which paragraph of a newer text is which of an older one."""

from dataclasses import dataclass
from typing import Literal

StepKind = Literal["kept", "changed", "added", "deleted", "moved", "renumbered", "split", "joined"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its literal label (`1.`, `2 bis.`, `(a)`, with the white space after it), its body, and the white
    space that parts it from the next one. `label + body + separator` of all, after the lead, is the text."""

    label: str
    body: str
    separator: str

    @property
    def text(self) -> str:
        """Label and body, without the separator."""
        return self.label + self.body


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A text cut into paragraphs. `lead` is white space before the first one, empty in a well-formed clause."""

    lead: str
    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Paragraphs `start:end` of the base became paragraphs `start2:end2` of the new text.

    `added` has an empty base range, at the place of the addition; `deleted` an empty new range. `moved` stands where the new
    text has the paragraph. `split` is one paragraph that became several, `joined` the reverse. `renumbered`: the body is the
    same, the label is not.
    """

    kind: StepKind
    start: int
    end: int
    start2: int
    end2: int


def paragraphs(text: str) -> Paragraphs:
    """Cut a text at its blank lines; each row of a table is a paragraph of its own."""
    raise NotImplementedError


def align(base: Paragraphs, new: Paragraphs) -> tuple[Step, ...]:
    """Say what became of each paragraph, in the order of the new text (deletions where they stood)."""
    raise NotImplementedError
