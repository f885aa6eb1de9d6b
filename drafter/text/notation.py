"""Alternatives in the notation of the field: square brackets with names, as consolidated texts print them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from drafter.model.provision import paragraphs as provision_paragraphs
from drafter.text.alternatives import AddedParagraph, Alternatives, BaseParagraph, each_says
from drafter.text.attribution import NOBODY, Attribution, Parties, Voice
from drafter.text.bracketing import Speakers, depth, inlines, named, run_together, words_only
from drafter.text.diff import REWRITTEN, replacements
from drafter.text.inline import Bracket, BracketedParagraph, Deleted, Inline, Inserted, Wording
from drafter.text.lattice import Choice, Passage, Region
from drafter.text.paragraphs import STANDARD_BREAK, paragraphs
from drafter.text.tokens import LIGHTEST, tokens, weight
from drafter.text.uncut import uncut

DEEPEST = 3
"""Brackets nested deeper than this are not printed: the paragraph's wordings stand side by side in full."""
DISPUTED = 0.5
"""The share of a paragraph's words in dispute from which on its wordings stand side by side in full."""
FEW_WORDS = 10
"""A paragraph of fewer words is always bracketed inline: it can be taken in at a glance."""
MOST_ALTERNATIVES = 6
LONGEST = 5
"""With more alternatives than this in one place, or so many times as long with its brackets as without, a paragraph's
wordings stand side by side in full, too."""


@dataclass(frozen=True, slots=True)
class Retain:
    """A party that asks to keep the text as it is (NOC).

    `against` limits it to the words that these proposals touch, `label` to one numbered provision of the clause (`1`,
    `2bis`, `1.a`, as in its address); None is no limit.
    """

    party: str
    against: frozenset[str] | None = None
    label: str | None = None


def bracketed(
    alternatives: Alternatives,
    voices: Mapping[str, Sequence[Voice]],
    parties: Parties,
    *,
    retains: Sequence[Retain] = (),
) -> tuple[BracketedParagraph, ...]:
    """Bracket a clause. `voices` says for each proposal who proposes, supports, reserves on and opposes it.

    Brackets nested deeper than three, more than half of a paragraph in dispute, more than six alternatives in one place
    or five times the length of the base give `Alt 1`, `Alt 2`: a whole wording each, with what it changes of the base.
    """
    paths = _paths(alternatives.base) if any(each.label for each in retains) else None
    speakers = Speakers(voices, parties, alternatives.parents, _retaining(retains, ()))
    separators = [each.separator for each in paragraphs(alternatives.base).items]
    found: list[BracketedParagraph] = []
    for paragraph in alternatives.paragraphs:
        if isinstance(paragraph, BaseParagraph) and paragraph.untouched:
            found.append(_untouched(paragraph, _behind(separators, paragraph.index)))
            continue
        if paths is not None:
            path = paths[paragraph.index] if isinstance(paragraph, BaseParagraph) else ()
            speakers = Speakers(voices, parties, alternatives.parents, _retaining(retains, path))
        if isinstance(paragraph, AddedParagraph):
            found.append(_added(paragraph, speakers))
        else:
            behind = _behind(separators, paragraph.index)
            shown = _standing(paragraph, speakers, alternatives.names)
            plain_break = len(shown) > 1 or behind == STANDARD_BREAK
            found += shown if plain_break else [replace(each, separator=behind) for each in shown]
    return tuple(found)


def bracketed_line(
    alternatives: Alternatives,
    voices: Mapping[str, Sequence[Voice]],
    parties: Parties,
    *,
    retains: Sequence[Retain] = (),
) -> tuple[Inline, ...]:
    """Bracket a text that has to stay one line: a heading.

    What would stand as `Alt 1`, `Alt 2` in a clause is one bracket here, with all wordings in full; so are the wordings
    of several where the base has none.
    """
    speakers = Speakers(voices, parties, alternatives.parents, _retaining(retains, ()))
    shown = alternatives.paragraphs
    if len(shown) == 1 and isinstance(only := shown[0], BaseParagraph):
        standing = _standing(only, speakers, alternatives.names)
        if len(standing) == 1:
            return standing[0].content
    says: dict[str, list[str]] = {}
    for name in alternatives.names:
        if (text := alternatives.choose(name)) != alternatives.base:
            says.setdefault(text, []).append(name)
    choices = tuple(Choice((text,) if text else (), tuple(names)) for text, names in says.items())
    base = alternatives.base
    region = Region(0, len(tokens(base)), (base,) if base else (), choices)
    return inlines((), (region,), speakers) if choices else words_only(base)


