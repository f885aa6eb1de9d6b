"""What follows for each amendment from today's text: whether it applies, is stale, is a rival or a duplicate."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from drafter.draft.languages import Phrase
from drafter.draft.notebook import BLANK, Notebook, carried, rivals
from drafter.model.amendment import Amendment, Change
from drafter.model.clause import Clause, standing
from drafter.model.negotiation import Act, Negotiation
from drafter.model.target import Target
from drafter.model.terms import AmendmentAction, AmendmentStatus
from drafter.text.carry import Carried, Outcome
from drafter.text.duplicates import nearly_equal

ADOPTED = (AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_AS_MODIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """One change of an amendment, carried to today's clause (through its parent, for a sub-amendment)."""

    amendment: Amendment
    change: Change
    outcome: Outcome
    stale: bool
    """Its base text differs from today's."""
    clause: Clause | None
    """Today's clause with the proposal; None when it conflicts."""

    @property
    def text(self) -> str | None:
        """The proposed text on today's clause; None when the clause would be deleted, or when it conflicts."""
        return _text(self.clause)

    @property
    def deletes(self) -> bool:
        """Whether the proposal is to delete the clause."""
        return self.change.action is AmendmentAction.DELETE


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a proposal doesn't show in the text: the reason in words, and the decision behind it, where there is one."""

    reason: str
    decision: Act | None = None


