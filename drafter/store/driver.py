"""The merge driver of a clone: with it plain `git merge` merges clause files by word instead of by line."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from drafter.model.problem import refuse
from drafter.store.repository import Repository

NAME = "drafter"
ATTRIBUTE = f"clauses/*.md merge={NAME}"
_ARGUMENTS = "-P -m drafter merge-driver %O %A %B %L %P"


def install_merge_driver(repo: Repository) -> None:
    """Let git merge the clauses of this clone by word: its own configuration and .git/info/attributes say so.

    Neither the tree nor anybody's global configuration is touched. Does nothing in a bare repository, where nothing
    is merged, and nothing when it is done already. Raises Refused when the files can't be written.
    """
    if repo.bare or merge_driver_installed(repo):
        return
    repo.git.run("config", "--local", f"merge.{NAME}.name", "clauses of a treaty, by word")
    repo.git.run("config", "--local", f"merge.{NAME}.driver", command())
    attributes = _attributes(repo)
    try:
        lines = attributes.read_text("utf-8").splitlines() if attributes.is_file() else []
        if ATTRIBUTE not in lines:
            attributes.parent.mkdir(parents=True, exist_ok=True)
            attributes.write_text("\n".join([*lines, ATTRIBUTE]) + "\n", "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        remedy = f"add the line `{ATTRIBUTE}` to it"
        raise refuse(f"the merge driver can't be set: {error}", remedy, rule="driver", file=str(attributes)) from None


def merge_driver_installed(repo: Repository) -> bool:
    """Whether git merges the clauses of this clone by word, with this very program."""
    if configured(repo) != command():
        return False
    attributes = _attributes(repo)
    try:
        return ATTRIBUTE in attributes.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False


def configured(repo: Repository) -> str | None:
    """Give the command by which git merges the clauses of this clone, or None."""
    said = repo.git.ask("config", "--local", "--get", f"merge.{NAME}.driver")
    return said.out.decode("utf-8", "surrogateescape").rstrip("\n") if said.status == 0 else None


def other_python(driver: str | None) -> str | None:
    """Give the Python of another installation of drafter that a command runs, or None when it runs something else."""
    match = re.fullmatch(rf"(?P<python>/[\w@%+=:,./-]+|'/[^']+') {re.escape(_ARGUMENTS)}", driver or "")
    return match["python"] if match is not None and driver != command() else None


def command() -> str:
    """Give the command that git runs: this Python, so that it is found, and nothing from the work tree in it (-P)."""
    return f"{shlex.quote(sys.executable)} {_ARGUMENTS}"


def _attributes(repo: Repository) -> Path:
    return repo.common_dir / "info" / "attributes"
