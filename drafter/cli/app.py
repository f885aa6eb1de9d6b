"""The program's commands, and its one edge to the shell: arguments in, exit status out, an error in one line."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from drafter import __version__
from drafter.cli.output import tell
from drafter.cli.session import OpenInterface, ServeInterface, Session, not_served
from drafter.cli.streams import speak_utf8
from drafter.model.ids import meant
from drafter.model.problem import Refused, refuse

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "Build the sample negotiation and open it."),
    "init": ("founding", "Begin a treaty repository, from a draft if there is one."),
    "import": ("importing", "Turn a text into clause files, or a Word file into amendments."),
    "list": ("reading", "List the clauses: status, open amendments, brackets."),
    "show": ("showing", "Show a clause, a provision, an amendment or a position."),
    "amendments": ("reading", "List the amendments, and whether they still apply."),
    "positions": ("reading", "List who said what about which text."),
    "log": ("reading", "List the recorded acts, newest first."),
    "diff": ("comparing", "Show what changed, word by word."),
    "blame": ("provenance", "Say who brought in each word."),
    "what-if": ("provenance", "Show what adopting amendments would give."),
    "consolidate": ("consolidating", "Print the consolidated text."),
    "check": ("checking", "Check the text by the rules of a treaty text."),
    "amend": ("amending", "Table an amendment."),
    "revise": ("amending", "Put a new version of your amendment on the table."),
    "withdraw": ("amending", "Withdraw your amendment."),
    "position": ("taking", "Take a position on a text."),
    "roll-call": ("voting", "Print the sheet for a vote by roll-call, or its result."),
    "adopt": ("deciding", "Adopt amendments (secretariat)."),
    "edit": ("correcting", "Correct the agreed text without an amendment (secretariat)."),
    "renumber": ("renumbering", "Number the articles and references through (secretariat)."),
    "recommend": ("deciding", "Recommend what to do with an amendment (secretariat)."),
    "status": ("deciding", "Set the status of a clause or an amendment (secretariat)."),
    "issue": ("deciding", "Issue the text, as Rev.1 (secretariat)."),
    "sync": ("syncing", "Exchange records with the secretariat's server."),
    "bundle": ("syncing", "Exchange records by a file."),
    "doctor": ("syncing", "Say what is wrong with this copy, and mend it."),
    "serve": ("browser", "Open the interface in a browser on this computer."),
    "hook": ("serving", "Serve a negotiation to all delegations (secretariat)."),
    "verify": ("verifying", "Check who signed every record, and that it keeps the rules."),
    "as": ("acting", "Say who you are in this copy."),
    "delegate": ("acting", "Say who may act for a signatory (secretariat)."),
    "merge-driver": ("driver", "Merge a clause file by word; git runs it."),
}
"""Each command with the file of this room that holds it, and what it does."""


class Closed(Exception):
    """Whoever read what is printed has read enough."""


class Commands(click.Group):
    """The group of all commands, which imports only the one that runs."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run what was asked for. Click would make of a closed pipe the status 1, which says that the answer is no."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise Closed from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names, in the order in which a negotiation needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command with that name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"drafter.cli.{COMMANDS[cmd_name][0]}")
        found: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named. Raises Refused with the nearest ones."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise refuse(f"there is no command `{args[0]}`", meant(args[0], COMMANDS, "`drafter --help` lists them"))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


def command(open_interface: OpenInterface, serve_interface: ServeInterface) -> click.Group:
    """Make the program's command, with the ways to the interface."""

    @click.group(
        cls=Commands,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        epilog="Without a command, drafter opens the interface. `drafter COMMAND --help` explains a command.",
    )
    @click.option(
        "-C",
        "directory",
        metavar="DIR",
        type=click.Path(path_type=Path),
        default=Path(),
        help="The treaty repository; without it the current directory, searched upwards.",
    )
    @click.version_option(__version__, prog_name="drafter", message="%(prog)s %(version)s")
    @click.pass_context
    def drafter(ctx: click.Context, directory: Path) -> int | None:
        """Negotiate a treaty as code: clauses, amendments and positions in a git repository."""
        ctx.obj = Session(directory, open_interface, serve_interface)
        if ctx.invoked_subcommand is not None:
            return None
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise refuse(
                "the interface needs a terminal",
                "without one, type `drafter list`, `drafter consolidate` or `drafter --help`",
            )
        return open_interface(directory)

    return drafter


def run(
    open_interface: OpenInterface, arguments: Sequence[str] | None = None, serve_interface: ServeInterface = not_served
) -> int:
    """Run the program; give its exit status: 0 done, 1 the answer is no, 2 wrong use or input."""
    speak_utf8()
    given = None if arguments is None else list(arguments)
    program = command(open_interface, serve_interface)
    return told(lambda: program.main(args=given, prog_name="drafter", standalone_mode=False))


def told(act: Callable[[], Any]) -> int:
    """Do something; tell in one line what went wrong. Gives the exit status."""
    try:
        given = act()
        sys.stdout.flush()
    except Refused as error:
        _tell(str(error.problem))
        return error.status
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        _tell(_one_line(error))
        return 2
    except (click.Abort, KeyboardInterrupt):
        _tell("interrupted; nothing more was recorded")
        return 130
    except (BrokenPipeError, Closed):
        # Python would complain once more when it closes standard output.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _tell(f"{place}{error.strerror or error}; mend that and try again")
        return 2
    return given if isinstance(given, int) else 0


def _one_line(error: click.ClickException) -> str:
    said = " ".join(error.format_message().split())
    context = getattr(error, "ctx", None)
    if isinstance(error, click.UsageError) and context is not None:
        return f"{said.rstrip('.')}; see `{context.command_path} --help`"
    return said


def _tell(said: str) -> None:
    with contextlib.suppress(OSError):
        tell(said)
