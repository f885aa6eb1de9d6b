"""A text with the changes of several amendments in it, each word with those who put it in and who take it out.

Rejecting everything gives the base, whatever was applied, because nothing of the base is ever removed from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeAlias

from drafter.export.docx.edits import BREAK, Edit, cuts_cells, edits
from drafter.text.alignment import align
from drafter.text.paragraphs import Paragraphs, paragraphs
from drafter.text.shown import Shown, Signs, is_row, joined, shown


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one paragraph. `put_in` and `taken_out` name amendments, those under whom they stand first."""

    shown: Shown
    put_in: tuple[str, ...] = ()
    taken_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """The end of a paragraph, which can be put in and taken out as words can."""

    put_in: tuple[str, ...] = ()
    taken_out: tuple[str, ...] = ()


Item: TypeAlias = Stretch | Mark


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its words and its end."""

    stretches: tuple[Stretch, ...]
    mark: Mark

    @property
    def items(self) -> tuple[Item, ...]:
        """Its words and its end."""
        return (*self.stretches, self.mark)

    @property
    def row(self) -> bool:
        """Whether it is a row of a table, its line of dashes included."""
        return is_row("".join(each.shown.text for each in self.stretches))


class Disagreement(Exception):
    """What is to be changed is not what stands there: the change can't be shown."""


@dataclass(slots=True)
class Tracked:
    """The lines of one text of which changes are kept: a heading, or the body of a clause."""

    lines: list[Line] = field(default_factory=list)

    def read(self, *, chain: Iterable[str] | None = None) -> tuple[Shown, ...]:
        """Give the paragraphs as they read with the changes of `chain` accepted and all others rejected.

        None accepts every change.
        """
        names = None if chain is None else frozenset(chain)
        found: list[Shown] = []
        open_line: list[Shown] = []
        for item in _items(self.lines):
            if not _in_view(item, names):
                continue
            if isinstance(item, Mark):
                found.append(joined(open_line))
                open_line = []
            else:
                open_line.append(item.shown)
        if any(each.text for each in open_line):
            raise AssertionError("words without the end of their paragraph")
        return tuple(found)

    def apply(self, name: str, old: str, new: str, signs: Signs, *, chain: Iterable[str] | None = None) -> None:
        """Change `old` into `new`, under the name of an amendment.

        `old` is the source of what `read` gives for `chain`; Disagreement is raised when it is not.
        """
        before, after = paragraphs(old), paragraphs(new)
        come = [shown(each.text, signs) for each in after.items]
        self._change(name, before, [shown(each.text, signs) for each in before.items], after, come, chain)

    def replace(self, name: str, old: Shown, new: Shown, *, chain: Iterable[str] | None = None) -> None:
        """Change a single line, such as a heading."""
        line = paragraphs("x")
        self._change(name, line, [old], line, [new], chain)

    def delete(self, name: str, *, chain: Iterable[str] | None = None) -> None:
        """Take everything out that reads with `chain`."""
        names = None if chain is None else frozenset(chain)
        items = (_taken(each, name) if _in_view(each, names) else each for each in _items(self.lines))
        self.lines = _lines(items)

    def _change(
        self,
        name: str,
        before: Paragraphs,
        gone: Sequence[Shown],
        after: Paragraphs,
        come: Sequence[Shown],
        chain: Iterable[str] | None,
    ) -> None:
        names = None if chain is None else frozenset(chain)
        groups, tail = _groups(self.lines, names)
        if [_read_group(group, names) for group in groups] != list(gone):
            raise Disagreement(name)
        inserted: dict[int, list[int]] = {}
        changed: dict[int, tuple[int, int, int]] = {}
        deleted = set(range(len(groups)))
        at = 0
        for step in align(before, after):
            if step.kind == "moved" or step.start == step.end:
                at = at if step.kind == "moved" else step.start
                inserted.setdefault(at, []).extend(range(step.start2, step.end2))
            elif step.start2 < step.end2:
                changed[step.start] = (step.end, step.start2, step.end2)
                deleted.difference_update(range(step.start, step.end))
                at = step.end
            else:
                at = step.end
        lines: list[Line] = []
        done = 0
        for index, group in enumerate(groups):
            if index < done:
                continue
            lead, own = _without_lead(group, names)
            lines.extend(lead)
            lines.extend(_put_in(come[place], name) for place in inserted.get(index, ()))
            if index in deleted:
                lines.extend(_lines(_taken(i, name) if _in_view(i, names) else i for i in _items(own)))
            else:
                end, start2, end2 = changed[index]
                run = [*own, *(line for later in groups[index + 1 : end] for line in later)]
                label = (before.items[index].label, after.items[start2].label)
                changes = edits(gone[index:end], come[start2:end2], label)
                if cuts_cells(gone[index], changes) or _other_kind(gone[index:end], come[start2:end2]):
                    lines.extend(_lines(_taken(i, name) if _in_view(i, names) else i for i in _items(run)))
                    lines.extend(_put_in(come[place], name) for place in range(start2, end2))
                else:
                    lines.extend(_lines(_edited(list(_items(run)), changes, name, names)))
                done = end
        lines.extend(tail)
        lines.extend(_put_in(come[place], name) for place in inserted.get(len(groups), ()))
        self.lines = list(_rows_together(lines, name))

    def share(self, name: str, old: str, new: str, signs: Signs) -> None:
        """Add the name of an amendment to changes of others that it wants too.

        It has been applied behind them, so that its own share of these words doesn't show. `old` is the base, `new`
        its proposal alone.
        """
        alone = Tracked(_base_lines(old, signs))
        alone.apply(name, old, new, signs)
        wanted = _changes_by_place(alone.lines)
        place = 0
        items: list[Item] = []
        for item in _items(self.lines):
            size = 1 if isinstance(item, Mark) else len(item.shown.text)
            if not item.put_in:
                gone = wanted.deleted
                if item.taken_out and name not in item.taken_out and set(range(place, place + size)) <= gone:
                    item = replace(item, taken_out=(*item.taken_out, name))
                place += size
            elif name not in item.put_in and _alike(item, wanted.inserted.get(place, ())):
                item = replace(item, put_in=(*item.put_in, name))
            items.append(item)
        self.lines = _lines(items)


