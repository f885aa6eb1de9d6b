"""`hook`: what the secretariat runs on its server."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.options import example, format_option
from drafter.cli.output import say, say_json, violation
from drafter.cli.session import Session


@click.group("hook", epilog=example("drafter hook install /srv/treaty.git"))
def hook_command() -> None:
    """Serve a negotiation from a bare repository: what breaks a rule is refused, what is received is logged."""


@hook_command.command("install", epilog=example("drafter hook install /srv/treaty.git"))
@click.argument("directory", metavar="BARE", type=click.Path(path_type=Path))
@click.option(
    "--root", metavar="COMMIT", help="The first commit of the treaty's main, which the first push must bring."
)
@format_option("text", "json")
@click.pass_obj
def _install(session: Session, directory: Path, root: str | None, form: str) -> None:
    """Put hooks, configuration and a key into the bare repository BARE. What it holds already is verified first.

    Every push is then examined as a whole before any of it is accepted, and each accepted ref gets an entry in the
    branch `log`, signed with the server's key.
    """
    from drafter.store.serving.installing import install

    done = install(session.directory / directory, root=root)
    if form == "json":
        told = {"directory": str(done.directory), "key": done.key, "root": done.root, "checked": done.checked}
        say_json({**told, "notices": [violation(each) for each in done.notices]})
        return
    say(f"Hooks are in {done.directory}: {done.checked} records that it holds were verified.")
    for notice in done.notices:
        say(f"NOTICE: {notice}")
    if done.root is not None:
        say(f"The treaty begins with {done.root}: print that in the letter of credentials.")
    if done.listed:
        say("The key that signs the log is the one that signatories.toml lists: nothing more is to be done.")
        return
    key = " ".join(done.key.split()[:2])
    if done.server is not None:
        say("The log is signed with this key from now on. In signatories.toml put it among `keys` under [server],")
        say("beside the one that is there, which signed what the log holds, and record that with")
        say(f'`drafter edit signatories.toml` before anybody else sends:\n"{key}"')
        return
    say("The log is signed with this key. So that every clone knows it, write these lines into signatories.toml, and")
    say("record that with `drafter edit signatories.toml`:")
    say(f'[server]\nname = "Server"\nemail = "server@example.org"\nkeys = ["{key}"]')


@hook_command.command(
    "serve", epilog=example('command="drafter hook serve FRA /srv/treaty.git",restrict ssh-ed25519 ...')
)
@click.argument("pusher", metavar="ACCOUNT")
@click.argument("directory", metavar="BARE", type=click.Path(path_type=Path))
def _serve(pusher: str, directory: Path) -> None:
    """Serve one ssh account: the forced command of its line in authorized_keys.

    ACCOUNT is the code of its signatory. It can fetch from the repository BARE, and push to it, and nothing else.
    """
    from drafter.store.serving.session import serve

    serve(pusher, directory)
