"""On what an author's changes stand: on the text itself, or on words that another proposal puts in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from drafter.intake.docx.lines import Revision, Span, WordLine

_Own = Callable[[Revision | None], bool]

_NEVER = Revision("\0", "")
"""A revision that no reading accepts."""


@dataclass(frozen=True, slots=True)
class Ground:
    """An author's changes, apart: `on_text` reads with those on the text, each of `on_others` with those on a
    proposal, which has to be accepted too."""

    on_text: tuple[WordLine, ...] | None
    on_others: tuple[tuple[Revision, tuple[WordLine, ...]], ...]
    on_both: str
    """Words that the author puts in for words of several of them at once: on which they stand can't be told."""


def ground(lines: Sequence[WordLine], author: str, tabled: Collection[Revision]) -> Ground:
    """Part the changes of an author. Those of `tabled` revisions are not the author's, whatever they are called."""

    def own(revision: Revision | None) -> bool:
        return revision is not None and revision.author == author and revision not in tabled

    stands = [[_on_what(line, place, own) for place in range(len(line.spans) + 1)] for line in lines]
    others = dict.fromkeys(each for row in stands for each in row if isinstance(each, Revision))
    text = _only(lines, stands, True) if any(each is True for row in stands for each in row) else None
    on_both = (
        span.shown.text
        for line in lines
        for place, span in enumerate(line.spans)
        if own(span.put_in) and len(_replaced(line, place, own)) > 1
    )
    return Ground(text, tuple((other, _only(lines, stands, other)) for other in others), next(on_both, ""))


def _on_what(line: WordLine, place: int, own: _Own) -> Revision | bool:
    """Say on what the change of a span stands (the end of the line counts as the last one).

    True: on the text. A revision: on what that one puts in. False: it is no change of the author's.
    """
    ends = place == len(line.spans)
    put_in, taken_out = _standing(line, place)
    if own(taken_out):
        return True if put_in is None or own(put_in) else put_in
    if not own(put_in):
        return False
    if ends:
        return True
    replaced = _replaced(line, place, own)
    if replaced:
        # What is typed for words of another is a change of them, also at the end of what the other puts in.
        return True if replaced[0] is None else replaced[0]
    before = next((each.put_in for each in reversed(line.spans[:place]) if not own(each.put_in)), None)
    behind = next((each.put_in for each in line.spans[place + 1 :] if not own(each.put_in)), line.put_in)
    return before if before is not None and before == behind else True


def _replaced(line: WordLine, place: int, own: _Own) -> list[Revision | None]:
    """Say whose words the author takes out beside those that are put in; None for words of the text."""
    found: list[Revision | None] = []
    for beside in (reversed(line.spans[:place]), line.spans[place + 1 :]):
        for span in takewhile(lambda each: own(each.put_in) or own(each.taken_out), beside):
            if own(span.taken_out) and not own(span.put_in) and span.put_in not in found:
                found.append(span.put_in)
    return found


def _standing(line: WordLine, place: int) -> tuple[Revision | None, Revision | None]:
    of: Span | WordLine = line.spans[place] if place < len(line.spans) else line
    return of.put_in, of.taken_out


def _only(
    lines: Sequence[WordLine], stands: Sequence[Sequence[Revision | bool]], wanted: Revision | bool
) -> tuple[WordLine, ...]:
    """Keep the author's changes that stand on what is wanted; the others read as if they had not been made."""
    found = []
    for line, row in zip(lines, stands, strict=True):
        spans = [_kept(span, on, wanted) for span, on in zip(line.spans, row, strict=False)]
        put_in, taken_out = _undone(line.put_in, line.taken_out, row[-1], wanted)
        found.append(replace(line, spans=spans, put_in=put_in, taken_out=taken_out))
    return tuple(found)


def _kept(span: Span, on: Revision | bool, wanted: Revision | bool) -> Span:
    put_in, taken_out = _undone(span.put_in, span.taken_out, on, wanted)
    return replace(span, put_in=put_in, taken_out=taken_out)


def _undone(
    put_in: Revision | None, taken_out: Revision | None, on: Revision | bool, wanted: Revision | bool
) -> tuple[Revision | None, Revision | None]:
    if on is False or on == wanted:
        return put_in, taken_out
    return (put_in, None) if taken_out is not None else (_NEVER, None)
