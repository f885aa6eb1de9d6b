"""What the secretariat decides: adopting amendments, and how any act on main gets on record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from drafter.model.amendment import Amendment, Change
from drafter.model.clause import Clause
from drafter.model.ids import AMENDMENTS_PREFIX, MAIN_REF, meant
from drafter.model.negotiation import Act
from drafter.model.problem import refuse
from drafter.model.record import Message
from drafter.model.terms import AmendmentStatus, ClauseStatus
from drafter.store.agreed import Agreed
from drafter.store.changes import reopened
from drafter.store.credentials import act
from drafter.store.identity import Identity
from drafter.store.objects import Commit
from drafter.store.plumbing import GitFailed
from drafter.store.recording import wording
from drafter.store.recording.commit import (
    Draft,
    check_secretariat,
    compose,
    moment,
    point,
    trailers_of,
    until_recorded,
    with_files,
    write,
)
from drafter.store.recording.worktree import Worked, WorkTree, moving_main, showing_main
from drafter.store.repository import Repository
from drafter.store.snapshot import tips
from drafter.store.tabled import read_amendments
from drafter.text.carry import NotTaken, adoption, sub_amendment_problem
from drafter.text.merge import Agreed as Merged
from drafter.text.parts import in_parts, taken
from drafter.text.visible import visible


def adopt(
    repo: Repository,
    who: Identity,
    amendment_ids: Sequence[str],
    *,
    as_modified: Mapping[str, Clause] | None = None,
    parts: Collection[int] = (),
    accept_near: bool = False,
    reason: str = "",
    date: str | None = None,
) -> Act:
    """Adopt amendments into main, word by word when main has moved: a merge commit, with the reason if one is given.

    `as_modified`: clauses as they shall read, where that is not the plain merge: without words, one that would be added
    does not come in, and one that would be deleted goes. `parts`: those that are taken alone, by their numbers
    (`text.parts`). `accept_near`: words that merge but stand near words changed since have been read. A settled clause
    whose text changes is open again. Raises Refused, with status 1 when words conflict (it shows base and both
    wordings), or are near.
    """

    def attempt() -> Act:
        now = tips(repo)
        agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
        check_secretariat(agreed, who, "adopts amendments")
        chosen = _chosen(repo, now, agreed, amendment_ids)
        clauses, editorial = _adopted(agreed, chosen, as_modified or {}, parts, accept_near=accept_near)
        ids = [each.id for each in chosen]
        subject = wording.adopting(ids, list(clauses.values()), modified=bool(editorial))
        trailers = [("Amendment", id) for id in ids]
        trailers += [("Clause", id) for id in clauses]
        trailers += [("Text-SHA256", f"{id} {Change(id, None, clause).text_sha256}") for id, clause in clauses.items()]
        trailers += [("Editorial-change", id) for id in editorial]
        files = {clause.path: clause.source.encode() for clause in clauses.values()}
        tips_taken = tuple(each.commit for each in chosen)
        return move(repo, agreed, who, "adopt", subject, reason, trailers, files, tips_taken, date)

    with moving_main(repo):
        return until_recorded(attempt)


def _chosen(repo: Repository, now: Mapping[str, str], agreed: Agreed, ids: Sequence[str]) -> list[Amendment]:
    """Read the amendments to adopt, in the order given. Raises Refused when one can't be adopted at all."""
    if not ids:
        raise refuse("no amendment is named", "`drafter amendments` lists them", rule="unknown-amendment")
    refs = {ref: tip for ref, tip in now.items() if ref.startswith(AMENDMENTS_PREFIX)}
    read, problems = read_amendments(repo, refs, agreed)
    by_id = {each.id: each for each in read}
    chosen = []
    for id in dict.fromkeys(ids):
        if id not in by_id:
            flaw = next((each for each in problems if f"amendment {id} " in each.message), None)
            remedy = meant(id, by_id, "`drafter amendments` lists them")
            missing = flaw.message if flaw is not None else f"there is no amendment `{id}`"
            raise refuse(missing, "" if flaw is not None else remedy, rule="unknown-amendment")
        amendment = by_id[id]
        if not amendment.status.pending:
            remedy = f"`drafter status {id} tabled` reopens it"
            if amendment.status is AmendmentStatus.WITHDRAWN:
                remedy = "any signatory may table its words anew"
            raise refuse(f"{id} is {amendment.status.phrase}", remedy, rule="amendment-closed")
        why = sub_amendment_problem(amendment, ids, by_id)
        if why is not None:
            raise refuse(why, f"adopt {amendment.parent} first, or with it", rule="sub-amendment")
        chosen.append(amendment)
    return chosen


