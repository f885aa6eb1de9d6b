"""A base and all live proposals as one text: where they differ, what each of them says, and who stands behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drafter.text.additions import Added, Place, additions
from drafter.text.amending import amending
from drafter.text.clusters import Reading, above
from drafter.text.diff import label_edits, replacements
from drafter.text.lattice import Choice, Frame, Passage, Region, plan, replaced
from drafter.text.laying import Laid, laid_over
from drafter.text.paragraphs import STANDARD_BREAK, Paragraphs, paragraphs, with_white
from drafter.text.tokens import tokens
from drafter.text.uncut import uncut

__all__ = [
    "AddedParagraph",
    "Alternatives",
    "BaseParagraph",
    "Choice",
    "Passage",
    "Proposal",
    "Region",
    "alternatives",
]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed text.

    `name` is the amendment's id; `text` the whole text of the clause as it would read, empty for a deletion of the
    clause. `parent` names the proposal that a sub-amendment changes.
    """

    name: str
    text: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class BaseParagraph:
    """A paragraph of the base, with the regions of its label and of its body, in which its own tokens are counted.

    `deleted` are those who want it out, `moved` those who want it elsewhere, each with the paragraph of the base before
    which it would stand, `joined` those who want its words in another one, each with that one.
    """

    index: int
    label: tuple[Passage, ...]
    body: tuple[Passage, ...]
    deleted: tuple[str, ...] = ()
    moved: tuple[tuple[str, int], ...] = ()
    joined: tuple[tuple[str, int], ...] = ()

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """Those who want its words in another place: moved there, or joined to another paragraph."""
        return tuple(name for name, _ in (*self.moved, *self.joined))

    @property
    def untouched(self) -> bool:
        """Whether no proposal wants it otherwise."""
        changed = any(isinstance(each, Region) for each in (*self.label, *self.body))
        return not (self.deleted or self.moved or self.joined or changed)


@dataclass(frozen=True, slots=True)
class AddedParagraph:
    """A paragraph that some proposals put in before base paragraph `index`.

    In its label and body there are regions where sub-amendments change it, which are not among its `names`; tokens are
    counted in the paragraph. `moved_from` is the paragraph of the base that it was, when it has only been moved (and
    perhaps changed).
    """

    index: int
    label: tuple[Passage, ...]
    body: tuple[Passage, ...]
    names: tuple[str, ...]
    moved_from: int | None = None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The alternatives of one clause.

    `names` are all proposals in order of tabling, `parents` says which of them sub-amendments change. `layouts` holds,
    for a proposal whose white space between paragraphs is not what the base leads to expect, the white space behind
    each such paragraph of its own (-1: before the first one); it is shown nowhere, and kept to the byte.
    """

    base: str
    names: tuple[str, ...]
    paragraphs: tuple[BaseParagraph | AddedParagraph, ...]
    parents: Mapping[str, str] = field(default_factory=dict)
    layouts: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def choose(self, name: str | None) -> str:
        """The text of one proposal, or for None the base, both to the byte. Raises KeyError for an unknown name.

        What several of them give together is not to be had here: they are merged (`text.merge`).
        """
        if name is not None and name not in self.names:
            raise KeyError(name)
        return _set(self.base, list(self._written(name)), self.layouts.get(name, {}) if name is not None else {})

    def _written(self, name: str | None) -> Iterator[tuple[int | None, str]]:
        """The paragraphs of a proposal, each with the paragraph of the base that stands there."""
        for paragraph in self.paragraphs:
            content = (*paragraph.label, *paragraph.body)
            if isinstance(paragraph, BaseParagraph):
                if name not in (*paragraph.deleted, *paragraph.elsewhere):
                    yield paragraph.index, said(content, name)
            elif name in (*paragraph.names, *_changing(content)):
                yield None, said(content, name)


def said(passages: Sequence[Passage], name: str | None) -> str:
    """The words of the base, or those of a proposal. A sub-amendment has the rest of its parent's wording, too."""
    words: list[str] = []
    for passage in passages:
        if isinstance(passage, str):
            words.append(passage)
        else:
            wanted = (each for each in passage.choices if name in (*each.names, *_changing(each.content)))
            chosen = next(wanted, None)
            words.append(said(passage.base if chosen is None else chosen.content, name))
    return "".join(words)


def _changing(passages: Sequence[Passage]) -> Iterator[str]:
    """The proposals that change some passages."""
    return (name for region in nested(passages) for each in region.choices for name in each.names)


