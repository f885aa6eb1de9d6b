"""Three-way merge on words. A clean merge is not consent: two changes that do not touch may still not agree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, pairwise

from drafter.text.alignment import align
from drafter.text.diff import joined_body
from drafter.text.paragraphs import STANDARD_BREAK, paragraphs, with_white
from drafter.text.reconcile import Agreed, Conflict, First, Piece, Side, judged, merged_words, three_way
from drafter.text.tokens import tokens
from drafter.text.twofold import brought_in, sentences_taken_out, settled

__all__ = ["Agreed", "Conflict", "Merge", "conflicting", "merge", "merged_heading"]


@dataclass(frozen=True, slots=True)
class Merge:
    """The result of a merge, in the order of the text."""

    pieces: tuple[Piece, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What a person has to decide."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))

    @property
    def near(self) -> tuple[Agreed, ...]:
        """What a person has to read before it is adopted."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Agreed) and piece.near)

    @property
    def clean(self) -> bool:
        """Whether there is no conflict."""
        return not self.conflicts

    @property
    def text(self) -> str:
        """The merged text. Raises ValueError when there is a conflict: nothing is placed by guess."""
        if not self.clean:
            raise ValueError("a merge with conflicts has no text")
        return "".join(piece.text for piece in self.pieces if isinstance(piece, Agreed))


def merge(base: str, ours: str, theirs: str, *, first: First = None) -> Merge:
    """Merge two changed texts over their common base: paragraphs first, then the words of those that both changed.

    Two different insertions at one point are a conflict, unless `first` says whose comes first (the order of tabling):
    then both stay, and are near; what is in both stands once. A paragraph that one side changed and the other deleted
    or moved is a conflict. So is what would have a sentence twice: one that both took out of its place, when one of
    them at least has it in another one and not both in the same, and one that both bring in at different places.
    Swapping the sides mirrors the result. White space between paragraphs is never a conflict: where both sides changed
    it differently, a blank line stands.
    """
    old, one, other = _side(base, base), _side(base, ours), _side(base, theirs)
    units = list(_placed(base, _units(old, one, other, first)))
    pieces = _compact(_with_breaks(units, old, one, other))
    if _may_be_twofold(one, other, pieces):
        pieces = settled(base, ours, theirs, pieces)
    if _moved_apart(one, other) and not any(isinstance(piece, Conflict) for piece in pieces):
        pieces = [Conflict(base, ours, theirs, 0)]
    return Merge(tuple(judged(pieces)))


def conflicting(base: str, ours: str, theirs: str, *, first: First = None) -> bool:
    """Whether a merge would have a conflict: that is known from what both sides touched, without the merged text."""
    old, one, other = _side(base, base), _side(base, ours), _side(base, theirs)
    if _moved_apart(one, other):
        return True
    both = (unit for index in one.touched & other.touched for unit in _unit(index, old, one, other, first))
    pieces = [piece for unit in both for piece in unit.pieces]
    if any(isinstance(piece, Conflict) for piece in pieces):
        return True
    return _may_be_twofold(one, other, pieces) and not merge(base, ours, theirs, first=first).clean


