"""`position`: what a signatory says about an exact text."""

from __future__ import annotations

import click

from drafter.cli.options import example, format_option, who_options
from drafter.cli.output import say, say_recorded
from drafter.cli.session import Session, Who, find_target
from drafter.model.ids import meant
from drafter.model.position import Depends
from drafter.model.problem import refuse
from drafter.model.terms import Degree, Stance

_IN = "that this amendment is adopted, or this text stays as it is."
_OUT = "that this amendment is not adopted, or this text doesn't stay as it is."


@click.command("position", epilog=example('drafter position NOR-NT support --cosponsor --statement "We thank Norway."'))
@click.argument("target")
@click.argument("stance")
@click.option("--statement", "-m", metavar="TEXT", default="", help="What to say with it; it is kept with the record.")
@click.option("--cosponsor", is_flag=True, help="Support an amendment as one of its sponsors.")
@click.option("--required", metavar="TARGET", multiple=True, help=f"On condition {_IN} Repeatable.")
@click.option("--desired", metavar="TARGET", multiple=True, help=f"A wish {_IN}")
@click.option("--unwanted", metavar="TARGET", multiple=True, help=f"A wish {_OUT}")
@click.option("--unacceptable", metavar="TARGET", multiple=True, help=f"On condition {_OUT} Repeatable.")
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
    required: tuple[str, ...],
    desired: tuple[str, ...],
    unwanted: tuple[str, ...],
    unacceptable: tuple[str, ...],
    who: Who,
    form: str,
) -> None:
    """Take a position on a clause, a provision (CLAUSE:1.a) or an amendment.

    STANCE is support, accept, reserve or oppose; none takes an earlier position back. It is about the text as it
    stands now: when that changes, the position is stale and no longer counts.

    It may depend on other texts: with --required NOR-NT who supports or can accept a text does so if that amendment is
    adopted, with --required scope:2 if that paragraph stays as it is. The position counts once its conditions are met.
    """
    from drafter.store import recording

    stances = {each.value: each for each in Stance}
    if stance not in stances:
        raise refuse(f"there is no stance `{stance}`", meant(stance, stances, f"use one of {', '.join(stances)}"))
    made = {
        Degree.REQUIRED: required,
        Degree.DESIRED: desired,
        Degree.UNWANTED: unwanted,
        Degree.UNACCEPTABLE: unacceptable,
    }
    with session.repository() as repo:
        found = find_target(repo, target)
        others = [(degree, find_target(repo, each, told=False)) for degree, named in made.items() for each in named]
        act = recording.position(
            repo,
            who.identity(repo, found.treaty),
            found.target,
            stances[stance],
            statement=statement,
            cosponsor=cosponsor,
            on_behalf_of=on_behalf_of,
            conditions=[Depends(degree, each.target, each.text_sha256) for degree, each in others],
            seen=found.text_sha256,
        )
    say_recorded(act, form, [f"`drafter show {found.target}`", f"`git log positions/{act.signatory}`"])
    clause = found.treaty.by_id.get(found.target.clause)
    if form == "text" and act.statement and clause is not None and clause.status.gavelled:
        say(f"{clause.designation} is {clause.status.phrase}: the statement stands behind the text, for the record.")
