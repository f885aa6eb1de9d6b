"""`renumber`: the text numbered through, before it is final."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from drafter.cli.changes import show_changes
from drafter.cli.options import example, format_option, said, who_options
from drafter.cli.output import say, say_json, say_recorded, tell
from drafter.cli.session import Session, Who

if TYPE_CHECKING:
    from drafter.draft.renumbering import Renumbering
    from drafter.model.clause import Clause
    from drafter.model.negotiation import Negotiation


@click.command(
    "renumber",
    epilog=example("drafter renumber", 'drafter renumber --paragraphs --reason "Numbered through for adoption."'),
)
@click.option("--paragraphs", is_flag=True, help="Number the paragraphs and points of each clause through as well.")
@click.option("--reason", "-m", metavar="TEXT", callback=said, help="Why; with it the change is recorded.")
@who_options
@format_option("text", "json")
@click.pass_obj
def renumber_command(session: Session, paragraphs: bool, reason: str | None, who: Who, form: str) -> None:
    """Number the articles, parts and annexes through, and let every reference follow.

    Behind article 4 comes article 5, not 4 bis. Without a reason nothing is recorded: read first what would change.
    References in braces follow for certain; those in words where it is clear what they name, and what is not is
    listed. Positions on a clause whose words change, be it only a reference, are stale; its number is no word of it.
    """
    from drafter.draft.renumbering import renumber, reopened, stale_after
    from drafter.model.ids import few
    from drafter.store import recording

    with session.negotiation() as (repo, negotiation):
        found = renumber(negotiation.treaty, labels=paragraphs)
        stale, again = stale_after(negotiation, found), reopened(negotiation.treaty, found)
        if reason is None and form == "json":
            say_json(
                {
                    "clauses": list(found.clauses),
                    "numbers": [{"before": before, "after": after} for before, after in found.numbers],
                    "labels": [{"before": before, "after": after} for before, after in found.labels],
                    "left": list(found.left),
                    "reopened": [each.id for each in again],
                    "stale": stale,
                }
            )
            return
        show_changes(negotiation.treaty, _worded(negotiation, found), form)
        for line in found.left:
            tell(line)
        if again:
            tell(f"settled clauses whose words change are open again: {few([each.designation for each in again])}")
        if stale:
            are = "position is" if stale == 1 else "positions are"
            tell(f"{stale} {are} about words that change: not counted until taken again")
        waiting = len(negotiation.live) if found.clauses else 0
        if waiting:
            are = "amendment is" if waiting == 1 else "amendments are"
            tell(f"{waiting} {are} on the table, written on the numbers as they stand")
        if reason is None:
            say(_outcome(found))
            return
        identity = who.identity(repo, negotiation.treaty)
        act = recording.edit(repo, identity, dict(found.clauses), reason, base=negotiation.treaty.commit)
    say_recorded(act, form, ["`drafter check`", "`drafter list`"])


def _worded(negotiation: Negotiation, found: Renumbering) -> Mapping[str, Clause]:
    """Give the clauses of which more changes than the number."""
    before = negotiation.treaty.by_id
    return {id: after for id, after in found.clauses.items() if after.text != before[id].text}


def _outcome(found: Renumbering) -> str:
    if not found.clauses:
        return "Everything is numbered through already."
    named = [f"{before} -> {after}" for before, after in (*found.numbers, *found.labels)]
    return "\n".join([*named, "", 'Nothing is recorded yet: add --reason "..." to record it.'])
