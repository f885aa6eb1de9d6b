"""Which lines of a Word file are those of which clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from drafter.intake.docx.lines import Revision, WordLine
from drafter.model.clause import Clause
from drafter.model.designation import designation
from drafter.model.word import END, GAP, NOTE, bookmark

_ASIDE = frozenset({NOTE.lower(), GAP.lower()})


@dataclass(slots=True)
class Section:
    """The lines of one clause, its heading first. `clause` is None for one that somebody adds, behind `after`."""

    clause: Clause | None
    lines: list[WordLine] = field(default_factory=list)
    after: str = ""
    author: Revision | None = None


def sections(lines: Sequence[WordLine], clauses: Iterable[Clause]) -> tuple[list[Section], list[WordLine]]:
    """Cut a file into clauses. Gives them, and the lines that belong to none.

    A clause begins at its bookmark; where that was lost, at the line that reads as its heading does.
    """
    known = {bookmark(clause.id): clause for clause in clauses}
    marked = {name for line in lines for name in line.bookmarks}
    by_title = {_spaced(clause.title): clause for name, clause in known.items() if name not in marked}
    found: list[Section] = []
    outside: list[WordLine] = []
    here: Section | None = None
    for line in lines:
        clause = _begun(line, known, by_title)
        if END in line.bookmarks:
            here = None
        elif clause is not None:
            by_title.pop(_spaced(clause.title), None)
            known.pop(bookmark(clause.id), None)
            here = Section(clause)
            found.append(here)
        elif here is not None and _adds_clause(line):
            before = here.after or (here.clause.id if here.clause is not None else "")
            here = Section(None, after=before, author=line.put_in)
            found.append(here)
        if here is None or line.style in _ASIDE:
            outside.append(line)
        else:
            here.lines.append(line)
    return found, outside


def _begun(line: WordLine, known: Mapping[str, Clause], by_title: Mapping[str, Clause]) -> Clause | None:
    for name in line.bookmarks:
        if name in known:
            return known[name]
    if not by_title or line.row:
        return None
    base = "".join(span.shown.text for span in line.spans if span.put_in is None)
    return by_title.get(_spaced(base)) if base else None


def _adds_clause(line: WordLine) -> bool:
    """Whether a line that was put in whole is the heading of a new clause."""
    if line.put_in is None or line.row or not line.text.strip() or any(span.put_in is None for span in line.spans):
        return False
    return designation(line.text.strip()) is not None and (line.level > 0 or len(line.text) <= 120)


def _spaced(text: str) -> str:
    return " ".join(text.split())
