"""Founding a treaty repository."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from drafter.model.character import not_text
from drafter.model.ids import MAIN_REF, SECRETARIAT
from drafter.model.problem import Refused, refuse
from drafter.model.treaty import parse_treaty
from drafter.store.agreed import unreadable
from drafter.store.driver import install_merge_driver
from drafter.store.identity import Identity
from drafter.store.plumbing import Entry, Plumbing
from drafter.store.recording.commit import Draft, check_size, compose, moment, point, with_entries, write
from drafter.store.repository import Repository, check_git


def found(
    path: Path, files: Mapping[str, bytes], who: Identity, subject: str, *, date: str | None = None
) -> Repository:
    """Found a treaty repository in a directory that is new or empty, and open it; its work tree shows main.

    `files`: the files of the treaty by path, signatories.toml and clauses/, and any others beside them. Nothing is ever
    overwritten; when it fails, what was made is removed. Raises Refused: for a directory that is not empty, a text that
    is no treaty, a `who` that its signatories.toml doesn't list for the secretariat, a full disk.
    """
    roster, clauses, problems = parse_treaty(files)
    if roster is None or problems:
        raise unreadable(problems)
    if who.code != SECRETARIAT or roster.delegate(SECRETARIAT, who.delegate.email) != who.delegate:
        remedy = "list its delegate in [secretariat] of signatories.toml"
        raise refuse("only a delegate of the secretariat founds a negotiation", remedy, rule="identity")
    for name in files:
        parts = PurePosixPath(name).parts
        odd = name.startswith(("/", '"')) or not_text(name) is not None
        if odd or not parts or any(part in ("..", ".git") for part in map(str.lower, parts)):
            raise refuse(f"`{name}` can't be the path of a file", "name it otherwise", rule="path")
    check_size({clause.path: clause.source.encode() for clause in clauses})
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise refuse(f"{path} is there already, and not empty", "choose a new directory", rule="exists")
    made = not path.exists()
    try:
        path.mkdir(parents=True, exist_ok=True)
        _make(path.resolve(), files, who, subject, roster.id, date)
        repo = Repository.open(path)
        install_merge_driver(repo)
        return repo
    except (Refused, OSError) as error:
        _remove(path, made=made)
        if isinstance(error, OSError):
            remedy = "nothing was founded; mend that and try again"
            raise refuse(f"{path} can't be written: {error.strerror}", remedy, rule="path") from None
        raise


def _make(path: Path, files: Mapping[str, bytes], who: Identity, subject: str, treaty: str, date: str | None) -> None:
    git = Plumbing(path)
    try:
        check_git(git)
        git.run("init", "--quiet", "--initial-branch=main", "--template=", ".")
    finally:
        git.close()
    for name, content in files.items():
        place = path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    repo = Repository(Plumbing(path, path / ".git"), path, path / ".git", path / ".git", bare=False)
    try:
        listed = "".join(f"{name}\n" for name in files).encode()
        ids = repo.git.run("hash-object", "-w", "--no-filters", "--stdin-paths", given=listed).decode().split()
        tree = with_entries(repo, None, {name: Entry("100644", id) for name, id in zip(files, ids, strict=True)})
        trailers = [("Drafter-Record", "main/1"), ("Treaty", treaty), ("Signatory", SECRETARIAT), ("Action", "open")]
        draft = Draft(
            ref=MAIN_REF,
            old=None,
            tree=tree,
            parents=(),
            message=compose(subject, "", trailers),
            who=who,
            epoch=moment(date, []),
        )
        commit = write(repo, draft)
        repo.git.run("read-tree", commit.id)
        repo.git.run("update-index", "-q", "--refresh")
        point(repo, draft, commit)
    finally:
        repo.close()


def _remove(path: Path, *, made: bool) -> None:
    """Remove what was made; a directory that was there stays, empty as it was."""
    with contextlib.suppress(OSError):
        if made:
            shutil.rmtree(path)
            return
        for each in path.iterdir():
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
            else:
                each.unlink()
