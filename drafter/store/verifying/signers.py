"""The allowed-signers file with which plain git verifies the same commits."""

from __future__ import annotations

from drafter.model.key import Key
from drafter.store.agreed import FOREVER, Agreed
from drafter.store.objects import epoch_of
from drafter.store.verifying.keyring import Keyring

_PATTERN = frozenset("*?!")
"""What ssh-keygen reads as a pattern in an address: such a line would allow others too."""


def allowed_signers(agreed: Agreed) -> str:
    """Write every key that main ever listed, with its delegate's address: a line a key, as `ssh-keygen` reads it.

    Git compares the date that a commit says with the dates of a key, and nothing else: whose name stands in a commit,
    and when it was received, only `drafter verify` looks at. Raises Refused.
    """
    keyring = Keyring()
    last: dict[str, str] = {}
    for place, each in enumerate(reversed(agreed.credentials.earlier())):
        keyring.add(place, each.roster)
        for key in (key for holder in each.roster.holders for key in holder.keys):
            last[key.blob] = each.until
    return "".join(
        _line(email, key, last[blob]) for blob, (email, key) in keyring.newest.items() if not _PATTERN & set(email)
    )


def _line(email: str, key: Key, dropped: str) -> str:
    ends = [each for each in (key.until, key.revoked.at if key.revoked is not None else None) if each]
    ends += [dropped] if dropped != FOREVER else []
    options = ['namespaces="git"']
    if key.since is not None:
        options.append(f'valid-after="{_stamp(key.since)}"')
    if ends:
        options.append(f'valid-before="{_stamp(min(ends))}"')
    kind, blob = key.text.split(" ")[:2]
    return f"{email} {','.join(options)} {kind} {blob}\n"


def _stamp(date: str) -> str:
    return date.translate(str.maketrans("", "", "-:T")) if epoch_of(date) is not None else "19700101000000Z"
