"""The docket: positions and amendments on what is under the cursor."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from drafter.draft.comparison import Pair
from drafter.draft.standing import Standing, objections
from drafter.model.amendment import Amendment
from drafter.model.ids import few
from drafter.model.target import Target
from drafter.model.terms import Adoption, AmendmentAction, Stance
from drafter.tui.desk import Desk
from drafter.tui.present.conditions import conditions_of
from drafter.tui.present.prose import change
from drafter.tui.present.row import Row
from drafter.tui.present.target import renumbered
from drafter.tui.present.words import shortened, words
from drafter.tui.subject import Subject

_MOST_EDITS = 3


def docket_rows(desk: Desk, subject: Subject) -> tuple[Row, ...]:
    """Give the docket of a subject: the text itself first, then its amendments, then the others on the clause."""
    return tuple(_rows(desk, subject))


def tally(desk: Desk, target: Target) -> Content:
    """Count a target in marks and words, and name who stands behind each: a group for those for whom it speaks."""
    found = desk.standings.tally(target)
    parts: list[Content] = []
    for mark, word, codes in (
        (Stance.SUPPORT.mark, "support", (*found.proposes, *found.supports)),
        (Stance.ACCEPT.mark, "can accept", found.accepts),
        (Stance.RESERVE.mark, "reserve", found.reserves),
        (Stance.OPPOSE.mark, "oppose", found.opposes),
    ):
        if codes:
            said = f"{len(codes)} {word} ({few(desk.standings.voices(target, codes))})"
            parts.append(Content.assemble((f"{mark} ", ".prose--strong"), words(said)))
    if found.keeps:
        parts.append(words(f"{len(found.keeps)} for retaining the words ({few(desk.standings.keepers(found))})"))
    parts.append(Content.assemble((f"{Stance.NONE.mark} ", ".prose--strong"), words(f"{len(found.silent)} silent")))
    if found.depends:
        named = few(desk.standings.voices(target, found.depends))
        parts.append(words(f"{len(found.depends)} on conditions ({named})", ".prose--warning"))
    if found.stale:
        parts.append(words(f"{len(found.stale)} stale", ".prose--warning"))
    return Content("  ").join(parts)


def situation(desk: Desk, target: Target) -> Content:
    """Say whether the text could be adopted, then who stands where: of a long list the end may be out of sight."""
    return outlook(desk, target, named=False) + Content("  ") + tally(desk, target)


def outlook(desk: Desk, target: Target, *, named: bool = True) -> Content:
    """Say whether the text could be adopted as positions stand, or who blocks it."""
    found = desk.standings.tally(target)
    if desk.negotiation.treaty.roster.adoption is Adoption.CONSENSUS:
        if found.consensus:
            return words("no formal objection", ".prose--quiet")
        if not named:
            return words("no consensus", ".prose--warning")
        blocking = objections(few(desk.standings.voices(target, found.opposes)), few(desk.standings.keepers(found)))
        return words(f"no consensus: {blocking}", ".prose--warning")
    return words(f"{found.votes}: {'two thirds' if found.two_thirds else 'no two thirds'}", ".prose--quiet")


def standing_words(standing: Standing, desk: Desk) -> Content:
    """Say where one signatory stands on a target, in words."""
    name = words(standing.party, ".prose--strong")
    if standing.stance is Stance.NONE and not standing.proposes:
        return name + words(": no position recorded")
    said = f": {standing.alone}"
    if standing.group is not None:
        said += f", through {standing.group}"
    if standing.departs:
        said += f", departing from {', '.join(standing.departs)}"
    if standing.stale:
        said += "; the text has changed since, so it doesn't count"
    return name + words(said) + conditions_of(desk, standing.recorded)


def edits(desk: Desk, amendment: Amendment, clause: str | None = None) -> Content:
    """Say what an amendment does, as the first words that it takes out and puts in."""
    if amendment.action is AmendmentAction.RETAIN:
        kept = ", ".join(desk.name(target) for target in amendment.retains)
        against = f" against {amendment.against}" if amendment.against else ""
        return words(f"keep {kept} as it is{against}")
    parts: list[Content] = []
    for each in amendment.changes:
        if clause is not None and each.clause != clause:
            continue
        if each.action is AmendmentAction.DELETE:
            parts.append(words(f"delete {desk.name(Target(each.clause))}"))
            continue
        if each.action is AmendmentAction.ADD and each.after is not None:
            parts.append(words(f"new {each.after.title}: ") + change(words(shortened(each.after.body)), deleted=False))
            continue
        number = renumbered(Pair(each.clause, each.before, each.after))
        if number is not None:
            parts.append(number)
        found = desk.changed(amendment, each)
        for edit in found.edits[:_MOST_EDITS]:
            deleted, inserted = found.deleted(edit), found.inserted(edit)
            shown = Content("")
            if deleted.strip():
                shown += change(words(shortened(deleted)), deleted=True)
            if inserted.strip():
                shown += change(words(shortened(inserted)), deleted=False)
            if shown:
                parts.append(shown)
        if len(found.edits) > _MOST_EDITS:
            more = len(found.edits) - _MOST_EDITS
            parts.append(words(f"and {more} more {'change' if more == 1 else 'changes'}"))
    return Content("  ").join(parts)


def amendment_row(desk: Desk, amendment: Amendment, *, clause: str | None = None) -> Row:
    """Give an amendment: who, what, what hinders it, and who says what about it."""
    target = Target(amendment=amendment.id)
    proponent = desk.standings.proponent(amendment.id)
    sponsors = (proponent, *desk.standings.cosponsors(amendment.id))
    head = [
        words(amendment.id, ".prose--names"),
        words(f" {amendment.action.mark}  "),
        words(few(sponsors), ".prose--strong"),
        words(f"  to {amendment.parent}" if amendment.parent else "", ".prose--quiet"),
    ]
    if not amendment.live:
        head.append(words(f"  {amendment.status.phrase}", ".prose--quiet"))
    lines = [Content("").join(head) + Content("  ") + edits(desk, amendment, clause)]
    if amendment.live:
        if amendment.recommended:
            lines.append(words(f"recommended: {amendment.recommended}", ".prose--strong"))
        lines.append(tally(desk, target))
        lines.extend(words(said, ".prose--warning") for said in hindrances(desk, amendment))
        if desk.who.code != amendment.signatory and desk.who.holds_positions(desk.negotiation.treaty.roster):
            lines.append(words("you: ", ".prose--quiet") + mine(desk, target))
    return Row(key=str(target), content=Content("\n").join(lines), target=target, hang=2, gap=0)


def hindrances(desk: Desk, amendment: Amendment) -> Iterator[str]:
    """Say what stands against an amendment: it conflicts, is stale, says the same as another."""
    for clause in amendment.clauses:
        hindered = desk.proposals.hindrance(amendment.id, clause)
        if hindered is not None:
            yield f"not in the brackets: {hindered.reason}"
    duplicate = desk.proposals.duplicate_of(amendment.id)
    if duplicate is not None:
        yield f"says the same as {duplicate}"
    before = desk.proposals.said_before(amendment.id)
    if before is not None:
        yield before
    rivals = desk.proposals.rivals(amendment.id)
    if rivals:
        yield f"rival of {', '.join(rivals)}"
    if desk.proposals.stale(amendment.id):
        yield "tabled on an older text"


def _rows(desk: Desk, subject: Subject) -> Iterator[Row]:
    if subject.target is None:
        return
    about = subject.target
    if about.amendment:
        yield amendment_row(desk, desk.negotiation.by_id[about.amendment])
        return
    if desk.negotiation.current_text_sha256(about) is not None:
        yield _text_row(desk, about)
        if about.label and desk.negotiation.positions_by_target.get(Target(about.clause)):
            yield _text_row(desk, Target(about.clause))
    amendments = desk.proposals.about(subject.clause)
    here = [each for each in amendments if each.id in subject.names or about in each.retains]
    elsewhere = [each for each in amendments if each not in here]
    for amendment in here:
        yield amendment_row(desk, amendment, clause=subject.clause)
    if elsewhere:
        title = "Elsewhere in this clause" if here or about.label else "Amendments"
        yield Row(key="elsewhere", content=words(f"{title} ({len(elsewhere)})", ".prose--quiet"), selectable=False)
        for amendment in elsewhere:
            yield amendment_row(desk, amendment, clause=subject.clause)
    if not amendments:
        yield Row(key="none", content=words("No amendments here.", ".prose--quiet"), selectable=False)


def _text_row(desk: Desk, target: Target) -> Row:
    clause = desk.negotiation.treaty.by_id[target.clause]
    head = Content.assemble(
        words(desk.name(target), ".prose--heading"), words(f"  {clause.status.phrase}", ".prose--quiet")
    )
    spoken = desk.negotiation.positions_by_target.get(target)
    said = situation(desk, target) if spoken else words("no positions recorded", ".prose--quiet")
    lines = [head + Content("  ") + said]
    reopened = desk.proposals.reopened_by(target.clause)
    if reopened:
        lines.append(words(f"reopened by {', '.join(reopened)}", ".prose--warning"))
    if spoken and desk.who.holds_positions(desk.negotiation.treaty.roster):
        lines.append(words("you: ", ".prose--quiet") + mine(desk, target))
    return Row(key=str(target), content=Content("\n").join(lines), target=target, hang=2)


def mine(desk: Desk, target: Target) -> Content:
    """Say where one stands oneself on a target."""
    standing = desk.standings.of(desk.who.code, target)
    return standing_words(standing, desk)[len(standing.party) + 2 :]
