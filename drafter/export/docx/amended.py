"""The agreed text with the changes of chosen amendments in it, clause by clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from drafter.draft.languages import RIVALS, Phrase
from drafter.draft.proposals import Applied, Proposals
from drafter.draft.reference import in_words, of
from drafter.export.docx.tracking import Disagreement, Line, Tracked, base_line, base_text, new_line, new_text
from drafter.model.amendment import Amendment
from drafter.model.clause import Clause
from drafter.model.negotiation import Negotiation
from drafter.model.problem import refuse
from drafter.text.carry import carry, plan
from drafter.text.paragraphs import paragraphs
from drafter.text.shown import Signs, shown, titled


@dataclass(slots=True)
class Passage:
    """A clause: of the agreed text, or one that an amendment adds."""

    clause: Clause
    heading: Tracked
    body: Tracked
    names: list[str] = field(default_factory=list)
    """The amendments that are about it, in the order in which they were applied."""

    @property
    def lines(self) -> list[Line]:
        """Its heading and its paragraphs."""
        return [*self.heading.lines, *self.body.lines]


@dataclass(frozen=True, slots=True)
class AmendedText:
    """The text, the amendments in it, and what has to be said about them."""

    passages: tuple[Passage, ...]
    amendments: tuple[Amendment, ...]
    """Those chosen, a parent before its sub-amendments, also those that could not be shown."""
    together: tuple[str, ...]
    """Those that can be accepted together."""
    rivals: tuple[str, ...]
    """Those that want words of these otherwise, and stand beside them."""
    notes: tuple[str, ...]
    signs: Signs


def amended_text(negotiation: Negotiation, chosen: Sequence[str]) -> AmendedText:
    """Put the changes of amendments into today's text, each under its own name.

    What can be adopted together is applied one after the other, as an adoption would; accepting it gives exactly the
    text that adopting it would give. Rival wordings stand beside it. A sub-amendment brings its live parent along.
    Raises Refused for an amendment that is not there.
    """
    making = _Making(negotiation, [negotiation.by_id[name] for name in _with_parents(negotiation, chosen)])
    making.apply_together()
    making.apply_rivals()
    passages = sorted(making.passages, key=lambda passage: passage.clause.sort_key)
    return AmendedText(
        tuple(passages),
        tuple(making.amendments),
        tuple(making.together),
        tuple(making.rivals),
        tuple(making.notes),
        making.signs,
    )


def _with_parents(negotiation: Negotiation, chosen: Sequence[str]) -> Iterable[str]:
    names: dict[str, None] = {}
    for name in chosen:
        if name not in negotiation.by_id:
            raise refuse(f"there is no amendment {name}", "`drafter amendments` lists them", rule="unknown-amendment")
        line = [name]
        while True:
            parent = negotiation.by_id[line[-1]].parent
            if parent is None or parent in line or parent not in negotiation.by_id:
                break
            if not negotiation.by_id[parent].live:
                break
            line.append(parent)
        names.update(dict.fromkeys(reversed(line)))
    return names


class _Kept:
    """A passage as it was, in case that a change doesn't fit."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._lines = list(passage.heading.lines), list(passage.body.lines)
        self._names = list(passage.names)

    def restored(self) -> Passage:
        """Give the passage as it was."""
        self._passage.heading.lines, self._passage.body.lines = self._lines
        self._passage.names = self._names
        return self._passage


