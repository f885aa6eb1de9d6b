"""What the interface derives from one reading of the repository: worked out when asked for, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import count

from drafter.draft.brackets import Brackets
from drafter.draft.document import Document, Heading
from drafter.draft.matrix import Matrix
from drafter.draft.notebook import BLANK, Notebook
from drafter.draft.proposals import Proposals
from drafter.draft.reference import References
from drafter.draft.standing import Standings
from drafter.export.paper import Archive, Paper
from drafter.model.amendment import Amendment, Change
from drafter.model.negotiation import Negotiation
from drafter.model.target import Target
from drafter.text.diff import Diff, diff
from drafter.tui.who import Who

_NUMBERS = count(1)


class Desk:
    """One reading of the negotiation, for whom it is read, and everything derived from it.

    Its functions may be called from any thread: what they keep is only ever added to, and working something out
    twice gives the same.
    """

    def __init__(self, negotiation: Negotiation, who: Who, own: str | None = None, notebook: Notebook = BLANK) -> None:
        self.number = next(_NUMBERS)
        self.negotiation = negotiation
        self.who = who
        self.own = own
        """The commit at which the delegation's own positions were read: empty before its first one, None when that is
        not known."""
        self.notebook = notebook
        """What was worked out of the same words before."""
        self.standings = Standings(negotiation)
        self.proposals = Proposals(negotiation, notebook)
        self._documents: dict[tuple[object, ...], Document] = {}
        self._diffs: dict[tuple[str, str], Diff] = {}

    @cached_property
    def brackets(self) -> Brackets:
        """The brackets, clause by clause."""
        return Brackets(self.negotiation, self.proposals, self.standings, self.notebook)

    @cached_property
    def matrix(self) -> Matrix:
        """The matrix of positions."""
        return Matrix(self.negotiation, standings=self.standings)

    @cached_property
    def references(self) -> References:
        """Where cross-references lead."""
        proposed = (
            change.after
            for amendment in self.negotiation.live
            for change in amendment.changes
            if change.before is None and change.after is not None
        )
        treaty = self.negotiation.treaty
        return References(treaty.clauses, proposed, language=treaty.roster.language)

    @property
    def issue(self) -> str:
        """How the text is called: `Rev.2`, `after Rev.2`, or `not yet issued`."""
        if self.negotiation.issue is not None:
            return self.negotiation.issue
        issues = self.negotiation.issues
        return f"after {issues[-1].name}" if issues else "not yet issued"

    def document(self, paper: Paper, archive: Archive | None = None) -> Document:
        """Give the document of a paper of this negotiation; a redline needs the `archive`. Takes time: not for a key
        handler. Raises Refused."""
        if paper.key not in self._documents:
            brackets = self.brackets if not paper.selected else None
            self._documents[paper.key] = paper.document(archive, brackets)
        return self._documents[paper.key]

    def bracket_counts(self, document: Document) -> Mapping[str, int]:
        """Give the number of brackets of each clause of a bracketed document."""
        return {block.clause: block.brackets for block in document.blocks if isinstance(block, Heading)}

    def changed(self, amendment: Amendment, change: Change) -> Diff:
        """Give the word diff of one change of an amendment, against its own base."""
        key = (amendment.commit, change.clause)
        if key not in self._diffs:
            before = change.before.text if change.before is not None else ""
            self._diffs[key] = diff(before, change.proposed_text or "")
        return self._diffs[key]

    def name(self, target: Target) -> str:
        """Say what a target is, in the words of the room: `Article 4, paragraph 1`, `FRA-7K3QXD`."""
        if target.amendment:
            return target.amendment
        designation = self.name_of(target.clause)
        return f"{designation}, {provision_name(target.label)}" if target.label else designation

    def name_of(self, id: str) -> str:
        """Say the designation of a clause, or of one that an amendment proposes."""
        clause = self.negotiation.treaty.by_id.get(id)
        if clause is None:
            added = next(
                (
                    change.after
                    for amendment in self.negotiation.live
                    for change in amendment.changes
                    if change.clause == id and change.after is not None
                ),
                None,
            )
            return added.designation if added is not None else id
        return clause.designation


def provision_name(label: str) -> str:
    """Say the address of a provision in words: `1.a` is `paragraph 1 (a)`."""
    first, *inner = label.split(".")
    lead = f"paragraph {first}" if first[:1].isdigit() else f"subparagraph ({first})"
    return " ".join([lead, *(f"({each})" for each in inner)])
