"""What adopting an amendment gives: the words that result, those to be read first, and conflicts from three sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.check.numbering import misnumbered
from drafter.model.amendment import Amendment, Change
from drafter.model.clause import Clause, standing
from drafter.model.ids import AMENDMENTS_PREFIX, MAIN_REF
from drafter.text.carry import NotTaken, Plan, plan, sub_amendment_problem
from drafter.text.choice import ThreeWay
from drafter.text.diff import diff
from drafter.text.parts import in_parts
from drafter.text.reconcile import Conflict
from drafter.tui.desk import Desk
from drafter.tui.present.row import Row, title
from drafter.tui.present.target import amendment_rows, diff_rows
from drafter.tui.present.words import words


@dataclass(frozen=True, slots=True)
class Adoption:
    """What adopting one amendment gives, and how that is shown."""

    amendment: Amendment
    plan: Plan
    rows: tuple[Row, ...]
    parts: Mapping[str, ThreeWay]
    """The changes that it makes, by clause, where each can be taken or left."""

    @property
    def conflicts(self) -> bool:
        """Whether words have to be composed."""
        return bool(self.plan.refused)

    @property
    def near(self) -> bool:
        """Whether words have to be read before they are adopted."""
        return bool(self.plan.near)

    def conflicts_in(self, clause: str) -> tuple[Conflict, ...]:
        """Give the words of a clause that were changed on both sides."""
        return tuple(
            conflict for refused in self.plan.refused for where, conflict in refused.conflicts if where == clause
        )


def adoption(desk: Desk, amendment: Amendment) -> Adoption:
    """Work out what adopting an amendment today gives. Takes time: not for a key handler."""
    planned = plan(desk.negotiation.treaty, [amendment])
    rows = tuple(_plan_rows(desk, amendment, planned))
    return Adoption(amendment, planned, rows, in_parts(desk.negotiation.treaty.by_id, planned.clauses))


@dataclass(frozen=True, slots=True)
class Joint:
    """What adopting several amendments at once gives: those that are taken, and those left out with the reason."""

    plan: Plan
    rows: tuple[Row, ...]


def joint(desk: Desk, amendments: Sequence[Amendment]) -> Joint:
    """Work out what adopting amendments one after the other gives. Takes time: not for a key handler."""
    chosen = [each.id for each in amendments]
    alone = {each.id: sub_amendment_problem(each, chosen, desk.negotiation.by_id) for each in amendments}
    planned = plan(desk.negotiation.treaty, [each for each in amendments if alone[each.id] is None])
    orphans = tuple(NotTaken(id, why) for id, why in alone.items() if why is not None)
    whole = Plan(planned.clauses, planned.taken, (*planned.refused, *orphans), planned.near)
    return Joint(whole, tuple(_joint_rows(desk, whole)))


def seen(desk: Desk, amendments: Sequence[Amendment]) -> dict[str, str]:
    """Give the commits on which the secretariat decides, by ref: main's, and the amendments'."""
    return {
        MAIN_REF: desk.negotiation.treaty.commit,
        **{f"{AMENDMENTS_PREFIX}{each.id}": each.commit for each in amendments},
    }


def composed_rows(desk: Desk, adopted: Adoption, change: Change, composed: Clause) -> tuple[Row, ...]:
    """Give the composed words of a clause against today's, and base, today's and the proposal where they conflict."""
    return tuple(_composed(desk, adopted, change, composed))


def result_rows(desk: Desk, clauses: Mapping[str, Clause]) -> Iterator[Row]:
    """Give how clauses would read, against the agreed text of today."""
    for id, clause in clauses.items():
        now = desk.negotiation.treaty.by_id.get(id)
        what = "New: " if now is None else "" if _text(clause).strip() else "Delete: "
        yield Row(key=f"{id}#heading", content=words(f"{what}{clause.title}", ".prose--heading"), gap=1)
        yield from diff_rows(diff(_text(now), _text(clause)), desk.references, id)
        for nth, what in enumerate(misnumbered(now, clause)):
            yield Row(key=f"{id}#number{nth}", content=words(f"{what}.", ".prose--warning"), hang=2)


def _plan_rows(desk: Desk, amendment: Amendment, planned: Plan) -> Iterator[Row]:
    if not planned.clauses:
        yield from amendment_rows(desk, amendment)
        return
    yield from result_rows(desk, planned.clauses)
    yield from _near_rows(desk, planned)


def _joint_rows(desk: Desk, planned: Plan) -> Iterator[Row]:
    for refused in planned.refused:
        said = words(f"{refused.amendment} is left out: ", ".prose--warning") + words(refused.reason)
        yield Row(key=f"out#{refused.amendment}", content=said, hang=2, gap=int(not refused.conflicts))
        for nth, (clause, conflict) in enumerate(refused.conflicts):
            sides = (("base", conflict.base), ("as it would be", conflict.ours), (refused.amendment, conflict.theirs))
            for side, text in sides:
                content = words(f"{side}: ", ".prose--strong") + words(text.strip() or "(nothing)")
                key = f"out#{refused.amendment}#{clause}#{nth}#{side}"
                last = side == refused.amendment and nth == len(refused.conflicts) - 1
                yield Row(key=key, content=content, indent=4, hang=2, gap=int(last))
    if planned.taken:
        yield title("result", f"With {', '.join(planned.taken)} the agreed text would read:")
        yield from result_rows(desk, planned.clauses)
        if not planned.clauses:
            yield Row(key="result#same", content=words("As it does: it says this already."), selectable=False)
        yield from _near_rows(desk, planned, "changed before it")


def _near_rows(desk: Desk, planned: Plan, ours: str = "agreed since") -> Iterator[Row]:
    if planned.near:
        yield title("near", "Read these words: they stand near words changed since the amendment was tabled.")
    for nth, (amendment, clause, piece) in enumerate(planned.near):
        whose = {"ours": ours, "theirs": amendment}.get(piece.side, "both")
        said = f"{desk.name_of(clause)}, {whose}: {exchanged(piece.base, piece.text)}"
        yield Row(key=f"near#{nth}", content=words(said, ".prose--warning"), hang=2, gap=1)


def exchanged(old: str, new: str) -> str:
    """Say which words take the place of which; of none it is said that the others come in, or go."""
    if not old.strip():
        return f"“{new.strip()}” comes in"
    return f"“{old.strip()}” becomes “{new.strip()}”" if new.strip() else f"“{old.strip()}” goes"


def _composed(desk: Desk, adopted: Adoption, change: Change, composed: Clause) -> Iterator[Row]:
    now = desk.negotiation.treaty.by_id.get(change.clause)
    conflicts = adopted.conflicts_in(change.clause)
    for nth, conflict in enumerate(conflicts):
        yield title(f"conflict{nth}", "Both sides changed these words:")
        for side, text in (("base", conflict.base), ("ours", conflict.ours), ("theirs", conflict.theirs)):
            who = {"base": "base", "ours": "agreed now", "theirs": adopted.amendment.id}[side]
            content = words(f"{who}: ", ".prose--strong") + words(text.strip() or "(nothing)")
            yield Row(key=f"conflict{nth}#{side}", content=content, hang=2, gap=int(side == "theirs"))
    yield title("adopted", "As composed, against the agreed text")
    yield from _redline("adopted", desk, _text(now), composed.text)
    proposed = change.proposed_text or ""
    yield title("proposed", f"As composed, against {adopted.amendment.id}")
    yield from _redline("proposed", desk, proposed, composed.text)
    if conflicts:
        base = _text(change.before)
        yield title("ours", "What was agreed since the amendment was tabled (base, agreed now)")
        yield from _redline("ours", desk, base, _text(now))
        yield title("theirs", f"What {adopted.amendment.id} changes (base, proposal)")
        yield from _redline("theirs", desk, base, proposed)


def _redline(key: str, desk: Desk, old: str, new: str) -> Iterator[Row]:
    if old == new:
        yield Row(key=f"{key}#same", content=words("The same words."), selectable=False, gap=1)
    else:
        yield from diff_rows(diff(old, new), desk.references, key)


def _text(clause: Clause | None) -> str:
    stands = standing(clause)
    return stands.text if stands is not None else ""
