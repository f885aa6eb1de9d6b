"""The neutral document tree: what every format is made from, and what the interface shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from drafter.draft.conditions import Conditioned
from drafter.draft.inline import Inline
from drafter.draft.languages import Saying, saying
from drafter.draft.origin import Origin
from drafter.model.language import ENGLISH
from drafter.text.attribution import NOBODY, Attribution

Style = Literal["clean", "bracketed", "redline", "compilation", "comparison", "marshalled", "roll-call"]

NOTICE = "Nothing is agreed until everything is agreed."


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A mark that the document uses, and what it means."""

    mark: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Party:
    """A signatory or group whose code stands in the document. `members` are a group's, by code and name."""

    code: str
    name: str
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry:
    """One recorded act that changed what the document shows: a decision of main, or a commit of an amendment."""

    commit: str
    date: str
    signatory: str
    action: str
    """adopt, edit, status, roster; table, revise, withdraw."""
    subject: str
    amendments: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a delegation said when it took a position."""

    signatory: str
    name: str
    on_behalf_of: str
    """The group for which it was said, or empty."""
    group: str
    """Its name."""
    target: str
    """`critical-infrastructure:1.a`"""
    about: str
    """The same in words: `article 4, paragraph 1 (a)`."""
    stance: str
    conditions: tuple[Conditioned, ...] = ()
    """What the position depends on; each text in words."""
    text: str
    commit: str
    date: str
    delegate: str


@dataclass(frozen=True, slots=True)
class Behind:
    """What a label of a redline stands for.

    `NOR-7K3QXD`: an adopted amendment (several, when they say the same). `edit 1a2b3c4d`: another decision, by its
    commit. `editorial change 1a2b3c4d`: declared by an adoption beside its amendments. `unattributed 1a2b3c4d`: nothing
    on record says it. `same words`: they stand in both texts, and are only shown at another place.
    """

    label: str
    origins: tuple[Origin, ...]
    """Oldest first; several when words were put in by one decision and moved by another. None when no commit is known
    to be behind the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a clause, with what is to be known about the clause as a whole."""

    anchor: str
    clause: str
    kind: str
    """preamble, part, article, annex."""
    number: str
    designation: str
    """`Article 4 bis`, `Part II`, `Preamble`."""
    level: int
    """1 for parts, preamble and annexes, 2 for articles."""
    content: tuple[Inline, ...]
    """The words of the heading, without the designation."""
    status: str
    """The status, as said in the room: `agreed ad referendum`."""
    reopened_by: tuple[str, ...] = ()
    """The amendments that touch, or touched, text that was settled."""
    amendments: tuple[str, ...] = ()
    """The live amendments that are about the clause, in order of tabling."""
    brackets: int = 0
    """Brackets derived from live amendments, this clause's."""
    own_brackets: int = 0
    """Square brackets that the agreed text itself opens."""
    change: Literal["", "added", "deleted"] = ""
    """Whether somebody proposes (bracketed) or a decision did (redline) add or delete the clause whole."""
    names: tuple[str, ...] = ()
    """The amendments that propose to add or delete the clause whole."""
    attribution: Attribution = NOBODY
    """Who wants the clause in or out as a whole; the bracket ends with the clause's `Closing`."""
    changed_by: tuple[ChangeEntry, ...] = ()
    """Redline: the decisions behind the clause's changes."""
    label: str = ""
    """Redline: what is behind the coming or going of the whole clause."""
    alternative: str = ""
    """`Alt 1` when several amendments propose different clauses of this id."""
    lead: str = ""
    """White space before the first paragraph; empty in a well-formed clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a clause. `content` is all of it, the label included."""

    anchor: str
    clause: str
    address: str
    """`critical-infrastructure:1.a` where a numbered provision begins, else empty."""
    label: str
    """The literal label, without white space: `(a)`."""
    depth: int
    """How deep it is nested, from 0: by its label, or by the indentation of the text where that says more."""
    content: tuple[Inline, ...]
    change: Literal["", "added", "deleted", "moved"] = ""
    names: tuple[str, ...] = ()
    """The amendments that show in it."""
    separator: str = "\n\n"
    """The white space that follows it in the clause's body."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `change` and `attribution` are set when the whole row is in dispute."""

    cells: tuple[tuple[Inline, ...], ...]
    header: bool = False
    change: Literal["", "added", "deleted", "moved"] = ""
    names: tuple[str, ...] = ()
    label: str = ""
    """Redline: what is behind the coming or going of the whole row."""
    heading: str = ""
    """`Alt 1` when the row is one of several whole wordings."""
    attribution: Attribution = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a clause's body. `source` is its Markdown, with the white space that follows it, in a clean text."""

    anchor: str
    clause: str
    alignment: tuple[Literal["", "left", "center", "right"], ...]
    rows: tuple[Row, ...]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One of several whole wordings of a paragraph, the agreed one first (`heading` is `Alt 1`).

    Empty content reads `No text`. Where there are too many, `content` is a redline against the agreed wording.
    """

    anchor: str
    clause: str
    heading: str
    content: tuple[Inline, ...]
    attribution: Attribution = NOBODY
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Ends the bracket round a whole clause, with those who want the clause in or out."""

    clause: str
    attribution: Attribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the reader has to know about a clause that is not text of the treaty."""

    clause: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim:
    """What one proposal makes of one clause: in a compilation word for word, in a marshalled list as a redline."""

    anchor: str
    """`NOR-NTA3CC-critical-infrastructure`; no clause has capitals in its anchor."""
    clause: str
    amendment: str
    proponent: str
    """Code of the group on whose behalf it was tabled, otherwise of the signatory."""
    signatory: str
    cosponsors: tuple[str, ...]
    action: str
    """add, modify, delete, retain."""
    status: str
    """tabled, withdrawn, accepted as modified, ..."""
    about: str
    """Which amendment it changes, or against which one it retains, and what; otherwise empty."""
    subject: str
    rationale: str
    tabled: str
    """Date of the tabling."""
    commit: str
    base: str
    title: str
    """Designation and heading of the clause as proposed."""
    content: tuple[Paragraph | Table, ...]
    """The proposed text, or what changes of it, paragraph by paragraph; none for a deletion or a retain."""
    text: str
    """The proposed text to the byte (heading, blank line, body); empty for a deletion or a retain."""
    text_sha256: str
    """Hash of `text`; of a retain, what positions on it are about."""
    number: int = 0
    """Marshalled list: the number under which it is taken up, from 1."""
    hindrance: str = ""
    """Marshalled list: why it does not apply to the text as it stands."""
    recommendation: str = ""
    """What the Chair recommends until it is decided about: not accepted, ..."""
    recommendation_stale: bool = False
    """Whether that was said of an older version."""
    recommendation_reason: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A column of a comparison: what one proponent proposes for a clause."""

    proponent: str
    amendments: tuple[str, ...]
    cosponsors: tuple[str, ...] = ()
    parents: tuple[tuple[str, str], ...] = ()
    """Sub-amendments among them, each with the amendment that it changes and whose words its readings hold too."""


