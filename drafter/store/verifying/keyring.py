"""Whose key it is, and whether it spoke in time: by every signatories.toml that main ever held."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from drafter.model.key import Key
from drafter.model.signatory import Delegate, Roster
from drafter.model.terms import Signatures
from drafter.store.credentials import listed_delegate
from drafter.store.objects import epoch_of

Flaw = tuple[str, str]
"""A rule and, in words, how it is broken."""


@dataclass(frozen=True, slots=True)
class When:
    """When a record was received: the server's clock and the number of its entry in the log, if they are known."""

    epoch: int
    entry: int | None = None


@dataclass
class Keyring:
    """The rosters in the order in which they came into force. Entries of keys only ever narrow.

    The end of a key counts from when it was declared on: what was received before stands, until its delegation takes it
    back. Else what everybody has verified, and much that was recorded on it since, would be void in new clones alone.
    """

    since: list[int] = field(default_factory=list)
    rosters: list[Roster] = field(default_factory=list)
    newest: dict[str, tuple[str, Key]] = field(default_factory=dict)
    """Every key that was ever listed: the delegate's address, and its newest entry."""
    _entries: dict[str, dict[Key, int]] = field(default_factory=dict)
    """Each entry of every key, and since when it has been listed so."""

    def add(self, since: int, roster: Roster) -> None:
        """Let a roster be in force from now on."""
        if self.rosters and self.rosters[-1] is roster:
            return
        self.since.append(since)
        self.rosters.append(roster)
        for delegate in roster.holders:
            for key in delegate.keys:
                self.newest[key.blob] = (delegate.email, key)
                self._entries.setdefault(key.blob, {}).setdefault(key, since)

    def at(self, epoch: int) -> list[Roster]:
        """Give the rosters in force at a time, the newest last; in the second of a change both are."""
        first = max(bisect_left(self.since, epoch) - 1, 0)
        last = max(bisect_left(self.since, epoch + 1), 1)
        return self.rosters[first:last]

    def out_of_force(self, blob: str, when: When) -> Flaw | None:
        """Say why a listed key does not speak at a time, by what had been declared by then; None when it does."""
        declared = (key for key, since in self._entries.get(blob, {}).items() if since <= when.epoch)
        return next((flaw for key in declared if (flaw := out_of_force(key, when)) is not None), None)

    def unbounded(self, blob: str) -> bool:
        """Whether no entry of a key ever said when it begins or ends."""
        return all(
            key.since is None and key.until is None and key.revoked is None for key in self._entries.get(blob, ())
        )

    def standing(self, code: str, name: str, email: str, blob: str | None, when: When) -> Flaw | None:
        """Say why somebody may not speak for a signatory with this key (None: unsigned), or None when it may."""
        listed = [
            (roster, each) for roster in self.at(when.epoch) if (each := listed_delegate(roster, code, name, email))
        ]
        if not listed:
            return "delegate", f"{name} <{email}> is not a delegate of {code}"
        flaws = [self._flaw(roster, delegate, blob, when) for roster, delegate in listed]
        return None if None in flaws else flaws[-1]

    def _flaw(self, roster: Roster, delegate: Delegate, blob: str | None, when: When) -> Flaw | None:
        if blob is None:
            if delegate.keys:
                return "unsigned", f"it is not signed, and a key is listed for {delegate.email}"
            if roster.signatures is Signatures.REQUIRED:
                return "unsigned", "it is not signed, and this treaty requires signatures"
            return None
        if all(key.blob != blob for key in delegate.keys):
            return self._not_listed(roster, delegate, blob)
        return self.out_of_force(blob, when)

    def _not_listed(self, roster: Roster, delegate: Delegate, blob: str) -> Flaw | None:
        owner = self.newest.get(blob)
        if owner is not None and owner[0] == delegate.email:
            return "key-retired", f"the key that signed it is not a key of {delegate.email} at that time"
        if owner is not None:
            return "key", f"it is signed with the key of {owner[0]}, not of {delegate.email}"
        if not delegate.keys and roster.signatures is Signatures.OPTIONAL:
            return None
        return "key", f"it is signed with a key that is not listed for {delegate.email}"


def out_of_force(key: Key, when: When) -> Flaw | None:
    """Say why a key does not speak at a time, or None when it does."""
    if key.impossible:
        return "key-retired", "its key begins or ends on a day that no calendar has"
    if key.since is not None and when.epoch < _epoch(key.since):
        return "key-retired", f"its key speaks only from {key.since} on"
    if key.until is not None and when.epoch >= _epoch(key.until):
        return "key-retired", f"its key was retired on {key.until}, and it was received later"
    revoked = key.revoked
    if revoked is not None:
        later = when.entry is not None and revoked.log is not None and when.entry > revoked.log
        if when.epoch >= _epoch(revoked.at) or later:
            return "key-revoked", f"its key was revoked as of {revoked.at}"
    return None


def _epoch(date: str) -> int:
    """Read a date of a key, which is one that comes (`parse_key`)."""
    found = epoch_of(date)
    assert found is not None, date
    return found
