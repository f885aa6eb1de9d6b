"""What waits for who sits here: for a delegation texts on which it has to speak, for the Chair what can be closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from textual.content import Content

from drafter.draft.conditions import Fulfilment, fulfilment
from drafter.draft.matrix import Line
from drafter.draft.settling import unsettled
from drafter.draft.standing import Standing
from drafter.model.amendment import Amendment
from drafter.model.ids import CLAUSE_PATH
from drafter.model.problem import Problem
from drafter.model.target import Target
from drafter.model.terms import Adoption, ClauseStatus, Stance
from drafter.text.carry import sub_amendment_problem
from drafter.tui.desk import Desk
from drafter.tui.present.docket import amendment_row, mine, outlook, situation
from drafter.tui.present.permission import open_amendments
from drafter.tui.present.row import Row, counted
from drafter.tui.present.words import sentence, words

_ADOPTABLE = {
    Adoption.CONSENSUS: "No formal objection",
    Adoption.TWO_THIRDS: "Two thirds of the States for or against are for it",
}


def agenda_rows(desk: Desk, findings: Callable[[], Sequence[Problem]]) -> Iterator[Row]:
    """Give the page; `findings` gives what breaks the rules of a treaty text, which the secretariat mends.

    Takes time on a large treaty: not for a key handler. The first rows come before the last ones are worked out.
    """
    nothing = True
    for row in chain(_chair(desk), _found(desk, findings)) if desk.who.secretariat else _delegation(desk):
        nothing = False
        yield row
    if nothing:
        yield Row(key="nothing", content=words("Nothing waits for you.", ".prose--quiet"), selectable=False)


def waits(desk: Desk) -> tuple[list[Line], list[Line]]:
    """Give the texts on which one's position was on other words, and the proposals on which one has not spoken."""
    stale, silent = [], []
    for line in desk.matrix.lines:
        standing = desk.standings.of(desk.who.code, line.target)
        if standing.proposes:
            continue
        if standing.stale:
            # Nobody can speak again about what is not there any more.
            if desk.negotiation.current_text_sha256(line.target) is not None:
                stale.append(line)
        elif line.target.amendment and standing.stance is Stance.NONE:
            silent.append(line)
    return stale, silent


def _delegation(desk: Desk) -> Iterator[Row]:
    if desk.who.holds_positions(desk.negotiation.treaty.roster):
        yield from _to_speak_on(desk)
    own = [each for each in desk.negotiation.live if each.signatory == desk.who.code]
    if own:
        yield counted("Your proposals on the table", len(own))
        yield from (_amendment_row(desk, each) for each in own)
    yield from _decided(desk)


def _to_speak_on(desk: Desk) -> Iterator[Row]:
    stale, silent = waits(desk)
    yield from _part(
        desk, "You spoke on other words, and it counts for nothing: read what changed, and say again", stale
    )
    broken = [line for line in desk.matrix.lines if _broken(desk, desk.standings.of(desk.who.code, line.target))]
    yield from _part(desk, "What you made a condition has not come about, or has changed: say again", broken)
    yield from _part(desk, "You have not spoken on these proposals", silent)
    held = [
        line
        for line in desk.matrix.lines
        if desk.standings.of(desk.who.code, line.target).stance is Stance.RESERVE and line not in stale
    ]
    yield from _part(desk, "You reserve your position, awaiting instructions", held)


def _decided(desk: Desk) -> Iterator[Row]:
    """Give what became of the amendments that one proposed or spoke on, the newest decision first."""
    code, dates = desk.who.code, {act.commit: act.date for act in desk.negotiation.decisions}
    positions = (each.position for each in desk.negotiation.positions if each.position.signatory == code)
    spoken = {each.target.amendment for each in positions if each.stance is not Stance.NONE}
    found = [
        each
        for each in desk.negotiation.amendments
        if each.decided in dates and (each.signatory == code or each.id in spoken)
    ]
    if found:
        yield counted("Decided on what you proposed or spoke on", len(found))
    for each in sorted(found, key=lambda each: dates[each.decided or ""], reverse=True):
        why = f": {each.decided_because}" if each.decided_because else ""
        row = _amendment_row(desk, each)
        yield replace(row, content=row.content + words(f"\n{dates[each.decided or ''][:10]}  {each.decision}{why}"))


