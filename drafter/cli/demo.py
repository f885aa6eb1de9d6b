"""`drafter demo`: the sample negotiation."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drafter.cli.options import example
from drafter.cli.output import say, say_whole
from drafter.cli.session import Session


@click.command("demo", epilog=example("drafter demo ./digital-geneva-convention"))
@click.argument(
    "directory", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("digital-geneva-convention")
)
@click.pass_obj
def demo_command(session: Session, directory: Path) -> int:
    """Build the sample negotiation in DIR and open it.

    Without a terminal, print its consolidated text. A DIR that exists is never overwritten.
    """
    from drafter.demo.build import build

    where = session.directory / directory
    watched = sys.stdin.isatty() and sys.stdout.isatty()
    build(where, _tell_progress if watched else None)
    if watched:
        return session.open_interface(where)
    from drafter.draft.consolidate import consolidate
    from drafter.export.plain import plain

    with Session(where, session.open_interface).negotiation() as (_, negotiation):
        say_whole(plain(consolidate(negotiation, style="bracketed")))
    say(f"\n---\n\nThe sample negotiation is in {where}. In a terminal, type `drafter -C {where}` to open it.")
    say(f"`drafter -C {where} amendments` lists what is on the table; `drafter --help` lists all commands.")
    return 0


def _tell_progress(done: int, of: int) -> None:
    end = "\n" if done == of else ""
    sys.stderr.write(f"\rBuilding the sample negotiation: {done} of {of} acts{end}")
    sys.stderr.flush()
