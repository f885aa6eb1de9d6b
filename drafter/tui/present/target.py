"""The exact text that a position is about, and what has changed in it since it was taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from drafter.draft.reference import References
from drafter.model.amendment import Amendment, Change
from drafter.model.negotiation import Negotiation
from drafter.model.provision import provision
from drafter.model.target import Target
from drafter.model.terms import AmendmentAction
from drafter.text.diff import Diff, Piece, diff
from drafter.tui.desk import Desk
from drafter.tui.present.prose import passage, redline
from drafter.tui.present.row import Contest, Row
from drafter.tui.present.words import words


def text_of(negotiation: Negotiation, target: Target) -> str | None:
    """Give the words of a clause or provision; None when there are none (an amendment has several texts)."""
    clause = negotiation.treaty.by_id.get(target.clause)
    if clause is None:
        return None
    if not target.label:
        return clause.text
    found = provision(clause.body, target.label)
    return clause.body[found.start : found.end] if found is not None else None


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


def amendment_rows(
    desk: Desk, amendment: Amendment, *, marks: bool = True, side: bool = False, whole: bool = False
) -> Iterator[Row]:
    """Give what an amendment changes, clause by clause, with the paragraphs that it changes (or all of them)."""
    if amendment.action is AmendmentAction.RETAIN:
        against = f", against {amendment.against}" if amendment.against else ""
        for target in amendment.retains:
            said = f"Keep {desk.name(target)} as it is{against}:"
            yield Row(key=f"retain#{target}", content=words(said, ".prose--heading"), target=target, gap=1)
            for nth, paragraph in enumerate((text_of(desk.negotiation, target) or "").strip("\n").split("\n\n")):
                yield Row(key=f"retain#{target}#{nth}", content=prose(desk, paragraph), target=target, indent=2, gap=1)
    for each in amendment.changes:
        clause = each.after or each.before
        heading = clause.title if clause is not None else each.clause
        what = {AmendmentAction.ADD: "New: ", AmendmentAction.DELETE: "Delete: "}.get(each.action, "")
        target = Target(each.clause)
        content = words(f"{what}{heading}", ".prose--heading")
        yield Row(key=f"{each.clause}#heading", content=content, target=target, gap=1)
        found = desk.changed(amendment, each)
        yield from diff_rows(found, desk.references, each.clause, target=target, marks=marks, side=side, whole=whole)


def diff_rows(
    found: Diff,
    references: References,
    key: str,
    *,
    target: Target | None = None,
    marks: bool = True,
    side: bool = False,
    whole: bool = True,
) -> Iterator[Row]:
    """Give a redline as paragraphs; without `whole` only those that change, and a mark where others are left out.

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
    """Give what changed in the words that an amendment proposes since an earlier version of it."""
    return tuple(_texts_rows(desk, _proposed(then), _proposed(amendment.changes)))


def versions_rows(desk: Desk, mine: Sequence[Change], theirs: Sequence[Change]) -> tuple[Row, ...]:
    """Give how the words of one's own version of an amendment become those of a colleague's."""
    said = "Where they differ: what only mine says is taken out, what only theirs says is put in."
    head = Row(key="versions", content=words(said, ".prose--quiet"), selectable=False)
    return (head, *_texts_rows(desk, _proposed(mine), _proposed(theirs)))


def between_rows(desk: Desk, one: Amendment, other: Amendment, *, marks: bool, side: bool) -> Iterator[Row]:
    """Give how the words that one amendment proposes become those of another, in each clause that either changes.

    Where only one of them changes a clause, the agreed text stands for the other.
    """
    texts = _proposed(one.changes), _proposed(other.changes)
    agreed = {clause: text_of(desk.negotiation, Target(clause)) or "" for each in texts for clause in each}
    yield from _texts_rows(desk, {**agreed, **texts[0]}, {**agreed, **texts[1]}, marks=marks, side=side)


def _proposed(changes: Sequence[Change]) -> dict[str, str]:
    return {change.clause: change.proposed_text or "" for change in changes}


def _texts_rows(
    desk: Desk, old: Mapping[str, str], new: Mapping[str, str], *, marks: bool = True, side: bool = False
) -> Iterator[Row]:
    for clause in dict.fromkeys((*old, *new)):
        target = Target(clause)
        heading = words(desk.name_of(clause), ".prose--heading")
        yield Row(key=f"since#{clause}", content=heading, target=target, gap=1)
        before, after = old.get(clause, ""), new.get(clause, "")
        if before == after:
            yield Row(key=f"since#{clause}#same", content=words("The same words."), selectable=False, gap=1)
        else:
            found, key = diff(before, after), f"since#{clause}"
            yield from diff_rows(found, desk.references, key, target=target, marks=marks, side=side, whole=False)


def since_rows(desk: Desk, target: Target, then: str) -> tuple[Row, ...]:
    """Give what changed in a clause or provision since the text `then`, on which a stale position rests."""
    now = text_of(desk.negotiation, target) or ""
    return tuple(diff_rows(diff(then, now), desk.references, "since", whole=False))