class _Making:
    """The making of one text: what its steps share."""

    def __init__(self, negotiation: Negotiation, amendments: list[Amendment]) -> None:
        self.negotiation = negotiation
        self.amendments = amendments
        self.proposals = Proposals(negotiation)
        self.signs = Signs()
        self.notes: list[str] = []
        self.together: list[str] = []
        self.rivals: list[str] = []
        self.today = {clause.id: clause for clause in negotiation.treaty.standing}
        self.passages = [self._standing(clause) for clause in self.today.values()]
        self.plan = plan(negotiation.treaty, amendments)

    def apply_together(self) -> None:
        """Apply what an adoption would take, in its order, and keep who else wants each change."""
        clauses: dict[str, Clause] = {}
        for name in self.plan.taken:
            amendment = self.negotiation.by_id[name]
            self.together.append(name)
            for change in amendment.changes:
                current = clauses.get(change.clause, self.negotiation.treaty.by_id.get(change.clause))
                carried = carry(change, current)
                if carried.outcome == "cleanly" and carried.clause is not None:
                    self._apply(name, change.clause, current, carried.clause)
                    clauses[change.clause] = carried.clause
                elif carried.outcome == "contained":
                    self._contained(amendment, change.clause)
                if amendment.parent is None:
                    self._share(amendment, change.clause)
            if not amendment.changes:
                self._retained(amendment)

    def apply_rivals(self) -> None:
        """Put those beside the others that an adoption would not take with them."""
        for refused in self.plan.refused:
            amendment = self.negotiation.by_id[refused.amendment]
            applied = self.proposals.all(amendment.id)
            why = next((each for each in applied if each.outcome == "conflicts"), None)
            hindrance = self.proposals.hindrance(amendment.id, why.change.clause) if why is not None else None
            if why is not None:
                reason = hindrance.reason if hindrance is not None else refused.reason
                self.notes.append(Phrase("{} is not shown: {}", amendment.id, reason))
                continue
            before = [_Kept(each) for each in self.passages]
            try:
                for each in applied:
                    if each.outcome == "cleanly":
                        self._apply_beside(amendment, each)
            except Disagreement:
                self.passages = [each.restored() for each in before]
                why_not = Phrase("it can't stand beside the others; export it alone")
                self.notes.append(Phrase("{} is not shown: {}", amendment.id, why_not))
                continue
            self.rivals.append(amendment.id)
            overlaps = ", ".join(refused.overlaps) or Phrase("those before it, together")
            self.notes.append(Phrase(RIVALS, amendment.id, overlaps))

    def _standing(self, clause: Clause) -> Passage:
        heading = base_line(titled(clause, self.signs))
        return Passage(clause, heading, base_text(clause.body, self.signs))

    def _new(self, name: str, clause: Clause) -> Passage:
        heading = new_line(name, titled(clause, self.signs))
        return Passage(clause, heading, new_text(name, clause.body, self.signs), [name])

    def _passage(self, clause: str) -> Passage:
        return next(each for each in self.passages if each.clause.id == clause)

    def _apply(self, name: str, id: str, before: Clause | None, after: Clause) -> None:
        if before is None:
            self.passages.append(self._new(name, after))
            return
        passage = self._passage(id)
        self._change(passage, name, before, after, None)
        if after.deleted:
            said = [*passage.heading.read(), *passage.body.read()]
            assert not said, f"{name} leaves words of {id}"
        else:
            signs = self.signs
            assert passage.heading.read() == (titled(after, signs),), f"{name} in the heading of {id}"
            wanted = tuple(shown(each.text, signs) for each in paragraphs(after.body).items)
            assert passage.body.read() == wanted, f"{name} in {id}"

    def _apply_beside(self, amendment: Amendment, applied: Applied) -> None:
        assert applied.clause is not None
        id = applied.change.clause
        chain = tuple(self._ancestors(amendment))
        under = self.proposals.applied(chain[0], id) if chain and self._changes(chain[0], id) else None
        before = under.clause if under is not None else self.negotiation.treaty.by_id.get(id)
        if before is None:
            self.passages.append(self._new(amendment.id, applied.clause))
            return
        passage = next((each for each in self.passages if each.clause.id == id), None)
        if passage is None:
            raise Disagreement(amendment.id)
        self._change(passage, amendment.id, before, applied.clause, chain)

    def _change(
        self, passage: Passage, name: str, before: Clause, after: Clause, chain: tuple[str, ...] | None
    ) -> None:
        passage.names.append(name)
        if after.deleted:
            passage.heading.delete(name, chain=chain)
            passage.body.delete(name, chain=chain)
            return
        old, new = titled(before, self.signs), titled(after, self.signs)
        if old != new:
            passage.heading.replace(name, old, new, chain=chain)
        if before.body != after.body:
            passage.body.apply(name, before.body, after.body, self.signs, chain=chain)

    def _share(self, amendment: Amendment, id: str) -> None:
        """Note on the changes of others which of them this amendment wants too."""
        base = self.today.get(id)
        applied = self.proposals.applied(amendment.id, id)
        if base is None or applied.clause is None or applied.outcome != "cleanly" or applied.deletes:
            return
        passage = self._passage(id)
        if any(name != amendment.id for name in passage.names):
            passage.body.share(amendment.id, base.body, applied.clause.body, self.signs)

    def _contained(self, amendment: Amendment, id: str) -> None:
        passage = next((each for each in self.passages if each.clause.id == id), None)
        title = passage.clause.designation if passage is not None else id
        others = ", ".join(passage.names) if passage is not None else ""
        both = Phrase("{} says already what {} proposes, together with {}", title, amendment.id, others)
        self.notes.append(both if others else Phrase("{} says already what {} proposes", title, amendment.id))
        if passage is not None:
            passage.names.append(amendment.id)

    def _retained(self, amendment: Amendment) -> None:
        for target in amendment.retains:
            passage = next((each for each in self.passages if each.clause.id == target.clause), None)
            if passage is not None and amendment.id not in passage.names:
                passage.names.append(amendment.id)
        references = of(self.negotiation)
        kept = ", ".join(in_words(references, target) for target in amendment.retains)
        self.notes.append(Phrase("{} asks to keep {} as it is", amendment.id, kept))

    def _ancestors(self, amendment: Amendment) -> Iterator[str]:
        parent = amendment.parent
        while parent is not None and any(each.id == parent for each in self.amendments):
            yield parent
            parent = self.negotiation.by_id[parent].parent

    def _changes(self, amendment: str, clause: str) -> bool:
        return self.negotiation.by_id[amendment].change(clause) is not None
