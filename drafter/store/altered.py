"""What in a repository makes plain git show something else than what was signed.

drafter follows none of it. But whoever reads the same clone with git, or with another program, is shown other words,
another history or other names: they have to be told.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from drafter.store.plumbing import lines_of
from drafter.store.repository import Repository
from drafter.store.snapshot import all_refs

_REPLACE, _NOTES = "refs/replace/", "refs/notes/"
_ASK = "and ask who put it there"


_PROGRAMS = re.compile(
    r"core\.(?:sshcommand|gitproxy|askpass|editor|pager|hookspath)|credential(?:\..*)?\.helper|remote\..*\.(?:up|re)\w+pack|"
    r"filter\..*\.(?:clean|smudge|process)|diff\.(?:external|.*\.(?:command|textconv))|merge\..*\.driver|"
    r"gpg(?:\..*)?\.program|alias\..*|pager\..*|sequence\.editor|include(?:if\..*)?\.path"
)
"""Settings by which git runs a program, or takes others in that do."""


def programs(repo: Repository, own: Container[str]) -> Iterator[str]:
    """Name what in a clone's own settings and hooks has git run a program, but for those settings that are `own`.

    A clone that was made by git has none of them; one that came as a directory may bring those of whoever made it.
    """
    listed = repo.git.run("config", "--local", "--null", "--list").decode("utf-8", "replace")
    for name, _, value in (each.partition("\n") for each in listed.split("\0")):
        if _PROGRAMS.fullmatch(name) and value not in own:
            yield f"{name} = {value}"
    for hook in sorted((repo.common_dir / "hooks").glob("*")):
        if hook.suffix != ".sample" and os.access(hook, os.X_OK):
            yield f"hooks/{hook.name}"


@dataclass(frozen=True, slots=True)
class Altered:
    """One thing that makes plain git show something else. `place` is a ref, or a file of the repository."""

    place: str
    message: str
    remedy: str
    beside: bool = False
    """Whether it only adds to what was signed, and nothing of that is hidden."""


def alterations(repo: Repository) -> Iterator[Altered]:
    """Find replaced objects, grafts, renamed authors, branches that are another's, and notes. Raises Refused."""
    for ref in all_refs(repo, _REPLACE, _NOTES):
        if ref.startswith(_REPLACE):
            id = ref.removeprefix(_REPLACE)
            said = f"plain git shows another text instead of {id[:12]} than the one that was signed"
            yield Altered(ref, said, f"`git replace -d {id}`, {_ASK}")
        else:
            said = "plain git shows notes below records, and nobody has signed them"
            yield Altered(ref, said, f"`git update-ref -d {ref}` removes them", beside=True)
    grafts = repo.common_dir / "info" / "grafts"
    if grafts.exists() and grafts.read_bytes().strip():
        said = "plain git shows another history than the one that was signed"
        yield Altered(str(grafts), said, f"remove that file, {_ASK}")
    yield from _renamed(repo)
    listed = lines_of(repo.git.run("for-each-ref", "--format=%(symref) %(refname)", "refs/heads/", "refs/tags/"))
    for target, ref in (line.split(" ", 1) for line in listed):
        if target:
            said = f"it is {target.removeprefix('refs/heads/')} under another name: what is recorded on one is on both"
            yield Altered(ref, said, f"`git symbolic-ref -d {ref}`, {_ASK}")


def _renamed(repo: Repository) -> Iterator[Altered]:
    """Find what makes git print other names and addresses than those of the authors (gitmailmap)."""
    said = "plain git shows other authors than those who signed"
    file = repo.root / ".mailmap"
    if not repo.bare and file.is_file():
        yield Altered(str(file), said, f"remove that file, {_ASK}")
    names = repo.git.run("config", "--local", "--includes", "--name-only", "--get-regexp", r"^mailmap\.", accept=(0, 1))
    for name in dict.fromkeys(names.decode("utf-8", "replace").split()):
        yield Altered(name, said, f"`git config --unset-all {name}`, {_ASK}")
