"""`diff`: what changed, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import example, format_option
from drafter.cli.output import coloured, columns, say, say_json
from drafter.cli.redline import clause_redline, print_redline
from drafter.cli.session import Session
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.draft.comparison import Pair
    from drafter.model.negotiation import Negotiation
    from drafter.store.repository import Repository


@click.command("diff", epilog=example("drafter diff NOR-NT\n  drafter diff critical-infrastructure --from Rev.1"))
@click.argument("targets", nargs=-1, metavar="[TARGET]")
@click.option(
    "--from",
    "from_",
    metavar="REV",
    help="The older text: Rev.1, the commit of a decision, 2026-11-20; without it the last issued one.",
)
@click.option("--to", metavar="REV", help="The newer text; without it, now.")
@click.option("--accounted", is_flag=True, help="Name what is behind each change; status 1 for unattributed ones.")
@click.option("--no-index", is_flag=True, help="Compare any two files, A and B.")
@format_option("text", "json")
@click.pass_obj
def diff_command(
    session: Session,
    targets: Sequence[str],
    from_: str | None,
    to: str | None,
    accounted: bool,
    no_index: bool,
    form: str,
) -> int:
    """Show what changed between two texts, or what an amendment changes in its base, word by word.

    TARGET is a clause or an amendment; without it, the whole treaty is compared.
    """
    if no_index:
        if len(targets) != 2 or from_ or to:
            raise refuse("--no-index compares two files", "write `drafter diff --no-index A B`")
        _say([(str(targets[1]), _words(targets[0]), _words(targets[1]), None)], form)
        return 0
    if len(targets) > 1:
        raise refuse(f"{len(targets)} targets are named", "name one, or two files behind --no-index")
    if accounted:
        from drafter.cli.provenance import say_account

        return say_account(session, from_, to, targets[0] if targets else None, form)
    with session.negotiation(to) as (repo, negotiation):
        target = targets[0] if targets else None
        pairs = _pairs(repo, negotiation, target, from_)
        _say([(pair.clause, pair.old, pair.new, pair.renumbered) for pair in pairs], form)
    return 0


def _pairs(repo: Repository, after: Negotiation, target: str | None, from_: str | None) -> Sequence[Pair]:
    from drafter.draft.comparison import between, of_amendment
    from drafter.model import resolve
    from drafter.store.reading import read

    found = None
    # A clause that is gone now is still one of the older text.
    if target is not None and (from_ is None or target in after.treaty.by_id or "-" in target[:4]):
        found = resolve.target(after, target)
    if found is not None and found.amendment:
        if from_ is not None:
            raise refuse("an amendment is compared with its own base", "leave out --from")
        return of_amendment(after.by_id[found.amendment])
    if found is not None and found.label:
        raise refuse(f"{found} is a provision", f"name its clause, {found.clause}")
    start = from_ if from_ is not None else _last_text(after)
    before = read(repo, start)
    if target is not None and target not in after.treaty.by_id:
        resolve.clause(before, target)
    return between(before.treaty, after.treaty, clause=target)


def _last_text(negotiation: Negotiation) -> str:
    """The text with which a text is compared: the issue before it, or the one with which the talks began."""
    earlier = [each for each in negotiation.issues if each.name != negotiation.issue]
    return earlier[-1].name if earlier else negotiation.treaty.root


def _words(file: str) -> str:
    try:
        return Path(file).read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise refuse("the file is not UTF-8", "save it as UTF-8", file=file, line=line) from None
    except OSError as error:
        raise refuse(f"can't be read: {error.strerror}", "name another file", file=file) from None


def _say(pairs: Sequence[tuple[str, str, str, tuple[str, str] | None]], form: str) -> None:
    from drafter.text.diff import diff

    if form == "json":
        edits = []
        for clause, old, new, _ in pairs:
            found = diff(old, new)
            edits += [
                {
                    "clause": clause,
                    "old": found.deleted(each),
                    "new": found.inserted(each),
                    "start": each.start,
                    "end": each.end,
                    "editorial": found.editorial(each),
                }
                for each in found.edits
            ]
        renumbered = [{"clause": clause, "old": each[0], "new": each[1]} for clause, _, _, each in pairs if each]
        say_json({"edits": edits, "renumbered": renumbered})
        return
    changed = [
        (clause, clause_redline(old, new, renumbered, coloured=coloured(), columns=columns()))
        for clause, old, new, renumbered in pairs
    ]
    for place, (clause, text) in enumerate(changed):
        if place:
            say()
        if len(changed) > 1 or text:
            say(f"{clause}:\n")
        print_redline(text)
    if not changed:
        say("no word differs")
