"""`amend`, `revise` and `withdraw`: proposals."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import base_option, example, format_option, group_option, rationale_option, who_options
from drafter.cli.output import coloured, columns, say, say_recorded, tell
from drafter.cli.redline import clause_redline, print_redline
from drafter.cli.session import Session, Who, find_amendment
from drafter.cli.wording import clause_from, edited, read_file
from drafter.model.ids import CLAUSE_ID
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.model.amendment import Amendment, Change
    from drafter.model.clause import Clause
    from drafter.model.negotiation import Act, Negotiation
    from drafter.model.treaty import Treaty
    from drafter.store.identity import Identity
    from drafter.store.repository import Repository

_FILE_HELP = (
    "The text as proposed: the clause's whole file, or what stands below its front matter; - for standard input."
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A clause before and as proposed, on which commit it was written, and the file that an editor left.

    A person writes for an hour; what main adopts meanwhile must not look like words that the proposal takes out.
    """

    before: Clause | None
    after: Clause
    base: str
    left: Path | None = None
    at_work: bool = False
    """Whether it was edited in the work tree."""


@click.command(
    "amend", epilog=example('drafter amend critical-infrastructure --edit --rationale "Cables are as critical."')
)
@click.argument("clause", required=False)
@click.option("--file", metavar="FILE", help=_FILE_HELP)
@click.option("--edit", is_flag=True, help="Write it in your editor (EDITOR).")
@base_option
@click.option("--delete", is_flag=True, help="Propose to delete the clause.")
@click.option("--after", metavar="CLAUSE", help="Propose a new clause behind this one.")
@click.option("--id", metavar="ID", help="With --after: the id of the new clause.")
@click.option("--number", metavar="NUMBER", default="", help='With --after: its number, such as "4 bis".')
@click.option("--heading", metavar="TEXT", default="", help="With --after: its heading.")
@click.option("--retain", is_flag=True, help="Ask to keep the clause or provision as it is.")
@click.option("--against", metavar="AMENDMENT", help="With --retain: against this amendment alone.")
@click.option("--to", "parent", metavar="AMENDMENT", help="Amend what this amendment proposes.")
@click.option("--take-over", metavar="AMENDMENT", help="Put forward what this amendment proposed and nobody does now.")
@group_option
@rationale_option
@who_options
@format_option("text", "json")
@click.pass_obj
def amend_command(
    session: Session,
    clause: str | None,
    file: str | None,
    edit: bool,
    base: str | None,
    delete: bool,
    after: str | None,
    id: str | None,
    number: str,
    heading: str,
    retain: bool,
    against: str | None,
    parent: str | None,
    take_over: str | None,
    group: str | None,
    rationale: str,
    who: Who,
    form: str,
) -> None:
    """Table an amendment: a whole clause as it should read.

    Without --file or --edit it is the clause as you have changed its file in clauses/. What is recorded is shown first,
    word by word.
    """
    from drafter.model import resolve
    from drafter.store import recording
    from drafter.store.reading import read

    _check_options(
        clause, file=file, edit=edit, delete=delete, after=after, id=id, retain=retain, against=against, parent=parent,
        described=bool(number or heading), base=base, take_over=take_over,
    )  # fmt: skip
    with session.negotiation() as (repo, negotiation):
        identity = who.identity(repo, negotiation.treaty)
        if group is not None:
            recording.check_speaker(repo, identity, group)
        if retain:
            about = resolve.target(negotiation, clause or "")
            other = resolve.amendment(negotiation, against).id if against is not None else None
            act = recording.retain(repo, identity, [about], rationale, against=other)
            _say_tabled(repo, identity, act, group, form)
            return
        if take_over is not None:
            _take_over(repo, negotiation, identity, resolve.amendment(negotiation, take_over), rationale, group, form)
            return
        to = resolve.amendment(negotiation, parent) if parent is not None else None
        on = read(repo, base) if base is not None else negotiation
        commit = to.commit if to is not None else on.treaty.commit
        if after is not None:
            proposed = new_clause(repo, negotiation, after, id or "", number, heading, file=file, edit=edit)
        else:
            before = _base(on, clause or "", to)
            if delete:
                proposed = Proposed(before, before.with_value("status", "deleted"), commit)
            else:
                proposed = written(repo, on.treaty, before, commit, file=file, edit=edit, at_work=to is None)
        act = recording.amend(
            repo,
            identity,
            {proposed.after.id: proposed.after},
            rationale,
            to=to.id if to is not None else None,
            base=proposed.base,
        )
        _show(proposed, form)
        _forget(proposed)
        _say_tabled(repo, identity, act, group, form)
        _tell_work_tree(proposed)