def _adopted(
    agreed: Agreed,
    chosen: Sequence[Amendment],
    as_modified: Mapping[str, Clause],
    parts: Collection[int],
    *,
    accept_near: bool,
) -> tuple[dict[str, Clause], list[str]]:
    """Give the clauses as they shall read, in the order of the treaty, and those that are not the plain merge."""
    made = adoption(agreed.treaty, chosen)
    clauses = dict(made.clauses)
    touched = {clause for each in chosen for clause in each.clauses}
    for id in as_modified:
        if id not in touched:
            remedy = f"they change {', '.join(sorted(touched))}"
            raise refuse(f"these amendments don't change the clause `{id}`", remedy, rule="unknown-clause")
    for id, refused in made.unmade.items():
        if id not in as_modified:
            raise _conflicting(refused)
    near = [each for each in made.near if each[1] not in as_modified]
    if near and not accept_near:
        raise _near(near)
    if parts:
        as_modified = _in_part(agreed, chosen, clauses, parts)
    editorial = sorted(
        id for id, clause in as_modified.items() if id in made.unmade or _reads(clause) != _reads(clauses.get(id))
    )
    deleted = {change.clause for each in chosen for change in each.changes if change.proposed_text is None}
    for id in editorial:
        # Where a clause stands in the treaty is no matter of an adoption.
        now = agreed.treaty.by_id.get(id)
        stands = now or clauses.get(id) or as_modified[id]
        clauses[id] = replace(as_modified[id], order=stands.order)
        if not clauses[id].text.strip():
            if now is None or now.deleted:
                del clauses[id]
            elif id in deleted:
                clauses[id] = now.with_value("status", ClauseStatus.DELETED.value)
    as_left = {id: reopened(agreed.treaty.by_id.get(id), clause) for id, clause in clauses.items()}
    return dict(sorted(as_left.items(), key=lambda item: item[1].sort_key)), editorial


def _in_part(
    agreed: Agreed, chosen: Sequence[Amendment], clauses: Mapping[str, Clause], parts: Collection[int]
) -> Mapping[str, Clause]:
    """Give the clauses as they read with some parts of an amendment. Raises Refused where it has no such parts."""
    divided = in_parts(agreed.treaty.by_id, clauses)
    last = sum(len(way.disputed) for way in divided.values())
    if len(chosen) > 1 or last < 2:
        why = f"{chosen[0].id} has no parts" if len(chosen) == 1 else "parts are taken of one amendment alone"
        raise refuse(why, "adopt it whole, or as modified", rule="unknown-part")
    if not set(parts) <= set(range(1, last + 1)):
        remedy = f"`drafter show {chosen[0].id}` lists them"
        raise refuse(f"{chosen[0].id} has {last} parts", remedy, rule="unknown-part")
    return taken(agreed.treaty.by_id, clauses, parts)


def _reads(clause: Clause | None) -> tuple[str, str] | None:
    """What an adoption gives of a clause: its number and its text, of which a deleted one has none."""
    if clause is None:
        return None
    return clause.number, "" if clause.deleted else clause.text.strip() and clause.text


def _conflicting(refused: NotTaken) -> Exception:
    shown = "; ".join(
        f"in {clause} the base says {_quoted(conflict.base)}, main {_quoted(conflict.ours)}, "
        f"{refused.amendment} {_quoted(conflict.theirs)}"
        for clause, conflict in refused.conflicts
    )
    message = refused.said + (f": {shown}" if shown else "")
    remedy = "ask for a revision, or adopt it as modified"
    return refuse(message, remedy, rule="conflict", status=1)


