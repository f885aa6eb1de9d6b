"""The footnotes of a draft: their words, which Markdown has at the end of the text, go where they are called."""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.intake.markdown import Split
from drafter.model.clause import Clause
from drafter.model.problem import Problem

_NOTE = re.compile(r"\[\^(?P<name>[\w-]{1,40})\]:")
"""How the words of a footnote begin."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def with_notes(done: Split, file: str) -> Split:
    """Put each footnote below the clause that calls it; what is doubtful is a problem.

    Markdown has them all at the end of the text, where they would be words of its last clause: of an annex, say, on
    which nobody reserved anything. One that no clause calls, or several, stays there. Footnotes under a heading of
    their own, or in the clause that calls them, stay where they are. No word is lost, and the order within is kept.
    """
    if len(done.clauses) < 2:
        return done
    *others, last = done.clauses
    text, notes = _ending(last.body)
    if not notes or not text.strip():
        return done
    kept: list[str] = []
    going: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for name, words in notes:
        callers = [each for each in (*others, last.with_body(text)) if f"[^{name}]" in each.text]
        if len(callers) == 1 and callers[0].id != last.id:
            going.setdefault(callers[0].id, []).append(words)
            continue
        kept.append(words)
        if len(callers) != 1:
            called = f"by {', '.join(each.designation for each in callers)}" if callers else "by no clause"
            problems.append(
                Problem(
                    rule="footnote",
                    message=f"the footnote [^{name}] is called {called}: its words stand in {last.designation}",
                    remedy="put them where they belong",
                    file=file,
                    severity="warning",
                )
            )
    if not going:
        return replace(done, problems=(*done.problems, *problems))
    clauses = [_below(each, going[each.id]) if each.id in going else each for each in others]
    clauses.append(last.with_body(text + "".join(kept) if kept else text.rstrip() + _end(text)))
    return replace(done, clauses=tuple(clauses), problems=(*done.problems, *problems))


def _ending(body: str) -> tuple[str, list[tuple[str, str]]]:
    """Cut the footnotes off with which a body ends: what stands before them, and the name and lines of each."""
    lines = [match[0] for match in _LINE.finditer(body)]
    first = next((at for at in range(len(lines)) if _only_notes(lines[at:])), len(lines))
    notes: list[tuple[str, str]] = []
    for line in lines[first:]:
        begins = _NOTE.match(line)
        if begins is not None:
            notes.append((begins["name"], line))
        else:
            notes[-1] = (notes[-1][0], notes[-1][1] + line)
    return "".join(lines[:first]), notes


def _only_notes(lines: list[str]) -> bool:
    """Whether lines are footnotes and nothing else: a further paragraph of one is set in."""
    if not lines or not _NOTE.match(lines[0]):
        return False
    blank = False
    for line in lines:
        if blank and line.strip() and not _NOTE.match(line) and line[0] not in " \t":
            return False
        blank = not line.strip()
    return True


def _below(clause: Clause, notes: list[str]) -> Clause:
    """Put footnotes below the words of a clause, each a paragraph of its own."""
    end = _end(clause.body) or "\n"
    parts = [each.rstrip() for each in notes]
    return clause.with_body(clause.body.rstrip() + end * 2 + (end * 2).join(parts) + end)


def _end(text: str) -> str:
    """Give the line end of a text."""
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found is not None else ""
