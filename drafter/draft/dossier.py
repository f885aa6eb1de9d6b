"""Everything that a reader may want beside a text: its other styles, who stands where, and how the brackets went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafter.draft.annex import proposed_texts
from drafter.draft.brackets import Brackets
from drafter.draft.consolidate import consolidate
from drafter.draft.document import Document, ProposedText, Style
from drafter.draft.matrix import Column, Line, Matrix, PositionRow, position_rows
from drafter.draft.reference import References, in_words, of
from drafter.draft.standing import Standing
from drafter.draft.summary import AmendmentRow, amendment_rows
from drafter.model.decision import Decision
from drafter.model.negotiation import Negotiation


@dataclass(frozen=True, slots=True)
class BracketCount:
    """How many brackets a text had: those that pending amendments put in, and those of the text itself."""

    issue: str
    """Name of the issue, or `now`."""
    date: str
    brackets: int
    own: int


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A row of the matrix of positions, worked out."""

    line: Line
    cells: tuple[Standing, ...]
    """One for each column."""
    blocked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tabled:
    """An amendment at a glance, with its words and why it was tabled."""

    row: AmendmentRow
    rationale: str
    proposed: tuple[ProposedText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A text with what belongs to it. Without names, nothing that names anybody is in it."""

    document: Document
    """The text in the style that was asked for."""
    views: tuple[Document, ...]
    """The styles among which a reader may switch; `document` is one of them."""
    columns: tuple[Column, ...] = ()
    """Of the matrix, the folded ones too."""
    standpoints: tuple[Standpoint, ...] = ()
    positions: tuple[PositionRow, ...] = ()
    """By clause, in the order of the treaty."""
    amendments: tuple[Tabled, ...] = ()
    """In order of tabling."""
    counts: tuple[BracketCount, ...] = ()
    """Issue by issue, oldest first; this text last."""
    words: Mapping[str, str] = field(default_factory=dict)
    """How the running text names each target that somebody spoke about."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of signatories and groups by their codes."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The titles of clauses by their ids, in the order of the text, those last that amendments propose."""


def dossier(
    negotiation: Negotiation,
    *,
    style: Style,
    attributed: bool = True,
    since: Negotiation | None = None,
    decisions: Sequence[Decision] = (),
    selected: Sequence[str] = (),
    changes_only: bool = False,
    clauses: Sequence[str] = (),
    issued: Sequence[Negotiation] = (),
    brackets: Brackets | None = None,
) -> Dossier:
    """Put together the dossier of a text; the arguments are those of `consolidate`. `decisions` are those since the
    text with which the redline compares.

    With `changes_only` the text is shown in that one style; with `clauses` all is about these. `issued` are the texts
    issued before, oldest first: brackets are counted in each, and without `since` the redline compares with the last.
    `brackets` are those of the negotiation, if they are at hand.
    Raises Refused as `consolidate` does.
    """
    brackets = brackets or Brackets(negotiation)

    def view(style: Style, since: Negotiation | None) -> Document:
        return consolidate(
            negotiation,
            style=style,
            attributed=attributed,
            since=since,
            decisions=decisions,
            selected=selected,
            changes_only=changes_only,
            clauses=clauses,
            brackets=brackets,
        )

    document = view(style, since)
    views = [document]
    if style in ("clean", "bracketed", "redline") and not changes_only:
        earlier = since or (issued[-1] if issued and not selected else None)
        styles: tuple[Style, ...] = ("clean", "bracketed", "redline")
        there = [each for each in styles if each != "redline" or earlier is not None or selected]
        views = [document if each == style else view(each, earlier) for each in there]
    counted = [*issued] if negotiation.issue in [each.issue for each in issued] else [*issued, negotiation]
    # The curve is one of whole texts.
    counts = tuple(
        bracket_count(brackets if each is negotiation else Brackets(each)) for each in counted if not clauses
    )
    if not attributed:
        return Dossier(document=document, views=tuple(views), counts=counts)
    standings = brackets.standings
    matrix = Matrix(negotiation, clauses=clauses or None, standings=standings)
    references, roster = of(negotiation), negotiation.treaty.roster
    targets = [line.target for line in matrix.lines] + [each.position.target for each in negotiation.positions]
    return Dossier(
        document=document,
        views=tuple(views),
        columns=matrix.columns,
        standpoints=tuple(Standpoint(line, matrix.cells(line), matrix.blocked_by(line)) for line in matrix.lines),
        positions=position_rows(negotiation, by="clause", clauses=clauses or None, standings=standings),
        amendments=tuple(
            _tabled(row, negotiation, references)
            for row in amendment_rows(negotiation, clauses=clauses or None, standings=standings)
        ),
        counts=counts,
        words={str(target): in_words(references, target) for target in targets},
        names={each.code: roster.name(each.code) for each in roster.signatories}
        | {each.code: each.name for each in roster.groups},
        titles={each.id: each.title for each in (*negotiation.treaty.clauses, *negotiation.proposed)},
    )


def _tabled(row: AmendmentRow, negotiation: Negotiation, references: References) -> Tabled:
    amendment = negotiation.by_id[row.id]
    return Tabled(row, amendment.rationale, proposed_texts(amendment, row.clauses, negotiation, references))


def bracket_count(brackets: Brackets) -> BracketCount:
    """Count the brackets of a text."""
    negotiation = brackets.negotiation
    clauses = negotiation.treaty.standing
    ids = dict.fromkeys([each.id for each in clauses] + list(brackets.proposals.added))
    issued = [issue.date for issue in negotiation.issues if issue.name == negotiation.issue]
    return BracketCount(
        issue=negotiation.issue or "now",
        date=issued[-1] if issued else negotiation.treaty.date,
        brackets=sum(brackets.count(id) for id in ids),
        own=sum(brackets.own(each.id) for each in clauses),
    )
