"""Numbers and labels counted on from the first, with the references that name them: the last act before adoption.

During the talks an insertion is *bis* of what stands before it, so that nobody's reference is moved under him. When the
text is final its articles are numbered through, and no word changes but those that name a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.draft.counting import counted_on
from drafter.model.clause import Clause
from drafter.model.label import leading_labels
from drafter.model.negotiation import Negotiation
from drafter.model.provision import paragraphs, provisions, repeated
from drafter.model.target import REFERENCE
from drafter.model.terms import Kind
from drafter.model.treaty import Treaty
from drafter.text.mentions import Mention, elsewhere, mentions, number_key

Path = tuple[str, ...]
Edit = tuple[int, int, str]
"""Where words stand, and what takes their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumbering:
    """What numbering a treaty through would give."""

    clauses: Mapping[str, Clause]
    """Each clause that changes, as it would read, in the order of the treaty."""
    numbers: tuple[tuple[str, str], ...]
    """How clauses are called, and how they would be: `Article 4 bis`, `Article 5`."""
    labels: tuple[tuple[str, str], ...]
    """The addresses of provisions, and what they would be: `scope:2bis`, `scope:3`."""
    left: tuple[str, ...]
    """What is left as it is, and why."""


def reopened(treaty: Treaty, found: Renumbering) -> tuple[Clause, ...]:
    """Give the settled clauses whose words change, be it a label or a reference: they would be open again."""
    return tuple(
        each
        for each in treaty.clauses
        if each.status.settled and each.id in found.clauses and found.clauses[each.id].text != each.text
    )


def stale_after(negotiation: Negotiation, found: Renumbering) -> int:
    """Count the positions that are about the text as it stands, and would not be any more."""
    clauses = tuple(found.clauses.get(each.id, each) for each in negotiation.treaty.clauses)
    after = replace(negotiation, treaty=replace(negotiation.treaty, clauses=clauses))
    lost = 0
    for target, held in negotiation.positions_by_target.items():
        now = negotiation.current_text_sha256(target)
        if now != after.current_text_sha256(target):
            lost += sum(each.position.text_sha256 == now for each in held)
    return lost


def renumber(treaty: Treaty, *, labels: bool = False) -> Renumbering:
    """Number articles, parts and annexes through, and with `labels` the provisions of each clause.

    Counted is from the first number on, in its manner (4, IV or D); parts may count anew. A deleted clause keeps its
    number and counts for nothing. References follow: those in braces, and in words articles and paragraphs in English,
    and in any language a clause called as its heading calls it. What is not certain is left, and said.
    """
    standing = treaty.standing
    numbers, left = _numbers(standing)
    inside: dict[str, _Labels] = {}
    for clause in standing if labels else ():
        found = _labels(clause)
        if isinstance(found, str):
            left.append(f"{clause.designation}: its labels stand as they are; {found}")
        elif found.edits:
            inside[clause.id] = found
    references = _References(standing, numbers, {id: each.paths for id, each in inside.items()})
    changed: dict[str, Clause] = {}
    for clause in standing:
        after = references.followed(clause, inside[clause.id].edits if clause.id in inside else ())
        if clause.id in numbers:
            after = after.with_value("number", numbers[clause.id])
        if after.source != clause.source:
            changed[clause.id] = after
    return Renumbering(
        clauses=changed,
        numbers=tuple((each.designation, changed[each.id].designation) for each in standing if each.id in numbers),
        labels=tuple(
            (f"{id}:{'.'.join(old)}", f"{id}:{'.'.join(new)}")
            for id, each in inside.items()
            for old, new in each.paths.items()
            if old != new
        ),
        left=(*left, *references.left, *_unread(treaty, changed)),
    )


def _unread(treaty: Treaty, changed: Mapping[str, Clause]) -> Iterator[str]:
    """Say that references in words are not read in the language of a treaty, where that may matter."""
    if changed and treaty.roster.language.partition("-")[0] not in ("en", "fr"):
        yield "references in words are followed only where a clause is called as in its heading: read the others"


