"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from drafter.cli.session import Who
from drafter.model.moment import beginning
from drafter.model.problem import refuse

Function = TypeVar("Function", bound=Callable[..., Any])


def format_option(*formats: str) -> Callable[[Function], Function]:
    """`--format`: the first is for people, and the default."""
    choice = click.Choice(formats or ("text", "json"))
    return click.option(
        "--format", "form", type=choice, default=choice.choices[0], show_default=True, help="How to print the result."
    )


def at_option(function: Function) -> Function:
    """`--at`: an earlier text."""
    return click.option(
        "--at",
        metavar="REV",
        help="As it stood at an issued text (Rev.1), a decision (its commit), or when a day began (2026-11-20); "
        "without it, now.",
    )(function)


def clause_option(said: str) -> Callable[[Function], Function]:
    """`--clause`: some clauses only."""
    return click.option("--clause", metavar="CLAUSE[..CLAUSE]", help=said)


def base_option(function: Function) -> Function:
    """`--base`: the text that a file was made from. A day doesn't say exactly which one that was."""

    def exact(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
        if value is not None and beginning(value) is not None:
            raise refuse(f"--base {value} doesn't say which text the file was made from", "name an issue or a commit")
        return value

    said = "With --file: the issue or commit whose text the file was made from."
    return click.option("--base", metavar="REV", callback=exact, help=said)(function)


def group_option(function: Function) -> Function:
    """`--on-behalf-of`: the group for which something is proposed, given to the command as `group`."""
    said = "Propose it for a group, as its spokesperson."
    return click.option("--on-behalf-of", "group", metavar="GROUP", help=said)(function)


def who_options(function: Function) -> Function:
    """`--as`, `--email` and `--key`: who acts, given to the command as `who`."""
    key = click.option(
        "--key", "signing_key", metavar="FILE", help="The SSH key that signs, if not that of `drafter as`."
    )
    return delegate_options(key(function))


def delegate_options(function: Function) -> Function:
    """`--as` and `--email`: who acts, given to the command as `who`."""

    @wraps(function)
    def with_who(
        *args: Any, as_code: str | None, email: str | None, signing_key: str | None = None, **kwargs: Any
    ) -> Any:
        return function(*args, who=Who(as_code, email, signing_key), **kwargs)

    for option in (
        click.option("--email", metavar="E-MAIL", help="The delegate who acts, by e-mail address."),
        click.option("--as", "as_code", metavar="CODE", help="The signatory who acts, if not that of `drafter as`."),
    ):
        with_who = option(with_who)
    return with_who  # type: ignore[return-value]


def rationale_option(function: Function) -> Function:
    """`--rationale`: why."""
    return click.option(
        "--rationale", "-m", required=True, metavar="TEXT", callback=said, help="Why; it is kept with the record."
    )(function)


def said(_context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Refuse a reason that says nothing, where one is given."""
    if value is not None and not value.strip():
        raise refuse(f"--{option.name} is empty", "say why, in a few words: others will ask")
    return value


reason_option = click.option(
    "--reason", "-m", metavar="TEXT", callback=said, help="Why, if that should be kept with the record."
)


def example(*lines: str) -> str:
    """Write an example, or several, as the epilog of a command's help, its lines kept."""
    named = "Example" if len(lines) == 1 else "Examples"
    shown = "\n  ".join(lines)
    return f"\b\n{named}:\n  {shown}"
