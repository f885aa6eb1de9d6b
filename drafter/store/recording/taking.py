"""Taking a position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter.model.clause import Clause, text_sha256
from drafter.model.ids import MAIN_REF, meant, positions_ref
from drafter.model.negotiation import Act
from drafter.model.position import (
    Condition,
    Depends,
    Position,
    by_degree,
    condition_trailer,
    conditions_problem,
    parse_position,
    position_file,
)
from drafter.model.problem import MEANWHILE, Problem, Refused, refuse
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, Stance
from drafter.store.agreed import Agreed
from drafter.store.finding import find_amendment, tips_for
from drafter.store.holders import holder_problem, speaker_problem
from drafter.store.identity import Identity
from drafter.store.objects import Commit
from drafter.store.plumbing import GitFailed
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
    write,
)
from drafter.store.repository import Repository


def position(
    repo: Repository,
    who: Identity,
    target: Target,
    stance: Stance,
    *,
    statement: str = "",
    cosponsor: bool = False,
    on_behalf_of: str | None = None,
    conditions: Sequence[Depends] = (),
    seen: str | None = None,
    over: str | None = None,
    date: str | None = None,
) -> Act:
    """Take a position on a target as its text stands now; the stance `none` takes an earlier one back.

    `seen`: hash of the text that the delegate saw (`Negotiation.current_text_sha256`): when the text is another one by
    now, nothing is recorded. `over`: the commit of the signatory's own branch at which the delegate saw its position,
    empty when there was no branch: when the position on record is another one than there, nothing is recorded. Reads
    only what it needs, not the whole negotiation. Raises Refused.
    """
    wanted = _Wanted(target, stance, statement, cosponsor, on_behalf_of, tuple(conditions), seen)

    def attempt() -> Act:
        ref = positions_ref(who.code)
        now = tips_for(repo, wanted.amendments, [ref])
        tip = repo.commit(now[ref]) if ref in now else None
        if over is not None:
            _check_over(repo, tip, target, over, who)
        return record(repo, _drafted(repo, who, now, tip, wanted, date))

    return until_recorded(attempt)


def positions_anew(
    repo: Repository, who: Identity, tip: str | None, held: Sequence[Position]
) -> tuple[str | None, Mapping[Target, Problem]]:
    """Take positions anew that were recorded elsewhere, each about the text that its delegate saw.

    They are written one on the other, the first on `tip`; no ref is moved. Gives the newest, and why those that can't
    be taken can't. Raises Refused when the delegate may not act, nothing can be signed or git fails.
    """
    refused: dict[Target, Problem] = {}
    for each in held:
        depends = tuple(Depends(on.degree, on.target, on.text_sha256) for on in each.conditions)
        wanted = _Wanted(
            each.target, each.stance, each.statement, each.cosponsor, each.on_behalf_of, depends, each.text_sha256
        )  # fmt: skip
        now = tips_for(repo, wanted.amendments, ())
        check_who(Agreed(repo, repo.commit(now[MAIN_REF])), who)
        stands_on = repo.commit(tip) if tip is not None else None
        try:
            draft = _drafted(repo, who, now, stands_on, wanted, None)
        except GitFailed:
            raise
        except Refused as error:
            refused[each.target] = error.problem
            continue
        tip = write(repo, draft).id
    return tip, refused


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a delegate wants to say."""

    target: Target
    stance: Stance
    statement: str
    cosponsor: bool
    on_behalf_of: str | None
    conditions: tuple[Depends, ...]
    seen: str | None

    @property
    def amendments(self) -> tuple[str, ...]:
        """The amendments that it speaks of."""
        named = (self.target, *(each.target for each in self.conditions))
        return tuple(each.amendment for each in named if each.amendment)


