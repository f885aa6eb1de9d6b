"""Inline content of a document as pieces of a Word file: brackets printed in the notation, changes as tracked ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from drafter.draft.blocks import source
from drafter.draft.document import Document
from drafter.draft.inline import Bracket, Deleted, Inline, Inserted, Reference, brackets
from drafter.draft.printing import Role, stretches
from drafter.export.docx import styles
from drafter.export.docx.setting import pieces
from drafter.export.docx.writing import Piece, Remark, Revision
from drafter.model.word import as_author
from drafter.text.dialect import runs
from drafter.text.shown import Signs, seen, shown
from drafter.text.visible import visible

_STYLES: Mapping[Role, str] = {
    "mark": styles.BRACKET,
    "names": styles.NAMES,
    "unresolved": styles.UNRESOLVED,
    "inserted": styles.PUT_IN,
    "deleted": styles.TAKEN_OUT,
}
_DIALECT: tuple[Role, ...] = ("words", "inserted", "deleted")


def set_clean(content: Sequence[Inline], *, cell: bool = False) -> Iterator[Piece]:
    """Set content without brackets or changes, as it is read back from a file."""
    printed = {each.target: each.text for each in content if isinstance(each, Reference) and each.resolved}
    signs = Signs()
    # A line ends in one way in a Word file: the other would end the paragraph.
    lines = source(content).replace("\r\n", "\n")
    return pieces(shown(lines, signs), signs, printed.get, Piece(text=""), cell=cell)


Remarked: TypeAlias = Callable[[Sequence[str]], tuple[Remark, ...]]
"""Gives the comments on amendments that show somewhere."""


def set_printed(
    content: Sequence[Inline], document: Document, remarked: Remarked = lambda names: ()
) -> Iterator[Piece]:
    """Set content in the notation of brackets, with the comments on the amendments behind each bracket."""
    bracketed = document.style == "bracketed"
    opened = brackets(content)
    due: tuple[Remark, ...] = ()
    for each in stretches(content, attributed=document.attributed, bracketed=bracketed):
        style = _STYLES.get(each.role, "")
        if each.role == "mark" and each.text == "[":
            # On the words of the innermost bracket: a sub-amendment is not about all that it stands in.
            due += remarked([name for wording in next(opened).wordings for name in wording.names])
        if each.role in _DIALECT:
            for run in runs(each.text):
                yield Piece(text=seen(run.text), weight=run.weight, style=style, remarks=due)
                due = ()
        elif each.role == "mark" and each.text == "[":
            yield Piece(text=each.text, style=style)
        else:
            text = each.text if each.role == "mark" else visible(each.text)
            yield Piece(text=text, style=style, remarks=due)
            due = ()


def names_behind(content: Sequence[Inline]) -> Iterator[str]:
    """Give the amendments behind the brackets of some content, those nested in them too."""
    for each in content:
        if isinstance(each, Bracket):
            for wording in each.wordings:
                yield from wording.names
                yield from names_behind(wording.content)


def set_tracked(
    content: Sequence[Inline], revisions: Revisions, remarked: Remarked = lambda names: (), *, cell: bool = False
) -> Iterator[Piece]:
    """Set a redline with its changes as tracked ones, with the comments on the amendments behind them."""
    inside = cell
    for changed, run in groupby(content, lambda each: isinstance(each, Inserted | Deleted)):
        stretch = tuple(run)
        if not changed:
            # All that stands is set together: emphasis may begin before a reference and end behind it.
            yield from set_clean(stretch, cell=inside)
        for each in stretch if changed else ():
            assert isinstance(each, Inserted | Deleted)
            revision = revisions.behind(each.label)
            due = remarked(revisions.amendments(each.label))
            # A bar stays escaped only where a paragraph begins with it, and would be taken for a row.
            for piece in set_clean(each.content, cell=inside):
                inserted = isinstance(each, Inserted)
                made = replace(piece, put_in=revision) if inserted else replace(piece, taken_out=revision)
                yield replace(made, remarks=due)
                due = ()
            inside = True
        inside = True


class Revisions:
    """Under whom the changes of a redline stand: each under its label, with the date of what it stands for."""

    def __init__(self, document: Document) -> None:
        dates = {each.label: each.origins[-1].date if each.origins else document.date for each in document.behind}
        self._by_label = {label: Revision(as_author(visible(label)), date) for label, date in dates.items()}

        self._amendments = {
            each.label: tuple(name for origin in each.origins for name in origin.amendments) for each in document.behind
        }

    def amendments(self, label: str) -> Sequence[str]:
        """Give the amendments for which a label stands."""
        return self._amendments.get(label, ())

    def behind(self, label: str) -> Revision:
        """Give under whom a change stands."""
        return self._by_label[label]
