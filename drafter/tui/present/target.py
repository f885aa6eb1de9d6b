"""The exact text that a position is about, and what has changed in it since it was taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from drafter.draft.comparison import Pair
from drafter.draft.reference import References
from drafter.model.amendment import Amendment, Change
from drafter.model.clause import Clause
from drafter.model.negotiation import Negotiation
from drafter.model.target import Target
from drafter.model.terms import AmendmentAction
from drafter.text.diff import Diff, Piece, diff
from drafter.tui.desk import Desk
from drafter.tui.present.excerpt import excerpt
from drafter.tui.present.prose import change, passage, redline
from drafter.tui.present.row import Contest, Row
from drafter.tui.present.words import words


def text_of(negotiation: Negotiation, target: Target) -> str | None:
    """Give the words of a clause or provision; None when there are none (an amendment has several texts)."""
    clause = negotiation.treaty.by_id.get(target.clause)
    return clause.words(target.label) if clause is not None else None


def prose(desk: Desk, text: str) -> Content:
    """Give words of a clause as they print: cross-references resolved, emphasis shown."""
    return passage(desk.references.split(text))[0]


def target_rows(desk: Desk, target: Target) -> tuple[Row, ...]:
    """Give the text of a target: the words of a clause or provision, the changes of an amendment."""
    if target.amendment:
        return tuple(amendment_rows(desk, desk.negotiation.by_id[target.amendment]))
    text = text_of(desk.negotiation, target) or ""
    return tuple(
        Row(key=f"text#{nth}", content=prose(desk, each), gap=1)
        for nth, each in enumerate(text.strip("\n").split("\n\n"))
    )


def amendment_rows(desk: Desk, amendment: Amendment, *, marks: bool = True, side: bool = False) -> Iterator[Row]:
    """Give what an amendment changes, clause by clause, with the paragraphs that it changes."""
    if amendment.action is AmendmentAction.RETAIN:
        against = f", against {amendment.against}" if amendment.against else ""
        for target in amendment.retains:
            said = f"Keep {desk.name(target)} as it is{against}:"
            yield Row(key=f"retain#{target}", content=words(said, ".prose--heading"), target=target, gap=1)
            for nth, paragraph in enumerate((text_of(desk.negotiation, target) or "").strip("\n").split("\n\n")):
                yield Row(key=f"retain#{target}#{nth}", content=prose(desk, paragraph), target=target, indent=2, gap=1)
    for each in amendment.changes:
        clause = each.before or each.after
        heading = clause.title if clause is not None else each.clause
        what = {AmendmentAction.ADD: "New: ", AmendmentAction.DELETE: "Delete: "}.get(each.action, "")
        target = Target(each.clause)
        content = words(f"{what}{heading}", ".prose--heading")
        yield Row(key=f"{each.clause}#heading", content=content, target=target, gap=1)
        yield from number_rows(Pair(each.clause, each.before, each.after), marks=marks)
        found = desk.changed(amendment, each)
        yield from diff_rows(found, desk.references, each.clause, target=target, marks=marks, side=side)


def number_rows(pair: Pair, *, marks: bool = True) -> Iterator[Row]:
    """Give how a clause is called otherwise; nothing when only its words change."""
    content = renumbered(pair, marks=marks)
    if content is not None:
        contests = (Contest(0, len(content), ()),)
        yield Row(key=f"{pair.clause}#number", content=content, target=Target(pair.clause), gap=1, contests=contests)


def renumbered(pair: Pair, *, marks: bool = True) -> Content | None:
    """Say how a clause would be called instead: by another number, as a rule. Nothing when that stays."""
    called, before, after = pair.renumbered, pair.before, pair.after
    if called is None and before is not None and after is not None and before.number != after.number:
        # It is called by words of its own, and the number stands in its file alone.
        called = before.number or "no number", after.number or "no number"
    if called is None:
        return None
    old, new = (words(each) for each in called)
    space = Content("") if marks else Content(" ")
    return change(old, deleted=True, marks=marks) + space + change(new, deleted=False, marks=marks)


def diff_rows(
    found: Diff,
    references: References,
    key: str,
    *,
    target: Target | None = None,
    marks: bool = True,
    side: bool = False,
    whole: bool = False,
) -> Iterator[Row]:
    """Give a redline as paragraphs; without `whole` only those that change (of a very
    long one what stands around a change), and a mark where others are left out.

    `side`: the old text with what is taken out stands on the left, the new one with what is put in on the right.
    """
    skipped = False
    for nth, pieces in enumerate(_paragraphs(found.pieces())):
        content, contests = redline(pieces, references, marks=marks)
        if not content.plain.strip():
            continue
        if not contests and not whole:
            if not skipped:
                yield Row(key=f"{key}#skip{nth}", content=words("..", ".prose--quiet"), gap=1, selectable=False)
            skipped = True
            continue
        skipped = False
        beside = None
        if side:
            content, left = redline([each for each in pieces if each.kind != "inserted"], references, marks=marks)
            beside, right = redline([each for each in pieces if each.kind != "deleted"], references, marks=marks)
            contests = left if left or not right else (Contest(0, len(content), ()),)
        elif not whole:
            content, contests = excerpt(content, contests)
        yield Row(key=f"{key}#{nth}", content=content, beside=beside, target=target, gap=1, contests=contests, hang=0)


def _paragraphs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Cut the pieces of a redline at its blank lines; joined with them, they are the redline."""
    paragraph: list[Piece] = []
    for piece in pieces:
        for nth, text in enumerate(piece.text.split("\n\n")):
            if nth:
                yield paragraph
                paragraph = []
            if text.strip("\n"):
                paragraph.append(Piece(piece.kind, text.strip("\n"), piece.editorial))
    yield paragraph


