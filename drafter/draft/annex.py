"""Proposals that the text doesn't reflect: each with the reason, the decision behind it and its words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from drafter.draft.changes import entry_of_decision
from drafter.draft.document import NotReflected, ProposedText
from drafter.draft.emphasis import set_apart
from drafter.draft.proposals import Hindrance, Proposals
from drafter.draft.redline import redline, words
from drafter.draft.reference import References
from drafter.model.amendment import Amendment, Change
from drafter.model.clause import standing
from drafter.model.negotiation import Negotiation
from drafter.model.target import Target
from drafter.text.inline import Inline


def not_reflected(
    proposals: Proposals, references: References, clauses: Collection[str] = ()
) -> tuple[NotReflected, ...]:
    """List, in order of tabling, the proposals (or the parts of them) that the bracketed text doesn't show: of all
    clauses, or of some."""
    return tuple(
        entry
        for amendment in proposals.negotiation.amendments
        for entry in _entries(amendment, proposals, references, clauses)
    )


def _entries(
    amendment: Amendment, proposals: Proposals, references: References, within: Collection[str]
) -> Iterator[NotReflected]:
    """Give one entry for each reason: an amendment of several clauses may fail in each for another one."""
    reasons: dict[Hindrance, list[str]] = {}
    for clause in amendment.clauses:
        hindrance = proposals.hindrance(amendment.id, clause) if not within or clause in within else None
        if hindrance is not None:
            reasons.setdefault(hindrance, []).append(clause)
    for hindrance, clauses in reasons.items():
        yield NotReflected(
            amendment=amendment.id,
            signatory=amendment.signatory,
            subject=amendment.subject,
            status=amendment.status.phrase,
            reason=hindrance.reason,
            decision=entry_of_decision(hindrance.decision) if hindrance.decision is not None else None,
            proposed=proposed_texts(amendment, clauses, proposals.negotiation, references),
        )


def proposed_texts(
    amendment: Amendment, clauses: Collection[str], negotiation: Negotiation, references: References
) -> tuple[ProposedText, ...]:
    """Give what an amendment does to some clauses, against its own base, and what it asks to keep of them."""
    proposed = [_changed(amendment.change(clause), references) for clause in clauses]
    kept = [_kept(target, negotiation, references) for target in amendment.retains if target.clause in clauses]
    return tuple(each for each in (*proposed, *kept) if each is not None)


def _changed(change: Change | None, references: References) -> ProposedText | None:
    if change is None:
        return None
    before, after = change.before, change.after
    shown = standing(after) or before
    old, new = (before.body if before is not None else ""), (change.proposed_text and shown and shown.body) or ""
    content: list[tuple[Inline, ...]] = []
    if before is not None and after is not None and before.heading != after.heading:
        content.append(words(before.heading, after.heading))
    content.extend(paragraph.content for paragraph in redline(old, new) if paragraph.changed)
    return ProposedText(
        clause=change.clause,
        title=shown.title if shown is not None else change.clause,
        action=change.action.value,
        paragraphs=tuple(references.resolve(set_apart(each)) for each in content),
        text=change.proposed_text or "",
    )


def _kept(target: Target, negotiation: Negotiation, references: References) -> ProposedText:
    clause = negotiation.treaty.by_id.get(target.clause)
    title = clause.title if clause is not None else target.clause
    where = references.printed(str(target)) if target.label else None
    return ProposedText(
        clause=target.clause,
        title=f"{title} ({where})" if where is not None else title,
        action="retain",
        paragraphs=(),
        text="",
    )
