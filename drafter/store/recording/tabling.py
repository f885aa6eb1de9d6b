"""What delegations do with amendments: table, retain, revise, withdraw."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from drafter.model.amendment import Amendment, Change
from drafter.model.character import not_text
from drafter.model.clause import Clause
from drafter.model.ids import (
    AMENDMENT_ID,
    AMENDMENTS_PREFIX,
    COMMIT,
    CROCKFORD,
    MAIN_REF,
    SECRETARIAT,
    amendment_ref,
    meant,
)
from drafter.model.negotiation import Act
from drafter.model.problem import Problem, Refused, refuse
from drafter.model.provision import provisions
from drafter.model.record import parse_message
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, ClauseStatus
from drafter.store.agreed import Agreed, clause_files, clause_paths, read_clauses
from drafter.store.changes import status_change
from drafter.store.identity import Identity
from drafter.store.objects import Commit
from drafter.store.recording import wording
from drafter.store.recording.commit import (
    Draft,
    check_statement,
    check_who,
    compose,
    moment,
    record,
    trailers_of,
    until_recorded,
    with_files,
)
from drafter.store.repository import Repository
from drafter.store.snapshot import tips
from drafter.store.tabled import read_amendments
from drafter.text.carry import carry


def amend(
    repo: Repository,
    who: Identity,
    proposed: Mapping[str, Clause | None],
    rationale: str,
    *,
    to: str | None = None,
    base: str | None = None,
    id: str | None = None,
    date: str | None = None,
) -> Act:
    """Table an amendment.

    `proposed` gives by clause id the whole clause as proposed: with the status `deleted`, or None, for a deletion;
    with a new id for a new clause. `to`: the amendment that it changes (a sub-amendment). `base`: the commit of main
    whose text was edited, when main may have moved since; its tip otherwise. `id`: drawn at random when not given.
    Raises Refused.
    """

    def attempt() -> Act:
        now = tips(repo)
        agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
        _check_proposer(agreed, who)
        parent = _parent(repo, now, agreed, to)
        on = _base(repo, agreed, base) if parent is None else repo.commit(parent.commit)
        changes = _changes(repo, on, proposed)
        if not changes:
            raise refuse("the amendment changes nothing", "change the text of a clause first", rule="no-change")
        taken = id or _draw(now, who.code)
        subject = wording.tabling(who.code, changes, to)
        named = [taken] if to is None else [taken, to]
        return _table(repo, now, agreed, who, named, on, _tree(repo, on, changes), subject, rationale, changes, date)

    return until_recorded(attempt)


def retain(
    repo: Repository,
    who: Identity,
    targets: Sequence[Target],
    rationale: str,
    *,
    against: str | None = None,
    id: str | None = None,
    date: str | None = None,
) -> Act:
    """Ask to keep clauses or provisions as they are; `against` an amendment: where that would change them.

    Raises Refused.
    """

    def attempt() -> Act:
        now = tips(repo)
        agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
        _check_proposer(agreed, who)
        clauses = [_retained(agreed, target) for target in targets]
        if not targets:
            raise refuse("nothing is named that is to be kept", "name a clause or a provision", rule="no-change")
        other = _parent(repo, now, agreed, against)
        if other is not None and not {clause.id for clause in clauses} <= set(other.clauses):
            remedy = f"it is about {', '.join(other.clauses)}"
            raise refuse(f"{other.id} doesn't change all that is to be kept", remedy, rule="unknown-clause")
        taken = id or _draw(now, who.code)
        named = [taken] if other is None else [taken, other.id]
        subject = wording.retaining(who.code, targets, clauses, against)
        trailers = [*_named(named), ("Regarding", other.commit if other is not None else agreed.commit.id)]
        trailers += [(target.kind.capitalize(), str(target)) for target in dict.fromkeys(targets)]
        return _put(
            repo, now, agreed, who, taken, agreed.commit, agreed.commit.tree, subject, rationale, trailers, date
        )

    return until_recorded(attempt)


def revise(
    repo: Repository,
    who: Identity,
    amendment_id: str,
    proposed: Mapping[str, Clause | None],
    rationale: str,
    *,
    base: str | None = None,
    date: str | None = None,
) -> Act:
    """Put a new version on an own amendment's branch, on main as it stands now.

    `proposed` gives whole clauses as in `amend`; what the amendment does to clauses that it doesn't name stays, carried
    to the new base. `base`: the commit of main whose text was edited, when main may have moved since. Raises
    Refused, with status 1 when what stays doesn't fit on the new base.
    """

    def attempt() -> Act:
        now = tips(repo)
        agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
        amendment = _own(repo, now, agreed, who, amendment_id, "revises")
        if not amendment.changes:
            remedy = "withdraw it and table another one"
            raise refuse(f"{amendment_id} is a retain, it has no text to revise", remedy, rule="no-change")
        parent = _parent_of_revision(repo, now, agreed, amendment)
        on = _base(repo, agreed, base) if parent is None else repo.commit(parent.commit)
        whole = {**_kept(repo, on, amendment, set(proposed)), **proposed}
        changes = _changes(repo, on, whole, keep_status=True)
        tree = _tree(repo, on, changes)
        tip = repo.commit(amendment.commit)
        if not changes:
            raise refuse("the amendment would change nothing any more", "withdraw it instead", rule="no-change")
        if tree == tip.tree:
            raise refuse(
                f"the revision says what {amendment_id} says already", "change its text first", rule="no-change"
            )
        parents = (tip.id,) if on.id == amendment.base else (tip.id, on.id)
        named = [amendment_id] if parent is None else [amendment_id, parent.id]
        trailers = trailers_of(agreed, "amendment", who) + _named(named) + [("Regarding", on.id), ("Action", "revise")]
        message = compose(wording.revising(who.code, amendment_id, changes), rationale, trailers + _texts(changes))
        return record(
            repo,
            Draft(
                ref=amendment_ref(amendment_id),
                old=tip.id,
                tree=tree,
                parents=parents,
                message=message,
                who=who,
                epoch=moment(date, [tip, on]),
            ),
        )

    return until_recorded(attempt)


def withdraw(repo: Repository, who: Identity, amendment_id: str, statement: str, *, date: str | None = None) -> Act:
    """Withdraw an own amendment. Raises Refused."""

    def attempt() -> Act:
        now = tips(repo)
        agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
        amendment = _own(repo, now, agreed, who, amendment_id, "withdraws")
        tip = repo.commit(amendment.commit)
        trailers = trailers_of(agreed, "amendment", who)
        trailers += [("Amendment", amendment_id), ("Regarding", tip.id), ("Action", "withdraw")]
        return record(
            repo,
            Draft(
                ref=amendment_ref(amendment_id),
                old=tip.id,
                tree=tip.tree,
                parents=(tip.id,),
                message=compose(wording.withdrawing(who.code, amendment_id), statement, trailers),
                who=who,
                epoch=moment(date, [tip]),
            ),
        )

    return until_recorded(attempt)


def find_amendment(
    repo: Repository, now: Mapping[str, str], agreed: Agreed, id: str, *, decided: bool = True
) -> Amendment:
    """Read one amendment, with those that it stands on. Raises Refused when there is none, or it doesn't count."""
    known = [ref.removeprefix(AMENDMENTS_PREFIX) for ref in now if ref.startswith(AMENDMENTS_PREFIX)]
    if id not in known or not AMENDMENT_ID.match(id):
        remedy = meant(id, known, "`drafter amendments` lists them")
        raise refuse(f"there is no amendment `{id}`", remedy, rule="unknown-amendment")
    wanted, waiting = {}, [id]
    while waiting:
        ref = amendment_ref(waiting.pop())
        if ref in now and ref not in wanted:
            wanted[ref] = now[ref]
            message = parse_message(repo.commit(now[ref]).message)
            named = () if isinstance(message, Problem) else message.all("Amendment")[1:]
            waiting.extend(named)
            if not isinstance(message, Problem) and message.one("Action") == "withdraw":
                waiting.extend(_named_before(repo, now[ref]))
    read, problems = read_amendments(repo, wanted, agreed, decided=decided)
    found = next((each for each in read if each.id == id), None)
    if found is None:
        raise Refused(next(each for each in problems if id in each.message))
    return found


