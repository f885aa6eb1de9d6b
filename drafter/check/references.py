"""References lead somewhere: `{critical-infrastructure:1.a}`, and "article 4, paragraph 2" in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.check.place import in_body
from drafter.model.clause import Clause
from drafter.model.ids import meant
from drafter.model.label import LATIN_ORDINALS
from drafter.model.problem import Problem
from drafter.model.provision import provision, provisions
from drafter.model.target import REFERENCE
from drafter.model.terms import Kind
from drafter.model.treaty import Treaty
from drafter.text.mentions import Mention, mentions, number_key

_PLACEHOLDERS = ("X", "XX")


def cross_references(treaty: Treaty) -> Iterator[Problem]:
    """A cross-reference names a clause or provision that is there, and not deleted."""
    for clause in treaty.standing:
        for match in REFERENCE.finditer(clause.body):
            id, _, label = match["target"].partition(":")
            target = treaty.by_id.get(id)
            if target is None:
                message = f"{match[0]} names no clause"
                remedy = meant(id, treaty.by_id, "name the id of a clause, or leave out the braces")
            elif target.deleted:
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
    articles = {number_key(each.number): each for each in treaty.standing if each.kind is Kind.ARTICLE and each.number}
    for clause in treaty.standing:
        for mention in (each for each in mentions(clause.body) if not each.outside):
            for said in _missing(clause, mention, articles):
                message = f"`{mention.words}` names {said}, which is not there"
                yield in_body(
                    clause, mention.start, "literal-reference", message, "correct it, or write it as {clause-id:1.a}"
                )


def _missing(clause: Clause, mention: Mention, articles: dict[str, Clause]) -> Iterator[str]:
    for each in mention.articles:
        if number_key(each.words) not in articles and each.words not in _PLACEHOLDERS:
            yield f"article {each.words}"
    owner = articles.get(number_key(mention.articles[-1].words)) if mention.articles else clause
    if owner is None:
        return
    labels = {each.label for each in provisions(owner.body)}
    if not any(label[0].isdigit() for label in labels):
        # Its paragraphs are counted and not numbered, as in the Charter.
        return
    for each in mention.paragraphs:
        if not _stands(owner.body, each.path, labels):
            yield f"paragraph {each.words} of {owner.designation.lower()}"


def _stands(body: str, path: Sequence[str], labels: set[str]) -> bool:
    """Whether a paragraph is there as a provision, or as a label within a line of several paragraphs."""
    if ".".join(path) in labels:
        return True
    number = re.sub(rf"({'|'.join(LATIN_ORDINALS)})$", "[ \u00a0]?\\1", path[0])
    numbered = path[0] in labels or re.search(rf"^[ \t]*{number}\.", body, re.MULTILINE) is not None
    return numbered and all(f"({letter})" in body for letter in path[1:])
