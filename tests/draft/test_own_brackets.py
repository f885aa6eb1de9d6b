"""The square brackets that a text has itself are told from those that are derived, and from marks of footnotes."""

from __future__ import annotations

from drafter.draft.consolidate import consolidate
from drafter.draft.document import Heading, Paragraph
from drafter.draft.printing import printed
from tests.draft.building import Talks, article


def test_a_mark_of_a_footnote_is_no_bracket_of_the_text() -> None:
    talks = Talks(article("scope", "States[^1] [shall][should] act \\[so\\][^note-2].\n\n[^1]: Not [yet] agreed.\n"))
    document = consolidate(talks.at(), style="bracketed")
    (heading,) = (block for block in document.blocks if isinstance(block, Heading))
    assert heading.own_brackets == 4
    assert [printed(block.content) for block in document.blocks if isinstance(block, Paragraph)] == [
        "States[^1] ⟦shall⟧⟦should⟧ act ⟦so⟧[^note-2].",
        "[^1]: Not ⟦yet⟧ agreed.",
    ]
