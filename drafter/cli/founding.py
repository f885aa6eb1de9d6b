"""`init` and `import`: a text becomes a treaty repository."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import example, format_option
from drafter.cli.output import say, say_json, shortened, tell
from drafter.cli.session import Session
from drafter.cli.wording import read_file
from drafter.model.problem import Problem, Refused, refuse

if TYPE_CHECKING:
    from drafter.intake.markdown import Split
    from drafter.model.clause import Clause
    from drafter.model.signatory import Delegate


@click.command(
    "init", epilog=example('drafter init climate-pact --title "Pact on ..." --from draft.md --signatories un')
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="TITLE", help="The title of the treaty; without it, that of the text.")
@click.option("--from", "from_", metavar="FILE", help="The draft, in Markdown: its headings become parts and articles.")
@click.option(
    "--signatories",
    metavar="un|FILE",
    help="Who takes part: all members of the United Nations, or the tables of a file.",
)
@click.option(
    "--delegate", metavar='"NAME <E-MAIL>"', help="You, the secretariat's first delegate; without it, as git knows you."
)
@format_option("text", "json")
@click.pass_obj
def init_command(
    session: Session,
    directory: Path,
    title: str | None,
    from_: str | None,
    signatories: str | None,
    delegate: str | None,
    form: str,
) -> None:
    """Begin a treaty repository in DIR, which must be new or empty. You become the delegate of its secretariat.

    Every byte of the draft is kept; what is doubtful in it is told.
    """
    from drafter.intake.states import signatories_file, treaty_id, un_parties
    from drafter.model.ids import SECRETARIAT
    from drafter.store import recording
    from drafter.store.identity import Identity, become

    founder = _founder(session, delegate)
    done = _split(from_) if from_ is not None else None
    name = title or (done.title if done is not None else "") or directory.absolute().name
    parties = "" if signatories is None else un_parties() if signatories == "un" else _text(signatories)
    made = signatories_file(
        parties, id=treaty_id(name), title=name, founder=founder, file=signatories or "signatories.toml"
    )
    if isinstance(made, Problem):
        raise Refused(made)
    source, roster = made
    if title is not None and roster.title != title:
        raise refuse(f"{signatories} says another title", "leave out --title, or change it there", file=signatories)
    clauses = done.clauses if done is not None else _blank()
    if not clauses:
        raise refuse("there is no text in it", "name another file", file=from_)
    files = {"signatories.toml": source, **{clause.path: clause.source.encode() for clause in clauses}}
    place = session.directory / directory
    who = Identity(SECRETARIAT, roster.delegate(SECRETARIAT, founder.email) or founder)
    with recording.found(place, files, who, f"Begin the negotiation of {shortened(roster.title, 60)}") as repo:
        become(repo, roster, SECRETARIAT, founder.email)
    problems = _tell(done, from_)
    if form == "json":
        say_json(
            {
                "directory": str(place),
                "id": roster.id,
                "title": roster.title,
                "clauses": [clause.id for clause in clauses],
                "signatories": [each.code for each in roster.signatories],
                "problems": problems,
            }
        )
        return
    say(f"Began {roster.title} in {place}: {_count(len(clauses), 'clause')}, {_parties(len(roster.signatories))}.")
    say(f"You are its secretariat: {who.delegate.name} <{who.delegate.email}>.")
    say(f'Next: `cd {directory}`, `drafter check`, `drafter delegate add CODE "NAME <E-MAIL>"`, `drafter list`')


@click.command("import", epilog=example("drafter import draft.md --as clauses"))
@click.argument("file", metavar="FILE")
@click.option(
    "--as", "as_", type=click.Choice(["clauses"]), default="clauses", show_default=True, help="What it becomes."
)
@format_option("text", "json")
@click.pass_obj
def import_command(session: Session, file: str, as_: str, form: str) -> None:
    """Turn a Markdown text into clause files in the work tree, behind those that are there.

    Nothing is overwritten and nothing recorded: look at the files, then commit them to main before the talks begin.
    """
    from drafter.store.reading import main_files

    done = _split(file)
    with session.repository() as repo:
        if repo.bare:
            raise refuse("a bare repository has no work tree", "import into a clone")
        directory = repo.root / "clauses"
        present = {place.name for place in directory.iterdir()} if directory.is_dir() else set()
        present |= {Path(path).name for path in main_files(repo) if path.startswith("clauses/")}
        ids = {name.partition("-")[2].removesuffix(".md") for name in present}
        taken = [clause.id for clause in done.clauses if clause.id in ids]
        if taken:
            raise refuse(
                f"the treaty has clauses {', '.join(taken[:6])} already",
                "change the headings in the file, or begin a treaty of its own with `drafter init --from`",
                file=file,
            )
        last = max((int(name.partition("-")[0]) for name in present if name.partition("-")[0].isdigit()), default=0)
        written = _write(directory, done, last)
    problems = _tell(done, file)
    if form == "json":
        say_json({"clauses": [path.name for path in written], "problems": problems})
        return
    say(f"Wrote {_count(len(written), 'clause file')} to {directory}.")
    say("Next: `drafter check`, then `git add clauses` and `git commit` on main")


def _write(directory: Path, done: Split, last: int) -> list[Path]:
    """Write the clause files behind those that are there; all of them or none."""
    directory.mkdir(exist_ok=True)
    written: list[Path] = []
    try:
        for place, clause in enumerate(done.clauses, 1):
            path = directory / f"{last // 10 * 10 + place * 10:03}-{clause.id}.md"
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
            written.append(path)
            with os.fdopen(handle, "wb") as stream:
                stream.write(clause.source.encode())
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise refuse(f"can't be written: {error.strerror}", "nothing was imported", file=str(directory)) from None
    return written


def _founder(session: Session, named_as: str | None) -> Delegate:
    """Give who begins the treaty. Raises Refused."""
    from drafter.intake.delegates import named
    from drafter.model.signatory import Delegate
    from drafter.store.author import author

    if named_as is not None:
        return named(named_as, None)
    known = author(Path.cwd())
    if known is None:
        raise refuse("git doesn't know who you are", 'say it with --delegate "NAME <E-MAIL>"')
    return Delegate(*known)


def _text(file: str) -> str:
    try:
        return read_file(file).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise refuse("the file is not UTF-8", "save it as UTF-8", rule="utf-8", file=file, line=line) from None


def _split(file: str) -> Split:
    from drafter.intake.markdown import split

    return split(_text(file), file)


def _blank() -> tuple[Clause, ...]:
    """Give the clauses of a treaty that is still to be written."""
    from drafter.model.clause import compose_clause
    from drafter.model.terms import Kind

    return (compose_clause("preamble", "010", kind=Kind.PREAMBLE, body="The Parties,\n\nHave agreed as follows:\n"),)


def _tell(done: Split | None, file: str | None) -> list[dict[str, object]]:
    """Tell what is doubtful in the text, and what of it is not part of the treaty."""
    if done is None:
        return []
    others = [key for key in done.metadata if key != "title"]
    if others:
        tell(f"{file}: the front matter was read for the title; {', '.join(others)} is not part of the treaty")
    for problem in done.problems:
        tell(f"warning: {problem}")
    return [
        {"file": each.file, "line": each.line, "rule": each.rule, "message": each.message} for each in done.problems
    ]


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _parties(number: int) -> str:
    return "no signatories yet" if number == 0 else "1 signatory" if number == 1 else f"{number} signatories"
