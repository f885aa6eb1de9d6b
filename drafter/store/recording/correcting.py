"""Correcting the agreed text: what the secretariat changes on main without an amendment, in a record that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.model.amendment import Change
from drafter.model.character import not_text
from drafter.model.clause import Clause
from drafter.model.ids import MAIN_REF, meant
from drafter.model.negotiation import Act
from drafter.model.problem import refuse
from drafter.store.agreed import Agreed, clause_paths
from drafter.store.changes import status_when_edited
from drafter.store.identity import Identity
from drafter.store.recording import wording
from drafter.store.recording.commit import check_secretariat, until_recorded
from drafter.store.recording.deciding import move
from drafter.store.recording.worktree import Worked, moving_main
from drafter.store.repository import Repository
from drafter.store.snapshot import tips


def edit(
    repo: Repository,
    who: Identity,
    corrected: Mapping[str, Clause | None],
    reason: str,
    *,
    base: str | None = None,
    worked: Worked | None = None,
    date: str | None = None,
) -> Act:
    """Correct clauses of the agreed text: one commit on main with the action `edit`.

    `corrected` gives by clause id the whole clause as it shall read, under a new id a clause to put in, None for one to
    take out; another order in its path moves it. Statuses stay as they are, but settled words that change are open
    again. `base`: the commit of main whose text was corrected; what was decided about these clauses since is not
    overwritten. `worked`: the files as they were edited in the work tree, which then shows what is on record. Raises
    Refused.
    """

    def attempt() -> Act:
        now = tips(repo)
        agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
        check_secretariat(agreed, who, "corrects the agreed text")
        if not reason.strip():
            raise refuse("nothing says why", "give the reason; it is kept with the record", rule="statement")
        if base is not None:
            _check_base(repo, agreed, base, corrected)
        changes = _corrections(agreed, corrected)
        if not changes:
            raise refuse("the text says that already", "nothing is to be done", rule="no-change")
        for change in changes:
            if change.after is None:
                _check_unused(repo, change.clause)
        trailers = [("Clause", change.clause) for change in changes]
        trailers += [("Regarding", agreed.commit.id)]
        trailers += [("Text-SHA256", f"{change.clause} {change.text_sha256}") for change in changes]
        subject = wording.correcting(changes)
        return move(repo, agreed, who, "edit", subject, reason, trailers, _files(changes), (), date, worked)

    with moving_main(repo):
        return until_recorded(attempt)


def _check_base(repo: Repository, agreed: Agreed, base: str, corrected: Mapping[str, Clause | None]) -> None:
    """Check that nothing was decided about the clauses since their text was taken. Raises Refused."""
    if base not in agreed.on_main:
        raise refuse(f"`{base}` is not a commit of main", "read the text again", rule="base")
    then = Agreed(repo, repo.commit(base))
    was, now = clause_paths(then.files), clause_paths(agreed.files)
    for id in corrected:
        before, after = was.get(id), now.get(id)
        if before != after or (before and after and then.files[before] != agreed.files[after]):
            raise refuse(
                f"`{id}` was changed on main since this text was taken",
                "correct it as it stands now; `drafter log` says what was decided",
                rule="base",
                status=1,
            )


def _corrections(agreed: Agreed, corrected: Mapping[str, Clause | None]) -> list[Change]:
    """Compare clauses as they shall read with the agreed ones. Raises Refused when they can't read so."""
    treaty = agreed.treaty
    changes = []
    for id, after in corrected.items():
        before = treaty.by_id.get(id)
        if before is None and after is None:
            remedy = meant(id, treaty.by_id, "`drafter list` shows them")
            raise refuse(f"there is no clause `{id}`", remedy, rule="unknown-clause")
        if before is not None and after is not None:
            if before.source == after.source and before.path == after.path:
                continue
            if before.deleted:
                remedy = "adopt an amendment that brings it back"
                raise refuse(f"the clause `{id}` is deleted", remedy, rule="status")
        becomes = _sound(id, before, after) if after is not None else None
        changes.append(Change(id, before, becomes))
    return sorted(changes, key=lambda change: change.sort_key)


def _sound(id: str, before: Clause | None, after: Clause) -> Clause:
    """Give a clause as a correction leaves it. Raises Refused."""
    if after.id != id:
        remedy = "a clause keeps its id"
        raise refuse(f"the text given for `{id}` is that of `{after.id}`", remedy, rule="clause-path")
    due = status_when_edited(before, after)
    own = before.status if before is not None else due
    if after.status not in (own, due):
        remedy = "leave it as it is; `drafter status` sets it"
        raise refuse(f"a correction doesn't make `{id}` {after.status.phrase}", remedy, rule="status", file=after.path)
    becomes = after if after.status is due else after.with_value("status", due.value)
    for number, line in enumerate(becomes.source.split("\n"), 1):
        odd = not_text(line)
        if odd is not None:
            raise refuse(f"the text holds {odd}", "remove it", rule="not-text", file=after.path, line=number)
    return becomes


def _check_unused(repo: Repository, id: str) -> None:
    """Check that nobody has said anything about a clause: else taking it out would leave records about nothing."""
    # Not with the module: it reads everything, and only this act needs that.
    from drafter.store.reading import read

    negotiation = read(repo)
    amendment = next((each.id for each in negotiation.amendments if id in each.clauses), None)
    speaker = next((each.position.signatory for each in negotiation.positions if each.position.target.clause == id), "")
    if amendment is not None or speaker:
        about = f"{amendment} is" if amendment is not None else f"a position of {speaker} is"
        remedy = "a clause that is negotiated leaves the text by an amendment (`drafter amend --delete`)"
        raise refuse(f"{about} about `{id}`", remedy, rule="in-use")


def _files(changes: Sequence[Change]) -> dict[str, bytes | None]:
    files: dict[str, bytes | None] = {}
    for change in changes:
        if change.before is not None:
            files[change.before.path] = None
        if change.after is not None:
            files[change.after.path] = change.after.source.encode()
    return files