@dataclass(slots=True)
class _Wanted:
    deleted: set[int] = field(default_factory=set)
    inserted: dict[int, list[Shown]] = field(default_factory=dict)


def base_text(text: str, signs: Signs) -> Tracked:
    """Begin with the paragraphs of a text, nothing changed."""
    return Tracked(_base_lines(text, signs))


def base_line(line: Shown) -> Tracked:
    """Begin with a single line."""
    return Tracked([Line((Stretch(line),), Mark())])


def new_text(name: str, text: str, signs: Signs) -> Tracked:
    """Begin with a text that an amendment puts in whole."""
    return Tracked([_put_in(shown(each.text, signs), name) for each in paragraphs(text).items])


def new_line(name: str, line: Shown) -> Tracked:
    """Begin with a single line that an amendment puts in."""
    return Tracked([_put_in(line, name)])


def _base_lines(text: str, signs: Signs) -> list[Line]:
    return [Line((Stretch(shown(each.text, signs)),), Mark()) for each in paragraphs(text).items]


def _put_in(line: Shown, name: str) -> Line:
    return Line((Stretch(line, (name,)),), Mark((name,)))


def _other_kind(gone: Sequence[Shown], come: Sequence[Shown]) -> bool:
    """Whether a row of a table becomes a paragraph, or the other way round: words would stand in the wrong one."""
    return len({is_row(each.text) for each in (*gone, *come)}) > 1


def _rows_together(lines: Iterable[Line], name: str) -> Iterator[Line]:
    """Put paragraphs that an amendment takes out behind the rows that it puts in round them: they are one table."""
    waiting: list[Line] = []
    in_table = False
    for line in lines:
        row = line.row
        if in_table and not row and all(name in each.taken_out for each in line.items):
            waiting.append(line)
            continue
        in_table = row and all(each.put_in == (name,) for each in line.items)
        if not in_table:
            yield from waiting
            waiting = []
        yield line
    yield from waiting


def _in_view(item: Item, names: frozenset[str] | None) -> bool:
    if names is None:
        return not item.taken_out
    return (not item.put_in or not names.isdisjoint(item.put_in)) and names.isdisjoint(item.taken_out)


def _taken(item: Item, name: str) -> Item:
    return replace(item, taken_out=(*item.taken_out, name))


def _items(lines: Iterable[Line]) -> Iterator[Item]:
    for line in lines:
        yield from line.items


