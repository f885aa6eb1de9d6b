"""`import`: a text in Markdown or Word becomes clause files, a delegate's Word file becomes amendments."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import example, format_option
from drafter.cli.output import coloured, columns, recorded, say, say_json, tell
from drafter.cli.redline import print_redline, redline
from drafter.cli.session import Session, Who
from drafter.cli.taken import counted, split_file, tell_doubts, word_reader
from drafter.cli.wording import read_file
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.intake.docx import ReadAmendment, ReadAmendments
    from drafter.intake.markdown import Split
    from drafter.model.negotiation import Negotiation
    from drafter.store.repository import Repository


@click.command("import", epilog=example('drafter import returned.docx --as amendment -m "As discussed on Tuesday."'))
@click.argument("file", metavar="FILE")
@click.option(
    "--as",
    "as_",
    type=click.Choice(["clauses", "amendment"]),
    default="clauses",
    show_default=True,
    help="What it becomes.",
)
@click.option("--rationale", "-m", metavar="TEXT", default="", help="With amendment: why, where the file doesn't say.")
@click.option("--untracked", is_flag=True, help="With amendment: take words that were changed without tracking too.")
@click.option("--by", "code", metavar="CODE", help="With amendment: who proposes, if not that of `drafter as`.")
@click.option("--email", metavar="E-MAIL", help="With amendment: the delegate who acts, by e-mail address.")
@click.option("--on-behalf-of", "group", metavar="GROUP", help="With amendment: propose it for a group.")
@format_option("text", "json")
@click.pass_obj
def import_command(
    session: Session,
    file: str,
    as_: str,
    rationale: str,
    untracked: bool,
    code: str | None,
    email: str | None,
    group: str | None,
    form: str,
) -> None:
    """Turn a text in Markdown or Word into clause files, or a Word file with tracked changes into your amendments.

    Clause files go to clauses/, behind those that are there: nothing is overwritten and nothing recorded.
    Amendments are recorded, one for each author and clause; the comments of the file are their rationale.
    """
    if as_ == "amendment":
        _import_amendments(session, file, rationale, Who(code, email, None), group, form, untracked=untracked)
    else:
        _import_clauses(session, file, form)


def _import_clauses(session: Session, file: str, form: str) -> None:
    from drafter.store.reading import main_files, read_text

    done = split_file(file)
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
        orders = (name.partition("-")[0].partition(".")[0] for name in present)
        last = max((order for order in orders if order.isdecimal()), key=int, default="000")
        title = read_text(repo).treaty.roster.title
        written = _write(directory, done, last)
    problems = tell_doubts(done, file, title)
    if form == "json":
        say_json({"clauses": [path.name for path in written], "problems": problems})
        return
    say(f"Wrote {counted(len(written), 'clause file')} to {directory}.")
    say("Next: `drafter check`, then `drafter edit --all --reason ...` (secretariat)")


def _write(directory: Path, done: Split, last: str) -> list[Path]:
    """Write the clause files behind those that are there; all of them or none."""
    from drafter.model.treaty import order_at_end

    directory.mkdir(exist_ok=True)
    written: list[Path] = []
    try:
        for clause in done.clauses:
            last = order_at_end(last)
            path = directory / f"{last}-{clause.id}.md"
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
            written.append(path)
            with os.fdopen(handle, "wb") as stream:
                stream.write(clause.source.encode())
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise refuse(f"can't be written: {error.strerror}", "nothing was imported", file=str(directory)) from None
    return written


def _import_amendments(
    session: Session, file: str, rationale: str, who: Who, group: str | None, form: str, *, untracked: bool
) -> None:
    """Record what a Word file proposes, in the name of who acts, for a group if one is given.

    Raises Refused when nothing of it can be recorded.
    """
    from drafter.store import recording

    if not file.lower().endswith(".docx"):
        raise refuse(
            "only a Word file holds tracked changes", "table another text with `drafter amend CLAUSE --file`", file=file
        )
    data = read_file(file)
    with session.negotiation() as (repo, negotiation):
        identity = who.identity(repo, negotiation.treaty)
        read = _read(repo, negotiation, data, file)
        problems = [str(problem) for problem in read.problems]
        mine = []
        for each in read.amendments:
            why = _not_mine(each, identity.code, untracked=untracked) or _already(each, identity.code, negotiation)
            if why is None:
                mine.append(each)
            else:
                problems.append(f"{file}: {why}")
        for problem in problems:
            tell(f"warning: {problem}")
        if not mine:
            remedy = "the warnings say why" if problems else "what it changes is tabled already, or it changes nothing"
            raise refuse(f"it proposes nothing that {identity.code} can table", remedy, file=file)
        acts = []
        tabling = [
            (each, {each.change.clause: each.change.after}, each.rationale or rationale)
            for each in mine
            if each.change.after is not None
        ]
        if group is not None:
            recording.check_speaker(repo, identity, group)
        # All of them or none: what is recorded already would be tabled once more when the file has been mended.
        for each, proposed, said in tabling:
            recording.check_amend(repo, identity, proposed, said, to=each.to)
        for each, proposed, said in tabling:
            _show(each, form)
            act = recording.amend(repo, identity, proposed, said, to=each.to)
            done = [act, *([recording.propose_for(repo, identity, act, group)] if group is not None else [])]
            acts.extend(done)
            if form == "text":
                say("".join(f"Recorded {one.commit[:10]}: {one.subject}\n" for one in done))
    if form == "json":
        say_json({"recorded": [recorded(act) for act in acts], "problems": problems})
    else:
        say(f"Next: `drafter amendments --by {identity.code}`")


def _read(repo: Repository, negotiation: Negotiation, data: bytes, file: str) -> ReadAmendments:
    """Read the file on the text from which it was made, and carry what it proposes to today's."""
    from drafter.model.problem import Refused
    from drafter.store.reading import read

    reader = word_reader()
    found: ReadAmendments = reader.amendments(data, negotiation, file=file)
    if found.commit in ("", negotiation.treaty.commit):
        return found
    try:
        base = read(repo, found.commit).treaty
    except Refused:
        tell(f"warning: {file}: the text from which it was made is not in this clone; compared with today's")
        return found
    carried: ReadAmendments = reader.amendments(data, negotiation, base=base, file=file)
    return carried


