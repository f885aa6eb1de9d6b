"""A treaty in Word becomes clauses, by way of Markdown: headings, literal numbers, tables, emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from drafter.intake.docx.lines import Reading, WordLine, labelled, nobody, note_lines, read
from drafter.intake.docx.reading import WHOLE, WordText, read_word
from drafter.intake.docx.source import rewritten
from drafter.intake.markdown import Split, split
from drafter.intake.notes import with_notes
from drafter.model.designation import designation
from drafter.model.problem import Problem
from drafter.model.word import BOOKMARK, END, GAP, NOTE
from drafter.text.shown import BAR, Shown, Signs, plain
from drafter.text.visible import quoted

_ASIDE = frozenset({NOTE.lower(), GAP.lower()})
_CONTENTS = re.compile(r"toc [1-9]\Z")
"""The styles in which Word sets the lines of a table of contents."""
_BLOCK = re.compile(r"#{1,6}(?=[ \t]|$)|`{3}|~{3}|<|>|(?:[-=_*][ \t]*){3,}$|\|")
"""What a Markdown parser takes for the beginning of a block at the beginning of a line."""


def clauses(data: bytes, file: str = "the file") -> Split:
    """Split a treaty in a Word file into clauses. Raises Refused for what is no Word file, or would do harm.

    What Word counts becomes literal text. Tracked changes are not agreed: the text is read without them, and each is a
    problem, as is everything else that can't be carried over. The gaps of the result are those of the Markdown between.
    """
    text = read_word(data, file)
    signs = Signs()
    whole = [labelled(line) for line in _of_treaty(text.lines) if line.style not in _ASIDE]
    lines = [line for line in whole if not _CONTENTS.match(line.style)]
    left = [_contents_left(file)] if lines != whole else []
    lines += note_lines(lines)
    readings = read([_with_bar(line) for line in lines], nobody, {}, signs)
    made = with_notes(split(_markdown(readings, signs), file), file)
    # Lines of the Markdown between are no places in the file that the user has.
    named = [replace(problem, line=None) for problem in made.problems]
    return replace(made, problems=(*text.problems, *left, *_changes(text, file), *_comments(text, file), *named))


def _of_treaty(lines: Sequence[WordLine]) -> list[WordLine]:
    """Leave out what a file of ours has before and behind the text of the treaty, but for the title."""
    marked = [place for place, line in enumerate(lines) if any(map(BOOKMARK.match, line.bookmarks))]
    ends = [place for place, line in enumerate(lines) if END in line.bookmarks]
    if not marked or not ends:
        return list(lines)
    return [*(line for line in lines[: marked[0]] if line.style == "title"), *lines[marked[0] : ends[-1]]]


def _with_bar(line: WordLine) -> WordLine:
    """Keep a bar at the beginning of a paragraph a character: it is no row."""
    if line.row or not line.text.lstrip().startswith("|"):
        return line
    first = next(place for place, span in enumerate(line.spans) if span.shown.text.strip())
    spans = list(line.spans)
    words = spans[first].shown
    spans[first] = replace(spans[first], shown=Shown(words.text.replace("|", BAR, 1), words.weights))
    return replace(line, spans=spans)


def _markdown(readings: list[Reading], signs: Signs) -> str:
    titles = list(takewhile(lambda reading: reading.line.style == "title", readings))
    readings = readings[len(titles) :]
    title = plain(" ".join(" ".join(reading.shown.text.split()) for reading in titles))
    parts = [f"# {_source(title, signs)}\n\n"] if titles else []
    for place, reading in enumerate(readings):
        parts.append(_line(reading, signs, "#" if titles else ""))
        following = readings[place + 1] if place + 1 < len(readings) else None
        in_table = reading.line.row and following is not None and following.line.row
        parts.append("\n" if in_table or following is None else "\n\n")
    return "".join(parts)


def _line(reading: Reading, signs: Signs, above: str) -> str:
    words, line = reading.shown, reading.line
    if line.row:
        return _source(words, signs)
    level = line.level
    flat = words.text.replace("\n", " ")
    # A short line that designates a clause, in bold or alone, is a heading that somebody set by hand.
    found = designation(flat) if not level and len(flat) <= 120 else None
    if found is not None and (line.bold or set(words.weights) <= {"s", "b"} or _stands_alone(words.text)):
        level = 2 if found.kind.value == "article" else 1
    if level:
        return f"{above + '#' * min(level, 5)} {_source(plain(flat), signs)}"
    return "\n".join(_guarded(part) for part in _source(words, signs).split("\n"))


def _stands_alone(text: str) -> bool:
    """Whether a line, the first one of its paragraph, says `Article 3` and nothing else."""
    found = designation(text.partition("\n")[0])
    return found is not None and not found.heading


def _source(words: Shown, signs: Signs) -> str:
    text, _ = rewritten("", [words], signs)
    return text.rstrip("\n")


def _guarded(line: str) -> str:
    """Keep words from being read as a heading, a rule, a quotation, code or HTML."""
    line = line.lstrip(" \t")
    return f"\\{line}" if _BLOCK.match(line) else line


def _changes(text: WordText, file: str) -> Iterator[Problem]:
    for line in (*text.lines, *note_lines(text.lines)):
        for span in line.spans:
            for revision, what in ((span.put_in, "puts in"), (span.taken_out, "takes out")):
                if revision is not None and span.shown.text.strip(" |-"):
                    words = quoted(span.shown.text, WHOLE)
                    yield Problem(
                        rule="tracked-change",
                        message=f"{revision.author or 'somebody'} {what} {words}, which is not read",
                        remedy="accept or reject the changes in Word first, or import it as amendments",
                        file=file,
                        severity="warning",
                    )


def _contents_left(file: str) -> Problem:
    said = "its table of contents is not read: the headings say the same"
    return Problem(rule="not-text", message=said, file=file, severity="warning")


def _comments(text: WordText, file: str) -> Iterator[Problem]:
    for comment in text.comments.values():
        if comment.text:
            said = (
                f"the comment of {comment.author or 'somebody'} is no part of the text: {quoted(comment.text, WHOLE)}"
            )
            yield Problem(rule="comment", message=said, file=file, severity="warning")
