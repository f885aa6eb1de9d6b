"""`list`, `amendments`, `positions` and `log`: what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from drafter.cli.options import at_option, clause_option, example, format_option
from drafter.cli.output import (
    listed,
    printed_json,
    printed_whole,
    recorded,
    say_bytes,
    say_json,
    say_whole,
    spoken,
)
from drafter.cli.session import Session, check_party, compare_words, derived, find_target, read_and_tell
from drafter.model.ids import meant
from drafter.model.moment import beginning
from drafter.model.problem import refuse
from drafter.text.visible import shortened

if TYPE_CHECKING:
    from drafter.draft.matrix import PositionRow
    from drafter.draft.notebook import Notebook
    from drafter.model.negotiation import Act, Negotiation
    from drafter.model.terms import AmendmentStatus
    from drafter.store.repository import Repository

_MOST_STATEMENT = 60
"""Of a statement in a table; `drafter show CODE:TARGET` prints all of it."""


@click.command("list", epilog=example("drafter list --format json"))
@at_option
@format_option("text", "json")
@click.pass_obj
def list_command(session: Session, at: str | None, form: str) -> None:
    """List the clauses: id, number, heading, status, open amendments and brackets."""
    name = f"list-{form}" if at is None else None
    say_bytes(
        derived(session, name, at, lambda _, known, notebook: _clauses(known, notebook, form), meanwhile=compare_words)
    )


def _clauses(negotiation: Negotiation, notebook: Notebook, form: str) -> str:
    """Write the clauses, as they are printed."""
    from drafter.draft.brackets import Brackets
    from drafter.draft.summary import clause_rows
    from drafter.export.data import plain

    rows = clause_rows(negotiation, Brackets(negotiation, notebook=notebook))
    if form == "json":
        return printed_json(plain(rows))
    header = ("id", "kind", "number", "heading", "status", "amendments", "brackets")
    cells = []
    for row in rows:
        status = f"{row.status}, reopened by {' '.join(row.reopened_by)}" if row.reopened_by else row.status
        cells.append((row.id, row.kind, row.number, row.heading, status, row.amendments, row.brackets))
    return printed_whole(listed(header, cells, prose="heading"))


@click.command(
    "amendments",
    epilog=example(
        "drafter amendments --clause critical-infrastructure --status tabled",
        "drafter amendments --order text --status tabled --format csv > marshalled.csv",
    ),
)
@clause_option("Only those about this clause, or about those from one to another.")
@click.option("--status", metavar="STATUS", help="Only those with this status: tabled, accepted, deferred ...")
@click.option("--by", metavar="CODE", help="Only those of this signatory, or on behalf of this group.")
@click.option(
    "--order",
    type=click.Choice(["tabling", "text"]),
    default="tabling",
    show_default=True,
    help="As they were tabled, or as their first words stand in the text.",
)
@at_option
@format_option("text", "csv", "json")
@click.pass_obj
def amendments_command(
    session: Session, clause: str | None, status: str | None, by: str | None, order: str, at: str | None, form: str
) -> None:
    """List the amendments, and whether they still apply to the text.

    In the order of the text they stand as a Chair takes them up: clause by clause, each with its place, and an
    amendment to an amendment right before that.
    """
    from drafter.model.terms import AmendmentStatus

    statuses = {each.value: each for each in AmendmentStatus}
    if status is not None and status not in statuses:
        remedy = meant(status, statuses, f"use one of {', '.join(statuses)}")
        raise refuse(f"there is no status `{status}` of an amendment", remedy)
    everything = clause is None and status is None and by is None and at is None
    name = f"amendments-{form}" if everything and order == "tabling" else None
    wanted = statuses[status] if status else None

    def make(_: Repository, negotiation: Negotiation, notebook: Notebook) -> str:
        return _amendments(
            negotiation, notebook, clause=clause, status=wanted, by=by, in_text=order == "text", form=form
        )

    say_bytes(derived(session, name, at, make))


def _amendments(
    negotiation: Negotiation,
    notebook: Notebook,
    *,
    clause: str | None,
    status: AmendmentStatus | None,
    by: str | None,
    in_text: bool,
    form: str,
) -> str:
    """Write the amendments, as they are printed."""
    from drafter.draft.proposals import Proposals
    from drafter.draft.summary import AmendmentRow, amendment_rows
    from drafter.export.data import plain
    from drafter.export.fields import names
    from drafter.export.table import csv_table
    from drafter.model.terms import AmendmentStatus

    if by is not None:
        check_party(negotiation.treaty.roster, by)
    proposals = Proposals(negotiation, notebook)
    rows = amendment_rows(
        negotiation, clauses=_about(negotiation, clause), status=status, by=by, proposals=proposals, in_text=in_text
    )
    if form == "json":
        return printed_json(plain(rows))
    if form == "csv":
        return printed_whole(csv_table(names(AmendmentRow), rows))
    # Many negotiations have none; a column that is empty from top to bottom takes the room of the subjects.
    grouped = ("on behalf of",) if any(row.on_behalf_of for row in rows) else ()
    where = "place" if in_text else "clauses"
    chaired = ("recommended",) if any(row.recommendation for row in rows) else ()
    header = ("id", *grouped, where, "action", "status", *chaired, "applies", "cosponsors", "subject")
    cells = []
    for row in rows:
        live = row.status == AmendmentStatus.TABLED.value
        applies = (f"{row.applies}, stale" if row.stale else row.applies) if live else ""
        applies += f", not accepted before ({row.not_accepted_before})" if row.not_accepted_before else ""
        behalf = (row.on_behalf_of,) if grouped else ()
        about: str | tuple[str, ...] = row.place if in_text else row.clauses
        recommended = f"{row.recommendation or ''}{', stale' if row.recommendation_stale else ''}"
        advice = (recommended,) if chaired else ()
        cells.append((row.id, *behalf, about, row.action, row.status, *advice, applies, row.cosponsors, row.subject))
    return printed_whole(listed(header, cells, prose="subject"))


def _some(context: click.Context, parameter: click.Parameter, value: int | None) -> int | None:
    if value is not None and value < 1:
        raise refuse(f"-n {value} lists nothing", "write a number from 1 on")
    return value


def _moment(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    begun = beginning(value) if value is not None else None
    if value is not None and begun is None:
        raise refuse(f"`{value}` is no day", "write it as 2026-11-20")
    return begun


@click.command(
    "positions",
    epilog=example(
        "drafter positions --by clause --clause critical-infrastructure",
        "drafter positions --since 2026-11-20",
        "drafter positions --matrix --format csv > positions.csv",
    ),
)
@click.option("--by", type=click.Choice(["signatory", "clause"]), default="signatory", help="How to sort them.")
@click.option("--signatory", metavar="CODE", help="Only those of this signatory.")
@clause_option("Only those on this clause, or on those from one to another, and on amendments to them.")
@click.option("--since", metavar="DAY", callback=_moment, help="Only those of this day (2026-11-20) and later ones.")
@click.option("--matrix", is_flag=True, help="A row for each text, a column for each group and signatory that spoke.")
@at_option
@format_option("table", "csv", "json")
@click.pass_obj
def positions_command(
    session: Session,
    by: str,
    signatory: str | None,
    clause: str | None,
    since: str | None,
    matrix: bool,
    at: str | None,
    form: str,
) -> None:
    """List the positions: who said what about which text. A stale one is about a text that has changed since.

    In a matrix P proposes, C co-sponsors, + supports, ~ can accept, r reserves, x opposes; +? is stale, +* depends on
    conditions that are not met, (+) is a group's, +! departs from its group's. As CSV it is in words.
    """
    if matrix:
        if form == "json" or signatory is not None or since is not None:
            wrong = "--signatory" if signatory is not None else "--since" if since is not None else "--format json"
            raise refuse("a matrix is a table of all who spoke", f"leave out {wrong} or --matrix")
        name = f"matrix-{form}" if clause is None and at is None else None
        say_bytes(derived(session, name, at, lambda _, negotiation, __: _matrix(negotiation, clause, form)))
        return
    whole = signatory is None and clause is None and since is None and at is None
    name = f"positions-{by}-{form}" if whole else None
    say_bytes(
        derived(
            session, name, at, lambda _, negotiation, __: _positions(negotiation, by, signatory, clause, since, form)
        )
    )


def _positions(
    negotiation: Negotiation, by: str, signatory: str | None, clause: str | None, since: str | None, form: str
) -> str:
    """Write the positions, as they are printed."""
    from drafter.draft.matrix import PositionRow, position_rows
    from drafter.export.fields import names
    from drafter.export.table import csv_table

    if signatory is not None:
        check_party(negotiation.treaty.roster, signatory)
    rows = position_rows(
        negotiation,
        by="clause" if by == "clause" else "signatory",
        signatory=signatory,
        clauses=_about(negotiation, clause),
    )
    if since is not None:
        rows = tuple(row for row in rows if row.date >= since)
    if form == "json":
        from drafter.export.data import plain

        return printed_json(plain(rows))
    if form == "csv":
        return printed_whole(csv_table(names(PositionRow), rows))
    header = ("signatory", "target", "clauses", "stance", "on behalf of", "date", "statement")
    # The id of an amendment says nothing of the text that it is about.
    touched = {id: " ".join(each.clauses) for id, each in negotiation.by_id.items()}
    short = {statement: shortened(statement, _MOST_STATEMENT) for statement in {row.statement for row in rows}}
    cells = [
        (
            row.signatory, row.target, touched.get(row.target, ""), _noted(row), row.on_behalf_of, row.date,
            short[row.statement],
        )
        for row in rows
    ]  # fmt: skip
    return printed_whole(listed(header, cells))


def _matrix(negotiation: Negotiation, clause: str | None, form: str) -> str:
    """Write the matrix of positions, as it is printed."""
    from drafter.draft.matrix import Matrix
    from drafter.export.table import matrix_csv, matrix_spoken, matrix_table

    made = Matrix(negotiation, clauses=_about(negotiation, clause))
    write = matrix_csv if form == "csv" else matrix_spoken if spoken() else matrix_table
    return printed_whole(write(made))


def _about(negotiation: Negotiation, clause: str | None) -> Sequence[str] | None:
    """Give the clauses that are meant by `--clause`; None without it. Raises Refused."""
    from drafter.model import resolve

    return resolve.span(negotiation, clause) if clause is not None else None


def _noted(row: PositionRow) -> str:
    """Give a stance with what is to be known of it."""
    if not (row.cosponsor or row.stale or row.departs or row.conditions):
        return row.stance
    notes = [note for note, holds in (("co-sponsor", row.cosponsor), ("stale", row.stale)) if holds]
    if row.conditions and not row.stale:
        notes.append("on conditions" if row.depends else "on conditions, which are met")
    if row.departs:
        notes.append(f"departs from {' '.join(row.departs)}")
    return f"{row.stance} ({', '.join(notes)})"


@click.command(
    "log",
    epilog=example(
        "drafter log critical-infrastructure --signatory FRA",
        "drafter log --since 2026-11-20 --by clause",
    ),
)
@click.argument("target", required=False)
@click.option("--signatory", metavar="CODE", help="Only the acts of this signatory; XXS is the secretariat.")
@click.option("--key", metavar="KEY", help="Only what this key has signed: its file, or the end of its line.")
@click.option("--since", metavar="DAY", callback=_moment, help="Only the acts of this day (2026-11-20) and later ones.")
@click.option("--by", type=click.Choice(["date", "clause"]), default="date", help="How to sort them.")
@click.option("-n", "--most", type=int, callback=_some, metavar="NUMBER", help="At most so many.")
@format_option("text", "json")
@click.pass_obj
def log_command(
    session: Session,
    target: str | None,
    signatory: str | None,
    key: str | None,
    since: str | None,
    by: str,
    most: int | None,
    form: str,
) -> None:
    """List the recorded acts, newest first: all, or those about a clause, a provision or an amendment.

    By clause they stand in the order of the text, oldest first, with what was said: the bulletin of a day.
    """
    if by == "clause" and form == "json":
        raise refuse("sorted by clause the log is for reading", "leave out --by clause; each act names its target")
    from drafter.store.log import acts

    with session.repository() as repo:
        about = None
        if target is not None:
            about = find_target(repo, target, told=False).target
        blob = None
        if signatory is not None or key is not None:
            from drafter.intake.keys import signing_key
            from drafter.store.reading import read_text

            roster = read_text(repo).treaty.roster
            if signatory is not None:
                check_party(roster, signatory)
            if key is not None:
                blob = signing_key([listed for each in roster.holders for listed in each.keys], key)
        found = acts(repo, target=about, signatory=signatory, key=blob, since=since, most=most)
        negotiation = read_and_tell(repo, None) if by == "clause" else None
    if negotiation is not None:
        say_whole(_bulletin(found, negotiation))
        return
    if form == "json":
        say_json([recorded(act) for act in found])
        return
    header = ("date", "commit", "by", "action", "subject")
    cells = [(act.date, act.commit[:10], act.signatory, act.action, act.subject) for act in found]
    say_whole(listed(header, cells, prose="subject"))


def _bulletin(found: Sequence[Act], negotiation: Negotiation) -> str:
    """Write acts clause by clause, each with the statement or rationale that was given."""
    from drafter.draft.bulletin import bulletin

    parts = []
    for about in bulletin(found, negotiation):
        lines = [about.title]
        for act in about.acts:
            lines.append(f"  {act.date[:10]} {act.date[11:16]}  {act.subject}")
            lines.extend(f"      {line}".rstrip() for line in act.statement.splitlines())
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts) or "Nothing was recorded.\n"