def _drafted(
    repo: Repository, who: Identity, now: Mapping[str, str], tip: Commit | None, wanted: _Wanted, date: str | None
) -> Draft:
    """Check every rule of a position that shall stand on a tip. Raises Refused."""
    agreed = Agreed(repo, repo.commit(now[MAIN_REF]))
    target, stance = wanted.target, wanted.stance
    check_holder(agreed, who, wanted.on_behalf_of)
    text = _text_seen(repo, now, agreed, target, wanted.seen)
    if wanted.cosponsor:
        _check_cosponsor(target, stance, who)
    taken = Position(
        signatory=who.code,
        target=target,
        text_sha256=text.sha256,
        commit=text.commit,
        stance=stance,
        cosponsor=wanted.cosponsor,
        on_behalf_of=wanted.on_behalf_of,
        statement=check_statement(wanted.statement),
        conditions=by_degree(_condition(repo, now, agreed, each) for each in wanted.conditions),
    )
    why = conditions_problem(taken)
    if why is not None:
        raise refuse(why, "leave out the condition", rule="conditions")
    _check_new(repo, agreed, tip, taken)
    trailers = trailers_of(agreed, "position", who)
    trailers += [(target.kind.capitalize(), str(target)), ("Regarding", text.commit), ("Stance", stance.value)]
    trailers += [("Condition", condition_trailer(each)) for each in taken.conditions]
    subject = wording.standing(taken, text.clause)
    stood = dict.fromkeys([text.commit, *(each.commit for each in taken.conditions)])
    content = position_file(taken).encode()
    return Draft(
        ref=positions_ref(who.code),
        old=tip.id if tip is not None else None,
        tree=with_files(repo, tip.tree if tip is not None else None, {target.path: content}),
        parents=(tip.id,) if tip is not None else (),
        message=compose(subject, wanted.statement, trailers),
        who=who,
        epoch=moment(date, [*map(repo.commit, stood), *([tip] if tip is not None else [])]),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """The text that a position is about: its hash, the commit at which it stands, its clause if it is in one."""

    sha256: str
    commit: str
    clause: Clause | None


def _condition(repo: Repository, now: Mapping[str, str], agreed: Agreed, wanted: Depends) -> Condition:
    text = _text_seen(repo, now, agreed, wanted.target, wanted.seen)
    return Condition(wanted.degree, wanted.target, text.sha256, text.commit)


def _text_seen(repo: Repository, now: Mapping[str, str], agreed: Agreed, target: Target, seen: str | None) -> _Text:
    """Give the text of a target, which must be the one that the delegate saw. Raises Refused."""
    text = _text(repo, now, agreed, target)
    if seen is not None and seen != text.sha256:
        raise refuse(f"the text of {target} has changed meanwhile", "read it again first", rule="stale", status=1)
    return text


def _text(repo: Repository, now: Mapping[str, str], agreed: Agreed, target: Target) -> _Text:
    if target.amendment:
        amendment = find_amendment(repo, now, agreed, target.amendment, decided=False)
        if amendment.status is AmendmentStatus.WITHDRAWN:
            remedy = "take a position on the clause, or table its words anew"
            raise refuse(f"{amendment.id} is withdrawn", remedy, rule="amendment-closed")
        return _Text(amendment.text_sha256, amendment.commit, None)
    clause, words = agreed.words(target)
    return _Text(text_sha256(words), agreed.commit.id, clause)


def check_holder(agreed: Agreed, who: Identity, group: str | None) -> None:
    """Check that somebody may take positions, and speak on behalf of the group if one is given. Raises Refused."""
    why = holder_problem(agreed.roster, who.code)
    if why is not None and who.code in agreed.roster.by_code:
        remedy = "an observer may table an amendment, a delegate of a signatory takes positions"
        raise refuse(why, remedy, rule="identity")
    check_who(agreed, who)
    why = speaker_problem(agreed.roster, who.code, group) if group is not None else None
    if why is not None and group is not None:
        named = [each.code for each in agreed.roster.groups if each.may_be_spoken_for_by(who.code)]
        own = f"{who.code} may speak for {', '.join(named)}" if named else "leave out on-behalf-of"
        remedy = own if group in agreed.roster.groups_by_code else meant(group, agreed.roster.groups_by_code, own)
        raise refuse(why, remedy, rule="on-behalf-of")


def _check_cosponsor(target: Target, stance: Stance, who: Identity) -> None:
    if not target.amendment:
        raise refuse("only an amendment has co-sponsors", "leave out co-sponsorship", rule="cosponsor")
    if stance is not Stance.SUPPORT:
        raise refuse("a co-sponsor supports the amendment", "take the stance support", rule="cosponsor")
    if target.amendment.startswith(f"{who.code}-"):
        raise refuse(f"{who.code} proposes {target.amendment} already", "leave out co-sponsorship", rule="cosponsor")


def _check_new(repo: Repository, agreed: Agreed, tip: Commit | None, taken: Position) -> None:
    """Refuse a position that is on record already, word for word, about the same text; not where that doesn't count."""
    held = _held(repo, tip, taken.target)
    if held is None:
        if taken.stance is Stance.NONE:
            remedy = "silence is no position already"
            raise refuse(f"{taken.signatory} has no position on {taken.target}", remedy, rule="no-change")
        return
    if _facts(held) == _facts(taken) and _counts(repo, agreed, tip, taken):
        remedy = "change the stance, the statement or the conditions"
        raise refuse(f"this position of {taken.signatory} is on record already", remedy, rule="no-change")


def _facts(position: Position) -> Position:
    """Give what a position says, wherever its texts stood."""
    conditions = tuple(each._replace(commit="") for each in position.conditions)
    return position._replace(commit="", conditions=conditions)


def _counts(repo: Repository, agreed: Agreed, tip: Commit | None, taken: Position) -> bool:
    """Whether the record of the position that is held counts: an unsigned one doesn't, once signatures are required."""
    if tip is None:
        return False
    last = repo.git.run("rev-list", "--max-count=1", tip.id, "--", taken.target.path).decode().strip()
    message = agreed.credentials.record(repo.commit(last or tip.id), "position", taken.signatory)
    return not isinstance(message, Problem)


def _check_over(repo: Repository, tip: Commit | None, target: Target, over: str, who: Identity) -> None:
    """Refuse to replace a position that a colleague has recorded since the delegate saw the one before."""
    if _blob(repo, repo.commit(over) if over else None, target) == _blob(repo, tip, target):
        return
    held = _held(repo, tip, target)
    stance = held.stance if held is not None else Stance.NONE
    last = repo.git.run("rev-list", "--max-count=1", tip.id, "--", target.path).decode().strip() if tip else ""
    who_did = f"{repo.commit(last).author}, of your delegation," if last else "your delegation"
    raise refuse(
        f"{who_did} has recorded meanwhile that {who.code} {stance.phrase} {target}",
        "look at it, and record again if you still mean it",
        rule=MEANWHILE,
        status=1,
    )


def _held(repo: Repository, tip: Commit | None, target: Target) -> Position | None:
    blob = _blob(repo, tip, target)
    if blob is None:
        return None
    read = parse_position(repo.blobs([blob])[blob], target.path)
    return None if isinstance(read, Problem) else read


def _blob(repo: Repository, tip: Commit | None, target: Target) -> str | None:
    """Give the object that holds the position on a target at a commit, or None."""
    found = repo.entry(tip.tree, target.path) if tip is not None else None
    return found.id if found is not None and found.plain else None
