"""The parts and clauses of the treaty, each with its marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from drafter.tui.actions import bindings
from drafter.tui.present.tree import Entry, tree_rows
from drafter.tui.widgets.rows import Rows


class ClauseTree(Rows):
    """The tree of clauses. Parts can be folded; the key of a row is its clause's id."""

    SCOPES: ClassVar[tuple[str, ...]] = ("tree", "rows")
    BINDINGS: ClassVar[list[BindingType]] = bindings("tree")
    GUTTER = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries: tuple[Entry, ...] = ()
        self._folded: frozenset[str] = frozenset()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other clauses, or other marks."""
        self._entries = tuple(entries)
        self._show()

    def follow(self, clause: str) -> None:
        """Put the cursor on a clause, or on its part when that is folded."""
        if self.current is not None and self.current.key == clause:
            return
        if not self.go_to_key(clause):
            part = next((entry.part for entry in self._entries if entry.clause == clause), "")
            self.go_to_key(part)

    def action_fold(self) -> None:
        """Fold the part, or the part that the clause is in."""
        entry = self._entry
        if entry is not None and (entry.part or entry.is_part):
            part = entry.clause if entry.is_part else entry.part
            self._folded |= {part}
            self._show()
            self.go_to_key(part)

    def action_unfold(self) -> None:
        """Unfold the part."""
        if self._entry is not None:
            self._folded -= {self._entry.clause}
            self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Crop the headings to the new width."""
        super().on_resize(event)
        self._show()

    @property
    def _entry(self) -> Entry | None:
        row = self.current
        return next((entry for entry in self._entries if row is not None and entry.clause == row.key), None)

    def _show(self) -> None:
        self.show(tree_rows(self._entries, self._folded, self._text_width - self.GUTTER))