def _named_before(repo: Repository, tip: str) -> tuple[str, ...]:
    """Give what the version below a withdrawal names: a withdrawal names its amendment only."""
    parents = repo.commit(tip).parents
    message = parse_message(repo.commit(parents[0]).message) if parents else None
    return () if message is None or isinstance(message, Problem) else message.all("Amendment")[1:]


def _check_proposer(agreed: Agreed, who: Identity) -> None:
    if who.code == SECRETARIAT:
        remedy = "`drafter as CODE` for a signatory first"
        raise refuse("the secretariat tables no amendments, it keeps the text", remedy, rule="identity")
    check_who(agreed, who)


def _own(repo: Repository, now: Mapping[str, str], agreed: Agreed, who: Identity, id: str, verb: str) -> Amendment:
    """Read an amendment that its proposer is about to change. Raises Refused."""
    amendment = find_amendment(repo, now, agreed, id)
    if amendment.signatory != who.code:
        remedy = f"you act for {who.code}; table your own amendment, or take a position on it"
        raise refuse(f"only {amendment.signatory} {verb} {id}", remedy, rule="identity")
    check_who(agreed, who)
    _check_live(amendment)
    return amendment


def _check_live(amendment: Amendment) -> None:
    if amendment.status not in (AmendmentStatus.TABLED, AmendmentStatus.DEFERRED):
        remedy = "table a new one"
        raise refuse(f"{amendment.id} is {amendment.status.phrase}", remedy, rule="amendment-closed")


