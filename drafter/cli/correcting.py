"""`edit`: what the secretariat corrects in the agreed text without an amendment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.amending import new_clause, written
from drafter.cli.changes import show_changes
from drafter.cli.options import base_option, example, format_option, said, who_options
from drafter.cli.output import say_recorded, tell
from drafter.cli.session import Session, Who
from drafter.cli.wording import clause_from, edited_file, read_file
from drafter.model.ids import CLAUSE_ID, CLAUSE_PATH, ROSTER_FILE, few
from drafter.model.problem import Problem, Refused, refuse

if TYPE_CHECKING:
    from drafter.model.clause import Clause
    from drafter.model.negotiation import Act, Negotiation
    from drafter.model.signatory import Roster
    from drafter.store.identity import Identity
    from drafter.store.recording.worktree import Worked
    from drafter.store.repository import Repository


@dataclass(frozen=True)
class _Corrected:
    """Clauses as they shall read, by id, on which commit they were written, and where they came from."""

    clauses: Mapping[str, Clause | None]
    base: str
    worked: Worked = field(default_factory=dict)
    """What of them was edited in the work tree, as it was read there."""
    left: Path | None = None
    """The file that an editor left."""


@click.command("edit", epilog=example('drafter edit critical-infrastructure --edit --reason "A typing error."'))
@click.argument("clauses", nargs=-1, metavar="[CLAUSE...]")
@click.option("--file", metavar="FILE", help="The clause as it shall read: its whole file, or what stands below.")
@click.option("--edit", is_flag=True, help="Write it in your editor (EDITOR).")
@base_option
@click.option("--all", "everything", is_flag=True, help="Every clause whose file you have changed in clauses/.")
@click.option(
    "--after", metavar="CLAUSE", help="Move the clause behind this one; without a clause: put a new one there."
)
@click.option("--id", metavar="ID", help="With --after: the id of the new clause.")
@click.option("--number", metavar="NUMBER", default="", help='With --after: its number, such as "4 bis".')
@click.option("--heading", metavar="TEXT", default="", help="With --after: its heading.")
@click.option("--remove", is_flag=True, help="Take the clause out, as long as nobody has said anything about it.")
@click.option(
    "--recovery", metavar="CODE", multiple=True, help="With signatories.toml: whose delegates change unasked."
)
@click.option("--reason", "-m", required=True, metavar="TEXT", callback=said, help="Why; it is kept with the record.")
@who_options
@format_option("text", "json")
@click.pass_obj
def edit_command(
    session: Session,
    clauses: Sequence[str],
    file: str | None,
    edit: bool,
    base: str | None,
    everything: bool,
    after: str | None,
    id: str | None,
    number: str,
    heading: str,
    remove: bool,
    recovery: Sequence[str],
    reason: str,
    who: Who,
    form: str,
) -> None:
    """Correct the agreed text: a typing error, a number, a heading, the order, a clause put in or taken out.

    An act of the secretariat, recorded with its reason; words that delegations negotiate change by adoption. Without
    --file or --edit it is the clause as you have changed its file in clauses/. A settled clause whose words change is
    open again. `drafter edit signatories.toml` records that file in the same way.
    """
    from drafter.model import resolve
    from drafter.store import recording
    from drafter.store.reading import read, read_text

    new = after is not None and not clauses
    _check_options(
        clauses, file=file, edit=edit, base=base, everything=everything, after=after, id=id,
        described=bool(number or heading), remove=remove, recovery=recovery,
    )  # fmt: skip
    with session.negotiation() as (repo, negotiation):
        identity = who.identity(repo, negotiation.treaty)
        commit = negotiation.treaty.commit
        if tuple(clauses) == (ROSTER_FILE,):
            act = _edit_parties(repo, identity, commit, reason, recovery, file=file, edit=edit)
            say_recorded(act, form, ["`git show main` shows the change"])
            _tell_who_left(negotiation, read_text(repo).treaty.roster)
            return
        if new:
            made = new_clause(repo, negotiation, after or "", id or "", number, heading, file=file, edit=edit)
            corrected = _Corrected({made.after.id: made.after}, made.base, left=made.left)
        elif remove:
            corrected = _removed(repo, negotiation, clauses)
        elif file is not None or edit:
            on = read(repo, base) if base is not None else negotiation
            one = resolve.clause(on, clauses[0])
            made = written(repo, on.treaty, one, on.treaty.commit, file=file, edit=edit, at_work=False)
            corrected = _Corrected({one.id: _moved(negotiation, made.after, after)}, made.base, left=made.left)
        elif after is not None:
            one = resolve.clause(negotiation, clauses[0])
            corrected = _Corrected({one.id: _moved(negotiation, one, after)}, commit)
        else:
            corrected = _at_work(repo, negotiation, clauses)
        show_changes(negotiation.treaty, corrected.clauses, form)
        act = recording.edit(
            repo, identity, corrected.clauses, reason, base=corrected.base, worked=corrected.worked or None
        )
        if corrected.left is not None:
            corrected.left.unlink(missing_ok=True)
    say_recorded(act, form, ["`drafter log`", "`drafter list`"])


def _check_options(
    clauses: Sequence[str], *, file: str | None, edit: bool, base: str | None, everything: bool, after: str | None,
    id: str | None, described: bool, remove: bool, recovery: Sequence[str],
) -> None:  # fmt: skip
    """Check that the options say one thing. Raises Refused."""
    ways = [
        name
        for name, chosen in (
            ("--file", file is not None),
            ("--edit", edit),
            ("--all", everything),
            ("--remove", remove),
        )
        if chosen
    ]
    if len(ways) > 1:
        raise refuse(f"{' and '.join(ways)} exclude each other", "leave out all but one")
    if everything and (clauses or after is not None):
        raise refuse("--all corrects every clause that was edited in the work tree", "name no clause with it")
    if not clauses and not everything and after is None:
        raise refuse("no clause is named", "name those that you have edited, or say --all")
    if len(clauses) > 1 and (file is not None or edit or after is not None):
        raise refuse("several clauses are named", "correct them in the work tree, or one after the other")
    if base is not None and (file is None or after is not None or not clauses):
        raise refuse("--base says from which text the --file of a clause was made", "leave it out")
    if remove and after is not None:
        raise refuse("--remove takes a clause out", "leave out --after")
    if (id is not None or described) and (after is None or clauses):
        raise refuse("--id, --number and --heading describe a new clause", "say behind which one with --after")
    if after is not None and not clauses:
        if id is None or not CLAUSE_ID.match(id):
            said = f"`{id}` is not an id" if id is not None else "the new clause has no id"
            raise refuse(said, "give it one with --id, in small letters, digits and hyphens")
        if file is None and not edit:
            raise refuse("the new clause has no text", "give it with --file or --edit")
    if ROSTER_FILE in clauses and (len(clauses) > 1 or remove or after is not None or base is not None):
        raise refuse(f"{ROSTER_FILE} is no clause", "correct it by itself, with --file, --edit or in the work tree")
    if recovery and tuple(clauses) != (ROSTER_FILE,):
        raise refuse(f"--recovery says whose delegates change in {ROSTER_FILE}", "leave it out")


def _moved(negotiation: Negotiation, clause: Clause, after: str | None) -> Clause:
    """Give a clause at its new place, behind another one. Raises Refused."""
    from drafter.model import resolve
    from drafter.model.treaty import order_after

    if after is None:
        return clause
    neighbour = resolve.clause(negotiation, after)
    if neighbour.id == clause.id:
        raise refuse("a clause does not stand behind itself", "name another one")
    others = tuple(each for each in negotiation.treaty.clauses if each.id != clause.id)
    try:
        order = order_after(replace(negotiation.treaty, clauses=others), neighbour.id, clause.id)
    except ValueError as error:
        raise refuse(f"the clause can't be moved: {error}", "move one of its neighbours first") from None
    return _clause(f"clauses/{order}-{clause.id}.md", clause.source)


def _removed(repo: Repository, negotiation: Negotiation, named: Sequence[str]) -> _Corrected:
    """Give clauses to take out; their files may be gone from the work tree already. Raises Refused."""
    from drafter.model import resolve

    found = [resolve.clause(negotiation, name) for name in named]
    there = {} if repo.bare else _files(repo)
    worked = {each.path: there.get(each.path) for each in found}
    # A file that was edited is not taken out together with what was written there.
    as_agreed = all(worked[each.path] in (None, each.source.encode()) for each in found)
    taken = {each.id: None for each in found}
    return _Corrected(taken, negotiation.treaty.commit, worked if as_agreed and not repo.bare else {})


def _at_work(repo: Repository, negotiation: Negotiation, named: Sequence[str]) -> _Corrected:
    """Give the named clauses as they were edited in the work tree; without names all that were. Raises Refused."""
    from drafter.model import resolve
    from drafter.store.reading import read, working_base

    files = _files(repo)
    base = working_base(repo)
    then = negotiation if base == negotiation.treaty.commit else read(repo, base)
    paths: dict[str, str] = {}
    for path in files:
        match = CLAUSE_PATH.match(path)
        if match is None:
            continue
        if match["id"] in paths:
            raise refuse(f"{paths[match['id']]} has the same id", "keep one of them", file=path)
        paths[match["id"]] = path
    if named:
        ids = [name if name in paths else resolve.clause(then, name).id for name in named]
    else:
        known = {each.id: (each.path, each.source.encode()) for each in then.treaty.clauses}
        ids = [id for id in paths if known.get(id) != (paths[id], files[paths[id]])]
        ids += [id for id in known if id not in paths]
    corrected: dict[str, Clause | None] = {}
    worked: dict[str, bytes | None] = {}
    for id in ids:
        before = then.treaty.by_id.get(id)
        if id not in paths:
            remedy = f"`drafter edit {id} --remove` takes it out, `git restore` brings it back"
            raise refuse(f"the work tree has no file for the clause `{id}`", remedy)
        content = files[paths[id]]
        corrected[id] = _read(paths[id], content, before)
        worked[paths[id]] = content
        if before is not None and before.path != paths[id]:
            worked[before.path] = None
    return _Corrected(corrected, base, worked)


def _files(repo: Repository) -> Mapping[str, bytes]:
    from drafter.store.recording.worktree import catch_up, files_at_work

    if not repo.bare:
        catch_up(repo)
    return files_at_work(repo)


def _read(path: str, content: bytes, before: Clause | None) -> Clause:
    """Read a clause file of the work tree: a known clause as it was corrected, or a new one. Raises Refused."""
    if before is not None:
        return _clause(path, clause_from(content, before, path).source)
    read = _clause(path, content)
    if read.status.value == "open":
        return read
    tell(f"{path}: a clause that is put in is open; `drafter status` sets another status")
    return read.with_value("status", "open")


def _clause(path: str, source: str | bytes) -> Clause:
    from drafter.model.clause import parse_clause

    read = parse_clause(path, source)
    if isinstance(read, Problem):
        raise Refused(read)
    return read


def _tell_who_left(before: Negotiation, roster: Roster) -> None:
    """Tell what becomes of what those have said and tabled who take part no longer."""
    for party in before.treaty.roster.signatories:
        if party.code in roster.by_code:
            continue
        held = sum(each.position.signatory == party.code for each in before.positions)
        tabled = [each.id for each in before.live if each.signatory == party.code]
        left = [f"its {held} position{'s no longer count' if held > 1 else ' no longer counts'}"] if held else []
        if tabled:
            stay = f"{few(tabled)} stay{'' if len(tabled) > 1 else 's'} on the table"
            left.append(f"{stay} until `drafter status` sets another status")
        tell("; ".join((f"{party.name} ({party.code}) no longer takes part", *left)))


def _edit_parties(
    repo: Repository, who: Identity, commit: str, reason: str, recovery: Sequence[str], *, file: str | None, edit: bool
) -> Act:
    """Record signatories.toml as it shall read. Raises Refused."""
    from drafter.store import recording
    from drafter.store.reading import main_files, working_base

    before = main_files(repo)[ROSTER_FILE]
    left = None
    worked: Worked | None = None
    if file is not None:
        content = read_file(file)
    elif edit:
        content, left = edited_file(repo, ROSTER_FILE, before)
    else:
        there = _files(repo)
        if ROSTER_FILE not in there:
            raise refuse(f"the work tree has no {ROSTER_FILE}", "give it with --file")
        if working_base(repo) != commit:
            raise refuse("the work tree shows an earlier text", f"`git switch main`, or give {ROSTER_FILE} with --file")
        content = there[ROSTER_FILE]
        worked = {ROSTER_FILE: content}

    def changed(now: bytes) -> bytes:
        if now != before:
            raise refuse(
                f"{ROSTER_FILE} was changed on main meanwhile", "change it as it stands now", rule="base", status=1
            )
        return content

    act = recording.roster(
        repo, who, changed, f"Change {ROSTER_FILE}", statement=reason, recovery=recovery, worked=worked
    )
    if left is not None:
        left.unlink(missing_ok=True)
    return act
