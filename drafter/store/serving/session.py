"""The forced command of an ssh account: git's two services on this server's repository, and nothing else."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import NoReturn

from drafter.model.problem import refuse
from drafter.model.record import PUSHER
from drafter.store.plumbing import MOST_AT_ONCE

_SERVICES = ("git-upload-pack", "git-receive-pack")


def wanted(command: str | None, directory: Path) -> tuple[str, Path]:
    """Read what an ssh client asks for: the service, and the repository, which is `directory` or lies in it.

    Raises Refused for anything else.
    """
    if not command:
        raise refuse("this account serves git only, it has no shell", "use it as the address of a remote", rule="ssh")
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if words[:1] == ["git"] and len(words) == 3:
        words = [f"git-{words[1]}", words[2]]
    if len(words) != 2 or words[0] not in _SERVICES:
        raise refuse(
            "this account serves `git fetch` and `git push` only", "use plain git or `drafter sync`", rule="ssh"
        )
    base = directory.resolve()
    named = Path(words[1])
    for place in (named, base / words[1].lstrip("/"), base / f"{words[1].lstrip('/')}.git"):
        found = place.resolve()
        if (found == base or base in found.parents) and (found / "HEAD").is_file():
            return words[0], found
    raise refuse("there is no such repository on this server", "ask the secretariat for its address", rule="ssh")


def serve(pusher: str, directory: Path) -> NoReturn:
    """Become the service that the client asks for (SSH_ORIGINAL_COMMAND), with the account's name for the hooks.

    Raises Refused.
    """
    if not PUSHER.match(pusher):
        raise refuse(f"`{pusher}` can't name an account", "use the code of its signatory", rule="ssh")
    service, place = wanted(os.environ.get("SSH_ORIGINAL_COMMAND"), directory)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name == "GIT_PROTOCOL"}
    kept.pop("REMOTE_USER", None)
    kept.update(MOST_AT_ONCE)
    kept["DRAFTER_PUSHER"] = pusher
    os.execvpe(service, [service, str(place)], kept)  # noqa: S606
