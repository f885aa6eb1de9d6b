"""`adopt`, `status` and `issue`: what the secretariat decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.changes import show_changes
from drafter.cli.options import example, format_option, reason_option, who_options
from drafter.cli.output import recorded, say, say_json, say_recorded, tell
from drafter.cli.session import Session, Who
from drafter.cli.wording import clause_from, read_file
from drafter.model.ids import CLAUSE_PATH
from drafter.model.problem import refuse

if TYPE_CHECKING:
    from drafter.model.amendment import Amendment
    from drafter.model.clause import Clause
    from drafter.model.negotiation import Negotiation
    from drafter.model.target import Target


@click.command("adopt", epilog=example("drafter adopt NOR-NT BRA-HC", "drafter adopt USA-DB --part 1 --part 3"))
@click.argument("amendments", nargs=-1, required=True, metavar="AMENDMENT...")
@click.option(
    "--as-modified",
    "modified",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    help="The clause as it shall read: its whole file, or the text below the front matter.",
)
@click.option(
    "--part",
    "parts",
    metavar="N",
    type=int,
    multiple=True,
    help="Take this part of the amendment alone, of those that `show` lists; may be repeated.",
)
@click.option("--accept-near", is_flag=True, help="Words that merge near words changed since have been read.")
@reason_option
@who_options
@format_option("text", "json")
@click.pass_obj
def adopt_command(
    session: Session,
    amendments: Sequence[str],
    modified: Sequence[Path],
    parts: Sequence[int],
    accept_near: bool,
    reason: str | None,
    who: Who,
    form: str,
) -> None:
    """Adopt amendments into the agreed text: one record, which names them.

    The text may have changed since they were tabled: words are then merged one by one. Where words conflict, nothing is
    adopted, and the base and both wordings are shown; compose the words that the room agreed on, and adopt with
    --as-modified. Where the room takes a part of an amendment and leaves another, name those taken with --part.
    """
    from drafter.check.numbering import misnumbered
    from drafter.model import resolve
    from drafter.store import recording
    from drafter.store.reading import read_text

    if parts and modified:
        raise refuse("--part and --as-modified say in two ways what is adopted", "give one of them")
    with session.negotiation() as (repo, negotiation):
        chosen = [resolve.amendment(negotiation, each) for each in amendments]
        whole = () if modified or parts else [each.id for each in chosen]
        blocked = _blocked(negotiation, chosen, whole)
        act = recording.adopt(
            repo,
            who.identity(repo, negotiation.treaty),
            [each.id for each in chosen],
            as_modified=_modified(negotiation, chosen, modified),
            parts=parts,
            accept_near=accept_near,
            reason=reason or "",
        )
        adopted = read_text(repo).treaty
    touched = dict.fromkeys(clause for each in chosen for clause in each.clauses)
    show_changes(negotiation.treaty, {id: adopted.by_id.get(id) for id in touched}, form)
    for id in touched:
        if (now := adopted.by_id.get(id)) is not None:
            for what in misnumbered(negotiation.treaty.by_id.get(id), now):
                tell(f"{what}: `drafter edit {id} --edit --reason ...` corrects it")
    for why in blocked:
        tell(why)
    say_recorded(act, form, ["`drafter sync`", "`drafter list`"])


def _blocked(negotiation: Negotiation, chosen: Sequence[Amendment], whole: Collection[str]) -> Sequence[str]:
    """Say which amendments the rule of the talks doesn't let be adopted as positions stand, and for which somebody is
    on conditions that are not met by those adopted as they are proposed: that is the Chair's."""
    from drafter.draft.standing import Standings, objections
    from drafter.model.target import Target
    from drafter.model.terms import Adoption

    standings, adoption = Standings(negotiation), negotiation.treaty.roster.adoption
    found = []
    for each in chosen:
        target = Target(amendment=each.id)
        tally = standings.tally(target)
        if not tally.adoptable(adoption):
            votes = f"there are no two thirds: {tally.votes}"
            opposed = ", ".join(standings.voices(target, tally.opposes))
            said = f"there is no consensus: {objections(opposed, ', '.join(standings.keepers(tally)))}"
            said = said if adoption is Adoption.CONSENSUS else votes
            found.append(f"{each.id} is adopted, and as positions stand {said}")
        conditional = standings.conditional(target, whole)
        if conditional:
            said = f"for which {', '.join(conditional)} would be on conditions that are not met"
            found.append(f"{each.id} is adopted, {said}")
    return found


