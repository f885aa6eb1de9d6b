"""`drafter demo`: the sample negotiation."""

from __future__ import annotations

import shlex
import shutil
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
    again = f"{_program()} -C {shlex.quote(str(where))}"
    if watched:
        status = session.open_interface(where)
        say(f"The sample negotiation is in {where}. `{again}` opens it again.")
        return status
    from drafter.draft.consolidate import consolidate
    from drafter.export.plain import plain

    with Session(where, session.open_interface).negotiation() as (_, negotiation):
        say_whole(plain(consolidate(negotiation, style="bracketed")))
    say(f"\n---\n\nThe sample negotiation is in {where}. In a terminal, type `{again}` to open it.")
    say(f"`{again} amendments` lists what is on the table; `{_program()} --help` lists all commands.")
    return 0


def _program() -> str:
    """Give what to type to start this program again: its path, where the shell wouldn't find its name."""
    started = Path(sys.argv[0])
    found = shutil.which("drafter")
    if started.name != "drafter" or (found is not None and Path(found).resolve() == started.resolve()):
        return "drafter"
    return shlex.quote(str(started))


def _tell_progress(done: int, of: int) -> None:
    end = "\n" if done == of else ""
    sys.stderr.write(f"\rBuilding the sample negotiation: {done} of {of} acts{end}")
    sys.stderr.flush()
