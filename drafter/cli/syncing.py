"""`sync`, `bundle` and `doctor`: exchange with the other clones, and the health of this one."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.options import example, format_option, who_options
from drafter.cli.output import columns, say, say_json, violation
from drafter.cli.session import Session, Who
from drafter.model.ids import AMENDMENTS_PREFIX, LOG_REF, owner, place_of
from drafter.model.problem import Refused, refuse
from drafter.text.visible import shortened, visible

if TYPE_CHECKING:
    from drafter.store.identity import Identity
    from drafter.store.repository import Repository
    from drafter.store.syncing import Choice, Report, Transfer
    from drafter.store.syncing.report import Progress

_MOST_OF_ONE = 20
"""Lines on what one signatory did wrong: a flood of them shall hide nothing that another one did."""


def _choice_options(function: Any) -> Any:
    kept = {
        "mine": "Keep your own record of TARGET.",
        "theirs": "Keep the server's record of TARGET, also where yours can't be sent.",
    }
    for name, words in kept.items():
        text = f"{words} For what two delegates of one signatory recorded at once; `all` for every such target."
        function = click.option(f"--{name}", multiple=True, metavar="TARGET", help=text)(function)
    return function


@click.command("sync", epilog=example("drafter sync ssh://drafter@treaty.example.org/srv/treaty.git"))
@click.argument("remote", required=False)
@_choice_options
@click.option("--only-receive", is_flag=True, help="Send nothing.")
@click.option("--again", is_flag=True, help="Set own positions that can't be sent aside, and record them anew.")
@who_options
@format_option("text", "json")
@click.pass_obj
def sync_command(
    session: Session,
    remote: str | None,
    mine: Sequence[str],
    theirs: Sequence[str],
    only_receive: bool,
    again: bool,
    who: Who,
    form: str,
) -> int:
    """Exchange records with the secretariat's server, or REMOTE: a name or an address.

    What arrives is verified before it counts, and nothing is ever overwritten. Two lines of your own delegation are
    joined; where both recorded different things about the same, you are asked. Doing it again is always safe.
    """
    from drafter.store.housekeeping import tidy
    from drafter.store.syncing import sync

    chosen = _chosen(mine, theirs)
    with session.repository() as repo:
        identity = _identity(repo, who)

        def exchange() -> Report:
            with _Bar(form) as bar:
                return sync(
                    repo, identity, remote, chosen=chosen, send=not only_receive, again=again, progress=bar
                )  # fmt: skip

        report = exchange()
        answered: set[str] = set()
        while form == "text" and (asked := _ask(repo, [each for each in report.choices if each.key not in answered])):
            answered.update(each.key for each in report.choices)
            chosen = {**chosen, **asked}
            report = exchange()
        status = _say_report(repo, report, form)
        tidy(repo)
    return status


@click.group("bundle", epilog=example("drafter bundle export fra.bundle --unsent"))
def bundle_command() -> None:
    """Exchange records by a file, where there is no network."""


@bundle_command.command("export", epilog=example("drafter bundle export fra.bundle --unsent"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--unsent", is_flag=True, help="Only what no server was seen to hold.")
@format_option("text", "json")
@click.pass_obj
def _export(session: Session, file: Path, unsent: bool, form: str) -> None:
    """Write FILE with all records of this copy."""
    from drafter.store.syncing import export

    with session.repository() as repo:
        done = export(repo, file, unsent=unsent)
    if form == "json":
        say_json({"file": str(done.file), "refs": done.refs, "bytes": done.bytes})
        return
    say(f"Wrote {done.file}: {done.refs} branches and issues, {done.bytes} bytes.")
    say(f"Next: in the other copy, `drafter bundle import {done.file.name}`")


@bundle_command.command("import", epilog=example("drafter bundle import fra.bundle"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_choice_options
@who_options
@format_option("text", "json")
@click.pass_obj
def _import(session: Session, file: Path, mine: Sequence[str], theirs: Sequence[str], who: Who, form: str) -> int:
    """Take in what FILE carries, verified as if it came from a server."""
    from drafter.store.housekeeping import tidy
    from drafter.store.syncing import bring

    with session.repository() as repo:
        with _Bar(form) as bar:
            report = bring(repo, _identity(repo, who), file, chosen=_chosen(mine, theirs), progress=bar)
        status = _say_report(repo, report, form)
        tidy(repo)
    return status


@click.command("doctor", epilog=example("drafter doctor --fix"))
@click.option("--fix", is_flag=True, help="Mend what can be mended without losing anything.")
@format_option("text", "json")
@click.pass_obj
def doctor_command(session: Session, fix: bool, form: str) -> int:
    """Say what is wrong with this copy, and what to do about it."""
    from drafter.store.doctor import examine_clone

    if not session.directory.is_dir():
        raise refuse(f"there is no directory {session.directory}", "name that of a treaty repository behind -C")
    found = examine_clone(session.directory, fix=fix)
    ill = [each for each in found if each.severity != "note" and not each.mended]
    if form == "json":
        keys = ("rule", "severity", "message", "remedy", "mended")
        say_json([{key: getattr(each, key) for key in keys} for each in found])
        return 1 if ill else 0
    for each in found:
        say(f"{each.severity}: {each}")
    if not found:
        say("Nothing is wrong with this copy.")
    return 1 if ill else 0


def _chosen(mine: Sequence[str], theirs: Sequence[str]) -> Mapping[str, str]:
    twice = sorted(set(mine) & set(theirs))
    if twice:
        raise refuse(f"{twice[0]} can't be both --mine and --theirs", "choose one")
    return {**dict.fromkeys(theirs, "theirs"), **dict.fromkeys(mine, "mine")}


def _identity(repo: Repository, who: Who) -> Identity | None:
    """Give who acts, or None in a clone where nobody does: it can still receive."""
    from drafter.model.ids import MAIN_REF
    from drafter.store.agreed import Agreed
    from drafter.store.identity import current
    from drafter.store.snapshot import tips

    roster = Agreed(repo, repo.commit(tips(repo)[MAIN_REF])).roster
    try:
        return current(repo, roster, who.code, who.email, who.key)
    except Refused:
        if who.code is not None:
            raise
        return None


def _ask(repo: Repository, choices: Sequence[Choice]) -> Mapping[str, str]:
    """Ask a person which of two records stays; nothing without a terminal."""
    if not (choices and sys.stdin.isatty() and sys.stderr.isatty()):
        return {}
    asked = {}
    for each in choices:
        click.echo(_both(repo, each), err=True)
        words = ["theirs", "later"] if each.only_theirs else ["mine", "theirs", "later"]
        answer = click.prompt("Which one stays", type=click.Choice(words), default="later", err=True)
        if answer != "later":
            asked[each.key] = answer
    return asked


def _both(repo: Repository, choice: Choice) -> str:
    """Say what was recorded twice; of an amendment also how the own words become the others."""
    from drafter.cli.redline import clause_redline
    from drafter.draft.comparison import Pair
    from drafter.store.tabled import changes_at

    lines = [f"{choice.name}: two delegates of one signatory recorded different things"]
    for name, side in (("mine", choice.mine), ("theirs", choice.theirs)):
        lines.append(visible(f"  {name:6} {side.commit[:10]} {side.date} {side.author}: {shortened(side.says, 200)}"))
    if choice.ref.startswith(AMENDMENTS_PREFIX):
        versions = [changes_at(repo, choice.name, side.commit) or () for side in (choice.mine, choice.theirs)]
        old, new = ({each.clause: each.after for each in changes} for changes in versions)
        for clause in dict.fromkeys((*old, *new)):
            pair = Pair(clause, old.get(clause), new.get(clause))
            if pair.differs:
                words = clause_redline(pair.old, pair.new, pair.renumbered, coloured=False, columns=columns())
                lines.append(f"\n{clause}, from mine to theirs:\n\n{words}\n")
    return "\n".join(lines)


def _say_report(repo: Repository, report: Report, form: str) -> int:
    status = 0 if report.ok else 1
    if form == "json":
        say_json(_data(report))
        return status
    if report.set_up:
        say(f"Set up: {len(report.set_up)} settings of git, so that nothing in this copy is overwritten or dropped")
    for verb, transfers in (("Arrived", report.arrived), ("Sent", report.sent)):
        told = [each for each in transfers if each.count is not None and each.ref != LOG_REF]
        for each in told:
            say(_line(verb, each))
        if len(told) < len([each for each in transfers if each.ref != LOG_REF]):
            say(f"{verb}: and {len(transfers) - len(told)} more branches")
    for each in report.arrived:
        if each.ref == LOG_REF and each.subjects:
            number, _, ref = each.subjects[0].removeprefix("log ").partition(": ")
            say(f"The server's log: {each.count} new, the newest is number {number}: {place_of(ref)}")
    for ref in report.joined:
        say(f"Joined: two lines of {place_of(ref)}")
    for ref in report.set_aside:
        say(f"Set aside: {ref}")
    for one in report.anew:
        said = f"{one.target}: {shortened(one.says, 80)}" if one.says else one.target
        say(f"Not recorded anew: {said}: {one.why}" if one.why else f"Recorded anew: {said}")
    for kept in report.kept:
        what = "Not sent" if kept.sending else "Not followed"
        for reason in kept.reasons:
            say(f"{what}: {place_of(kept.ref)}: {reason}")
    count: Counter[str] = Counter()
    for wrong in report.violations:
        count[owner(wrong.ref)] += 1
        if count[owner(wrong.ref)] <= _MOST_OF_ONE:
            say(f"Not verified: {wrong}")
    for code, many in count.items():
        if many > _MOST_OF_ONE:
            say(f"Not verified: {many - _MOST_OF_ONE} more on branches of {code}; `drafter verify` names them all")
    for notice in report.notices:
        say(f"NOTICE: {notice}")
    for choice in report.choices:
        say(_both(repo, choice))
        only = "" if choice.only_theirs else f"`drafter sync --mine {choice.name}` or "
        say(f"  Choose with {only}`drafter sync --theirs {choice.name}`; both stay in the history")
    for alarm in report.alarms:
        say(f"ALARM: {alarm.kind}: {alarm.message}")
    if report.alarms:
        say("Here they stay as they were. Tell the secretariat and other delegations: the server contradicts itself.")
    if report.ok:
        nothing = not report.arrived and not report.sent
        say(f"In step with {report.there}{': nothing is new' if nothing else ''}.")
    return status


def _line(verb: str, each: Transfer) -> str:
    many = "1 record" if each.count == 1 else f"{each.count} records"
    subject = shortened(each.subjects[0], 80) if each.subjects else ""
    return f"{verb}: {place_of(each.ref)}: {many}{f', {subject}' if subject else ''}"


def _data(report: Report) -> Mapping[str, Any]:
    def transfers(some: Sequence[Transfer]) -> list[dict[str, Any]]:
        keys = ("ref", "old", "new", "count")
        return [{**{key: getattr(each, key) for key in keys}, "subjects": list(each.subjects)} for each in some]

    def side(each: Any) -> dict[str, str]:
        return {key: getattr(each, key) for key in ("commit", "author", "date", "says")}

    return {
        "ok": report.ok,
        "remote": report.remote,
        "address": report.address,
        "set_up": list(report.set_up),
        "checked": report.checked,
        "arrived": transfers(report.arrived),
        "sent": transfers(report.sent),
        "joined": report.joined,
        "set_aside": report.set_aside,
        "anew": [{key: getattr(each, key) for key in ("ref", "target", "says", "why")} for each in report.anew],
        "kept": [{"ref": each.ref, "sending": each.sending, "reasons": list(each.reasons)} for each in report.kept],
        "problems": [violation(each) for each in report.violations],
        "notices": [violation(each) for each in report.notices],
        "choices": [
            {"ref": each.ref, "name": each.name, "mine": side(each.mine), "theirs": side(each.theirs)}
            for each in report.choices
        ],
        "alarms": [{"ref": each.ref, "kind": each.kind, "message": each.message} for each in report.alarms],
    }


class _Bar:
    """Progress on a terminal, on one line of standard error; nowhere else."""

    def __init__(self, form: str) -> None:
        self._shown = form == "text" and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __enter__(self) -> Progress:
        return self._show

    def __exit__(self, *_: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _show(self, what: str, done: int, of: int) -> None:
        if self._shown:
            sys.stderr.write(f"\r\x1b[K{visible(what)}{f' {done} of {of}' if of else ' ...'}")
            sys.stderr.flush()