def version_rows(desk: Desk, amendment: Amendment, then: Sequence[Change]) -> tuple[Row, ...]:
    """Give what changed in what an amendment proposes since an earlier version of it."""
    return tuple(_between_rows(desk, _proposed(then), _proposed(amendment.changes)))


def versions_rows(desk: Desk, mine: Sequence[Change], theirs: Sequence[Change]) -> tuple[Row, ...]:
    """Give how one's own version of an amendment becomes that of a colleague."""
    said = "Where they differ: what only mine says is taken out, what only theirs says is put in."
    head = Row(key="versions", content=words(said, ".prose--quiet"), selectable=False)
    return (head, *_between_rows(desk, _proposed(mine), _proposed(theirs)))


def between_rows(desk: Desk, one: Amendment, other: Amendment, *, marks: bool, side: bool) -> Iterator[Row]:
    """Give how what one amendment proposes becomes what another does, in each clause that either changes.

    Where only one of them changes a clause, the agreed text stands for the other.
    """
    clauses = _proposed(one.changes), _proposed(other.changes)
    agreed = {clause: desk.negotiation.treaty.by_id.get(clause) for each in clauses for clause in each}
    yield from _between_rows(desk, {**agreed, **clauses[0]}, {**agreed, **clauses[1]}, marks=marks, side=side)


def _proposed(changes: Sequence[Change]) -> dict[str, Clause | None]:
    return {change.clause: change.after for change in changes}


def _between_rows(
    desk: Desk,
    old: Mapping[str, Clause | None],
    new: Mapping[str, Clause | None],
    *,
    marks: bool = True,
    side: bool = False,
) -> Iterator[Row]:
    for clause in dict.fromkeys((*old, *new)):
        target, pair = Target(clause), Pair(clause, old.get(clause), new.get(clause))
        heading = words(desk.name_of(clause), ".prose--heading")
        yield Row(key=f"since#{clause}", content=heading, target=target, gap=1)
        yield from number_rows(pair, marks=marks)
        if pair.old == pair.new:
            yield Row(key=f"since#{clause}#same", content=words("The same words."), selectable=False, gap=1)
        else:
            found, key = diff(pair.old, pair.new), f"since#{clause}"
            yield from diff_rows(found, desk.references, key, target=target, marks=marks, side=side)


def since_rows(desk: Desk, target: Target, then: str) -> tuple[Row, ...]:
    """Give what changed in a clause or provision since the text `then`, on which a stale position rests."""
    now = text_of(desk.negotiation, target) or ""
    return tuple(diff_rows(diff(then, now), desk.references, "since"))
