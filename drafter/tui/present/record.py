"""What will be, or was, recorded, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, Stance
from drafter.tui.deeds import (
    Adopting,
    Correcting,
    Deciding,
    Deed,
    Issuing,
    Listing,
    Proposing,
    Recommending,
    Retaining,
    Revising,
    Settling,
    Standing,
    Tabling,
    Withdrawing,
)
from drafter.tui.present.words import words

if TYPE_CHECKING:
    from drafter.model.amendment import Change
    from drafter.model.clause import Clause
    from drafter.model.negotiation import Act
    from drafter.model.position import Depends
    from drafter.tui.desk import Desk


def recorded(act: Act, deed: Deed, undo: str) -> str:
    """Say what was recorded, by which name it can be found, and with which key it is taken back; none if it can't."""
    if isinstance(deed, Settling) and len(deed.targets) > 1:
        kind = "amendments" if deed.targets[0].amendment else "clauses"
        said = f"{len(deed.targets)} {kind} marked as {deed.status.phrase}"
        return f"Recorded: {said}, each by a record of its own, the last of them {act.commit[:10]}."
    if isinstance(deed, Listing) and act.record == "position":
        return f"Recorded: {act.subject} ({act.commit[:10]}). The secretariat lists it once you have exchanged records."
    back = f" Press {undo} to take it back." if undo else ""
    group = f", on behalf of {deed.on_behalf_of}" if isinstance(deed, Proposing) and deed.on_behalf_of else ""
    return f"Recorded: {act.subject}{group} ({act.commit[:10]}).{back}"


def what(deed: Deed, desk: Desk) -> Content:
    """Say what will be recorded, by whom, and what follows."""
    return Content("\n").join([line if isinstance(line, Content) else words(line) for line in _lines(deed, desk)])


def _lines(deed: Deed, desk: Desk) -> Iterator[str | Content]:
    who = desk.who
    name = desk.negotiation.treaty.roster.name(who.code)
    delegate = who.delegate.name if who.delegate is not None else ""
    yield f"{name} ({who.code}), by {delegate}:"
    yield from _said(deed, desk)
    if isinstance(deed, Deciding) and deed.reason:
        yield words(f"The reason: {deed.reason}")


def _not_agreed(amendments: Iterable[str], whole: Collection[str], desk: Desk) -> Iterator[Content]:
    """Say of which amendments the rule of the talks would not let the text be adopted, as positions stand, and for
    which somebody is on conditions that are not met by those adopted as they are proposed."""
    from drafter.tui.present.docket import outlook

    for id in amendments:
        target = Target(amendment=id)
        if not desk.standings.tally(target).adoptable(desk.negotiation.treaty.roster.adoption):
            yield words(f"As positions stand on {id}, {outlook(desk, target).plain}.", ".prose--warning")
        conditional = desk.standings.conditional(target, whole)
        if conditional:
            said = f"For {id}, {', '.join(conditional)} would be on conditions that are not met."
            yield words(said, ".prose--warning")


def _departs(deed: Standing, desk: Desk) -> Iterator[Content]:
    """Say of which groups the delegation would hold another stance than they."""
    if deed.stance is Stance.NONE:
        return
    roster = desk.negotiation.treaty.roster
    for held in desk.standings.groups(deed.target).values():
        own = held.party == deed.on_behalf_of or held.stance in (deed.stance, Stance.NONE)
        if not own and roster.groups_by_code[held.party].holds_for(desk.who.code):
            said = f"{held.party} {held.stance.phrase} {desk.name(deed.target)}: this departs from it."
            yield words(said, ".prose--warning")


def _tabled(deed: Tabling, desk: Desk) -> str:
    """Say what an amendment is: to which clauses, or which clause it would add or delete."""
    if deed.to:
        return f"a sub-amendment to {deed.to}, on {', '.join(desk.name_of(clause) for clause in deed.proposed)}"
    changed, added, deleted = [], [], []
    for id, clause in deed.proposed.items():
        if clause is not None and id not in desk.negotiation.treaty.by_id:
            added.append(clause.designation)
        elif clause is None or clause.deleted:
            deleted.append(desk.name_of(id))
        else:
            changed.append(desk.name_of(id))
    kinds = (("an amendment to", changed), ("a new", added), ("the deletion of", deleted))
    return " and ".join(f"{kind} {', '.join(names)}" for kind, names in kinds if names)


def _settled(deed: Settling, desk: Desk) -> Iterator[Content]:
    """Say which clauses or amendments get a status, which they have, and what speaks against a clause as agreed."""
    from drafter.draft.settling import unsettled

    several = len(deed.targets) > 1
    if several:
        yield words(f"marks these as {deed.status.phrase}, each by a record of its own:")
    for target in deed.targets:
        clause = desk.negotiation.treaty.by_id.get(target.clause)
        stands = desk.negotiation.by_id.get(target.amendment) or clause
        now = f" (now: {stands.status.phrase})" if stands is not None else ""
        heading = f"  {clause.heading}" if clause is not None and clause.heading else ""
        name = desk.name(target)
        yield words(f"{name}{heading}{now}" if several else f"marks {name} as {deed.status.phrase}{now}.")
        why = unsettled(desk.standings, target.clause, deed.status.value)
        if why:
            yield words(f"As positions stand{f' on {name}' if several else ''}, {why}.", ".prose--warning")


