"""Who stands where on one text: those first who block consensus, each with what it said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.draft.standing import Standing
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.tui.desk import Desk
from drafter.tui.present.conditions import conditions_of
from drafter.tui.present.docket import outlook
from drafter.tui.present.row import Row, counted
from drafter.tui.present.words import quoted, words

_HEADINGS = (
    (Stance.OPPOSE, "Oppose, and so block consensus"),
    (Stance.RESERVE, "Reserve their position"),
    (Stance.ACCEPT, "Can accept it"),
    (Stance.SUPPORT, "Ask for it"),
)


def blocking_rows(desk: Desk, target: Target) -> Iterator[Row]:
    """Give everybody by stance, whole and with statements. Takes time on a large treaty: not for a key handler."""
    yield Row(key="outlook", content=outlook(desk, target), gap=1)
    standings, tally = desk.standings.on(target), desk.standings.tally(target)
    for stance, heading in _HEADINGS:
        held = [each for each in standings if each.counts and (each.stance is stance)]
        proposing = [each for each in standings if each.proposes] if stance is Stance.SUPPORT else []
        everyone = [*proposing, *(each for each in held if not each.proposes)]
        if everyone:
            yield counted(heading, len(everyone))
            yield from standing_rows(desk, everyone)
        if stance is Stance.OPPOSE and tally.keeps:
            yield counted("Ask to retain the words, and so block consensus", len(tally.keeps))
            yield from _keeping(desk, target, tally.keeps)
    conditional = [each for each in standings if each.depends]
    if conditional:
        yield counted("For it on conditions that are not met, and so count for nothing yet", len(conditional))
        yield from standing_rows(desk, conditional)
    stale = [each for each in standings if each.stale and not each.proposes]
    if stale:
        yield counted("Spoke about an older text, which counts for nothing", len(stale))
        yield from standing_rows(desk, stale)
    if tally.silent:
        yield counted("Silent, which is not consent", len(tally.silent))
        yield Row(key="silent", content=words(", ".join(tally.silent)), indent=2, hang=2)


def standing_rows(desk: Desk, everyone: Sequence[Standing]) -> Iterator[Row]:
    """Give a row for each who speaks for itself, and one for all for whom a group speaks: it said it once."""
    spoken: dict[tuple[object, ...], list[Standing]] = {}
    for each in everyone:
        alone = each.party if each.group is None else ""
        spoken.setdefault((each.group, alone, each.phrase, each.departs), []).append(each)
    return (_standing(desk, together) for together in spoken.values())


def _keeping(desk: Desk, target: Target, codes: Sequence[str]) -> Iterator[Row]:
    """Give a row for each proposal that the words be kept, with its rationale."""
    for each in desk.standings.retaining(target.amendment):
        if each.signatory in codes:
            kept = ", ".join(desk.name(about) for about in each.retains)
            code = desk.standings.proponent(each.id)
            line = words(f"{code}  {desk.negotiation.treaty.roster.name(code)}: {kept}  {each.id}")
            if each.versions[-1].rationale.strip():
                line += quoted(each.versions[-1].rationale, "\n")
            date = words(each.tabled[:10], ".prose--quiet")
            yield Row(key=f"retain {each.id}", content=line, indent=2, hang=2, aside=date)


def _standing(desk: Desk, together: Sequence[Standing]) -> Row:
    each = together[0]
    code = each.group or each.party
    name = desk.negotiation.treaty.roster.name(code)
    said = f"{each.alone} (stale)" if each.stale else each.alone
    line = words(f"{each.mark} ", ".prose--strong") + words(f"{code}  {name}: {said}")
    line += conditions_of(desk, each.recorded)
    if each.group is not None:
        line += words(f", for {', '.join(member.party for member in together)}")
    if each.departs:
        line += words(f", departing from {', '.join(each.departs)}", ".prose--warning")
    recorded = each.recorded
    if recorded is not None and recorded.position.statement:
        line += quoted(recorded.position.statement, "\n")
    date = words(recorded.date[:10] if recorded is not None else "", ".prose--quiet")
    return Row(key=f"{code} {each.party} {each.phrase}", content=line, indent=2, hang=2, aside=date)
