"""In whose name git writes, and with which key it signs."""

from __future__ import annotations

from pathlib import Path


def written_by(name: str, email: str, epoch: int) -> dict[str, str]:
    """Give the environment in which git writes in somebody's name, at a time."""
    values = (("NAME", name), ("EMAIL", email), ("DATE", f"@{epoch} +0000"))
    return {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in values}


def signed_with(key: Path) -> list[str]:
    """Give the options with which git signs by an SSH key, where its command says that it does."""
    settings = ("gpg.format=ssh", f"user.signingkey={key.absolute()}", "gpg.ssh.program=ssh-keygen")
    return [part for each in settings for part in ("-c", each)]
