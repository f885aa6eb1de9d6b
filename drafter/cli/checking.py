"""`check`: what breaks the rules of a treaty text."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import example, format_option
from drafter.cli.output import say, say_json, tell
from drafter.cli.session import Session
from drafter.model.problem import refuse
from drafter.model.signatory import FILE

if TYPE_CHECKING:
    from drafter.store.repository import Repository


@click.command("check", epilog=example("drafter check --fix"))
@click.option("--fix", is_flag=True, help="Mend byte-order marks, line ends, the encoding of letters and spaces.")
@format_option("text", "json")
@click.pass_obj
def check_command(session: Session, fix: bool, form: str) -> int:
    """Check the files of the work tree (of main, where there is none) by the rules of a treaty text.

    The exit status is 1 when something is found. --fix mends what changes no word, in the work tree.
    """
    from drafter.check import findings, mend

    with session.repository() as repo:
        files = _files(repo)
        if fix:
            if repo.bare:
                raise refuse("a bare repository has no work tree to mend", "mend it in a clone")
            mended = {path: mend(content) for path, content in files.items()}
            for path, content in mended.items():
                if content != files[path]:
                    _replace(repo.root / path, content)
                    tell(f"mended {path}")
            files = mended
    found = findings(files)
    if form == "json":
        keys = ("file", "line", "rule", "severity", "message", "remedy")
        say_json([{key: getattr(each, key) for key in keys} for each in found])
    else:
        for each in found:
            say(f"{each} [{each.rule}]" if each.severity == "error" else f"{each} [{each.rule}, warning]")
        if not found:
            say(f"{len(files)} files checked, nothing found")
    return 1 if found else 0


def _files(repo: Repository) -> Mapping[str, bytes]:
    """Read the files of the treaty from the work tree, or from main in a bare repository."""
    from drafter.store.reading import main_files

    if repo.bare:
        return main_files(repo)
    places = [repo.root / FILE]
    directory = repo.root / "clauses"
    if directory.is_dir():
        places += sorted(directory.iterdir())
    files = {}
    for place in places:
        # A link could lead out of the treaty.
        if place.is_file() and not place.is_symlink() and not place.name.startswith("."):
            files[place.relative_to(repo.root).as_posix()] = place.read_bytes()
    return files


def _replace(place: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".drafter-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(place.stat().st_mode & 0o777)
        Path(name).replace(place)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
