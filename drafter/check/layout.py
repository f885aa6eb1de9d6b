"""How a file is written: UTF-8 without a mark, NFC, LF, no spaces at line ends, a final newline, a paragraph a line.

And what of it can be mended without changing a word or its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from drafter.check.place import in_body
from drafter.model.clause import Clause
from drafter.model.label import Label, follows, leading_labels
from drafter.model.problem import Problem
from drafter.model.provision import PARAGRAPH, paragraphs

MEND = "`drafter check --fix` mends it"
_FRONT = re.compile(r"---\n(?:.*\n)*?---\n")
_ENDS = re.compile(r"(?:[.;:,]|[.;:,]\s*(?:and|or))\Z")
_SPACES = re.compile(r"(?<![ \t])[ \t]+(?=\r?$)", re.MULTILINE)


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
    begun = begun_inside(clause.body)
    for paragraph in paragraphs(clause.body):
        lines = clause.body[paragraph.start : paragraph.end].split("\n")
        if len(lines) > 1 and not all(line.lstrip().startswith("|") for line in lines):
            message = f"a paragraph runs over {len(lines)} lines"
            remedy = "write each paragraph on one line, with an empty line between paragraphs"
            if any(paragraph.start < at < paragraph.end for at in begun):
                message += ", and provisions begin inside of it"
                remedy = f"{MEND} by empty lines between them"
            yield in_body(clause, paragraph.start, "paragraph-lines", message, remedy)


def begun_inside(body: str) -> list[int]:
    """Give the offsets of lines inside of paragraphs that begin a provision: they are printed, but have no address.

    Only a line whose label counts on from those before it (`2.` behind `1.`), or opens a list behind a colon, and
    behind a line that ends as a provision does: a sentence that was broken before `2. ` stays in one piece.
    """
    last: dict[str, Label] = {}
    begun: list[int] = []
    for paragraph in PARAGRAPH.finditer(body):
        at, before = paragraph.start(), ""
        for line in paragraph[0].split("\n"):
            labels, _ = leading_labels(line)
            if labels and before and _ENDS.search(before) and _comes_next(labels[0], last, before):
                begun.append(at)
            if labels and (not before or at in begun):
                _count(labels, last)
            at, before = at + len(line) + 1, line.rstrip()
    return begun


def _comes_next(label: Label, last: Mapping[str, Label], before: str) -> bool:
    # (i) may be the letter behind (h).
    kinds = ("roman", "letter") if label.kind == "roman" else (label.kind,)
    counts_on = any(kind in last and follows(last[kind], Label(label.text, label.key, kind)) for kind in kinds)
    return counts_on or (before.endswith(":") and label.key in ("1", "a", "i"))


def _count(labels: Sequence[Label], last: dict[str, Label]) -> None:
    for label in labels:
        if label.kind == "number":
            last.clear()
        kind = label.kind
        if kind == "roman" and "letter" in last:
            as_letter = Label(label.text, label.key, "letter")
            kind = "letter" if follows(last["letter"], as_letter) else kind
        last[kind] = Label(label.text, label.key, kind)


def mend(content: bytes) -> bytes:
    """Mend a file: no byte-order mark, LF, letters composed (NFC), no spaces at line ends, one final newline.

    In a clause a line that begins a provision (`begun_inside`) becomes a paragraph of its own. A file that is
    not UTF-8 comes back as it is: to guess its encoding could change its words.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"(?<![ \t])[ \t]+$", "", text, flags=re.MULTILINE).rstrip("\n")
    return _parted(f"{text}\n").encode() if text else b""


def _parted(text: str) -> str:
    front = _FRONT.match(text)
    if front is None:
        return text
    head, body = text[: front.end()], text[front.end() :]
    for at in reversed(begun_inside(body)):
        body = f"{body[:at]}\n{body[at:]}"
    return head + body


def _problem(rule: str, message: str, file: str, line: int) -> Problem:
    return Problem(rule=rule, message=message, remedy=MEND, file=file, line=line)
