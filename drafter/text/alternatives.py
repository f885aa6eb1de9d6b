"""A base and all live proposals as one text: where they differ, what each of them says, and who stands behind it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

from drafter.text.additions import Added, additions
from drafter.text.alignment import ALIKE, Step, align
from drafter.text.amending import amending
from drafter.text.diff import joined_body, label_edits, replacements
from drafter.text.lattice import Choice, Frame, Passage, Reading, Region, above, plan, reading, replaced
from drafter.text.paragraphs import STANDARD_BREAK, Paragraphs, differing, likeness, paragraphs
from drafter.text.tokens import tokens

__all__ = [
    "AddedParagraph",
    "Alternatives",
    "BaseParagraph",
    "Choice",
    "Disputed",
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

    def going(self, chosen: Collection[str]) -> tuple[tuple[str, ...], ...]:
        """Those of the chosen who do not want it here, each way apart: deleted, moved, joined to one or another."""
        places = dict.fromkeys(into for _, into in self.joined)
        joining = (tuple(name for name, into in self.joined if into == place) for place in places)
        ways = (self.deleted, tuple(name for name, _ in self.moved), *joining)
        return tuple(tuple(name for name in way if name in chosen) for way in ways)

    @property
    def untouched(self) -> bool:
        """Whether no proposal wants it otherwise."""
        changed = any(isinstance(each, Region) for each in (*self.label, *self.body))
        return not (self.deleted or self.moved or self.joined or changed)


@dataclass(frozen=True, slots=True)
class AddedParagraph:
    """A paragraph that some proposals put in before base paragraph `index`.

    In its body there are regions where sub-amendments change it, which are not among its `names`; tokens are counted in
    the body. `moved_from` is the paragraph of the base that it was, when it has only been moved (and perhaps changed).
    """

    index: int
    label: str
    body: tuple[Passage, ...]
    names: tuple[str, ...]
    moved_from: int | None = None


class Disputed(ValueError):
    """Proposals that want the same words to read differently cannot be chosen together. `names` are those proposals."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"{', '.join(self.names)} want the same words to read differently")


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

    def choose(self, choice: str | Collection[str] | None) -> str:
        """The text with the wordings of the chosen proposals.

        None gives the base, a name exactly that proposal, both to the byte; a collection of names all of them together.
        Raises Disputed when the chosen want the same words to read differently, KeyError for an unknown name.
        """
        chosen = {choice} if isinstance(choice, str) else set(choice or ())
        unknown = chosen.difference(self.names)
        if unknown:
            raise KeyError(min(unknown))
        ordered = [name for name in self.names if name in chosen]
        written = list(self._written(ordered))
        breaks = self.layouts.get(ordered[0], {}) if len(ordered) == 1 else {}
        return _set(self.base, written, breaks)

    def _written(self, chosen: Sequence[str]) -> Iterator[tuple[int | None, str]]:
        """The paragraphs that the choice leads to, each with the paragraph of the base that stands there."""
        arrived: dict[int, AddedParagraph] = {}
        for paragraph in self.paragraphs:
            if isinstance(paragraph, AddedParagraph):
                below = {name for region in nested(paragraph.body) for each in region.choices for name in each.names}
                behind = [name for name in chosen if name in paragraph.names or name in below]
                if behind:
                    if paragraph.moved_from is not None:
                        rival = arrived.setdefault(paragraph.moved_from, paragraph)
                        if rival is not paragraph:
                            raise Disputed([name for name in chosen if name in (*rival.names, *behind)])
                    yield None, paragraph.label + said(paragraph.body, chosen)[0]
                continue
            gone = paragraph.going(chosen)
            label, changing = said(paragraph.label, chosen)
            body, changing2 = said(paragraph.body, chosen)
            active = [name for name in chosen if name in (*(n for way in gone for n in way), *changing, *changing2)]
            if any(gone):
                # Who agrees that it goes may still not agree where to.
                if len(active) > max(map(len, gone)):
                    raise Disputed(active)
            else:
                yield paragraph.index, label + body

    def regions(self) -> tuple[Region, ...]:
        """All regions, outer ones before those nested in them, in the order of the text.

        Whole added, deleted and moved paragraphs are regions as well. Tokens are counted in the whole base text; in an
        added paragraph, and in a wording that a sub-amendment changes, in that.
        """
        return tuple(self._regions())

    def _regions(self) -> Iterator[Region]:
        starts = paragraphs(self.base).starts()
        for paragraph in self.paragraphs:
            start = starts[paragraph.index]
            if isinstance(paragraph, AddedParagraph):
                content = (*((paragraph.label,) if paragraph.label else ()), *paragraph.body)
                yield Region(start, start, (), (Choice(content, paragraph.names),))
                yield from nested(paragraph.body)
                continue
            inside = shifted((*paragraph.label, *paragraph.body), start)
            gone = (*paragraph.deleted, *paragraph.elsewhere)
            if gone:
                names = tuple(name for name in self.names if name in gone)
                yield Region(start, start + len(tokens(_base_words(inside))), inside, (Choice((), names),))
            yield from nested(inside)


