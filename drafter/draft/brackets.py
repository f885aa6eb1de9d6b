"""The bracketed text of each clause, derived from live amendments and positions; nobody types a bracket."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from drafter.draft.notebook import BLANK, Notebook, bracketed_heading, bracketed_words, compared
from drafter.draft.printing import count_own
from drafter.draft.proposals import Applied, Proposals
from drafter.draft.standing import Standings, cosponsors
from drafter.model.clause import Clause
from drafter.model.negotiation import Negotiation
from drafter.model.target import Target
from drafter.model.terms import Stance
from drafter.text.alternatives import Proposal
from drafter.text.attribution import NOBODY, Attribution, Parties, Voice, attribute
from drafter.text.attribution import Stance as Says
from drafter.text.inline import Bracket, BracketedParagraph, Inline, Words
from drafter.text.notation import Retain

_SAYS: dict[Stance, Says] = {
    Stance.SUPPORT: "supports",
    Stance.ACCEPT: "accepts",
    Stance.RESERVE: "reserves",
    Stance.OPPOSE: "opposes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BracketedClause:
    """A clause with its brackets. An added or deleted clause is one bracket as a whole, with its `attribution`."""

    clause: Clause
    """The clause whose words are the base: today's, or for an added one the proposed one."""
    heading: tuple[Inline, ...]
    paragraphs: tuple[BracketedParagraph, ...]
    change: Literal["", "added", "deleted"] = ""
    names: tuple[str, ...] = ()
    """The amendments that add or delete it."""
    attribution: Attribution = NOBODY
    alternative: str = ""
    """`Alt 1`, `Alt 2` when several amendments propose different clauses of one id."""

    @property
    def count(self) -> int:
        """The number of its brackets; a run of whole alternatives is one."""
        runs = sum(paragraph.heading == "Alt 1" for paragraph in self.paragraphs)
        inline = sum(_count(paragraph.content) for paragraph in self.paragraphs)
        return _count(self.heading) + inline + runs + (1 if self.change else 0)


