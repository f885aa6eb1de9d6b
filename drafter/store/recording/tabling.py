"""What delegations do with amendments: table, retain, revise, withdraw."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from drafter.model.amendment import Amendment, Change, unseen
from drafter.model.clause import Clause
from drafter.model.ids import (
    AMENDMENT_ID,
    CROCKFORD,
    MAIN_REF,
    SECRETARIAT,
    amendment_ref,
)
from drafter.model.negotiation import Act
from drafter.model.problem import MEANWHILE, refuse
from drafter.model.record import Message
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus
from drafter.store.agreed import Agreed
from drafter.store.changes import words_changed
from drafter.store.finding import check_left, check_live, find_amendment
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
)
from drafter.store.recording.proposal import kept_changes, proposed_changes, proposed_tree
from drafter.store.repository import Repository
from drafter.store.snapshot import tips
from drafter.store.tabled import MOST_DEEP


def amend(
    repo: Repository,
    who: Identity,
    proposed: Mapping[str, Clause | None],
    rationale: str,
    *,
    to: str | None = None,
    base: str | None = None,
    taken_over: str | None = None,
    id: str | None = None,
    date: str | None = None,
) -> Act:
    """Table an amendment.

    `proposed` gives by clause id the whole clause as proposed: with the status `deleted`, or None, for a deletion;
    with a new id for a new clause. `to`: the amendment that it changes (a sub-amendment). `base`: the commit whose text
    was edited, of main, or of the amendment that it changes; without it that as it stands now, so that whoever lets a
    person edit has to name it, or the proposal would take back what was decided meanwhile. `taken_over`: the amendment
    whose words these are, of whoever puts it forward no more. `id`: drawn at random when not given. Raises Refused.
    """

    return until_recorded(
        lambda: record(repo, _tabling(repo, who, proposed, rationale, to, base, taken_over, id, date))
    )


def check_amend(
    repo: Repository, who: Identity, proposed: Mapping[str, Clause | None], rationale: str, *, to: str | None = None
) -> None:
    """Raise Refused where `amend` would, and record nothing: who tables several at once tables all of them or none."""
    _tabling(repo, who, proposed, rationale, to, None, None, None, None)


def _tabling(
    repo: Repository,
    who: Identity,
    proposed: Mapping[str, Clause | None],
    rationale: str,
    to: str | None,
    base: str | None,
    taken_over: str | None,
    id: str | None,
    date: str | None,
) -> Draft:
    now = tips(repo)
    agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
    _check_proposer(agreed, who)
    parent = _parent(repo, now, agreed, to)
    _check_depth(repo, now, agreed, parent)
    left = find_amendment(repo, now, agreed, taken_over) if taken_over is not None else None
    if left is not None:
        check_left(left)
    on = _base(repo, agreed, parent, base)
    changes = proposed_changes(repo, on, proposed)
    if not changes:
        raise refuse("the amendment changes nothing", "change the text of a clause first", rule="no-change")
    taken = _free_id(now, who, id)
    named = [taken] if to is None else [taken, to]
    subject = wording.tabling(who.code, changes, to)
    trailers = [*_named(named), ("Regarding", on.id), *_texts(changes)]
    if left is not None:
        changed = words_changed(left.changes, changes) is not False
        subject = wording.taking_over(who.code, left.id, changes, changed=changed)
        trailers.append(("Taken-over", f"{left.id} {left.commit}"))
    message = compose(subject, rationale, [*_table(agreed, who), *trailers])
    return _first(taken, on, proposed_tree(repo, on, changes), message, who, date)


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
        taken = _free_id(now, who, id)
        named = [taken] if other is None else [taken, other.id]
        trailers = [*_named(named), ("Regarding", other.commit if other is not None else agreed.commit.id)]
        trailers += [(target.kind.capitalize(), str(target)) for target in dict.fromkeys(targets)]
        subject = wording.retaining(who.code, targets, clauses, against)
        on = agreed.commit
        message = compose(subject, rationale, [*_table(agreed, who), *trailers])
        return record(repo, _first(taken, on, on.tree, message, who, date))

    return until_recorded(attempt)


def revise(
    repo: Repository,
    who: Identity,
    amendment_id: str,
    proposed: Mapping[str, Clause | None],
    rationale: str,
    *,
    base: str | None = None,
    over: str | None = None,
    whole: bool = False,
    date: str | None = None,
) -> Act:
    """Put a new version on an own amendment's branch, on main as it stands now.

    `proposed` gives whole clauses as in `amend`; what the amendment does to clauses that it doesn't name stays, carried
    to the new base, unless that is the `whole` of a version that is recorded again as it was written. Another rationale
    for the same words is enough: who supports them has seen them. `base`: the commit of main whose text was edited,
    when main may have moved since. `over`: the commit of the version that the delegate saw: when there is another one
    by now, nothing is recorded. Raises Refused, with status 1 when what stays doesn't fit on the new base.
    """

    def attempt() -> Act:
        now = tips(repo)
        agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
        amendment = _own(repo, now, agreed, who, amendment_id, "revises", over)
        if not amendment.changes:
            remedy = "withdraw it and table another one"
            raise refuse(f"{amendment_id} is a retain, it has no text to revise", remedy, rule="no-change")
        parent = _parent_of_revision(repo, now, agreed, amendment)
        on = _base(repo, agreed, parent, base)
        check_statement(rationale)
        kept = {} if whole else kept_changes(repo, on, amendment, set(proposed))
        changes = proposed_changes(repo, on, {**kept, **proposed}, keep_status=True)
        tree = proposed_tree(repo, on, changes)
        tip = repo.commit(amendment.commit)
        if not changes:
            raise refuse("the amendment would change nothing any more", "withdraw it instead", rule="no-change")
        # A version that is recorded again may have had no rationale; else it was only not given.
        known = {amendment.versions[-1].rationale.strip()} if whole else {"", amendment.rationale.strip()}
        if tree == tip.tree and rationale.strip() in known:
            remedy = "change its text first, or give another rationale"
            raise refuse(f"the revision says what {amendment_id} says already", remedy, rule="no-change")
        moved = unseen(amendment.changes, changes)
        if moved is not None:
            why = f"the revision gives {moved} another number or place and the same words"
            remedy = "withdraw it and table another one: who supports this one has not seen that"
            raise refuse(why, remedy, rule="unseen")
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


def withdraw(
    repo: Repository,
    who: Identity,
    amendment_id: str,
    statement: str,
    *,
    over: str | None = None,
    date: str | None = None,
) -> Act:
    """Withdraw an own amendment. `over`: the commit of the version that the delegate saw, as in `revise`.

    Raises Refused.
    """

    def attempt() -> Act:
        now = tips(repo)
        agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
        amendment = _own(repo, now, agreed, who, amendment_id, "withdraws", over)
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


def _check_proposer(agreed: Agreed, who: Identity) -> None:
    if who.code == SECRETARIAT:
        remedy = "`drafter as CODE` for a signatory first"
        raise refuse("the secretariat tables no amendments, it keeps the text", remedy, rule="identity")
    check_who(agreed, who)


def _own(
    repo: Repository, now: Mapping[str, str], agreed: Agreed, who: Identity, id: str, verb: str, over: str | None
) -> Amendment:
    """Read an amendment that its proposer is about to change, in the version `over` if given. Raises Refused."""
    amendment = find_amendment(repo, now, agreed, id)
    if amendment.signatory != who.code:
        remedy = f"you act for {who.code}; table your own amendment, or take a position on it"
        raise refuse(f"only {amendment.signatory} {verb} {id}", remedy, rule="identity")
    check_who(agreed, who)
    check_live(amendment)
    if over is not None and amendment.commit != over:
        raise refuse(
            f"{amendment.versions[-1].delegate}, of your delegation, has recorded another version of {id} meanwhile",
            "look at it, and record again if you still mean it",
            rule=MEANWHILE,
            status=1,
        )
    return amendment


def _parent(repo: Repository, now: Mapping[str, str], agreed: Agreed, id: str | None) -> Amendment | None:
    if id is None:
        return None
    amendment = find_amendment(repo, now, agreed, id)
    check_live(amendment)
    return amendment


def _check_depth(repo: Repository, now: Mapping[str, str], agreed: Agreed, parent: Amendment | None) -> None:
    deep, at = 0, parent
    while at is not None:
        deep += 1
        at = find_amendment(repo, now, agreed, at.parent) if at.parent is not None else None
    if parent is not None and deep >= MOST_DEEP:
        remedy = f"amend an amendment that {parent.id} changes, or table one of your own"
        raise refuse(f"{parent.id} ends a row of {deep} amendments of amendments", remedy, rule="sub-amendment")


def _parent_of_revision(
    repo: Repository, now: Mapping[str, str], agreed: Agreed, amendment: Amendment
) -> Amendment | None:
    """Give what a revised sub-amendment changes: its parent, or main itself once that holds the parent's words."""
    if amendment.parent is None:
        return None
    parent = find_amendment(repo, now, agreed, amendment.parent)
    if parent.status in (AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_AS_MODIFIED):
        return None
    check_live(parent)
    return parent


