"""The text in its styles: clean, bracketed (attributed or not), redline, compilation, comparison, marshalled list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.draft import final
from drafter.draft.abridged import ABRIDGED, abridged
from drafter.draft.annex import not_reflected
from drafter.draft.blocks import Change, Line, blocks, free_anchor
from drafter.draft.brackets import BracketedClause, Brackets
from drafter.draft.changes import changes_since, decisions_since, issue_line, previous_issue
from drafter.draft.comparative import comparison
from drafter.draft.compilation import compiled, indexes
from drafter.draft.document import NOTICE, Block, ChangeEntry, Closing, Document, Heading, Note, Style, Verbatim
from drafter.draft.emphasis import closed, set_apart
from drafter.draft.inline import Inline, Words, unattributed
from drafter.draft.labels import Labels, as_if_adopted
from drafter.draft.languages import Phrase
from drafter.draft.legend import legend, parties_named
from drafter.draft.printing import count_own
from drafter.draft.redline import RedlineParagraph, redline, words
from drafter.draft.reference import References
from drafter.draft.selection import select
from drafter.draft.statements import for_the_record, on_conditions
from drafter.draft.taking import to_be_taken
from drafter.model.clause import Clause, standing
from drafter.model.decision import Decision
from drafter.model.negotiation import Negotiation
from drafter.model.problem import refuse
from drafter.model.terms import Kind
from drafter.model.treaty import in_order, with_proposed
from drafter.text import inline as text
from drafter.text.attribution import NOBODY
from drafter.text.inline import BracketedParagraph
from drafter.text.paragraphs import paragraphs

_CHANGES: dict[str, Change] = {"added": "added", "deleted": "deleted", "moved": "moved"}


def consolidate(
    negotiation: Negotiation,
    *,
    style: Style,
    attributed: bool = True,
    since: Negotiation | None = None,
    decisions: Sequence[Decision] = (),
    selected: Sequence[str] = (),
    changes_only: bool = False,
    clauses: Sequence[str] = (),
    brackets: Brackets | None = None,
) -> Document:
    """Make the document of a negotiation in a style. `brackets` are those of the negotiation, if they are at hand.

    `selected` amendments are applied first, in that order: the document shows what would be, and its notes name
    those that could not be applied. A redline compares with `since`, or with the text without the selection;
    `decisions` are main's between the two, oldest first, and every changed word is labelled with what they say is
    behind it. With `changes_only` the paragraphs and clauses that nobody changes are left out (`abridged`).
    With `clauses`, ids in the order of the text, it is an extract: of these alone, and of what is proposed and decided
    about them.
    Raises Refused for an amendment that is not there, for a redline with nothing to compare with, for a compilation,
    comparison or marshalled list without names: they are made of who proposes what; and for changes only in a style
    that shows none.
    """
    if changes_only and style not in ABRIDGED:
        raise refuse(f"a {style} text is shown whole", f"choose --style {', '.join(ABRIDGED[:-1])} or {ABRIDGED[-1]}")
    if not attributed and style in ("compilation", "comparison", "marshalled"):
        raise refuse(f"a {style} text names its proponents", "leave out --unattributed, or choose --style bracketed")
    shown, taken, notes = what_if(negotiation, selected) if selected else (negotiation, (), ())
    if style == "redline" and since is None and not selected:
        raise refuse(
            "a redline needs an earlier text", "name an issue or commit with --since, or amendments with --with"
        )
    known = brackets if shown is negotiation else None
    making = _Making(
        shown,
        style=style,
        attributed=attributed,
        before=since or negotiation,
        taken=taken,
        clauses=clauses,
        brackets=known,
    )
    if style == "redline":
        adopted = [as_if_adopted(negotiation, shown, making.taken)] if taken else []
        making.labels.decisions = (*decisions, *adopted)
    body = tuple(making.blocks())
    body = abridged(body, style) if changes_only else body
    issue = previous_issue(shown) if style != "marshalled" else None
    changes: tuple[ChangeEntry, ...] = ()
    if style == "redline":
        changes = making.decisions
    elif issue is not None:
        changes = changes_since(shown, issue, proposals=style != "clean")
    derived = style in ("bracketed", "comparison")
    annex = not_reflected(making.brackets.proposals, _everything(shown), clauses) if derived else ()
    # Who said it is named, and what would be was not what was spoken of.
    recorded = style in ("clean", "bracketed") and attributed and not selected and not changes_only
    roster = negotiation.treaty.roster
    commit, date = snapshot(negotiation)
    statements = for_the_record(shown, making.references, clauses) if recorded else ()
    newest = max([date, *(each.date for each in statements)])
    document = Document(
        title=roster.title,
        symbol=roster.symbol,
        language=roster.language,
        issue=issue_line(negotiation),
        commit=commit,
        date=date,
        records_until=newest if style in ("clean", "redline") else _newest(negotiation, date),
        style=style,
        attributed=attributed,
        selected=tuple(selected),
        since=_name(since) if style == "redline" and since is not None else "",
        changes_only=changes_only,
        extract=_extract(shown, clauses),
        notice=final.NOTICE if style == "clean" and not selected and final.adopted(shown.treaty) else NOTICE,
        blocks=body,
        changes_since=_name(since) if style == "redline" and since is not None else issue.name if issue else "",
        changes=tuple(each for each in changes if not clauses or _about(each, shown, clauses)),
        behind=tuple(making.labels.behind.values()),
        statements=statements,
        conditional=on_conditions(shown, making.references, clauses) if style == "bracketed" and attributed else (),
        annex=annex,
        indexes=indexes(body, roster) if style == "compilation" else (),
        notes=(*notes, *making.notes()),
    )
    groups, signatories = parties_named(document, roster)
    return replace(document, legend=legend(document), groups=groups, signatories=signatories)


def bracketed_blocks(negotiation: Negotiation, brackets: Brackets, clauses: Iterable[Clause]) -> Iterator[Block]:
    """Give the bracketed text of some clauses that stand, as `consolidate` gives it among all of them."""
    making = _Making(
        negotiation, style="bracketed", attributed=True, before=negotiation, taken=(), clauses=(), brackets=brackets
    )
    for clause in clauses:
        for each in brackets.of(clause.id):
            yield from making.bracketed(each)


def snapshot(negotiation: Negotiation) -> tuple[str, str]:
    """Give the commit, with its date, from which a text can be made again: the issue's, else that of main."""
    issued = [issue for issue in negotiation.issues if issue.name == negotiation.issue]
    if issued:
        return issued[-1].commit, issued[-1].date
    return negotiation.treaty.commit, negotiation.treaty.date