class Proposals:
    """The amendments of a negotiation against today's text, worked out clause by clause when asked for, or found in a
    notebook."""

    def __init__(self, negotiation: Negotiation, notebook: Notebook = BLANK) -> None:
        self.negotiation = negotiation
        self._notebook = notebook
        self._applied: dict[tuple[str, str], Applied] = {}
        self._rivals: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._said: dict[str, tuple[object, ...] | None] = {}

    @cached_property
    def _adding(self) -> tuple[Amendment, ...]:
        return tuple(each for each in self.negotiation.live if each.action is AmendmentAction.ADD)

    @cached_property
    def _not_accepted(self) -> tuple[Amendment, ...]:
        """The last tabled first."""
        return tuple(
            each for each in reversed(self.negotiation.amendments) if each.status is AmendmentStatus.NOT_ACCEPTED
        )

    @cached_property
    def _live_by_clause(self) -> Mapping[str, tuple[Amendment, ...]]:
        found: dict[str, list[Amendment]] = {}
        for amendment in self.negotiation.live:
            for clause in amendment.clauses:
                found.setdefault(clause, []).append(amendment)
        return {clause: tuple(amendments) for clause, amendments in found.items()}

    @cached_property
    def added(self) -> tuple[str, ...]:
        """The ids of clauses that live amendments would add, in order of tabling."""
        standing = self.negotiation.treaty.by_id
        return tuple(
            dict.fromkeys(
                change.clause
                for amendment in self.negotiation.live
                for change in amendment.changes
                if change.before is None and change.clause not in standing
            )
        )

    def about(self, clause: str) -> tuple[Amendment, ...]:
        """Give the live amendments about a clause, retains too, in order of tabling."""
        return self._live_by_clause.get(clause, ())

    def on(self, clause: str) -> tuple[Applied, ...]:
        """Give what the live amendments do to a clause, in order of tabling; those that conflict are among them."""
        return tuple(
            self.applied(amendment.id, clause)
            for amendment in self.about(clause)
            if amendment.change(clause) is not None
        )

    def showing(self, clause: str) -> tuple[Applied, ...]:
        """Give those of `on` that show in the brackets: they apply, and change the text as it stands."""
        return tuple(
            each
            for each in self.on(clause)
            if each.outcome == "cleanly" and self._hindrance_of_parent(each.amendment) is None
        )

    def retaining(self, clause: str) -> tuple[tuple[Amendment, Target], ...]:
        """Give the retains about a clause, in order of tabling, but for those whose text has changed since."""
        return tuple(
            (amendment, target)
            for amendment in self.about(clause)
            for target in amendment.retains
            if target.clause == clause and self.hindrance(amendment.id, clause) is None
        )

    def applied(self, amendment: str, clause: str) -> Applied:
        """Carry one change of an amendment to today's text. KeyError when it doesn't change that clause."""
        key = (amendment, clause)
        if key not in self._applied:
            self._applied[key] = self._apply(self.negotiation.by_id[amendment], clause)
        return self._applied[key]

    def amended(self, amendment: Amendment, among: Collection[str]) -> str | None:
        """Give the nearest of some amendments that a sub-amendment changes, itself or through what it amends.

        What says no more than the amendment above it shows nowhere, and what amends that stands in the one above.
        """
        return next((id for id in self._ancestors(amendment) if id in among), None)

    def under(self, amendment: Amendment, clause: str) -> Clause | None:
        """Give the clause that an amendment changes as it stands today: that of the text, or of its parent."""
        above = self._above(amendment, clause)
        return self.negotiation.treaty.by_id.get(clause) if above is None else self.applied(above.id, clause).clause

    def all(self, amendment: str) -> tuple[Applied, ...]:
        """Give each change of an amendment, carried."""
        return tuple(self.applied(amendment, each.clause) for each in self.negotiation.by_id[amendment].changes)

    def applies(self, amendment: str) -> Outcome:
        """Say whether an amendment still applies: `conflicts` when one of its changes does, `contained` when all are.

        A retain applies as long as there is what it asks to keep. What was adopted is contained, as modified or not.
        """
        found = self.negotiation.by_id[amendment]
        if found.status in ADOPTED:
            return "contained"
        if not found.changes:
            return "cleanly" if all(self._exists(target) for target in found.retains) else "conflicts"
        outcomes = {each.outcome for each in self.all(amendment)}
        if "conflicts" in outcomes:
            return "conflicts"
        return "cleanly" if "cleanly" in outcomes else "contained"

    def stale(self, amendment: str) -> bool:
        """Whether a live amendment's base text differs from today's."""
        found = self.negotiation.by_id[amendment]
        if not found.live:
            return False
        if found.changes:
            return any(each.stale for each in self.all(amendment))
        if found.against is not None:
            against = self.negotiation.by_id.get(found.against)
            return against is not None and any(each.commit == found.base for each in against.versions[:-1])
        return any(self.changed_since(found, clause) is not None for clause in found.clauses)

    def rivals(self, amendment: str) -> tuple[str, ...]:
        """Give the live amendments that want the same words otherwise, in order of tabling: only one can be adopted."""
        found = self.negotiation.by_id[amendment]
        names = {rival for clause in found.clauses for rival in self._rivals_on(clause).get(amendment, ())}
        return tuple(each.id for each in self.negotiation.live if each.id in names)

    def duplicate_of(self, amendment: str) -> str | None:
        """Give the first live amendment, tabled earlier, that proposes the same text; offer co-sponsorship."""
        said = self._what(amendment)
        if said is None:
            return None
        found = self.negotiation.by_id[amendment]
        alike = self._adding if found.action is AmendmentAction.ADD else self.about(found.clauses[0])
        for earlier in alike:
            if earlier.id == amendment:
                return None
            if self._what(earlier.id) == said:
                return earlier.id
        return None

    def said_before(self, amendment: str) -> Phrase | None:
        """Say which amendment proposed the same as a live one and was not accepted, and when; None for none."""
        before = self.not_accepted_before(amendment)
        act = self._act(self.negotiation.by_id[before].decided) if before is not None else None
        return Phrase("the same words as {}, not accepted on {}", before, act.date[:10]) if act is not None else None

    def not_accepted_before(self, amendment: str) -> str | None:
        """Give the amendment that proposed the same as a live one and was not accepted: of several the last one tabled.

        What was rejected is considered again only when the room decides so (Rules of Procedure of the General Assembly
        of the United Nations, A/520/Rev.20, rule 81).
        """
        found = self.negotiation.by_id[amendment]
        said = self._what(amendment) if found.live and self._not_accepted else None
        if said is None:
            return None
        alike = (each for each in self._not_accepted if each.action is found.action)
        if found.action is not AmendmentAction.ADD:
            alike = (each for each in alike if each.clauses == found.clauses)
        return next((each.id for each in alike if self._what(each.id) == said), None)

    def nearly_same_as(self, amendment: str) -> tuple[str, ...]:
        """Give the live amendments of other signatories that make nearly the same changes, in order of tabling.

        Those that propose exactly the same are not among them; see `duplicate_of`.
        """
        found = self.negotiation.by_id[amendment]
        said = self._what(amendment)
        if said is None or not found.changes:
            return ()
        adding = found.action is AmendmentAction.ADD
        others = self._adding if adding else self.about(found.clauses[0])
        return tuple(
            other.id
            for other in others
            if other.signatory != found.signatory
            and other.parent == found.parent
            and self._what(other.id) not in (None, said)
            and self._nearly(found, other, adding=adding)
        )

    def _nearly(self, one: Amendment, other: Amendment, *, adding: bool) -> bool:
        """Whether two amendments change the same clauses, each of them nearly alike."""
        if adding:
            return len(one.changes) == len(other.changes) and all(
                nearly_equal("", first.text or "", second.text or "")
                for first, second in zip(self.all(one.id), self.all(other.id), strict=True)
            )
        clauses = {change.clause for change in one.changes}
        if clauses != {change.clause for change in other.changes}:
            return False
        for clause in clauses:
            base = self.under(one, clause)
            first, second = self.applied(one.id, clause).text, self.applied(other.id, clause).text
            if first != second and not nearly_equal(_text(base) or "", first or "", second or ""):
                return False
        return True

    def decision_on(self, clause: str) -> Act | None:
        """Give the newest decision that changed a clause's text."""
        return next(reversed(self._texts(clause)), None)

    def changed_since(self, amendment: Amendment, clause: str) -> Act | None:
        """Give the newest decision that changed a clause's text after the base of an amendment."""
        return next(reversed(self._since(amendment, clause)), None)

    def _since(self, amendment: Amendment, clause: str) -> list[Act]:
        """Give the decisions that changed a clause's text after the base of an amendment, oldest first."""
        order = self._order
        texts = self._texts(clause)
        if amendment.base in order:
            return [act for act in texts if order[act.commit] > order[amendment.base]]
        return [act for act in texts if act.date > amendment.tabled]

    def _texts(self, clause: str) -> list[Act]:
        return [act for act in self._acts.get(clause, ()) if act.action in ("adopt", "edit")]

    def reopened_by(self, clause: str) -> tuple[str, ...]:
        """Give the amendments that touch settled text of a clause again, in order of tabling.

        They are the live ones that were tabled against settled text, and those that were adopted over it, until the
        clause's status is set anew.
        """
        adopted: set[str] = set()
        for act in self._acts.get(clause, ()):
            if act.action == "status":
                adopted = set()
            elif act.action == "adopt":
                adopted.update(target.amendment for target in act.targets)
        touched = any(_touches_settled(each, clause) for each in self.about(clause))
        shown = {each.amendment.id for each in self.showing(clause)} if touched else set()
        known = self.negotiation.by_id
        names = {id for id in shown | adopted if id in known and _touches_settled(known[id], clause)}
        return tuple(each.id for each in self.negotiation.amendments if each.id in names) if names else ()

    def hindrance(self, amendment: str, clause: str) -> Hindrance | None:
        """Say why an amendment doesn't show in a clause, or give None when it does (or was adopted)."""
        found = self.negotiation.by_id[amendment]
        if found.status in ADOPTED:
            return None
        if not found.live:
            return Hindrance(_became(found), self._act(found.decided))
        change = found.change(clause)
        if change is None:
            return self._hindrance_of_retain(found, clause)
        fallen = self._hindrance_of_parent(found)
        if fallen is not None:
            return fallen
        return self._hindrance_of_change(found, self.applied(amendment, clause))

    def _hindrance_of_change(self, amendment: Amendment, applied: Applied) -> Hindrance | None:
        if applied.outcome == "cleanly":
            return None
        clause = applied.change.clause
        decision = self.decision_on(clause)
        since = self._since(amendment, clause)
        if applied.outcome == "contained":
            return Hindrance("the text says this already", since[0] if len(since) == 1 else None)
        above = self._above(amendment, clause)
        if above is not None:
            return Hindrance(Phrase("it no longer fits the text of {}, which it changes", above.id))
        current = self.negotiation.treaty.by_id.get(clause)
        if applied.change.before is None:
            return Hindrance("there is a clause with this id already", decision)
        if current is None:
            return Hindrance("it has no base: the clause no longer exists", decision)
        if current.deleted:
            return Hindrance("the clause that it changes has been deleted", decision)
        if len(since) > 1:
            said = "the words that it changes have been changed since it was tabled, by one of {} decisions"
            return Hindrance(Phrase(said, len(since)))
        return Hindrance("the words that it changes have been changed since it was tabled", decision)

    def _hindrance_of_retain(self, amendment: Amendment, clause: str) -> Hindrance | None:
        if any(target.clause == clause and not self._exists(target) for target in amendment.retains):
            return Hindrance("what it asks to keep is no longer there", self.decision_on(clause))
        if amendment.against is not None:
            against = self.negotiation.by_id.get(amendment.against)
            if against is None or not against.live:
                return Hindrance(Phrase("{}, against which it was tabled, no longer stands", amendment.against))
            return None
        decision = self.changed_since(amendment, clause)
        if decision is not None:
            return Hindrance("the text that it asks to keep has been changed since it was tabled", decision)
        return None

    def _hindrance_of_parent(self, amendment: Amendment) -> Hindrance | None:
        """A sub-amendment falls with its parent, unless the parent was adopted."""
        if amendment.parent is None:
            return None
        parent = self.negotiation.by_id[amendment.parent]
        if parent.status in ADOPTED:
            return None
        if not parent.live:
            said = Phrase("{}, which it changes, is {}", parent.id, _became(parent))
            return Hindrance(said, self._act(parent.decided))
        return self._hindrance_of_parent(parent)

    def _above(self, amendment: Amendment, clause: str) -> Amendment | None:
        """Give the nearest amendment above a sub-amendment that changes a clause, while they are proposals."""
        for id in self._ancestors(amendment):
            above = self.negotiation.by_id[id]
            if not above.live:
                return None
            if above.change(clause) is not None:
                return above
        return None

    def _apply(self, amendment: Amendment, clause: str) -> Applied:
        change = amendment.change(clause)
        if change is None:
            raise KeyError(clause)
        above = self._above(amendment, clause)
        under = self.applied(above.id, clause) if above is not None else None
        if under is None:
            current = self.negotiation.treaty.by_id.get(clause)
            found = carried(change, current, self._notebook)
            stale = _text(change.before) != _text(current)
        elif under.outcome == "conflicts":
            found, stale = Carried("conflicts", None), True
        else:
            found = carried(change, under.clause, self._notebook)
            stale = _text(change.before) != _text(under.clause)
        return Applied(amendment=amendment, change=change, outcome=found.outcome, stale=stale, clause=found.clause)

    def _rivals_on(self, clause: str) -> Mapping[str, tuple[str, ...]]:
        if clause not in self._rivals:
            found: dict[str, list[str]] = {}
            showing = self.showing(clause)
            for later, second in enumerate(showing):
                for first in showing[:later]:
                    if self._disagree(first, second, clause):
                        found.setdefault(first.amendment.id, []).append(second.amendment.id)
                        found.setdefault(second.amendment.id, []).append(first.amendment.id)
            self._rivals[clause] = {name: tuple(names) for name, names in found.items()}
        return self._rivals[clause]

    def _disagree(self, first: Applied, second: Applied, clause: str) -> bool:
        one, other = first.amendment, second.amendment
        if one.id in self._ancestors(other) or other.id in self._ancestors(one):
            return False
        same = self._above(one, clause) == self._above(other, clause)
        base = self.under(one, clause) if same else self.negotiation.treaty.by_id.get(clause)
        return rivals(clause, base, first.clause, second.clause, self._notebook)

    def _ancestors(self, amendment: Amendment) -> Iterator[str]:
        """What changes an amendment that doesn't count doesn't count either, and no row comes round (the store's)."""
        while amendment.parent is not None:
            yield amendment.parent
            amendment = self.negotiation.by_id[amendment.parent]

    def _what(self, amendment: str) -> tuple[object, ...] | None:
        if amendment not in self._said:
            self._said[amendment] = self._proposes(self.negotiation.by_id[amendment])
        return self._said[amendment]

    def _proposes(self, amendment: Amendment) -> tuple[object, ...] | None:
        """Give what an amendment proposes, as a key; a new clause is its text, whatever its id."""
        if not amendment.changes:
            return ("retain", amendment.against, tuple(sorted(amendment.retains)))
        said: list[tuple[str, str, str]] = []
        for applied in self.all(amendment.id):
            if applied.outcome != "cleanly":
                return None
            new = applied.change.action is AmendmentAction.ADD
            said.append((applied.change.action.value, "" if new else applied.change.clause, applied.text or ""))
        return ("change", amendment.parent, tuple(sorted(said)))

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {act.commit: position for position, act in enumerate(self.negotiation.decisions)}

    @cached_property
    def _acts(self) -> Mapping[str, tuple[Act, ...]]:
        """What the secretariat did about each clause, oldest first."""
        found: dict[str, list[Act]] = {}
        for act in self.negotiation.decisions:
            for target in act.targets:
                if target.clause:
                    found.setdefault(target.clause, []).append(act)
        return {clause: tuple(acts) for clause, acts in found.items()}

    def _act(self, commit: str | None) -> Act | None:
        position = self._order.get(commit) if commit is not None else None
        return None if position is None else self.negotiation.decisions[position]

    def _exists(self, target: Target) -> bool:
        return self.negotiation.treaty.text_sha256(target) is not None


def _touches_settled(amendment: Amendment, clause: str) -> bool:
    change = amendment.change(clause)
    return change is not None and change.before is not None and change.before.status.settled


def _text(clause: Clause | None) -> str | None:
    stands = standing(clause)
    return stands.text if stands is not None else None


def _became(amendment: Amendment) -> str:
    """Say what became of an amendment, when it was withdrawn or why it was decided; a decision is named by itself."""
    if amendment.status is AmendmentStatus.WITHDRAWN:
        return Phrase("{} on {}", Phrase(amendment.status.phrase), amendment.versions[-1].date[:10])
    if amendment.decided_because:
        return Phrase("{} ({})", Phrase(amendment.status.phrase), " ".join(amendment.decided_because.split()))
    return Phrase(amendment.status.phrase)
