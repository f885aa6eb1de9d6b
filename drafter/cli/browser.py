"""`serve`: the interface in a browser on this computer."""

from __future__ import annotations

import click

from drafter.cli.options import example, who_options
from drafter.cli.output import say
from drafter.cli.session import Session, Who
from drafter.model.problem import refuse

_HERE = ("127.0.0.1", "localhost")


@click.command("serve", epilog=example("drafter serve --port 8000"))
@click.option("--address", default=_HERE[0], show_default=True, help="Only this computer: any other is refused.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@who_options
@click.pass_obj
def serve_command(session: Session, address: str, port: int, who: Who) -> int:
    """Open the interface in a browser on this computer, for one delegate.

    There is no log-in: whoever has the address of the page acts for that delegate. So the page is served to this
    computer alone, and every start has an address of its own. Ctrl+C ends it.
    """
    if address not in _HERE:
        raise refuse(
            f"`{address}` is not this computer",
            "the page has no log-in, so it is served on 127.0.0.1 alone; delegations elsewhere use `drafter sync`",
        )
    with session.negotiation() as (repo, negotiation):
        identity = who.identity(repo, negotiation.treaty)
        directory, name = repo.root, negotiation.treaty.roster.name(identity.code)

    def announce(url: str) -> None:
        say(f"Everyone who opens this page acts as {identity.delegate.name}, for {name} ({identity.code}), and as")
        say("nobody else: there is no log-in. It is served to this computer alone; keep its address to yourself.")
        say(f"\n    {url}\n\nCtrl+C ends it.")

    return session.serve_interface(directory, identity, port, announce)