def _extract(negotiation: Negotiation, clauses: Sequence[str]) -> str:
    """Name the clauses to which a text is confined: the first and the last that stand, else what is only proposed."""
    known = [each for each in negotiation.treaty.clauses if each.id in clauses]
    named = [each.designation for each in known or negotiation.proposed if each.id in clauses]
    return " – ".join(dict.fromkeys([named[0], named[-1]])) if named else ""


def _about(entry: ChangeEntry, negotiation: Negotiation, clauses: Sequence[str]) -> bool:
    """Whether an act is about one of some clauses."""
    amended = (id for name in entry.amendments if name in negotiation.by_id for id in negotiation.by_id[name].clauses)
    return not {*entry.clauses, *amended}.isdisjoint(clauses)


def _everything(negotiation: Negotiation) -> References:
    """Give where the words of proposals may refer to: to what was proposed with them, too."""
    changes = (change for amendment in negotiation.amendments for change in amendment.changes)
    proposed = (change.after for change in changes if change.after is not None)
    return References(negotiation.treaty.clauses, proposed, language=negotiation.treaty.roster.language)


def _newest(negotiation: Negotiation, date: str) -> str:
    """Give the date of the newest record on any branch."""
    amendments = [version.date for amendment in negotiation.amendments for version in amendment.versions]
    return max([date, *amendments, *(recorded.date for recorded in negotiation.positions)])


