"""How a file is written: UTF-8 without a mark, NFC, LF, no spaces at line ends, a final newline, a paragraph a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from drafter.check.place import in_body
from drafter.model.clause import Clause
from drafter.model.problem import Problem
from drafter.model.provision import paragraphs

MEND = "`drafter check --fix` mends it"
_SPACES = re.compile(r"[ \t]+(?=\r?$)", re.MULTILINE)


def byte_order_mark(file: str, text: str) -> Iterator[Problem]:
    """A byte-order mark is no part of the text."""
    if text.startswith("\ufeff"):
        yield _problem("byte-order-mark", "the file begins with a byte-order mark", file, 1)


def line_ends(file: str, text: str) -> Iterator[Problem]:
    """Lines end in LF alone, so that every copy has the same bytes."""
    match = re.search(r"\r", text)
    if match is not None:
        line = text.count("\n", 0, match.start()) + 1
        yield _problem("line-ends", "lines end in CR or CRLF", file, line)


def composed_letters(file: str, text: str) -> Iterator[Problem]:
    """Letters are composed (NFC): the same word is the same bytes."""
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            yield _problem("nfc", "letters are not composed (NFC)", file, number)
            return


def trailing_spaces(file: str, text: str) -> Iterator[Problem]:
    """No line ends in spaces, which nobody sees and every comparison does."""
    places = [match.start() for match in _SPACES.finditer(text)]
    if places:
        said = "a line ends in spaces" if len(places) == 1 else f"{len(places)} lines end in spaces"
        yield _problem("trailing-spaces", said, file, text.count("\n", 0, places[0]) + 1)


def final_newline(file: str, text: str) -> Iterator[Problem]:
    """The last line ends, and nothing stands behind it."""
    last = text.count("\n") + 1
    if text and not text.endswith("\n"):
        yield _problem("final-newline", "the last line has no line end", file, last)
    elif re.search(r"\n[ \t\r]*\n\Z", text):
        yield _problem("final-newline", "empty lines stand at the end", file, last - 1)


def paragraph_lines(clause: Clause) -> Iterator[Problem]:
    """A paragraph is one line, so that a changed word is a changed line of its own. Rows of a table are lines."""
    for paragraph in paragraphs(clause.body):
        lines = clause.body[paragraph.start : paragraph.end].split("\n")
        if len(lines) > 1 and not all(line.lstrip().startswith("|") for line in lines):
            message = f"a paragraph runs over {len(lines)} lines"
            remedy = "write each paragraph on one line, with an empty line between paragraphs"
            yield in_body(clause, paragraph.start, "paragraph-lines", message, remedy)


def _problem(rule: str, message: str, file: str, line: int) -> Problem:
    return Problem(rule=rule, message=message, remedy=MEND, file=file, line=line)
