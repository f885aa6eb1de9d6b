"""`check`: what breaks the rules of a treaty text."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import example, format_option
from drafter.cli.output import say, say_json, tell
from drafter.cli.session import Session
from drafter.model.ids import ROSTER_FILE
from drafter.model.problem import Problem, refuse

if TYPE_CHECKING:
    from drafter.store.repository import Repository


@click.command("check", epilog=example("drafter check --fix"))
@click.option(
    "--fix",
    is_flag=True,
    help="Mend byte-order marks, line ends, the encoding of letters, spaces; part provisions that share a paragraph.",
)
@format_option("text", "json")
@click.pass_obj
def check_command(session: Session, fix: bool, form: str) -> int:
    """Check the treaty's files, as they stand in this copy, by the rules of a treaty text.

    The exit status is 1 when something is found. --fix mends what changes no word; `drafter edit` records it.
    """
    from drafter.check import findings, mend

    with session.repository() as repo:
        files, strange = _files(repo)
        if fix:
            if repo.bare:
                raise refuse("a bare repository has no work tree to mend", "mend it in a clone")
            mended = {path: mend(content) for path, content in files.items()}
            changed = [path for path, content in mended.items() if content != files[path]]
            for path in changed:
                _replace(repo.root / path, mended[path])
                tell(f"mended {path}")
            if changed:
                tell('the secretariat records it with `drafter edit --all --reason "..."`')
            files = mended
    found = [*strange, *findings(files)]
    if form == "json":
        keys = ("file", "line", "rule", "severity", "message", "remedy")
        say_json([{key: getattr(each, key) for key in keys} for each in found])
    else:
        for each in found:
            say(f"{each} [{each.rule}]" if each.severity == "error" else f"{each} [{each.rule}, warning]")
        if not found:
            say(f"{len(files)} files checked, nothing found")
    return 1 if found else 0


def _files(repo: Repository) -> tuple[Mapping[str, bytes], Sequence[Problem]]:
    """Read the files of the treaty from the work tree, or from main in a bare repository; and what is no file there."""
    from drafter.store.reading import main_files, strange_files

    on_main = main_files(repo)
    strange = {each.file: each for each in strange_files(repo)}
    if repo.bare:
        return on_main, list(strange.values())
    places = [repo.root / ROSTER_FILE]
    directory = repo.root / "clauses"
    if directory.is_dir():
        places += sorted(directory.iterdir())
    files = {}
    for place in places:
        path = place.relative_to(repo.root).as_posix()
        if place.is_file() and not place.is_symlink():
            # What an editor or the system leaves behind is no part of the treaty, unless somebody has put it there.
            if not place.name.startswith(".") or path in on_main:
                files[path] = place.read_bytes()
        elif place.exists() or place.is_symlink():
            # A link could lead out of the treaty.
            said = "a symbolic link" if place.is_symlink() else "a directory" if place.is_dir() else "no plain file"
            remedy = "put the file itself there" if path == ROSTER_FILE else "keep only clause files in clauses/"
            strange.setdefault(path, Problem(rule="clause-path", message=f"this is {said}", remedy=remedy, file=path))
    return files, list(strange.values())


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
