"""A delegate's public SSH key, and from when until when it speaks for its delegate."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from drafter.model.moment import MOMENT

_PUBLIC = re.compile(r"(?P<kind>[a-z0-9@.-]+) (?P<blob>[A-Za-z0-9+/]+={0,2})(?: (?P<remark>[^\n]*))?\Z")
_KINDS = (
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
)
"""With which ssh-keygen signs and verifies (OpenSSH 8.9); a certificate is not a key, and DSA is gone."""

_FIELDS = {"ssh-ed25519": 2, "sk-ecdsa-sha2-nistp256@openssh.com": 4}
"""Of how many fields a key consists; of three where nothing else is said."""
_SIZES = {"ssh-ed25519": 32, "sk-ssh-ed25519@openssh.com": 32}
"""Bytes of the key itself, where its kind has one size only."""


@dataclass(frozen=True, slots=True)
class Revocation:
    """A key that is not its delegate's any more: lost, or in other hands."""

    at: str
    """What was received from then on is void."""
    log: int | None = None
    """What the server's log holds after the entry of this number is void."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a delegate. A date is `2026-03-02T09:00:00Z`; what counts is when a record was received."""

    text: str
    """As one line of an authorized-keys file: `ssh-ed25519 AAAA...`."""
    since: str | None = None
    until: str | None = None
    revoked: Revocation | None = None

    @property
    def blob(self) -> str:
        """The key itself, in base64, without its kind and remark."""
        return self.text.split(" ")[1]

    @property
    def impossible(self) -> bool:
        """Whether it begins or ends on a day that no calendar has: nobody can say when it speaks, so it never does."""
        dates = (self.since, self.until, self.revoked.at if self.revoked is not None else None)
        return any(each is not None and not _is_date(each) for each in dates)

    def opened_by(self, later: Key) -> bool:
        """Whether `later`, of the same key, lets it speak where this one does not: entries only ever narrow."""
        earlier_start = self.since is not None and (later.since is None or later.since < self.since)
        later_end = self.until is not None and (later.until is None or later.until > self.until)
        revival = self.revoked is not None and later.revoked != self.revoked
        return earlier_start or later_end or revival


def parse_key(value: object, *, recorded: bool = False) -> Key | str:
    """Read an entry of `keys`: a public key, or a table `{ key, from, until, revoked = { at, log, reason } }`.

    Gives in words what is wrong with it. `recorded`: it is on record already, and a day that no calendar has is taken
    as it stands (`Key.impossible`): early versions let one in.
    """
    is_date = _is_written if recorded else _is_date
    if isinstance(value, str):
        return _flaw(value) or Key(value)
    if not isinstance(value, dict):
        return "an entry of `keys` is neither a public key nor a table"
    unknown = sorted(set(value) - {"key", "from", "until", "revoked"})
    text = value.get("key")
    if unknown or not isinstance(text, str):
        return f"an entry of `keys` has no `key`, or an unknown entry{f' `{unknown[0]}`' if unknown else ''}"
    dates = [value.get("from"), value.get("until")]
    if not all(each is None or (isinstance(each, str) and is_date(each)) for each in dates):
        return "`from` and `until` of a key are not dates like 2026-03-02T09:00:00Z"
    revoked = _revocation(value["revoked"], is_date) if "revoked" in value else None
    if isinstance(revoked, str):
        return revoked
    return _flaw(text) or Key(text, dates[0], dates[1], revoked)


def key_entry(key: Key) -> str:
    """Write a key as an entry of `keys`, in TOML: a string when it has no dates."""
    text = _quoted(key.text)
    if key.since is None and key.until is None and key.revoked is None:
        return text
    parts = [f"key = {text}"]
    parts += [f'{name} = "{date}"' for name, date in (("from", key.since), ("until", key.until)) if date is not None]
    if key.revoked is not None:
        told = [f'at = "{key.revoked.at}"']
        told += [f"log = {key.revoked.log}"] if key.revoked.log is not None else []
        told += [f"reason = {_quoted(key.revoked.reason)}"] if key.revoked.reason else []
        parts.append(f"revoked = {{ {', '.join(told)} }}")
    return f"{{ {', '.join(parts)} }}"


def cut_off(key: Key) -> bool:
    """Whether something is missing from a public key (RFC 4253, 6.6), or too much there: it was not copied whole.

    Nothing can ever be signed with what is left.
    """
    kind, blob = key.text.split(" ")[:2]
    data = base64.b64decode(blob)
    fields: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 4 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            return True
        fields.append(data[at + 4 : end])
        at = end
    size = _SIZES.get(kind)
    return (
        fields[:1] != [kind.encode()]
        or len(fields) != _FIELDS.get(kind, 3)
        or (size is not None and len(fields[1]) != size)
    )


def _revocation(value: object, is_date: Callable[[str], bool]) -> Revocation | str:
    table: Mapping[str, object] = value if isinstance(value, dict) else {}
    at, log, reason = table.get("at"), table.get("log"), table.get("reason", "")
    sound = isinstance(at, str) and is_date(at) and set(table) <= {"at", "log", "reason"}
    if not sound or not isinstance(at, str) or not isinstance(reason, str):
        return '`revoked` of a key is not { at = "2026-03-02T09:00:00Z", reason = "..." }'
    if log is not None and (not isinstance(log, int) or isinstance(log, bool) or log < 0):
        return "`log` of a revoked key is not the number of an entry of the log"
    return Revocation(at, log, reason)


def _is_written(text: str) -> bool:
    return MOMENT.match(text) is not None


def _is_date(text: str) -> bool:
    """Whether it is a moment that comes: on 31 February no key would begin or end as somebody meant it."""
    try:
        return _is_written(text) and datetime.fromisoformat(text).year >= 1970
    except ValueError:
        return False


def _flaw(text: str) -> str | None:
    match = _PUBLIC.match(text)
    if match is None:
        return "an entry of `keys` is not a public SSH key"
    if match["kind"] not in _KINDS:
        return f"the type `{match['kind']}` of a key is unknown"
    try:
        base64.b64decode(match["blob"], validate=True)
    except binascii.Error:
        return "an entry of `keys` is not a public SSH key"
    return None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
