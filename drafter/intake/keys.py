"""Keys as a user names them: by their file, by themselves, or by the end of what signatories.toml says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drafter.model.key import Key
from drafter.model.problem import refuse

_KINDS = ("ssh-", "ecdsa-", "sk-")
_ENOUGH = 16
"""Characters at the end of a key by which nobody takes it for another one of its delegate."""


def public_key(named: str) -> str:
    """Read a public key, from its file or as it was sent: its kind and itself. Raises Refused; never a private key."""
    if named.startswith(_KINDS) and " " in named:
        return _read([named], None)
    try:
        lines = Path(named).read_text(encoding="utf-8").strip().splitlines()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is not a text"
        remedy = 'name the file of a public key, or give the key itself: "ssh-ed25519 AAAA..."'
        raise refuse(f"can't be read: {why}", remedy, file=named) from None
    return _read(lines, named)


def ending(key: Key) -> str:
    """Give the end of a key, by which it is named where its file is not at hand."""
    return key.blob[-_ENOUGH:]


def _read(lines: Sequence[str], file: str | None) -> str:
    if len(lines) != 1 or len(lines[0].split()) < 2 or not lines[0].startswith(_KINDS):
        raise refuse("not a public SSH key", "name the file that ends in .pub", file=file)
    return " ".join(lines[0].split()[:2])


def listed_key(keys: Sequence[Key], named: str) -> Key:
    """Find a listed key by its file, or by the end of what signatories.toml says. Raises Refused."""
    place = Path(named)
    wanted = public_key(named).split(" ")[1] if place.is_file() else named
    found = {each.blob: each for each in keys if each.blob.endswith(wanted) or each.text == wanted}
    if len(found) != 1 or not wanted:
        number = len(found) or "none"
        raise refuse(f"`{named}` names {number} of the listed keys", "name its file, or the end of its line")
    return next(iter(found.values()))


def signing_key(keys: Sequence[Key], named: str) -> str:
    """Find a key that was listed once, or is now, as `listed_key` does: the key itself, in base64. Raises Refused."""
    place = Path(named)
    return public_key(named).split(" ")[1] if place.is_file() else listed_key(keys, named).blob
