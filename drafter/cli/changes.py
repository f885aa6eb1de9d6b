"""What an act changes in the agreed text, shown to whoever records it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from drafter.cli.output import coloured, columns, say
from drafter.cli.redline import print_redline, redline

if TYPE_CHECKING:
    from drafter.model.clause import Clause
    from drafter.model.treaty import Treaty


def show_changes(treaty: Treaty, clauses: Mapping[str, Clause | None], form: str) -> None:
    """Print what becomes of clauses (None: taken out), word by word; nothing where data is asked for."""
    if form == "json":
        return
    for id, after in clauses.items():
        before = treaty.by_id.get(id)
        one = after or before
        if one is None or (before is not None and after is not None and same(before, after)):
            continue
        say(f"{one.title}\n")
        old, new = (each.text if each is not None else "" for each in (before, after))
        if old != new:
            print_redline(redline(old, new, coloured=coloured(), columns=columns()))
            say()
        for line in _values(before, after):
            say(line)


def same(before: Clause, after: Clause) -> bool:
    """Whether two clauses are one, to the byte and in one place."""
    return (before.source, before.path) == (after.source, after.path)


def _values(before: Clause | None, after: Clause | None) -> Sequence[str]:
    """Say what changes beside the text: its place and the values of its front matter, but for the heading."""
    if before is None or after is None:
        return [f"{(after or before).path}: {'put in' if before is None else 'taken out'}\n"]  # type: ignore[union-attr]
    found = [f"{before.path} -> {after.path}"] if before.path != after.path else []
    old, new = ({each.key: each.value for each in one.front.fields} for one in (before, after))
    for key in dict.fromkeys([*old, *new]):
        if key != "heading" and old.get(key) != new.get(key):
            found.append(f"{key}: {_said(old.get(key))} -> {_said(new.get(key))}")
    return [*found, ""] if found else []


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value) if value else "nothing"
