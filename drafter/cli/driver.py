"""`merge-driver`: what git runs to merge a clause file. Nobody types it; `init`, `demo` and `as` set it up."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.output import tell
from drafter.model.problem import refuse


@click.command("merge-driver")
@click.argument("base", metavar="%O", type=click.Path(path_type=Path))
@click.argument("ours", metavar="%A", type=click.Path(path_type=Path))
@click.argument("theirs", metavar="%B", type=click.Path(path_type=Path))
@click.argument("marker_size", metavar="%L")
@click.argument("path", metavar="%P")
def merge_driver_command(base: Path, ours: Path, theirs: Path, marker_size: str, path: str) -> int:
    """Merge a clause file by word, as git's merge driver (git runs it).

    The result is written to the second file. Exit status 1: words conflict, and stand in it with what the base, our
    side and theirs have.
    """
    from drafter.text.clausefile import merge_files

    try:
        texts = [file.read_bytes().decode("utf-8") for file in (base, ours, theirs)]
    except UnicodeDecodeError:
        raise refuse("not UTF-8, so it can't be merged by word", "settle it by hand", file=path, status=1) from None
    merged = merge_files(*texts)
    ours.write_bytes(merged.text.encode("utf-8"))
    for each in merged.near:
        tell(f"{path}: read this, the other side changed words near it: {each}")
    for each in merged.conflicts:
        tell(f"{path}: conflict: {each}")
    return 1 if merged.conflicts else 0