ReadingKind: TypeAlias = Literal["same", "changed", "added", "deleted", "moved", "above", "retain"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one amendment makes of one paragraph of the text, as a redline against it.

    `above`: the paragraph is part of what the row above shows, because paragraphs were joined. `retain`: the
    amendment asks to keep it.
    """

    amendment: str
    kind: ReadingKind
    paragraphs: tuple[tuple[Inline, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Abreast:
    """A row of a comparison: a paragraph of the text (none for an added one), and its readings column by column."""

    base: tuple[Inline, ...] | None
    label: str
    readings: tuple[tuple[Reading, ...], ...]
    """For each column one reading an amendment; none where the column says nothing about an added paragraph."""


@dataclass(frozen=True, slots=True)
class Rationale:
    """Why an amendment was tabled, in its proponent's words."""

    amendment: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The text of a clause and the proposals for it, side by side."""

    anchor: str
    clause: str
    columns: tuple[Side, ...]
    rows: tuple[Abreast, ...]
    rationales: tuple[Rationale, ...] = ()
    """Those of the amendments in the columns, in that order."""


Block: TypeAlias = Heading | Paragraph | Table | Alternative | Closing | Note | Verbatim | Comparison


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What an index has under one signatory or article: amendments, and the anchors where they stand."""

    name: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """An index of a compilation."""

    title: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedText:
    """What a proposal does to one clause: the changed paragraphs against its own base, and the whole proposed text."""

    clause: str
    title: str
    action: str
    """add, modify, delete, retain."""
    paragraphs: tuple[tuple[Inline, ...], ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReflected:
    """A proposal that the text doesn't show, why, and its words."""

    amendment: str
    signatory: str
    subject: str
    status: str
    reason: str
    decision: ChangeEntry | None
    """The decision behind the reason, where there is one."""
    proposed: tuple[ProposedText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as it is shown or exported. A pure function of one commit: two of the same commit are equal."""

    title: str
    symbol: str
    language: str = ENGLISH
    """That of the text, as BCP 47 names it. What stands round the text is held in English."""
    issue: str
    """`Rev.2`, `after Rev.2`, or empty before the first issue."""
    commit: str
    date: str
    """Date of the commit."""
    records_until: str
    """Date of the newest record that the document takes account of; an amendment may be newer than main's commit."""
    style: Style
    attributed: bool
    selected: tuple[str, ...] = ()
    """Amendments applied first: the document then shows what would be, not what is."""
    since: str = ""
    """What a redline compares with: an issue's name or a commit."""
    changes_only: bool = False
    """Whether paragraphs and clauses are left out that nobody changes."""
    extract: str = ""
    """The clauses to which it is confined, as `Article 3 – Article 9`; empty for the whole text."""
    notice: str = NOTICE
    legend: tuple[LegendEntry, ...] = ()
    groups: tuple[Party, ...] = ()
    """Groups used in attributions, with their members."""
    signatories: tuple[Party, ...] = ()
    """Signatories used in attributions."""
    blocks: tuple[Block, ...] = ()
    changes_since: str = ""
    """The issue since which `changes` are listed; empty when nothing was issued before."""
    changes: tuple[ChangeEntry, ...] = ()
    behind: tuple[Behind, ...] = ()
    """Redline: what the labels of its changes stand for, in the order in which they are met."""
    statements: tuple[Statement, ...] = ()
    """What was said for the record on words that are agreed or adopted, in the order of the text."""
    conditional: tuple[Statement, ...] = ()
    """Bracketed: the positions that depend on other texts."""
    annex: tuple[NotReflected, ...] = ()
    indexes: tuple[Index, ...] = ()
    """Compilation: by signatory and by article."""
    notes: tuple[str, ...] = ()
    """What the reader must know about the whole: references that lead nowhere, records that don't count."""
    signatures: tuple[Party, ...] = ()
    """Those who have a place to sign behind the text, if it was asked for."""

    @property
    def say(self) -> Saying:
        """What says the document's own words, in the language of the text where that is one of the United Nations."""
        return saying(self.language)

    @property
    def tracked(self) -> bool:
        """Whether its Word file is today's text with the amendments as tracked changes of their authors."""
        part = self.changes_only or self.extract
        return self.style == "redline" and bool(self.selected) and not self.since and not part

    @property
    def brackets(self) -> int:
        """Brackets in the whole text."""
        return sum(block.brackets for block in self.blocks if isinstance(block, Heading))
