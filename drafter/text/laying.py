"""One proposal laid over the base: where each of its paragraphs stands, and what it leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.text.additions import Added, Place, numbered
from drafter.text.alignment import Step, align
from drafter.text.diff import joined_body
from drafter.text.paragraphs import STANDARD_BREAK, Paragraph, Paragraphs, differing, paragraphs


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a paragraph of a proposal stands: in the place of `index` of the base, or, added, before `before`.

    `origin` is the paragraph of the base that it was, when it was moved there. `place` is its place among those that
    are added there; a sub-amendment that changes an added paragraph stands in the place of that.
    """

    label: str
    body: str
    separator: str
    index: int | None
    before: int
    origin: int | None = None
    place: Place | None = None

    @property
    def paragraph(self) -> Added:
        """The paragraph, as it is added."""
        return self.label, self.body, self.origin


@dataclass(frozen=True, slots=True)
class Laid:
    """A proposal, laid over the base: its paragraphs in order, and what it leaves out of the base.

    Before and behind `stands` it has the paragraphs of the base up to `first` and from `last` on. `joined` are those
    whose words stand in another one now, with that one. `split`: paragraphs of its text stand together for one of the
    base.
    """

    text: str
    lead: str
    first: int
    last: int
    stands: tuple[Stand, ...]
    deleted: tuple[int, ...]
    joined: tuple[tuple[int, int], ...] = ()
    split: bool = False


def laid_over(base: str, text: str, amended: Laid | None) -> Laid:
    """Lay a proposal over the base, a sub-amendment where the text that it amends was laid."""
    laid = _through(paragraphs(base), amended, text) if amended is not None else None
    if laid is None:
        laid = _read(base, text)
        if amended is not None:
            laid = replace(laid, stands=_in_its_places(laid.stands, amended.stands))
    return replace(laid, stands=_placed(laid.stands))


def _placed(stands: Sequence[Stand]) -> tuple[Stand, ...]:
    """Give those that are added their places."""
    found = list(stands)
    for run in _added(stands).values():
        each = [stands[at] for at in run]
        for at, place in zip(run, numbered([one.place or one.paragraph for one in each]), strict=True):
            found[at] = replace(found[at], place=place)
    return tuple(found)


def _in_its_places(stands: Sequence[Stand], amended: Sequence[Stand]) -> tuple[Stand, ...]:
    """Put what a sub-amendment changes of the paragraphs that the amended text adds into the places of those."""
    found = list(stands)
    theirs = _added(amended)
    for before, run in _added(stands).items():
        for step in align(_together(amended, theirs.get(before, ())), _together(stands, run)):
            if step.kind in ("kept", "changed", "renumbered"):
                one, at = amended[theirs[before][step.start]], run[step.start2]
                if one.origin == stands[at].origin:
                    found[at] = replace(stands[at], place=one.place)
    return tuple(found)


def _added(stands: Sequence[Stand]) -> dict[int, list[int]]:
    """Which paragraphs are added, by the paragraph of the base before which they stand."""
    found: dict[int, list[int]] = {}
    for at, stand in enumerate(stands):
        if stand.index is None:
            found.setdefault(stand.before, []).append(at)
    return found


def _together(stands: Sequence[Stand], places: Sequence[int]) -> Paragraphs:
    return Paragraphs("", tuple(Paragraph(stands[at].label, stands[at].body, STANDARD_BREAK) for at in places))


def _read(base: str, text: str) -> Laid:
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
    stands: list[Stand] = []
    for step, before in zip(steps, reversed(following), strict=True):
        if step.start2 == step.end2:
            continue
        run = young.items[step.start2 : step.end2]
        label, separator = run[0].label, run[-1].separator
        if step.kind in ("added", "moved"):
            origin = step.start if step.kind == "moved" else None
            stands.append(Stand(label, run[0].body, separator, None, before, origin))
        else:
            stands.append(Stand(label, joined_body(run), separator, step.start, step.start))
    # A joined paragraph shows as the first one with more words; those of the others stand there now.
    joined = [(index, step.start) for step in steps for index in range(step.start + 1, step.end)]
    return Laid(
        text=text,
        lead=young.lead if young.lead != middle.lead else old.lead,
        first=first,
        last=first + len(middle.items),
        stands=tuple(stands),
        deleted=tuple(step.start for step in steps if step.kind == "deleted"),
        joined=tuple(joined),
        split=any(step.end2 - step.start2 > 1 for step in steps),
    )


def _through(old: Paragraphs, amended: Laid, text: str) -> Laid | None:
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
    stands: list[Stand] = []
    before = len(old.items)
    for step in reversed(steps):
        if step.kind == "deleted":
            gone = whole[step.start]
            index = gone.index if gone.index is not None else gone.origin
            deleted += [index] if index is not None else []
            continue
        paragraph = young.items[step.start2]
        there = Stand("", "", "", None, before) if step.kind == "added" else whole[step.start]
        before = there.before
        stands.append(replace(there, label=paragraph.label, body=paragraph.body, separator=paragraph.separator))
    return Laid(text, young.lead, 0, len(old.items), tuple(reversed(stands)), tuple(deleted), amended.joined)


def _unchanged(old: Paragraphs, index: int) -> Stand:
    paragraph = old.items[index]
    return Stand(paragraph.label, paragraph.body, paragraph.separator, index, index)
