"""References lead somewhere: `{critical-infrastructure:1.a}`, and "article 4, paragraph 2" in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.place import in_body
from drafter.model.clause import Clause
from drafter.model.ids import meant
from drafter.model.label import LATIN_ORDINALS
from drafter.model.problem import Problem
from drafter.model.provision import provision, provisions
from drafter.model.target import REFERENCE
from drafter.model.terms import ClauseStatus, Kind
from drafter.model.treaty import Treaty

_ORDINAL = "|".join(LATIN_ORDINALS)
_ARTICLE = rf"(?:\d+|[IVXLC]+)(?:[ \u00a0]?(?:{_ORDINAL})\b|[A-Z]\b)?"
_PARAGRAPH = rf"\d+(?:[ \u00a0]?(?:{_ORDINAL})\b)?(?:[ \u00a0]?\([a-z]{{1,5}}\)){{0,2}}"
_AND = r"(?:[ \u00a0]*,[ \u00a0]*|[ \u00a0]+(?:and|or|to)[ \u00a0]+)"
_SEVERAL_ARTICLES = rf"{_ARTICLE}(?:{_AND}{_ARTICLE}(?!\d))*"
_SEVERAL_PARAGRAPHS = rf"{_PARAGRAPH}(?:{_AND}{_PARAGRAPH})*"
_WORDS = re.compile(
    rf"\b[Aa]rticles?[ \u00a0](?P<articles>{_SEVERAL_ARTICLES})\b"
    rf"(?:,?[ \u00a0]paragraphs?[ \u00a0](?P<of_it>{_SEVERAL_PARAGRAPHS}))?"
    rf"|\b[Pp]aragraphs?[ \u00a0](?P<paragraphs>{_SEVERAL_PARAGRAPHS})"
    rf"(?:[ \u00a0]of[ \u00a0][Aa]rticle[ \u00a0](?P<its>{_ARTICLE})\b)?"
)
_ELSEWHERE = re.compile(
    r",?[ \u00a0]*(?:\([^)]*\))?,?[ \u00a0]+(?:of|to|in)[ \u00a0]+(?!this\b|the present\b)", re.IGNORECASE
)
"""What follows a reference to another instrument, or to another provision: `of the Charter`."""


_PLACEHOLDERS = ("X", "XX")


def cross_references(treaty: Treaty) -> Iterator[Problem]:
    """A cross-reference names a clause or provision that is there, and not deleted."""
    for clause in treaty.clauses:
        if clause.status is ClauseStatus.DELETED:
            continue
        for match in REFERENCE.finditer(clause.body):
            id, _, label = match["target"].partition(":")
            target = treaty.by_id.get(id)
            if target is None:
                message = f"{match[0]} names no clause"
                remedy = meant(id, treaty.by_id, "name the id of a clause, or leave out the braces")
            elif target.status is ClauseStatus.DELETED:
                message, remedy = f"{match[0]} names a clause that is deleted", "change or remove the reference"
            elif label and provision(target.body, label) is None:
                message = f"{match[0]} names no provision of {target.path}"
                labels = [each.label for each in provisions(target.body)]
                remedy = meant(label, labels, f"it has {', '.join(labels[:8])}" if labels else "it has none")
            else:
                continue
            yield in_body(clause, match.start(), "cross-reference", message, remedy, "error")


def literal_references(treaty: Treaty) -> Iterator[Problem]:
    """An article or paragraph that is named in words is there. References to other instruments are left alone."""
    articles = {
        _key(each.number): each
        for each in treaty.clauses
        if each.kind is Kind.ARTICLE and each.number and each.status is not ClauseStatus.DELETED
    }
    for clause in treaty.clauses:
        if clause.status is ClauseStatus.DELETED:
            continue
        for match in _WORDS.finditer(clause.body):
            if _ELSEWHERE.match(clause.body, match.end()):
                continue
            for said in _missing(clause, match, articles):
                message = f"`{match[0]}` names {said}, which is not there"
                yield in_body(
                    clause, match.start(), "literal-reference", message, "correct it, or write it as {clause-id:1.a}"
                )


def _missing(clause: Clause, match: re.Match[str], articles: dict[str, Clause]) -> Iterator[str]:
    if match["articles"] is not None:
        numbers = re.findall(_ARTICLE, match["articles"])
        for number in numbers:
            if _key(number) not in articles and number not in _PLACEHOLDERS:
                yield f"article {number}"
        owner = articles.get(_key(numbers[-1]))
        named = match["of_it"]
    else:
        its = match["its"]
        owner = clause if its is None else articles.get(_key(its))
        if its is not None and owner is None:
            yield f"article {its}"
        named = match["paragraphs"]
    if owner is None or named is None:
        return
    labels = {each.label for each in provisions(owner.body)}
    if not any(label[0].isdigit() for label in labels):
        # Its paragraphs are counted and not numbered, as in the Charter.
        return
    for paragraph in re.findall(_PARAGRAPH, named):
        path = re.findall(r"[0-9a-z]+", re.sub(rf"[ \u00a0]+({_ORDINAL})", r"\1", paragraph))
        if not _stands(owner.body, path, labels):
            yield f"paragraph {paragraph} of {owner.designation.lower()}"


def _stands(body: str, path: list[str], labels: set[str]) -> bool:
    """Whether a paragraph is there as a provision, or as a label within a line of several paragraphs."""
    if ".".join(path) in labels:
        return True
    number = re.sub(rf"({_ORDINAL})$", "[ \u00a0]?\\1", path[0])
    numbered = path[0] in labels or re.search(rf"^[ \t]*{number}\.", body, re.MULTILINE) is not None
    return numbered and all(f"({letter})" in body for letter in path[1:])


def _key(number: str) -> str:
    return "".join(number.casefold().split())