def _numbers(clauses: Sequence[Clause]) -> tuple[dict[str, str], list[str]]:
    """Give the new numbers of those clauses that get another one, and why others don't."""
    runs: dict[tuple[Kind, str], list[list[Clause]]] = {}
    for clause in clauses:
        if not clause.number:
            continue
        of_its_name = runs.setdefault((clause.kind, _word(clause)), [[]])
        if clause.kind is Kind.PART and of_its_name[-1] and clause.number in ("1", "I", "A"):
            of_its_name.append([])
        of_its_name[-1].append(clause)
    found: dict[str, str] = {}
    left: list[str] = []
    for run in (run for of_one_name in runs.values() for run in of_one_name):
        counted = counted_on([each.number for each in run])
        if counted is None:
            left.append(f"{run[0].designation} to {run[-1].designation}: these are no numbers that count on")
            continue
        found.update({each.id: new for each, new in zip(run, counted, strict=True) if each.number != new})
    return found, left


def _word(clause: Clause) -> str:
    """Give what a clause is called beside its number: `article`, `chapter`, `artículo`."""
    before, _, behind = clause.designation.casefold().rpartition(clause.number.casefold())
    return f"{before}{behind}".strip()


@dataclass(frozen=True, slots=True)
class _Labels:
    edits: tuple[Edit, ...]
    paths: Mapping[Path, Path]
    """Where each provision stands, and where it would."""


def _labels(clause: Clause) -> _Labels | str:
    """Count the labels of a clause on, each list from its first one; or say why not."""
    body = clause.body
    twice = next(repeated(body), None)
    if twice is not None:
        return f"{twice.labels[-1]} stands twice"
    lists: dict[Path, list[tuple[Path, str, int]]] = {}
    for row in paragraphs(body):
        labels, _ = leading_labels(body[row.start : row.end])
        at, outer = row.start, len(row.path) - len(labels)
        for nth, label in enumerate(labels):
            at = body.index(label.text, at)
            path = row.path[: outer + nth + 1]
            lists.setdefault(path[:-1], []).append((path, label.text, at))
            at += len(label.text)
    paths: dict[Path, Path] = {(): ()}
    edits: list[Edit] = []
    # A list stands behind what it belongs to: the outer path is known.
    for outer_path, entries in lists.items():
        keys = counted_on([path[-1] for path, _, _ in entries])
        if keys is None:
            first, last = entries[0][1], entries[-1][1]
            return f"{first} to {last} don't count on"
        for (path, text, at), key in zip(entries, keys, strict=True):
            paths[path] = (*paths[outer_path], key)
            if path[-1] != key:
                if not text.strip("(")[0].isascii():
                    return f"{text} is counted in another script: number it by hand, with `drafter edit`"
                printed = key.upper() if text.strip("()").split()[0].isupper() else key
                edits.append((at, at + len(text), f"({printed})" if text.startswith("(") else f"{printed}."))
    after = edited(body, edits)
    if [paths[each.path] for each in provisions(body)] != [each.path for each in provisions(after)]:
        return "it would not be clear any more which label belongs to which list"
    del paths[()]
    return _Labels(tuple(edits), paths)


