"""`as` and `delegate`: who acts."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from drafter.cli.options import delegate_options, example, format_option
from drafter.cli.output import say, say_json, say_recorded
from drafter.cli.session import Session, Who
from drafter.intake.keys import ending, listed_key, public_key
from drafter.model.ids import SECRETARIAT
from drafter.model.key import Key, Revocation
from drafter.model.problem import Problem, Refused, refuse
from drafter.text.visible import shortened


@click.command("as", epilog=example("drafter as FRA --email delegate@fra.example.org"))
@click.argument("code")
@click.option("--email", metavar="E-MAIL", help="Which of its delegates, when it has several.")
@click.option("--key", metavar="FILE", help="The SSH key that signs your records; without it, the listed one is found.")
@click.option("--new-key", is_flag=True, help="Make a key of your own for this.")
@format_option("text", "json")
@click.pass_obj
def as_command(session: Session, code: str, email: str | None, key: str | None, new_key: bool, form: str) -> None:
    """Say who you are in this copy: a delegate of CODE. XXS is the secretariat.

    It is written to the copy's own git configuration (drafter.*), and nowhere else. Your key is looked for among
    drafter's own, in ~/.ssh and in the agent.
    """
    from drafter.store import keys
    from drafter.store.identity import become, find_delegate

    if key is not None and new_key:
        raise refuse("--key and --new-key exclude each other", "give one of them")
    with session.negotiation() as (repo, negotiation):
        roster = negotiation.treaty.roster
        if new_key:
            key = str(keys.make(find_delegate(roster, code, email).email, _passphrase()).file)
        who = become(repo, roster, code, email, key)
        others = {each.blob for holder in roster.holders if holder != who.delegate for each in holder.keys}
        here = keys.offered(repo, who.delegate.email, others) if who.key is None else ()
        own = keys.public_key(Path(who.key)) if who.key is not None else here[0].key if here else None
        file = who.key or (str(here[0].file) if here else None)
    listed = own is not None and any(each.blob == own.blob for each in who.delegate.keys)
    if form == "json":
        said = {"code": who.code, "name": who.delegate.name, "email": who.delegate.email, "key": who.key}
        say_json({**said, "public_key": own.text if own is not None else None, "listed": listed})
        return
    say(f"You act for {roster.name(who.code)} ({who.code}) as {who.delegate.name} <{who.delegate.email}>.")
    if own is None and who.key is not None:
        say(f"Your records are signed with {who.key}.")
        say("No public key stands beside it: see to it that it is the one that is listed for you.")
    elif own is not None and listed:
        say(f"Your records are signed with {who.key}.")
    elif own is not None and file is not None:
        public = file if file.endswith(".pub") else f"{file}.pub"
        say(f"A key of yours is {public}, and it is not listed for you. In signatories.toml it reads:")
        say(f'  keys = ["{own.text}"]')
        line = _command("key", code, who.delegate.email, "--add", own.text)
        say(f"The secretariat lists it with: {line}")
        if who.delegate.keys:
            first = f"Consent with it first: `drafter as {who.code} --key FILE`, then the same line"
            say(f"Another key is listed for you. {first}; where it is lost, the secretariat adds --recovery.")
    elif who.delegate.keys:
        say("The key that is listed for you is not here: name its file with --key, or load it into your agent.")
    else:
        say("You have no key: your records are not signed. `drafter as` with --new-key makes one.")
    say("Next: `drafter list`, `drafter amendments`, or `drafter` for the interface")


def _passphrase() -> str:
    """Ask for the passphrase of a new key; none without a terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    given: str = click.prompt(
        "Passphrase of the new key (empty for none)", default="", hide_input=True, show_default=False,
        confirmation_prompt=True, err=True,
    )  # fmt: skip
    return given


_recovery_option = click.option(
    "--recovery",
    is_flag=True,
    help="Without the signatory's consent, as its keys are lost; everybody is shown that.",
)


@click.group("delegate", epilog=example('drafter delegate add FRA "Delegate of France <fra@fra.example.org>"'))
def delegate_command() -> None:
    """Say who may act for a signatory: an act of the secretariat, recorded on main.

    Once a signatory has a key, it has to consent: one of its delegates gives the same command first. `keep` takes that
    back, as long as the secretariat has not made use of it.
    """


@delegate_command.command("add", epilog=example('drafter delegate add FRA "Delegate of France <fra@fra.example.org>"'))
@click.argument("code")
@click.argument("delegate", metavar='"NAME <E-MAIL>"')
@click.option("--key", metavar="KEY", help="The delegate's public SSH key, or its file.")
@_recovery_option
@delegate_options
@format_option("text", "json")
@click.pass_obj
def _add(session: Session, code: str, delegate: str, key: str | None, recovery: bool, who: Who, form: str) -> None:
    """Let a delegate act for CODE."""
    from drafter.intake.delegates import named, with_delegate

    public = public_key(key) if key is not None else None
    person = named(delegate, public)
    _record(
        session,
        who,
        form,
        lambda source: with_delegate(source, code, person),
        f"Add {shortened(person.name, 60)} for {code}",
        code,
        recovery=recovery,
        again=("add", code, delegate, *(("--key", public) if public is not None else ())),
    )