def each_says(passages: Sequence[Passage]) -> tuple[str, dict[str, str]]:
    """The words of the base, and those of each proposal that has a part in any region."""
    parts: list[tuple[str, dict[str, str]]] = []
    for passage in passages:
        if isinstance(passage, str):
            parts.append((passage, {}))
            continue
        base, says = each_says(passage.base)
        for choice in passage.choices:
            own, below = each_says(choice.content)
            says.update(dict.fromkeys(choice.names, own))
            says.update(below)
        parts.append((base, says))
    names = dict.fromkeys(name for _, says in parts for name in says)
    return "".join(base for base, _ in parts), {
        name: "".join(says.get(name, base) for base, says in parts) for name in names
    }


def nested(passages: Sequence[Passage]) -> Iterator[Region]:
    """All regions in some passages, outer ones first."""
    for passage in passages:
        if isinstance(passage, Region):
            yield passage
            yield from nested(passage.base)
            for choice in passage.choices:
                yield from nested(choice.content)


def _set(base: str, written: Sequence[tuple[int | None, str]], breaks: Mapping[int, str]) -> str:
    """Put white space between paragraphs: the base's own where it has any, else one blank line."""
    old = paragraphs(base)
    parts = [breaks.get(-1, old.lead)]
    for number, (index, text) in enumerate(written):
        last = number == len(written) - 1
        parts += text, breaks.get(number, _break(old, index, last=last))
    return "".join(parts)


def _break(old: Paragraphs, index: int | None, *, last: bool) -> str:
    if last:
        return old.items[-1].separator if old.items else ""
    if index is None or index == len(old.items) - 1:
        return STANDARD_BREAK
    return old.items[index].separator


@dataclass(slots=True)
class _Place:
    """What the proposals do to one paragraph of the base, gathered while they are read."""

    labels: dict[str, list[int]] = field(default_factory=dict)
    bodies: dict[str, list[int]] = field(default_factory=dict)
    deleted: list[int] = field(default_factory=list)
    moved: dict[int, int] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)

    @property
    def untouched(self) -> bool:
        """Whether no proposal wants the paragraph otherwise."""
        return not (self.labels or self.bodies or self.deleted or self.moved or self.joined)


@dataclass(slots=True)
class _Runs:
    """What the proposals add at one place: who has the same paragraphs in a row, and how each proposal words them."""

    runs: dict[tuple[Place, ...], list[int]] = field(default_factory=dict)
    says: dict[int, Mapping[Place, Added]] = field(default_factory=dict)


def alternatives(base: str, proposals: Sequence[Proposal]) -> Alternatives:
    """Lay proposals, in order of tabling, over their base. Which regions there are does not depend on that order.

    Raises ValueError when two proposals bear one name.
    """
    names = tuple(proposal.name for proposal in proposals)
    if len(set(names)) < len(names):
        raise ValueError("two proposals bear one name")
    old = paragraphs(base)
    places = [_Place() for _ in old.items]
    runs: dict[int, _Runs] = {}
    layouts: dict[str, Mapping[int, str]] = {}
    order = {name: number for number, name in enumerate(names)}
    parents = {each.name: each.parent for each in proposals if each.parent in order and each.parent != each.name}
    amends = {order[child]: order[parent] for child, parent in parents.items()}
    laid: dict[int, Laid] = {}
    # What is amended comes before what amends it, whatever was tabled first.
    for number in sorted(range(len(names)), key=lambda each: len(above(each, amends))):
        text = proposals[number].text
        if text != base:
            laid[number] = laid_over(base, text, laid.get(amends.get(number, number)))
    for number in sorted(laid):
        breaks = _entered(old, laid[number], number, places, runs)
        if breaks:
            layouts[names[number]] = breaks
    found: list[BaseParagraph | AddedParagraph] = []
    for index in range(len(old.items) + 1):
        if index in runs:
            found += _added_paragraphs(index, runs[index], names, amends)
        if index < len(old.items):
            found.append(_base_paragraph(old, index, places[index], names, amends))
    return Alternatives(base, names, tuple(found), parents, layouts)


