"""`roll-call`: a vote by roll-call, its sheet and its result."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter.cli.options import at_option, example
from drafter.cli.output import printed_json, say_whole, tell
from drafter.cli.session import Session
from drafter.cli.wording import read_file
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.draft.rollcall import RollCall
    from drafter.model.signatory import Signatory

_ENDINGS = {".csv": "csv", ".md": "md", ".txt": "text", ".docx": "docx", ".pdf": "pdf", ".json": "json"}


class Ballot(NamedTuple):
    """A row of the file in which votes are written down."""

    code: str
    name: str
    vote: str


@click.command(
    "roll-call",
    epilog=example(
        "drafter roll-call --first FRA -o sheet.docx",
        "drafter roll-call --first FRA -o votes.csv",
        "drafter roll-call --votes votes.csv -o record.docx",
    ),
)
@click.argument("amendment", required=False)
@click.option("--votes", metavar="FILE", help="The votes as they were cast: that CSV file, its last column filled in.")
@click.option("--first", metavar="CODE", help="The State that is called first, drawn by lot.")
@at_option
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(list(_ENDINGS.values())),
    help="Without it, by the name of -o; else text.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it there.")
@click.pass_obj
def roll_call_command(
    session: Session,
    amendment: str | None,
    votes: str | None,
    first: str | None,
    at: str | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Print the sheet for a vote by roll-call on an amendment or on the whole text, or, of the votes cast, the result.

    States vote, in the order of signatories.toml; organisations and observers don't. A CSV file has a line for each:
    write yes, no, abstain or absent into its last column, and give it with --votes. Nothing is recorded: what the vote
    decides you record with `adopt` or `status`, and the result as its reason.
    """
    from drafter.draft.rollcall import result, roll_call, voters
    from drafter.model import resolve
    from drafter.model.terms import Adoption

    form = form or (_ENDINGS.get(output.suffix.lower()) if output is not None else "text")
    if form is None or (form in ("docx", "pdf") and output is None):
        raise refuse("it is not clear what to write", f"name a file that ends in {', '.join(_ENDINGS)}, with -o")
    with session.negotiation(at) as (_, negotiation):
        roster = negotiation.treaty.roster
        called = voters(roster, first)
        if first is not None and first not in (each.code for each in called):
            raise refuse(f"{first} is no State of signatories.toml", "name a State by its code")
        about = resolve.amendment(negotiation, amendment) if amendment is not None else None
        taken = _taken(votes, called) if votes is not None else None
        if roster.adoption is Adoption.CONSENSUS:
            tell("the rule of these talks is consensus: a vote decides nothing unless they agree on another rule")
        given = taken.votes if taken is not None else {}
        ballots = [Ballot(each.code, each.name, str(given.get(each.code, ""))) for each in called]
        if form == "csv":
            from drafter.export.table import csv_table

            written = csv_table(Ballot._fields, ballots).encode()
        elif form == "json":
            written = printed_json(_told(ballots, taken)).encode()
        else:
            from drafter.export import formats

            subject = f"{about.id}: {about.subject} ({about.commit[:12]})" if about is not None else ""
            document = roll_call(negotiation, subject, called, taken)
            written = formats.written(document, form, negotiation, foretell=tell)
    if output is None:
        say_whole(written.decode())
    else:
        from drafter.store.destination import write_whole

        write_whole(output, written)
        tell(f"wrote {output}")
    if taken is not None:
        tell(f"{result(taken)}; {taken.needed} of {taken.voting} present and voting are two thirds")


def _told(ballots: Sequence[Ballot], taken: RollCall | None) -> dict[str, object]:
    """Give the votes, and what they come to; null where the vote has not been taken."""
    from drafter.draft.rollcall import Vote

    return {
        "votes": [each._asdict() for each in ballots],
        **{vote.value: len(taken.of(vote)) if taken is not None else None for vote in Vote},
        "present_and_voting": taken.voting if taken is not None else None,
        "two_thirds": taken.needed if taken is not None else None,
        "adopted": taken.adopted if taken is not None else None,
    }


def _taken(file: str, called: Sequence[Signatory]) -> RollCall:
    """Read the votes: one of each State, none of anybody else. Raises Refused with the line."""
    from drafter.draft.rollcall import RollCall, Vote
    from drafter.model.ids import few

    try:
        lines = read_file(file).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise refuse("it is not in UTF-8", "save it as CSV in UTF-8", file=file) from None
    # Excel parts cells by semicolons where the comma stands before decimals.
    rows = csv.reader(lines, delimiter=";" if lines and ";" in lines[0] else ",")
    votes: dict[str, Vote] = {}
    states = {each.code for each in called}
    for row in rows:
        cells = [each.strip() for each in row]
        if not any(cells) or cells == list(Ballot._fields):
            continue
        code, vote = cells[0], cells[-1].casefold()
        wrong, remedy = "", "one line a State: code, name, vote"
        if code not in states:
            wrong = f"{code} is no State of signatories.toml"
        elif code in votes:
            wrong = f"{code} votes twice"
        elif len(cells) != len(Ballot._fields):
            wrong = f"the line of {code} has {len(cells)} cells"
        elif vote and vote not in list(Vote):
            wrong, remedy = f"`{cells[-1]}` is no vote", f"write {', '.join(Vote)}"
        if wrong:
            raise refuse(wrong, remedy, file=file, line=rows.line_num)
        if vote:
            votes[code] = Vote(vote)
    silent = [each.code for each in called if each.code not in votes]
    if silent:
        raise refuse(f"there is no vote of {few(silent)}", "write `absent` for who did not answer", file=file)
    return RollCall({each.code: votes[each.code] for each in called})
