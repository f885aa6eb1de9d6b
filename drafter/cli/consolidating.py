"""`consolidate`: the agreed words and every live proposal, as one text, in every format."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import at_option, clause_option, example
from drafter.cli.output import printed_document, say_bytes, say_json, say_printed, tell
from drafter.cli.session import Session, compare_words, derived, nothing, read_with_answers
from drafter.cli.writing import Progress
from drafter.export.paper import FORMATS, Archive, Paper
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.draft.document import Style
    from drafter.draft.notebook import Notebook
    from drafter.model.negotiation import Negotiation
    from drafter.store.repository import Repository

_STYLES = ("clean", "bracketed", "redline", "compilation", "comparison", "marshalled")
_BINARY = ("docx", "pdf")


@click.command(
    "consolidate",
    epilog=example(
        "drafter consolidate --style redline --since Rev.1 -o changes.pdf\n"
        "  drafter consolidate --style redline --with NOR-NT -o norway.docx\n"
        "  drafter consolidate --clause scope..trade-secrets -o group-1.docx\n"
        "  drafter consolidate --style clean --signatures -o final.pdf"
    ),
)
@click.option("--style", type=click.Choice(_STYLES), default="bracketed", show_default=True, help="How to show it.")
@click.option("--attributed/--unattributed", default=True, help="Whether brackets name their parties.")
@click.option("--signatures", is_flag=True, help="Clean: with a place to sign for each State and organisation.")
@click.option(
    "--changes-only",
    is_flag=True,
    help="Bracketed, redline, comparison: without the paragraphs and clauses that nobody changes.",
)
@clause_option("An extract: only this clause, or those from one to another with what is proposed between them.")
@click.option("--with", "selected", metavar="AMENDMENT", multiple=True, help="As if this amendment were adopted.")
@click.option("--since", metavar="REV", help="What a redline compares with: Rev.1, a decision's commit, 2026-11-20.")
@at_option
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="Without it, by the name of -o; else text on a terminal, md in a pipe.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it there.")
@click.option(
    "--fonts",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    multiple=True,
    help="PDF: a directory of fonts for scripts that neither typst's own nor the system's have.",
)
@click.pass_obj
def consolidate_command(
    session: Session,
    style: Style,
    attributed: bool,
    signatures: bool,
    changes_only: bool,
    clause: str | None,
    selected: Sequence[str],
    since: str | None,
    at: str | None,
    form: str | None,
    output: Path | None,
    fonts: Sequence[Path],
) -> None:
    """Print the text: clean, with the brackets of all live proposals, as a redline, with every proposal in full, or
    with the proposals beside it; or the marshalled list of what is to be voted on, amendment by amendment.

    A redline `--with` amendments alone is, as Word file, today's text with their tracked changes.
    """
    if signatures and style != "clean":
        raise refuse("only a clean text is signed", "add --style clean")
    if signatures and clause is not None:
        raise refuse("only a whole text is signed", "leave out --clause")
    whole = not (selected or since or at or signatures or changes_only or clause)
    form = form or _form(output)
    ahead = compare_words if style == "bracketed" and not selected else nothing
    if form in _BINARY and output is None:
        raise refuse(f"{form} is not printed", f"name a file, with -o draft.{form}")
    if form == "akn" and (changes_only or clause is not None):
        left = "--changes-only" if changes_only else "--clause"
        raise refuse("Akoma Ntoso holds a whole text", f"leave out {left}, or choose another format")
    if form == "md" and output is None and whole:
        name = f"consolidate-{style}-{'attributed' if attributed else 'unattributed'}"
        with Progress() as progress:

            def make(repo: Repository, negotiation: Negotiation, notebook: Notebook) -> str:
                paper = Paper(negotiation=negotiation, style=style, attributed=attributed)
                return printed_document(_made(repo, paper, notebook, "md", progress).decode())

            printed = derived(session, name, at, make, meanwhile=ahead)
        say_bytes(printed)
        return
    with (
        Progress() as progress,
        session.repository() as repo,
        read_with_answers(repo, at, meanwhile=ahead) as (negotiation, notebook),
    ):
        from drafter.store.reading import read

        earlier = read(repo, since) if since is not None else None
        paper = Paper(
            negotiation=negotiation,
            style=style,
            attributed=attributed,
            selected=_ids(negotiation, selected),
            since=earlier,
            signatures=signatures,
            changes_only=changes_only,
            clauses=_clauses(negotiation, clause, earlier),
        )
        made = _made(repo, paper, notebook, form, progress, fonts)
        if output is not None:
            from drafter.store.destination import write_whole

            write_whole(output, made)
    if output is not None:
        tell(f"wrote {output}")
    elif form == "json":
        say_json(json.loads(made))
    elif form in ("md", "text"):
        say_printed(printed_document(made.decode()))
    else:
        # The formats of machines are printed as they are: what could command a terminal is not in them.
        sys.stdout.write(made.decode())


def _form(output: Path | None) -> str:
    """Know the format by the name of the file. Raises Refused."""
    if output is None:
        return "text" if sys.stdout.isatty() else "md"
    for form, (_, endings) in FORMATS.items():
        if output.suffix.lower() in endings:
            return form
    raise refuse(f"{output.name} does not say which format to write", f"add -f {', -f '.join(FORMATS)}")


def _ids(negotiation: Negotiation, selected: Sequence[str]) -> list[str]:
    from drafter.model import resolve

    return [resolve.amendment(negotiation, each).id for each in selected]


def _clauses(negotiation: Negotiation, clause: str | None, earlier: Negotiation | None) -> Sequence[str]:
    """Give the clauses of an extract; none of the whole text. What was there before is in a redline of it too."""
    from drafter.model import resolve

    if clause is None:
        return ()
    return resolve.span(negotiation, clause, earlier.treaty if earlier is not None else None)


def _made(
    repo: Repository, paper: Paper, notebook: Notebook, form: str, progress: Progress, fonts: Sequence[Path] = ()
) -> bytes:
    """Make the text in its format. Raises Refused."""
    from drafter.draft.brackets import Brackets
    from drafter.store.history import history
    from drafter.store.reading import read

    archive = Archive(
        issued=lambda name: read(repo, name),
        decided=lambda since, until: history(repo, since=since.treaty.commit, until=until.treaty.commit),
    )
    return paper.file(
        form,
        archive,
        lambda said, *_: progress.say(said),
        brackets=Brackets(paper.negotiation, notebook=notebook),
        foretell=progress.note,
        fonts=fonts,
    )