def _base(repo: Repository, agreed: Agreed, parent: Amendment | None, base: str | None) -> Commit:
    """Give the commit on whose text a proposal was written: `base`, or what it changes as that stands now."""
    now = agreed.commit.id if parent is None else parent.commit
    if base is None or (parent is not None and base in agreed.on_main):
        return repo.commit(now)
    known = agreed.on_main if parent is None else {version.commit for version in parent.versions}
    if base not in known:
        what = "main" if parent is None else parent.id
        raise refuse(f"`{base}` is not a commit of {what}", "read the text again", rule="base")
    return repo.commit(base)


def _retained(agreed: Agreed, target: Target) -> Clause:
    if target.amendment:
        remedy = "oppose an amendment with a position, or retain a clause against it"
        raise refuse("an amendment can't be retained", remedy, rule="unknown-clause")
    return agreed.words(target)[0]


def _free_id(now: Mapping[str, str], who: Identity, id: str | None) -> str:
    """Check the id that is given, or draw one: at random, so that two who are offline don't draw the same."""
    while id is None:
        drawn = f"{who.code}-{''.join(secrets.choice(CROCKFORD) for _ in range(6))}"
        id = drawn if amendment_ref(drawn) not in now else None
    match = AMENDMENT_ID.match(id)
    if match is None or match["signatory"] != who.code:
        remedy = f"write {who.code}- and six digits of {CROCKFORD}"
        raise refuse(f"`{id}` is not an amendment id of {who.code}", remedy, rule="amendment-id")
    if amendment_ref(id) in now:
        raise refuse(f"there is already an amendment {id}", "choose another id", rule="amendment-id")
    return id


def _named(ids: Sequence[str]) -> list[tuple[str, str]]:
    return [("Amendment", id) for id in ids]


def _texts(changes: Sequence[Change]) -> list[tuple[str, str]]:
    clauses = [("Clause", change.clause) for change in changes]
    return clauses + [("Text-SHA256", f"{change.clause} {change.text_sha256}") for change in changes]


def _table(agreed: Agreed, who: Identity) -> list[tuple[str, str]]:
    return [*trailers_of(agreed, "amendment", who), ("Action", "table")]


def _first(id: str, on: Commit, tree: str, message: Message, who: Identity, date: str | None) -> Draft:
    """Give the first commit of an amendment's branch."""
    epoch = moment(date, [on])
    return Draft(ref=amendment_ref(id), old=None, tree=tree, parents=(on.id,), message=message, who=who, epoch=epoch)
