"""A row of a list or a text as a widget paints it: words with named styles, not yet broken into lines."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from drafter.model.target import Target
from drafter.tui.present.words import words

NOTHING = Content("")


@dataclass(frozen=True, slots=True)
class Contest:
    """A stretch of a row's words that is in dispute, and the amendments behind it."""

    start: int
    end: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: a paragraph of a treaty, an entry of a list, a clause of the tree.

    `key` names the row, so that the cursor stays on it when the rows are renewed.
    """

    key: str
    content: Content
    target: Target | None = None
    """What stands in this row: a clause, a provision or an amendment."""
    indent: int = 0
    hang: int = 0
    """Cells by which the lines after the first one are set in further."""
    gap: int = 0
    """Blank lines behind the row."""
    aside: Content = NOTHING
    """Marks at the right end of the first line."""
    beside: Content | None = None
    """What stands on the right where a widget shows two texts side by side; `content` is then the left one."""
    selectable: bool = True
    heads: bool = False
    """Whether a part of a page begins with it."""
    contests: tuple[Contest, ...] = ()


def counted(text: str, count: int) -> Row:
    """Head a part of a page, and say how many stand in it."""
    said = words(f"{text} ({count})", ".prose--heading")
    return Row(key=f"heading {text}", content=said, selectable=False, heads=True)


def title(key: str, text: str) -> Row:
    """Say what the rows below are."""
    return Row(key=f"title#{key}", content=words(text, ".prose--quiet"), selectable=False)


def blank(key: str) -> Row:
    """Part what stands above from what stands below."""
    return Row(key=f"{key}#end", content=NOTHING, selectable=False)