def what_if(negotiation: Negotiation, selected: Sequence[str]) -> tuple[Negotiation, tuple[str, ...], tuple[str, ...]]:
    """Give the negotiation as it would stand with amendments adopted, those taken, and what has to be said about it.

    Raises Refused for an amendment that is not there.
    """
    for name in selected:
        if name not in negotiation.by_id:
            raise refuse(f"there is no amendment {name}", "`drafter amendments` lists them")
    chosen = select(negotiation, selected)
    notes = [Phrase("{} is not applied: {}", each.amendment, each.reason) for each in chosen.refused]
    clauses = chosen.negotiation.treaty.by_id
    near = dict.fromkeys((amendment, clauses[clause].title) for amendment, clause, _ in chosen.near)
    notes.extend(Phrase("{} meets other changes in {}; read the passage", *each) for each in near)
    return chosen.negotiation, chosen.taken, tuple(notes)


class _Making:
    """The making of one document: what its parts share."""

    def __init__(
        self,
        shown: Negotiation,
        *,
        style: Style,
        attributed: bool,
        before: Negotiation,
        taken: Sequence[str],
        clauses: Sequence[str],
        brackets: Brackets | None,
    ) -> None:
        self.shown = shown
        self.clauses = frozenset(clauses)
        self.style = style
        self.attributed = attributed
        self.before = before
        self.brackets = brackets or Brackets(shown)
        self.standings = self.brackets.standings
        self.references = References(shown.treaty.clauses, self._proposed(), language=shown.treaty.roster.language)
        self.decisions = decisions_since(shown, before.treaty.commit, before.treaty.date) if style == "redline" else ()
        self.taken = [shown.by_id[name] for name in taken]
        self.labels = Labels(attributed=attributed)
        self._anchors: dict[str, int] = {}
        self._unexplained: list[str] = []

    def notes(self) -> Iterator[str]:
        """Say what the reader must know about the whole."""
        for target in self.references.unresolved:
            yield Phrase("the reference {} leads nowhere", f"{{{target}}}")
        for clause in self._unexplained:
            yield Phrase("{} has changed without a recorded decision", clause)
        for problem in self.shown.problems:
            yield Phrase("not counted: {}", problem)

    def _within(self, clauses: Iterable[Clause]) -> Iterator[Clause]:
        """Give those of some clauses to which the text is confined; all, where it is whole."""
        return (each for each in clauses if not self.clauses or each.id in self.clauses)

    def blocks(self) -> Iterator[Block]:
        """Give the blocks of the text, clause by clause in the order of the treaty."""
        if self.style == "bracketed":
            for each in self._bracketed_clauses():
                yield from self.bracketed(each) if isinstance(each, BracketedClause) else self._kept(each)
        elif self.style == "compilation":
            for clause in self._within(with_proposed(self.shown.treaty.clauses, self.shown.proposed)):
                yield from self._compiled(clause)
        elif self.style == "comparison":
            proposed: dict[str, Clause] = {}
            for each in self._proposed():
                if each.id not in self.shown.treaty.by_id:
                    proposed.setdefault(each.id, each)
            for clause in self._within(with_proposed(self.shown.treaty.clauses, proposed.values())):
                yield from self._compared(clause)
        elif self.style == "marshalled":
            yield from self._marshalled()
        elif self.style == "redline":
            before = self.before.treaty.by_id
            both = {**before, **self.shown.treaty.by_id}
            for clause in self._within(in_order(both.values())):
                yield from self._redlined(before.get(clause.id), self.shown.treaty.by_id.get(clause.id))
        else:
            for clause in self._within(self.shown.treaty.standing):
                yield from self._clean(clause)

    def _clean(self, clause: Clause) -> Iterator[Block]:
        body = paragraphs(clause.body)
        content = self.references.split(clause.heading)
        yield self._heading(clause, replace(self._bare(clause), content=content, lead=body.lead))
        lines = [
            Line(content=self.references.split(each.text), label=each.label.strip(), separator=each.separator)
            for each in body.items
        ]
        yield from blocks(clause.id, clause.body, lines, self._anchors)

    def _compiled(self, clause: Clause) -> Iterator[Block]:
        """Give the text as it stands, then each proposal for it in full."""
        proposals = tuple(compiled(self.shown, clause.id, self.references, self.standings))
        amendments = tuple(each.amendment for each in proposals)
        if self._stands(clause):
            heading, *text = self._clean(clause)
            assert isinstance(heading, Heading)
            yield replace(heading, amendments=amendments)
            yield from text
        else:
            yield self._heading(clause, replace(self._named(clause), amendments=amendments))
        yield from proposals

    def _marshalled(self) -> Iterator[Block]:
        """Give the amendments on the table in the order of the text, below the headings of the clauses."""
        taken: dict[str, list[Verbatim]] = {}
        for clause_id, each in to_be_taken(self.brackets.proposals, self.references, self.standings, self.clauses):
            taken.setdefault(clause_id, []).append(each)
        for clause in with_proposed(self.shown.treaty.clauses, self.shown.proposed):
            if clause.id in taken:
                yield self._heading(clause, self._named(clause))
                yield from taken[clause.id]

    def _compared(self, clause: Clause) -> Iterator[Block]:
        """Give the text with the live proposals for it beside it; without any, as it stands."""
        table = comparison(clause.id, f"{clause.id}-table", self.brackets.proposals, self.references, self.standings)
        if table is None and self._stands(clause):
            yield from self._clean(clause)
            return
        about = tuple(each.id for each in self.brackets.proposals.about(clause.id))
        yield self._heading(clause, replace(self._named(clause), amendments=about))
        if table is not None:
            yield replace(table, anchor=free_anchor(table.anchor, self._anchors))

    def _stands(self, clause: Clause) -> bool:
        return clause.id in self.shown.treaty.by_id and not clause.deleted

    def _named(self, clause: Clause) -> Heading:
        """Give the heading of a clause that may be only proposed."""
        agreed = clause.id in self.shown.treaty.by_id
        content = self.references.split(clause.heading)
        return replace(self._bare(clause), content=content, status=clause.status.phrase if agreed else "proposed")

    def _bracketed_clauses(self) -> list[BracketedClause | Clause]:
        """Give the clauses of the text and the proposed ones in order; a deleted one stands as it is."""
        found: list[BracketedClause | Clause] = []
        for clause in self._within(self.shown.treaty.clauses):
            found.extend(self.brackets.of(clause.id) or (clause,))
        for name in self.brackets.proposals.added:
            if self.clauses and name not in self.clauses:
                continue
            found.extend(self.brackets.of(name))
        # Those of the text were found first, then the proposed ones in order of tabling: so they share a place.
        return sorted(found, key=lambda each: (each if isinstance(each, Clause) else each.clause).place)

    def _kept(self, clause: Clause) -> Iterator[Block]:
        """Keep a deleted clause for the record: its heading, without its text."""
        heading = replace(self._bare(clause), content=self.references.split(clause.heading), own_brackets=0)
        yield self._heading(clause, heading)

    def bracketed(self, bracketed: BracketedClause) -> Iterator[Block]:
        """Give the blocks of one clause with its brackets."""
        clause = bracketed.clause
        agreed = clause.id in self.shown.treaty.by_id
        body = clause.body if agreed else ""
        about = self.brackets.proposals.about(clause.id)
        attribution = bracketed.attribution if self.attributed else NOBODY
        heading = replace(
            self._bare(clause),
            content=self._shown(bracketed.heading),
            status=clause.status.phrase if agreed else "proposed",
            amendments=tuple(each.id for each in about) if self.attributed else (),
            brackets=bracketed.count,
            change=bracketed.change,
            names=bracketed.names if self.attributed else (),
            attribution=attribution,
            alternative=bracketed.alternative,
            lead=paragraphs(clause.body).lead,
        )
        yield self._heading(clause, heading)
        yield from blocks(clause.id, body, self._bracketed_lines(bracketed.paragraphs), self._anchors)
        showing = self.brackets.proposals.showing(clause.id)
        numbers = {each.amendment.id: each.clause.number for each in showing if each.clause is not None}
        for name, number in numbers.items():
            # A sub-amendment has the number of what it amends, if it doesn't say otherwise.
            amended = self.brackets.proposals.amended(self.shown.by_id[name], numbers)
            if number != (clause.number if amended is None else numbers[amended]):
                proposes = Phrase("{} proposes to number it {}", name, number)
                without = Phrase("{} proposes to leave it without a number", name)
                yield Note(clause=clause.id, text=proposes if number else without)
        if bracketed.change:
            yield Closing(clause=clause.id, attribution=attribution)

    def _bracketed_lines(self, shown: Sequence[BracketedParagraph]) -> list[Line]:
        return [
            Line(
                content=self._shown(each.content),
                label=each.number,
                separator=each.separator,
                change=_CHANGES.get(each.kind, ""),
                names=each.names if self.attributed else (),
                whole=each.kind == "alternative",
                heading=each.heading,
                attribution=each.attribution if self.attributed else NOBODY,
            )
            for each in shown
        ]

    def _shown(self, content: Sequence[text.Inline]) -> tuple[Inline, ...]:
        resolved = closed(self.references.resolve(content))
        return resolved if self.attributed else unattributed(resolved)

    def _redlined(self, before: Clause | None, after: Clause | None) -> Iterator[Block]:
        old, new = standing(before), standing(after)
        clause = new or old
        if clause is None:
            return
        changed = (old.text if old else None) != (new.text if new else None)
        labels = self.labels.of(before, after)
        title = RedlineParagraph(words(old.heading if old else "", new.heading if new else ""), "", "")
        [title] = labels.words("heading", [title])
        shown = labels.words("text", redline(old.body if old else "", new.body if new else ""))
        whole = labels.label(labels.whole()) if old is None or new is None else ""
        heading = replace(
            self._bare(clause),
            content=self.references.resolve(set_apart(title.content)),
            status=(after or clause).status.phrase,
            change="added" if old is None else "deleted" if new is None else "",
            changed_by=self._behind(clause.id) if changed else (),
            label=whole,
        )
        yield self._heading(clause, heading)
        if old is not None and new is not None and old.designation != new.designation:
            named = labels.label(labels.value("kind", "number", "designation"))
            yield Note(clause=clause.id, text=Phrase("it was {} (changed by {})", old.designation, named))
        if labels.unattributed:
            self._unexplained.append(clause.designation)
        yield from blocks(clause.id, new.body if new else "", [self._redline(each) for each in shown], self._anchors)

    def _redline(self, paragraph: RedlineParagraph) -> Line:
        return Line(
            content=self.references.resolve(set_apart(paragraph.content)),
            label=paragraph.label,
            separator=paragraph.separator,
            change=paragraph.change,
        )

    def _behind(self, clause: str) -> tuple[ChangeEntry, ...]:
        """Give the decisions that changed a clause's text, and the selected amendments that would."""
        decided = [each for each in self.decisions if each.action in ("adopt", "edit") and clause in each.clauses]
        chosen = [
            ChangeEntry(
                commit=each.commit,
                date=each.versions[-1].date,
                signatory=each.signatory,
                action="selected",
                subject=each.subject,
                amendments=(each.id,),
                clauses=each.clauses,
            )
            for each in self.taken
            if clause in each.clauses
        ]
        return (*decided, *chosen)

    def _heading(self, clause: Clause, heading: Heading) -> Heading:
        return replace(heading, anchor=free_anchor(clause.id, self._anchors))

    def _bare(self, clause: Clause) -> Heading:
        return Heading(
            anchor=clause.id,
            clause=clause.id,
            kind=clause.kind.value,
            number=clause.number,
            designation=clause.designation,
            level=2 if clause.kind is Kind.ARTICLE else 1,
            content=(Words(clause.heading),) if clause.heading else (),
            status=clause.status.phrase,
            reopened_by=self.brackets.proposals.reopened_by(clause.id),
            own_brackets=count_own(clause.text),
        )

    def _proposed(self) -> Iterator[Clause]:
        """Give where references lead besides the text itself: proposed clauses, or in a redline the earlier text."""
        if self.style == "redline":
            yield from self.before.treaty.clauses
        if self.style in ("compilation", "marshalled"):
            for amendment in self.shown.amendments:
                yield from (change.after for change in amendment.changes if change.after is not None)
        if self.style not in ("bracketed", "comparison"):
            return
        for name in self.brackets.proposals.added:
            for applied in self.brackets.proposals.showing(name):
                if applied.clause is not None:
                    yield applied.clause


def _name(negotiation: Negotiation) -> str:
    return negotiation.issue or negotiation.treaty.commit[:12]
