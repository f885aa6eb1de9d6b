"""Cross-references: `{critical-infrastructure:1.a}` in the text, `article 4, paragraph 1 (a)` in print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.draft.conditions import Conditioned
from drafter.draft.inline import Bracket, Deleted, Inline, Inserted, Plain, Reference, Wording, Words
from drafter.draft.naming import designation, labels
from drafter.model.clause import Clause
from drafter.model.language import ENGLISH
from drafter.model.negotiation import Negotiation
from drafter.model.provision import provision
from drafter.model.target import REFERENCE, Target
from drafter.text import inline as text


class References:
    """Where references can lead: the clauses of a text, and behind them those that proposals would add."""

    def __init__(self, clauses: Iterable[Clause], proposed: Iterable[Clause] = (), *, language: str = ENGLISH) -> None:
        """Take the clauses, and the language in which they are called."""
        self._language = language
        self._clauses: dict[str, list[Clause]] = {}
        for clause in (*clauses, *proposed):
            self._clauses.setdefault(clause.id, []).append(clause)
        self._printed: dict[str, str | None] = {}
        self.unresolved: dict[str, None] = {}
        """The references met that lead nowhere, in order."""

    def printed(self, target: str) -> str | None:
        """Say a reference in words, or give None when it leads nowhere."""
        if target not in self._printed:
            self._printed[target] = self._say(target)
        return self._printed[target]

    def split(self, words: str) -> tuple[Plain, ...]:
        """Cut text into words and cross-references. One that leads nowhere prints as it is written."""
        found: list[Plain] = []
        at = 0
        for match in REFERENCE.finditer(words):
            if match.start() > at:
                found.append(Words(words[at : match.start()]))
            printed = self.printed(match["target"])
            if printed is None:
                self.unresolved[match["target"]] = None
            found.append(Reference(match["target"], match[0] if printed is None else printed, printed is not None))
            at = match.end()
        if at < len(words):
            found.append(Words(words[at:]))
        return tuple(found)

    def resolve(self, content: Iterable[text.Inline]) -> tuple[Inline, ...]:
        """Give inline text of the text room as the inline content of a document."""
        return tuple(self._resolve(content))

    def _resolve(self, content: Iterable[text.Inline]) -> Iterator[Inline]:
        for each in content:
            if isinstance(each, text.Words):
                yield from self.split(each.text)
            elif isinstance(each, text.Inserted):
                yield Inserted(self.split(each.text), each.label)
            elif isinstance(each, text.Deleted):
                yield Deleted(self.split(each.text), each.label)
            else:
                wordings = tuple(
                    Wording(self.resolve(wording.content), wording.role, wording.names, wording.attribution)
                    for wording in each.wordings
                )
                yield Bracket(each.kind, wordings)

    def _say(self, target: str) -> str | None:
        id, _, label = target.partition(":")
        for clause in self._clauses.get(id, ()):
            if clause.deleted:
                continue
            if not label:
                return designation(clause, self._language)
            path = label.split(".")
            places = [provision(clause.body, ".".join(path[: depth + 1])) for depth in range(len(path))]
            if places[-1] is None:
                continue
            found = [place.labels[-1] if place is not None else key for place, key in zip(places, path, strict=True)]
            return designation(clause, self._language) + labels(found, self._language)
        return None


def of(negotiation: Negotiation) -> References:
    """Give the references of a negotiation: to its text, and to what its amendments would put in."""
    proposed = (change.after for each in negotiation.amendments for change in each.changes)
    language = negotiation.treaty.roster.language
    return References(negotiation.treaty.clauses, (each for each in proposed if each is not None), language=language)


def in_words(references: References, target: Target) -> str:
    """Name a target as the running text does: `article 4, paragraph 1`; an amendment by its id."""
    return str(target) if target.amendment else references.printed(str(target)) or str(target)


def in_treaty_words(conditions: Iterable[Conditioned], references: References) -> tuple[Conditioned, ...]:
    """Give conditions with their texts named as the running text does."""
    return tuple(each._replace(target=references.printed(each.target) or each.target) for each in conditions)