def merged_heading(base: str, ours: str, theirs: str, *, first: First = None) -> Merge:
    """Merge two changed headings over their common base: by their words, as a text.

    A heading is one line, which a person reads at once: what is in conflict is in conflict as a whole, and so are two
    headings of what had none.
    """
    whole = Merge(three_way(base, ours, theirs, 0))
    if whole.clean or not (base and ours and theirs):
        return whole
    found = merge(base, ours, theirs, first=first)
    return found if found.clean and "\n" not in found.text else whole


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph: its label, what it says, and the white space behind it, which is None for the last of its text.

    `origin` is the paragraph of the base that it was, when it has been moved.
    """

    label: str
    body: str
    separator: str | None
    origin: int | None = None

    @property
    def text(self) -> str:
        """Label and body."""
        return self.label + self.body


@dataclass(slots=True)
class _Side:
    """What one side made of each paragraph of the base, and what it added before each.

    `moved` are paragraphs whose words stand elsewhere: the place, and the paragraph that has them now; `joined` those
    that stand in the one before, each with the first and the last of those that make it up. `touched` are
    the paragraphs that aren't as they were, or have something added before them, `brought` the sentences that came with
    that. `stands` says where in its own text each paragraph of the base stands that it still has.
    """

    lead: str
    final: str | None
    kept: list[tuple[str, str, str | None] | None]
    added: dict[int, list[_Unit]] = field(default_factory=dict)
    moved: dict[int, tuple[int, str]] = field(default_factory=dict)
    joined: dict[int, tuple[int, int]] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    brought: set[str] = field(default_factory=set)
    stands: dict[int, int] = field(default_factory=dict)


@lru_cache(maxsize=64)
def _side(base: str, text: str) -> _Side:
    """Say what one side made of a base; the agreed text is merged with one amendment after the other."""
    old, young = paragraphs(base), paragraphs(text)
    kept: list[tuple[str, str, str | None] | None] = [None] * len(old.items)
    side = _Side(young.lead, young.items[-1].separator if young.items else None, kept)
    steps = align(old, young)
    before = len(old.items)
    places: list[int] = []
    for step in reversed(steps):
        if step.kind != "moved":
            before = step.start
        places.append(before)
    for step, place in zip(steps, reversed(places), strict=True):
        run = young.items[step.start2 : step.end2]
        if not run:
            continue
        separator = None if step.end2 == len(young.items) else run[-1].separator
        if step.kind != "added":
            side.stands.update(dict.fromkeys(range(step.start, step.end), step.start2))
        if step.kind in ("added", "moved"):
            origin = step.start if step.kind == "moved" else None
            side.added.setdefault(place, []).append(_Unit(run[0].label, run[0].body, separator, origin))
            if step.kind == "moved":
                side.moved[step.start] = (place, run[0].text)
        else:
            kept[step.start] = (run[0].label, joined_body(run), separator)
            for joined in range(step.start + 1, step.end):
                side.joined[joined] = (step.start, step.end)
    last = len(old.items) - 1
    for at, (was, now) in enumerate(zip(old.items, kept, strict=True)):
        if now != (was.label, was.body, was.separator if at < last else None):
            side.touched.add(at)
            side.brought |= brought_in(was.body, now[1]) if now is not None else set()
    side.touched.update(side.added)
    for unit in chain.from_iterable(side.added.values()):
        side.brought |= brought_in("", unit.body)
    return side


def _moved_apart(one: _Side, other: _Side) -> bool:
    """Whether one side moved a paragraph that the other moved elsewhere or deleted: its words would stand twice."""
    return any(
        other.kept[index] is None
        and one.kept[index] is None
        and (one.moved.get(index), one.joined.get(index)) != (other.moved.get(index), other.joined.get(index))
        for index in {*one.moved, *other.moved, *one.joined, *other.joined}
    )


def _may_be_twofold(one: _Side, other: _Side, pieces: Iterable[Piece]) -> bool:
    """Whether both sides took out a sentence, or bring in the same; `pieces` are of all that both touched."""
    return sentences_taken_out(pieces) or not one.brought.isdisjoint(other.brought)


@dataclass(frozen=True, slots=True)
class _Merged:
    """The pieces of one paragraph with what each text has behind it; `present` when the merged text has it too."""

    pieces: tuple[Piece, ...]
    present: bool
    separators: tuple[str | None, str | None, str | None]
    holders: tuple[bool, bool, bool]


def _placed(base: str, units: Iterable[tuple[int, _Merged]]) -> Iterator[_Merged]:
    """Count where conflicts begin in the whole base; where a paragraph begins is only worked out if it has any."""
    starts: list[int] = []
    for index, unit in units:
        if any(isinstance(piece, Conflict) for piece in unit.pieces):
            starts = starts or paragraphs(base).starts()
            pieces = [
                replace(piece, start=starts[index] + piece.start) if isinstance(piece, Conflict) else piece
                for piece in unit.pieces
            ]
            unit = replace(unit, pieces=tuple(pieces))
        yield unit


def _units(old: _Side, one: _Side, other: _Side, first: First) -> Iterator[tuple[int, _Merged]]:
    """Merge each paragraph and what is added before it, with its number; conflicts are counted from its beginning.

    Paragraphs that neither side touched are one unit, as many as stand together; the last one is always merged alone,
    for what is behind it is the end of the text.
    """
    end = len(old.kept)
    at = 0
    for index in sorted({*one.touched, *other.touched, max(end - 1, 0), end}):
        if at < index:
            yield at, _untouched(old.kept[at:index])
        for unit in _unit(index, old, one, other, first):
            yield index, unit
        at = index + 1


def _untouched(run: Sequence[tuple[str, str, str | None] | None]) -> _Merged:
    """Give paragraphs of the base as they are."""
    *before, (label, body, separator) = (each for each in run if each is not None)
    text = "".join(f"{label}{body}{separator}" for label, body, separator in before) + label + body
    piece = Agreed(text, "base", False, text, text, text)
    return _Merged((piece,), True, (separator, separator, separator), (True, True, True))


def _unit(index: int, old: _Side, one: _Side, other: _Side, first: First) -> Iterator[_Merged]:
    """Merge what is added before a paragraph, and the paragraph if there is one."""
    neighbours = [n for n in (index - 1, index) if 0 <= n < len(old.kept)]
    replaced = any(one.kept[n] is None or other.kept[n] is None for n in neighbours)
    added = one.added.get(index, []), other.added.get(index, [])
    yield from _merged_additions(*added, None if replaced else _before(one, other, *added, first))
    if index < len(old.kept) and one.joined.get(index, 0) != other.joined.get(index, 1):
        base = _with_joined(index, old, one, other)
        elsewhere = any(index in places for side in (one, other) for places in (side.moved, side.joined))
        yield _merged_paragraph(base, one.kept[index], other.kept[index], first, elsewhere=elsewhere)


def _with_joined(index: int, old: _Side, one: _Side, other: _Side) -> tuple[str, str, str | None]:
    """A paragraph of the base, with those that both sides join to it, whose words are merged as its own."""
    joined = one.joined.get(index + 1)
    last = joined[1] if joined == other.joined.get(index + 1, ()) else index + 1
    run = [each for each in old.kept[index:last] if each is not None]
    behind = "".join(f"{before[2]}{each[0]}{each[1]}" for before, each in pairwise(run))
    return run[0][0], run[0][1] + behind, run[-1][2]


def _before(one: _Side, other: _Side, ours: Sequence[_Unit], theirs: Sequence[_Unit], first: First) -> First:
    """Say whose additions to one place come first: paragraphs that both have stand as the one who moved them past
    each other wants it, whoever that is; all others in the given order. None where a person has to decide."""
    if first is None:
        return None
    wanted: set[First] = set()
    for mine in ours:
        for yours in theirs:
            if mine.origin is None or yours.origin is None or mine.origin == yours.origin:
                continue
            was = mine.origin < yours.origin
            here = [
                side.stands[mine.origin] < side.stands[yours.origin]
                for side in (one, other)
                if mine.origin in side.stands and yours.origin in side.stands
            ]
            changed = [each for each in here if each is not was]
            wanted.add("ours" if (not was if changed else was) else "theirs")
    if not wanted:
        return first
    return wanted.pop() if len(wanted) == 1 else None


def _merged_additions(ours: Sequence[_Unit], theirs: Sequence[_Unit], first: First) -> Iterator[_Merged]:
    """Merge what both sides add at one place. What one adds among others, and the other too, is added once."""
    alone = not ours or not theirs or [unit.text for unit in ours] == [unit.text for unit in theirs]
    if first or alone:
        if (pairs := _paired(ours, theirs)) is not None:
            yield from (_added(one, other) for one, other in pairs)
            return
        if (pairs := _paired(theirs, ours)) is not None:
            yield from (_added(one, other) for other, one in pairs)
            return
    shared = {unit.text for unit in ours} & {unit.text for unit in theirs}
    if first is None or shared:
        mine, yours = _run(ours), _run(theirs)
        last = ours[-1].separator, theirs[-1].separator
        yield _Merged((Conflict("", mine, yours, 0),), True, (None, *last), (False, True, True))
        return
    added = [*(_added(unit, None) for unit in ours), *(_added(None, unit) for unit in theirs)]
    yield from added if first == "ours" else added[len(ours) :] + added[: len(ours)]


def _paired(units: Sequence[_Unit], others: Sequence[_Unit]) -> list[tuple[_Unit, _Unit | None]] | None:
    """Each of some paragraphs with its like of the others, which are all among them, in their order; or None."""
    left = list(others)
    pairs = [(unit, left.pop(0) if left and left[0].text == unit.text else None) for unit in units]
    return None if left else pairs


def _added(one: _Unit | None, other: _Unit | None) -> _Merged:
    """A paragraph that one side adds, or both."""
    mine, yours = one.text if one else "", other.text if other else ""
    side: Side = "both" if one and other else "ours" if one else "theirs"
    separators = (None, one.separator if one else None, other.separator if other else None)
    piece = Agreed(mine or yours, side, False, "", mine, yours)
    return _Merged((piece,), True, separators, (False, one is not None, other is not None))


def _run(units: Sequence[_Unit]) -> str:
    return "".join(unit.text + (unit.separator or "") for unit in units[:-1]) + units[-1].text


def _merged_paragraph(
    base: tuple[str, str, str | None],
    ours: tuple[str, str, str | None] | None,
    theirs: tuple[str, str, str | None] | None,
    first: First,
    *,
    elsewhere: bool,
) -> _Merged:
    separators = (base[2], ours[2] if ours else None, theirs[2] if theirs else None)
    holders = (True, ours is not None, theirs is not None)
    whole = base[0] + base[1]
    if ours is None or theirs is None:
        mine, yours = ((side[0] + side[1] if side else "") for side in (ours, theirs))
        stands = ours or theirs
        if stands is None:
            piece: Piece = Agreed("", "both", False, whole, "", "")
        elif stands[1] == base[1] and (stands[0] == base[0] or not elsewhere):
            # Whose number another paragraph takes is deleted all the same, but a person has to read it.
            piece = Agreed("", "theirs" if ours else "ours", stands[0] != base[0], whole, mine, yours)
        else:
            piece = Conflict(whole, mine, yours, 0)
        return _Merged((piece,), isinstance(piece, Conflict), separators, holders)
    sides = [(side[0], side[1]) for side in (base, ours, theirs)]
    if not all(body for _, body in sides):
        sides = [with_white(*side) for side in sides]
    (label, body), (label2, body2), (label3, body3) = sides
    words = merged_words(body, body2, body3, len(tokens(label)), first)
    return _Merged((*three_way(label, label2, label3, 0), *words), True, separators, holders)


def _with_breaks(units: Sequence[_Merged], old: _Side, one: _Side, other: _Side) -> Iterator[Piece]:
    """Put the white space back between the merged paragraphs."""
    yield _break(_settled(old.lead, one.lead, other.lead, ""), (old.lead, one.lead, other.lead))
    last = max((number for number, unit in enumerate(units) if unit.present), default=-1)
    finals = (old.final, one.final, other.final)
    for number, unit in enumerate(units):
        yield from unit.pieces
        if number == last:
            text = _settled(*finals, "")
        elif unit.present:
            text = _settled(*unit.separators, STANDARD_BREAK)
        else:
            text = ""
        held = [
            ((separator if separator is not None else final) or "") if holder else ""
            for separator, final, holder in zip(unit.separators, finals, unit.holders, strict=True)
        ]
        yield _break(text, (held[0], held[1], held[2]))


def _settled(base: str | None, ours: str | None, theirs: str | None, otherwise: str) -> str:
    """Three-way choice of white space among those texts that have any here."""
    if ours == theirs or theirs is None:
        chosen = ours if ours is not None else base
    elif ours is None or ours == base:
        chosen = theirs
    elif theirs == base:
        chosen = ours
    else:
        chosen = None
    return otherwise if chosen is None else chosen


def _break(text: str, held: tuple[str, str, str]) -> Agreed:
    base, ours, theirs = held
    side: Side = "both"
    if theirs == base:
        side = "base" if ours == base else "ours"
    elif ours == base:
        side = "theirs"
    return Agreed(text, side, False, base, ours, theirs)


def _compact(pieces: Iterator[Piece]) -> list[Piece]:
    """Join agreed stretches that nobody changed, and drop the empty ones."""
    result: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Agreed):
            if not (piece.text or piece.base or piece.ours or piece.theirs):
                continue
            last = result[-1] if result else None
            if piece.side == "base" and isinstance(last, Agreed) and last.side == "base":
                text, base = last.text + piece.text, last.base + piece.base
                result[-1] = Agreed(text, "base", False, base, base, base)
                continue
        result.append(piece)
    return result