def _parent(repo: Repository, now: Mapping[str, str], agreed: Agreed, id: str | None) -> Amendment | None:
    if id is None:
        return None
    amendment = find_amendment(repo, now, agreed, id)
    _check_live(amendment)
    return amendment


def _parent_of_revision(
    repo: Repository, now: Mapping[str, str], agreed: Agreed, amendment: Amendment
) -> Amendment | None:
    """Give what a revised sub-amendment changes: its parent, or main itself once that holds the parent's words."""
    if amendment.parent is None:
        return None
    parent = find_amendment(repo, now, agreed, amendment.parent)
    if parent.status in (AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_AS_MODIFIED):
        return None
    _check_live(parent)
    return parent


def _base(repo: Repository, agreed: Agreed, base: str | None) -> Commit:
    if base is None:
        return agreed.commit
    if not COMMIT.match(base) or base not in agreed.on_main:
        raise refuse(f"`{base}` is not a commit of main", "read the text again", rule="base")
    return repo.commit(base)


def _changes(
    repo: Repository, on: Commit, proposed: Mapping[str, Clause | None], *, keep_status: bool = False
) -> list[Change]:
    """Compare what is proposed with the text on which it stands. Raises Refused when it is not a proposal.

    `keep_status`: the status of a clause is that of its base, whatever the proposed text says.
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
        if was is None and (after is None or after.status is ClauseStatus.DELETED):
            raise refuse(f"there is no clause `{id}`", meant(id, paths, "nothing to delete"), rule="unknown-clause")
        becomes = after
        if was is not None and (after is None or after.status is ClauseStatus.DELETED):
            if was.status is ClauseStatus.DELETED:
                continue
            becomes = was.with_value("status", ClauseStatus.DELETED.value)
        elif was is not None and keep_status and becomes is not None and becomes.status is not was.status:
            becomes = becomes.with_value("status", was.status.value)
        assert becomes is not None
        if was is not None and was.source == becomes.source and was.path == becomes.path:
            continue
        _check_proposed(id, was, becomes)
        changes.append(Change(id, was, becomes))
    return sorted(changes, key=lambda change: (change.after or change.before).sort_key)  # type: ignore[union-attr]


def _check_proposed(id: str, was: Clause | None, becomes: Clause) -> None:
    if becomes.id != id:
        raise refuse(
            f"the text given for `{id}` is that of `{becomes.id}`", "a clause keeps its id", rule="clause-path"
        )
    why = status_change(was, becomes)
    if why is not None:
        raise refuse(f"{id}: {why}", "leave `status` as it is", rule="status", file=becomes.path)
    odd = not_text(becomes.source, allowed="\t\n\r")
    if odd is not None and (was is None or not_text(was.source, allowed="\t\n\r") is None):
        line = next(
            number for number, each in enumerate(becomes.source.split("\n"), 1) if not_text(each, allowed="\t\r")
        )
        raise refuse(f"the text holds {odd}", "remove it", rule="not-text", file=becomes.path, line=line)


def _kept(repo: Repository, on: Commit, amendment: Amendment, named: set[str]) -> dict[str, Clause | None]:
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


def _tree(repo: Repository, on: Commit, changes: Sequence[Change]) -> str:
    files: dict[str, bytes | None] = {}
    for change in changes:
        if change.before is not None and change.after is not None and change.before.path != change.after.path:
            files[change.before.path] = None
        if change.after is not None:
            files[change.after.path] = change.after.source.encode()
    return with_files(repo, on.tree, files)


def _retained(agreed: Agreed, target: Target) -> Clause:
    if target.amendment:
        remedy = "oppose an amendment with a position, or retain a clause against it"
        raise refuse("an amendment can't be retained", remedy, rule="unknown-clause")
    clause = agreed.clause(target.clause)
    if clause is None:
        remedy = meant(target.clause, clause_paths(agreed.files), "`drafter list` shows them")
        raise refuse(f"there is no clause `{target.clause}`", remedy, rule="unknown-clause")
    labels = [each.label for each in provisions(clause.body)]
    if target.label and target.label not in labels:
        remedy = meant(target.label, labels, "`drafter show` prints its provisions")
        raise refuse(f"`{clause.id}` has no provision `{target.label}`", remedy, rule="unknown-provision")
    return clause


def _draw(now: Mapping[str, str], code: str) -> str:
    """Draw an id that nobody has. Random, so that two who are offline don't draw the same."""
    while True:
        id = f"{code}-{''.join(secrets.choice(CROCKFORD) for _ in range(6))}"
        if amendment_ref(id) not in now:
            return id