@click.command("revise", epilog=example('drafter revise FRA-PG --file newer.md --rationale "As discussed on Tuesday."'))
@click.argument("amendment")
@click.option("--clause", metavar="CLAUSE", help="Which of its clauses, when it changes several.")
@click.option("--file", metavar="FILE", help=_FILE_HELP)
@click.option("--edit", is_flag=True, help="Write it in your editor (EDITOR).")
@base_option
@group_option
@rationale_option
@who_options
@format_option("text", "json")
@click.pass_obj
def revise_command(
    session: Session,
    amendment: str,
    clause: str | None,
    file: str | None,
    edit: bool,
    base: str | None,
    group: str | None,
    rationale: str,
    who: Who,
    form: str,
) -> None:
    """Put a new version of your amendment on the table, on the text as it stands now.

    Without --file or --edit it is the clause as you have changed its file in clauses/. Earlier versions stay on record.
    """
    from drafter.draft.standing import Standings
    from drafter.model import resolve
    from drafter.store import recording
    from drafter.store.reading import read

    if file is not None and edit:
        raise refuse("--file and --edit exclude each other", "leave one out")
    if base is not None and file is None:
        raise refuse("--base says from which text the --file was made", "leave it out")
    with session.negotiation() as (repo, negotiation):
        identity = who.identity(repo, negotiation.treaty)
        if group is not None:
            recording.check_speaker(repo, identity, group)
        found = resolve.amendment(negotiation, amendment)
        parent = _pending_parent(negotiation, found)
        before = _revised(negotiation, found, parent, clause)
        treaty = negotiation.treaty
        commit = treaty.commit if parent is None else parent.commit
        if base is not None:
            if parent is not None:
                raise refuse(f"the text of {parent.id} is what {found.id} changes", "leave out --base")
            commit = read(repo, base).treaty.commit
        elif file is not None and parent is None:
            _tell_changed(treaty, found, before.id)
        proposed = written(repo, treaty, before, commit, file=file, edit=edit, at_work=parent is None)
        act = recording.revise(
            repo, identity, found.id, {proposed.after.id: proposed.after}, rationale, base=proposed.base
        )
        _show(proposed, form)
        _forget(proposed)
        say_recorded(act, form, [f"`drafter show {found.id}`"])
        _say_for_group(repo, identity, act, group, form)
    _tell_work_tree(proposed)
    before_it = Standings(negotiation).proponent(found.id)
    if group is None and before_it != identity.code:
        again = f"`drafter position {found.id} support --on-behalf-of {before_it}`"
        tell(f"{before_it} has not spoken about the new words: {again} says that they are its proposal too")


@click.command("withdraw", epilog=example("drafter withdraw FRA-PG"))
@click.argument("amendment")
@click.option("--statement", "-m", metavar="TEXT", default="", help="What to say with it; it is kept with the record.")
@who_options
@format_option("text", "json")
@click.pass_obj
def withdraw_command(session: Session, amendment: str, statement: str, who: Who, form: str) -> None:
    """Withdraw your amendment. It stays on record, and another signatory may take it over (`amend --take-over`)."""
    from drafter.store import recording

    with session.repository() as repo:
        treaty, id = find_amendment(repo, amendment)
        act = recording.withdraw(repo, who.identity(repo, treaty), id, statement)
    say_recorded(act, form, [f"`drafter show {id}`"])


def _check_options(
    clause: str | None,
    *,
    file: str | None,
    edit: bool,
    delete: bool,
    after: str | None,
    id: str | None,
    retain: bool,
    against: str | None,
    parent: str | None,
    described: bool,
    base: str | None,
    take_over: str | None,
) -> None:
    """Check that the options say one thing. Raises Refused."""
    if take_over is not None:
        others = (clause, file, after, id, against, parent, base)
        if any(each is not None for each in others) or edit or delete or retain or described:
            raise refuse("--take-over takes over a whole amendment", "leave out the clause and what describes its text")
        return
    ways = [
        name
        for name, chosen in (
            ("--file", file is not None),
            ("--edit", edit),
            ("--delete", delete),
            ("--retain", retain),
        )
        if chosen
    ]
    if len(ways) > 1:
        raise refuse(f"{' and '.join(ways)} exclude each other", "leave out all but one")
    if base is not None and (file is None or after is not None or parent is not None):
        raise refuse("--base says from which text the --file of a clause was made", "leave it out")
    if after is None:
        if clause is None:
            raise refuse("no clause is named", "name one, or a place for a new one with --after")
        if id is not None or described:
            raise refuse("--id, --number and --heading describe a new clause", "say behind which one with --after")
    else:
        if clause is not None or delete or retain or parent is not None:
            raise refuse("--after proposes a new clause", "leave out the clause, --delete, --retain and --to")
        if id is None or not CLAUSE_ID.match(id):
            said = f"`{id}` is not an id" if id is not None else "the new clause has no id"
            raise refuse(said, "give it one with --id, in small letters, digits and hyphens")
        if file is None and not edit:
            raise refuse("the new clause has no text", "give it with --file or --edit")
    if against is not None and not retain:
        raise refuse("--against says what --retain is about", "add --retain, or leave out --against")
    if retain and parent is not None:
        raise refuse("--retain changes no amendment", "say --against, not --to")


