"""`consolidate`: the agreed words and every live proposal, as one text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import at_option, example
from drafter.cli.output import say_json, say_whole, tell
from drafter.cli.session import Session
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.draft.document import Style

_STYLES = ("clean", "bracketed", "redline", "compilation", "comparison")
_FORMATS = ("md", "json")


@click.command("consolidate", epilog=example("drafter consolidate --style redline --since Rev.1 -o changes.md"))
@click.option("--style", type=click.Choice(_STYLES), default="bracketed", show_default=True, help="How to show it.")
@click.option("--attributed/--unattributed", default=True, help="Whether brackets name their parties.")
@click.option("--with", "selected", metavar="AMENDMENT", multiple=True, help="As if this amendment were adopted.")
@click.option("--since", metavar="REV", help="What a redline compares with: an issued text or a commit of main.")
@at_option
@click.option("-f", "--format", "form", type=click.Choice(_FORMATS), help="Without it, by the name of -o; else md.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it there.")
@click.pass_obj
def consolidate_command(
    session: Session,
    style: Style,
    attributed: bool,
    selected: Sequence[str],
    since: str | None,
    at: str | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Print the consolidated text: clean, with the brackets of all live proposals, or as a redline."""
    from drafter.draft.consolidate import consolidate
    from drafter.export.data import data
    from drafter.export.markdown import markdown
    from drafter.model import resolve
    from drafter.store.reading import read

    if form is None:
        form = "json" if output is not None and output.suffix == ".json" else "md"
    with session.negotiation(at) as (repo, negotiation):
        document = consolidate(
            negotiation,
            style=style,
            attributed=attributed,
            since=read(repo, since) if since is not None else None,
            selected=[resolve.amendment(negotiation, each).id for each in selected],
        )
    if output is None:
        if form == "json":
            say_json(data(document))
        else:
            say_whole(markdown(document))
        return
    text = json.dumps(data(document), ensure_ascii=False, indent=2) + "\n" if form == "json" else markdown(document)
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise refuse(f"can't be written: {error.strerror}", "name another file", file=str(output)) from None
    tell(f"wrote {output}")
