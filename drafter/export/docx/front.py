"""What stands before the text in every Word file, round it, and in the file's properties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter.draft.languages import Saying
from drafter.export.docx import styles
from drafter.export.docx.writing import Piece, Sheet, Writing
from drafter.model.word import COMMIT, TEXT, TREATY, listed
from drafter.text.visible import visible


def front(
    writing: Writing,
    *,
    title: str,
    facts: Iterable[tuple[str, str]],
    notice: str,
    notes: Iterable[str],
    say: Saying,
) -> None:
    """Write the title block: title, facts (name and value; empty ones are left out), notice and notes."""
    writing.paragraph((Piece(text=visible(title)),), styles.TITLE)
    for name, value in facts:
        if value:
            writing.paragraph(
                (Piece(text=f"{name}{say.colon}", weight="strong"), Piece(text=visible(value))), styles.FACT
            )
    writing.paragraph((Piece(text=say(notice)),), styles.NOTICE)
    for each in notes:
        note(writing, visible(say("Note: {}.", say(each))))


def note(writing: Writing, text: str, *, with_next: bool = False) -> None:
    """Write what the reader has to know and is not text of the treaty; `with_next` keeps it with what it is about."""
    writing.paragraph((Piece(text=text),), styles.NOTE_STYLE, with_next=with_next)


def sheet(
    *,
    title: str,
    symbol: str,
    issue: str,
    commit: str,
    date: str,
    treaty: str,
    base: str,
    text: str,
    amendments: Sequence[str] = (),
    say: Saying,
) -> Sheet:
    """Say of what the file is. `commit` is printed; `base` is the commit of main whose text it shows.

    `amendments` are those (ids) whose changes it shows as tracked changes.
    """
    said = ", ".join(each for each in (symbol, issue) if each)
    properties = [(TREATY, treaty), (COMMIT, base), (TEXT, text), *listed(amendments)]
    return Sheet(
        title=visible(title),
        date=date,
        header=(visible(title if said else ""), visible(said or title)),
        footer=say("Commit {}", commit),
        properties=tuple((name, value) for name, value in properties if value),
    )
