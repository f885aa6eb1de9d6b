"""A proposal in the making: from what stands in the editor to the clause proposed, its redline and its brackets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.draft.brackets import BracketedClause, Brackets
from drafter.draft.comparison import Pair
from drafter.draft.proposals import Proposals
from drafter.draft.reference import References
from drafter.model.amendment import Amendment, Change, Version
from drafter.model.clause import Clause, compose_clause, standing
from drafter.model.label import LATIN_ORDINALS
from drafter.model.negotiation import Negotiation
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, Kind
from drafter.model.treaty import Treaty, order_after
from drafter.text.diff import diff
from drafter.tui.desk import Desk
from drafter.tui.present.excerpt import excerpt
from drafter.tui.present.prose import passage
from drafter.tui.present.row import Contest, Row, title
from drafter.tui.present.target import diff_rows, number_rows, target_rows
from drafter.tui.present.words import words

IN_THE_MAKING = "000000"
"""The number of an amendment that is not tabled yet."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one clause.

    `what`: modify, delete, retain, add, revise, sub, take or, by the secretariat, correct. `amendment` is the one that
    is revised, or that a sub-amendment changes; `base` is the commit whose text `before` is.
    """

    what: str
    before: Clause | None
    after: Clause | None
    base: str
    amendment: str = ""
    label: str = ""
    """The provision that is kept as it is; empty for the whole clause."""

    @property
    def clause(self) -> str:
        """The id of the clause."""
        found = self.after or self.before
        return found.id if found is not None else ""

    @property
    def changes_nothing(self) -> bool:
        """Whether the proposed text is that of the base."""
        if self.what in ("delete", "retain"):
            return False
        if self.what == "correct" and self.before is not None and self.after is not None:
            return self.before.source == self.after.source
        before = self.before.text if self.before is not None else None
        return self.after is not None and self.after.text == before


def new_body(text: str) -> str:
    """Put typed text in the form of a clause's body: NFC, LF, no spaces at line ends, one blank line between."""
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")]
    joined = "\n".join(lines).strip("\n")
    while "\n\n\n" in joined:
        joined = joined.replace("\n\n\n", "\n\n")
    return f"{joined}\n" if joined else ""


def edited_body(before: str, text: str) -> str:
    """Give a body as edited. The line ends behind it stay, and nothing that was not typed changes."""
    if unicodedata.is_normalized("NFC", before):
        text = unicodedata.normalize("NFC", text)
    words_before = before.rstrip("\n")
    return text.rstrip("\n") + (before[len(words_before) :] or "\n")


def proposed_clause(before: Clause, heading: str, text: str) -> Clause:
    """Give a clause with another heading and body; bytes that were not edited stay. Raises ValueError."""
    clause = before
    if heading.strip() != before.heading:
        clause = clause.with_value("heading", heading.strip())
    body = edited_body(before.body, text)
    return clause if body == before.body else clause.with_body(body)


def new_clause(
    treaty: Treaty,
    after: Clause,
    number: str,
    heading: str,
    body: str,
    taken: frozenset[str],
    proposed: Sequence[Clause] = (),
) -> Clause:
    """Give a new article right behind a clause and those that are proposed there, with an id made of its heading.

    Raises ValueError.
    """
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    stem = "-".join("".join(each if each.isalnum() else " " for each in plain).split())[:48].strip("-")
    stem = stem or f"article-{'-'.join(number.lower().split())}"
    id = _free(stem, taken)
    try:
        order = order_after(treaty, after.id, id, proposed)
    except ValueError:
        # Where the files have no number left between them, their names sort them.
        id = _free(f"{after.id}-{stem}", taken)
        order = order_after(treaty, after.id, id)
    return compose_clause(
        id,
        order,
        kind=Kind.ARTICLE,
        number=number,
        heading=heading.strip(),
        language=treaty.roster.language,
        body=new_body(body),
    )


def _free(stem: str, taken: frozenset[str]) -> str:
    id, nth = stem, 2
    while id in taken:
        id, nth = f"{stem}-{nth}", nth + 1
    return id


def next_number(after: Clause, numbers: frozenset[str]) -> str:
    """Give the number of an article inserted behind a clause: `4 bis`, then `4 ter`; never a renumbering."""
    first = after.number.split()[0] if after.number else ""
    if not first:
        return ""
    return next((f"{first} {ordinal}" for ordinal in LATIN_ORDINALS if f"{first} {ordinal}" not in numbers), first)


def tentative(desk: Desk, proposal: Proposal) -> tuple[Negotiation, str]:
    """Give the negotiation as it would stand with the proposal tabled, and the proposal's id there."""
    negotiation, code = desk.negotiation, desk.who.code
    revised = proposal.amendment if proposal.what == "revise" else ""
    id = revised or f"{code}-{IN_THE_MAKING}"
    version = Version(
        commit="0" * 40,
        date=negotiation.treaty.date,
        delegate=desk.who.delegate.name if desk.who.delegate is not None else "",
        action="table",
        subject=f"{code} proposes",
        rationale="",
    )
    change = Change(proposal.clause, proposal.before, proposal.after)
    made = Amendment(
        id=id,
        signatory=code,
        base=proposal.base,
        changes=(change,),
        parent=proposal.amendment if proposal.what == "sub" else None,
        versions=(version,),
        status=AmendmentStatus.TABLED,
        signed=True,
    )
    if revised:
        old = negotiation.by_id[revised]
        kept = tuple(each for each in old.changes if each.clause != proposal.clause)
        made = replace(made, changes=(change, *kept), parent=old.parent)
        amendments = tuple(made if each.id == revised else each for each in negotiation.amendments)
    else:
        amendments = (*negotiation.amendments, made)
    return replace(negotiation, amendments=amendments), id


