"""The compilation text: every proposal in full, word for word, article by article under its proponent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.draft.blocks import Line, blocks
from drafter.draft.document import Block, Heading, Index, IndexEntry, Paragraph, Table, Verbatim
from drafter.draft.languages import Phrase
from drafter.draft.reference import References
from drafter.draft.standing import Standings
from drafter.model.amendment import Amendment
from drafter.model.clause import Clause
from drafter.model.negotiation import Negotiation
from drafter.model.signatory import Roster
from drafter.text.paragraphs import paragraphs


def compiled(negotiation: Negotiation, clause: str, references: References, standings: Standings) -> Iterator[Verbatim]:
    """Give every proposal about a clause, whatever became of it: by proponent (file order), then as tabled."""
    rank = negotiation.treaty.roster.rank
    about = [each for each in negotiation.amendments if clause in each.clauses]
    for amendment in sorted(about, key=lambda each: rank.get(standings.proponent(each.id), len(rank))):
        yield verbatim(amendment, clause, negotiation, references, standings)


def indexes(shown: Iterable[Block], roster: Roster) -> tuple[Index, ...]:
    """Index the proposals of a compilation by signatory (file order) and by article (order of the text)."""
    by_party: dict[str, list[tuple[str, str]]] = {}
    by_clause: dict[str, list[tuple[str, str]]] = {}
    titles: dict[str, str] = {}
    for block in shown:
        if isinstance(block, Heading):
            titles.setdefault(block.clause, block.designation)
        elif isinstance(block, Verbatim):
            place = (block.amendment, block.anchor)
            by_clause.setdefault(block.clause, []).append(place)
            for code in dict.fromkeys((block.proponent, block.signatory, *block.cosponsors)):
                by_party.setdefault(code, []).append(place)
    ranked = sorted(by_party, key=lambda code: (roster.rank.get(code, len(roster.rank)), code))
    return (
        Index(
            "By signatory", tuple(IndexEntry(f"{code}, {roster.name(code)}", tuple(by_party[code])) for code in ranked)
        ),
        Index("By article", tuple(IndexEntry(titles[clause], tuple(by_clause[clause])) for clause in by_clause)),
    )


def verbatim(
    amendment: Amendment, clause: str, negotiation: Negotiation, references: References, standings: Standings
) -> Verbatim:
    """Give what an amendment makes of one clause, in full."""
    change = amendment.change(clause)
    standing = negotiation.treaty.by_id.get(clause)
    proposed = change.after if change is not None and change.proposed_text is not None else None
    before = change.before if change is not None else standing
    shown = proposed or before or standing
    recommended = amendment.recommendation
    return Verbatim(
        anchor=f"{amendment.id}-{clause}",
        clause=clause,
        amendment=amendment.id,
        proponent=standings.proponent(amendment.id),
        signatory=amendment.signatory,
        cosponsors=standings.cosponsors(amendment.id),
        action=change.action.value if change is not None else amendment.action.value,
        status=amendment.status.phrase,
        about=_about(amendment, clause, references),
        subject=amendment.subject,
        rationale=amendment.rationale,
        tabled=amendment.tabled,
        commit=amendment.commit,
        base=amendment.base,
        title=shown.title if shown is not None else clause,
        content=content(proposed, references) if proposed is not None else (),
        text=proposed.text if proposed is not None else "",
        text_sha256=change.text_sha256 if change is not None else amendment.text_sha256,
        recommendation=recommended.status.phrase if recommended is not None else "",
        recommendation_stale=recommended is not None and recommended.stale,
        recommendation_reason=recommended.reason if recommended is not None else "",
    )


def _about(amendment: Amendment, clause: str, references: References) -> str:
    if amendment.parent is not None:
        return Phrase("changes {}", amendment.parent)
    kept = [references.printed(str(target)) or str(target) for target in amendment.retains if target.clause == clause]
    if kept and amendment.against is not None:
        return Phrase("keeps {} against {}", ", ".join(kept), amendment.against)
    return Phrase("keeps {}", ", ".join(kept)) if kept else ""


def content(clause: Clause, references: References) -> tuple[Paragraph | Table, ...]:
    """Give the text of a clause as blocks without anchors: those belong to the text as it stands."""
    body = paragraphs(clause.body)
    lines: Sequence[Line] = [
        Line(content=references.split(each.text), label=each.label.strip(), separator=each.separator)
        for each in body.items
    ]
    return tuple(
        replace(block, anchor="")
        for block in blocks(clause.id, clause.body, lines, {})
        if isinstance(block, Paragraph | Table)
    )
