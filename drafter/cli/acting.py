"""`as` and `delegate`: who acts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import delegate_options, example, format_option
from drafter.cli.output import say, say_json, say_recorded, shortened
from drafter.cli.session import Session, Who
from drafter.model.problem import Problem, Refused, refuse

if TYPE_CHECKING:
    pass


@click.command("as", epilog=example("drafter as FRA --email delegate@fra.example.org"))
@click.argument("code")
@click.option("--email", metavar="E-MAIL", help="Which of its delegates, when it has several.")
@click.option("--key", metavar="FILE", help="The SSH key that signs your records.")
@format_option("text", "json")
@click.pass_obj
def as_command(session: Session, code: str, email: str | None, key: str | None, form: str) -> None:
    """Say who you are in this clone: a delegate of CODE. XXS is the secretariat.

    It is written to the clone's own git configuration (drafter.*), and nowhere else.
    """
    from drafter.store.identity import become

    with session.negotiation() as (repo, negotiation):
        roster = negotiation.treaty.roster
        who = become(repo, roster, code, email, key)
    if form == "json":
        say_json({"code": who.code, "name": who.delegate.name, "email": who.delegate.email, "key": who.key})
        return
    say(f"You act for {roster.name(who.code)} ({who.code}) as {who.delegate.name} <{who.delegate.email}>.")
    say("Next: `drafter list`, `drafter amendments`, or `drafter` for the interface")


@click.group("delegate", epilog=example('drafter delegate add FRA "Delegate of France <fra@fra.example.org>"'))
def delegate_command() -> None:
    """Say who may act for a signatory: an act of the secretariat, recorded on main."""


@delegate_command.command("add", epilog=example('drafter delegate add FRA "Delegate of France <fra@fra.example.org>"'))
@click.argument("code")
@click.argument("delegate", metavar='"NAME <E-MAIL>"')
@click.option(
    "--key", metavar="FILE", type=click.Path(path_type=Path), help="The file of the delegate's public SSH key."
)
@delegate_options
@format_option("text", "json")
@click.pass_obj
def _add(session: Session, code: str, delegate: str, key: Path | None, who: Who, form: str) -> None:
    """Let a delegate act for CODE."""
    from drafter.intake.delegates import named, with_delegate

    person = named(delegate, _public_key(key) if key is not None else None)
    _record(
        session,
        who,
        form,
        lambda source: with_delegate(source, code, person),
        f"Add {shortened(person.name, 60)} for {code}",
    )


@delegate_command.command(
    "remove", epilog=example('drafter delegate remove FRA "Delegate of France <fra@fra.example.org>"')
)
@click.argument("code")
@click.argument("delegate", metavar='"NAME <E-MAIL>"')
@delegate_options
@format_option("text", "json")
@click.pass_obj
def _remove(session: Session, code: str, delegate: str, who: Who, form: str) -> None:
    """Let a delegate act for CODE no more. What is on record stays."""
    from drafter.intake.delegates import named, without_delegate

    person = named(delegate, None)
    _record(
        session,
        who,
        form,
        lambda source: without_delegate(source, code, person.email),
        f"Remove {shortened(person.name, 60)} for {code}",
    )


def _record(session: Session, who: Who, form: str, change: Callable[[str], str | Problem], subject: str) -> None:
    from drafter.store import recording

    def changed(source: bytes) -> bytes:
        result = change(source.decode("utf-8"))
        if isinstance(result, Problem):
            raise Refused(result)
        return result.encode()

    with session.negotiation() as (repo, negotiation):
        act = recording.roster(repo, who.identity(repo, negotiation), changed, subject)
    say_recorded(act, form, ["`git show main` shows the change"])


def _public_key(file: Path) -> str:
    """Read a public key. Raises Refused; a private key is never taken."""
    try:
        lines = file.read_text(encoding="utf-8").strip().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise refuse(f"can't be read: {error}", "name the file of a public key", file=str(file)) from None
    if len(lines) != 1 or not lines[0].startswith(("ssh-", "ecdsa-", "sk-")):
        raise refuse("not a public SSH key", "name the file that ends in .pub", file=str(file))
    return " ".join(lines[0].split()[:2])