def _near(near: Sequence[tuple[str, str, Merged]]) -> Exception:
    shown = "; ".join(
        f"{'' if piece.side == 'theirs' else 'beside '}{id} in {clause}: {_quoted(piece.base)} -> {_quoted(piece.text)}"
        for id, clause, piece in near
    )
    all_of_them = " ".join(dict.fromkeys(id for id, _, _ in near))
    remedy = f"read what `drafter what-if {all_of_them}` gives, then accept that with --accept-near"
    return refuse(f"words that merge stand near words changed since: {shown}", remedy, rule="near", status=1)


def _quoted(words: str) -> str:
    return f'"{visible(words)}"'


def move(
    repo: Repository,
    agreed: Agreed,
    who: Identity,
    action: str,
    subject: str,
    statement: str,
    trailers: Sequence[tuple[str, str]],
    files: Mapping[str, bytes | None],
    taken: tuple[str, ...],
    date: str | None,
    worked: Worked | None = None,
) -> Act:
    """Record an act on main, and let the work tree that shows main follow. Raises Moved or Refused.

    `worked`: what of `files` was edited in this repository's work tree, as it was read there.
    """
    main = agreed.commit
    message = compose(subject, statement, [*trailers_of(agreed, "main", who), ("Action", action), *trailers])

    def written() -> tuple[tuple[Draft, Commit]]:
        return (write_on(repo, main, message, who, files, taken, date),)

    return lead(repo, main, written, files, worked)[-1]


def write_on(
    repo: Repository,
    main: Commit,
    message: Message,
    who: Identity,
    files: Mapping[str, bytes | None],
    taken: tuple[str, ...],
    date: str | None,
) -> tuple[Draft, Commit]:
    """Write the commit of an act on main, which is on no ref yet. Raises Refused."""
    draft = Draft(
        ref=MAIN_REF,
        old=main.id,
        tree=with_files(repo, main.tree, files) if files else main.tree,
        parents=(main.id, *taken),
        message=message,
        who=who,
        epoch=moment(date, [main, *repo.commits(taken).values()]),
    )
    return draft, write(repo, draft)


def lead(
    repo: Repository,
    main: Commit,
    written: Callable[[], Sequence[tuple[Draft, Commit]]],
    files: Mapping[str, bytes | None],
    worked: Worked | None = None,
) -> tuple[Act, ...]:
    """Lead main at once to the last of some acts, each on the one before, and let the work tree follow.

    `written` writes their commits; `files` are those that they change. All of them are on record or none. Raises Moved
    or Refused.
    """
    with showing_main(repo) as shown:
        own = worked if worked and shown is not None and shown.place.resolve() == repo.root.resolve() else {}
        if shown is not None and files:
            shown.check(main.id, own)
        *before, (draft, commit) = written()
        if shown is not None and own:
            shown.check_still(own)
        elif shown is not None and files:
            shown.check_follows(main.id, commit.id)
        last = point(repo, replace(draft, old=main.id), commit)
        if shown is not None and own:
            _keep(shown, files)
        elif shown is not None and files:
            _follow(shown, main.id, commit.id)
        return (*(act(each, made.message, MAIN_REF) for made, each in before), last)


def _follow(shown: WorkTree, old: str, new: str) -> None:
    try:
        shown.follow(old, new)
    except GitFailed as error:
        remedy = "mend that; the next act on main brings it up to date"
        raise _left_behind(error.problem.message, remedy) from None


def _keep(shown: WorkTree, files: Worked) -> None:
    try:
        shown.keep(files)
    except (GitFailed, OSError) as error:
        why = error.problem.message if isinstance(error, GitFailed) else str(error)
        raise _left_behind(why, "`git restore --staged --worktree .` shows what is on record") from None


def _left_behind(why: str, remedy: str) -> Exception:
    return refuse(f"the act is on record, but the work tree did not follow: {why}", remedy, rule="work-tree")
