"""What the Diff screen compares, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.draft.comparison import between
from drafter.draft.family import family
from drafter.draft.proposals import Proposals
from drafter.model.amendment import Amendment
from drafter.model.negotiation import Negotiation
from drafter.model.position import Recorded
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.text.diff import diff
from drafter.tui.desk import Desk
from drafter.tui.present.blocking import standing_rows
from drafter.tui.present.docket import edits, hindrances, situation
from drafter.tui.present.row import Row, blank
from drafter.tui.present.target import amendment_rows, between_rows, diff_rows
from drafter.tui.present.words import words


@dataclass(frozen=True, slots=True)
class Comparison:
    """An amendment against its base, or with an `other` one; what changed since an issue, in a clause or in the whole
    text, until now or `until` another issue; or what changed under the positions of one's own (`mine`)."""

    amendment: str = ""
    other: str = ""
    since: str = ""
    until: str = ""
    clause: str = ""
    mine: bool = False

    @property
    def said(self) -> str:
        """What is compared, in a few words."""
        if self.mine:
            return "since your positions"
        if self.amendment:
            return f"{self.amendment} with {self.other}" if self.other else self.amendment
        return f"from {self.since} to {self.until}" if self.until else f"since {self.since}"


@dataclass(frozen=True, slots=True)
class Look:
    """How a comparison is shown."""

    side: bool = False
    marks: bool = True


def amendment_page(desk: Desk, amendment: Amendment, look: Look) -> tuple[Row, ...]:
    """Give everything about an amendment: who, why, what it changes, and who says what."""
    return tuple(_amendment(desk, amendment, look))


def rivals_page(desk: Desk, one: Amendment, other: Amendment, look: Look) -> tuple[Row, ...]:
    """Give how the words of one amendment become those of another."""
    said = f"From the words of {one.id} to those of {other.id}"
    head = Row(key="head", content=words(said, ".prose--heading"), target=Target(amendment=one.id), gap=1)
    return (head, *between_rows(desk, one, other, marks=look.marks, side=look.side))


def mine_page(desk: Desk, since: Callable[[Desk, Recorded], tuple[Row, ...]]) -> tuple[Row, ...]:
    """Give what changed in each text since one's own position on it; `since` gives that for one position."""
    own = [each for each in desk.negotiation.positions if each.position.signatory == desk.who.code]
    return tuple(_mine(desk, own, since))


def since_page(
    desk: Desk, then: Negotiation, until: Negotiation | None, comparison: Comparison, look: Look
) -> tuple[Row, ...]:
    """Give what changed in the agreed text since an issue, until another one or now (None)."""
    return tuple(_since(desk, then, until, comparison, look))


def _amendment(desk: Desk, amendment: Amendment, look: Look) -> Iterator[Row]:
    target = Target(amendment=amendment.id)
    proponent = desk.standings.proponent(amendment.id)
    roster = desk.negotiation.treaty.roster
    sponsors = desk.standings.cosponsors(amendment.id)
    head = words(amendment.id, ".prose--names") + words(f"  {amendment.action.mark}  {amendment.status.phrase}")
    yield Row(key="head", content=head, target=target)
    said = f"Proposed by {roster.name(proponent)}"
    if sponsors:
        said += f", co-sponsored by {', '.join(roster.name(code) for code in sponsors)}"
    yield Row(key="who", content=words(said), target=target, selectable=False)
    if amendment.live:
        yield Row(
            key="tally",
            content=situation(desk, target),
            target=target,
            selectable=False,
        )
        for nth, hindrance in enumerate(hindrances(desk, amendment)):
            yield Row(key=f"hindrance#{nth}", content=words(hindrance, ".prose--warning"), selectable=False)
    if amendment.decision:
        why = f": {amendment.decided_because}" if amendment.decided_because else ""
        yield Row(key="decision", content=words(f"{amendment.decision}{why}"), selectable=False)
    for how, others in family(desk.proposals, amendment.id).items():
        for other in others:
            kin = desk.negotiation.by_id[other]
            named = words(f"{how} ", ".prose--quiet") + words(other, ".prose--names")
            named += words(f"  {kin.action.mark}  {kin.status.phrase}  ") + edits(desk, kin)
            yield Row(key=f"kin#{other}", content=named, target=Target(amendment=other), hang=2)
    if amendment.rationale:
        yield Row(key="rationale", content=words(amendment.rationale, ".prose--emphasis"), target=target, indent=2)
    yield Row(key="space", content=words(""), selectable=False)
    yield from amendment_rows(desk, amendment, marks=look.marks, side=look.side)
    yield from _positions(desk, target)
    yield Row(key="versions", content=words("Versions", ".prose--heading"), selectable=False)
    for version in amendment.versions:
        line = f"{version.date[:10]}  {version.subject}  ({version.delegate}, {version.commit[:10]})"
        yield Row(key=f"version#{version.commit}", content=words(line), target=target, hang=12)


