"""What a commit changes in the clauses of another: the content of amendments, read for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from drafter.model.amendment import Change
from drafter.model.clause import Clause
from drafter.model.ids import CLAUSE_PATH
from drafter.model.problem import Problem
from drafter.model.terms import AmendmentStatus, ClauseStatus
from drafter.store import cache
from drafter.store.agreed import read_clauses
from drafter.store.objects import differing
from drafter.store.plumbing import Entry, GitFailed, Pair
from drafter.store.repository import Repository

MAY_BE_SAID = (
    AmendmentStatus.DEFERRED,
    AmendmentStatus.NOT_ACCEPTED,
    AmendmentStatus.SUPERSEDED,
    AmendmentStatus.TABLED,
)
"""The statuses of an amendment that the secretariat sets; the others follow from what is done."""

AS_MODIFIED = " as modified"
"""In the subject of every adoption with an editorial change: whoever lists records reads it."""

WITH_CHANGES = " with changes"
"""In the subject of a tabling that takes over an amendment and has other words than that, carried to its base."""

_PROPOSED = ("number", "heading", "status")
"""What of its front matter an amendment changes, or is told apart why it may not."""

_VERSION = 1
_WORTH_KEEPING = 16
"""Fewer pairs are compared again in less time than the file takes."""
_MOST_KEPT = 20_000

_Files = tuple[Mapping[str, Entry], Mapping[str, Entry]]


def read_changes(repo: Repository, pairs: Sequence[Pair]) -> dict[Pair, tuple[Change, ...] | Problem]:
    """Compare commits, (before, after), in the order of the treaty; a problem where more than clauses changes.

    The commits must exist. What was compared is remembered, and kept on disk: commits never change.
    """
    missing = [pair for pair in dict.fromkeys(pairs) if pair not in repo.changes]
    known = _compared_before(repo) if len(missing) >= _WORTH_KEEPING else {}
    files = {pair: known[pair] for pair in missing if pair in known}
    new = [pair for pair in missing if pair not in known]
    for pair, found in _differing_files(repo, new):
        if isinstance(found, Problem):
            repo.changes[pair] = found
        else:
            files[pair] = found
    if len(new) >= _WORTH_KEEPING:
        _keep_compared(repo, {**known, **files} if len(known) < _MOST_KEPT else files)
    wanted = [(path, entry) for each in files.values() for side in each for path, entry in side.items()]
    read = dict(zip(wanted, read_clauses(repo, wanted), strict=True))
    for pair, (gone, come) in files.items():
        repo.changes[pair] = _changes(gone, come, read)
    return {pair: repo.changes[pair] for pair in pairs}


def status_change(before: Clause | None, after: Clause | None) -> str | None:
    """Say why an amendment may not change the status of a clause as it does, or None: the secretariat decides it."""
    if after is None or after.deleted:
        return None
    if before is None:
        return None if after.status is ClauseStatus.OPEN else "a proposed clause is `open`"
    if after.status is before.status or before.deleted:
        return None
    return f"an amendment can't make it `{after.status.value}`, the secretariat decides that"


def front_change(before: Clause | None, after: Clause | None) -> str | None:
    """Say which value of its front matter an amendment may not change in a clause that stands, or None.

    It proposes a number, a heading and words: those are shown in the brackets, and carried to the text as it stands.
    Nor does it move the clause.
    """
    if before is None or after is None:
        return None
    if before.order != after.order:
        return "it moves the clause to another place in the treaty, which an amendment can't"
    if after.deleted:
        return None
    old, new = ({each.key: each.value for each in clause.front.fields} for clause in (before, after))
    others = [key for key in {**old, **new} if key not in _PROPOSED and old.get(key) != new.get(key)]
    return f"it changes `{others[0]}`, which an amendment can't" if others else None


def reopened(before: Clause | None, after: Clause) -> Clause:
    """Give a clause as an adoption leaves it: with the status that main gives it, or open when settled text changes.

    A deletion stays one.
    """
    if after.deleted:
        return after
    due = ClauseStatus.OPEN
    if before is not None and not before.deleted:
        due = ClauseStatus.OPEN if before.status.settled and before.text != after.text else before.status
    return after if after.status is due else after.with_value("status", due.value)


def status_when_edited(before: Clause | None, after: Clause) -> ClauseStatus:
    """Give the status that a correction leaves a clause: its own, open when it is new or settled text changes."""
    if before is None:
        return ClauseStatus.OPEN
    return ClauseStatus.OPEN if before.status.settled and before.text != after.text else before.status


def words_changed(left: Sequence[Change], made: Sequence[Change]) -> bool | None:
    """Whether a proposal has other words than the one that it takes over, carried to the text on which it stands.

    None where it has the words that were proposed, on a text that has changed since, and this version of the program
    would put them together otherwise.
    """
    was, now = ({each.clause: each for each in some} for some in (left, made))
    found = [_changed(was[id], now[id]) for id in was.keys() & now.keys()]
    return True if was.keys() != now.keys() or True in found else None if None in found else False


def _changed(left: Change, made: Change) -> bool | None:
    base, stands = ("" if each is None else each.text for each in (left.before, made.before))
    if base == stands:
        return left.text_sha256 != made.text_sha256
    # The text engine takes long to load, and few texts have changed.
    from drafter.text.carry import carry
    from drafter.text.together import put_together

    carried = carry(left, made.before).clause
    if carried is not None and replace(made, after=carried).text_sha256 == made.text_sha256:
        return False
    return None if put_together(stands, [(base, left.proposed_text or "")], made.proposed_text or "") else True


def _compared_before(repo: Repository) -> dict[Pair, _Files]:
    """Give what is kept of the differences between commits."""
    found: dict[Pair, _Files] = {}
    data: Any = cache.load(_place(repo))
    try:
        for before, after, gone, come in data if data is not None else ():
            sides = [{str(path): Entry(str(mode), str(id)) for path, mode, id in side} for side in (gone, come)]
            found[before, after] = (sides[0], sides[1])
    except (ValueError, TypeError):
        return {}
    return found


def _keep_compared(repo: Repository, files: Mapping[Pair, _Files]) -> None:
    rows = [
        (before, after, *([(path, *entry) for path, entry in side.items()] for side in sides))
        for (before, after), sides in files.items()
    ]
    cache.keep(_place(repo), rows)


def _place(repo: Repository) -> Path:
    return repo.common_dir / "drafter" / f"compared-{_VERSION}.json"


def _differing_files(repo: Repository, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, _Files | Problem]]:
    """Give for each pair the files of clauses/ that only the first has, and those that only the second has."""
    commits = repo.commits(id for pair in pairs for id in pair)
    tops = repo.trees(commit.tree for commit in commits.values())
    comparable: dict[Pair, Pair] = {}
    for pair in pairs:
        before, after = (tops[commits[id].tree] for id in pair)
        other = next(
            (name for name in sorted({*before, *after} - {"clauses"}) if before.get(name) != after.get(name)), ""
        )
        first, second = before.get("clauses"), after.get("clauses")
        if other:
            yield pair, _problem(f"it changes {other}, and an amendment changes clauses only")
        elif first is None or second is None or not (first.directory and second.directory):
            yield pair, _problem("clauses/ is not a directory")
        else:
            comparable[pair] = first.id, second.id
    for pair, files in zip(comparable, _differences(repo, list(comparable.values())), strict=True):
        gone, come = ({f"clauses/{name}": entry for name, entry in side.items()} for side in files)
        yield pair, (gone, come)


def _differences(repo: Repository, pairs: Sequence[Pair]) -> Iterator[_Files]:
    """Compare trees: by one process of git for all or, where a tree is so broken that git refuses, one by one."""
    try:
        compared = repo.git.differences(pairs)
    except GitFailed:
        for pair in pairs:
            raw = repo.raw_trees(pair)
            yield differing(raw[pair[0]], raw[pair[1]])
        return
    for pair in pairs:
        sides = [(each.path, each.before, each.after) for each in compared[pair]]
        yield {path: one for path, one, _ in sides if one}, {path: one for path, _, one in sides if one}


def _changes(
    gone: Mapping[str, Entry], come: Mapping[str, Entry], read: Mapping[tuple[str, Entry], Clause | Problem]
) -> tuple[Change, ...] | Problem:
    changes: list[Change] = []
    for clause, (before, after) in changed_paths(gone, come).items():
        was = read[before, gone[before]] if before is not None else None
        becomes = read[after, come[after]] if after is not None else None
        for each in (was, becomes):
            if isinstance(each, Problem):
                return each
        assert not isinstance(was, Problem)
        assert not isinstance(becomes, Problem)
        why = status_change(was, becomes) or front_change(was, becomes)
        if why is not None:
            return _problem(f"{clause}: {why}")
        changes.append(Change(clause, was, becomes))
    return tuple(sorted(changes, key=lambda each: each.sort_key))


def changed_paths(gone: Iterable[str], come: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
    """Pair the paths that differ by clause id: the path before and after, None where there is none.

    Paths that are not those of clause files stand for themselves.
    """
    found: dict[str, tuple[str | None, str | None]] = {}
    for path in sorted(gone):
        found[_clause_id(path)] = (path, None)
    for path in sorted(come):
        found[_clause_id(path)] = (found.get(_clause_id(path), (None, None))[0], path)
    return found


def _clause_id(path: str) -> str:
    match = CLAUSE_PATH.match(path)
    return match["id"] if match is not None else path


def _problem(why: str) -> Problem:
    return Problem(rule="amendment", message=why)
