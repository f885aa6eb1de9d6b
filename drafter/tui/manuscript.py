"""A proposal while it is written: its draft on disk, what it proposes, and the deed that is recorded in the end."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.model.clause import Clause
from drafter.model.provision import provision
from drafter.model.target import Target, parse_target
from drafter.model.terms import Stance
from drafter.tui.deeds import Correcting, Deed, Retaining, Revising, Standing, Tabling
from drafter.tui.desk import Desk
from drafter.tui.drafts import Draft, Drafts
from drafter.tui.present.beginning import Beginning, beginning
from drafter.tui.present.proposal import Proposal, new_clause, proposed_clause


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields."""

    number: str = ""
    heading: str = ""
    body: str = ""
    rationale: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What is written: a kind of proposal (see Proposal) on a clause, begun on an exact text.

    `amendment` is the one that is revised or changed; of a retain, the provision that it is about.
    """

    desk: Desk
    clause: str
    what: str
    amendment: str
    begun: Beginning
    resumed: Draft | None = None
    """The draft on disk that it goes on with."""

    @property
    def name(self) -> str:
        """The name of its draft on disk."""
        return self.draft(Typed()).name

    @property
    def numbered(self) -> bool:
        """Whether the number is asked for; otherwise it stays."""
        return self.what in ("add", "correct")

    @property
    def wordless(self) -> bool:
        """Whether no words are proposed."""
        return self.what in ("delete", "retain")

    @property
    def called(self) -> tuple[str, str]:
        """The designation and the heading of the clause that it is about."""
        clause = self.begun.before or self.desk.negotiation.treaty.by_id.get(self.clause) or self.begun.shown
        return (clause.designation, clause.heading) if clause is not None else (self.clause, "")

    @property
    def kept(self) -> Target:
        """The text that a retain is about."""
        return parse_target(self.amendment) or Target(self.clause)

    def draft(self, typed: Typed) -> Draft:
        """Give the draft to be kept on disk, with what is needed to bring it to a text that has changed meanwhile."""
        before, shown, version = self.begun.before, self.begun.shown, self.begun.version
        return Draft(
            signatory=self.desk.who.code,
            clause=self.clause,
            what=self.what,
            amendment=self.amendment,
            base=self.begun.base,
            base_source=before.source if before is not None else "",
            version=version,
            version_source=shown.source if version and shown is not None else "",
            number=typed.number,
            heading=typed.heading,
            body=typed.body,
            rationale=typed.rationale,
        )

    def says_nothing(self, typed: Typed) -> bool:
        """Say whether nothing stands in the fields but what would stand there without a draft."""
        fresh = beginning(self.desk, self.clause, self.what, self.amendment, None)
        held = (typed.number.strip(), typed.heading.strip(), typed.body.rstrip("\n"), typed.rationale.strip())
        return held == (fresh.number.strip(), fresh.heading.strip(), fresh.text.rstrip("\n"), "")

    def says_again(self, proposal: Proposal, rationale: str) -> bool:
        """Whether a new version would say what the one before says, and why."""
        amendment = self.desk.negotiation.by_id.get(self.amendment) if self.what == "revise" else None
        change = amendment.change(self.clause) if amendment is not None else None
        if amendment is None or change is None or change.after != proposal.after:
            return False
        return rationale in ("", amendment.rationale)

    def anew(self, typed: Typed) -> Typed:
        """Give the fields with the text that stands in the place of the words typed; the rationale stays."""
        base = (self.begun.before or self.begun.shown) if self.what != "add" else None
        heading, text = (base.heading, base.body.rstrip("\n")) if base is not None else ("", "")
        number = base.number if base is not None and self.what == "correct" else typed.number
        return Typed(number, heading, text, typed.rationale)

    def proposal(self, typed: Typed) -> Proposal | str:
        """Give what is proposed, or say why that is no clause."""
        before, shown = self.begun.before, self.begun.shown
        try:
            if before is None:
                if self.what != "revise" or shown is None:
                    return "The clause is not there any more."
                return self._proposed(None, proposed_clause(shown, typed.heading, typed.body))
            if self.what == "delete":
                return self._proposed(before, before.with_value("status", "deleted"))
            if self.what == "retain":
                return self._retain(before)
            if self.what == "add":
                number = typed.number.strip()
                known = self.desk.negotiation
                made = new_clause(known.treaty, before, number, typed.heading, typed.body, self._taken(), known.added)
                return self._proposed(None, made)
            made = proposed_clause(before, typed.heading, typed.body)
            number = self._number(before, typed)
            return self._proposed(before, made.with_value("number", number) if number != before.number else made)
        except ValueError as error:
            return f"This can't be a clause: {error}"

    def deed(self, proposal: Proposal, rationale: str) -> Deed:
        """Give what is to be recorded."""
        if proposal.what == "retain":
            return Retaining(targets=(self.kept,), rationale=rationale, draft=self.name)
        if proposal.what == "correct" and proposal.after is not None:
            corrected = {proposal.clause: proposal.after}
            return Correcting(clauses=corrected, reason=rationale, base=proposal.base, draft=self.name)
        proposed = {proposal.clause: proposal.after}
        if proposal.what == "revise":
            return Revising(
                amendment=self.amendment,
                proposed=proposed,
                rationale=rationale,
                base=proposal.base,
                over=self.begun.version,
                draft=self.name,
            )
        return Tabling(
            proposed=proposed,
            rationale=rationale,
            to=self.amendment if proposal.what == "sub" else None,
            taken_over=self.amendment if proposal.what == "take" else None,
            base=proposal.base,
            draft=self.name,
        )

    def cosponsor(self, amendment: str, rationale: str) -> Standing:
        """Give the co-sponsorship of an amendment that proposes the same, in the place of a second one."""
        target = Target(amendment=amendment)
        return Standing(
            target=target,
            stance=Stance.SUPPORT,
            cosponsor=True,
            statement=rationale,
            seen=self.desk.negotiation.current_text_sha256(target),
            over=self.desk.own,
            draft=self.name,
        )

    def _proposed(self, before: Clause | None, after: Clause, *, label: str = "") -> Proposal:
        amendment = self.amendment if self.what in ("revise", "sub") else ""
        return Proposal(self.what, before, after, self.begun.base, amendment, label)

    def _retain(self, before: Clause) -> Proposal | str:
        label = self.kept.label
        if label and provision(before.body, label) is None:
            return f"{self.desk.name(self.kept)} is not there any more."
        return self._proposed(before, before, label=label)

    def _number(self, before: Clause, typed: Typed) -> str:
        if self.what == "correct":
            return typed.number.strip()
        # Where it is not asked for it stays: that of the version before, or of what is taken over.
        shown = self.begun.shown if self.what in ("revise", "take") else None
        return shown.number if shown is not None else before.number

    def _taken(self) -> frozenset[str]:
        negotiation = self.desk.negotiation
        proposed = {change.clause for amendment in negotiation.amendments for change in amendment.changes}
        return frozenset({*negotiation.treaty.by_id} | proposed)


def manuscript(desk: Desk, clause: str, what: str, amendment: str, drafts: Drafts) -> Manuscript:
    """Begin a proposal, or go on with the draft of it that waits."""
    fresh = Manuscript(desk, clause, what, amendment, Beginning(base="", before=None))
    resumed = drafts.find(fresh.draft(Typed()))
    return Manuscript(desk, clause, what, amendment, beginning(desk, clause, what, amendment, resumed), resumed)