class Brackets:
    """The brackets of a negotiation, worked out clause by clause when they are asked for, or found in a notebook."""

    def __init__(
        self,
        negotiation: Negotiation,
        proposals: Proposals | None = None,
        standings: Standings | None = None,
        notebook: Notebook = BLANK,
    ) -> None:
        self.negotiation = negotiation
        self.proposals = proposals or Proposals(negotiation, notebook)
        self.standings = standings or Standings(negotiation)
        self._clauses: dict[str, tuple[BracketedClause, ...]] = {}
        self._voices: dict[str, tuple[Voice, ...]] = {}
        self._notebook = notebook

    @cached_property
    def parties(self) -> Parties:
        """Groups and signatories in the order of attributions."""
        roster = self.negotiation.treaty.roster
        return Parties(
            tuple((group.code, group.members) for group in roster.groups),
            tuple(each.code for each in roster.signatories),
        )

    def of(self, clause: str) -> tuple[BracketedClause, ...]:
        """Bracket a clause of the agreed text, or one that amendments would add.

        Gives one bracketed clause; several when rival clauses are proposed under one id; none for a deleted clause.
        """
        if clause not in self._clauses:
            standing = self.negotiation.treaty.by_id.get(clause)
            if standing is None:
                self._clauses[clause] = self._added(clause)
            elif standing.deleted:
                self._clauses[clause] = ()
            else:
                self._clauses[clause] = (self._standing(standing),)
        return self._clauses[clause]

    def count(self, clause: str) -> int:
        """Give the number of brackets that live amendments put into a clause."""
        return sum(each.count for each in self.of(clause))

    def own(self, clause: str) -> int:
        """Give the number of square brackets that the agreed text of a clause opens itself."""
        standing = self.negotiation.treaty.by_id.get(clause)
        return count_own(standing.text) if standing is not None else 0

    def voices(self, amendment: str) -> tuple[Voice, ...]:
        """Give who speaks about an amendment, and how: groups by whoever speaks for them, then each for itself.

        Stale positions and those that depend on what has not come about have voices of their own.
        """
        if amendment not in self._voices:
            target = Target(amendment=amendment)
            proponent = self.standings.proponent(amendment)
            proposer = self.negotiation.by_id[amendment].signatory
            voices = [Voice(proponent, "proposes")]
            for code, held in self.standings.groups(target).items():
                if code != proponent and not held.stale:
                    said = "depends" if held.depends else _SAYS[held.stance]
                    voices.append(Voice(code, "cosponsors" if held.cosponsors else said))
            for recorded in self.standings.records(target):
                position = recorded.position
                if (
                    position.stance is not Stance.NONE
                    and position.signatory != proposer
                    and self.standings.heard_as(recorded) == position.signatory
                ):
                    said = "depends" if self.standings.depends(recorded) else _SAYS[position.stance]
                    said = "cosponsors" if cosponsors(recorded) else said
                    voices.append(Voice(position.signatory, "stale" if self.standings.stale(recorded) else said))
            self._voices[amendment] = tuple(voices)
        return self._voices[amendment]

    def retains(self, clause: str) -> tuple[Retain, ...]:
        """Give who asks to keep the words of a clause: who tabled a retain, and who supports it."""
        found: list[Retain] = []
        for amendment, target in self.proposals.retaining(clause):
            against = frozenset({amendment.against}) if amendment.against is not None else None
            for voice in self.voices(amendment.id):
                if voice.stance in ("proposes", "cosponsors", "supports"):
                    parties = self._retaining(amendment.id, voice.party)
                    found.extend(Retain(party, against, target.label or None) for party in parties)
        return tuple(found)

    def _retaining(self, amendment: str, party: str) -> Sequence[str]:
        """Name who asks to keep words when a party does: a group by those for whom it speaks, where a member says
        something else of it, or the same on conditions that are not met. What that one says is about keeping them, and
        has no verb where they are in dispute."""
        group = self.negotiation.treaty.roster.groups_by_code.get(party)
        members = group.members if group is not None else ()
        standings = [each for each in self.standings.on(Target(amendment=amendment)) if not each.stale]
        if not any(party in each.departs or (each.depends and each.party in members) for each in standings):
            return (party,)
        return [each.party for each in standings if each.counts and each.group == party]

    def _standing(self, clause: Clause) -> BracketedClause:
        showing = self.proposals.showing(clause.id)
        deleting = tuple(each.amendment.id for each in showing if each.deletes)
        retains = self.retains(clause.id)
        heading, paragraphs = self._words(clause, [each for each in showing if not each.deletes], retains)
        return BracketedClause(
            clause=clause,
            heading=heading,
            paragraphs=paragraphs,
            change="deleted" if deleting else "",
            names=deleting,
            attribution=self._deletion(deleting, retains) if deleting else NOBODY,
        )

    def _added(self, clause: str) -> tuple[BracketedClause, ...]:
        """Bracket a clause that amendments would add: equal texts are one, different ones are alternatives."""
        versions: dict[str, list[Applied]] = {}
        changing: list[Applied] = []
        for applied in self.proposals.showing(clause):
            if applied.change.before is not None:
                changing.append(applied)
            elif applied.text is not None:
                versions.setdefault(applied.text, []).append(applied)
        found = []
        for place, applieds in enumerate(versions.values(), 1):
            base = applieds[0].clause
            if base is None:
                continue
            names = tuple(each.amendment.id for each in applieds)
            subordinate = [each for each in changing if self.proposals.amended(each.amendment, names) is not None]
            heading, paragraphs = self._words(base, subordinate, ())
            voices = [voice for name in names for voice in self.voices(name)]
            rivals = (each.amendment.id for others in versions.values() if others is not applieds for each in others)
            elsewhere = {voice.party for name in rivals for voice in self.voices(name)} & self.parties.members.keys()
            found.append(
                BracketedClause(
                    clause=base,
                    heading=heading,
                    paragraphs=paragraphs,
                    change="added",
                    names=names,
                    attribution=attribute(voices, self.parties, "insertion", elsewhere),
                    alternative=f"Alt {place}" if len(versions) > 1 else "",
                )
            )
        return tuple(found)

    def _words(
        self, base: Clause, applied: Sequence[Applied], retains: Sequence[Retain]
    ) -> tuple[tuple[Inline, ...], tuple[BracketedParagraph, ...]]:
        """Bracket the heading and the body of a clause."""
        headings, bodies = _texts(applied, self.proposals)
        voices = tuple((name, self.voices(name)) for name in sorted(each.amendment.id for each in applied))
        heading: tuple[Inline, ...] = (Words(base.heading),) if base.heading else ()
        if any(each.text != base.heading for each in headings):
            whole = [retain for retain in retains if retain.label is None]
            heading = bracketed_heading(base.heading, headings, voices, self.parties, tuple(whole))
        body = bracketed_words(base.body, bodies, voices, self.parties, tuple(retains), self._notebook)
        return heading, body

    def _deletion(self, names: Sequence[str], retains: Sequence[Retain]) -> Attribution:
        voices = [voice for name in names for voice in self.voices(name)]
        for retain in retains:
            if retain.label is None and (retain.against is None or retain.against & set(names)):
                voices.append(Voice(retain.party, "retains"))
        return attribute(voices, self.parties, "deletion")


def comparing(negotiation: Negotiation, notebook: Notebook = BLANK) -> Iterator[None]:
    """Compare the words of all proposals, clause by clause, which needs no position and is most of the work.

    The brackets of the same texts are there the sooner afterwards, whoever speaks about them.
    """
    proposals = Proposals(negotiation, notebook)
    for clause in negotiation.treaty.standing:
        _, bodies = _texts([each for each in proposals.showing(clause.id) if not each.deletes], proposals)
        compared(clause.body, bodies)
        yield


def _texts(applied: Sequence[Applied], proposals: Proposals) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
    """Give the proposed headings and the proposed bodies of a clause."""
    shown = {each.amendment.id for each in applied}
    headings, bodies = [], []
    for each in applied:
        if each.clause is not None:
            parent = proposals.amended(each.amendment, shown)
            headings.append(Proposal(each.amendment.id, each.clause.heading, parent))
            bodies.append(Proposal(each.amendment.id, each.clause.body, parent))
    return tuple(headings), tuple(bodies)


def _count(content: Sequence[Inline]) -> int:
    brackets = [each for each in content if isinstance(each, Bracket)]
    inner = (_count(wording.content) for bracket in brackets for wording in bracket.wordings)
    return len(brackets) + sum(inner)
