"""A text that is taken in: read from Markdown or Word, and what is doubtful in it told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drafter.cli.output import tell
from drafter.cli.wording import PACKED, read_file
from drafter.export.extra import missing
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.intake.markdown import Split


def split_file(file: str) -> Split:
    """Cut a Markdown or Word file into clauses. Raises Refused, also where there is no text in it."""
    from drafter.intake.markdown import split
    from drafter.intake.notes import with_notes

    data = read_file(file)
    done: Split
    if file.lower().endswith(".docx"):
        done = word_reader().clauses(data, file)
    elif data.startswith(PACKED):
        raise refuse("it is no text", "if it is a Word file, give it a name that ends with .docx", file=file)
    else:
        done = with_notes(split(_text(data, file), file), file)
    if not done.clauses:
        raise refuse("there is no text in it", "name another file", file=file)
    return done


def word_reader() -> Any:
    """Import what reads Word files. Raises Refused when its extra is not installed."""
    try:
        from drafter.intake import docx
    except ImportError:
        raise missing("Word files need lxml, which is not installed", "lxml>=5.1") from None
    return docx


def text_of(file: str) -> str:
    """Read a text file. Raises Refused with the line that is not UTF-8."""
    return _text(read_file(file), file)


def _text(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise refuse("the file is not UTF-8", "save it as UTF-8", rule="utf-8", file=file, line=line) from None


def tell_doubts(done: Split | None, file: str | None, title: str) -> list[dict[str, object]]:
    """Tell what is doubtful in a text, and what of it is not part of the treaty; give it as plain data.

    `title` is that of the treaty: where the text calls itself otherwise, those words stand nowhere else.
    """
    if done is None:
        return []
    stands = any(done.title in clause.source for clause in done.clauses)
    if done.title and not stands and done.title.casefold() != title.casefold():
        tell(f"{file}: the text calls itself “{done.title}”; the treaty is “{title}”")
    others = [key for key in done.metadata if key != "title"]
    if others:
        tell(f"{file}: the front matter was read for the title; {', '.join(others)} is not part of the treaty")
    for problem in done.problems:
        tell(f"warning: {problem}")
    return [
        {"file": each.file, "line": each.line, "rule": each.rule, "message": each.message} for each in done.problems
    ]


def counted(number: int, what: str) -> str:
    """Say a number of things: `1 clause`, `2 clauses`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