def _lines(items: Iterable[Item]) -> list[Line]:
    """Put lines together again; neighbours of one standing become one stretch."""
    lines: list[Line] = []
    stretches: list[Stretch] = []
    for item in items:
        if isinstance(item, Stretch):
            stretches.append(item)
        else:
            runs = groupby(stretches, key=lambda each: (each.put_in, each.taken_out))
            found = [Stretch(joined(each.shown for each in run), *standing) for standing, run in runs]
            lines.append(Line(tuple(each for each in found if each.shown.text), item))
            stretches = []
    if stretches:
        raise AssertionError("words without the end of their paragraph")
    return lines


def _groups(lines: Sequence[Line], names: frozenset[str] | None) -> tuple[list[list[Line]], list[Line]]:
    """Cut lines into paragraphs as they read: each group ends with an end of paragraph that counts."""
    groups: list[list[Line]] = []
    group: list[Line] = []
    for line in lines:
        group.append(line)
        if _in_view(line.mark, names):
            groups.append(group)
            group = []
    return groups, group


def _read_group(group: Sequence[Line], names: frozenset[str] | None) -> Shown:
    return joined(each.shown for line in group for each in line.stretches if _in_view(each, names))


def _without_lead(group: Sequence[Line], names: frozenset[str] | None) -> tuple[list[Line], list[Line]]:
    """Set lines apart that stand before a paragraph and don't count: what comes anew comes behind them."""
    at = 0
    while at < len(group) - 1 and not any(_in_view(item, names) for item in _items(group[at : at + 1])):
        at += 1
    return list(group[:at]), list(group[at:])


def _edited(items: Sequence[Item], changes: Sequence[Edit], name: str, names: frozenset[str] | None) -> Iterator[Item]:
    """Walk over what stands and mark what the changes take out; what they put in stands behind it.

    New words come behind words of others that were put in at the same point, before the next that are read.
    """
    waiting = list(changes)
    pending: list[Shown] = []
    at = 0
    last = len(items) - 1
    for number, item in enumerate(items):
        if number == last:
            yield from _flushed(pending, waiting, at, name)
            yield item
            return
        if not _in_view(item, names):
            yield item
            continue
        rest = item
        while True:
            yield from _flushed(pending, waiting, at, name)
            size = 1 if isinstance(rest, Mark) else len(rest.shown.text)
            edit = waiting[0] if waiting else None
            if edit is None or edit.start >= at + size:
                yield rest
                at += size
                break
            stop = min(edit.start if edit.start > at else edit.end, at + size)
            gone = edit.start <= at
            part: Item = rest
            left: Item | None = None
            if isinstance(rest, Stretch) and stop - at < size:
                part = replace(rest, shown=rest.shown[: stop - at])
                left = replace(rest, shown=rest.shown[stop - at :])
            yield _taken(part, name) if gone else part
            at = stop
            if gone and at >= edit.end:
                pending.append(edit.new)
                waiting.pop(0)
            if left is None:
                break
            rest = left


def _flushed(pending: list[Shown], waiting: list[Edit], at: int, name: str) -> Iterator[Item]:
    """Give what is to be put in at this point: behind what was taken out, and insertions that begin here."""
    while waiting and waiting[0].start == waiting[0].end == at:
        pending.append(waiting.pop(0).new)
    while pending:
        new = pending.pop(0)
        start = 0
        for place, character in enumerate(new.text):
            if character == BREAK:
                if place > start:
                    yield Stretch(new[start:place], (name,))
                yield Mark((name,))
                start = place + 1
        if start < len(new.text):
            yield Stretch(new[start:], (name,))


def _alike(item: Item, wanted: Sequence[Shown]) -> bool:
    return isinstance(item, Stretch) and bool(item.shown.text.strip()) and item.shown in wanted


def _changes_by_place(lines: Iterable[Line]) -> _Wanted:
    """Tell what one amendment changes by the places of the base."""
    wanted = _Wanted()
    place = 0
    for item in _items(lines):
        size = 1 if isinstance(item, Mark) else len(item.shown.text)
        if item.put_in:
            if isinstance(item, Stretch):
                wanted.inserted.setdefault(place, []).append(item.shown)
            continue
        if item.taken_out:
            wanted.deleted.update(range(place, place + size))
        place += size
    return wanted
