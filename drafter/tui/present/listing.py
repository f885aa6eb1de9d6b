"""Who may act for whom, and with which key, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from drafter.model.ids import SECRETARIAT
from drafter.model.terms import Signatures
from drafter.tui.present.words import words

if TYPE_CHECKING:
    from drafter.model.key import Key
    from drafter.model.signatory import Delegate, Roster, Signatory
    from drafter.tui.deeds import Listing
    from drafter.tui.who import Who

IN_FORCE = "in force"
_END = 12
"""Characters at the end of a key by which people tell it from others."""


def delegates(
    roster: Roster, who: Who, consents: Mapping[str, Sequence[Delegate]], now: str
) -> Iterator[tuple[str, Content]]:
    """Give what there is to open, who sits here first: a delegate (`CODE ADDRESS`), a list to which a signatory has
    consented (`CODE`), a signatory for which nobody acts (`CODE`). `now` is a moment as `2026-03-02T09:00:00Z`."""
    signatories = sorted(roster.by_code.values(), key=lambda each: (each.code != who.code, each.code != SECRETARIAT))
    for signatory in signatories:
        code = words(f"{signatory.code}  ", ".prose--strong")
        if signatory.code in consents:
            told = "; ".join(changes(signatory.delegates, consents[signatory.code]))
            said = f"{signatory.name} has consented to another list, which the secretariat has still to record: {told}"
            own = words(" (Enter takes that back)", ".prose--quiet") if who.code == signatory.code else ""
            yield signatory.code, code + words(said, ".prose--warning") + own
        for delegate in signatory.delegates:
            mine = who.code == signatory.code and who.delegate is not None and who.delegate.email == delegate.email
            you = words("  you", ".prose--quiet") if mine else Content("")
            lines = [
                code + words(f"{signatory.name}: {delegate.name} <{delegate.email}>") + you,
                *_keys(roster, signatory, delegate, now),
            ]
            yield f"{signatory.code} {delegate.email}", Content("\n").join(lines)
        if not signatory.delegates and signatory.code not in consents:
            yield signatory.code, code + words(f"{signatory.name}: nobody acts for it yet", ".prose--quiet")


def _keys(roster: Roster, signatory: Signatory, delegate: Delegate, now: str) -> Iterator[Content]:
    """Say for whom else a delegate speaks, and with which keys."""
    groups = [group.code for group in roster.groups if group.spokesperson == signatory.code]
    if groups:
        yield words(f"  speaks for {', '.join(groups)}", ".prose--quiet")
    if not delegate.keys:
        required = roster.signatures is Signatures.REQUIRED
        counts = "records of theirs don't count" if required else "their records are not signed"
        yield words(f"  no key: {counts}", ".prose--warning" if required else ".prose--quiet")
    for key in delegate.keys:
        state = key_state(key, now)
        style = ".prose--quiet" if state == IN_FORCE else ".prose--warning"
        yield words(f"  key ..{named(key)}  {state}", style)


def named(key: Key) -> str:
    """Give the end of a key, by which it is told from others."""
    return key.blob[-_END:]


def key_state(key: Key, now: str) -> str:
    """Say whether a key speaks for its delegate at a moment, and until when."""
    if key.revoked is not None:
        reason = f": {key.revoked.reason}" if key.revoked.reason else ""
        return f"revoked {_moment(key.revoked.at)}{reason}"
    if key.until is not None:
        return f"{'ended' if key.until <= now else 'ends'} {_moment(key.until)}"
    if key.since is not None and key.since > now:
        return f"begins {_moment(key.since)}"
    return IN_FORCE


def _moment(date: str) -> str:
    return f"{date[:10]} {date[11:16]} UTC"


def changes(was: Sequence[Delegate], becomes: Sequence[Delegate]) -> list[str]:
    """Say what becomes of a list of delegates, one change after the other."""
    before = {each.email: each for each in was}
    after = {each.email: each for each in becomes}
    said = [f"removes {each.name} <{each.email}>" for email, each in before.items() if email not in after]
    for email, delegate in after.items():
        if email not in before:
            keys = f", with the key ..{named(delegate.keys[0])}" if delegate.keys else ", without a key"
            said.append(f"adds {delegate.name} <{email}>{keys}")
            continue
        known = {key.blob: key for key in before[email].keys}
        for key in delegate.keys:
            earlier = known.get(key.blob)
            if earlier is None:
                said.append(f"adds the key ..{named(key)} of {delegate.name}")
            elif key.revoked is not None and key.revoked != earlier.revoked:
                said.append(f"revokes the key ..{named(key)} of {delegate.name}, from {_moment(key.revoked.at)} on")
            elif key.until is not None and key.until != earlier.until:
                said.append(f"ends the key ..{named(key)} of {delegate.name} at {_moment(key.until)}")
    return said


def subject(deed: Listing) -> str:
    """Say in the first line of the record what changes."""
    before = {each.email: each for each in deed.was}
    after = {each.email: each for each in deed.delegates}
    added = [each.name for email, each in after.items() if email not in before]
    removed = [each.name for email, each in before.items() if email not in after]
    if added and removed:
        return f"Replace {_short(removed[0])} by {_short(added[0])} for {deed.code}"
    if added or removed:
        return f"{'Add' if added else 'Remove'} {_short((added or removed)[0])} for {deed.code}"
    return f"Change the keys of {deed.code}"


def _short(name: str) -> str:
    return name if len(name) <= 32 else f"{name[:30]}.."
