"""Shown words as pieces of a Word file: cut where their weight changes and where a reference stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from drafter.export.docx import styles
from drafter.export.docx.writing import Piece
from drafter.model.word import bookmark
from drafter.text.shown import BAR, SIGN, WEIGHT_OF, Shown, Signs, seen


def pieces(
    words: Shown, signs: Signs, printed: Callable[[str], str | None], standing: Piece, *, cell: bool = False
) -> Iterator[Piece]:
    """Set words. `printed` gives how a reference prints, or None; `standing` gives all but text and weight.

    The comments of `standing` go with the first piece.
    """
    due = standing
    for text, weight in _runs(words):
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


def _runs(words: Shown) -> Iterator[tuple[str, str]]:
    at = 0
    for part in SIGN.split(words.text):
        for weight, run in groupby(words.weights[at : at + len(part)]):
            size = sum(1 for _ in run)
            yield words.text[at : at + size], weight
            at += size
