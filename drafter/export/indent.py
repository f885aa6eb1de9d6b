"""How far a provision is set in, the same in every format that sets pages."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.draft.document import Paragraph
from drafter.model.label import Label, leading_labels


class Indents:
    """Follows the paragraphs of a clause, one after the other.

    A list of letters is set in, also where no numbered paragraph stands above it, and with it all that is nested in it.
    """

    def __init__(self) -> None:
        self._more = 0

    def of(self, paragraph: Paragraph) -> int:
        """Say how far the next paragraph is set in, in levels."""
        return self.at(leading_labels(paragraph.label)[0] if paragraph.label else (), paragraph.depth)

    def at(self, labels: Sequence[Label], depth: int) -> int:
        """Say the same of the next paragraph by its labels and how deep it is nested."""
        if len(labels) > depth:
            self._more = int(labels[0].kind != "number")
        return depth + self._more if labels or depth else 0
