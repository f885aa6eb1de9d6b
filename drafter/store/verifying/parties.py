"""Changes of signatories.toml: keys only ever narrow, and nobody is spoken for by delegates that it did not name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from drafter.model.consent import CONSENT_FILE, consent_file
from drafter.model.ids import SECRETARIAT, few, positions_ref
from drafter.model.problem import Problem
from drafter.model.record import Message, parse_message
from drafter.model.signatory import Delegate, Roster
from drafter.model.terms import Signatures
from drafter.store.objects import parse_commit
from drafter.store.verifying.ground import Ground, Read
from drafter.store.verifying.keyring import Flaw, Keyring
from drafter.store.verifying.signature import check_commit

RECOVERED = " (a recovery)"
"""How the subject of a record ends that changes delegates without consent: whoever lists records reads it."""


def roster_flaw(keyring: Keyring, before: Roster, after: Roster) -> Flaw | None:
    """Say why signatories.toml may not change so, consent apart, or None."""
    if after.id != before.id:
        return "roster", "the id of the treaty changes"
    if not after.secretariat.delegates:
        return "roster", "it leaves the secretariat without a delegate"
    if after.signatures is Signatures.REQUIRED and not any(each.keys for each in after.secretariat.delegates):
        return "roster", "signatures are required, and the secretariat has no key"
    for delegate in after.holders:
        for key in delegate.keys:
            known = keyring.newest.get(key.blob)
            if known is None:
                continue
            if known[0] != delegate.email:
                return "roster", f"a key of {known[0]} becomes one of {delegate.email}"
            if known[1].opened_by(key):
                return "roster", f"a key of {delegate.email} speaks again, or longer than was said before"
    return None


def never_speaking(before: Roster, after: Roster) -> Iterator[str]:
    """Say, a line each, which keys are listed anew so that they begin or end on a day that no calendar has."""
    known = {key for each in before.holders for key in each.keys}
    for each in after.holders:
        if any(key.impossible and key not in known for key in each.keys):
            yield f"a key of {each.email} begins or ends on a day that no calendar has, and so never speaks"


def spoken_for(before: Roster, after: Roster) -> Sequence[str]:
    """Say, a line each, what changes in who counts as saying what, beside the delegates of signatories.

    Who takes part, names, kinds, groups; by which rules their words count; and who acts for the secretariat and signs
    the log. It is the secretariat's to keep, and needs no consent; but it is everybody's to know.
    """
    found = [*_taking_part(before, after), *_rules(before, after)]
    for each in after.signatories:
        was = before.by_code.get(each.code)
        if was is not None and was.name != each.name:
            found.append(f"{each.code} is now called {each.name}, and was {was.name}")
        if was is not None and was.kind is not each.kind:
            found.append(f"{each.code} is now listed as {each.kind.value}, and was {was.kind.value}")
    old, new = ({each.code: each for each in roster.groups} for roster in (before, after))
    for code in sorted({*old, *new}):
        if code in old and code in new and old[code].name != new[code].name:
            found.append(f"the group {code} is now called {new[code].name}, and was {old[code].name}")
        was_in, is_in = (set(groups[code].members) if code in groups else set() for groups in (old, new))
        for verb, some in (("now speaks", is_in - was_in), ("no longer speaks", was_in - is_in)):
            if some:
                found.append(f"the group {code} {verb} for {', '.join(sorted(some))}")
        speakers = [groups[code].spokesperson or "any member" if code in groups else "" for groups in (old, new)]
        if "" not in speakers and speakers[0] != speakers[1]:
            found.append(f"{speakers[1]} now speaks for the group {code}, and before that {speakers[0]}")
    return found


def _taking_part(before: Roster, after: Roster) -> Iterator[str]:
    here, there = ([each.code for each in roster.signatories] for roster in (before, after))
    for verb, codes in (
        ("now", [each for each in there if each not in here]),
        ("no longer", [each for each in here if each not in there]),
    ):
        if codes:
            yield f"{few(codes)} {verb} {'takes' if len(codes) == 1 else 'take'} part"
    first, then = ({each.email: each for each in roster.secretariat.delegates} for roster in (before, after))
    for email in sorted({*first, *then}):
        if email not in first or email not in then:
            yield f"{email} {'now' if email in then else 'no longer'} acts for the secretariat"
        elif first[email] != then[email]:
            yield f"the name or the keys of {email}, who acts for the secretariat, have changed"
    if before.server is None and after.server is not None:
        yield f"the server's log is now signed by {after.server.name} <{after.server.email}>"
    elif before.server != after.server:
        yield "who signs the server's log, or with which keys, has changed"


def _rules(before: Roster, after: Roster) -> Iterator[str]:
    if before.adoption is not after.adoption:
        yield f"the text is now adopted by {after.adoption.value}, and was by {before.adoption.value}"
    if before.signatures is not after.signatures:
        yield f"signatures are now {after.signatures.value}, and were {before.signatures.value}"
    if before.title != after.title:
        yield f"the treaty is now called {after.title}, and was {before.title}"


def unconsented(ground: Ground, read: Read, before: Roster, after: Roster) -> tuple[Mapping[str, str], set[str]]:
    """Give the signatories whose delegates change without their consent, with why: those are recoveries. And of which
    consents use is made."""
    found: dict[str, str] = {}
    used: set[str] = set()
    given = dict.fromkeys(read.message.all("Consent"))
    for code in sorted({*_delegates(before), *_delegates(after)} - {SECRETARIAT}):
        was, becomes = _delegates(before).get(code, ()), _delegates(after).get(code, ())
        if was == becomes or not _had_key(ground.keyring, code):
            continue
        flaws = {commit: _consent_flaw(ground, code, commit, was, becomes) for commit in given}
        used.update(commit for commit, flaw in flaws.items() if flaw is None)
        if None not in flaws.values():
            found[code] = next((flaw for flaw in flaws.values() if flaw), "it gave no consent")
    return found, used


def consent_on_record(ground: Ground, code: str, regarding: str, delegates: Sequence[Delegate], commit: str) -> bool:
    """Whether a commit of a signatory's positions branch consents to these delegates, as main stood `regarding`."""
    read = ground.repo.commit(commit)
    message = parse_message(read.message)
    return (
        isinstance(message, Message)
        and message.one("Action") == "roster"
        and message.one("Regarding") == regarding
        and _file(ground, read.tree) == consent_file(code, delegates).encode()
    )