def _positions(desk: Desk, target: Target) -> Iterator[Row]:
    spoken = [each for each in desk.standings.on(target) if each.stance is not Stance.NONE and each.recorded]
    if spoken:
        yield Row(key="positions", content=words("Positions", ".prose--heading"), selectable=False)
        yield from standing_rows(desk, spoken)
        yield blank("positions")


def _mine(desk: Desk, own: Sequence[Recorded], since: Callable[[Desk, Recorded], tuple[Row, ...]]) -> Iterator[Row]:
    """First what became of the texts that one spoke about, then everything else since one spoke last."""
    stale = [each for each in own if desk.negotiation.stale(each)]
    said = "What changed since your positions" if stale else "Nothing changed in the texts of your positions."
    yield Row(key="head", content=words(said, ".prose--heading"), gap=1)
    for recorded in stale:
        position = recorded.position
        line = f"{desk.name(position.target)}: {position.stance.mark} {position.stance.alone}, {recorded.date[:10]}"
        yield Row(key=str(position.target), content=words(line, ".prose--strong"), target=position.target)
        gone = Row(key="gone", content=words("The text is not there any more.", ".prose--quiet"), gap=1)
        for row in since(desk, recorded) or (gone,):
            yield replace(row, key=f"{position.target}#{row.key}", target=position.target)
    if own:
        yield from _news(desk, max(own, key=lambda each: each.date))


def _news(desk: Desk, last: Recorded) -> Iterator[Row]:
    """Give what others have done since a position: decisions about clauses, and versions of amendments."""
    position = last.position
    about = f"{position.stance.phrase} {desk.name(position.target)}"
    said = f"Since you spoke last ({last.date[:10]} {last.date[11:16]}: {about})"
    yield Row(key="news", content=words(said, ".prose--heading"), gap=1, selectable=False)
    found: list[tuple[str, str, Target]] = []
    for clause in desk.negotiation.treaty.clauses:
        decision = desk.proposals.decision_on(clause.id)
        if decision is not None and decision.date > last.date:
            found.append((decision.date, f"{clause.designation}: {decision.subject}", Target(clause.id)))
    for amendment in desk.negotiation.amendments:
        newest = amendment.versions[-1]
        if newest.date > last.date and amendment.signatory != desk.who.code:
            found.append((newest.date, newest.subject, Target(amendment=amendment.id)))
    for nth, (date, subject, target) in enumerate(sorted(found, key=lambda each: each[0], reverse=True)):
        content = words(f"{date[:10]} {date[11:16]}  ", ".prose--quiet") + words(subject)
        yield Row(key=f"news#{nth}", content=content, target=target, hang=18)
    if not found:
        yield Row(key="news#none", content=words("Nothing was tabled, revised or decided.", ".prose--quiet"))


def _since(
    desk: Desk, then: Negotiation, until: Negotiation | None, comparison: Comparison, look: Look
) -> Iterator[Row]:
    proposals = Proposals(until) if until is not None else desk.proposals
    pairs = between(then.treaty, (until or desk.negotiation).treaty, clause=comparison.clause or None)
    where = desk.name_of(comparison.clause) if comparison.clause else "The agreed text"
    counted = "1 clause changed" if len(pairs) == 1 else f"{len(pairs)} clauses changed" if pairs else "nothing changed"
    said = f"{where} {comparison.said}: {counted}"
    if comparison.clause:
        said = f"{where} {comparison.said}" + ("" if pairs else ": nothing changed")
    yield Row(key="head", content=words(said, ".prose--heading"), gap=1)
    for pair in pairs:
        clause = pair.after or pair.before
        if clause is None:
            continue
        target = Target(pair.clause)
        status = "" if pair.before and pair.after else "  new" if pair.after else "  gone"
        status += f"  (was {pair.renumbered[0]})" if pair.renumbered is not None else ""
        decision = proposals.decision_on(pair.clause)
        yield Row(key=pair.clause, content=words(clause.title + status, ".prose--heading"), target=target)
        by = f"{decision.date[:10]}  {decision.subject}" if decision is not None else "no recorded decision"
        yield Row(key=f"{pair.clause}#by", content=words(by, ".prose--quiet"), selectable=False, gap=1)
        found = diff(pair.old, pair.new)
        yield from diff_rows(
            found,
            desk.references,
            pair.clause,
            target=target,
            marks=look.marks,
            side=look.side,
            whole=bool(comparison.clause),
        )
