"""Defined terms: each is defined once, and used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.check.place import in_body
from drafter.model.clause import Clause
from drafter.model.problem import Problem
from drafter.model.provision import paragraphs
from drafter.model.treaty import Treaty

_DEFINITION = re.compile(
    r"[\"“”„«]\s*(?P<term>[^\"“”„«»\r\n]{1,80}?)\s*[\"“”»][*_]*,?\s+(?:means?|has the meaning|refers? to)\b"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and the paragraph that defines it."""

    term: str
    clause: Clause
    start: int
    end: int


def definitions(treaty: Treaty) -> tuple[Definition, ...]:
    """Give the terms that the treaty defines (`"term" means ...`), in order."""
    found: list[Definition] = []
    for clause in treaty.standing:
        for paragraph in paragraphs(clause.body):
            for match in _DEFINITION.finditer(clause.body, paragraph.start, paragraph.end):
                found.append(Definition(match["term"], clause, match.start(), paragraph.end))
    return tuple(found)


def defined_twice(treaty: Treaty) -> Iterator[Problem]:
    """A term has one meaning."""
    seen: dict[str, Definition] = {}
    for each in definitions(treaty):
        first = seen.setdefault(each.term.casefold(), each)
        if first is not each:
            message = f"“{each.term}” is already defined in {first.clause.path}"
            yield in_body(each.clause, each.start, "defined-twice", message, "keep one of the definitions")


def never_used(treaty: Treaty) -> Iterator[Problem]:
    """A term that is defined is used elsewhere in the treaty, in the singular or in the plural."""
    for each in definitions(treaty):
        words = r"\s+".join(_either_number(word) for word in each.term.split())
        used = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
        for clause in treaty.standing:
            text = f"{clause.heading}\n{clause.body}"
            if clause is each.clause:
                text = clause.body[: each.start] + "\n" + clause.body[each.end :]
            if used.search(text):
                break
        else:
            message = f"“{each.term}” is defined and never used"
            yield in_body(each.clause, each.start, "unused-term", message, "use the term, or remove its definition")


def _either_number(word: str) -> str:
    if word.endswith("y"):
        return re.escape(word[:-1]) + "(?:y|ies)"
    return re.escape(word) + "(?:s|es)?"