def _broken(desk: Desk, standing: Standing) -> bool:
    """Whether a condition that binds can't be met any more as it was made."""
    position = standing.recorded.position if standing.depends and standing.recorded is not None else None
    return position is not None and any(
        each.degree.binding and fulfilment(desk.negotiation, each) in (Fulfilment.FAILED, Fulfilment.CHANGED)
        for each in position.conditions
    )


def _chair(desk: Desk) -> Iterator[Row]:
    adoption = desk.negotiation.treaty.roster.adoption
    tabled = open_amendments(desk)
    free = [
        each
        for each in tabled
        if desk.standings.tally(Target(amendment=each.id)).adoptable(adoption)
        and sub_amendment_problem(each, (), desk.negotiation.by_id) is None
    ]
    if free:
        yield counted(f"{_ADOPTABLE[adoption]}: these could be adopted as positions stand", len(free))
        yield from (_amendment_row(desk, each) for each in free)
    agreed = ClauseStatus.AGREED.value
    ready = [
        clause
        for clause in desk.negotiation.treaty.standing
        if not clause.status.settled and clause.body.strip() and not unsettled(desk.standings, clause.id, agreed)
    ]
    if ready:
        yield counted("Nothing on the table and nobody against: these could be marked as agreed", len(ready))
    for clause in ready:
        yield _text_row(clause.title, Target(clause.id), situation(desk, Target(clause.id)))
    if len(tabled) > len(free):
        yield counted("These have to be talked about", len(tabled) - len(free))
        yield from (_amendment_row(desk, each) for each in tabled if each not in free)


def _found(desk: Desk, findings: Callable[[], Sequence[Problem]]) -> Iterator[Row]:
    found = findings()
    if found:
        yield counted("These break the rules of a treaty text, as `drafter check` says", len(found))
    for nth, each in enumerate(found):
        match = CLAUSE_PATH.match(each.file or "")
        clause = match["id"] if match is not None else ""
        place = desk.name_of(clause) if clause else each.file or ""
        said = words(f"{place}, line {each.line}: " if each.line else f"{place}: ", ".prose--strong")
        said += words(sentence(each.message))
        if each.remedy:
            said += words(f"\n{sentence(each.remedy)}", ".prose--quiet")
        target = Target(clause) if clause in desk.negotiation.treaty.by_id else None
        yield Row(key=f"finding {nth}", content=said, target=target, indent=2, hang=2)


def _part(desk: Desk, heading: str, lines: Iterable[Line]) -> Iterator[Row]:
    found = list(lines)
    if found:
        yield counted(heading, len(found))
    for line in found:
        amendment = desk.negotiation.by_id.get(line.target.amendment)
        if amendment is not None:
            yield _amendment_row(desk, amendment)
        else:
            # Who else said what is read on the text itself: of two hundred delegations it would hide one's own words.
            stands = (
                outlook(desk, line.target, named=False) + words("  you: ", ".prose--quiet") + mine(desk, line.target)
            )
            yield _text_row(desk.name(line.target), line.target, stands)


def _amendment_row(desk: Desk, amendment: Amendment) -> Row:
    """Give an amendment as the docket does, behind the names of the clauses that it is about."""
    row = amendment_row(desk, amendment)
    about = words(", ".join(map(desk.name_of, amendment.clauses)), ".prose--strong")
    return replace(row, content=about + words("  ") + row.content, indent=2, gap=1)


def _text_row(name: str, target: Target, stands: Content) -> Row:
    said = Content("\n").join([words(name, ".prose--strong"), stands])
    return Row(key=str(target), content=said, target=target, indent=2, hang=2)