def _modified(negotiation: Negotiation, chosen: Sequence[Amendment], files: Sequence[Path]) -> Mapping[str, Clause]:
    """Read the clauses as they shall read: by the name of the file, or the one clause that the amendments change."""
    from drafter.text.carry import headed

    clauses = list(dict.fromkeys(clause for each in chosen for clause in each.clauses))
    found: dict[str, Clause] = {}
    for file in files:
        named = CLAUSE_PATH.match(f"clauses/{file.name}")
        if named is not None and named["id"] in clauses:
            id = named["id"]
        elif len(clauses) == 1:
            id = clauses[0]
        else:
            remedy = f"name it like the file of one of the clauses {', '.join(clauses)}"
            raise refuse("it is not clear which clause this is", remedy, file=str(file))
        proposed = [change.after for each in chosen for change in each.changes if change.clause == id and change.after]
        base = negotiation.treaty.by_id.get(id) or (proposed[-1] if proposed else None)
        if base is None:
            raise refuse(f"there is no text of `{id}` to modify", "adopt the amendment as it is")
        # A file of words alone says nothing about number and heading: those are as the amendments have them.
        found[id] = clause_from(read_file(str(file)), headed(base, chosen), str(file), negotiation.treaty.clauses)
    return found


@click.command(
    "recommend",
    epilog=example(
        'drafter recommend NOR-NT accepted-as-modified --reason "With the words of Friday."',
        "drafter recommend RUS-0F NOR-NT none",
    ),
)
@click.argument("amendments", nargs=-1, required=True, metavar="AMENDMENT...")
@click.argument("status", metavar="WHAT")
@reason_option
@who_options
@format_option("text", "json")
@click.pass_obj
def recommend_command(
    session: Session, amendments: Sequence[str], status: str, reason: str | None, who: Who, form: str
) -> None:
    """Recommend what to do with amendments, before the room decides; nothing is decided by it.

    WHAT is accepted, accepted-as-modified, not-accepted, deferred or superseded; none takes a recommendation back. It
    is about the words as they stand: a new version of the amendment is not what it was about.
    """
    from drafter.model import resolve
    from drafter.model.terms import AmendmentStatus
    from drafter.store import recording

    with session.negotiation() as (repo, negotiation):
        about = [resolve.amendment(negotiation, each).id for each in amendments]
        what = AmendmentStatus.TABLED.value if status == "none" else status
        acts = recording.recommend(repo, who.identity(repo, negotiation.treaty), about, what, reason or "")
    if form == "json":
        say_json([recorded(act) for act in acts] if len(amendments) > 1 else recorded(acts[0]))
        return
    for act in acts:
        say_recorded(act, form)
    say("Next: `drafter amendments`, `drafter consolidate --style marshalled`")


@click.command(
    "status",
    epilog=example(
        "drafter status critical-infrastructure agreed-ad-referendum",
        "drafter status preamble..final-clauses adopted",
        'drafter status USA-DB superseded --reason "By NOR-NT."',
    ),
)
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.argument("status")
@reason_option
@who_options
@format_option("text", "json")
@click.pass_obj
def status_command(
    session: Session, targets: Sequence[str], status: str, reason: str | None, who: Who, form: str
) -> None:
    """Set the status of clauses, or say what became of amendments: a record each, all of them or none.

    For a clause: open, bracketed, provisional, agreed-ad-referendum, agreed, adopted. For an amendment: deferred,
    not-accepted, superseded, tabled. FROM..TO names the clauses from one to another.
    """
    from drafter.model import resolve
    from drafter.store import recording

    with session.negotiation() as (repo, negotiation):
        about = dict.fromkeys(each for text in targets for each in resolve.targets(negotiation, text))
        acts = recording.statuses(repo, who.identity(repo, negotiation.treaty), list(about), status, reason or "")
        unsettled = _unsettled(negotiation, list(about), status)
    marked = {each for act in acts for each in act.targets}
    standing = [str(each) for each in about if each not in marked]
    if standing:
        tell(f"{', '.join(standing)}: {status} already")
    for why in unsettled:
        tell(why)
    if len(about) == 1 and form == "text":
        say_recorded(acts[0], form, [f"`drafter show {next(iter(about))}`"])
    elif form == "json":
        say_json([recorded(act) for act in acts] if len(targets) > 1 or ".." in targets[0] else recorded(acts[0]))
    else:
        for act in acts:
            say_recorded(act, form)
        say("Next: `drafter list`, `drafter amendments`")


def _unsettled(negotiation: Negotiation, about: Sequence[Target], status: str) -> Sequence[str]:
    """Say of clauses that are marked as agreed what still speaks against it: that is the Chair's."""
    from drafter.draft.settling import unsettled
    from drafter.draft.standing import Standings

    standings = Standings(negotiation)
    said = ((target, unsettled(standings, target.clause, status)) for target in about)
    return [f"{target} is marked as {status}, and {why}" for target, why in said if why]


@click.command("issue", epilog=example("drafter issue Rev.1"))
@click.argument("name")
@who_options
@format_option("text", "json")
@click.pass_obj
def issue_command(session: Session, name: str, who: Who, form: str) -> None:
    """Issue the text: under this name it, every amendment and every position are kept as they stand now."""
    from drafter.store import recording

    with session.negotiation() as (repo, negotiation):
        act = recording.issue(repo, who.identity(repo, negotiation.treaty), name)
    say_recorded(act, form, [f"`drafter consolidate --at {name} -o {name.lower()}.md`"])
