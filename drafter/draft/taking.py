"""The list for the vote: each amendment on the table with its words, in the order in which they are taken up."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from drafter.draft.abridged import changed_words
from drafter.draft.blocks import Line, blocks
from drafter.draft.compilation import content, verbatim
from drafter.draft.document import Paragraph, Table, Verbatim
from drafter.draft.emphasis import set_apart
from drafter.draft.languages import Phrase
from drafter.draft.marshalled import marshalled
from drafter.draft.proposals import Proposals
from drafter.draft.redline import RedlineParagraph, redline, words
from drafter.draft.reference import References
from drafter.draft.standing import Standings
from drafter.model.amendment import Amendment


def to_be_taken(
    proposals: Proposals, references: References, standings: Standings, within: Collection[str]
) -> Iterator[tuple[str, Verbatim]]:
    """Give what is on the table, numbered in the order of `marshalled`, each with the words that it changes.

    With each stands the clause below whose heading it belongs. Of an amendment of several clauses there is one entry
    for each, under one number. With clauses `within` which a text is confined, it is given what concerns these, under
    the numbers of the whole list. What doesn't apply to the text as it stands says why, and shows its own base.
    """
    negotiation = proposals.negotiation
    live = ((id, target) for id, target in marshalled(proposals).items() if negotiation.by_id[id].live)
    for number, (id, target) in enumerate(live, 1):
        amendment = negotiation.by_id[id]
        concerned = [target.clause, *(each for each in amendment.clauses if each != target.clause)]
        concerned = [each for each in concerned if not within or each in within]
        for clause in concerned:
            hindrance, twin = proposals.hindrance(id, clause), proposals.duplicate_of(id)
            same = Phrase("the same words as {}", twin) if twin else proposals.said_before(id)
            full = verbatim(amendment, clause, negotiation, references, standings)
            yield (
                concerned[0],
                replace(
                    full,
                    content=_changes(amendment, clause, proposals, references),
                    number=number,
                    about=full.about or same or "",
                    hindrance=hindrance.reason if hindrance is not None else "",
                ),
            )


def _changes(
    amendment: Amendment, clause: str, proposals: Proposals, references: References
) -> tuple[Paragraph | Table, ...]:
    """Give what an amendment changes of a clause, as a redline; all of one that it adds, nothing of one it deletes."""
    change = amendment.change(clause)
    if change is None or change.proposed_text is None:
        return ()
    applied = proposals.applied(amendment.id, clause)
    before, after = change.before, change.after
    if applied.clause is not None:
        before, after = proposals.under(amendment, clause), applied.clause
    assert after is not None
    if before is None:
        return content(after, references)
    compared = redline(before.body, after.body)
    if before.title != after.title:
        compared = (RedlineParagraph(words(before.title, after.title), "", "\n\n"), *compared)
    lines = [
        Line(
            content=references.resolve(set_apart(each.content)),
            label=each.label,
            separator=each.separator,
            change=each.change,
        )
        for each in compared
    ]
    shown = changed_words([*blocks(clause, after.body, lines, {})])
    return tuple(replace(block, anchor="") for block in shown if isinstance(block, Paragraph | Table))