def preview_rows(desk: Desk, proposal: Proposal, *, brackets: bool = True) -> tuple[Row, ...]:
    """Give what the proposal changes, and the brackets that would result. Takes time: not for a key handler."""
    return tuple(_preview(desk, proposal, brackets=brackets))


def newer_rows(desk: Desk, then: str, now: str) -> tuple[Row, ...]:
    """Give what a colleague's newer version changed since a draft was begun."""
    changed = diff_rows(diff(then, now), desk.references, "newer")
    return (title("newer", "What your delegation's newer version changed"), *changed)


@dataclass(frozen=True, slots=True)
class Alike:
    """What says the same, or nearly."""

    same: str | None = None
    """The live amendment that proposes the same already: co-sponsoring it says more than a second one."""
    told: tuple[str, ...] = ()
    """What its author has to know before it is recorded, that amendment aside."""


def alike(desk: Desk, proposal: Proposal) -> Alike:
    """Say what proposes the same already, or nearly, or did and was not accepted. Takes time: not for a key handler."""
    if proposal.what in ("retain", "correct") or proposal.changes_nothing:
        return Alike()
    negotiation, id = tentative(desk, proposal)
    proposals = Proposals(negotiation)
    before = proposals.said_before(id)
    room = "whether they are considered again is for the room to decide"
    told = [f"{each} proposes nearly the same." for each in proposals.nearly_same_as(id)]
    return Alike(
        same=proposals.duplicate_of(id) if proposal.what != "revise" else None,
        told=tuple([f"These are {before}: {room}.", *told] if before is not None else told),
    )


def _preview(desk: Desk, proposal: Proposal, *, brackets: bool) -> Iterator[Row]:
    if proposal.what == "retain":
        kept = Target(proposal.clause, proposal.label)
        yield title("kept", f"{desk.name(kept)} stays as it is")
        yield from target_rows(desk, kept)
        return
    before = proposal.before.text if proposal.before is not None else ""
    becomes = standing(proposal.after)
    after = becomes.text if becomes is not None else ""
    yield title("changes", "What changes")
    pair = Pair(proposal.clause, proposal.before, becomes)
    called = tuple(number_rows(pair))
    yield from called
    if proposal.before is None and proposal.after is not None:
        yield Row(key="new", content=words(f"New: {_placed(desk, proposal.after)}", ".prose--heading"), gap=1)
    if before == after:
        if not called:
            yield Row(key="same", content=words("Nothing yet.", ".prose--quiet"), selectable=False, gap=1)
            return
    else:
        yield from diff_rows(diff(before, after), desk.references, "change")
    if not brackets:
        return
    yield title("brackets", "In the brackets it would read")
    negotiation, id = tentative(desk, proposal)
    for bracketed in Brackets(negotiation).of(proposal.clause):
        yield from bracketed_rows(bracketed, desk.references, id)


def _placed(desk: Desk, clause: Clause) -> str:
    """Say how a new clause is called, and behind which one it stands."""
    before = [each for each in desk.negotiation.treaty.clauses if each.sort_key < clause.sort_key]
    return f"{clause.designation}, behind {before[-1].designation}" if before else clause.designation


def bracketed_rows(bracketed: BracketedClause, references: References, about: str) -> Iterator[Row]:
    """Give the paragraphs of a bracketed clause in which an amendment shows, and a mark where others are left out."""
    whole = bool(bracketed.change)
    heading, contests = passage(references.resolve(bracketed.heading), own=True)
    if whole:
        heading = words("[", ".prose--bracket") + heading
    if whole or _shows(contests, about):
        yield Row(key="in#heading", content=heading.stylize_before(".prose--heading"), gap=1, contests=contests)
    skipped = False
    for nth, paragraph in enumerate(bracketed.paragraphs):
        if not whole and about not in paragraph.names:
            if not skipped:
                yield Row(key=f"in#skip{nth}", content=words("..", ".prose--quiet"), gap=1, selectable=False)
            skipped = True
            continue
        skipped = False
        content, contests = passage(references.resolve(paragraph.content), own=True)
        if paragraph.heading:
            content = words(f"{paragraph.heading}  ", ".prose--bracket") + content
        if paragraph.kind == "alternative":
            if paragraph.attribution:
                content += words(f" ({paragraph.attribution})", ".prose--names")
            contests = (Contest(0, len(content), paragraph.names),)
        content, contests = excerpt(content, contests, [each for each in contests if about in each.names])
        yield Row(key=f"in#{nth}", content=content, gap=1, contests=contests)
    if whole:
        said = f" - {bracketed.attribution}" if bracketed.attribution else ""
        yield Row(key="in#end", content=words(said, ".prose--names") + words("]", ".prose--bracket"), gap=1)


def _shows(contests: tuple[Contest, ...], about: str) -> bool:
    return any(about in contest.names for contest in contests)
