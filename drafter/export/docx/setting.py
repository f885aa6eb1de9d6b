"""Shown words as pieces of a Word file: cut where their weight changes and where a reference stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from drafter.export.docx import styles
from drafter.export.docx.writing import Piece
from drafter.model.word import bookmark
from drafter.text.shown import BAR, WEIGHT_OF, Shown, Signs, seen


def pieces(
    words: Shown, signs: Signs, printed: Callable[[str], str | None], standing: Piece, *, cell: bool = False
) -> Iterator[Piece]:
    """Set words. `printed` gives how a reference prints, or None; `standing` gives all but text and weight.

    The comments of `standing` go with the first piece.
    """
    due = standing
    for text, weight in _runs(words, signs):
        target = signs.target(text) if len(text) == 1 else None
        if target is None:
            made = replace(due, text=text.replace(BAR, "|" if cell else "\\|"), weight=WEIGHT_OF[weight])
        else:
            said = printed(target)
            if said is None:
                made = replace(due, text=f"{{{target}}}", weight=WEIGHT_OF[weight], style=styles.UNRESOLVED)
            else:
                made = replace(due, text=seen(said), weight=WEIGHT_OF[weight], link=bookmark(target))
        yield made
        due = replace(standing, remarks=())


def _runs(words: Shown, signs: Signs) -> Iterator[tuple[str, str]]:
    text, weights = words.text, words.weights
    at = 0
    for place in range(1, len(text) + 1):
        ends = (
            place == len(text)
            or weights[place] != weights[at]
            or signs.target(text[place]) is not None
            or signs.target(text[at]) is not None
        )
        if ends:
            yield text[at:place], weights[at]
            at = place
