"""Keys as a user names them: by their file, or by the end of what signatories.toml says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drafter.model.key import Key
from drafter.model.problem import refuse


def public_key(file: Path) -> str:
    """Read a public key: its kind and itself. Raises Refused; a private key is never taken."""
    try:
        lines = file.read_text(encoding="utf-8").strip().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise refuse(f"can't be read: {error}", "name the file of a public key", file=str(file)) from None
    if len(lines) != 1 or len(lines[0].split()) < 2 or not lines[0].startswith(("ssh-", "ecdsa-", "sk-")):
        raise refuse("not a public SSH key", "name the file that ends in .pub", file=str(file))
    return " ".join(lines[0].split()[:2])


def listed_key(keys: Sequence[Key], named: str) -> Key:
    """Find a listed key by its file, or by the end of what signatories.toml says. Raises Refused."""
    place = Path(named)
    wanted = public_key(place).split(" ")[1] if place.is_file() else named
    found = {each.blob: each for each in keys if each.blob.endswith(wanted) or each.text == wanted}
    if len(found) != 1 or not wanted:
        raise refuse(f"`{named}` names {len(found)} of the listed keys", "name its file, or the end of its line")
    return next(iter(found.values()))


def signing_key(keys: Sequence[Key], named: str) -> str:
    """Find a key that was listed once, or is now, as `listed_key` does: the key itself, in base64. Raises Refused."""
    place = Path(named)
    return public_key(place).split(" ")[1] if place.is_file() else listed_key(keys, named).blob