def said(passages: Sequence[Passage], chosen: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The words that a choice leads to, and which of the chosen change any of them. Raises Disputed."""
    words: list[str] = []
    changing: list[str] = []
    for passage in passages:
        if isinstance(passage, str):
            words.append(passage)
            continue
        wanted = [(each, names) for each in passage.choices if (names := _wanting(each, chosen))]
        base, inside = said(passage.base, chosen)
        if len(wanted) + bool(inside) > 1:
            raise Disputed((*(name for _, names in wanted for name in names), *inside))
        if wanted:
            choice, names = wanted[0]
            # A sub-amendment carries what it amends: the rest of its parent's wording is its own.
            text, _ = said(choice.content, chosen)
            words.append(text)
            changing += names
        else:
            words.append(base)
            changing += inside
    return "".join(words), tuple(dict.fromkeys(changing))


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


def _wanting(choice: Choice, chosen: Collection[str]) -> tuple[str, ...]:
    own = [name for name in choice.names if name in chosen]
    below = [name for region in nested(choice.content) for each in region.choices for name in each.names]
    return tuple(dict.fromkeys((*own, *(name for name in below if name in chosen))))


def nested(passages: Sequence[Passage]) -> Iterator[Region]:
    """All regions in some passages, outer ones first."""
    for passage in passages:
        if isinstance(passage, Region):
            yield passage
            yield from nested(passage.base)
            for choice in passage.choices:
                yield from nested(choice.content)


def shifted(passages: Sequence[Passage], by: int) -> tuple[Passage, ...]:
    """The same passages of the base, with their tokens counted from an earlier place."""
    return tuple(
        each
        if isinstance(each, str)
        else replace(each, start=each.start + by, end=each.end + by, base=shifted(each.base, by))
        for each in passages
    )


def _base_words(passages: Sequence[Passage]) -> str:
    return "".join(each if isinstance(each, str) else _base_words(each.base) for each in passages)


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


def alternatives(base: str, proposals: Sequence[Proposal]) -> Alternatives:
    """Lay proposals, in order of tabling, over their base. Which regions there are does not depend on that order.

    Raises ValueError when two proposals bear one name.
    """
    names = tuple(proposal.name for proposal in proposals)
    if len(set(names)) < len(names):
        raise ValueError("two proposals bear one name")
    old = paragraphs(base)
    places = [_Place() for _ in old.items]
    runs: dict[int, dict[tuple[Added, ...], list[int]]] = {}
    layouts: dict[str, Mapping[int, str]] = {}
    order = {name: number for number, name in enumerate(names)}
    parents = {each.name: each.parent for each in proposals if each.parent in order and each.parent != each.name}
    amends = {order[child]: order[parent] for child, parent in parents.items()}
    laid: dict[int, _Laid] = {}
    # What is amended comes before what amends it, whatever was tabled first.
    for number in sorted(range(len(names)), key=lambda each: len(above(each, amends))):
        text = proposals[number].text
        if text != base:
            amended = laid.get(amends.get(number, number))
            through = _laid_through(old, amended, text) if amended is not None else None
            laid[number] = through or _read(base, text)
    for number in sorted(laid):
        breaks = _entered(old, laid[number], number, places, runs)
        if breaks:
            layouts[names[number]] = breaks
    found: list[BaseParagraph | AddedParagraph] = []
    for index in range(len(old.items) + 1):
        if index in runs:
            found += _added_paragraphs(index, additions(runs[index]), names, amends)
        if index < len(old.items):
            found.append(_base_paragraph(old, index, places[index], names, amends))
    return Alternatives(base, names, tuple(found), parents, layouts)


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where a paragraph of a proposal stands: in the place of `index` of the base, or, added, before `before`.

    `origin` is the paragraph of the base that it was, when it was moved there.
    """

    label: str
    body: str
    separator: str
    index: int | None
    before: int
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class _Laid:
    """A proposal, laid over the base: its paragraphs in order, and what it leaves out of the base.

    Before and behind `stands` it has the paragraphs of the base up to `first` and from `last` on. `joined` are those
    whose words stand in another one now, with that one. `split`: paragraphs of its text stand together for one of the
    base.
    """

    text: str
    lead: str
    first: int
    last: int
    stands: tuple[_Stand, ...]
    deleted: tuple[int, ...]
    joined: tuple[tuple[int, int], ...] = ()
    split: bool = False


def _read(base: str, text: str) -> _Laid:
    """Lay one proposal over the base, by what became of each paragraph."""
    first, middle, young = differing(base, text)
    old = paragraphs(base)
    steps = [
        Step(step.kind, step.start + first, step.end + first, step.start2, step.end2) for step in align(middle, young)
    ]
    before = first + len(middle.items)
    following: list[int] = []
    for step in reversed(steps):
        if step.kind != "moved":
            before = step.start
        following.append(before)
    stands: list[_Stand] = []
    for step, before in zip(steps, reversed(following), strict=True):
        if step.start2 == step.end2:
            continue
        run = young.items[step.start2 : step.end2]
        label, separator = run[0].label, run[-1].separator
        if step.kind in ("added", "moved"):
            origin = step.start if step.kind == "moved" else None
            stands.append(_Stand(label, run[0].body, separator, None, before, origin))
        else:
            stands.append(_Stand(label, joined_body(run), separator, step.start, step.start))
    # A joined paragraph shows as the first one with more words; those of the others stand there now.
    joined = [(index, step.start) for step in steps for index in range(step.start + 1, step.end)]
    return _Laid(
        text=text,
        lead=young.lead if young.lead != middle.lead else old.lead,
        first=first,
        last=first + len(middle.items),
        stands=tuple(stands),
        deleted=tuple(step.start for step in steps if step.kind == "deleted"),
        joined=tuple(joined),
        split=any(step.end2 - step.start2 > 1 for step in steps),
    )


def _laid_through(old: Paragraphs, amended: _Laid, text: str) -> _Laid | None:
    """Lay a sub-amendment where the text that it amends was laid: what that moved, it has not moved itself.

    None where what it does to those paragraphs is not so plain; then it is compared with the base alone.
    """
    young = paragraphs(text)
    steps = align(paragraphs(amended.text), young)
    plain = all(step.kind in ("kept", "changed", "renumbered", "added", "deleted") for step in steps)
    adds = any(step.kind == "added" for step in steps)
    restores = adds and (amended.deleted or amended.joined or any(each.origin is not None for each in amended.stands))
    if amended.split or not plain or restores:
        return None
    whole = [
        *(_unchanged(old, index) for index in range(amended.first)),
        *amended.stands,
        *(_unchanged(old, index) for index in range(amended.last, len(old.items))),
    ]
    deleted = list(amended.deleted)
    stands: list[_Stand] = []
    before = len(old.items)
    for step in reversed(steps):
        if step.kind == "deleted":
            gone = whole[step.start]
            index = gone.index if gone.index is not None else gone.origin
            deleted += [index] if index is not None else []
            continue
        paragraph = young.items[step.start2]
        there = _Stand("", "", "", None, before) if step.kind == "added" else whole[step.start]
        before = there.before
        stands.append(replace(there, label=paragraph.label, body=paragraph.body, separator=paragraph.separator))
    return _Laid(text, young.lead, 0, len(old.items), tuple(reversed(stands)), tuple(deleted), amended.joined)


def _unchanged(old: Paragraphs, index: int) -> _Stand:
    paragraph = old.items[index]
    return _Stand(paragraph.label, paragraph.body, paragraph.separator, index, index)


def _entered(
    old: Paragraphs,
    laid: _Laid,
    number: int,
    places: Sequence[_Place],
    runs: dict[int, dict[tuple[Added, ...], list[int]]],
) -> dict[int, str]:
    """Enter one proposal at every paragraph that it touches; give the breaks that are not to be expected."""
    breaks = {-1: laid.lead} if laid.lead != old.lead else {}
    added: dict[int, list[Added]] = {}
    for index in laid.deleted:
        places[index].deleted.append(number)
    for index, into in laid.joined:
        places[index].joined[number] = into
    end = len(laid.stands) - 1 if laid.last == len(old.items) else -1
    for written, stand in enumerate(laid.stands):
        if stand.separator != _break(old, stand.index, last=written == end):
            breaks[laid.first + written] = stand.separator
        if stand.index is None:
            added.setdefault(stand.before, []).append((stand.label, stand.body, stand.origin))
            if stand.origin is not None:
                places[stand.origin].moved[number] = stand.before
            continue
        was = old.items[stand.index]
        if stand.label != was.label:
            places[stand.index].labels.setdefault(stand.label, []).append(number)
        if stand.body != was.body:
            places[stand.index].bodies.setdefault(stand.body, []).append(number)
    for index, run in added.items():
        runs.setdefault(index, {}).setdefault(tuple(run), []).append(number)
    return breaks


def _base_paragraph(
    old: Paragraphs, index: int, place: _Place, names: Sequence[str], parents: Mapping[int, int]
) -> BaseParagraph:
    paragraph = old.items[index]
    if place.untouched:
        return BaseParagraph(index, _whole(paragraph.label), _whole(paragraph.body))
    label_words = tokens(paragraph.label)
    labels = [replaced(tokens(label), label_edits(paragraph.label, label), who) for label, who in place.labels.items()]
    bodies = list(_bodies(paragraph.body, place, parents))
    return BaseParagraph(
        index,
        plan(Frame(label_words, 0, names, {}), labels),
        plan(Frame(tokens(paragraph.body), len(label_words), names, parents), bodies),
        tuple(names[number] for number in place.deleted),
        tuple((names[number], before) for number, before in sorted(place.moved.items())),
        tuple((names[number], into) for number, into in sorted(place.joined.items())),
    )


def _bodies(base: str, place: _Place, parents: Mapping[int, int]) -> Iterator[Reading]:
    """What the proposals make of the body of a paragraph; a sub-amendment of what its parent makes of it."""
    says = {number: body for body, who in place.bodies.items() for number in who}
    ways: dict[tuple[str, str], list[int]] = {}
    for body, who in place.bodies.items():
        for number in who:
            ways.setdefault((says.get(parents.get(number, -1), base), body), []).append(number)
    for (amended, body), numbers in ways.items():
        way = replacements(base, body) if amended == base else amending(base, amended, body)
        yield Reading(way, tuple(numbers))


def _whole(text: str) -> tuple[Passage, ...]:
    return (text,) if text else ()


def _added_paragraphs(
    index: int,
    added: Sequence[tuple[Added, tuple[int, ...]]],
    names: Sequence[str],
    parents: Mapping[int, int],
) -> Iterator[AddedParagraph]:
    """The paragraphs added at one place, with the sub-amendments to each of them inside it."""
    inside: dict[int, list[Reading]] = {}
    alike: dict[int, tuple[int, ...]] = {}
    stands = list(range(len(added)))
    for place, below in permutations(range(len(added)), 2) if parents else ():
        free = stands[place] == place and stands[below] == below and not (below in inside or below in alike)
        if free and _amends(added, stands, place, below, parents):
            (_, body, _), _ = added[place]
            (_, body2, _), who2 = added[below]
            if body == body2:
                alike[place] = (*alike.get(place, ()), *who2)
            else:
                inside.setdefault(place, []).append(reading(tokens(body), tokens(body2), who2))
            stands[below] = place
    for place, ((label, body, origin), who) in enumerate(added):
        if stands[place] == place:
            content = plan(Frame(tokens(body), 0, names, {}), inside.get(place, ()))
            behind = sorted((*who, *alike.get(place, ())))
            yield AddedParagraph(index, label, content, tuple(names[each] for each in behind), origin)


def _amends(
    added: Sequence[tuple[Added, tuple[int, ...]]],
    stands: Sequence[int],
    place: int,
    below: int,
    parents: Mapping[int, int],
) -> bool:
    """Whether one added paragraph is a sub-amendment to another, and can stand there without leaving its own order."""
    (label, body, origin), who = added[place]
    (label2, body2, origin2), who2 = added[below]
    if (label, origin) != (label2, origin2) or not all(parents.get(number) in who for number in who2):
        return False
    own = [
        stands[other] for other, (_, names) in enumerate(added) if other != below and not set(who2).isdisjoint(names)
    ]
    if any(other == place or (other < place) != (other < below) for other in own):
        return False
    return likeness(body, body2) >= ALIKE
