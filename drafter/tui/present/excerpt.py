"""A very long paragraph with the words around what matters in it alone: nobody finds one word among ten thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content

from drafter.tui.present.row import Contest
from drafter.tui.present.words import words

_LONG = 3000
"""Characters up to which a paragraph is shown whole."""

_AROUND = 400
"""Characters that are shown before and behind what matters."""

_GAP = " .. "


def excerpt(
    content: Content, contests: tuple[Contest, ...], matter: Sequence[Contest] | None = None
) -> tuple[Content, tuple[Contest, ...]]:
    """Give what of a long paragraph stands around the contests that matter (all, unless said otherwise), with `..` in
    the place of what is left out, and the contests at their places there. A shorter one is given as it is.
    """
    matter = contests if matter is None else matter
    text = content.plain
    if len(text) <= _LONG or not matter:
        return content, contests
    spans: list[tuple[int, int]] = []
    for each in sorted(matter, key=lambda contest: contest.start):
        start, end = _word(text, max(each.start - _AROUND, 0)), _word(text, min(each.end + _AROUND, len(text)))
        if spans and start <= spans[-1][1] + _AROUND:
            spans[-1] = spans[-1][0], max(spans[-1][1], end)
        else:
            spans.append((start, end))
    made, found = Content(""), list[Contest]()
    for start, end in spans:
        if start:
            made += words(_GAP if made else _GAP.lstrip(), ".prose--quiet")
        shift = len(made) - start
        found += [
            replace(each, start=max(each.start, start) + shift, end=min(each.end, end) + shift)
            for each in contests
            if each.start < end and each.end > start
        ]
        last = max((each.end for each in matter if each.end <= end), default=start)
        made += content[start : max(len(text[:end].rstrip()), last)]
    if spans[-1][1] < len(text):
        made += words(_GAP.rstrip(), ".prose--quiet")
    return made, tuple(found)


def _word(text: str, at: int) -> int:
    """Give the next place at which a word begins, not far from one; the place itself in a script without spaces."""
    space = text.find(" ", at, at + _AROUND // 10)
    return at if at in (0, len(text)) or space < 0 else space + 1