def _take_over(
    repo: Repository,
    negotiation: Negotiation,
    who: Identity,
    left: Amendment,
    rationale: str,
    group: str | None,
    form: str,
) -> None:
    """Table what an amendment proposed, on the text as it stands. Raises Refused, also where that no longer fits."""
    from drafter.store import recording
    from drafter.text.carry import plan

    if not left.changes:
        kept = " ".join(str(target) for target in left.retains)
        raise refuse(f"{left.id} asks to keep words", f"ask for it yourself: `drafter amend {kept} --retain`")
    parent = _pending_parent(negotiation, left)
    if parent is not None:
        raise refuse(f"{left.id} changes {parent.id}", f"amend that one: `drafter amend CLAUSE --to {parent.id}`")
    treaty = negotiation.treaty
    planned = plan(treaty, [left])
    if left.status.left and not planned.clauses:
        if not planned.refused:
            raise refuse(f"the agreed text says what {left.id} proposed already")
        remedy = f"write the clause as it should read, from `drafter show {left.id}`, and give it with --file"
        raise refuse(f"{left.id} no longer fits: {planned.refused[0].reason}", remedy, status=1)
    act = recording.amend(repo, who, planned.clauses, rationale, base=treaty.commit, taken_over=left.id)
    for id, clause in planned.clauses.items():
        _show(Proposed(treaty.by_id.get(id), clause, treaty.commit), form)
    _say_tabled(repo, who, act, group, form)


def _base(negotiation: Negotiation, name: str, parent: Amendment | None) -> Clause:
    """Give the clause that is amended: as it stands, or as another amendment proposes it. Raises Refused."""
    from drafter.model import resolve

    if parent is not None:
        change = _proposal(parent, name)
        assert change.after is not None
        return change.after
    return resolve.clause(negotiation, name)


def _pending_parent(negotiation: Negotiation, amendment: Amendment) -> Amendment | None:
    """Give what a sub-amendment changes, while that is not yet part of the agreed text."""
    parent = negotiation.by_id.get(amendment.parent) if amendment.parent is not None else None
    return parent if parent is not None and parent.live else None


def _proposal(amendment: Amendment, name: str | None) -> Change:
    """Give what an amendment does to a clause that it leaves in the text. Raises Refused."""
    if not amendment.changes:
        raise refuse(f"{amendment.id} proposes no text", "it asks to retain; withdraw it, or table another one")
    named = [change for change in amendment.changes if name in (None, change.clause)]
    listed = ", ".join(change.clause for change in amendment.changes)
    if not named:
        raise refuse(f"{amendment.id} doesn't change `{name}`", f"it changes {listed}")
    if len(named) > 1:
        raise refuse(f"{amendment.id} changes several clauses", f"say which with --clause: {listed}")
    (change,) = named
    if change.after is None:
        raise refuse(f"{amendment.id} proposes to delete {change.clause}", "table another amendment")
    return change


def _revised(negotiation: Negotiation, amendment: Amendment, parent: Amendment | None, name: str | None) -> Clause:
    """Give a clause as an amendment proposes it, on the text that it changes as that stands now, where it still fits.

    That is the agreed text, or that of the pending parent: the words which that proposes are not the sub-amendment's
    to take back. Raises Refused.
    """
    from drafter.text.carry import carry

    change = _proposal(amendment, name)
    assert change.after is not None
    changed = parent.change(change.clause) if parent is not None else None
    now = changed.after if changed is not None else negotiation.treaty.by_id.get(change.clause)
    return carry(change, now).clause or change.after


