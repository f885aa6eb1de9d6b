"""Inline content of a document as pieces of a Word file: brackets printed in the notation, changes as tracked ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.draft.blocks import source
from drafter.draft.document import Document
from drafter.draft.inline import Deleted, Inline, Inserted, Reference, Words
from drafter.draft.printing import Role, stretches
from drafter.export.docx import styles
from drafter.export.docx.setting import pieces
from drafter.export.docx.writing import Piece, Revision
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
    return pieces(shown(source(content), signs), signs, printed.get, Piece(text=""), cell=cell)


def set_printed(content: Sequence[Inline], document: Document) -> Iterator[Piece]:
    """Set content in the notation of brackets."""
    bracketed = document.style == "bracketed"
    for each in stretches(content, attributed=document.attributed, bracketed=bracketed):
        style = _STYLES.get(each.role, "")
        if each.role in _DIALECT:
            yield from (Piece(text=seen(run.text), weight=run.weight, style=style) for run in runs(each.text))
        else:
            yield Piece(text=each.text if each.role == "mark" else visible(each.text), style=style)


def set_tracked(content: Sequence[Inline], revisions: Revisions) -> Iterator[Piece]:
    """Set a redline with its changes as tracked ones."""
    for each in content:
        if isinstance(each, Inserted | Deleted):
            revision = revisions.behind(each.label)
            for piece in set_clean(each.content):
                inserted = isinstance(each, Inserted)
                yield replace(piece, put_in=revision) if inserted else replace(piece, taken_out=revision)
        elif isinstance(each, Words | Reference):
            yield from set_clean((each,))


class Revisions:
    """Under whom the changes of a redline stand: each under its label, with the date of what it stands for."""

    def __init__(self, document: Document) -> None:
        dates = {each.label: each.origins[-1].date if each.origins else document.date for each in document.behind}
        self._by_label = {label: Revision(visible(label), date) for label, date in dates.items()}

    def behind(self, label: str) -> Revision:
        """Give under whom a change stands."""
        return self._by_label[label]