def _named(ids: Sequence[str]) -> list[tuple[str, str]]:
    return [("Amendment", id) for id in ids]


def _texts(changes: Sequence[Change]) -> list[tuple[str, str]]:
    clauses = [("Clause", change.clause) for change in changes]
    return clauses + [("Text-SHA256", f"{change.clause} {change.text_sha256}") for change in changes]


def _table(
    repo: Repository,
    now: Mapping[str, str],
    agreed: Agreed,
    who: Identity,
    named: Sequence[str],
    on: Commit,
    tree: str,
    subject: str,
    rationale: str,
    changes: Sequence[Change],
    date: str | None,
) -> Act:
    trailers = [*_named(named), ("Regarding", on.id), *_texts(changes)]
    return _put(repo, now, agreed, who, named[0], on, tree, subject, rationale, trailers, date)


def _put(
    repo: Repository,
    now: Mapping[str, str],
    agreed: Agreed,
    who: Identity,
    id: str,
    on: Commit,
    tree: str,
    subject: str,
    rationale: str,
    trailers: Sequence[tuple[str, str]],
    date: str | None,
) -> Act:
    match = AMENDMENT_ID.match(id)
    if match is None or match["signatory"] != who.code:
        remedy = f"write {who.code}- and six digits of {CROCKFORD}"
        raise refuse(f"`{id}` is not an amendment id of {who.code}", remedy, rule="amendment-id")
    if amendment_ref(id) in now:
        raise refuse(f"there is already an amendment {id}", "choose another id", rule="amendment-id")
    check_statement(rationale)
    message = compose(subject, rationale, [*trailers_of(agreed, "amendment", who), ("Action", "table"), *trailers])
    draft = Draft(
        ref=amendment_ref(id), old=None, tree=tree, parents=(on.id,), message=message, who=who, epoch=moment(date, [on])
    )
    return record(repo, draft)