def written(
    repo: Repository,
    treaty: Treaty,
    before: Clause,
    commit: str,
    *,
    file: str | None,
    edit: bool,
    at_work: bool,
) -> Proposed:
    """Give a clause as it was written: in a file, in an editor, otherwise in the work tree.

    `commit` is where `before` stands, `treaty` what it is a clause of. Raises Refused.
    """
    if file is not None:
        return Proposed(before, clause_from(read_file(file), before, file, treaty.clauses), commit)
    if edit:
        content, place = edited(repo, before)
        return Proposed(before, clause_from(content, before, str(place)), commit, place)
    if not at_work:
        raise refuse("no text is given", "give it with --file or --edit")
    from drafter.store.reading import read, working_base, working_clause
    from drafter.store.recording.worktree import catch_up

    if not repo.bare:
        catch_up(repo)
    content = working_clause(repo, before.id)
    base = working_base(repo)
    edited_text = before if base == commit else read(repo, base).treaty.by_id.get(before.id, before)
    return Proposed(edited_text, clause_from(content, edited_text, before.path), base, at_work=True)


def new_clause(
    repo: Repository,
    negotiation: Negotiation,
    after: str,
    id: str,
    number: str,
    heading: str,
    *,
    file: str | None,
    edit: bool,
) -> Proposed:
    """Give a new clause behind another one. Raises Refused."""
    from drafter.model import resolve
    from drafter.model.clause import compose_clause
    from drafter.model.treaty import order_after

    neighbour = resolve.clause(negotiation, after)
    if id in negotiation.treaty.by_id:
        raise refuse(f"`{id}` is the id of {negotiation.treaty.by_id[id].path}", "choose another one")
    try:
        order = order_after(negotiation.treaty, neighbour.id, id, negotiation.added)
        language = negotiation.treaty.roster.language
        blank = compose_clause(id, order, kind=neighbour.kind, number=number, heading=heading, language=language)
    except ValueError as error:
        raise refuse(f"the new clause can't be made: {error}", "change its number, heading or id") from None
    commit = negotiation.treaty.commit
    if file is not None:
        return Proposed(None, clause_from(read_file(file), blank, file), commit)
    content, place = edited(repo, blank) if edit else (b"", None)
    return Proposed(None, clause_from(content, blank, str(place)), commit, place)


def _show(proposed: Proposed, form: str) -> None:
    """Print what was recorded, word by word."""
    if form == "json":
        return
    from drafter.draft.comparison import Pair

    pair = Pair(proposed.after.id, proposed.before, proposed.after)
    if pair.differs:
        say(f"{proposed.after.title}\n")
        print_redline(clause_redline(pair.old, pair.new, pair.renumbered, coloured=coloured(), columns=columns()))
        say()


def _forget(proposed: Proposed) -> None:
    if proposed.left is not None:
        proposed.left.unlink(missing_ok=True)


def _tell_changed(treaty: Treaty, amendment: Amendment, clause: str) -> None:
    """Say that a file made from the text on which an amendment was tabled would take back what was decided since."""
    change, now = amendment.change(clause), treaty.by_id.get(clause)
    if change is not None and change.before is not None and now is not None and change.before.text != now.text:
        said = f"{clause} has changed since {amendment.id} was tabled"
        tell(f"{said}; if your file was made from an older text, name that with --base, or it takes back what changed")


def _tell_work_tree(proposed: Proposed) -> None:
    """Say that the edited clause is still in the work tree, where it hides the agreed one."""
    if proposed.at_work:
        tell(f"your text is still in the work tree; `git restore {proposed.after.path}` puts the agreed one back")


def _say_for_group(repo: Repository, who: Identity, act: Act, group: str | None, form: str) -> None:
    """Record and say that what was just put on the table is a group's proposal, if it is. Raises Refused."""
    from drafter.store import recording

    if group is not None:
        said = recording.propose_for(repo, who, act, group)
        if form == "text":
            say_recorded(said, form)


def _say_tabled(repo: Repository, who: Identity, act: Act, group: str | None, form: str) -> None:
    """Say what was tabled, for a group if it is, and whether another signatory has tabled the same. Raises Refused."""
    from drafter.draft.proposals import Proposals
    from drafter.store.reading import read

    id = act.targets[0].amendment
    say_recorded(act, form, [f"`drafter show {id}`", f"`drafter withdraw {id}` takes it back"])
    _say_for_group(repo, who, act, group, form)
    proposals = Proposals(read(repo))
    # Of two that were tabled in the same second either may be the later one.
    later = (each.id for each in proposals.negotiation.live if proposals.duplicate_of(each.id) == id)
    same = proposals.duplicate_of(id) or next(later, None)
    if same is not None:
        tell(f"{same} proposes the same: `drafter position {same} support --cosponsor` makes you its co-sponsor")
    if (before := proposals.said_before(id)) is not None:
        tell(f"{id} has {before}: whether they are considered again is for the room to decide")
    for near in proposals.nearly_same_as(id):
        tell(f"{near} proposes nearly the same: `drafter show {near}`")