@delegate_command.command(
    "remove", epilog=example('drafter delegate remove FRA "Delegate of France <fra@fra.example.org>"')
)
@click.argument("code")
@click.argument("delegate", metavar='"NAME <E-MAIL>"')
@_recovery_option
@delegate_options
@format_option("text", "json")
@click.pass_obj
def _remove(session: Session, code: str, delegate: str, recovery: bool, who: Who, form: str) -> None:
    """Let a delegate act for CODE no more. What is on record stays."""
    from drafter.intake.delegates import named, without_delegate

    person = named(delegate, None)
    _record(
        session,
        who,
        form,
        lambda source: without_delegate(source, code, person.email),
        f"Remove {shortened(person.name, 60)} for {code}",
        code,
        recovery=recovery,
        again=("remove", code, delegate),
    )


@delegate_command.command("keep", epilog=example("drafter delegate keep FRA"))
@click.argument("code")
@delegate_options
@format_option("text", "json")
@click.pass_obj
def _keep(session: Session, code: str, who: Who, form: str) -> None:
    """Take back what CODE, for which you act, has consented to: its delegates stay as they are listed."""
    from drafter.store import recording

    with session.negotiation() as (repo, negotiation):
        actor = who.identity(repo, negotiation.treaty)
        if actor.code != code or code == SECRETARIAT:
            raise refuse(f"only a delegate of {code} takes back its consent", "the secretariat needs none of its own")
        act = recording.consent(repo, actor, None)
    say_recorded(act, form, ["`drafter sync`: it counts from when the server has received it"])


@delegate_command.command("key", epilog=example("drafter delegate key FRA fra@fra.example.org --add new-key.pub"))
@click.argument("code")
@click.argument("address", metavar="E-MAIL")
@click.option("--add", metavar="KEY", help="A further public key, or its file.")
@click.option("--retire", metavar="KEY", help="A listed key that ends: its file, or how it ends in signatories.toml.")
@click.option("--revoke", metavar="KEY", help="A listed key that is lost or in other hands.")
@click.option("--date", metavar="DATE", help="From when it ends, as 2026-03-02T09:00:00Z; without it, now.")
@click.option(
    "--log", "entry", metavar="N", type=int, help="With --revoke: the last entry of the log that was surely theirs."
)
@click.option("--reason", metavar="TEXT", default="", help="With --revoke: why.")
@_recovery_option
@delegate_options
@format_option("text", "json")
@click.pass_obj
def _key(
    session: Session, code: str, address: str, add: str | None, retire: str | None, revoke: str | None,
    date: str | None, entry: int | None, reason: str, recovery: bool, who: Who, form: str,
) -> None:  # fmt: skip
    """List a further key of a delegate of CODE, or end one. Keys are never removed: what they signed stays signed."""
    from drafter.intake.delegates import with_keys
    from drafter.model.signatory import parse_roster
    from drafter.store.objects import date_of
    from drafter.store.recording.commit import now

    if [add, retire, revoke].count(None) != 2:
        raise refuse("a key is added, retired or revoked", "give one of --add, --retire and --revoke")
    # What was received in this very second was received in time.
    when = date or date_of(now() + (retire is not None))
    added = public_key(add) if add is not None else ""
    again = ["key", code, address, *(["--add", added] if added else [])]

    def change(source: str) -> str | Problem:
        roster, problems = parse_roster(source)
        if roster is None:
            return problems[0]
        delegate = roster.delegate(code, address)
        keys = delegate.keys if delegate is not None else ()
        if added:
            return with_keys(source, code, address, (*keys, Key(added)))
        ended = listed_key(keys, retire or revoke or "")
        again[3:] = ["--retire" if retire is not None else "--revoke", ending(ended), "--date", when]
        again.extend(["--log", str(entry)] if entry is not None else [])
        again.extend(["--reason", reason] if reason else [])
        revocation = Revocation(when, entry, reason) if revoke is not None else ended.revoked
        until = when if retire is not None else ended.until
        after = Key(ended.text, ended.since, until, revocation)
        return with_keys(source, code, address, tuple(after if each is ended else each for each in keys))

    verb = "Add a key of" if add is not None else "Retire a key of" if retire is not None else "Revoke a key of"
    said = f"{verb} {shortened(address, 60)} for {code}"
    signed = [f"`drafter log --key {shlex.quote(revoke)}` lists what it has signed"] if revoke is not None else []
    _record(session, who, form, change, said, code, recovery=recovery, again=again, also=signed)


def _record(
    session: Session, who: Who, form: str, change: Callable[[str], str | Problem], subject: str, code: str,
    *, recovery: bool, again: Sequence[str], also: Sequence[str] = (),
) -> None:  # fmt: skip
    """Record a change, or the consent to it. `again`: the command that says the same wherever it is given, without a
    file or the time of now. `also`: what is to be done then beside that. Raises Refused.
    """
    from drafter.store import recording

    def changed(source: bytes) -> bytes:
        result = change(source.decode("utf-8"))
        if isinstance(result, Problem):
            raise Refused(result)
        return result.encode()

    with session.negotiation() as (repo, negotiation):
        actor = who.identity(repo, negotiation.treaty)
        if actor.code == code and code != SECRETARIAT:
            act = recording.consent(repo, actor, changed)
            then = ["`drafter sync`", f"the secretariat gives this, and your consent is found: {_command(*again)}"]
        else:
            act = recording.roster(repo, actor, changed, subject, recovery=(code,) if recovery else ())
            then = ["`git show main` shows the change"]
    say_recorded(act, form, [*also, *then])


def _command(*words: str) -> str:
    """Write a command of `delegate` so that it can be sent to somebody, who gives it on another computer."""
    return shlex.join(["drafter", "delegate", *words])