class _References:
    """The references of a treaty, which follow what they name."""

    def __init__(
        self, clauses: Sequence[Clause], numbers: Mapping[str, str], paths: Mapping[str, Mapping[Path, Path]]
    ) -> None:
        self.left: list[str] = []
        self._numbers, self._paths = numbers, paths
        self._articles: dict[str, list[Clause]] = {}
        for each in clauses:
            if each.kind is Kind.ARTICLE and each.number:
                self._articles.setdefault(number_key(each.number), []).append(each)
        self._called = [each for each in clauses if each.id in numbers and _word(each) not in ("", "article")]
        self._called.sort(key=lambda each: -len(each.designation))
        named = [f"(?P<c{nth}>{_called_so(each)})" for nth, each in enumerate(self._called)]
        self._names = re.compile(rf"\b(?:{'|'.join(named)})\b") if named else None
        words = "|".join(_spaced(each) for each in sorted(map(_word, self._called), key=len, reverse=True))
        self._several = re.compile(rf"\b(?:{words})e?s[ \u00a0]+[\w.]+", re.IGNORECASE) if words else None

    def followed(self, clause: Clause, edits: Iterable[Edit] = ()) -> Clause:
        """Give a clause with its references as they would read, and these changes of its body."""
        body = edited(clause.body, [*edits, *self._edits(clause, clause.body)])
        heading = edited(clause.heading, self._edits(clause, clause.heading))
        after = clause.with_body(body) if body != clause.body else clause
        return after.with_value("heading", heading) if heading != clause.heading else after

    def _edits(self, clause: Clause, text: str) -> Iterator[Edit]:
        for match in REFERENCE.finditer(text):
            id, _, label = match["target"].partition(":")
            path = tuple(label.split("."))
            if label and self._moved(id, path) != path:
                yield match.start(), match.end(), f"{{{id}:{'.'.join(self._moved(id, path))}}}"
        said = list(mentions(text))
        for mention in said:
            yield from self._named(clause, mention)
        for match in self._names.finditer(text) if self._names is not None else ():
            inside = any(each.start < match.end() and match.start() < each.end for each in said)
            if inside or elsewhere(text, match.end()):
                continue
            called = self._called[int((match.lastgroup or "c0")[1:])]
            at = match.start() + called.designation.rindex(called.number)
            yield at, at + len(called.number), self._numbers[called.id]
        for match in self._several.finditer(text) if self._several is not None else ():
            self._leave(clause, match[0])

    def _named(self, clause: Clause, mention: Mention) -> Iterator[Edit]:
        """Give the changes of one reference in words, or none when it is not clear what it names."""
        owners = [self._articles.get(number_key(each.words), []) for each in mention.articles]
        about = next(iter(owners[-1]), None) if owners else clause
        paths = [(each, self._moved(about.id, each.path)) for each in mention.paragraphs] if about is not None else []
        moved = any(each.id in self._numbers for some in owners for each in some)
        if not moved and all(path == each.path for each, path in paths):
            return
        if mention.outside:
            if moved:
                why = "is read as one of another instrument"
                self.left.append(f"{clause.designation}: `{mention.words}` stands as it is; it {why}")
            return
        if any(len(each) != 1 for each in owners) or not mention.whole:
            self._leave(clause, mention.words)
            return
        for named, (owner,) in zip(mention.articles, owners, strict=True):
            if owner.id in self._numbers:
                yield named.start, named.end, self._numbers[owner.id]
        for paragraph, path in paths:
            if path != paragraph.path:
                yield paragraph.start, paragraph.end, paragraph.with_path(path)

    def _leave(self, clause: Clause, words: str) -> None:
        self.left.append(f"{clause.designation}: `{words}` stands as it is; it is not clear what it names")

    def _moved(self, id: str, path: Path) -> Path:
        """Give where a path leads then: what stands inside the innermost provision that is known is as it was."""
        known = self._paths.get(id, {})
        for depth in range(len(path), 0, -1):
            if path[:depth] in known:
                return (*known[path[:depth]], *path[depth:])
        return path


def _called_so(clause: Clause) -> str:
    """Give the pattern of what a clause is called: its word in any case, its number as it is."""
    before, _, behind = clause.designation.rpartition(clause.number)
    return f"(?i:{_spaced(before)}){re.escape(clause.number)}(?i:{_spaced(behind)})"


def _spaced(words: str) -> str:
    """Give the pattern of some words, with spaces of either kind between them."""
    return re.escape(words).replace(r"\ ", "[ \u00a0]")


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Put words in the place of others, all at once: what was put in for one is not taken for another."""
    found: list[str] = []
    at = 0
    for start, end, words in sorted(edits):
        if start < at:
            raise ValueError(f"two changes of the same words at {start}")
        found += [text[at:start], words]
        at = end
    return "".join(found) + text[at:]
