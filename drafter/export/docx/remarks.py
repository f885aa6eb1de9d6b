"""What stands in the margin of amendments: their rationale, and what others said about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter.draft.conditions import conditioned
from drafter.draft.document import Document, Heading
from drafter.draft.languages import Saying, saying
from drafter.draft.reference import References, in_treaty_words, in_words, of
from drafter.export.docx.writing import Remark
from drafter.export.facts import condition_line, position_line, spoken
from drafter.model.amendment import Amendment
from drafter.model.negotiation import Negotiation
from drafter.model.position import Recorded
from drafter.model.target import Target
from drafter.model.word import as_author, stamp
from drafter.text.visible import visible

MOST = 1000
"""Comments in one file. LibreOffice 7.4 lays out a treaty of 400 pages in 9 s without, in 30 s with so many, in two
minutes with three times as many, and with ten thousand not at all."""


def remarks(negotiation: Negotiation, amendment: Amendment, references: References) -> tuple[Remark, ...]:
    """Give the comments on an amendment: its own first, then statements in the order of signatories.toml."""
    target = Target(amendment=amendment.id)
    about = negotiation.positions_by_target.get(target, ())
    return (_rationale(negotiation, amendment, about), *statements(negotiation, target, references))


class Comments:
    """The comments of a printed document: what was said for an amendment and about it stands where its words first do.

    All of it once in the file; in another clause that it changes, where that was. More than `MOST` of them no margin
    holds: they are `apart` then, by clause, to stand at the end of the file.
    """

    def __init__(self, negotiation: Negotiation, document: Document) -> None:
        self._negotiation = negotiation
        self._references = of(negotiation)
        self._said: dict[str, str] = {}
        self._due: set[str] = set()
        self._here = ""
        self.many = _count(negotiation, document) > MOST
        self.apart: dict[str, list[Remark]] = {}

    def enter(self, designation: str, amendments: Iterable[str]) -> None:
        """Begin a clause with the amendments that show in it."""
        self._here = designation
        self._due = set(amendments) & set(self._negotiation.by_id)

    def on(self, names: Iterable[str]) -> tuple[Remark, ...]:
        """Give what is said about amendments, where they first show in the clause."""
        found: list[Remark] = []
        for name in names:
            if name not in self._due:
                continue
            self._due.discard(name)
            amendment = self._negotiation.by_id[name]
            if name in self._said:
                found.append(pointer(self._negotiation, amendment, self._said[name]))
            else:
                self._said[name] = self._here
                found.extend(remarks(self._negotiation, amendment, self._references))
        return self._placed(found)

    def about(self, clause: str, label: str = "") -> tuple[Remark, ...]:
        """Give the statements about a clause as a whole, or about a provision."""
        return self._placed(statements(self._negotiation, Target(clause, label), self._references))

    def _placed(self, found: Sequence[Remark]) -> tuple[Remark, ...]:
        if not self.many:
            return tuple(found)
        if found:
            self.apart.setdefault(self._here, []).extend(found)
        return ()


def _count(negotiation: Negotiation, document: Document) -> int:
    """Count what was said about the clauses of a document, and for and about the amendments that it names."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    clauses = {heading.clause for heading in headings}
    pending = {name for heading in headings for name in heading.amendments}
    decided = {name for heading in headings for each in heading.changed_by for name in each.amendments}
    behind = {name for each in document.behind for origin in each.origins for name in origin.amendments}
    amendments = (pending | decided | behind) & set(negotiation.by_id)
    return len(amendments) + sum(
        bool(each.position.statement)
        for target, about in negotiation.positions_by_target.items()
        if target.amendment in amendments or target.clause in clauses
        for each in about
    )


def statements(negotiation: Negotiation, target: Target, references: References) -> tuple[Remark, ...]:
    """Give what was said about a text, in the order of signatories.toml."""
    spoken = negotiation.positions_by_target.get(target, ())
    return tuple(_statement(negotiation, each, references) for each in spoken if each.position.statement)


def pointer(negotiation: Negotiation, amendment: Amendment, clause: str) -> Remark:
    """Refer to the clause where the rationale stands."""
    return _remark(negotiation, amendment, (_say(negotiation)("{}: see the comment at {}.", amendment.id, clause),))


def _rationale(negotiation: Negotiation, amendment: Amendment, about: tuple[Recorded, ...]) -> Remark:
    say = _say(negotiation)
    lines = [f"{amendment.id}: {visible(amendment.subject)}"]
    cosponsors = [
        negotiation.treaty.roster.name(each.position.signatory)
        for each in about
        if each.position.cosponsor and not negotiation.stale(each)
    ]
    if cosponsors:
        lines.append(say("Co-sponsored by {}.", ", ".join(map(visible, cosponsors))))
    if not amendment.live:
        lines.append(say("It is {}.", say(amendment.status.phrase)))
    return _remark(negotiation, amendment, (*lines, *map(visible, spoken(amendment.rationale))))


def _remark(negotiation: Negotiation, amendment: Amendment, paragraphs: tuple[str, ...]) -> Remark:
    author, date = stamp(negotiation.treaty.roster, amendment)
    return Remark(author, amendment.signatory, date, paragraphs)


def _statement(negotiation: Negotiation, recorded: Recorded, references: References) -> Remark:
    position = recorded.position
    name, say = negotiation.treaty.roster.name, _say(negotiation)
    group = name(position.on_behalf_of) if position.on_behalf_of is not None else ""
    about = in_words(references, position.target)
    said = visible(position_line(name(position.signatory), position.stance, about, group, say))
    if negotiation.stale(recorded):
        said += f" {say('(said about an earlier version of it)')}"
    made = in_treaty_words(conditioned(negotiation, position.conditions), references)
    conditions = (f"{visible(condition_line(each, say))}." for each in made)
    lines = (f"{said}.", *conditions, *map(visible, spoken(position.statement)))
    return Remark(as_author(name(position.signatory)), position.signatory, recorded.date, lines)


def _say(negotiation: Negotiation) -> Saying:
    return saying(negotiation.treaty.roster.language)