def _listed(deed: Listing, desk: Desk) -> Iterator[str | Content]:
    """Say who shall act for a signatory, and whose word that still needs."""
    from drafter.model.ids import SECRETARIAT
    from drafter.tui.present.listing import changes

    consents = desk.who.code == deed.code and deed.code != SECRETARIAT
    name = desk.negotiation.treaty.roster.name(deed.code)
    if deed.was == deed.delegates:
        yield f"takes back the consent of {name} to another list: its delegates stay as they are listed."
        yield "It counts from when the server has received it, if the secretariat has not acted on the consent before."
        return
    yield f"consents to another list of delegates of {name}, which:" if consents else f"for {name} ({deed.code}):"
    yield from (words(f"- {each}") for each in changes(deed.was, deed.delegates))
    if consents:
        yield "It counts as soon as the secretariat has received and listed it."
    elif deed.code != SECRETARIAT and any(each.keys for each in deed.was):
        yield f"{name} has keys: one of its delegates has to have consented to just this."
    yield "What is on record stays on record, and signed as it is."


def on_conditions(conditions: Iterable[Depends], desk: Desk) -> str:
    """Say on which conditions a position is; nothing without any."""
    made = [f"{each.degree.value}: {desk.name(each.target)}" for each in conditions]
    return f", on condition{'' if len(made) == 1 else 's'}: {'; '.join(made)}" if made else ""


def _says(change: Change | None, clause: Clause | None) -> bool:
    """Whether a version of an amendment gives a clause these very words already."""
    return change is not None and change.after == clause


def _said(deed: Deed, desk: Desk) -> Iterator[str | Content]:
    match deed:
        case Tabling():
            taken = f"takes over {deed.taken_over}: " if deed.taken_over else ""
            yield f"{taken}tables {_tabled(deed, desk)}, with the words shown."
            yield "It stands in the brackets for everybody who receives it. The agreed text doesn't change."
        case Revising():
            yield f"puts a new version of {deed.amendment} in the place of the one before."
            amendment = desk.negotiation.by_id[deed.amendment]
            if all(_says(amendment.change(id), clause) for id, clause in deed.proposed.items()):
                yield "Its words stay, and positions on them count on: the rationale is another one."
            else:
                yield "Positions on the earlier version stay on record; they don't count for the new words."
            group = desk.standings.proponent(deed.amendment)
            if group != desk.who.code:
                said = f"It is {group}'s proposal so far: recorded without it, the new words are your delegation's own."
                yield words(said, ".prose--warning")
        case Retaining():
            kept = ", ".join(desk.name(target) for target in deed.targets)
            against = f", against {deed.against}" if deed.against else ""
            yield f"proposes to keep {kept} as it is{against}."
        case Withdrawing():
            yield f"withdraws {deed.amendment}. It stays on record; another signatory may take it over."
        case Standing():
            group = f", on behalf of {deed.on_behalf_of}" if deed.on_behalf_of else ""
            sponsor = ", as co-sponsor" if deed.cosponsor else ""
            conditions = on_conditions(deed.conditions, desk)
            yield f"{deed.stance.phrase} {desk.name(deed.target)}{sponsor}{group}{conditions}."
            yield from _departs(deed, desk)
            clause = desk.negotiation.treaty.by_id.get(deed.target.clause)
            if clause is not None and clause.status.gavelled:
                yield f"It is {clause.status.phrase}: what you say with it stands behind the text, for the record."
        case Correcting():
            clauses = ", ".join(desk.name_of(clause) for clause in deed.clauses)
            yield f"corrects {clauses} in the agreed text, without an amendment, with the words shown."
            yield "A settled clause whose words change is open again."
        case Settling():
            yield from _settled(deed, desk)
        case Recommending():
            if deed.status is AmendmentStatus.TABLED:
                yield f"recommends nothing on {deed.amendment} any more."
            else:
                yield f"recommends on {deed.amendment}: {deed.status.phrase}."
                yield "Everybody reads it; nothing is decided by it."
        case Listing():
            yield from _listed(deed, desk)
        case Issuing():
            yield f"issues the text as it stands, with every amendment and position, as {deed.name}."
        case Adopting():
            modified = ", ".join(desk.name_of(clause) for clause in deed.as_modified)
            how = f" as modified, {modified} with the words shown" if modified else ""
            yield f"adopts {', '.join(deed.amendments)} into the agreed text{how}."
            if deed.left_out:
                yield f"{', '.join(deed.left_out)} can't be adopted with them and stays on the table."
            yield from _not_agreed(deed.amendments, () if deed.as_modified else deed.amendments, desk)
            if deed.accept_near:
                yield "Words that stand near others changed since have been read."
