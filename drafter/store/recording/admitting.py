"""Recording who takes part: a change of signatories.toml on main, and a signatory's consent to its own delegates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from drafter.model.consent import CONSENT_FILE, consent_file, consented
from drafter.model.ids import MAIN_REF, ROSTER_FILE, SECRETARIAT, positions_ref
from drafter.model.key import cut_off
from drafter.model.negotiation import Act
from drafter.model.problem import Problem, Refused, refuse
from drafter.model.record import parse_message
from drafter.model.signatory import Delegate, Roster, parse_roster
from drafter.model.terms import Signatures
from drafter.store.agreed import Agreed, unreadable
from drafter.store.holders import holder_problem
from drafter.store.identity import Identity
from drafter.store.keys import public_key
from drafter.store.recording.commit import (
    Draft,
    check_secretariat,
    check_who,
    compose,
    moment,
    now,
    record,
    trailers_of,
    until_recorded,
    with_files,
)
from drafter.store.recording.deciding import move
from drafter.store.recording.worktree import Worked, moving_main
from drafter.store.repository import Repository
from drafter.store.snapshot import tips
from drafter.store.verifying.keyring import Keyring, When, out_of_force
from drafter.store.verifying.parties import RECOVERED, roster_flaw

Change = Callable[[bytes], bytes]

_TO_BE_RECEIVED = 3600
"""Seconds within which a consent may be on its way to the server, which says when it was received."""


def roster(
    repo: Repository,
    who: Identity,
    change: Change,
    subject: str,
    *,
    statement: str = "",
    recovery: Collection[str] = (),
    worked: Worked | None = None,
    date: str | None = None,
) -> Act:
    """Change signatories.toml on main: `change` gets its bytes and gives the new ones.

    When the delegates of a signatory change that ever had a key, the record names its consent (`consent`), or that
    this is a recovery, which everybody is shown: `recovery` holds the signatories of which the secretariat says so.
    `worked`: the file as it was edited in the work tree, when the change comes from there. Raises Refused.
    """

    def attempt() -> Act:
        refs = tips(repo)
        agreed = Agreed(repo, repo.commit(refs[MAIN_REF]))
        check_secretariat(agreed, who, "changes signatories.toml")
        before, after, content = _changed(repo, agreed, change)
        keyring = _keyring(agreed)
        flaw = roster_flaw(keyring, before, after)
        if flaw is not None:
            raise refuse(f"signatories.toml can't be changed so: {flaw[1]}", "keys only ever narrow", rule=flaw[0])
        trailers = [("Regarding", agreed.commit.id)]
        for code in _protected(keyring, before, after):
            becomes, given = _consent(repo, refs, agreed, code)
            if given is not None and becomes != _delegates(after, code):
                given = None
            if given is None and code not in recovery:
                raise _not_consented(code, other=bool(becomes))
            trailers.append(("Recovery", code) if given is None else ("Consent", given))
        told = f"{subject}{RECOVERED}" if any(key == "Recovery" for key, _ in trailers) else subject
        return move(repo, agreed, who, "roster", told, statement, trailers, {ROSTER_FILE: content}, (), date, worked)

    with moving_main(repo):
        return until_recorded(attempt)


def consent(repo: Repository, who: Identity, change: Change | None, *, date: str | None = None) -> Act:
    """Consent, for a signatory, to its delegates as `change` would list them in signatories.toml; only the last counts.

    None takes that back: its delegates stay as they are listed. Raises Refused.
    """

    def attempt() -> Act:
        refs = tips(repo)
        agreed = Agreed(repo, repo.commit(refs[MAIN_REF]))
        why = holder_problem(agreed.roster, who.code)
        if why is not None:
            raise refuse(why, "the secretariat changes its delegates as a recovery", rule="consent")
        check_who(agreed, who)
        if change is not None:
            delegates, subject = _asked_for(repo, agreed, who, change), "consents to its list of delegates"
        elif _consent(repo, refs, agreed, who.code)[1] is not None:
            delegates, subject = (
                _delegates(agreed.roster, who.code),
                "takes back its consent to another list of delegates",
            )
        else:
            remedy = "the list is as it stands; `drafter log` shows what was recorded"
            raise refuse(f"{who.code} has consented to no other list of its delegates", remedy, rule="no-change")
        content = consent_file(who.code, delegates).encode()
        ref = positions_ref(who.code)
        tip = repo.commit(refs[ref]) if ref in refs else None
        tree = with_files(repo, tip.tree if tip is not None else None, {CONSENT_FILE: content})
        if tip is not None and tip.tree == tree:
            raise refuse("this consent is on record already", "the secretariat can act on it", rule="no-change")
        trailers = [*trailers_of(agreed, "position", who), ("Regarding", agreed.commit.id), ("Action", "roster")]
        return record(
            repo,
            Draft(
                ref=ref,
                old=tip.id if tip is not None else None,
                tree=tree,
                parents=(tip.id,) if tip is not None else (),
                message=compose(f"{who.code} {subject}", "", trailers),
                who=who,
                epoch=moment(date, [agreed.commit, *([tip] if tip is not None else [])]),
            ),
        )

    return until_recorded(attempt)


def consents(repo: Repository) -> Mapping[str, tuple[Delegate, ...]]:
    """Give, by signatory, the delegates to whom it has consented and whom the secretariat has not listed yet."""
    refs = tips(repo)
    agreed = Agreed(repo, repo.commit(refs[MAIN_REF]))
    tips_of = {code: refs[ref] for code in agreed.roster.by_code if (ref := positions_ref(code)) in refs}
    trees = {id: commit.tree for id, commit in repo.commits(tips_of.values()).items()}
    tops = repo.trees(trees.values())
    given = [code for code, tip in tips_of.items() if CONSENT_FILE in tops[trees[tip]]]
    found = {code: _consent(repo, refs, agreed, code) for code in given}
    return {code: becomes for code, (becomes, given) in found.items() if given is not None}


def _asked_for(repo: Repository, agreed: Agreed, who: Identity, change: Change) -> tuple[Delegate, ...]:
    """Give the delegates to whom a signatory is to consent. Raises Refused."""
    before, after, _ = _changed(repo, agreed, change)
    others = [code for code in after.by_code if code != who.code and _differ(before, after, code)]
    if others or not _differ(before, after, who.code):
        raise refuse(f"{who.code} consents to changes of its own delegates only", "", rule="consent")
    delegates = _delegates(after, who.code)
    _check_own_key(who, delegates)
    return delegates


def _check_own_key(who: Identity, delegates: Sequence[Delegate]) -> None:
    """Check that a consent does not end the key that signs it: it would be void with all that comes behind it."""
    own = public_key(Path(who.key).expanduser()) if who.key is not None else None
    ended = [key for each in delegates for key in each.keys if own is not None and key.blob == own.blob]
    if any(out_of_force(key, When(now() + _TO_BE_RECEIVED)) is not None for key in ended):
        remedy = "sign with another of your keys (`drafter as`), or let it end later with --date"
        raise refuse("this ends the key with which you would sign it", remedy, rule="key")


def _changed(repo: Repository, agreed: Agreed, change: Change) -> tuple[Roster, Roster, bytes]:
    before = repo.blobs([agreed.entries[ROSTER_FILE].id])[agreed.entries[ROSTER_FILE].id]
    after = change(before)
    if after == before:
        raise refuse("signatories.toml says that already", "nothing is to be done", rule="no-change")
    read, problems = parse_roster(after)
    if read is None:
        raise unreadable(problems)
    if not read.secretariat.delegates or read.id != agreed.roster.id:
        remedy = "keep a delegate of the secretariat, and the id of the treaty"
        raise refuse("nobody could act on this treaty any more", remedy, rule="roster")
    known = {key.blob for delegate in agreed.roster.holders for key in delegate.keys}
    for delegate in read.holders:
        if any(key.blob not in known and cut_off(key) for key in delegate.keys):
            remedy = "it was not copied whole: take the line again"
            raise refuse(f"nothing could ever be signed with the key of {delegate.email}", remedy, rule="key")
    if not any(_can_sign(each, read) for each in read.secretariat.delegates):
        remedy = "list another key of the secretariat first"
        raise refuse("nobody could act for the secretariat any more: no key of its speaks", remedy, rule="roster")
    return agreed.roster, read, after


def _can_sign(delegate: Delegate, roster: Roster) -> bool:
    """Whether a delegate can record something that counts, as long as it may be on its way to the server."""
    if not delegate.keys:
        return roster.signatures is Signatures.OPTIONAL
    return any(out_of_force(key, When(now() + _TO_BE_RECEIVED)) is None for key in delegate.keys)


def _keyring(agreed: Agreed) -> Keyring:
    keyring = Keyring()
    for since, each in enumerate(reversed(agreed.credentials.earlier())):
        keyring.add(since, each.roster)
    return keyring


def _protected(keyring: Keyring, before: Roster, after: Roster) -> Sequence[str]:
    """Give the signatories whose delegates change and that ever had a key: from the first on, they are asked."""
    had = {
        each.code
        for known in keyring.rosters
        for each in known.signatories
        if any(delegate.keys for delegate in each.delegates)
    }
    return [code for code in sorted(had - {SECRETARIAT}) if _differ(before, after, code)]


def _differ(before: Roster, after: Roster, code: str) -> bool:
    return _delegates(before, code) != _delegates(after, code)


def _delegates(roster: Roster, code: str) -> tuple[Delegate, ...]:
    signatory = roster.by_code.get(code)
    return signatory.delegates if signatory is not None else ()


def _not_consented(code: str, *, other: bool) -> Refused:
    """Say that a signatory has not consented to a change; `other`: it has, to another one."""
    if other:
        said = f"{code} has consented to another change of its delegates than this one"
        remedy = "give the line that was printed for you where the consent was given, with its date"
        return refuse(said, f"{remedy}, or say --recovery: everybody will be shown that", rule="consent")
    remedy = "its delegate gives it with the same command, or say --recovery: everybody will be shown that"
    return refuse(f"{code} has not consented to this change of its delegates", remedy, rule="consent")


def _consent(
    repo: Repository, refs: Mapping[str, str], agreed: Agreed, code: str
) -> tuple[tuple[Delegate, ...], str | None]:
    """Give the delegates to whom a signatory consents in place of those that main lists, with the record of it.

    It is what its branch says last, when that is about this list and main has made no use of it. Else nobody, and None.
    """
    ref = positions_ref(code)
    entry = repo.tree(repo.commit(refs[ref]).tree).get(CONSENT_FILE) if ref in refs else None
    becomes = consented(code, repo.blobs([entry.id])[entry.id]) if entry is not None else None
    was = _delegates(agreed.roster, code)
    if becomes is None or becomes == was:
        return (), None
    given = repo.commit(repo.git.run("rev-list", "--max-count=1", refs[ref], "--", CONSENT_FILE).decode().strip())
    message = parse_message(given.message)
    if isinstance(message, Problem) or message.one("Action") != "roster":
        return (), None
    used = any(given.id in each.all("Consent") for _, each in agreed.decided.decisions)
    regarding = message.one("Regarding") or ""
    if used or regarding not in agreed.on_main or _delegates(Agreed(repo, repo.commit(regarding)).roster, code) != was:
        return (), None
    return becomes, given.id