def _retaining(retains: Sequence[Retain], path: tuple[str, ...]) -> Callable[[Sequence[str]], list[str]]:
    """Who asks to keep the words of the provision at an address against any of some proposals."""

    def retaining(names: Sequence[str]) -> list[str]:
        touched = set(names)
        return [
            each.party
            for each in retains
            if (each.against is None or each.against & touched)
            and (each.label is None or path[: each.label.count(".") + 1] == tuple(each.label.split(".")))
        ]

    return retaining


def _behind(separators: Sequence[str], index: int) -> str:
    """The white space behind a paragraph; what comes behind the last one is not the clause's to say."""
    return STANDARD_BREAK if index == len(separators) - 1 else separators[index]


def _untouched(paragraph: BaseParagraph, separator: str) -> BracketedParagraph:
    """A paragraph that nobody wants otherwise."""
    label = _base_text(paragraph.label)
    words = words_only(label + _base_text(paragraph.body))
    return BracketedParagraph("base", words, paragraph.index, label.strip(), separator=separator)


def _paths(base: str) -> list[tuple[str, ...]]:
    """For each paragraph of the base the address of the provision to which it belongs."""
    known = provision_paragraphs(base)
    number = 0
    paths = []
    for at in paragraphs(base).places()[:-1]:
        while number + 1 < len(known) and known[number + 1].start <= at:
            number += 1
        paths.append(known[number].path if known else ())
    return paths


def _added(paragraph: AddedParagraph, speakers: Speakers) -> BracketedParagraph:
    below = tuple(name for name in named((*paragraph.label, *paragraph.body)) if name not in paragraph.names)
    speakers = speakers.within((*paragraph.names, *below))
    content = inlines(paragraph.label, paragraph.body, speakers)
    attribution = speakers.attribution(paragraph.names, "insertion", within=below)
    bracket = Bracket("insertion", (Wording(content, "proposed", paragraph.names, attribution),))
    return BracketedParagraph(
        "added" if paragraph.moved_from is None else "moved",
        (bracket,),
        None,
        _base_text(paragraph.label).strip(),
        (*paragraph.names, *below),
    )


def _standing(paragraph: BaseParagraph, speakers: Speakers, order: Sequence[str]) -> list[BracketedParagraph]:
    moving = paragraph.elsewhere
    touching = {*named(paragraph.label), *named(paragraph.body), *paragraph.deleted, *moving}
    names = tuple(name for name in order if name in touching)
    whole = bool(paragraph.deleted or moving)
    crowded = _too_many(paragraph) or _too_much(paragraph)
    speakers = speakers.within(names) if whole else speakers
    content = () if crowded else inlines(paragraph.label, paragraph.body, speakers)
    if crowded or depth(content) + whole > DEEPEST:
        return list(_alternatives(paragraph, speakers.within(names), names))
    kind: Literal["base", "deleted"] = "base"
    if whole:
        kind = "deleted"
        gone = (*paragraph.deleted, *moving)
        deleted = speakers.attribution(paragraph.deleted, "deletion", rivals=[moving])
        moved = speakers.attribution(moving, "move") if moving else NOBODY
        parts = (
            *deleted.parts,
            *(part for part in moved.parts if part.verb not in {each.verb for each in deleted.parts}),
        )
        content = (Bracket("deletion", (Wording(content, "base", gone, Attribution(parts)),)),)
    number = _base_text(paragraph.label).strip()
    return [BracketedParagraph(kind, content, paragraph.index, number, names)]