def _entered(
    old: Paragraphs,
    laid: Laid,
    number: int,
    places: Sequence[_Place],
    runs: dict[int, _Runs],
) -> dict[int, str]:
    """Enter one proposal at every paragraph that it touches; give the breaks that are not to be expected."""
    breaks = {-1: laid.lead} if laid.lead != old.lead else {}
    added: dict[int, dict[Place, Added]] = {}
    for index in laid.deleted:
        places[index].deleted.append(number)
    for index, into in laid.joined:
        places[index].joined[number] = into
    end = len(laid.stands) - 1 if laid.last == len(old.items) else -1
    for written, stand in enumerate(laid.stands):
        if stand.separator != _break(old, stand.index, last=written == end):
            breaks[laid.first + written] = stand.separator
        if stand.index is None:
            assert stand.place is not None
            added.setdefault(stand.before, {})[stand.place] = stand.paragraph
            if stand.origin is not None:
                places[stand.origin].moved[number] = stand.before
            continue
        was = old.items[stand.index]
        if stand.label != was.label:
            places[stand.index].labels.setdefault(stand.label, []).append(number)
        if stand.body != was.body:
            places[stand.index].bodies.setdefault(stand.body, []).append(number)
    for index, run in added.items():
        here = runs.setdefault(index, _Runs())
        here.runs.setdefault(tuple(run), []).append(number)
        here.says[number] = run
    return breaks


def _base_paragraph(
    old: Paragraphs, index: int, place: _Place, names: Sequence[str], parents: Mapping[int, int]
) -> BaseParagraph:
    paragraph = old.items[index]
    if place.untouched:
        return BaseParagraph(index, _whole(paragraph.label), _whole(paragraph.body))
    return BaseParagraph(
        index,
        *_planned(paragraph.label, paragraph.body, place, names, parents),
        tuple(names[number] for number in place.deleted),
        tuple((names[number], before) for number, before in sorted(place.moved.items())),
        tuple((names[number], into) for number, into in sorted(place.joined.items())),
    )


def _planned(
    label: str, body: str, place: _Place, names: Sequence[str], parents: Mapping[int, int]
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The regions of the label and of the body of one paragraph."""
    if not body or "" in place.bodies:
        label, body, place = _bare(label, body, place)
    words = tokens(label)
    labels = [replaced(tokens(label2), label_edits(label, label2), who) for label2, who in place.labels.items()]
    bodies = list(_bodies(body, place, parents))
    return (
        plan(Frame(words, 0, names, {}), labels),
        plan(Frame(tokens(body), len(words), names, parents), bodies),
    )


def _bare(label: str, body: str, place: _Place) -> tuple[str, str, _Place]:
    """The same with the white space between label and body at the body."""
    labels = {number: label2 for label2, who in place.labels.items() for number in who}
    bodies = {number: body2 for body2, who in place.bodies.items() for number in who}
    base, found = with_white(label, body), _Place()
    for number in sorted({*labels, *bodies}):
        stem, words = with_white(labels.get(number, label), bodies.get(number, body))
        if stem != base[0]:
            found.labels.setdefault(stem, []).append(number)
        if words != base[1]:
            found.bodies.setdefault(words, []).append(number)
    return *base, found


def _bodies(base: str, place: _Place, parents: Mapping[int, int]) -> Iterator[Reading]:
    """What the proposals make of the body of a paragraph; a sub-amendment of what its parent makes of it."""
    says = {number: body for body, who in place.bodies.items() for number in who}
    ways: dict[tuple[str, str], list[int]] = {}
    for body, who in place.bodies.items():
        for number in who:
            ways.setdefault((says.get(parents.get(number, -1), base), body), []).append(number)
    for (amended, body), numbers in ways.items():
        way = replacements(base, body) if amended == base else amending(base, amended, body)
        yield Reading(uncut(base, body, way), tuple(numbers))


def _whole(text: str) -> tuple[Passage, ...]:
    return (text,) if text else ()


def _added_paragraphs(
    index: int, here: _Runs, names: Sequence[str], parents: Mapping[int, int]
) -> Iterator[AddedParagraph]:
    """The paragraphs added at one place, each with what sub-amendments change of it."""
    for place, who in additions(here.runs):
        says = {number: here.says[number][place] for number in who}
        # Where orders contradict each other a sub-amendment can stand apart from what it amends.
        tops: dict[Added, list[int]] = {}
        for number in who:
            top = [each for each in above(number, parents) if each in says][-1]
            tops.setdefault(says[top], []).append(number)
        for added, group in tops.items():
            yield _added_paragraph(index, added, {number: says[number] for number in group}, names, parents)


def _added_paragraph(
    index: int, added: Added, says: Mapping[int, Added], names: Sequence[str], parents: Mapping[int, int]
) -> AddedParagraph:
    label, body, origin = added
    place = _Place()
    for number, (label2, body2, _) in says.items():
        if label2 != label:
            place.labels.setdefault(label2, []).append(number)
        if body2 != body:
            place.bodies.setdefault(body2, []).append(number)
    planned = _planned(label, body, place, names, parents)
    return AddedParagraph(index, *planned, tuple(names[number] for number in says if says[number] == added), origin)
