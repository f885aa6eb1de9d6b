"""What an amendment proposes, compared with the text on which it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from drafter.model.amendment import Amendment, Change
from drafter.model.character import not_text
from drafter.model.clause import Clause
from drafter.model.ids import meant
from drafter.model.problem import Problem, Refused, refuse
from drafter.model.terms import ClauseStatus, Kind
from drafter.store.agreed import clause_files, clause_paths, read_clauses
from drafter.store.changes import front_change, status_change
from drafter.store.objects import Commit
from drafter.store.recording.commit import with_files
from drafter.store.repository import Repository
from drafter.text.carry import carry


def proposed_changes(
    repo: Repository, on: Commit, proposed: Mapping[str, Clause | None], *, keep_status: bool = False
) -> list[Change]:
    """Compare what is proposed with the text on which it stands. Raises Refused when it is not a proposal.

    `keep_status`: the status of a clause is that of its base, whatever the proposed text says. Its place in the treaty
    always is.
    """
    files = clause_files(repo, repo.tree(on.tree))
    paths = clause_paths(files)
    known = [id for id in proposed if id in paths]
    read = read_clauses(repo, [(paths[id], files[paths[id]]) for id in known])
    before = dict(zip(known, read, strict=True))
    changes = []
    for id, after in proposed.items():
        was = before.get(id)
        if isinstance(was, Problem):
            raise Refused(was)
        if was is None and (after is None or after.deleted):
            raise refuse(f"there is no clause `{id}`", meant(id, paths, "nothing to delete"), rule="unknown-clause")
        becomes = after
        if was is not None and (after is None or after.deleted):
            if was.deleted:
                continue
            becomes = was.with_value("status", ClauseStatus.DELETED.value)
        elif was is not None and becomes is not None:
            if keep_status and becomes.status is not was.status:
                becomes = becomes.with_value("status", was.status.value)
            if becomes.id == id:
                becomes = replace(becomes, order=was.order)
        assert becomes is not None
        if was is not None and was.source == becomes.source:
            continue
        _check_proposed(id, was, becomes)
        changes.append(Change(id, was, becomes))
    return sorted(changes, key=lambda change: change.sort_key)


def _check_proposed(id: str, was: Clause | None, becomes: Clause) -> None:
    if becomes.id != id:
        raise refuse(
            f"the text given for `{id}` is that of `{becomes.id}`", "a clause keeps its id", rule="clause-path"
        )
    gone = was is not None and was.body.strip() and not becomes.body.strip()
    if gone and becomes.kind is not Kind.PART and not becomes.deleted:
        remedy = "write what shall remain; if the clause shall go, delete it"
        raise refuse(f"nothing would be left of the text of `{id}`", remedy, rule="no-text")
    why = status_change(was, becomes)
    if why is not None:
        raise refuse(f"{id}: {why}", "leave `status` as it is", rule="status", file=becomes.path)
    why = front_change(was, becomes)
    if why is not None:
        remedy = "leave it as it is, and ask the secretariat, which corrects it with `drafter edit`"
        raise refuse(f"{id}: {why}", remedy, rule="front-matter", file=becomes.path)
    odd = not_text(becomes.source, allowed="\t\n\r")
    if odd is not None and (was is None or not_text(was.source, allowed="\t\n\r") is None):
        line = next(
            number for number, each in enumerate(becomes.source.split("\n"), 1) if not_text(each, allowed="\t\r")
        )
        raise refuse(f"the text holds {odd}", "remove it", rule="not-text", file=becomes.path, line=line)


def kept_changes(repo: Repository, on: Commit, amendment: Amendment, named: set[str]) -> dict[str, Clause | None]:
    """Carry what an amendment does to clauses that a revision doesn't name. Raises Refused when that doesn't fit."""
    kept: dict[str, Clause | None] = {}
    files = clause_files(repo, repo.tree(on.tree))
    paths = clause_paths(files)
    for change in amendment.changes:
        if change.clause in named:
            continue
        if on.id == amendment.base:
            kept[change.clause] = change.after
            continue
        here = [(paths[change.clause], files[paths[change.clause]])] if change.clause in paths else []
        today = next((each for each in read_clauses(repo, here) if isinstance(each, Clause)), None)
        carried = carry(change, today)
        if carried.clause is None:
            raise refuse(
                f"main has changed the same words of `{change.clause}` as {amendment.id}",
                "revise that clause as well",
                rule="conflict",
                status=1,
            )
        kept[change.clause] = carried.clause
    return kept


def proposed_tree(repo: Repository, on: Commit, changes: Sequence[Change]) -> str:
    """Write the tree of a commit with these changes, and give its id. Raises Refused."""
    files: dict[str, bytes | None] = {}
    for change in changes:
        if change.after is not None:
            files[change.after.path] = change.after.source.encode()
    return with_files(repo, on.tree, files)