def _not_mine(each: ReadAmendment, code: str, *, untracked: bool) -> str | None:
    """Say why a proposal of the file can't be recorded by who acts, or None when it can."""
    clause = each.change.before or each.change.after
    title = clause.designation if clause is not None else each.change.clause
    if each.signatory is not None and each.signatory != code:
        return f"what {each.author} proposes on {title} is {each.signatory}'s to table"
    if not each.tracked and not untracked:
        return f"words of {title} were changed without tracking; --untracked proposes them too"
    return None


def _already(each: ReadAmendment, code: str, negotiation: Negotiation) -> str | None:
    """Say which amendment of who acts proposes the same words: a file that is imported twice proposes nothing new."""
    for amendment in negotiation.live:
        change = amendment.change(each.change.clause)
        same = change is not None and change.proposed_text == each.change.proposed_text
        if same and amendment.signatory == code and amendment.parent == each.to:
            clause = each.change.after or each.change.before
            return (
                f"what it proposes on {clause.designation if clause else each.change.clause} is tabled: {amendment.id}"
            )
    return None


def _show(each: ReadAmendment, form: str) -> None:
    """Print what will be recorded, word by word."""
    if form == "json" or each.change.after is None:
        return
    say(f"{each.change.after.title}\n")
    before = each.change.before.text if each.change.before is not None else ""
    print_redline(redline(before, each.change.proposed_text or "", coloured=coloured(), columns=columns()))
    say()
