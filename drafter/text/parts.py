"""The parts of what an adoption would change, of which the room can take one and leave another.

Parts of a proposal may be voted on separately (Rules of Procedure of the General Assembly of the United Nations,
A/520/Rev.20, rule 89). Whatever is chosen, the text reads as it did with exactly those changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from drafter.model.clause import Clause, standing
from drafter.model.provision import paragraphs as provisional
from drafter.model.terms import ClauseStatus
from drafter.text.alignment import Step, align
from drafter.text.choice import Disputed, ThreeWay, in_body
from drafter.text.diff import text_edits
from drafter.text.paragraphs import STANDARD_BREAK, Paragraph, Paragraphs, paragraphs, with_white
from drafter.text.reconcile import Agreed, Conflict, Piece
from drafter.text.tokens import tokens


def in_parts(agreed: Mapping[str, Clause], adopted: Mapping[str, Clause]) -> dict[str, ThreeWay]:
    """Take apart what an adoption changes: the clauses `adopted` as they would read, over the agreed ones.

    Gives the clauses with a part at least, by id. A clause that comes or goes is one part; a clause without words is
    how one reads that did not come in, or is gone.
    """
    found = {id: _clause(agreed.get(id), clause) for id, clause in adopted.items()}
    return {id: way for id, way in found.items() if way.disputed}


def taken(agreed: Mapping[str, Clause], adopted: Mapping[str, Clause], chosen: Collection[int]) -> dict[str, Clause]:
    """Give the clauses as they read with some parts alone, counted from 1 in the order of `in_parts`.

    A clause without parts reads as adopted.
    """
    clauses = dict(adopted)
    nth = 0
    for id, way in in_parts(agreed, adopted).items():
        words = []
        for each in way.disputed:
            nth += 1
            words.append(each.conflict.theirs if nth in chosen else each.conflict.ours)
        clauses[id] = way.composed(words)
    return clauses


def without_words(clause: Clause) -> Clause:
    """Give a clause that has no heading and no text. One that was deleted is open: words make it a clause again."""
    if clause.deleted:
        clause = clause.with_value("status", ClauseStatus.OPEN.value)
    return clause.with_value("heading", "").with_body("") if clause.text.strip() else clause


def _clause(now: Clause | None, adopted: Clause) -> ThreeWay:
    now = standing(now)
    stays = not adopted.deleted
    if now is not None and stays:
        return _changed(now, adopted)
    old, new = now.text if now is not None else "", adopted.text if stays else ""
    current = now if now is not None else without_words(adopted)
    whole = adopted if stays else without_words(current)
    disputed = (Disputed("clause", Conflict(old, old, new, 0)),) if old != new else ()
    return ThreeWay(current, current.number, current.heading, (_as_is(current.body),), disputed, whole)


def _changed(now: Clause, adopted: Clause) -> ThreeWay:
    head = {key: (getattr(now, key), getattr(adopted, key)) for key in ("number", "heading")}
    disputed = [Disputed(key, Conflict(old, old, new, 0)) for key, (old, new) in head.items() if old != new]
    pieces: list[Piece] = []
    parts: dict[object, list[int]] = {}
    for part, piece in _pieces(now.body, adopted.body):
        last = parts[part][-1] if part in parts else None
        if last is not None and last == len(pieces) - 1 and isinstance(piece, Conflict):
            one = pieces[last]
            assert isinstance(one, Conflict)
            old = one.base + piece.base
            pieces[last] = Conflict(old, old, one.theirs + piece.theirs, one.start)
            continue
        if part is not None:
            parts.setdefault(part, []).append(len(pieces))
        pieces.append(piece)
    disputed += in_body(pieces, [tuple(places) for places in parts.values()])
    return ThreeWay(now, now.number, now.heading, tuple(pieces), tuple(disputed), adopted)


@dataclass(slots=True)
class _Spot:
    """Paragraphs of both texts that stand in one place. `depth` is that of the first one with a number."""

    gone: Sequence[Paragraph]
    come: Sequence[Paragraph]
    depth: int | None
    moved: set[int] = field(default_factory=set)
    """The paragraphs of the base that are moved away from here or to here."""
    whole: bool = False
    """Whether the words are not compared: of paragraphs that are split or joined, and of tables with other rows."""

    @property
    def paired(self) -> bool:
        """Whether one paragraph became another one, here."""
        return len(self.gone) == len(self.come) == 1 and not self.whole

    @property
    def sides(self) -> tuple[bool, bool]:
        """Whether the base and the new text have paragraphs here."""
        return bool(self.gone), bool(self.come)

    @property
    def recounts(self) -> bool:
        """Whether it changes which numbers stand here."""
        return not self.paired or self.gone[0].number != self.come[0].number

    @property
    def only_goes(self) -> bool:
        """Whether paragraphs are deleted here."""
        return not self.come and not self.moved

    @property
    def only_comes(self) -> bool:
        """Whether paragraphs are added here."""
        return not self.gone and not self.moved

    @property
    def in_table(self) -> bool:
        """Whether a row of a table stands here; the paragraph before one is parted from it as a row is."""
        return any(each.body.startswith("|") or each.separator == "\n" for each in (*self.gone, *self.come))


def _pieces(old_body: str, new_body: str) -> Iterator[tuple[object, Piece]]:
    """Give the pieces of a body, each that can be chosen with the part to which it belongs."""
    # With a break behind the last paragraph as behind every other, a paragraph comes or goes with its own.
    old, new = (paragraphs(body.rstrip() + STANDARD_BREAK) for body in (old_body, new_body))
    spots = list(_with_tables(_spots(old, new, _depths(old), _depths(new))))
    part_of = _parts(spots)
    yield None, _as_is(old.lead if old.items else "")
    for nth, spot in enumerate(spots):
        if not spot.paired:
            before, after = ("".join(each.text + each.separator for each in run) for run in (spot.gone, spot.come))
            yield part_of[nth], Conflict(before, before, after, 0)
            continue
        (one,), (other,) = spot.gone, spot.come
        (label, body), (label2, body2) = (one.label, one.body), (other.label, other.body)
        if not (body and body2):
            (label, body), (label2, body2) = with_white(label, body), with_white(label2, body2)
        if one.number != other.number:
            yield part_of[nth], Conflict(label, label, label2, 0)
        else:
            yield None, _as_is(label)
        was, now = tokens(body), tokens(body2)
        at = 0
        for start, end, start2, end2 in text_edits(body, body2):
            yield None, _as_is("".join(was[at:start]))
            before, after = "".join(was[start:end]), "".join(now[start2:end2])
            yield (nth, start), Conflict(before, before, after, 0)
            at = end
        yield None, _as_is("".join(was[at:]) + one.separator)


def _depths(text: Paragraphs) -> list[int | None]:
    """Say how deep each paragraph with a number stands; None for one without."""
    whole = text.lead + "".join(each.text + each.separator for each in text.items)
    depth = {each.start: len(each.path) - len(each.labels) for each in provisional(whole) if each.opens}
    return [depth.get(at) for at in text.places()[:-1]]


def _spots(
    old: Paragraphs, new: Paragraphs, depths: Sequence[int | None], depths2: Sequence[int | None]
) -> Iterator[_Spot]:
    at = 0
    end = Step("kept", len(old.items), len(old.items), len(new.items), len(new.items))
    for step in (*align(old, new), end):
        moved = step.kind == "moved"
        while not moved and at < step.start:
            yield _Spot(old.items[at : at + 1], (), depths[at], {at})
            at += 1
        gone = () if moved else old.items[step.start : step.end]
        come = new.items[step.start2 : step.end2]
        if gone or come:
            known = (*(depths[at : at + len(gone)]), *depths2[step.start2 : step.end2])
            depth = min((each for each in known if each is not None), default=None)
            several = step.kind in ("split", "joined")
            yield _Spot(gone, come, depth, {step.start} if moved else set(), several)
        at += len(gone)


def _with_tables(spots: Iterable[_Spot]) -> Iterator[_Spot]:
    """Make a table one place, where it gets other rows: they stand or fall together."""
    for in_table, group in groupby(spots, lambda spot: spot.in_table):
        run = list(group)
        if not in_table or all(each.paired and each.gone[0].separator == each.come[0].separator for each in run):
            yield from run
            continue
        gone, come = [each for spot in run for each in spot.gone], [each for spot in run for each in spot.come]
        depth = min((spot.depth for spot in run if spot.depth is not None), default=None)
        yield _Spot(gone, come, depth, set().union(*(spot.moved for spot in run)), whole=True)


def _parts(spots: Sequence[_Spot]) -> list[int]:
    """Say for each place to which part what it changes belongs.

    What does not stand alone is one part: both places of a paragraph that moves, a paragraph that goes and the one that
    comes in its place, one that comes or goes with the points below it, and all changes of a row of numbers that
    shifts, up to the paragraph that keeps its number.
    """
    leads = list(range(len(spots)))

    def first(nth: int) -> int:
        while leads[nth] != nth:
            nth = leads[nth]
        return nth

    def join(several: Sequence[int]) -> None:
        for one, other in pairwise(several):
            low, high = sorted((first(one), first(other)))
            leads[high] = low

    def end(row: Sequence[int]) -> None:
        if any(spots[nth].paired or spots[nth].moved for nth in row):
            join(row)

    moves: defaultdict[int, list[int]] = defaultdict(list)
    rows: dict[int, list[int]] = {}
    """The places, by their depth, at which the numbers of a list change that has not come to one that it keeps."""
    above: dict[int, int] = {}
    """The last place with a number, by its depth."""
    for nth, spot in enumerate(spots):
        for origin in spot.moved:
            moves[origin].append(nth)
        if nth and spot.only_comes and spots[nth - 1].only_goes:
            join((nth - 1, nth))
        if spot.depth is None:
            continue
        for depth in [depth for depth in above if depth > spot.depth]:
            del above[depth]
            end(rows.pop(depth, ()))
        if not spot.recounts:
            end(rows.pop(spot.depth, ()))
        else:
            rows.setdefault(spot.depth, []).append(nth)
            over = above[max(outer)] if (outer := [depth for depth in above if depth < spot.depth]) else nth
            if not spots[over].paired and spot.sides == spots[over].sides:
                join((over, nth))
        above[spot.depth] = nth
    for several in moves.values():
        join(several)
    for row in rows.values():
        end(row)
    return [first(nth) for nth in range(len(spots))]


def _as_is(text: str) -> Agreed:
    return Agreed(text, "base", False, text, text, text)