def _base_text(passages: Sequence[Passage]) -> str:
    return "".join(each if isinstance(each, str) else _base_text(each.base) for each in passages)


def _too_many(paragraph: BaseParagraph) -> bool:
    """Whether there are too many alternatives in one place, or too much to read inline."""
    if any(len(region.choices) > MOST_ALTERNATIVES for region in _regions(paragraph.body)):
        return True
    printed = _printed(paragraph.body)
    return printed > LONGEST * len(_base_text(paragraph.body)) and sum(1 for _ in _regions(paragraph.body)) > 1


def _printed(passages: Sequence[Passage]) -> int:
    total = 0
    for passage in passages:
        if isinstance(passage, str):
            total += len(passage)
        else:
            total += _printed(passage.base) + sum(_printed(choice.content) for choice in passage.choices)
    return total


def _regions(passages: Sequence[Passage]) -> Iterator[Region]:
    for passage in passages:
        if isinstance(passage, Region):
            yield passage
            yield from _regions(passage.base)
            for choice in passage.choices:
                yield from _regions(choice.content)


def _too_much(paragraph: BaseParagraph) -> bool:
    """Whether so much of a paragraph is in dispute that its wordings read better side by side.

    Base words that somebody merely wants out don't count: they stand in their place and can be read.
    """
    rewritten = [
        region
        for region in paragraph.body
        if isinstance(region, Region) and region.base and any(choice.content for choice in region.choices)
    ]
    disputed = sum(_weighed(_base_text(region.base)) for region in rewritten)
    body = _base_text(paragraph.body)
    if disputed <= DISPUTED * LIGHTEST * len(body.split()):
        # Less than half even if each word weighed no more than a comma.
        return False
    whole = _weighed(body)
    return whole >= FEW_WORDS and disputed > DISPUTED * whole


def _weighed(text: str) -> float:
    return sum(map(weight, tokens(text)))


def _alternatives(paragraph: BaseParagraph, speakers: Speakers, names: Sequence[str]) -> Iterator[BracketedParagraph]:
    """All wordings of a paragraph, one after the other: the base's, and those that change it."""
    label, labels = each_says(paragraph.label)
    body, bodies = each_says(paragraph.body)
    moving = paragraph.elsewhere
    wordings: dict[tuple[str, str], list[str]] = {}
    for name in names:
        if name not in moving:
            says = ("", "") if name in paragraph.deleted else (labels.get(name, label), bodies.get(name, body))
            wordings.setdefault(says, []).append(name)
    number = label.strip()
    kept = speakers.attribution((), "deletion", rivals=[*wordings.values(), moving])
    yield BracketedParagraph("alternative", words_only(label + body), paragraph.index, number, (), "Alt 1", kept)
    place = 1
    for (label2, body2), who in wordings.items():
        place += 1
        content = run_together(_redline((label, body), (label2, body2))) if label2 + body2 else ()
        change = speakers.attribution(who, "replacement")
        yield BracketedParagraph("alternative", content, paragraph.index, number, tuple(who), f"Alt {place}", change)
    if moving:
        moved = speakers.attribution(moving, "move")
        yield BracketedParagraph("alternative", (), paragraph.index, number, tuple(moving), f"Alt {place + 1}", moved)


def _redline(old: tuple[str, str], new: tuple[str, str]) -> Sequence[Inline]:
    """What a wording (label, body) takes out and puts in; one that replaces nearly all words is new as a whole."""
    found: list[Inline] = []
    for base, text in zip(old, new, strict=True):
        words = tokens(base)
        at = 0
        for start, end, put in uncut(base, text, replacements(base, text)):
            found += words_only("".join(words[at:start]))
            found += (Deleted("".join(words[start:end])),) if start < end else ()
            found += (Inserted("".join(put)),) if put else ()
            at = end
        found += words_only("".join(words[at:]))
    gone = sum(_weighed(each.text) for each in found if isinstance(each, Deleted))
    return found if gone <= (1 - REWRITTEN) * _weighed("".join(old)) else words_only("".join(new))
