"""`position`: what a signatory says about an exact text."""

from __future__ import annotations

import click

from drafter.cli.options import example, format_option, who_options
from drafter.cli.output import say_recorded
from drafter.cli.session import Session, Who, find_target
from drafter.model.ids import meant
from drafter.model.problem import refuse
from drafter.model.terms import Stance


@click.command("position", epilog=example('drafter position NOR-NT support --cosponsor --statement "We thank Norway."'))
@click.argument("target")
@click.argument("stance")
@click.option("--statement", "-m", metavar="TEXT", default="", help="What to say with it; it is kept with the record.")
@click.option("--cosponsor", is_flag=True, help="Support an amendment as one of its sponsors.")
@click.option("--on-behalf-of", metavar="GROUP", help="Speak for a group, as its spokesperson.")
@who_options
@format_option("text", "json")
@click.pass_obj
def position_command(
    session: Session,
    target: str,
    stance: str,
    statement: str,
    cosponsor: bool,
    on_behalf_of: str | None,
    who: Who,
    form: str,
) -> None:
    """Take a position on a clause, a provision (CLAUSE:1.a) or an amendment.

    STANCE is support, accept, reserve or oppose; none takes an earlier position back. It is about the text as it
    stands now: when that changes, the position is stale and no longer counts.
    """
    from drafter.store import recording

    stances = {each.value: each for each in Stance}
    if stance not in stances:
        raise refuse(f"there is no stance `{stance}`", meant(stance, stances, f"use one of {', '.join(stances)}"))
    with session.repository() as repo:
        found = find_target(repo, target)
        act = recording.position(
            repo,
            who.identity(repo, found.treaty),
            found.target,
            stances[stance],
            statement=statement,
            cosponsor=cosponsor,
            on_behalf_of=on_behalf_of,
            seen=found.text_sha256,
        )
    say_recorded(act, form, [f"`drafter show {found.target}`", f"`git log positions/{act.signatory}`"])