def _consent_flaw(
    ground: Ground, code: str, commit: str, was: Sequence[Delegate], becomes: Sequence[Delegate]
) -> str | None:
    """Say why a commit is not the consent of a signatory to this change, or None."""
    tip = ground.view.get(positions_ref(code))
    listed = ground.repo.git.ask("cat-file", "-t", commit)
    if tip is None or listed.out.strip() != b"commit":
        return f"there is no consent {commit[:12]} on its branch"
    if not ground.repo.is_ancestor(commit, tip):
        return f"the consent {commit[:12]} is not on its branch"
    ((_, raw),) = ground.raw([commit])
    consent = parse_commit(commit, raw)
    message = parse_message(consent.message)
    if isinstance(message, Problem) or consent.flaw is not None:
        return f"the consent {commit[:12]} is not a record"
    if message.one("Signatory") != code or message.one("Treaty") != ground.treaty:
        return f"the consent {commit[:12]} is not its record"
    regarding = message.one("Regarding") or ""
    if regarding not in ground.main or _at(ground, regarding).get(code, ()) != was:
        return f"the consent {commit[:12]} was given on another list of delegates"
    if not consent_on_record(ground, code, regarding, becomes, commit):
        return f"the consent {commit[:12]} is to other delegates"
    if commit in ground.consents_used():
        return f"the consent {commit[:12]} was used before"
    # Whether its key spoke in time is judged by the log, as on its branch: not by the date that it bears.
    ground.received(positions_ref(code), ground.graph(tip, None))
    signed = check_commit(raw)
    if signed is None:
        return f"the consent {commit[:12]} is not signed"
    flaw = ground.signer(consent, code, signed)
    return None if flaw is None else f"of the consent {commit[:12]}: {flaw[1]}"


def _had_key(keyring: Keyring, code: str) -> bool:
    return any(delegate.keys for roster in keyring.rosters for delegate in _delegates(roster).get(code, ()))


def _delegates(roster: Roster) -> Mapping[str, tuple[Delegate, ...]]:
    return {each.code: each.delegates for each in roster.signatories}


def _at(ground: Ground, commit: str) -> Mapping[str, tuple[Delegate, ...]]:
    roster, _ = ground.roster(ground.repo.commit(commit).tree)
    return _delegates(roster) if roster is not None else {}


def _file(ground: Ground, tree: str) -> bytes | None:
    entry = ground.repo.tree(tree).get(CONSENT_FILE)
    return ground.repo.blobs([entry.id])[entry.id] if entry is not None and entry.plain else None
